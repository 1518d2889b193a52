import { type ChainedEvent, type StoredKey, verifyChain } from "@jeton/core";

/** One line of a validator's log: an attempt that it begins, or what it answered to one. */
export type Entry =
  | { readonly kind: "begun"; readonly serial: string; readonly step: number }
  | {
      readonly kind: "answered";
      readonly serial: string;
      readonly step: number;
      /** "accepted", or why it was refused. */
      readonly answer: string;
      /**
       * Whether the code was spent; absent where an accepted one and one with a wrong PIN always are. By a clock that
       * jumped a code can lie outside of the accept window and continue a row: with a wrong PIN it is awaited, not spent.
       */
      readonly isSpent?: boolean;
      /** By the clock that all processes of a machine share and that never jumps, ns. */
      readonly begunAt: number;
      readonly answeredAt: number;
    }
  /** The store could not be used: nothing was answered to the attempt. */
  | Unanswered<"failed">
  /** The store does not know whether it stored the attempt: neither was answered. */
  | Unanswered<"unknown">;

type Unanswered<Kind> = {
  readonly kind: Kind;
  readonly serial: string;
  readonly step: number;
  /** By the same clock as `answeredAt`. */
  readonly endedAt: number;
};

/** What the store held when all was over. */
export type FinalKey = { readonly stored: StoredKey; readonly events: readonly ChainedEvent[] };

/** What a history came to. Every list of findings is empty when the laws held. */
export type HistoryReport = {
  readonly codes: number;
  readonly presentations: number;
  readonly answered: number;
  readonly accepted: number;
  readonly burnt: number;
  readonly failed: number;
  readonly unknown: number;
  /** Begun, and neither answered nor failed: their validator was killed. */
  readonly cutOff: number;
  /**
   * Of those that were not answered, how many stand in the store all the same. Null where an older copy took
   * the place of what was stored.
   */
  readonly storedUnanswered: number | null;
  readonly findings: readonly string[];
};

type Answer = Extract<Entry, { kind: "answered" }>;

/**
 * Checks what validators answered against each other and against what was stored in the end. Of what was
 * answered before `lostBefore` (ns) the store need not know any more, because an older copy took its place; that no
 * code passes twice holds for all.
 */
export function checkHistory(
  entries: readonly Entry[],
  keys: ReadonlyMap<string, FinalKey>,
  lostBefore = 0,
): HistoryReport {
  const answers = entries.filter((entry) => entry.kind === "answered");
  const begun = entries.filter(({ kind }) => kind === "begun");
  const failed = entries.filter(({ kind }) => kind === "failed").length;
  const unknown = entries.filter(({ kind }) => kind === "unknown").length;
  const findings: string[] = [];
  let stored = 0;
  for (const [serial, key] of keys) {
    const ofKey = answers.filter((answer) => answer.serial === serial);
    const begunOfKey = begun.filter((entry) => entry.serial === serial).length;
    stored += attemptsOf(key.events).length;
    findings.push(
      ...acceptedTwice(ofKey),
      ...burnsLost(ofKey),
      ...countsLost(
        ofKey.filter(({ begunAt }) => begunAt >= lostBefore),
        begunOfKey,
        key,
      ),
      ...unsound(serial, key),
    );
  }
  return {
    codes: new Set(begun.map(({ serial, step }) => `${serial}/${step}`)).size,
    presentations: begun.length,
    answered: answers.length,
    accepted: answers.filter(({ answer }) => answer === "accepted").length,
    burnt: answers.filter(({ answer }) => answer === "wrong-pin").length,
    ...{ failed, unknown },
    cutOff: begun.length - answers.length - failed - unknown,
    storedUnanswered: lostBefore > 0 ? null : stored - answers.length,
    findings,
  };
}

/** Law 2: no step of a key is ever accepted twice. */
function acceptedTwice(answers: readonly Answer[]): readonly string[] {
  const seen = new Set<number>();
  return answers.flatMap(({ serial, step, answer }) => {
    if (answer !== "accepted") return [];
    if (seen.has(step)) return [`${serial}: step ${step} was accepted twice`];
    seen.add(step);
    return [];
  });
}

/** Law 3: what was answered as spent is never accepted by an attempt that began afterwards. */
function burnsLost(answers: readonly Answer[]): readonly string[] {
  const spending = answers
    .filter(isSpending)
    .sort((left, right) => left.answeredAt - right.answeredAt);
  const byBeginning = answers
    .filter(({ answer }) => answer === "accepted")
    .sort((left, right) => left.begunAt - right.begunAt);
  const findings: string[] = [];
  let highest = -1;
  let next = 0;
  for (const { serial, step, begunAt } of byBeginning) {
    for (; (spending[next]?.answeredAt ?? Number.POSITIVE_INFINITY) < begunAt; next += 1) {
      highest = Math.max(highest, spending[next]?.step ?? -1);
    }
    if (step <= highest) {
      findings.push(`${serial}: step ${step} was accepted after step ${highest} had been spent`);
    }
  }
  return findings;
}

/** Law 7: every answer stands in the store; nothing stands there that nobody attempted. */
function countsLost(
  answers: readonly Answer[],
  begun: number,
  { events, stored }: FinalKey,
): readonly string[] {
  const { serial, lastStep } = stored.record;
  const findings: string[] = [];
  const inStore = tally(events.map(({ kind, reason }) => reason ?? kind));
  for (const [answer, count] of tally(answers.map((each) => each.answer))) {
    const found = inStore.get(answer) ?? 0;
    if (found < count) {
      findings.push(`${serial}: ${count} times answered "${answer}", ${found} times stored`);
    }
  }
  const attempts = attemptsOf(events).length;
  if (attempts > begun) {
    findings.push(`${serial}: ${begun} attempts were made, ${attempts} are stored`);
  }
  const accepted = new Set(
    events.flatMap(({ kind, step }) => (kind === "accepted" ? [Number(step)] : [])),
  );
  for (const given of answers) {
    const { step, answer } = given;
    if (answer === "accepted" && !accepted.has(step)) {
      findings.push(`${serial}: step ${step} was answered as accepted and is not stored so`);
    }
    if (isSpending(given) && step > (lastStep ?? -1)) {
      findings.push(`${serial}: step ${step} was spent, the store knows up to ${lastStep}`);
    }
  }
  return findings;
}

/** Whether the answer tells that the code was spent (law 3). */
function isSpending({ answer, isSpent = true }: Answer): boolean {
  return answer === "accepted" || (answer === "wrong-pin" && isSpent);
}

/** What the store says of a key is of one piece. */
function unsound(serial: string, { stored, events }: FinalKey): readonly string[] {
  const findings: string[] = [];
  const finding = verifyChain(serial, stored.record.audit, events);
  if (finding.kind === "broken") {
    findings.push(`${serial}: the chain is broken at ${finding.sequence}: ${finding.problem}`);
  }
  const attempts = attemptsOf(events).length;
  if (stored.revision !== attempts + 1) {
    findings.push(`${serial}: revision ${stored.revision} with ${attempts} events`);
  }
  for (const [index, { kind }] of events.entries()) {
    const before = events[index - 1]?.kind ?? kind;
    if (kind === "clock-set" && before === kind) {
      findings.push(`${serial}: a clock was set, and no attempt before it told so`);
    }
  }
  const steps = events.filter(({ kind }) => kind === "accepted").map(({ step }) => step);
  if (new Set(steps).size !== steps.length) {
    findings.push(`${serial}: a step stands twice in the store as accepted`);
  }
  return findings;
}

/** The events that an attempt made, one each: that a clock was set is told beside the code that showed it. */
function attemptsOf(events: FinalKey["events"]): FinalKey["events"] {
  return events.filter(({ kind }) => kind !== "clock-set");
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
