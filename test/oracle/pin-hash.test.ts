import { hashPin, type PinHashCost } from "@jeton/core";
import { nodePorts } from "@jeton/validator/parts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPin } from "../arbitraries/pin.ts";

const costs: fc.Arbitrary<PinHashCost> = fc.record({
  logN: fc.integer({ min: 1, max: 8 }),
  r: fc.integer({ min: 1, max: 8 }),
  p: fc.integer({ min: 1, max: 3 }),
});

/** Whatever a browser can send, lone surrogates included: they have no UTF-8 of their own. */
const anyText = fc.oneof(
  anyPin,
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", "\u0000", "é", "e\u0301", "\u{1f511}\u{1f511}", "\ud800", "a\udc00b"),
);

// Goal: the service may hash with OpenSSL's scrypt what core's own, in JavaScript, made, and back.
// Method: both are given any text, salt and cost; the bytes are the same.
describe("the service's hashPin", () => {
  test("answers bit for bit what core's does", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText,
        fc.uint8Array({ minLength: 0, maxLength: 32 }),
        costs,
        async (pin, salt, cost) => {
          const question = { pin, salt, cost };
          expect(await nodePorts.hashPin(question)).toEqual(hashPin(question));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("answers it at the default cost, and one twice as high", async () => {
    for (const logN of [14, 15]) {
      const question = {
        pin: "4071",
        salt: new Uint8Array(16).fill(9),
        cost: { logN, r: 8, p: 1 },
      };
      expect(await nodePorts.hashPin(question)).toEqual(hashPin(question));
    }
  });

  test("answers RFC 7914's vector", async () => {
    // §12, N = 16384, r = 8, p = 1; the first 32 of its 64 bytes.
    const salt = new TextEncoder().encode("SodiumChloride");
    const cost = { logN: 14, r: 8, p: 1 };
    const digest = await nodePorts.hashPin({ pin: "pleaseletmein", salt, cost });
    const hex = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2";
    expect(Buffer.from(digest).toString("hex")).toBe(hex);
  });
});
