import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { showCode, showSelfTest } from "./lcd.ts";
import { drawText } from "./text.ts";

describe("drawText()", () => {
  test("draws digits and bars with heavy lines", () => {
    expect(drawText(showCode("492068", { barsOn: 4, lowBattery: true }))).toBe(
      `
╭────────────────────────────────────────────╮
│                                    [▌   ]  │
│  ╻   ╻  ┏━━━┓  ╺━━━┓  ┏━━━┓  ┏━━━╸  ┏━━━┓  │
│  ┃   ┃  ┃   ┃      ┃  ┃   ┃  ┃      ┃   ┃  │
│  ┗━━━┫  ┗━━━┫  ┏━━━┛  ┃   ┃  ┣━━━┓  ┣━━━┫  │
│      ┃      ┃  ┃      ┃   ┃  ┃   ┃  ┃   ┃  │
│      ╹  ╺━━━┛  ┗━━━╸  ┗━━━┛  ┗━━━┛  ┗━━━┛  │
│                                            │
│  ▬▬▬▬▬  ▬▬▬▬▬  ▬▬▬▬▬  ▬▬▬▬▬                │
╰────────────────────────────────────────────╯`.trim(),
    );
  });

  test("draws the same with ASCII only", () => {
    expect(drawText(showCode("1357-0", { barsOn: 6 }), { characters: "ascii" })).toBe(
      `
+--------------------------------------------+
|                                            |
|          ___    ___    ___           ___   |
|      |      |  |          |         |   |  |
|      |   ___|  |___       |   ___   |   |  |
|      |      |      |      |         |   |  |
|      |   ___|   ___|      |         |___|  |
|                                            |
|  =====  =====  =====  =====  =====  =====  |
+--------------------------------------------+`.trim(),
    );
  });

  test("adds nothing but colour when asked for colour", () => {
    const lcd = showCode("178250", { barsOn: 2 });
    const coloured = drawText(lcd, { colour: true });
    expect(coloured).not.toBe(drawText(lcd));
    expect(stripVTControlCharacters(coloured)).toBe(drawText(lcd));
  });

  test.each([6, 7, 8, 9, 10])("keeps all lines of %i digits equally wide", (digits) => {
    const widths = drawText(showSelfTest(digits))
      .split("\n")
      .map((line) => [...line].length);
    expect(new Set(widths)).toEqual(new Set([7 * digits + 4]));
  });
});
