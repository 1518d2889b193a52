import { type AskedBoard, ownCommands } from "../../support/asked-board.ts";
import { loadSeed, setTime } from "../../support/own-key-board.ts";

const lengths = [0, 1, 2, 3, 4, 6, 7, 9, 16, 17, 22] as const;
const fillings = [0x00, 0x01, 0xff] as const;
/** Those after which the line is another, or the board begins anew. */
const [reboot, baud] = [5, 33];
const fastBaud = 1;
const [storeState, text] = [4, 31];
const allKeys = ["up", "down", "left", "right", "enter", "exit"] as const;

/** The longest seed: its pads fill blocks of SHA-1, and it comes in four parts. No part occurs twice. */
export const longestSeed: Uint8Array = Uint8Array.from(
  { length: 64 },
  (_, index) => (index ** 3 * 7 + index * 89 + 31) % 251,
);

/**
 * Says everything that a host can say, to the board as a mirror and as a key: each command with each length
 * that one of them has and with three fillings, noise, all keys pressed at once, a code in each mode at the
 * trims' ends. Throws when an answer is missing. The board has no seed at the end; its line runs at 115200
 * baud, which the other end has to follow.
 */
export function sayEverything(asked: AskedBoard): void {
  asked.ask(baud, [fastBaud]);
  asked.advance(20);
  sayEachCommand(asked);
  makeNoise(asked);
  asked.ask(ownCommands.eraseSeed);
  for (const [mode, digits] of [1, 2].flatMap((mode) =>
    [6, 7, 8].map((digits) => [mode, digits]),
  )) {
    loadSeed(asked, { seed: longestSeed, digits: digits ?? 6, periodSeconds: 30 });
    setTime(asked, 2 ** 33);
    asked.ask(ownCommands.mode, [mode ?? 1]);
    asked.advance(1100);
    sayTrims(asked);
  }
  sayEachCommand(asked);
  loadSeed(asked, { seed: longestSeed, digits: 8, periodSeconds: 65_535 });
  setTime(asked, 2 ** 40 - 1, 15_624);
  asked.ask(ownCommands.mode, [2]);
  asked.advance(1100);
  asked.ask(ownCommands.eraseSeed);
  asked.advance(1100);
}

function sayEachCommand(asked: AskedBoard): void {
  const line = Array.from({ length: 20 }, (_, index) => 0x41 + index);
  for (const row of [0, 1]) asked.ask(text, [0, row, ...line]);
  for (const key of allKeys) asked.board.press(key);
  for (let type = 0; type < 64; type += 1) {
    if (type === reboot || type === baud) continue;
    for (const length of lengths) {
      for (const filling of fillings) asked.ask(type, new Uint8Array(length).fill(filling));
    }
  }
  for (const key of allKeys) asked.board.release(key);
  asked.ask(storeState);
  asked.advance(1000);
}

/** More than the receiver holds, without a pause and without a packet; after it the board still answers. */
function makeNoise(asked: AskedBoard): void {
  asked.board.send(Uint8Array.from({ length: 500 }, (_, index) => (index * 73) | 0x40));
  asked.advance(500);
  asked.ask(ownCommands.status);
}

function sayTrims(asked: AskedBoard): void {
  for (const ppb of [10_000_000, -10_000_000, 0]) {
    const data = Buffer.alloc(4);
    data.writeInt32LE(ppb);
    asked.ask(ownCommands.trim, data);
    asked.advance(1100);
  }
}
