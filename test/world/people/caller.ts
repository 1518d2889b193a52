import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard } from "../world.ts";

/** Somebody with a key, as the help desk knows them: on the phone. */
export type Caller = {
  readonly card: HolderCard;
  /** Reads out two codes in a row; null when one was missed. */
  readonly readTwoCodes: () => Doing<{ readonly first: string; readonly second: string } | null>;
  /** Is told that no computer is known any more. */
  readonly forgetComputers: () => void;
};
