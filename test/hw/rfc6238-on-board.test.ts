import { builtFirmware, EmulatedBoard } from "@jeton/board-emulator";
import { describe, expect, test } from "vitest";
import { AskedBoard } from "../support/asked-board.ts";
import { loadSeed, setTime, shownCode, startOwnKey } from "../support/own-key-board.ts";
import { rfcSeed } from "../support/rfc-seed.ts";
import { vectorLines } from "../support/vector-file.ts";

// Goal: the firmware's own binary, as it is flashed, computes the codes of RFC 6238.
// Method: run it on the emulated chip, load the RFC's seed over the wire, set its clock, read its glass.
const rowForm = /^ {3}\| +(\d+) +\|[^|]+\| [0-9A-F]{16} \| (\d{8}) \| +SHA1 +\|$/;
const rows = vectorLines("rfc6238-appendix-b.txt").flatMap((line) => {
  const [, seconds, code] = rowForm.exec(line) ?? [];
  return seconds && code ? [{ seconds: Number(seconds), code }] : [];
});

const key = { seed: rfcSeed("SHA-1"), digits: 8, periodSeconds: 30 };

describe("RFC 6238, appendix B, on the board", () => {
  test("is read whole: six moments for SHA-1", () => {
    expect(rows).toHaveLength(6);
  });

  test.each(rows)("the binary on an emulated ATmega328P shows $code at $seconds s", (row) => {
    const asked = new AskedBoard(new EmulatedBoard({ flash: builtFirmware() }));
    asked.advance(300);
    loadSeed(asked, key);
    setTime(asked, row.seconds);
    startOwnKey(asked);
    asked.advance(200);
    expect(shownCode(asked)).toBe(row.code);
    expect(asked.board.displayFaults).toEqual([]);
  });

  test("the build for a MAX7219 shows the same code on its eight digits", () => {
    const flash = builtFirmware("board-max7219");
    const asked = new AskedBoard(new EmulatedBoard({ flash, display: "max7219" }));
    asked.advance(300);
    loadSeed(asked, key);
    setTime(asked, 59);
    startOwnKey(asked);
    asked.advance(200);
    expect(asked.board.glass().lines[0]?.replaceAll(/[ .]/g, "")).toBe("94287082");
  });
});
