import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyKeyRecord } from "../../../../test/arbitraries/key-record.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { isCounterBased } from "../codes/key-parameters.ts";
import { checkKeyedName, keyedName } from "../seals/keyed-name.ts";
import { createKeyring } from "../seals/keyring.ts";
import { openBody, sealBody } from "./document-seal.ts";
import { checkRecordSeal, macForm, sealRecord } from "./record-seal.ts";
import { decodeRecord, encodeRecord } from "./stored-record.ts";
import { upgradeRecord } from "./upgrade-record.ts";

const anyRevision = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const otherKeyring = createKeyring([testMasterKey(9)]);

describe("sealRecord() and checkRecordSeal()", () => {
  test("a record passes as it was sealed, also after it was written and read", () => {
    fc.assert(
      fc.property(anyKeyRecord, anyRevision, (record, revision) => {
        const sealed = sealRecord(testKeyring, record, revision);
        expect(sealed.mac).toMatch(macForm);
        const read = decodeRecord(encodeRecord(sealed));
        expect(checkRecordSeal(testKeyring, { record: read, revision })).toBe("good");
        const both = createKeyring([testMasterKey(9), testMasterKey(1)]);
        expect(checkRecordSeal(both, { record: read, revision })).toBe("good");
        expect(checkRecordSeal(otherKeyring, { record: read, revision })).toBe("unknown-key");
      }),
      { numRuns: 100 },
    );
  });

  test("no field of another record, no other revision and no other MAC passes", () => {
    fc.assert(
      fc.property(anyKeyRecord, anyKeyRecord, anyRevision, (record, other, revision) => {
        const sealed = sealRecord(testKeyring, record, revision);
        for (const name of Object.keys(record) as (keyof typeof record)[]) {
          if (name === "mac" || JSON.stringify(record[name]) === JSON.stringify(other[name])) {
            continue;
          }
          const edited = { ...sealed, [name]: other[name] };
          // Of a time key and a counter key by halves no store reads anything.
          if (isCounterBased(edited.parameters) !== (edited.counter !== null)) {
            expect(() => encodeRecord(edited)).toThrow(RangeError);
            continue;
          }
          expect([name, checkRecordSeal(testKeyring, { record: edited, revision })]).toEqual([
            ...[name, "wrong"],
          ]);
        }
        const later = { record: sealed, revision: revision + 1 };
        expect(checkRecordSeal(testKeyring, later)).toBe("wrong");
        const bare = { record: { ...sealed, mac: "" }, revision };
        expect(checkRecordSeal(testKeyring, bare)).toBe("unsealed");
        const { mac } = sealRecord(testKeyring, other, revision);
        if (encodeRecord({ ...other, mac: "" }) === encodeRecord({ ...record, mac: "" })) return;
        expect(checkRecordSeal(testKeyring, { record: { ...sealed, mac }, revision })).toBe(
          "wrong",
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("upgradeRecord()", () => {
  test("reads a record from before there were MACs as an unsealed one", () => {
    fc.assert(
      fc.property(anyKeyRecord, (record) => {
        const { mac: _, ...before } = record;
        expect(upgradeRecord(JSON.stringify(before))).toEqual({ ...record, mac: "" });
        expect(upgradeRecord(encodeRecord(record))).toEqual(record);
      }),
      { numRuns: 60 },
    );
    for (const text of ["", "{", "null", "[]", "{}"]) {
      expect(otpErrorOf(() => upgradeRecord(text))).toBe("RECORD_MALFORMED");
    }
  });
});

describe("sealBody() and openBody()", () => {
  const document = { kind: "ticket", id: "T1", revision: 3, expiresAt: null, body: '{"a":"é "}' };

  test("a document passes where it was sealed, and nowhere else", () => {
    const body = sealBody(testKeyring, document);
    const at = (change: object) => openBody(testKeyring, { ...document, body, ...change });
    expect(at({})).toMatchObject({ finding: "good", body: document.body });
    for (const change of [{ kind: "token" }, { id: "T2" }, { revision: 4 }, { expiresAt: 5 }]) {
      expect([change, at(change).finding]).toEqual([change, "wrong"]);
    }
    expect(at({ body: body.replace("a", "b") }).finding).not.toBe("good");
    expect(at({ body: document.body })).toEqual({
      ...{ finding: "unsealed", keyId: null, body: document.body },
    });
    expect(openBody(otherKeyring, { ...document, body }).finding).toBe("unknown-key");
  });
});

describe("keyedName()", () => {
  test("tells names apart, and kinds of names, and tells nothing without the master key", () => {
    const name = keyedName(testKeyring, "holder", "ada");
    expect(checkKeyedName(testKeyring, "holder", "ada", name)).toBe("good");
    expect(checkKeyedName(testKeyring, "holder", "eve", name)).toBe("wrong");
    expect(checkKeyedName(testKeyring, "serial", "ada", name)).toBe("wrong");
    expect(checkKeyedName(otherKeyring, "holder", "ada", name)).toBe("unknown-key");
    expect(checkKeyedName(testKeyring, "holder", "ada", "x")).toBe("wrong");
  });
});
