import { type TimeStep, timeStep } from "../base/units.ts";
import {
  type AttemptWindows,
  nearSteps,
  nextCodeSteps,
  stepsFrom,
  type Window,
  type WindowCaps,
} from "./window.ts";

/** Counters behind the next one that are computed as well, to know a code that was used before. */
export const countersBehind = 32;

/**
 * Returns the windows of a counter key whose next code is that of `next`. They lie ahead of it and have
 * as many steps as those of a time key, so that neither work nor a guess tells the two apart (law 6) and
 * a guess is worth no more (law 5).
 *
 *     next - 32      next            next + accept             next + ask
 *        |  spent     | passes at once   | asks for the next code   | 3 more |
 *        '------------ what every refusal computes --------------------------'
 */
export function counterWindows(
  next: TimeStep,
  { caps, scanSteps }: { readonly caps: WindowCaps; readonly scanSteps: number },
): AttemptWindows {
  // Near counter 0 what is missing behind is computed ahead: every refusal costs as many codes.
  const scan = stepsFrom(Math.max(0, next - countersBehind), 2 * scanSteps + 1 + nextCodeSteps);
  const accept = within(stepsFrom(next, caps.acceptSteps), scan);
  return {
    possible: accept,
    accept,
    ask: within(stepsFrom(next, caps.askSteps), scan, nextCodeSteps),
    scan,
    near: stepsFrom(next, nearSteps),
    centre: next,
  };
}

/** Returns the part of the window that ends so many steps before the end of another one. */
function within(window: Window | null, other: Window | null, steps = 0): Window | null {
  if (window === null || other === null) return null;
  const to = Math.min(window.to, other.to - steps);
  return window.from <= to ? { from: window.from, to: timeStep(to) } : null;
}
