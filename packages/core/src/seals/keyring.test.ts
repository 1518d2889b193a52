import { hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBytes } from "../../../../test/arbitraries/bytes.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { createKeyring, type KeyPurpose } from "./keyring.ts";

const purposes: readonly KeyPurpose[] = [
  ...([
    "seed",
    "pin-seal",
    "pin-verifier",
    "transaction",
    "session",
    "checkpoint",
    "dialogue",
  ] as const),
];

describe("createKeyring()", () => {
  test("derives each key by HKDF-SHA-256, as OpenSSL does", () => {
    fc.assert(
      fc.property(anyBytes(32), (masterKey) => {
        const { active } = createKeyring([masterKey]);
        const derived = (label: string, bytes: number) =>
          Buffer.from(hkdfSync("sha256", masterKey, "", `jeton/v1/${label}`, bytes)).toString(
            "hex",
          );
        expect(active.id).toBe(derived("id", 4));
        for (const purpose of purposes) {
          expect(Buffer.from(active.keys[purpose]).toString("hex")).toBe(derived(purpose, 32));
        }
      }),
      { numRuns: 20 },
    );
  });

  test("gives every purpose and every master key a key of its own", () => {
    const { all } = createKeyring([new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]);
    const keys = all.flatMap(({ keys }) => purposes.map((purpose) => keys[purpose].join()));
    expect(new Set(keys).size).toBe(2 * purposes.length);
  });

  test("seals with the first master key and opens with all", () => {
    const keyring = createKeyring([new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]);
    expect(keyring.all).toHaveLength(2);
    expect(keyring.active).toBe(keyring.all[0]);
  });

  test("refuses to be without a master key", () => {
    expect(otpErrorOf(() => createKeyring([]))).toBe("MASTER_KEY_UNUSABLE");
  });

  test.each([0, 16, 31, 33, 64])("refuses a master key of %i bytes", (length) => {
    expect(otpErrorOf(() => createKeyring([new Uint8Array(length)]))).toBe("MASTER_KEY_UNUSABLE");
  });
});
