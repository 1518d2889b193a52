import type { Board, Clock, Conversation } from "@jeton/board";
import type { BoardKey } from "../plan/plan.ts";
import type { LoggedWire } from "../wire/logged-wire.ts";
import type { SpoilableWire } from "../wire/spoilable-wire.ts";
import type { WireLog } from "../wire/wire-log.ts";

/** A board on the bench: met, in its own time, its wire in our hands. */
export type Station = {
  readonly name: string;
  /** Where it is, for people: "emulated hd44780, +60 ppm", "/dev/ttyACM0". */
  readonly place: string;
  readonly board: Board;
  readonly conversation: Conversation;
  /** This machine's time, or the virtual one of an emulated board. */
  readonly clock: Clock;
  /** How far that time can be wrong: 0 in virtual time. */
  readonly hostErrorPpm: number;
  /** Milliseconds since 1970 by that clock. */
  readonly unixNow: () => number;
  readonly baud: number;
  readonly wire: LoggedWire;
  readonly line: SpoilableWire;
  readonly log: WireLog;
  /** Aborted when the bench is told to end: steps that last are then cut short. */
  readonly interrupt: AbortSignal;
  /** Presses and releases a key of an emulated board; null where a person must. */
  readonly press: ((key: BoardKey) => Promise<void>) | null;
  /** What the pins of an emulated character display were given; null where a person must look. */
  readonly seenLines: (() => readonly string[]) | null;
};

/** Waits in the board's time. */
export function sleep(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(Math.max(0, milliseconds), resolve);
  });
}

/** Returns a signal for whoever never interrupts. */
export function neverInterrupted(): AbortSignal {
  return new AbortController().signal;
}
