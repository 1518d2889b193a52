import {
  codeAt,
  codeParameters,
  prepareSeed,
  stepAt,
  stepStartsAt,
  timeStep,
  unixMilliseconds,
} from "@jeton/core";
import { keyCode, ratePpmMax, readLcd, SimulatedKey, VirtualTime } from "@jeton/key";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCodeParameters } from "../arbitraries/code-parameters.ts";
import { anySeed } from "../arbitraries/seed.ts";
import { anyTimeStep } from "../arbitraries/time-step.ts";

// Law 1: for every seed, algorithm, period and digit count, the key's code at a step is the core's.

/** What is done to a key while it lives: time goes by, its clock is set, jumps or changes speed. */
const anyTreatment = fc.oneof(
  fc.record({ kind: fc.constant("advance"), milliseconds: fc.nat({ max: 10_000_000_000 }) }),
  fc.record({ kind: fc.constant("advance"), milliseconds: fc.nat({ max: 120_000 }) }),
  fc.record({ kind: fc.constant("jump"), milliseconds: fc.integer({ min: -9e8, max: 9e8 }) }),
  fc.record({ kind: fc.constant("offset"), milliseconds: fc.integer({ min: -9e8, max: 9e8 }) }),
  fc.record({
    kind: fc.constant("rate"),
    ppm: fc.double({ min: -ratePpmMax, max: ratePpmMax, noNaN: true }),
  }),
);

const anyKey = fc.record({
  seed: anySeed,
  parameters: anyCodeParameters,
  startsAt: fc.integer({ min: 1_000_000_000, max: 30_000_000_000 }),
  offsetMilliseconds: fc.integer({ min: -9e8, max: 9e8 }),
  ratePpm: fc.double({ min: -ratePpmMax, max: ratePpmMax, noNaN: true }),
  treatments: fc.array(anyTreatment, { maxLength: 8 }),
});

describe("simulated key and core", () => {
  test("agree on the code of every step", () => {
    fc.assert(
      fc.property(anySeed, anyTimeStep, anyCodeParameters, (seed, step, parameters) => {
        expect(keyCode(seed, step, parameters)).toBe(codeAt(seed, step, parameters));
      }),
      { numRuns: 500 },
    );
  });

  // Goal: whatever was done to the key's clock, what it shows is the core's code at the moment that
  // the key believes in. Method: treat a key as drawn; after each treatment read it as a person
  // would, off the glass, and ask the core for the code of the believed time.
  test("agree on what the display shows, at the time in which the key believes", () => {
    fc.assert(
      fc.property(anyKey, (drawn) => {
        const { seed, parameters, offsetMilliseconds, ratePpm } = drawn;
        const time = new VirtualTime(unixMilliseconds(drawn.startsAt * 1000));
        const options = { serial: "1", seed, parameters, offsetMilliseconds, ratePpm };
        const key = new SimulatedKey({ ...options, timeSource: time });
        const prepared = prepareSeed(seed, parameters.algorithm);
        for (const treatment of [null, ...drawn.treatments]) {
          if (treatment?.kind === "advance") time.advance(treatment.milliseconds);
          if (treatment?.kind === "jump") key.jump(treatment.milliseconds);
          if (treatment?.kind === "offset") key.setOffset(treatment.milliseconds);
          if (treatment?.kind === "rate") key.setRate(treatment.ppm);
          const { believed, code, lcd } = key.reading();
          const step = stepAt(believed, parameters);
          expect(key.step()).toBe(step);
          expect(code).toBe(step === null ? null : codeAt(prepared, step, parameters));
          const dashes = { kind: "unreadable", text: "-".repeat(parameters.digits) };
          expect(readLcd(lcd)).toEqual(code === null ? dashes : { kind: "code", code });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("agree to the millisecond on when a code begins", () => {
    fc.assert(
      fc.property(anySeed, anyCodeParameters, fc.nat({ max: 1_000_000 }), (seed, given, draw) => {
        const parameters = codeParameters(given);
        const step = timeStep(draw + 1);
        const starts = stepStartsAt(step, parameters);
        const time = new VirtualTime(unixMilliseconds(starts - 1));
        const key = new SimulatedKey({ serial: "1", seed, parameters, timeSource: time });
        expect(key.code()).toBe(codeAt(seed, timeStep(step - 1), parameters));
        expect(key.reading().nextCodeAt).toBe(starts);
        time.advance(1);
        expect(key.code()).toBe(codeAt(seed, step, parameters));
      }),
    );
  });
});
