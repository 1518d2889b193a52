import type { BoardKey } from "../board/board-keys.ts";
import type { GlassChange } from "../board/emulated-board.ts";
import type { ResetCause } from "../chip/registers.ts";
import type { Glass } from "../glass/glass.ts";

/** What is done to a living board. */
export type BoardDeed =
  | { readonly kind: "send"; readonly bytes: Uint8Array }
  | { readonly kind: "press" | "release"; readonly key: BoardKey }
  | { readonly kind: "reset" | "power-off" | "power-on" }
  | { readonly kind: "baud"; readonly baud: number | "same" }
  | { readonly kind: "error-ppm"; readonly errorPpm: number };

/** What a living board tells. */
export type BoardNews =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "glass"; readonly change: GlassChange }
  | { readonly kind: "reset"; readonly cause: ResetCause }
  | { readonly kind: "stopped"; readonly problem: string };

/** How a living board stands. */
export type BoardState = {
  readonly nowMilliseconds: number;
  readonly glass: Glass;
  readonly eeprom: Uint8Array;
  readonly boardBaud: number;
  readonly instructions: number;
};

/** A board whose time is real time. */
export type LiveBoard = {
  do(deed: BoardDeed): void;
  state(): Promise<BoardState>;
  onNews(listener: (news: BoardNews) => void): () => void;
  /** Ends it; nothing is told any more. */
  stop(): Promise<void>;
};
