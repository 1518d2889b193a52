import type { KeyState } from "@jeton/core";
import * as fc from "fast-check";
import { anyHex } from "./bytes.ts";
import { anyPinVerifier } from "./pin-verifier.ts";
import { anyTerm } from "./term.ts";
import { anyTimeStep } from "./time-step.ts";

const transaction = anyHex(32);

const unsuspended: fc.Arbitrary<KeyState> = fc.oneof(
  fc.constantFrom<KeyState>({ kind: "in-stock" }, { kind: "assigned" }),
  fc.constantFrom<KeyState>({ kind: "lost" }, { kind: "retired" }),
  fc.record({
    kind: fc.constant("choosing-pin"),
    transaction,
    firstStep: anyTimeStep,
    term: anyTerm,
  }),
  fc.record({
    kind: fc.constant("confirming-pin"),
    transaction,
    firstStep: anyTimeStep,
    term: anyTerm,
    pin: anyPinVerifier,
  }),
  fc.record({ kind: fc.constant("in-service"), pin: anyPinVerifier }),
);

/** Where a key is in its life, each state as likely as another. */
export const anyKeyState: fc.Arbitrary<KeyState> = fc.oneof(
  { arbitrary: unsuspended, weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant("suspended"), before: unsuspended }), weight: 1 },
);
