import { codeAt, codeParameters, stepAt, unixMilliseconds } from "@jeton/core";
import { keyCode } from "@jeton/key";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clang, describeWith } from "../../support/needs.ts";
import { type MadePrograms, makeFirmware, runProgram } from "./make-firmware.ts";

const builds = ["hd44780", "cfa631", "cfa635", "max7219", "max7219-cfa631", "max7219-cfa635"].map(
  (build) => `tests-${build}`,
);

const fuzzers = [
  { name: "fuzz-wire", runs: 8000, length: 400 },
  { name: "fuzz-eeprom", runs: 2500, length: 60 },
  { name: "fuzz-seed", runs: 2500, length: 60 },
  { name: "fuzz-keys-time", runs: 2500, length: 200 },
] as const;

describeWith(clang, "the firmware's core on this machine, under sanitizers", () => {
  let made: MadePrograms;
  beforeAll(async () => {
    made = await makeFirmware([...builds, ...fuzzers.map(({ name }) => name), "codes"]);
  }, 260_000);
  afterAll(() => made?.remove());

  for (const build of builds) {
    test(`passes its own tests: ${build}`, async () => {
      const lines = (await runProgram(made.path(build), [])).trim().split("\n");
      expect(lines.at(-1)).toBe("0 failed");
      expect(lines.slice(0, -1).filter((line) => !line.startsWith("ok "))).toEqual([]);
      expect(lines.length).toBeGreaterThan(3);
    });
  }

  // Goal: nothing that comes over the wire, stands in the EEPROM, is loaded or pressed breaks the board.
  // Method: libFuzzer's bytes are that; each file of fuzz/ says how, and what must hold. The same seed each
  // time, and an end by count and by time.
  test.each(fuzzers)("survives $name", async ({ name, runs, length }) => {
    const limits = [
      `-runs=${runs}`,
      "-max_total_time=10",
      `-max_len=${length}`,
      "-len_control=0",
      "-seed=1",
      "-close_fd_mask=3",
    ];
    await runProgram(made.path(name), limits);
  });

  // Law 1, the third route: C, simulator and core agree on random seeds and times, with years in
  // which 32 bits are too few.
  test("computes the codes of the simulator and of the core", async () => {
    const anyAsked = fc.record({
      seed: fc.uint8Array({ minLength: 1, maxLength: 64 }),
      digits: fc.integer({ min: 6, max: 8 }),
      period: fc.oneof(fc.constantFrom(30, 60), fc.integer({ min: 1, max: 65_535 })),
      seconds: fc.oneof(
        fc.nat({ max: 2 ** 33 }),
        fc.constantFrom(0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 951_782_400, 20_000_000_000),
      ),
    });
    const asked = fc.sample(anyAsked, { numRuns: 3000, seed: 5 });
    const input = asked.map(({ seed, digits, period, seconds }) => {
      return `${Buffer.from(seed).toString("hex")} ${digits} ${period} ${seconds}\n`;
    });
    const codes = (await runProgram(made.path("codes"), [], input.join(""))).trim().split("\n");
    expect(codes).toHaveLength(asked.length);
    for (const [index, { seed, digits, period, seconds }] of asked.entries()) {
      const parameters = codeParameters({ digits, periodSeconds: period, algorithm: "SHA-1" });
      const step = stepAt(unixMilliseconds(seconds * 1000), parameters);
      if (step === null) throw new Error("Cannot be: no time here lies before T0");
      expect(codes[index]).toBe(codeAt(seed, step, parameters));
      expect(codes[index]).toBe(keyCode(seed, step, parameters));
    }
  });
});
