import { codeParameters } from "@jeton/core/units";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../seeded-random.ts";
import { faultTable } from "./fault-table.ts";
import { faultText, makeFault, parseFault } from "./make-fault.ts";

const key = { parameters: codeParameters(), seedBytes: 20 };
const names = faultTable.map(({ name }) => name);
const drawnFault = (name: string, seed: number) => makeFault(name, {}, key, seededRandom(seed));

describe("makeFault()", () => {
  test("draws what is left out, the same for the same seed, within the range of the table", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, seed) => {
        const fault = drawnFault(name, seed);
        expect(drawnFault(name, seed)).toEqual(fault);
        const { name: _, ...values } = fault;
        expect(makeFault(name, values, key, seededRandom(0))).toEqual(fault);
      }),
    );
  });

  test.each<[string, string, object, RegExp]>([
    ["a fault that there is not", "rust", {}, /expected one of clock-jump, clock-reset,/],
    ["a parameter too many", "shock", { ppm: 1, seconds: 1 }, /"seconds" of the fault shock/],
    ["any parameter of one that has none", "stuck-button", { on: 1 }, /expected none/],
    ["a value out of range", "low-battery", { percent: 101 }, /whole number from 0 to 100/],
    ["half a second", "clock-jump", { seconds: 0.5 }, /whole number/],
    ["a number as text", "clock-jump", { seconds: "5" }, /"5" as seconds/],
    ["a bit behind the seed", "seed-bit-flip", { bit: 160 }, /from 0 to 159/],
    [
      "the right hash as a wrong one",
      "wrong-algorithm",
      { algorithm: "SHA-1" },
      /SHA-256, SHA-512/,
    ],
    ["a segment of a longer glass", "dead-segment", { segment: "7A" }, /expected one of 0A/],
  ])("refuses %s and says what there is", (_, name, values, says) => {
    expect(() => makeFault(name, values as never, key, seededRandom(1))).toThrow(says);
  });
});

describe("parseFault()", () => {
  test("reads back what faultText writes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, seed) => {
        const fault = drawnFault(name, seed);
        expect(parseFault(faultText(fault), key, seededRandom(0))).toEqual(fault);
      }),
    );
  });

  test.each(["", ":", "shock:", "shock:ppm", "shock:ppm=", "shock:ppm=1,ppm=2", "shock:ppm=1;"])(
    "refuses %j",
    (text) => {
      expect(() => parseFault(text, key, seededRandom(1))).toThrow(/^Cannot /);
    },
  );
});
