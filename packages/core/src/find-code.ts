import { codeNumberAt, reduced } from "./code.ts";
import type { PreparedSeed } from "./prepare-seed.ts";
import { type TimeStep, timeStep } from "./units.ts";
import type { Window } from "./window.ts";

/**
 * Answers the steps of the window that show `code`, in their order: nearly always none or one.
 * Every step is computed, whatever matches, so that work does not tell. What is not exactly
 * `digits` ASCII digits matches nothing.
 */
export function findCode(
  prepared: PreparedSeed,
  code: string,
  digits: number,
  window: Window | null,
): readonly TimeStep[] {
  const wanted = code.length === digits && /^[0-9]+$/.test(code) ? Number(code) : -1;
  const found: TimeStep[] = [];
  if (window === null) return found;
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
    if (codeNumberAt(prepared, step, digits) === wanted) found.push(timeStep(step));
  }
  return found;
}
