import { createInterface } from "node:readline";
import { FailedError, onQuitSignal } from "@jeton/cli";
import { type BoardKey, boardKeys, cornerKeys } from "../board/board-keys.ts";
import type { LiveBoard } from "../fronts/live-board.ts";
import type { Glass } from "../glass/glass.ts";

// Longer than any debouncing, shorter than a repetition.
const tapMilliseconds = 100;

/**
 * Prints each change of the glass as a line and does what is pressed or, from a pipe, written, until
 * the process is asked to end. Rejects when the board stops.
 */
export async function runInTerminal(
  board: LiveBoard,
  path: string,
  options: { readonly json: boolean; readonly hasCornerKeys: boolean },
): Promise<void> {
  const { hasCornerKeys } = options;
  const controls = { board, hasCornerKeys, quit: (): void => {} };
  const keys = "arrows, Enter and Escape press its keys, r resets it, q quits";
  process.stderr.write(`Board on ${path}${process.stdin.isTTY ? `; ${keys}` : ""}\n`);
  let stopListening = (): void => {};
  let stopReading = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      controls.quit = resolve;
      board.onNews((news) => {
        if (news.kind === "stopped") reject(new FailedError(news.problem));
        if (news.kind === "reset") process.stderr.write(`Board reset: ${news.cause}\n`);
        if (news.kind !== "glass") return;
        process.stdout.write(`${glassLine(news.change.glass, options.json)}\n`);
      });
      stopListening = onQuitSignal(resolve);
      stopReading = process.stdin.isTTY ? readKeys(controls) : readLines(controls);
    });
  } finally {
    stopListening();
    stopReading();
  }
}

function glassLine({ lines, lamps }: Glass, json: boolean): string {
  const hasLamps = lamps.length > 0;
  if (json) return JSON.stringify({ glass: lines, ...(hasLamps && { lamps }) });
  const lit = lamps.some((lamp) => lamp !== "off") ? ` lamps: ${lamps.join(" ")}` : "";
  return `|${lines.join("|")}|${lit}`;
}

type Controls = {
  readonly board: LiveBoard;
  readonly hasCornerKeys: boolean;
  readonly quit: () => void;
};

const keysPressed: ReadonlyMap<string, BoardKey> = new Map([
  ["\u001b[A", "up"],
  ["\u001b[B", "down"],
  ["\u001b[C", "right"],
  ["\u001b[D", "left"],
  ["\r", "enter"],
  ["\u001b", "exit"],
]);

/** On a board with keys at its corners: up, right, left and down, read from corner to corner. */
const cornersPressed: ReadonlyMap<string, BoardKey> = new Map([
  ["\u001b[A", "upper-left"],
  ["\u001b[C", "upper-right"],
  ["\u001b[D", "lower-left"],
  ["\u001b[B", "lower-right"],
]);

function readKeys(controls: Controls): () => void {
  const { stdin } = process;
  const look = (chunk: Buffer): void => {
    const pressed = chunk.toString("latin1");
    const key = (controls.hasCornerKeys ? cornersPressed : keysPressed).get(pressed);
    if (key !== undefined) tap(controls.board, key);
    else if (pressed === "r") controls.board.do({ kind: "reset" });
    else if (pressed === "q" || pressed === "\u0003") controls.quit();
  };
  stdin.setRawMode(true);
  stdin.on("data", look);
  return () => {
    stdin.off("data", look);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

function readLines(controls: Controls): () => void {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const problem = act(controls, line.trim());
    if (problem !== null) process.stderr.write(`${problem}\n`);
  });
  return () => {
    lines.close();
    process.stdin.destroy();
  };
}

function act({ board, hasCornerKeys }: Controls, line: string): string | null {
  const keys: readonly BoardKey[] = hasCornerKeys ? cornerKeys : boardKeys;
  const [deed = "", name = ""] = line.split(/\s+/);
  const key = keys.find((other) => other === (name === "" ? deed : name));
  if (key !== undefined && name === "") tap(board, key);
  else if (key !== undefined && deed === "hold") board.do({ kind: "press", key });
  else if (key !== undefined && deed === "release") board.do({ kind: "release", key });
  else if (line === "reset") board.do({ kind: "reset" });
  else if (line === "unplug") board.do({ kind: "power-off" });
  else if (line === "plug") board.do({ kind: "power-on" });
  else if (line !== "") {
    return `Cannot do "${line}": wanted ${keys.join(", ")}, hold KEY, release KEY, reset, unplug or plug`;
  }
  return null;
}

function tap(board: LiveBoard, key: BoardKey): void {
  board.do({ kind: "press", key });
  setTimeout(() => board.do({ kind: "release", key }), tapMilliseconds);
}
