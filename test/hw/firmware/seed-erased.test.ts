import { boardBuilds } from "@jeton/board-emulator";
import { describe, expect, test } from "vitest";
import { type AskedBoard, ownCommands } from "../../support/asked-board.ts";
import { loadSeed, setTime, startOwnKey } from "../../support/own-key-board.ts";
import { askedBuild, type Build } from "./asked-build.ts";
import { longestSeed } from "./every-command.ts";

const inEeprom = 70;
const writeMilliseconds = 3.4;
/** A byte's 3.4 ms, to the next whole one at which the board asks whether it is done. */
const erasedMilliseconds: number = inEeprom * 4 + 20;

function keyBoard(build: Build): AskedBoard {
  const asked = askedBuild(build);
  loadSeed(asked, { seed: longestSeed, digits: 8, periodSeconds: 30 });
  setTime(asked, 59);
  startOwnKey(asked);
  asked.advance(1100);
  return asked;
}

/** Where four bytes of the seed, or of what HMAC makes of it (RFC 2104), stand in this memory. */
function placesOfSeed(memory: Uint8Array): readonly number[] {
  return [0x00, 0x36, 0x5c].flatMap((pad) => {
    const padded = Buffer.from(longestSeed.map((byte) => byte ^ pad));
    return Array.from({ length: padded.length - 3 }, (_, index) =>
      Buffer.from(memory).indexOf(padded.subarray(index, index + 4)),
    ).filter((place) => place >= 0);
  });
}

const hasSeed = (asked: AskedBoard): boolean =>
  ((asked.ask(ownCommands.status).data[3] ?? 0) & 1) === 1;

// Goal: a seed that its owner erases is gone from the chip, as one reads it who has it in hand. Method: the
// binary itself; RAM and EEPROM of the emulated chip are read whole, the stack's old places among them.
describe.each(boardBuilds)("the seed of $firmware", (build) => {
  test("is nowhere in RAM and EEPROM once it is erased", () => {
    const asked = keyBoard(build);
    expect(placesOfSeed(asked.board.ram).length).toBeGreaterThan(0);
    expect(placesOfSeed(asked.board.eeprom).length).toBeGreaterThan(0);
    asked.ask(ownCommands.eraseSeed);
    expect(placesOfSeed(asked.board.ram)).toEqual([]);
    asked.advance(erasedMilliseconds);
    expect(placesOfSeed(asked.board.eeprom)).toEqual([]);
    expect(asked.board.eeprom.subarray(0, inEeprom).every((byte) => byte === 0xff)).toBe(true);
    expect(hasSeed(asked)).toBe(false);
  });

  test("stands in RAM once only while it is kept", () => {
    const { ram } = keyBoard(build).board;
    const places = placesOfSeed(ram);
    expect(places).toHaveLength(longestSeed.length - 3);
    expect(Math.max(...places) - Math.min(...places)).toBe(longestSeed.length - 4);
    expect(Buffer.from(ram).lastIndexOf(Buffer.from(longestSeed.subarray(0, 4)))).toBe(places[0]);
  });
});

describe("the erasure of a seed", () => {
  const build = boardBuilds[0] as Build;

  test("goes on after a power cut at each byte of the EEPROM", () => {
    for (let byte = 0; byte < inEeprom; byte += 1) {
      const asked = keyBoard(build);
      asked.ask(ownCommands.eraseSeed);
      asked.board.advance(byte * writeMilliseconds);
      asked.board.powerOff();
      asked.board.advance(1000);
      asked.board.powerOn();
      asked.advance(300 + erasedMilliseconds);
      expect(placesOfSeed(asked.board.eeprom), `cut at byte ${byte}`).toEqual([]);
      expect(placesOfSeed(asked.board.ram), `cut at byte ${byte}`).toEqual([]);
      expect(hasSeed(asked), `cut at byte ${byte}`).toBe(false);
    }
  });
});
