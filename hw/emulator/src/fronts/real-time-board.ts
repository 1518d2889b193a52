import type { EmulatedBoard } from "../board/emulated-board.ts";
import type { BoardDeed, BoardNews, LiveBoard } from "./live-board.ts";
import { PacedBoard, type TakeDeed } from "./paced-board.ts";

// While bytes are under way, and a little longer, the board is looked at each millisecond.
const activeMilliseconds = 50;
const pauses = { active: 1, quiet: 4 };

/**
 * Lets a board live in real time, `speed` times as fast, in this thread: whoever keeps the thread
 * busy makes the board late, and it catches up afterwards. `take` is asked for deeds that wait
 * before time moves.
 */
export function realTimeBoard(
  board: EmulatedBoard,
  speed = 1,
  take: TakeDeed = () => null,
): LiveBoard {
  const listeners = new Set<(news: BoardNews) => void>();
  const tell = (news: BoardNews): void => {
    for (const listener of [...listeners]) listener(news);
  };
  const paced = new PacedBoard(board, take);
  const origin = performance.now() - board.nowMilliseconds / speed;
  let activeUntil = 0;
  let timer: NodeJS.Timeout | null = null;
  let isRunning = true;
  let gathered: number[] = [];
  const deliver = (): void => {
    if (gathered.length === 0) return;
    const bytes = Uint8Array.from(gathered);
    gathered = [];
    tell({ kind: "bytes", bytes });
  };
  const turn = (deed: BoardDeed | null = null): void => {
    if (!isRunning) return;
    try {
      paced.turn((performance.now() - origin) * speed, deed);
    } catch (error) {
      isRunning = false;
      tell({ kind: "stopped", problem: error instanceof Error ? error.message : String(error) });
      return;
    }
    deliver();
    const now = performance.now();
    if (board.busy) activeUntil = now + activeMilliseconds;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(turn, now < activeUntil ? pauses.active : pauses.quiet);
  };
  const stops = [
    board.onBytes((bytes) => gathered.push(...bytes)),
    board.onGlass((change) => tell({ kind: "glass", change })),
    board.onReset((cause) => tell({ kind: "reset", cause })),
  ];
  timer = setTimeout(turn, 0);
  return {
    do: turn,
    async state() {
      turn();
      return paced.state();
    },
    onNews(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async stop() {
      isRunning = false;
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}
