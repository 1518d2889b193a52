import { timeStep } from "../base/units.ts";
import type { ClockBounds } from "../clock/clock-belief.ts";
import { countersBehind, counterWindows } from "../clock/counter-window.ts";
import type { WindowCaps } from "../clock/window.ts";
import type { PinPolicy } from "../pin/pin.ts";
import { type PinHashCost, pinHashCostMax } from "../pin/pin-verifier.ts";
import type { KeyStateKind } from "./key-record.ts";
import type { Policy, ResynchronisationPolicy } from "./policy.ts";

/**
 * Returns the policy, every field checked and nothing else kept; 0 means 0, in every field. For
 * whoever reads a policy from a file or the environment, before anything decides by it.
 *
 * Throws TypeError for a field that is missing or of another type (a number written as text is
 * text), RangeError for one outside its range. Both name the field: `policy.clock.wanderPpb`.
 */
export function checkedPolicy(policy: unknown): Policy {
  const at = fieldsOf(policy, "policy");
  const { whole } = at;
  const scanSteps = whole("scanSteps", 0, stepsMax);
  const rows = windows(at.inner("windows"), scanSteps);
  const delayFromFailure = whole("delayFromFailure", 1);
  const lockAtFailure = whole("lockAtFailure", 1);
  const lockMilliseconds = whole("lockMilliseconds", 0, yearMilliseconds);
  const twoCodesFromGuess = whole("twoCodesFromGuess", 1);
  return {
    windows: rows,
    clock: clockBounds(at.inner("clock")),
    scanSteps,
    firstUseSteps: whole("firstUseSteps", 0, stepsMax),
    countersLost: whole("countersLost", ...countersLostRange(rows, scanSteps)),
    resynchronisation: resynchronisation(at.inner("resynchronisation")),
    pin: pinPolicy(at.inner("pin")),
    pinHashCost: pinHashCost(at.inner("pinHashCost")),
    commissioningMilliseconds: whole("commissioningMilliseconds", 1, yearMilliseconds),
    delayFromFailure,
    delayBaseMilliseconds: whole("delayBaseMilliseconds", 0, yearMilliseconds),
    lockAtFailure,
    lockMilliseconds,
    lockMillisecondsMax: whole("lockMillisecondsMax", lockMilliseconds, yearMilliseconds),
    twoCodesFromGuess,
    threeCodesFromGuess: whole("threeCodesFromGuess", twoCodesFromGuess),
  };
}

/** Each attempt computes twice as many codes: at 10,000 steps, some milliseconds. */
const stepsMax = 10_000;
const yearMilliseconds = 366 * 86_400_000;
/** Up to 5,000 ppm the arithmetic of rates is exact. No quartz is off by a fiftieth of that. */
const rateMaxPpb = 5_000_000;

const kinds: readonly KeyStateKind[] = [
  ...(["in-stock", "assigned", "choosing-pin", "confirming-pin"] as const),
  ...(["in-service", "suspended", "lost", "retired"] as const),
];

function windows(at: Fields, scanSteps: number): Policy["windows"] {
  const row = (kind: KeyStateKind): WindowCaps => {
    const { whole } = at.inner(kind);
    // What is not computed cannot be found, whatever a row says.
    const stepsReached = 2 * scanSteps + 1;
    return {
      acceptSteps: whole("acceptSteps", 0, stepsReached),
      askSteps: whole("askSteps", 0, stepsReached),
    };
  };
  const rows = kinds.map((kind) => [kind, row(kind)] as const);
  return Object.fromEntries(rows) as Policy["windows"];
}

/**
 * What one lost log-in may have taken must be spent, else its code passes again alone (laws 2 and 12): all
 * that passes at once once a PIN is chosen. More than the ask window holds would leave no codes by which a
 * holder gets in again (law 10).
 */
function countersLostRange(rows: Policy["windows"], scanSteps: number): [min: number, max: number] {
  const passing = (["choosing-pin", "confirming-pin", "in-service"] as const).map(
    (kind) => rows[kind].acceptSteps,
  );
  const min = Math.max(1, ...passing);
  const { ask } = counterWindows(timeStep(countersBehind), {
    caps: rows["in-service"],
    scanSteps,
  });
  return [min, Math.max(min, ask === null ? 0 : ask.to - ask.from)];
}

function clockBounds({ whole }: Fields): ClockBounds {
  const rateBoundPpb = whole("rateBoundPpb", 0, rateMaxPpb);
  return {
    rateBoundPpb,
    wanderPpb: whole("wanderPpb", 0, 2 * rateBoundPpb),
    entryDelayMilliseconds: whole("entryDelayMilliseconds", 0, yearMilliseconds),
    anchorSpacingMilliseconds: whole("anchorSpacingMilliseconds", 0, 10 * yearMilliseconds),
    anchorsMax: whole("anchorsMax", 1, 1000),
  };
}

function resynchronisation({ whole }: Fields): ResynchronisationPolicy {
  return {
    searchSteps: whole("searchSteps", 0, stepsMax),
    entryDelayMilliseconds: whole("entryDelayMilliseconds", 0, yearMilliseconds),
  };
}

function pinPolicy({ whole, choice }: Fields): PinPolicy {
  const lengthMin = whole("lengthMin", 1, 50);
  return {
    lengthMin,
    lengthMax: whole("lengthMax", lengthMin, 50),
    trivialAllowed: choice("trivialAllowed"),
  };
}

function pinHashCost({ whole }: Fields): PinHashCost {
  const { logN, r, p } = pinHashCostMax;
  return { logN: whole("logN", 1, logN), r: whole("r", 1, r), p: whole("p", 1, p) };
}

/** The fields of one object, each checked as it is read. */
type Fields = {
  readonly inner: (name: string) => Fields;
  readonly whole: (name: string, min: number, max?: number) => number;
  readonly choice: (name: string) => boolean;
};

function fieldsOf(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null) throw wrongType(path, value, "an object");
  const fields = value as Readonly<Record<string, unknown>>;
  const found = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  return {
    inner: (name) => fieldsOf(found(name), `${path}.${name}`),
    whole: (name, min, max = 1_000_000) => {
      const number = found(name);
      const wanted = `a whole number from ${min} to ${max}`;
      if (typeof number !== "number") throw wrongType(`${path}.${name}`, number, wanted);
      if (Number.isSafeInteger(number) && number >= min && number <= max) return number;
      throw new RangeError(`Cannot use ${path}.${name}: found ${number}, expected ${wanted}`);
    },
    choice: (name) => {
      const chosen = found(name);
      if (typeof chosen === "boolean") return chosen;
      throw wrongType(`${path}.${name}`, chosen, "true or false");
    },
  };
}

function wrongType(path: string, found: unknown, wanted: string): TypeError {
  const named = found === null ? "null" : found === undefined ? "nothing" : typeof found;
  return new TypeError(`Cannot use ${path}: found ${named}, expected ${wanted}`);
}
