import { boardModels } from "@jeton/board";
import { describe, expect, test } from "vitest";
import { AskedBoard } from "../../../../test/support/asked-board.ts";
import { glassDots } from "../glass/dots.ts";
import { type BuiltModel, builtModels, modelBuilds, segmentModelBuilds } from "./board-builds.ts";
import { boardKeys, cornerKeys } from "./board-keys.ts";
import { builtFirmware } from "./built-firmware.ts";
import { EmulatedBoard } from "./emulated-board.ts";

const commands = { version: 1, clear: 6, character: 9, readMemory: 10, cursor: 12, contrast: 13 };
const more = { cursorAt: 11, device: 18, text: 31, lamp: 34 };

function started(model: BuiltModel, builds = modelBuilds): AskedBoard {
  const { firmware, display } = builds[model];
  const { baud } = boardModels[model];
  const asked = new AskedBoard(
    new EmulatedBoard({ flash: builtFirmware(firmware), display, baud }),
  );
  asked.advance(300);
  return asked;
}

const bytesOf = (text: string): number[] => [...Buffer.from(text, "latin1")];

describe.each(builtModels)("the board with the name of a %s", (model) => {
  const { columns, rowAddresses } = boardModels[model];
  const rows = rowAddresses.length;

  test("says its name, and tells its display nothing against the data sheet", () => {
    const asked = started(model);
    const version = Buffer.from(asked.ask(commands.version).data).toString("latin1");
    expect(version).toMatch(new RegExp(`^${model.toUpperCase()}:h\\d\\.\\d,[kv]\\d\\.\\d$`));
    const glass = asked.board.glass();
    expect(glass.lines[0]?.trimEnd()).toBe(version);
    expect(glass.lines.map((line) => line.length)).toEqual(new Array(rows).fill(columns));
    expect(asked.board.displayFaults).toEqual([]);
    expect(glass.contrast).toBeGreaterThan(0.3);
    expect(glass.contrast).toBeLessThan(0.7);
  });

  test("shows text in every cell, and reads it back", () => {
    const asked = started(model);
    const wanted = Array.from(
      { length: rows },
      (_, row) => `${row + 1}:${"abcdefghijklmnopqrstuvwxyz".slice(row, row + columns - 2)}`,
    );
    for (const [row, text] of wanted.entries()) {
      expect(asked.ask(more.text, [0, row, ...bytesOf(text)]).type).toBe(0x40 | more.text);
    }
    asked.advance(100);
    expect(asked.board.glass().lines).toEqual(wanted);
    const address = (rowAddresses.at(-1) ?? 0) + columns - 8;
    const { data } = asked.ask(commands.readMemory, [address]);
    expect(Buffer.from(data.subarray(1)).toString("latin1")).toBe(wanted.at(-1)?.slice(-8));
    expect(asked.board.displayFaults).toEqual([]);
  });

  test("shows characters of the host's own, dot by dot, beside a full block", () => {
    const asked = started(model);
    asked.ask(commands.clear);
    asked.ask(commands.character, [5, 1, 2, 4, 8, 16, 31, 21, 10]);
    const block = model === "cfa633" ? 0xff : 0xd6;
    asked.ask(more.text, [columns - 2, rows - 1, 5, block]);
    asked.advance(100);
    const dots = glassDots(asked.board.glass())
      .slice(-8)
      .map((row) => row.slice(-15));
    expect(dots).toEqual(
      ["....#", "...#.", "..#..", ".#...", "#....", "#####", "#.#.#", ".#.#."].map(
        (own) => `.....${own}#####`,
      ),
    );
  });

  test("reports its keys by their numbers", () => {
    const asked = started(model);
    const [keys, first] = model === "cfa631" ? [cornerKeys, 13] : [boardKeys, 1];
    for (const key of keys) {
      asked.board.press(key);
      asked.advance(100);
      asked.board.release(key);
      asked.advance(100);
    }
    expect(asked.reports.map(({ type, data }) => [type, ...data])).toEqual(
      [...keys.keys()].flatMap((key) => [
        [0x80, first + key],
        [0x80, first + keys.length + key],
      ]),
    );
  });

  test("tells of each character that takes the place of another, also of one that is no letter", () => {
    const asked = started(model);
    let changes = 0;
    asked.board.onGlass(() => {
      changes += 1;
    });
    for (const code of [0xd7, 0xd8]) {
      asked.ask(more.text, [0, 0, code]);
      asked.advance(100);
    }
    expect(changes).toBe(2);
  });

  test("says of each one-wire device that there is none", () => {
    const asked = started(model);
    const { type, data } = asked.ask(more.device, [31]);
    expect([type, ...data]).toEqual([0x52, 31, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe.each(builtModels)("the board with the name of a %s and eight digits", (model) => {
  test("says its name, and takes all of the model's glass, of which it shows the beginning", () => {
    const { columns, rowAddresses } = boardModels[model];
    const asked = started(model, segmentModelBuilds);
    const version = Buffer.from(asked.ask(commands.version).data).toString("latin1");
    expect(version).toMatch(new RegExp(`^${model.toUpperCase()}:h\\d\\.\\d,[kv]\\d\\.\\d$`));
    const underscore = model === "cfa633" ? 0x5f : 0xc4;
    const first = [...bytesOf("12.3-Abcd"), underscore, ...bytesOf("567890")];
    expect(asked.ask(more.text, [0, 0, ...first]).type).toBe(0x40 | more.text);
    const last = rowAddresses.length - 1;
    const text = bytesOf("abcdefghijklmnopqrst".slice(0, columns));
    expect(asked.ask(more.text, [0, last, ...text]).type).toBe(0x40 | more.text);
    asked.advance(100);
    expect(asked.board.glass().lines).toEqual(["12.3-AbCd"]);
    asked.ask(more.text, [0, 0, underscore, underscore]);
    asked.advance(100);
    expect(asked.board.glass().lines[0]?.slice(0, 2)).toBe("__");
    const { data } = asked.ask(commands.readMemory, [(rowAddresses[last] ?? 0) + columns - 8]);
    expect([...data.subarray(1)]).toEqual(text.slice(-8));
  });
});

describe.each([
  { display: "an LCD", builds: modelBuilds },
  { display: "eight digits", builds: segmentModelBuilds },
])("the board with the name of a cfa635 and $display", ({ builds }) => {
  test("lights four lamps in two colours, and the glass stays as it is", () => {
    const asked = started("cfa635", builds);
    const { lines } = asked.board.glass();
    expect(asked.board.glass().lamps).toEqual(["off", "off", "off", "off"]);
    for (const pin of [11, 10, 7, 8, 5]) asked.ask(more.lamp, [pin, 100]);
    expect(asked.board.glass().lamps).toEqual(["green", "red", "orange", "green"]);
    asked.ask(more.lamp, [11, 0]);
    expect(asked.board.glass().lamps).toEqual(["off", "red", "orange", "green"]);
    expect(asked.board.glass().lines).toEqual(lines);
  });
});

describe("the board with the name of a cfa635", () => {
  test("blinks a character and its inverse, while it draws", () => {
    const asked = started("cfa635");
    asked.ask(more.cursorAt, [3, 2]);
    asked.ask(commands.cursor, [4]);
    asked.ask(more.text, [0, 3, ...bytesOf("last row")]);
    asked.advance(100);
    const glass = asked.board.glass();
    expect(glass.cursor).toEqual({
      row: 2,
      column: 3,
      underline: false,
      blink: true,
      inverse: true,
    });
    expect(glass.lines[3]).toBe("last row            ");
    asked.ask(commands.cursor, [1]);
    asked.advance(100);
    expect(asked.board.glass().cursor).toEqual({
      row: 2,
      column: 3,
      underline: false,
      blink: true,
    });
    expect(asked.board.displayFaults).toEqual([]);
  });
});

test("the board with the name of a cfa635 shows ASCII at its table's places", () => {
  const asked = started("cfa635");
  const codes = [0x1d, 0xa0, 0xa2, 0xc4, 0xce, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff, 0xde, 0xe0];
  asked.ask(commands.contrast, [150]);
  asked.ask(more.text, [0, 0, ...codes]);
  asked.advance(100);
  expect(asked.board.glass().lines[0]?.slice(0, codes.length)).toBe("^@$_~[\\]{|}↑↓");
});
