import type { HelpDeskAct } from "@jeton/core";
import * as fc from "fast-check";

/** PINs that holders of tests choose; each passes the default policy. */
export const testPins = ["4071", "83502", "pâté9"] as const;

/** Which code is typed. */
export type CodeTyped =
  /** That of a step so far from the server's own. */
  | { readonly from: "key"; readonly stepsAhead: number }
  /** One that was typed before, so many attempts ago. */
  | { readonly from: "memory"; readonly attemptsAgo: number }
  | { readonly from: "guess"; readonly number: number };

/** Which PIN is typed before it: the right one, if there is one, or one of the PINs of tests. */
export type PinTyped = "none" | "right" | 0 | 1 | 2;

/** One thing that happens in the life of a key. */
export type Deed =
  /** Time goes by so many periods; below zero when the server's clock is put back. */
  | { readonly kind: "wait"; readonly periods: number }
  | { readonly kind: "present"; readonly code: CodeTyped; readonly pin: PinTyped }
  | {
      readonly kind: "choose-pin";
      readonly pin: 0 | 1 | 2;
      /** Commissionings begun since; 0 names the latest. */
      readonly transactionsAgo: number;
    }
  | { readonly kind: "act"; readonly act: HelpDeskAct };

const anyPinIndex = fc.constantFrom(0, 1, 2);

const anyWait: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constant("wait"),
  periods: fc.oneof(
    { arbitrary: fc.constantFrom(0.25, 0.5, 1, 2), weight: 5 },
    { arbitrary: fc.constantFrom(3, 10, 15, 1440), weight: 2 },
    { arbitrary: fc.constantFrom(-0.5, -1, -3, -20), weight: 2 },
  ),
});

const anyCodeTyped: fc.Arbitrary<CodeTyped> = fc.oneof(
  {
    arbitrary: fc.record({
      from: fc.constant("key"),
      stepsAhead: fc.oneof(fc.constant(0), fc.integer({ min: -5, max: 5 })),
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ from: fc.constant("memory"), attemptsAgo: fc.nat(4) }), weight: 2 },
  { arbitrary: fc.record({ from: fc.constant("guess"), number: fc.nat(999_999) }), weight: 1 },
);

const anyPresentation: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constant("present"),
  code: anyCodeTyped,
  pin: fc.oneof(fc.constantFrom("right", "right", "none"), anyPinIndex),
});

const anyPinChoice: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constant("choose-pin"),
  pin: anyPinIndex,
  transactionsAgo: fc.oneof(fc.constant(0), fc.nat(3)),
});

const anyAct: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constant("act"),
  act: fc.oneof(
    {
      arbitrary: fc.constantFrom<HelpDeskAct>(
        ...([{ kind: "unlock" }, { kind: "suspend" }, { kind: "resume" }] as const),
        ...([{ kind: "clear-pin" }, { kind: "assign", holder: "mdurand" }] as const),
      ),
      weight: 9,
    },
    { arbitrary: fc.constantFrom<HelpDeskAct>({ kind: "lose" }, { kind: "retire" }), weight: 1 },
  ),
});

const present = (pin: PinTyped): Deed => ({
  kind: "present",
  code: { from: "key", stepsAhead: 0 },
  pin,
});

const act = (kind: "unlock" | "resume" | "clear-pin"): Deed => ({ kind: "act", act: { kind } });

/** What the procedure wants, in a row, so that many lives come as far as a key in service. */
const procedure: readonly Deed[] = [
  { kind: "act", act: { kind: "assign", holder: "jdupont" } },
  present("none"),
  { kind: "choose-pin", pin: 0, transactionsAgo: 0 },
  { kind: "wait", periods: 1 },
  present("right"),
];
const wait = (periods: number): Deed => ({ kind: "wait", periods });
const helped: readonly Deed[] = [act("resume"), act("unlock"), wait(1)];
const again: readonly Deed[] = [...helped, act("clear-pin"), ...procedure.slice(1)];
const login: readonly Deed[] = [wait(1), present("right"), wait(1), present("right")];
const wrongPin: readonly Deed[] = [wait(1), present(1), present("right")];
const mistaken: readonly Deed[] = [...again.slice(0, -2), ...wrongPin, ...login];
const guessing: readonly Deed[] = [present(1), present(1), present(2), wait(0.25)];

const anyDeeds: fc.Arbitrary<readonly Deed[]> = fc.oneof(
  { arbitrary: anyPresentation.map((deed) => [deed]), weight: 6 },
  { arbitrary: anyWait.map((deed) => [deed]), weight: 4 },
  { arbitrary: anyPinChoice.map((deed) => [deed]), weight: 2 },
  { arbitrary: anyAct.map((deed) => [deed]), weight: 2 },
  { arbitrary: fc.constantFrom([...helped, ...login], login, wrongPin), weight: 4 },
  { arbitrary: fc.constantFrom(again, mistaken, helped, guessing), weight: 4 },
);

/** What happens to a key from its stock on, in any order; most lives begin by the procedure. */
export const anyLifeStory: fc.Arbitrary<readonly Deed[]> = fc
  .tuple(
    fc.constantFrom(procedure, procedure.slice(0, 3), procedure.slice(0, 2), []),
    fc.array(anyDeeds, { maxLength: 20, size: "max" }),
  )
  .map(([beginning, rest]) => [...beginning, ...rest.flat()]);
