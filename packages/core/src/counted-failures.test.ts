import { describe, expect, test } from "vitest";
import {
  assertOfEveryAttempt,
  assertOfEveryLife,
  isBlockedAt,
} from "../../../test/support/every-life.ts";
import { testKeyring } from "../../../test/support/keyring.ts";
import { codeParameters } from "./code-parameters.ts";
import { countFailure } from "./failures.ts";
import { type KeyRecord, newKeyRecord } from "./key-record.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { settle } from "./settle.ts";
import { unixMilliseconds } from "./units.ts";

/** The wait after so many failures of a key in service, in the words of the policy table. */
function waitAfter(failures: number, policy: Policy): number {
  if (failures >= policy.lockAtFailure) {
    const doubled = policy.lockMilliseconds * 2 ** (failures - policy.lockAtFailure);
    return Math.min(doubled, policy.lockMillisecondsMax);
  }
  if (failures < policy.delayFromFailure) return 0;
  const doubled = policy.delayBaseMilliseconds * 2 ** (failures - policy.delayFromFailure);
  return Math.min(doubled, policy.lockMilliseconds);
}

// Law 7: an attempt is counted in the stored record before it is answered, refunded on success.
describe("counted failures", () => {
  test("every refusal counts one, except while a block stands", () => {
    assertOfEveryAttempt(({ before, after, decision, context }) => {
      if (decision.kind !== "refused") return;
      const counted = isBlockedAt(before, context.now) ? 0 : 1;
      expect(after.failures).toBe(before.failures + counted);
    });
  });

  test("while a block stands nothing passes, and when none stands nothing is refused as blocked", () => {
    assertOfEveryAttempt(({ before, after, decision, context }) => {
      const blocked = isBlockedAt(before, context.now);
      if (blocked) expect(decision).toEqual({ kind: "refused", reason: "blocked" });
      else expect(decision).not.toMatchObject({ reason: "blocked" });
      if (blocked) expect(after.block).toEqual(before.block);
    });
  });

  test("what passes is refunded: no failure and no block is left", () => {
    assertOfEveryAttempt(({ after, decision }) => {
      if (decision.kind === "refused") return;
      expect(after.failures).toBe(0);
      expect(after.block).toBeNull();
    });
  });

  test("a counted failure blocks as the policy says: growing delay, lock, or until help", () => {
    assertOfEveryAttempt(({ before, after, decision, context }) => {
      if (decision.kind !== "refused" || isBlockedAt(before, context.now)) return;
      const { now, policy } = context;
      const firstUse = ["assigned", "choosing-pin", "confirming-pin"].includes(after.state.kind);
      if (firstUse && after.failures >= policy.firstUseFailuresMax) {
        expect(after.block).toEqual({ until: null });
        return;
      }
      const wait = waitAfter(after.failures, policy);
      expect(after.block).toEqual(wait === 0 ? null : { until: now + wait });
    });
  });

  test("only help lifts a block that has no end", () => {
    const lifting = new Set(["unlock", "clear-pin", "assign", "lose", "retire"]);
    assertOfEveryLife(({ moves }) => {
      for (const move of moves) {
        if (move.before.block?.until !== null || move.after.block !== null) continue;
        expect(move.kind === "act" && lifting.has(move.act.kind)).toBe(true);
      }
    });
  });
});

describe("countFailure()", () => {
  const key = { serial: "1", seed: new Uint8Array(20), parameters: codeParameters() };
  const stock = newKeyRecord(testKeyring, { ...key, nonce: new Uint8Array(24) });
  const pin = { salt: "00".repeat(16), cost: { logN: 1, r: 1, p: 1 }, sealed: stock.seed };
  const serving: KeyRecord = { ...stock, state: { kind: "in-service", pin, asked: null } };
  const now = unixMilliseconds(1_800_000_000_000);

  /** Seconds that a key must wait after its first, second, third … failure. */
  function waits(record: KeyRecord, count: number): readonly (number | null)[] {
    let failed = record;
    return Array.from({ length: count }, () => {
      failed = countFailure(failed, now, defaultPolicy);
      if (failed.block === null) return 0;
      return failed.block.until === null ? null : (failed.block.until - now) / 1000;
    });
  }

  test("lets a key in service wait from the 3rd failure, locks it from the 10th, a day at most", () => {
    expect(waits(serving, 19)).toEqual([
      ...[0, 0, 1, 2, 4, 8, 16, 32, 64],
      ...[900, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400, 86_400, 86_400],
    ]);
  });

  test("locks a key that is not yet in service at the 5th failure until the help desk acts", () => {
    expect(waits({ ...stock, state: { kind: "assigned" } }, 6)).toEqual([0, 0, 1, 2, null, null]);
  });

  test("stays exact after a million failures", () => {
    const failed = countFailure({ ...serving, failures: 1_000_000 }, now, defaultPolicy);
    expect(failed.block).toEqual({ until: now + 86_400_000 });
  });

  test("blocks up to the moment named, and not a millisecond longer", () => {
    const failed = countFailure({ ...serving, failures: 2 }, now, defaultPolicy);
    expect(settle(failed, unixMilliseconds(now + 999)).block).not.toBeNull();
    expect(settle(failed, unixMilliseconds(now + 1000)).block).toBeNull();
  });
});
