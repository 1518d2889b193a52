import { describe, expect, test } from "vitest";
import { codeOf, keyInService, present } from "../../../../test/support/commission.ts";
import { momentOf, presentAt } from "../../../../test/support/unsure-key.ts";
import { waitsMax } from "../clock/asked-next.ts";
import { deviceLanesMax, failureCount } from "../key/failures.ts";
import type { KeyRecord } from "../key/key-record.ts";

// Goal: whoever has the key and not the PIN gets as many PINs as policy.md says, however cleverly the
// codes are given: all at once, in any order, by many clients, from codes that were written down.
// Method: each way that a review found, played until the count of wrong PINs blocks it.

const server = 100_000;
const serving = keyInService();

/** Gives codes of the key, each with another PIN and by another client. Returns what it came to. */
function give(record: KeyRecord, steps: readonly number[], seconds = 0, client = "a"): KeyRecord {
  return steps.reduce((before, step, index) => {
    const pin = String(7000 + index);
    const flow = `${client}${String(index).padStart(4, "0")}`.padEnd(64, "0");
    return presentAt(before, momentOf(server, seconds), { pin, code: codeOf(step) }, {}, { flow })
      .next;
  }, record);
}

const wrongPins = ({ failures }: KeyRecord) => failures.strangers.wrongPins;

describe("somebody with the key and not the PIN", () => {
  test.each([8, 17, 60])(
    "is recognised by %i pairs of codes that were written down, given the first ones first",
    (pairs) => {
      const firsts = Array.from({ length: pairs }, (_, index) => server - 600 + 7 * index);
      const begun = give(serving, firsts);
      expect(begun.asked).toHaveLength(pairs);
      const seconds = firsts.map((step) => step + 1);
      const caught = give(begun, seconds, 60);
      expect(wrongPins(caught)).toBeGreaterThanOrEqual(3);
      expect(caught.failures.strangers.block).not.toBeNull();
    },
  );

  test("is recognised by more codes at once than guesses ever meet", () => {
    const firsts = Array.from({ length: waitsMax + 12 }, (_, index) => server - 700 + 7 * index);
    const caught = give(serving, firsts);
    expect(wrongPins(caught)).toBeGreaterThanOrEqual(3);
    expect(caught.failures.strangers.block).not.toBeNull();
  });

  test("is counted a wrong PIN for each code before, in whatever order they came", () => {
    const downwards = give(serving, [server + 42, server + 41, server + 40]);
    expect(failureCount(downwards.failures)).toBe(3);
    const after = give(downwards, [server + 43], 90, "b");
    expect(wrongPins(after)).toBe(3);
    // And once only.
    const again = give(after, [server + 44], 95, "c");
    expect(wrongPins(again)).toBe(4);
  });

  test("gains nothing by devices that take turns", () => {
    let record = serving;
    const devices = Array.from({ length: 3 * deviceLanesMax }, (_, index) =>
      String(index).padStart(64, "0"),
    );
    for (let step = 200; step < 200 + 40 * devices.length; step += 1) {
      const device = devices[step % devices.length] ?? "";
      record = present(record, step, { pin: "0000", code: codeOf(step) }, { device }).next;
    }
    expect(record.failures.devices).toHaveLength(deviceLanesMax);
    const lanes = [record.failures.strangers, ...record.failures.devices];
    expect(lanes.every((lane) => lane.wrongPins >= 10)).toBe(true);
  });
});

describe("a stranger's lucky guess", () => {
  test("spends no code that the key has yet to show, where no single code passes", () => {
    const strangers = { guesses: 9, wrongPins: 0, block: null };
    const record: KeyRecord = { ...serving, failures: { strangers, devices: [] } };
    const lucky = present(record, 200, { pin: "0000", code: codeOf(201) }).next;
    expect(lucky.lastStep).toBe(serving.lastStep);
    // It is remembered, so that nobody tries a second PIN with it.
    const again = present(lucky, 200, { pin: "4071", code: codeOf(201) });
    expect(again.decision).toEqual({ kind: "refused", reason: "spent-code" });
    const holder = present(lucky, 200, { pin: "4071", code: codeOf(200) });
    expect(holder.decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
  });
});
