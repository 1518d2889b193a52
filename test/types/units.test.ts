import {
  codeAt,
  codeParameters,
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { describe, expect, expectTypeOf, test } from "vitest";

// What is said here is checked by `tsc -p test`: each expected error must be one.
const seed = new Uint8Array(20);
const parameters = codeParameters();
const now = unixMilliseconds(60_000);
const step = timeStep(1);

describe("units", () => {
  test("are made by their checking function only", () => {
    expectTypeOf(unixMilliseconds(0)).toEqualTypeOf<UnixMilliseconds>();
    expectTypeOf(timeStep(0)).toEqualTypeOf<TimeStep>();
    expectTypeOf<number>().not.toExtend<UnixMilliseconds>();
    expectTypeOf<number>().not.toExtend<TimeStep>();
    // @ts-expect-error: a plain number is no step.
    codeAt(seed, 1, parameters);
    // @ts-expect-error: a plain number is no moment.
    stepAt(60_000, parameters);
  });

  test("are not interchangeable: a moment is no step and a step is no moment", () => {
    expectTypeOf<UnixMilliseconds>().not.toExtend<TimeStep>();
    expectTypeOf<TimeStep>().not.toExtend<UnixMilliseconds>();
    // @ts-expect-error: a moment where a step is wanted.
    codeAt(seed, now, parameters);
    // @ts-expect-error: a step where a moment is wanted.
    stepAt(step, parameters);
    // @ts-expect-error: a moment where a step is wanted.
    stepStartsAt(now, parameters);
  });

  test("lose their unit in arithmetic, so that a sum is checked again", () => {
    expectTypeOf(now + 1).toEqualTypeOf<number>();
    // @ts-expect-error: a sum of a moment and a number is no moment yet.
    stepAt(now + 1000, parameters);
    expect(stepAt(unixMilliseconds(now + 1000), parameters)).toBe(1);
  });

  test("are numbers for whoever reads them", () => {
    expectTypeOf<TimeStep>().toExtend<number>();
    expectTypeOf(stepAt(now, parameters)).toEqualTypeOf<TimeStep | null>();
  });
});
