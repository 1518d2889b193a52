import { type ClockBounds, defaultClockBounds } from "../clock/clock-belief.ts";
import type { WindowCaps } from "../clock/window.ts";
import { defaultPinPolicy, type PinPolicy } from "../pin/pin.ts";
import { defaultPinHashCost, type PinHashCost } from "../pin/pin-verifier.ts";
import type { FailureLimits } from "./failures.ts";
import type { KeyStateKind } from "./key-record.ts";

/** What an installation decides. Times are milliseconds. `docs/reference/policy.md` explains it. */
export type Policy = FailureLimits & {
  /** What passes and what asks for the next code, one row per state. */
  readonly windows: Readonly<Record<KeyStateKind, WindowCaps>>;
  readonly clock: ClockBounds;
  /** Steps on each side of the believed one that every attempt computes; no `askSteps` reaches further. */
  readonly scanSteps: number;
  /** Before its first code a key's clock is within so many steps of ours, on each side. */
  readonly firstUseSteps: number;
  /**
   * So many counters of a counter key are spent when the store may have lost what it accepted; the code
   * behind them asks for the next one. At least as many as pass at once in service.
   */
  readonly countersLost: number;
  readonly resynchronisation: ResynchronisationPolicy;
  readonly pin: PinPolicy;
  readonly pinHashCost: PinHashCost;
  /** How long a holder may take from their first code to their first PASSCODE. */
  readonly commissioningMilliseconds: number;
};

/** The help desk's search for two consecutive codes. */
export type ResynchronisationPolicy = {
  /** Steps searched on each side of the server's own. */
  readonly searchSteps: number;
  /** From the moment the second code was on the display to its arrival, ms: it is read over the phone. */
  readonly entryDelayMilliseconds: number;
};

const minute = 60_000;

/** ±720 steps: what two codes in a row find in every state that can ask for the next one. */
const askSteps = 1441;
/** Any code within ±`firstUseSteps` passes: the window of an unlearnt clock is these and two more. */
const firstUse: WindowCaps = { acceptSteps: 23, askSteps };
/** Minutes after the first code the derived window is narrow. */
const commissioning: WindowCaps = { acceptSteps: 5, askSteps };
const inService: WindowCaps = { acceptSteps: 5, askSteps };
/** No code of these keys passes; those that a holder could give are spent all the same (law 3). */
const outOfService: WindowCaps = { acceptSteps: 5, askSteps: 0 };

export const defaultPolicy: Policy = {
  windows: {
    "in-stock": outOfService,
    assigned: firstUse,
    "choosing-pin": commissioning,
    "confirming-pin": commissioning,
    "in-service": inService,
    suspended: outOfService,
    lost: outOfService,
    retired: outOfService,
  },
  clock: defaultClockBounds,
  scanSteps: 720,
  firstUseSteps: 10,
  countersLost: 10,
  resynchronisation: { searchSteps: 1440, entryDelayMilliseconds: 2 * minute },
  pin: defaultPinPolicy,
  pinHashCost: defaultPinHashCost,
  commissioningMilliseconds: 10 * minute,
  delayFromFailure: 3,
  delayBaseMilliseconds: 1000,
  lockAtFailure: 10,
  lockMilliseconds: 15 * minute,
  lockMillisecondsMax: 24 * 60 * minute,
  twoCodesFromGuess: 5,
  threeCodesFromGuess: 100,
};
