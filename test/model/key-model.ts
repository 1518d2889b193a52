import { emptyAuditHead, verifyChain } from "@jeton/core";
import { expect } from "vitest";
import type { CodeRead } from "../support/holder-with-key.ts";
import { give, modelSerial, type RealKey } from "./real-key.ts";
import { type Expected, ReferenceKey, type ReferenceState } from "./reference-key.ts";

/** The reference, and what it can say: nothing of codes once a clock has jumped. */
export type KeyModel = {
  readonly key: ReferenceKey;
  /** Key clock minus server clock when the server learnt it, ms; null when it knows no more. */
  learntError: number | null;
  /** Steps that were accepted: none may be again. */
  readonly accepted: Set<number>;
  /** Names the commissioning begun last. */
  begun: number;
};

export function keyModel(): KeyModel {
  return { key: new ReferenceKey(), learntError: 0, accepted: new Set(), begun: 0 };
}

/** Key clock minus server clock, ms. */
export function clockError(real: RealKey): number {
  return real.holder.key.offsetMilliseconds() - real.serverShift;
}

/**
 * Presents a code to both. While the clocks stand as the server learnt them the answer must be the
 * reference's. After a jump a right code may be refused or accepted; then only what must never
 * happen is checked, and the reference takes over what came of it.
 */
export async function presentToBoth(
  model: KeyModel,
  real: RealKey,
  given: { readonly pin: string | null; readonly read: CodeRead; readonly current: boolean },
): Promise<void> {
  const { pin, read, current } = given;
  const { key } = model;
  const now = real.ports.clock();
  key.settle(now);
  const before = structuredClone({ ...key });
  const begun = String(model.begun + 1);
  const expected = key.present({ step: read.step, pin }, now, begun);
  const answer = await give(real, pin, read.code);
  const known = model.learntError === clockError(real) && (current || read.step <= before.lastStep);
  if (known) expect(answer).toBe(expected);
  else await adopt(model, real, before, answer, expected);

  if (answer === "choose-pin") model.begun += 1;
  if (answer !== "refused") {
    expect(model.accepted).not.toContain(read.step);
    model.accepted.add(read.step);
    if (!known) model.learntError = null;
  }
  await sameAsStored(model, real);
}

async function adopt(
  model: KeyModel,
  real: RealKey,
  before: Partial<ReferenceKey>,
  answer: Expected,
  expected: Expected,
): Promise<void> {
  const { key } = model;
  if (answer !== "refused") expect(answer).toBe(expected);
  const lastStepMax = key.lastStep;
  // The code was outside the window, or does not follow on that before: the state stays.
  if (answer === "refused" && expected !== "refused") Object.assign(key, before);
  const { lastStep, failures, asked } = await real.holder.record();
  const { guesses, wrongPins, block } = failures.strangers;
  if (answer === "refused") expect(wrongPins).toBeGreaterThanOrEqual(before.wrongPins ?? 0);
  Object.assign(key, {
    guesses,
    wrongPins,
    block,
    rows: asked.flatMap(({ steps, at, codes, tries, proved }) =>
      steps.map((step) => ({
        ...{ step, at, codes, tries },
        ...{ alone: proved === "first-use", proved: proved !== "nothing" },
      })),
    ),
  });
  expect(lastStep ?? -1).toBeGreaterThanOrEqual(before.lastStep ?? -1);
  expect(lastStep ?? -1).toBeLessThanOrEqual(lastStepMax);
  key.lastStep = lastStep ?? -1;
}

/** What is stored is what the reference says, and the audit chain is whole. */
export async function sameAsStored({ key }: KeyModel, real: RealKey): Promise<void> {
  const record = await real.holder.record();
  expect({
    lastStep: record.lastStep ?? -1,
    guesses: record.failures.strangers.guesses,
    wrongPins: record.failures.strangers.wrongPins,
    state: record.state.kind,
  }).toEqual({
    lastStep: key.lastStep,
    guesses: key.guesses,
    wrongPins: key.wrongPins,
    state: key.state.kind,
  });
  const page = { afterSequence: 0, limit: 10_000 };
  const events = await real.store.events(modelSerial, page);
  const from = (await real.store.anchor(modelSerial)) ?? emptyAuditHead;
  expect(verifyChain(modelSerial, record.audit, events, from).kind).toBe("intact");
}

/** The PIN that stands in this state, pending or not. */
export function pinOf(state: ReferenceState): string | null {
  return "pin" in state ? state.pin : null;
}
