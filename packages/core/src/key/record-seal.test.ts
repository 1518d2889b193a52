import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyKeyRecord, mayBeIncoming } from "../../../../test/arbitraries/key-record.ts";
import { keyInStock } from "../../../../test/support/commission.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { isCounterBased } from "../codes/key-parameters.ts";
import { checkKeyedName, keyedName } from "../seals/keyed-name.ts";
import { createKeyring } from "../seals/keyring.ts";
import { openBody, sealBody } from "./document-seal.ts";
import { checkMac, checkRecordSeal, macForm, sealRecord } from "./record-seal.ts";
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
          // Of a time key and a counter key by halves, and of a key on its way to nobody, no store reads anything.
          const isHalf = isCounterBased(edited.parameters) !== (edited.counter !== null);
          if (isHalf || (edited.isIncoming && !mayBeIncoming(edited))) {
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

describe("a MAC", () => {
  const { id, keys } = testKeyring.active;
  const macOver = (...content: readonly unknown[]) =>
    `${id}.${createHmac("sha256", keys.record)
      .update(JSON.stringify([id, ...content]))
      .digest("hex")}`;

  test("is HMAC-SHA-256, as OpenSSL computes it: what was sealed before today stays good", () => {
    const record = keyInStock();
    const text = encodeRecord({ ...record, mac: "" });
    expect(sealRecord(testKeyring, record, 3).mac).toBe(macOver("jeton-record", 1, 3, text));
    const document = { kind: "ticket", id: "T1", revision: 3, expiresAt: null, body: "{}" };
    const mac = macOver("jeton-document", 1, "ticket", "T1", 3, null, "{}");
    expect(sealBody(testKeyring, document)).toBe(`${mac} {}`);
  });

  test("is good for its content only, and wrong where it has no form of one", () => {
    expect(checkMac(testKeyring, macOver("a"), ["a"])).toBe("good");
    expect(checkMac(testKeyring, macOver("a"), ["b"])).toBe("wrong");
    for (const mac of [
      "",
      "x",
      id,
      macOver("a").slice(1),
      `${macOver("a")}0`,
      `0${macOver("a")}`,
    ]) {
      expect(checkMac(testKeyring, mac, ["a"])).toBe("wrong");
    }
    expect(checkMac(otherKeyring, macOver("a"), ["a"])).toBe("unknown-key");
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
    const keyId = testKeyring.active.id;
    expect(at({})).toEqual({ finding: "good", keyId, body: document.body });
    for (const change of [{ kind: "token" }, { id: "T2" }, { revision: 4 }, { expiresAt: 5 }]) {
      expect([change, at(change).finding]).toEqual([change, "wrong"]);
    }
    expect(at({ body: body.replace("a", "b") }).finding).not.toBe("good");
    // A MAC stands at the beginning, or is none.
    for (const bare of [document.body, ` ${body}`]) {
      expect(at({ body: bare })).toEqual({ finding: "unsealed", keyId: null, body: bare });
    }
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
