import { describe, expect, test } from "vitest";
import { formats } from "./formats.ts";
import { fuzz, hangMilliseconds } from "./fuzz.ts";

// Goal: no reader crashes, hangs or repeats a seed, whatever became of a file on its way.
// Method: `npm run fuzz-key-files` reads millions of changed files; here are some thousand of each kind, and
// readers with each fault, which must be found.

test("18,000 changed files do no reader harm", () => {
  expect(fuzz(formats, { inputs: 18_000, seed: 20_261_130 })).toEqual([]);
});

describe("a reader", () => {
  const { otpauth } = formats;
  if (otpauth === undefined) throw new Error("Cannot test: otpauth has no sample");
  const found = (read: (text: string) => void, inputs = 50) =>
    fuzz(
      {
        otpauth: {
          ...otpauth,
          read: (input) => {
            read(Buffer.from(input).toString());
            return otpauth.read(input);
          },
        },
      },
      { inputs, seed: 1 },
    );

  test("that throws another error is found", () => {
    const faults = found((text) => {
      if (!text.startsWith("otpauth://totp/ACME")) throw new TypeError("undefined is no label");
    });
    expect(faults[0]).toMatchObject({ fault: "crash", what: "TypeError: undefined is no label" });
  });

  test("that repeats a seed is found", () => {
    const repeats = {
      ...otpauth,
      read: () =>
        ({
          kind: "read",
          keys: [],
          warnings: [],
          problems: [
            {
              code: "uri-malformed",
              place: { file: "x", line: 1, path: "" },
              found: "ONSWKZBAN5TCA5DI",
              wanted: "one",
            },
          ],
        }) as const,
    };
    expect(fuzz({ repeats }, { inputs: 1, seed: 1 })).toMatchObject([{ fault: "seed" }]);
  });

  test("that takes more than a second of the processor is found", () => {
    const faults = found(() => {
      const { user, system } = process.cpuUsage();
      for (let spent = 0; spent <= hangMilliseconds * 1000; ) {
        const now = process.cpuUsage();
        spent = now.user + now.system - user - system;
      }
    }, 1);
    expect(faults).toMatchObject([{ fault: "hang" }]);
  });
});
