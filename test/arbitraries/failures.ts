import type { Failures, Lane } from "@jeton/core";
import * as fc from "fast-check";
import { anyHex } from "./bytes.ts";
import { anyTerm } from "./term.ts";

const anyLane: fc.Arbitrary<Lane> = fc.record({
  guesses: fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 1_000_000_000 })),
  wrongPins: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 1_000_000_000 })),
  block: fc.option(anyTerm),
});

/** What strangers and known devices failed. */
export const anyFailures: fc.Arbitrary<Failures> = fc.record({
  strangers: anyLane,
  devices: fc.uniqueArray(
    fc.tuple(anyHex(32), anyLane).map(([id, lane]) => ({ id, ...lane })),
    { maxLength: 3, selector: ({ id }) => id },
  ),
});
