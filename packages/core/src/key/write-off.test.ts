import { describe, expect, test } from "vitest";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { emptyAuditHead } from "../trail/audit-chain.ts";
import { openSeed } from "./key-record.ts";
import { writeOff } from "./write-off.ts";

const now = unixMilliseconds(1_800_000_000_000);
const by = {
  ...{ actor: "staff:anne", now },
  ...{ seed: new Uint8Array(20).fill(6), nonce: new Uint8Array(24) },
};
const head = { count: 41, hash: "ab".repeat(32) };

/** What is written for a key of which the database and the trail know these last steps. */
function writtenFor(lastStep: number | null, spent: number | null, floor?: { at: typeof now }) {
  const damaged = { serial: "1", lastStep, ...(floor && { floor: { ...floor, mark: 3 } }) };
  const trail = { head, spent: spent === null ? null : timeStep(spent) };
  return writeOff(testKeyring, damaged, trail, by);
}

describe("writeOff()", () => {
  test("retires the key: held by nobody, with a seed that nobody has", () => {
    const { next, events } = writtenFor(7, 7);
    expect(next).toMatchObject({ serial: "1", holder: null, state: { kind: "retired" } });
    expect(openSeed(testKeyring, next)).toEqual(by.seed);
    expect(events).toMatchObject([{ kind: "retired", actor: "staff:anne", at: now }]);
  });

  test("goes on with the trail behind its head", () => {
    const { next, events } = writtenFor(7, 7);
    expect(events).toMatchObject([{ sequence: 42, serial: "1" }]);
    expect(next.audit).toEqual({ count: 42, hash: events[0]?.hash });
    const first = writeOff(
      testKeyring,
      { serial: "1", lastStep: null },
      { head: emptyAuditHead, spent: null },
      by,
    );
    expect(first.next.audit.count).toBe(1);
  });

  test.each([
    [null, null, null, null],
    [null, 7, 7, null],
    [7, 7, 7, null],
    [6, 7, 7, null],
    [8, 7, 8, 8],
    [0, null, 0, 0],
    [null, 0, 0, null],
  ])(
    "of last step %j in the database and %j in the trail keeps %j spent, and tells the trail %j",
    (lastStep, spent, kept, told) => {
      const { next, events } = writtenFor(lastStep, spent);
      expect([next.lastStep, events[0]?.step]).toEqual([kept, told]);
    },
  );

  test("obeys the floor under which the key was loaded, if there is one", () => {
    expect(writtenFor(7, 7, { at: now }).next.floor).toEqual({ at: now, mark: 3 });
    expect(writtenFor(7, 7).next).not.toHaveProperty("floor");
  });
});
