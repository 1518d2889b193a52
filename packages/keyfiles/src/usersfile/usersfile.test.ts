import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFileMake, anyName } from "../../../../test/arbitraries/file-key.ts";
import { anySeed } from "../../../../test/arbitraries/seed.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { fileKey, readUsersfile, writeUsersfile } from "../index.ts";

const anyKey = fc
  .record({
    seed: anySeed,
    make: anyFileMake.map(({ parameters, counter }) => ({
      parameters: { ...parameters, algorithm: "SHA-1" as const },
      counter,
    })),
    holder: anyName.map((name) => name.replace(/\s/g, "")).filter((name) => name !== ""),
  })
  .map(({ make, ...others }) => fileKey({ ...make, ...others }));

const seed = "3132333435363738393031323334353637383930";

describe("writeUsersfile()", () => {
  test("writes what readUsersfile() gives back, without other warnings than of short seeds", () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 5 }), (keys) => {
        const reading = readUsersfile(writeUsersfile(keys));
        expect(reading).toMatchObject({ kind: "read", keys, problems: [] });
        expect(reading.warnings.filter(({ code }) => code !== "seed-short")).toEqual([]);
      }),
    );
  });

  test("writes the greatest counter so that it is read", () => {
    const parameters = { movingFactor: "counter", algorithm: "SHA-1", digits: 6 } as const;
    const key = fileKey({ seed: new Uint8Array(20), parameters, counter: 2 ** 52, holder: "root" });
    expect(readUsersfile(writeUsersfile([key]))).toMatchObject({ kind: "read", keys: [key] });
  });

  test("writes the line of OATH Toolkit's own documentation", () => {
    const parameters = { algorithm: "SHA-1", digits: 6, periodSeconds: 30, t0Seconds: 0 } as const;
    const key = fileKey({ seed: new Uint8Array(1), parameters, holder: "root" });
    expect(writeUsersfile([key])).toBe("HOTP/T30/6 root - 00\n");
    for (const bad of [
      { ...key, holder: null },
      { ...key, holder: "two words" },
      { ...key, parameters: { ...parameters, algorithm: "SHA-256" as const } },
      { ...key, parameters: { ...parameters, t0Seconds: 30 } },
    ]) {
      expect(otpErrorOf(() => writeUsersfile([bad]))).toBe("KEY_FILE_UNWRITABLE");
    }
  });
});

describe("readUsersfile()", () => {
  test("reads the short types, comments, tabs and either case of hex", () => {
    const text = `# comment\n\nHOTP/T30\talice\t-\t${seed}\r\n  HOTP/T60/8 bob + ABCDEF${seed}\n`;
    const reading = readUsersfile(text);
    expect(reading.warnings).toEqual([]);
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      { holder: "alice", serial: null, parameters: { periodSeconds: 30, digits: 6 } },
      { holder: "bob", parameters: { periodSeconds: 60, digits: 8 } },
    ]);
  });

  test.each([
    ["a PIN", `HOTP/T30 alice 1234 ${seed}`, "pin-ignored"],
    ["an offset", `HOTP/T30 alice - ${seed} -2`, "state-ignored"],
    ["a spent code", `HOTP/T30 alice - ${seed} 0 492039 2026-01-31T12:00:00L`, "state-ignored"],
    ["colons in the seed", `HOTP/T30 alice - ${seed.replace(/..(?=.)/g, "$&:")}`, "seed-blanks"],
  ])("does not take over %s and says so, without repeating it", (_, line, warning) => {
    const reading = readUsersfile(line);
    expect(reading.warnings.map(({ code }) => code)).toEqual([warning]);
    expect(JSON.stringify(reading.warnings)).not.toMatch(/1234|492039|3132/);
    expect(reading.kind === "read" && reading.keys).toHaveLength(1);
  });

  test.each([
    ["HOTP", "", 6, 0],
    ["HOTP/E", " 7", 6, 7],
    ["HOTP/E/8", " 0", 8, 0],
    // OATH Toolkit notes the counter of the last code that it took: the next one comes next.
    ["HOTP/E/6", " 7 492039 2026-01-31T12:00:00L", 6, 8],
  ])("reads %s%s as a key that counts", (type, notes, digits, counter) => {
    const reading = readUsersfile(`${type} alice - ${seed}${notes}`);
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      { parameters: { movingFactor: "counter", digits }, counter },
    ]);
    const codes = notes.length > 2 ? ["state-ignored"] : [];
    expect(reading.warnings.map(({ code }) => code)).toEqual(codes);
  });

  test("takes an offset of 0 for what a server writes of a key that it never moved", () => {
    expect(readUsersfile(`HOTP/T30 alice - ${seed} 0`).warnings).toEqual([]);
  });
});
