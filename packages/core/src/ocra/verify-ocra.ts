import { utf8ToBytes } from "@noble/hashes/utils.js";
import { equalBytes } from "../base/equal-bytes.ts";
import { requireText, requireWhole } from "../base/foreign.ts";
import { keyedMessages } from "../codes/keyed-message.ts";
import { dataInput } from "./data-input.ts";
import { responseText } from "./ocra.ts";
import { checkedOcra, type OcraQuestion } from "./ocra-key.ts";

/** What `verifyOcra` is asked. */
export type OcraCheck = OcraQuestion & {
  /** What the holder typed. Any text but exactly as many digits as the suite says is refused. */
  readonly response: string;
  /** Counters ahead of `counter` whose responses pass, too, 0 to 1000; default 10. */
  readonly lookAhead?: number | undefined;
  /** Time steps on each side of the present one whose responses pass, too, 0 to 1000; default 1. */
  readonly window?: number | undefined;
  /** The time step that passed last; null if none has yet. Absent if the suite has no T. */
  readonly after?: number | null | undefined;
};

/** What a right response tells. */
export type OcraPass = {
  /** The next counter that may pass; null for a suite without a counter. */
  readonly counter: number | null;
  /** The time step that passed, `after` of the next question; null for a suite without one. */
  readonly step: number | null;
};

/**
 * Returns what the response tells if it is right, or null. **Store it before you let the holder in, and
 * never ask the same challenge again**, whatever the answer: a suite with neither counter nor time has nothing
 * else that makes a response pass once.
 *
 * All responses of the window are computed, and each is compared in time that depends on its length only. The caller limits how often somebody
 * may try: a guess of six digits passes with a chance of the responses in the window / 10^6.
 *
 * ```ts
 * const pass = verifyOcra({ seed, suite, question, response });
 * ```
 *
 * @throws as `ocra` does, and RangeError for a window of more than 2001 responses or of parts that the suite does not have.
 */
export function verifyOcra(check: OcraCheck): OcraPass | null {
  const { seed, suite, counter, step } = checkedOcra(check);
  requireText("check a response", check.response);
  const counters = counterWindow(counter, check);
  const steps = stepWindow(step, check);
  const count = (counters.to - counters.from + 1) * (steps.to - steps.from + 1);
  if (count > responsesMax) {
    throw new RangeError(
      `Cannot check a response: found a window of ${count} responses, expected at most ${responsesMax}`,
    );
  }
  const response = bytesOf(check.response);
  const input = dataInput(suite, check);
  const keyed = keyedMessages(seed, suite.algorithm);
  // What comes behind the counter and the step that pass; of several the greatest, so that a response which
  // two places show passes once.
  let [nextCounter, nextStep] = [0, 0];
  for (let time = steps.from; time <= steps.to; time += 1) {
    input.putStep(time);
    // Counted down, since the last counter there is has no successor.
    for (let left = counters.to - counters.from; left >= 0; left -= 1) {
      const each = counters.to - left;
      input.putCounter(each);
      const expected = bytesOf(responseText(keyed.hash(input.message), suite.digits));
      // No branch, so that time does not tell which response matched.
      const matches = Number(equalBytes(expected, response)) * Number(time >= steps.fresh);
      nextCounter = Math.max(nextCounter, matches * (each + 1));
      nextStep = Math.max(nextStep, matches * (time + 1));
    }
  }
  keyed.destroy();
  if (nextCounter === 0) return null;
  return {
    counter: counter === null ? null : nextCounter,
    step: step === null ? null : nextStep - 1,
  };
}

function bytesOf(text: string): Uint8Array {
  return utf8ToBytes(text);
}

/** The responses of one check at most: more are a mistake, such as seconds for steps. */
const responsesMax = 2001;

type Window = { readonly from: number; readonly to: number };

function counterWindow(counter: number | null, { lookAhead }: OcraCheck): Window {
  if (counter === null) {
    refusePart("lookAhead", lookAhead);
    return { from: 0, to: 0 };
  }
  const ahead = lookAhead ?? 10;
  requireWhole("lookAhead", ahead, candidatesRange);
  // The last counter never passes: there is no next one.
  return { from: counter, to: Math.min(counter + ahead, Number.MAX_SAFE_INTEGER - 1) };
}

function stepWindow(
  step: number | null,
  { window, after }: OcraCheck,
): Window & { readonly fresh: number } {
  if (step === null) {
    refusePart("after", after);
    refusePart("window", window);
    return { from: 0, to: 0, fresh: 0 };
  }
  const around = window ?? 1;
  requireWhole("window", around, candidatesRange);
  if (after !== null) requireWhole("after", after, afterRange);
  const fresh = after === null ? 0 : after + 1;
  return { from: Math.max(0, step - around), to: step + around, fresh };
}

const candidatesRange = { min: 0, max: 1000, wanted: "a whole number from 0 to 1000" };
const afterRange = {
  ...{ min: 0, max: Number.MAX_SAFE_INTEGER },
  wanted: "the time step that passed last, or null",
};

function refusePart(name: string, given: unknown): void {
  if (given === undefined) return;
  throw new RangeError(`Cannot use ${name}: expected none, since the suite has no such part`);
}
