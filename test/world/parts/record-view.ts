import {
  believed,
  counterWindows,
  isTemporaryCodeOver,
  isTermOver,
  type KeyRecord,
  movingFactorOf,
  type Policy,
  passingWindows,
  recoveryCodesLeft,
  settleTemporaryCode,
  unixMilliseconds,
} from "@jeton/core";

// All that the world knows of the inside of a record. Laws are checked from outside wherever they
// can be; what changes with the record's version changes here.

/** Returns how many steps pass at once at this moment. */
export function stepsAccepted(record: KeyRecord, now: number, policy: Policy): number {
  const moment = unixMilliseconds(now);
  const caps = policy.windows[record.state.kind];
  const limits = { bounds: policy.clock, caps, scanSteps: policy.scanSteps };
  const factor = movingFactorOf(record);
  const { accept } =
    factor.kind === "counter"
      ? counterWindows(factor.counter.next, limits)
      : passingWindows(
          believed(record, factor.clock, moment, policy),
          moment,
          factor.clock,
          limits,
        );
  return accept === null ? 0 : accept.to - accept.from + 1;
}

/** Returns how many steps may pass at once in the key's state. */
export function acceptCap(record: KeyRecord, policy: Policy): number {
  return policy.windows[record.state.kind].acceptSteps;
}

/** Returns whether a temporary code stands in for the key's own, which let nobody in meanwhile. */
export function isSetAside(record: KeyRecord, now: number): boolean {
  const { temporaryCode: code } = settleTemporaryCode(record, unixMilliseconds(now));
  return code !== null && code.returningKey !== "ends-code" && now >= code.startsAt;
}

/** Returns whether the key's temporary code passes behind the right PIN. */
export function takesTemporaryCode(record: KeyRecord, now: number): boolean {
  const { temporaryCode: code } = record;
  const moment = unixMilliseconds(now);
  return (
    code !== null &&
    takesSpareCodes(record, now) &&
    now >= code.startsAt &&
    !isTemporaryCodeOver(code, record, moment)
  );
}

/** Returns whether the key's recovery code of this number passes behind the right PIN. */
export function takesRecoveryCode(record: KeyRecord, number: number, now: number): boolean {
  const code = record.recoveryCodes?.codes[number - 1];
  const isLeft = code?.isUsed === false && recoveryCodesLeft(record, unixMilliseconds(now)) > 0;
  return isLeft && takesSpareCodes(record, now);
}

function takesSpareCodes({ state, failures }: KeyRecord, now: number): boolean {
  const { block } = failures.strangers;
  const isFree = block === null || isTermOver(block, unixMilliseconds(now));
  return state.kind === "in-service" && isFree;
}

/** Returns what a story tells of a record: what is counted against the key, and what it waits for. */
export function troubleOf(record: KeyRecord): string {
  const fields = record as unknown as Readonly<Record<string, unknown>>;
  const named = ["failures", "block", "asked", "provisional"].flatMap((name) => {
    const value = fields[name];
    return value === undefined || value === null || value === 0
      ? []
      : [`${name} ${JSON.stringify(value)}`];
  });
  return [record.state.kind, ...named].join(", ");
}

/** Returns by what a PIN in force is told from others; null where none is. */
export function pinSaltIn(record: KeyRecord | null): string | null {
  return record?.state.kind === "in-service" ? record.state.pin.salt : null;
}
