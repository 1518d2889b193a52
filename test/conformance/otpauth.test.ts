import * as door from "@jeton/core/otp";
import { fileKey, formatOtpauth, readOtpauth } from "@jeton/keyfiles";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyFileParameters, anyName } from "../arbitraries/file-key.ts";
import { anySeed } from "../arbitraries/seed.ts";

const anyHolder = anyName
  .map((name) => name.replaceAll(":", "").trim())
  .filter((name) => name !== "");

// Goal: a key that is taken out of one part of Jeton by its URI is the same key in the other.
// Method: both write any key, and each reads what the other wrote.
test("the small door and key files write the same otpauth:// URI of a key, and read it alike", () => {
  const names = fc.record({ holder: anyHolder, issuer: fc.option(anyHolder) });
  fc.assert(
    fc.property(anySeed, anyFileParameters, names, (seed, parameters, named) => {
      const { algorithm, digits, periodSeconds } = parameters;
      const plain = { seed, algorithm, digits, periodSeconds, ...named, kind: "totp" as const };
      const uri = door.formatOtpauth(plain);
      const key = fileKey({ seed, parameters: { ...parameters, t0Seconds: 0 }, ...named });
      expect(formatOtpauth(key)).toBe(uri);
      expect(door.parseOtpauth(uri)).toEqual(plain);
      expect(readOtpauth(uri)).toMatchObject({ kind: "read", keys: [key] });
    }),
  );
});
