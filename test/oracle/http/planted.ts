import type { MeasuredCause } from "./trial.ts";

/** What the harness must find: the same, answered later by this much. */
export const plantedMilliseconds = 2;
export const plantedName = `planted: ${plantedMilliseconds} ms later`;

export function planted(cause: MeasuredCause): MeasuredCause {
  return {
    name: plantedName,
    prepare: async (workshop) => ({
      ...(await cause.prepare(workshop)),
      delayMilliseconds: plantedMilliseconds,
    }),
  };
}
