import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBytes } from "../../../../test/arbitraries/bytes.ts";
import { anySerial } from "../../../../test/arbitraries/serial.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { createKeyring } from "../seals/keyring.ts";
import { seal } from "../seals/seal.ts";
import { openTransaction, sealTransaction, transactionHash } from "./transaction.ts";

const anyTransaction = fc.record({ serial: anySerial, id: anyBytes(16) });

describe("openTransaction()", () => {
  test("gives back what sealTransaction() sealed", () => {
    fc.assert(
      fc.property(anyTransaction, anyBytes(24), (transaction, nonce) => {
        const token = sealTransaction(testKeyring, transaction, nonce);
        expect(openTransaction(testKeyring, token)).toEqual(transaction);
      }),
    );
  });

  test("is null for any other text, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(openTransaction(testKeyring, text)).toBeNull();
      }),
    );
  });

  test("is null for a token with any character replaced, cut off or added", () => {
    const token = sealTransaction(
      testKeyring,
      { serial: "1", id: new Uint8Array(16) },
      new Uint8Array(24),
    );
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === "0" ? "1" : "0";
      const replaced = token.slice(0, index) + other + token.slice(index + 1);
      expect(openTransaction(testKeyring, replaced)).toBeNull();
      expect(openTransaction(testKeyring, token.slice(0, index))).toBeNull();
    }
    for (const added of ["00", "\n", " ", "\u0000"]) {
      expect(openTransaction(testKeyring, token + added)).toBeNull();
    }
  });

  test("throws for a token that we sealed and cannot read: that is a mistake of ours", () => {
    const place = { purpose: "transaction", serial: "" } as const;
    const token = seal(testKeyring, place, {
      plain: Uint8Array.of(120),
      nonce: new Uint8Array(24),
    });
    expect(() => openTransaction(testKeyring, token)).toThrow(SyntaxError);
  });

  test("is null for the seal of a seed and for the token of another installation", () => {
    const nonce = new Uint8Array(24);
    const plain = new TextEncoder().encode(JSON.stringify(["1", "00".repeat(16)]));
    const seed = seal(testKeyring, { purpose: "seed", serial: "" }, { plain, nonce });
    expect(openTransaction(testKeyring, seed)).toBeNull();
    const transaction = { serial: "1", id: new Uint8Array(16) };
    const foreign = sealTransaction(createKeyring([testMasterKey(2)]), transaction, nonce);
    expect(openTransaction(testKeyring, foreign)).toBeNull();
  });
});

describe("transactionHash()", () => {
  test("is SHA-256 of the id, which the record keeps in its place", () => {
    expect(transactionHash(new Uint8Array(16))).toBe(
      "374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb",
    );
  });
});
