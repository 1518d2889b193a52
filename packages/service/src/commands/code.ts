import type { CodeRoute } from "@jeton/cli";
import { codeAt, prepareSeed } from "@jeton/core";

/** The validator's route to a code: the core's. */
export const expectedCodes: CodeRoute = (seed, parameters) => {
  const prepared = prepareSeed(seed, parameters.algorithm);
  return (step) => codeAt(prepared, step, parameters);
};
