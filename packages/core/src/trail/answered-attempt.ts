import type { UnixMilliseconds } from "../base/units.ts";
import type { KeyedName } from "../seals/keyed-name.ts";
import type { Decision } from "./decision.ts";

/** An attempt with an id that was answered: sent again, it gets the same answer (law 11). */
export type AnsweredAttempt = {
  readonly name: KeyedName;
  /** What the attempt said, as `AttemptMark` has it. */
  readonly content: string;
  readonly at: UnixMilliseconds;
  /** The key's epoch after the answer. Sign-out, a change of PIN and the help desk end the answer with it. */
  readonly epoch: number;
  readonly decision: Decision;
};
