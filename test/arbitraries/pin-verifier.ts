import type { PinVerifier } from "@jeton/core";
import * as fc from "fast-check";
import { anyHex } from "./bytes.ts";
import { anySealed } from "./sealed.ts";

/** A PIN verifier by its form; no PIN opens it. */
export const anyPinVerifier: fc.Arbitrary<PinVerifier> = fc.record({
  salt: anyHex(16),
  cost: fc.record({
    logN: fc.integer({ min: 1, max: 20 }),
    r: fc.integer({ min: 1, max: 16 }),
    p: fc.integer({ min: 1, max: 4 }),
  }),
  sealed: anySealed,
});
