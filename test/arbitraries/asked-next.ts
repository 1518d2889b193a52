import type { AskedNext } from "@jeton/core";
import * as fc from "fast-check";
import { anyHex } from "./bytes.ts";
import { anyMoment } from "./moment.ts";
import { anyTimeStep } from "./time-step.ts";

/** A wait for a next code. */
export const anyAskedNext: fc.Arbitrary<AskedNext> = fc.record({
  flow: fc.option(anyHex(32)),
  at: anyMoment,
  steps: fc.array(anyTimeStep, { minLength: 1, maxLength: 3 }),
  codes: fc.integer({ min: 1, max: 3 }),
  proved: fc.constantFrom("pin", "first-use", "nothing"),
  tries: fc.nat({ max: 4 }),
});
