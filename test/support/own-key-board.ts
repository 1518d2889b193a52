import { crc16 } from "@jeton/board";
import { type AskedBoard, ownCommands } from "./asked-board.ts";

/** A key's secret and how its codes are made: 6 to 8 digits, SHA-1. */
export type OwnKey = {
  readonly seed: Uint8Array;
  readonly digits: number;
  readonly periodSeconds: number;
};

/** Loads the seed in parts of 16 bytes. Throws when the board says no. */
export function loadSeed(asked: AskedBoard, { seed, digits, periodSeconds }: OwnKey): void {
  for (let offset = 0; offset < seed.length; offset += 16) {
    say(asked, ownCommands.loadSeed, [offset, ...seed.subarray(offset, offset + 16)]);
  }
  const check = crc16(seed);
  say(asked, ownCommands.finishSeed, [
    ...[seed.length, digits],
    ...[periodSeconds & 0xff, periodSeconds >> 8],
    ...[check & 0xff, check >> 8],
  ]);
  // The seed goes to the EEPROM byte by byte, 3.4 ms each.
  asked.advance(500);
}

/**
 * Sets the board's clock: at the end of this call it stands at `unixSeconds` and the few ms that the
 * answer took, which are what is answered.
 */
export function setTime(asked: AskedBoard, unixSeconds: number, ticks = 0): number {
  const from = asked.board.nowMilliseconds;
  say(asked, ownCommands.setTime, [
    ...Array.from({ length: 5 }, (_, index) => Math.floor(unixSeconds / 256 ** index) % 256),
    ...[ticks & 0xff, ticks >> 8],
  ]);
  return asked.board.nowMilliseconds - from;
}

/** Lets the board be a key by itself. */
export function startOwnKey(asked: AskedBoard): void {
  say(asked, ownCommands.mode, [1]);
}

/** The board's clock, in seconds with parts of 64 µs. */
export function boardTime(asked: AskedBoard): number {
  const { data } = say(asked, ownCommands.getTime, []);
  const bytes = [...data];
  const seconds = bytes.slice(0, 5).reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
  return seconds + ((bytes[5] ?? 0) + 256 * (bytes[6] ?? 0)) / 15_625;
}

/** The digits on the glass, without blanks. */
export function shownCode(asked: AskedBoard): string {
  return (asked.board.glass().lines[0] ?? "").replaceAll(" ", "");
}

function say(asked: AskedBoard, command: number, data: readonly number[]): { data: Uint8Array } {
  const answer = asked.ask(command, data);
  if (answer.type !== (0x40 | command)) {
    throw new Error(`Cannot do command ${command}: the board answered type ${answer.type}`);
  }
  return answer;
}
