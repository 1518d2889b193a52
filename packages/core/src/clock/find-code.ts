import { requireObject, requireText } from "../base/foreign.ts";
import { type TimeStep, timeStep } from "../base/units.ts";
import { reduced } from "../codes/code-digits.ts";
import { requireDigits } from "../codes/code-parameters.ts";
import { type PreparedSeed, requirePrepared } from "../codes/prepare-seed.ts";
import type { Window } from "./window.ts";

/**
 * Returns the steps of the window that show `code`, in their order: nearly always none or one.
 * Every step is computed, whatever matches, so that work does not tell. What is not exactly
 * `digits` ASCII digits matches nothing.
 *
 * @throws RangeError for digits that no key shows, and for a window that ends before it begins or
 * holds more than 2^24 steps.
 * @throws TypeError for values of another type.
 */
export function findCode(
  prepared: PreparedSeed,
  code: string,
  digits: number,
  window: Window | null,
): readonly TimeStep[] {
  requirePrepared(prepared);
  requireText("look for a code", code);
  requireDigits(digits);
  const wanted = code.length === digits && /^[0-9]+$/.test(code) ? Number(code) : -1;
  const found: TimeStep[] = [];
  if (window === null) return found;
  requireWindow(window);
  const { from, to } = window;
  const inARow = prepared.truncatedFrom?.(from, to - from + 1);
  if (inARow !== undefined) {
    for (let index = 0; index < inARow.length; index += 1) {
      if (reduced(inARow[index] as number, digits) === wanted) found.push(timeStep(from + index));
    }
    inARow.fill(0);
    return found;
  }
  for (let back = to - from; back >= 0; back -= 1) {
    const step = (to - back) as TimeStep;
    if (reduced(prepared.truncatedAt(step), digits) === wanted) found.push(timeStep(step));
  }
  return found;
}

/** Some hundred times the widest search there is; more is a mistake that would take minutes. */
const stepsMax = 2 ** 24;

function requireWindow(window: Window): void {
  requireObject("look for a code", window, "a window of steps or null");
  const steps = timeStep(window.to) - timeStep(window.from) + 1;
  if (steps < 1 || steps > stepsMax) {
    throw new RangeError(
      `Cannot look for a code: found a window of ${steps} steps, expected 1 to ${stepsMax}`,
    );
  }
}
