import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { sectionOf } from "../board-programs/page-section.ts";
import { allFigures, type BuildFigures, ramBytes, watchdogCyclesMin } from "./figures/measures.ts";
import { boundsText, boundsTitle } from "./figures/page.ts";
import { stackBound } from "./figures/stack-bound.ts";

const page = new URL("../../../hw/firmware/README.md", import.meta.url);

/** A flash image that begins with these words; what follows is empty. */
function flashOf(words: readonly number[]): Uint8Array {
  const flash = new Uint8Array(32 * 1024).fill(0xff);
  // Vectors that lead to the reset.
  const vectors = Array.from({ length: 26 }, (_, index) => [
    0xc000 | ((0x1000 - 2 * index - 1) & 0xfff),
    0,
  ]);
  vectors[0] = [0xc033, 0];
  for (const [index, word] of [...vectors.flat(), ...words].entries()) {
    new DataView(flash.buffer).setUint16(2 * index, word, true);
  }
  return flash;
}

// Goal: the stack never meets the data, and no pass of the loop comes near the watchdog. Method: a bound from
// the instructions, and a run of everything in the emulator, which must stay below it.
describe("the bounds of the kept binaries", () => {
  let all: readonly BuildFigures[];
  beforeAll(() => {
    all = allFigures();
  }, 120_000);

  test("leave room between stack and data", () => {
    for (const { firmware, ram, stackProgram, stackInterrupt, stackSeen } of all) {
      const bound = stackProgram + stackInterrupt;
      expect(stackSeen, firmware).toBeLessThanOrEqual(bound);
      // A bound that nothing comes near would be of another program.
      expect(stackSeen, firmware).toBeGreaterThan(0.9 * bound);
      expect(ram + bound, firmware).toBeLessThan(0.75 * ramBytes);
    }
  });

  test("keep the watchdog fed twice in its time, and answers within 20 ms", () => {
    for (const { firmware, awake, unfed } of all) {
      expect(awake, firmware).toBeLessThan(20 * 16_000);
      expect(awake, firmware).toBeGreaterThan(5 * 16_000);
      expect(unfed, firmware).toBeLessThan(watchdogCyclesMin / 1.8);
    }
  });

  test("stand in the firmware's page as they are", () => {
    expect(sectionOf(readFileSync(page, "utf8"), boundsTitle)).toBe(boundsText(all));
  });
});

describe("stackBound()", () => {
  const [push, pop, ret, rcallOver] = [0x920f, 0x900f, 0x9508, 0xd001];
  const again = 0xcfff;

  test("adds up what a way pushes, and what it calls at its depth", () => {
    // push, push, rcall f, pop, pop, loop; f: push, pop, ret
    const words = [push, push, 0xd003, pop, pop, again, push, pop, ret];
    expect(stackBound(flashOf(words))).toEqual({ program: 5, interrupt: 0 });
  });

  test("refuses what has no bound", () => {
    expect(() => stackBound(flashOf([0xd001, again, 0xdffe + 1, ret]))).toThrow("recursion");
    expect(() => stackBound(flashOf([push, 0xcffe]))).toThrow("two depths");
    expect(() => stackBound(flashOf([0x9509, again]))).toThrow("a call through a pointer");
    expect(() => stackBound(flashOf([rcallOver, again, push, ret]))).toThrow("1 left");
  });
});
