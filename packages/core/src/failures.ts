import type { Block, KeyRecord } from "./key-record.ts";
import type { Policy } from "./policy.ts";
import { momentAfter, type UnixMilliseconds } from "./units.ts";

/** Answers the record with one more failure and the block that follows from it. */
export function countFailure(record: KeyRecord, now: UnixMilliseconds, policy: Policy): KeyRecord {
  const failures = record.failures + 1;
  return { ...record, failures, block: blockAfter(record, failures, now, policy) };
}

function blockAfter(
  record: KeyRecord,
  failures: number,
  now: UnixMilliseconds,
  policy: Policy,
): Block | null {
  if (isFirstUse(record) && failures >= policy.firstUseFailuresMax) return { until: null };
  if (failures >= policy.lockAtFailure) {
    const wait = policy.lockMilliseconds * doublings(failures - policy.lockAtFailure);
    return { until: momentAfter(now, Math.min(wait, policy.lockMillisecondsMax)) };
  }
  if (failures >= policy.delayFromFailure) {
    const wait = policy.delayBaseMilliseconds * doublings(failures - policy.delayFromFailure);
    return { until: momentAfter(now, Math.min(wait, policy.lockMilliseconds)) };
  }
  return null;
}

/** Whether the key waits for its holder to put it in service. */
function isFirstUse({ state }: KeyRecord): boolean {
  const { kind } = state;
  return kind === "assigned" || kind === "choosing-pin" || kind === "confirming-pin";
}

/** 2^count, kept small enough to stay an exact whole number. */
function doublings(count: number): number {
  return 2 ** Math.min(count, 20);
}
