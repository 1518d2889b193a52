import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyKeyRecord } from "../../../../test/arbitraries/key-record.ts";
import {
  damaged,
  fieldAt,
  nameFor,
  namesIn,
  type Path,
  pathsOf,
} from "../../../../test/support/damaged-field.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import type { OtpError } from "../base/otp-error.ts";
import type { KeyState } from "./key-record.ts";
import { decodeRecord, encodeRecord } from "./stored-record.ts";

function thrownBy(act: () => unknown): Partial<OtpError> {
  try {
    act();
    return {};
  } catch (error) {
    return error as OtpError;
  }
}

const nullable = new Set([
  ...[
    "asked.flow",
    "failures.devices.block",
    "holder",
    "lastStep",
    "clock",
    "provisional",
    "provisional.trusted",
  ],
  ...["failures.strangers.block", "firstUse.expiresAt", "firstUse.activation"],
]);
const wrongValues: readonly unknown[] = [
  ...[undefined, null, true, "", "x", "zz".repeat(16), [], {}],
  ...[-1, 0.5, 2 ** 53, 1e300, [1], ["in-stock"], { until: "soon" }],
];

describe("decodeRecord()", () => {
  test("gives back what encodeRecord() wrote", () => {
    fc.assert(
      fc.property(anyKeyRecord, (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual(record);
      }),
      { numRuns: 300 },
    );
  });

  test("finds every field that is missing or of the wrong kind, and says RECORD_MALFORMED with its name", () => {
    fc.assert(
      fc.property(anyKeyRecord, (record) => {
        for (const path of pathsOf(record)) {
          for (const wrong of wrongValues) {
            if (wrong === null && nullable.has(namesIn(path).join("."))) continue;
            if (couldBeRight(path, wrong)) continue;
            const text = JSON.stringify(damaged(record, path, wrong));
            const error = thrownBy(() => decodeRecord(text));
            expect([path, wrong, error.code]).toEqual([path, wrong, "RECORD_MALFORMED"]);
            // Of an object it is a field within it that is missing.
            const isObject = JSON.stringify(wrong)?.startsWith("{");
            if (!isObject) expect(error.message).toMatch(nameFor(path));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("reads a record of version 1: its failures count as wrong PINs, nothing named by a date stays", () => {
    fc.assert(
      fc.property(anyKeyRecord, fc.nat({ max: 1000 }), (record, failures) => {
        const { failures: _f, asked: _a, provisional: _p, state, ...others } = record;
        const old = {
          ...others,
          version: 1,
          state: olderState(state),
          failures,
          block: { until: 5 },
        };
        const read = decodeRecord(JSON.stringify(old));
        const strangers = { guesses: 0, wrongPins: Math.min(failures, 9), block: null };
        expect(read).toMatchObject({ ...others, version: 2, asked: [], provisional: null });
        expect(read.failures).toEqual({ strangers, devices: [] });
        expect(read.state.kind).toBe(state.kind);
        expect(decodeRecord(encodeRecord(read))).toEqual(read);
      }),
    );
  });

  test("reads a record from before answers were remembered, whose text and MAC stay what they were", () => {
    fc.assert(
      fc.property(anyKeyRecord, (record) => {
        const { answered: _, ...others } = record;
        const old = JSON.stringify(others);
        const read = decodeRecord(old);
        expect(read).toEqual({ ...others, answered: [] });
        expect(Object.keys(JSON.parse(encodeRecord(read)))).not.toContain("answered");
      }),
    );
  });

  test("says nothing but RECORD_MALFORMED of any text and any JSON", () => {
    const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.json());
    fc.assert(
      fc.property(anyText, (text) => {
        expect(otpErrorOf(() => decodeRecord(text))).toBe("RECORD_MALFORMED");
      }),
      { numRuns: 300 },
    );
    expect(otpErrorOf(() => decodeRecord("[".repeat(100_000)))).toBe("RECORD_MALFORMED");
  });

  test("throws nothing but RECORD_MALFORMED when a value is put anywhere", () => {
    fc.assert(
      fc.property(anyKeyRecord, fc.nat(), fc.jsonValue(), (record, draw, value) => {
        const paths = pathsOf(record);
        const path = paths[draw % paths.length] ?? [];
        const text = JSON.stringify(damaged(record, path, value));
        const found = otpErrorOf(() => decodeRecord(text));
        expect(found === null || found === "RECORD_MALFORMED").toBe(true);
        if (found !== null || (typeof value === "object" && value !== null)) return;
        // A record of version 1 is given back as one of today's.
        if (path.join() === "version") return;
        expect(JSON.stringify(fieldAt(decodeRecord(text), path))).toBe(JSON.stringify(value));
      }),
      { numRuns: 500 },
    );
  });

  test("keeps nothing that is no field of a record", () => {
    fc.assert(
      fc.property(anyKeyRecord, (record) => {
        const text = encodeRecord({ ...record, ...{ surplus: 1 } });
        expect(decodeRecord(text)).toEqual(record);
      }),
    );
  });
});

/** A state as version 1 stored it. */
function olderState(state: KeyState): unknown {
  if (state.kind === "suspended") return { ...state, before: olderState(state.before) };
  if (state.kind === "in-service") return { ...state, asked: { at: 7, steps: [1] } };
  if (!("term" in state)) return state;
  const { term, ...others } = state;
  return { ...others, expiresAt: term.since };
}

/** Any text can be a holder, nearly any a serial number: what else is wrong is wrong everywhere. */
function couldBeRight(path: Path, value: unknown): boolean {
  // Records stored before there were epochs have none.
  if (path.join() === "epoch" && value === undefined) return true;
  // Time keys have no counter.
  if (path.join() === "counter" && (value === undefined || value === null)) return true;
  if (["commissioned", "isUsed"].includes(path.at(-1) ?? "") && value === true) return true;
  // Nor have they answers, and where there are none they are left out.
  if (path.join() === "answered" && value === undefined) return true;
  // No code stands in for most keys'.
  if (
    ["temporaryCode", "recoveryCodes"].includes(path.join()) &&
    (value === undefined || value === null)
  )
    return true;
  // Most keys are on their way to nobody who has another one.
  if (path.join() === "isIncoming") return value === undefined || value === true;
  // Most keys answer no challenges.
  if (["challenges", "parameters,suite"].includes(path.join()) && value === undefined) return true;
  // Nor does a file say everything of each key.
  if (path[0] === "origin") {
    if (path.length === 1) return value === undefined;
    if (value === null) return true;
  }
  // Those that strangers answered say nothing of who did.
  if (path.at(-1) === "known") return value === undefined || value === true;
  const isName = path.join() === "origin,manufacturer" || path.join() === "origin,model";
  const free = path.join() === "holder" || path.join() === "serial" || isName;
  if (free) return value === "x" || value === "zz".repeat(16);
  // Not sealed yet.
  if (path.join() === "mac") return value === "";
  const last = path.at(-1);
  if (last === "min" || last === "max") return value === -1;
  const listed = JSON.stringify(value);
  const mayBeEmpty = ["anchors", "asked", "answered", "challenges", "devices"].includes(last ?? "");
  return (mayBeEmpty && listed === "[]") || (last === "steps" && /^\[1?\]$/.test(listed));
}
