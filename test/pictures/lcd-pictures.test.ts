import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type GlassCondition,
  glassCondition,
  type Lcd,
  showCode,
  showNothing,
  showSelfTest,
} from "@jeton/key";
import { drawPng, type PngOptions } from "@jeton/sim/png";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";

// Goal: what people see stays what somebody has looked at. Method: draw anew and compare pixel by
// pixel with the stored picture. After a wanted change: UPDATE_PICTURES=1 npx vitest run
// test/pictures, look at the pictures that git calls changed, and keep them.

const code = showCode("492038", { barsOn: 4, separator: true });
const glass = (changes: Partial<GlassCondition>): PngOptions => ({
  condition: glassCondition(changes, code.glass),
});

const pictures: readonly (readonly [name: string, lcd: Lcd, options: PngOptions])[] = [
  ["good", code, {}],
  ["pale", code, glass({ contrast: 0.78 })],
  ["too-much-voltage", code, glass({ contrast: 1.33 })],
  ["from-below", code, glass({ viewingAngleDegrees: 60 })],
  ["from-above", code, glass({ viewingAngleDegrees: -60 })],
  ["ghosting", code, glass({ ghosting: 1 })],
  ["defects", code, glass({ deadSegments: ["5G"], stuckSegments: ["0D"], deadLines: ["SEG3"] })],
  ["asleep", showNothing(6), {}],
  ["self-test-of-8-digits", showSelfTest(8), {}],
  [
    "whole-key",
    showCode("007315", { barsOn: 1, lowBattery: true }),
    { body: { serial: "000512345678" } },
  ],
];

/** How many pixels may differ visibly: none. Below a tenth of the range an eye sees no difference. */
const threshold = 0.1;

describe("drawPng()", () => {
  test.each(pictures)("draws %s as the stored picture", async (name, lcd, options) => {
    const stored = new URL(`../vectors/lcd-pictures/${name}.png`, import.meta.url);
    const drawn = await drawPng(lcd, { width: 480, background: "#eef0ea", ...options });
    if (process.env.UPDATE_PICTURES === "1") {
      mkdirSync(dirname(fileURLToPath(stored)), { recursive: true });
      writeFileSync(stored, drawn);
    }
    expect(existsSync(stored), `${name}.png is stored`).toBe(true);
    expect(pixelsThatDiffer(drawn, readFileSync(stored))).toBe(0);
  });

  test("tells a picture whose one segment is another", async () => {
    const one = await drawPng(showCode("492038"), { width: 480 });
    const other = await drawPng(showCode("492030"), { width: 480 });
    expect(pixelsThatDiffer(one, other)).toBeGreaterThan(50);
  });

  test("gives the same bytes each time", async () => {
    expect(await drawPng(code)).toEqual(await drawPng(code));
  });

  test.each([15, 4097, 1.5])("refuses to draw %d pixels across", async (width) => {
    await expect(drawPng(code, { width })).rejects.toThrow(RangeError);
  });
});

function pixelsThatDiffer(drawn: Uint8Array, stored: Uint8Array): number {
  const [one, other] = [PNG.sync.read(Buffer.from(drawn)), PNG.sync.read(Buffer.from(stored))];
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  return pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold });
}
