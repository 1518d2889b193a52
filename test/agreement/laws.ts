import {
  believed,
  clockOf,
  type Interval,
  type KeyRecord,
  offsetAt,
  type Policy,
  passingWindows,
  type StepClock,
  type TimeStep,
  type UnixMilliseconds,
} from "@jeton/core";
import type { HolderWithKey } from "../support/holder-with-key.ts";

/** A law was broken: says which, and what led to it. */
export class LawBroken extends Error {
  constructor(law: string, story: readonly string[]) {
    super(`${law}\n${story.map((line) => `  ${line}`).join("\n")}`);
    this.name = "LawBroken";
  }
}

/** Returns all steps that a key within its bounds can have shown: the windows without their caps. */
function possibleSteps(record: KeyRecord, now: UnixMilliseconds, policy: Policy) {
  const caps = { acceptSteps: Number.MAX_SAFE_INTEGER, askSteps: 0 };
  const limits = { bounds: policy.clock, caps };
  const clock = clockOfTimeKey(record);
  return passingWindows(believed(record, clock, now, policy), now, clock, limits).accept;
}

/** Returns how many steps pass at once. */
export function stepsAccepted(record: KeyRecord, now: UnixMilliseconds, policy: Policy): number {
  const caps = policy.windows[record.state.kind];
  const limits = { bounds: policy.clock, caps };
  const clock = clockOfTimeKey(record);
  const { accept } = passingWindows(believed(record, clock, now, policy), now, clock, limits);
  return accept === null ? 0 : accept.to - accept.from + 1;
}

function clockOfTimeKey({ parameters }: KeyRecord): StepClock {
  const clock = clockOf(parameters);
  if (clock === null) throw new Error("Cannot follow the clock of a counter key");
  return clock;
}

/** Law 5: no more pass at once than the policy says, and what the key shows is always possible. */
export function checkWindow(
  record: KeyRecord,
  shown: TimeStep,
  { ports }: HolderWithKey,
  story: readonly string[],
): number {
  const { policy } = ports;
  const now = ports.clock();
  const accepted = stepsAccepted(record, now, policy);
  const cap = policy.windows[record.state.kind].acceptSteps;
  if (accepted > cap) {
    throw new LawBroken(`Law 5: ${accepted} steps pass at once, the cap is ${cap}`, story);
  }
  const possible = possibleSteps(record, now, policy);
  if (possible === null || shown < possible.from || shown > possible.to) {
    const found = possible === null ? "none" : `${possible.from}..${possible.to}`;
    throw new LawBroken(`Law 5: the key shows step ${shown}, possible are ${found}`, story);
  }
  return accepted;
}

/** Law 5: what is believed of offset and rate holds the truth, of the past and of the future. */
export function checkBelief(
  { clock }: KeyRecord,
  { key, ports }: HolderWithKey,
  rates: Interval,
  story: readonly string[],
): void {
  if (clock === null) throw new LawBroken("Law 5: nothing is believed after a log-in", story);
  const offset = offsetAt(clock, ports.clock());
  const truth = key.offsetMilliseconds();
  if (truth < offset.min || truth > offset.max) {
    const found = `true offset ${truth} ms, believed ${offset.min}..${offset.max} ms`;
    throw new LawBroken(`Law 5: ${found}`, story);
  }
  const { rate } = clock;
  if (rates.min < rate.min || rates.max > rate.max) {
    const found = `true rates ${rates.min}..${rates.max} ppb, believed ${rate.min}..${rate.max} ppb`;
    throw new LawBroken(`Law 5: ${found}`, story);
  }
}
