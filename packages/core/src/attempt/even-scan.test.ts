import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyInService,
  testTransactionId,
} from "../../../../test/support/commission.ts";
import { attemptWith } from "../../../../test/support/lead-life.ts";
import { nearSteps, nextCodeSteps } from "../clock/window.ts";
import type { CodeLanes } from "../codes/code-lanes.ts";
import { type Algorithm, algorithms } from "../codes/code-parameters.ts";
import { prepareSeed } from "../codes/prepare-seed.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { authenticate } from "./authenticate.ts";

type Counts = Record<Algorithm, number>;

/** Computes codes and counts them, and keeps what it was given to see what becomes of it. */
function countingLanes() {
  const counts: Counts = { "SHA-1": 0, "SHA-256": 0, "SHA-512": 0 };
  const kept: Uint8Array[] = [];
  const lanesOf = (algorithm: Algorithm) => ({
    keyed(key: Uint8Array) {
      const states = key.slice();
      kept.push(states);
      return states;
    },
    truncatedFrom(states: Uint8Array, from: number, count: number) {
      counts[algorithm] += count;
      const prepared = prepareSeed(states, algorithm);
      return Int32Array.from({ length: count }, (_, index) =>
        prepared.truncatedAt((from + index) as Parameters<typeof prepared.truncatedAt>[0]),
      );
    },
  });
  const lanes: CodeLanes = {
    "SHA-1": lanesOf("SHA-1"),
    "SHA-256": lanesOf("SHA-256"),
    "SHA-512": lanesOf("SHA-512"),
  };
  return { lanes, counts, kept };
}

/** Presents a PASSCODE in step 102 where keys have these hashes. */
function given(
  pin: string | null,
  code: string,
  hashes: readonly Algorithm[],
  record = keyInService(),
) {
  const { lanes, counts, kept } = countingLanes();
  const context = { ...contextIn(102), hashes, codeLanes: lanes };
  const attempt = attemptWith(record, { pin, code }, context, testTransactionId);
  const { decision } = authenticate(record, attempt, context);
  return { decision, counts, kept };
}

// Law 6: what is computed tells nothing. Of each hash 21 codes of both usual periods are computed for staff.
const hints = 2 * 21;
const scanned = (() => {
  // Steps before 0 do not exist: in step 102 the scan begins with the first one.
  const { scanSteps } = contextIn(102).policy;
  return nearSteps + 102 + 1 + scanSteps + nextCodeSteps;
})();

describe("the codes that an attempt computes", () => {
  test("are those nearby, once, for one that is let in", () => {
    const { decision, counts } = given("4071", codeOf(102), algorithms);
    expect(decision.kind).toBe("accepted");
    expect(counts).toEqual({ "SHA-1": nearSteps, "SHA-256": 0, "SHA-512": 0 });
  });

  test.each<[string, string | null, string]>([
    ["a wrong PIN", "0000", codeOf(102)],
    ["no PIN", null, codeOf(102)],
    ["a wrong code", "4071", "000000"],
    ["a spent code", "4071", codeOf(101)],
    ["no code at all", "4071", ""],
  ])("are the same for every refusal, with each hash that keys have: %s", (_, pin, code) => {
    const { decision, counts } = given(pin, code, algorithms);
    expect(decision.kind).toBe("refused");
    const all = scanned + hints;
    expect(counts).toEqual({ "SHA-1": all, "SHA-256": all, "SHA-512": all });
  });

  test("are those of the key's own hash alone where keys have no other one", () => {
    for (const hashes of [["SHA-1"], []] as const) {
      const { counts } = given("0000", codeOf(102), hashes);
      expect(counts).toEqual({ "SHA-1": scanned + hints, "SHA-256": hints, "SHA-512": hints });
    }
  });

  test("leave nothing behind: what was derived from the seed is overwritten", () => {
    const retired: KeyRecord = { ...keyInService(), state: { kind: "retired" } };
    for (const { kept } of [
      given("4071", codeOf(102), algorithms),
      given("0000", codeOf(102), algorithms),
      given("0000", "000000", algorithms, retired),
    ]) {
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.every((states) => states.every((byte) => byte === 0))).toBe(true);
    }
  });
});
