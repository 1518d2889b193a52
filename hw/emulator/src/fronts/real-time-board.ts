import type { EmulatedBoard } from "../board/emulated-board.ts";
import type { BoardDeed, BoardNews, BoardState, LiveBoard } from "./live-board.ts";

// While bytes are under way, and a little longer, the board is looked at each millisecond.
const activeMilliseconds = 50;
const pauses = { active: 1, quiet: 4 };

/**
 * Lets a board live in real time, `speed` times as fast, in this thread: whoever keeps the thread
 * busy makes the board late, and it catches up afterwards.
 */
export function realTimeBoard(board: EmulatedBoard, speed = 1): LiveBoard {
  const listeners = new Set<(news: BoardNews) => void>();
  const tell = (news: BoardNews): void => {
    for (const listener of [...listeners]) listener(news);
  };
  const origin = performance.now() - board.nowMilliseconds / speed;
  let activeUntil = 0;
  let timer: NodeJS.Timeout | null = null;
  let running = true;
  let gathered: number[] = [];
  const deliver = (): void => {
    if (gathered.length === 0) return;
    const bytes = Uint8Array.from(gathered);
    gathered = [];
    tell({ kind: "bytes", bytes });
  };
  const catchUp = (): void => {
    if (!running) return;
    try {
      board.advanceTo(Math.max(board.nowMilliseconds, (performance.now() - origin) * speed));
    } catch (error) {
      running = false;
      tell({ kind: "stopped", problem: error instanceof Error ? error.message : String(error) });
      return;
    }
    deliver();
    const now = performance.now();
    if (board.busy) activeUntil = now + activeMilliseconds;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(catchUp, now < activeUntil ? pauses.active : pauses.quiet);
  };
  const stops = [
    board.onBytes((bytes) => gathered.push(...bytes)),
    board.onGlass((change) => tell({ kind: "glass", change })),
    board.onReset((cause) => tell({ kind: "reset", cause })),
  ];
  timer = setTimeout(catchUp, 0);
  return {
    do(deed) {
      if (!running) return;
      catchUp();
      perform(board, deed);
      catchUp();
    },
    async state() {
      catchUp();
      return stateOf(board);
    },
    onNews(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async stop() {
      running = false;
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}

function stateOf(board: EmulatedBoard): BoardState {
  return {
    nowMilliseconds: board.nowMilliseconds,
    glass: board.glass(),
    eeprom: board.eeprom,
    boardBaud: board.boardBaud,
    instructions: board.counters.instructions,
  };
}

function perform(board: EmulatedBoard, deed: BoardDeed): void {
  switch (deed.kind) {
    case "send":
      board.send(deed.bytes);
      return;
    case "press":
      board.press(deed.key);
      return;
    case "release":
      board.release(deed.key);
      return;
    case "reset":
      board.pulseReset();
      return;
    case "power-off":
      board.powerOff();
      return;
    case "power-on":
      board.powerOn();
      return;
    case "baud":
      board.baud = deed.baud;
      return;
    case "error-ppm":
      board.errorPpm = deed.errorPpm;
      return;
    default:
      deed satisfies never;
  }
}
