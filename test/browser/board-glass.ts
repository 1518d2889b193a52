import type { LiveBoard } from "@jeton/board-emulator";
import { boardFace } from "@jeton/sim/drive";
import { expect } from "vitest";

/** Returns the rows of the board's glass. */
export async function glassOf(board: LiveBoard): Promise<readonly string[]> {
  return (await board.state()).glass.lines;
}

/** Waits until the board shows the code that `code` returns then: large digits are drawn of its own characters. */
export async function showsCode(board: LiveBoard, code: () => Promise<string>): Promise<void> {
  await expect
    .poll(async () => digits(await glassOf(board)).join() === digits(faceOf(await code())).join(), {
      timeout: 20_000,
    })
    .toBe(true);
}

function faceOf(code: string): readonly string[] {
  return boardFace(
    { code, mode: "shown", millisecondsLeft: 1, serial: "000000042", showsSerial: false },
    { columns: 16, rows: 2 },
  );
}

/** The emulator names characters that a host defined by their numbers. */
function digits(rows: readonly string[]): readonly string[] {
  return rows.map((row) =>
    [...row]
      .slice(0, 12)
      .map((character) =>
        character < "\b" ? "⓪①②③④⑤⑥⑦".charAt(character.charCodeAt(0)) : character,
      )
      .join(""),
  );
}
