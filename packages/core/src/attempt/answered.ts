import type { UnixMilliseconds } from "../base/units.ts";
import type { KeyRecord } from "../key/key-record.ts";
import type { AnsweredAttempt } from "../trail/answered-attempt.ts";
import type { AttemptMark } from "../trail/attempt-id.ts";
import type { Decision } from "../trail/decision.ts";

/** For so long an attempt that is sent again gets the answer of the first one. */
export const answeredMilliseconds = 30_000;

/**
 * Refusals that a key remembers. Whoever sends an attempt again does so at once; a refusal that is no
 * longer remembered is decided anew.
 */
export const answeredRefusalsMax = 2;

/** Log-ins that a key remembers: more codes than pass within 30 s. No refusal takes their place. */
export const answeredLoginsMax = 6;

/** What is known of an attempt before it is decided. */
export type EarlierAnswer =
  | { readonly kind: "none" }
  /** It was answered before. `mark` is the one under which it was. */
  | { readonly kind: "same"; readonly answered: AnsweredAttempt; readonly mark: AttemptMark }
  /** Its id was used with another PASSCODE. */
  | { readonly kind: "id-reused" };

/** Returns what the key remembers of an attempt, given its marks under each master key. */
export function earlierAnswer(
  record: KeyRecord,
  marks: readonly AttemptMark[],
  now: UnixMilliseconds,
): EarlierAnswer {
  for (const answered of liveAnswers(record, now)) {
    const mark = marks.find(({ name }) => name === answered.name);
    if (mark === undefined) continue;
    if (mark.content !== answered.content) return { kind: "id-reused" };
    return { kind: "same", answered, mark };
  }
  return { kind: "none" };
}

/** Returns the record that remembers the answer to the attempt. */
export function withAnswered(
  record: KeyRecord,
  { name, content }: AttemptMark,
  decision: Decision,
  now: UnixMilliseconds,
): KeyRecord {
  const { epoch } = record;
  const others = liveAnswers(record, now).filter((each) => each.name !== name);
  const all = [...others, { name, content, at: now, epoch, decision }];
  const refusals = all.filter(isRefusal).slice(-answeredRefusalsMax);
  const logins = all.filter((each) => !isRefusal(each)).slice(-answeredLoginsMax);
  return { ...record, answered: [...logins, ...refusals] };
}

function isRefusal({ decision }: AnsweredAttempt): boolean {
  return decision.kind === "refused";
}

/** One that seems to come from the future was given by a node whose clock is a little ahead. */
function liveAnswers(
  { answered, epoch }: KeyRecord,
  now: UnixMilliseconds,
): readonly AnsweredAttempt[] {
  return answered.filter(
    (each) => each.epoch === epoch && Math.abs(now - each.at) < answeredMilliseconds,
  );
}
