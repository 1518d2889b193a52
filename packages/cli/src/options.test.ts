import { codeParameters } from "@jeton/core/units";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { UsageError } from "./command-error.ts";
import { momentAtSeconds } from "./moment.ts";
import {
  addParameterOptions,
  counterNumber,
  decimalNumber,
  type ParameterOptions,
  parametersFrom,
  quoted,
  seedOption,
  wholeNumber,
} from "./options.ts";

function parametersOf(words: readonly string[]) {
  const command = addParameterOptions(new Command().exitOverride());
  return parametersFrom(command.parse([...words], { from: "user" }).opts<ParameterOptions>());
}

describe("addParameterOptions()", () => {
  test("gives codes of 6 digits, SHA-1 and 30 s when nothing is asked", () => {
    expect(parametersOf([])).toEqual(codeParameters({ periodSeconds: 30 }));
  });

  test("reads every parameter", () => {
    const words = ["--period", "60", "--digits", "8", "--algorithm", "SHA-512", "--t0", "7"];
    expect(parametersOf(words)).toEqual({
      ...{ periodSeconds: 60, digits: 8, algorithm: "SHA-512", t0Seconds: 7 },
    });
  });

  test.each([
    ["--digits", "5"],
    ["--digits", "0x8"],
    ["--period", "0"],
    ["--period", "1e1"],
    ["--period", "-30"],
    ["--algorithm", "sha1"],
    ["--t0", "0.5"],
    ["--t0", ""],
  ])("calls %s %s wrong use", (name, value) => {
    expect(() => parametersOf([`${name}=${value}`])).toThrow(UsageError);
  });
});

describe("wholeNumber() and decimalNumber()", () => {
  test.each(["", " 1", "1 ", "+1", "-1", "1.0", "1e3", "０", "9007199254740992"])(
    "%j is no whole number",
    (text) => {
      expect(() => wholeNumber("--at")(text)).toThrow(/^Cannot read --at: found "/);
    },
  );

  test("read what people write", () => {
    expect(["0", "007", "9007199254740991"].map(wholeNumber("--at"))).toEqual([0, 7, 2 ** 53 - 1]);
    expect(["12", "-0.5", "+3.25"].map(decimalNumber("--error-ppm"))).toEqual([12, -0.5, 3.25]);
  });

  test.each(["", ".", "1.", ".5", "1,5", "1e3", "Infinity", "NaN", "0x1"])(
    "%j is no decimal number",
    (text) => {
      expect(() => decimalNumber("--error-ppm")(text)).toThrow(UsageError);
    },
  );
});

describe("counterNumber()", () => {
  test("reads 0 to 2^52, and says so of what is more, however much", () => {
    expect(counterNumber("0")).toBe(0);
    expect(counterNumber("4503599627370496")).toBe(2 ** 52);
    for (const text of ["4503599627370497", "9007199254740993", "1".repeat(30)]) {
      expect(() => counterNumber(text)).toThrow(
        `Cannot read --counter: found ${text}, wanted 0 to 2^52`,
      );
    }
    expect(() => counterNumber("-1")).toThrow("wanted a whole number >= 0");
  });
});

describe("seedOption()", () => {
  test("reads hex, and never repeats a seed that it cannot read", () => {
    const read = (hex: string) =>
      new Command()
        .exitOverride()
        .addOption(seedOption("the seed"))
        .parse(["--seed-hex", hex], { from: "user" })
        .opts().seedHex;
    expect(read("0aFF")).toEqual(Uint8Array.of(10, 255));
    expect(() => read("5ec4e7x")).toThrow(UsageError);
    expect(() => read("5ec4e7x")).not.toThrow(/5ec4e7/);
  });
});

describe("momentAtSeconds()", () => {
  test("answers milliseconds up to the last moment, and calls what is later wrong use", () => {
    expect(momentAtSeconds(59)).toBe(59_000);
    expect(momentAtSeconds(9_007_199_254_740)).toBe(9_007_199_254_740_000);
    expect(() => momentAtSeconds(9_007_199_254_741)).toThrow(UsageError);
  });
});

describe("quoted()", () => {
  test("keeps what was found on one short line", () => {
    expect(quoted("a\nb")).toBe('"a\\nb"');
    expect(quoted("x".repeat(100))).toBe(`"${"x".repeat(40)}…"`);
  });
});
