import type { UnixMilliseconds } from "../base/units.ts";
import type { KeyRecord } from "../key/key-record.ts";
import type { AttemptMark } from "../trail/attempt-id.ts";
import { type EarlierAnswer, earlierAnswer, withAnswered } from "./answered.ts";
import type { Attempt } from "./attempt.ts";
import { type AttemptOutcome, authenticate } from "./authenticate.ts";
import type { Context } from "./context.ts";

/** An outcome, and whether it is one that was given before. */
export type OnceOutcome = AttemptOutcome & {
  readonly isRepeated: boolean;
  /** The mark from which what is random in the answer comes; null for an attempt without an id. */
  readonly mark: AttemptMark | null;
  /** When it was decided. */
  readonly at: UnixMilliseconds;
};

/** How an attempt is decided: `authenticate`, unless it confirms something else. */
export type Decide = (record: KeyRecord, attempt: Attempt, context: Context) => AttemptOutcome;

/**
 * Returns the answer to a log-in that is sent again, or null for anything else. It costs neither a hash nor
 * a change of the record: who is let in learns nothing from the time.
 */
export function repeatedLogin(
  record: KeyRecord,
  marks: readonly AttemptMark[],
  now: UnixMilliseconds,
): OnceOutcome | null {
  const earlier = earlierAnswer(record, marks, now);
  if (earlier.kind !== "same" || earlier.answered.decision.kind === "refused") return null;
  return repeated(record, earlier);
}

/**
 * Decides an attempt unless the record remembers its answer (law 11). `marks`: those of the attempt under
 * each master key; none for an attempt without an id. The answer is remembered in the record that the
 * outcome stores, so that of two copies at once one decides and the other one, which loses the
 * compare-and-set, finds the answer.
 *
 * A refusal that is answered again costs all that it cost before, a change of the record included: its
 * time tells nothing (law 6). It is not counted again, and there is no event.
 */
export function decideOnce(
  record: KeyRecord,
  { attempt, marks }: { readonly attempt: Attempt; readonly marks: readonly AttemptMark[] },
  context: Context,
  decide: Decide = authenticate,
): OnceOutcome {
  const { now } = context;
  const [active = null] = marks;
  const earlier = earlierAnswer(record, marks, now);
  const isIdReused = earlier.kind === "id-reused";
  const decided = decide(record, isIdReused ? { ...attempt, isIdReused } : attempt, context);
  if (earlier.kind === "same") {
    const again = repeated(record, earlier);
    return again.decision.kind === "refused" ? { ...again, next: { ...record } } : again;
  }
  const answer = { ...decided, isRepeated: false, mark: active, at: now };
  // What changes nothing is not stored, and the first answer to an id stays.
  if (active === null || isIdReused || decided.next === record) return answer;
  return { ...answer, next: withAnswered(decided.next, active, decided.decision, now) };
}

function repeated(
  record: KeyRecord,
  { answered, mark }: Extract<EarlierAnswer, { readonly kind: "same" }>,
): OnceOutcome {
  const { decision, at } = answered;
  return { decision, next: record, events: [], clockShift: null, isRepeated: true, mark, at };
}
