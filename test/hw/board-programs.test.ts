import { expect, test } from "vitest";
import { describeWith, lcd4linux, lcdd } from "../support/needs.ts";
import { lcd4linuxModels } from "./board-programs/lcd4linux.ts";
import { lcddModels } from "./board-programs/lcdd.ts";
import { watchLcd4linux } from "./board-programs/watch-lcd4linux.ts";
import { watchLcdd } from "./board-programs/watch-lcdd.ts";

// Goal: programs that know only bought boards drive ours, unmodified. Method: Debian's own binaries on a
// pty with the emulated board; the glass is judged by its dots. `npm run board-programs` does it for longer.
const seconds = 4;
const timeout = 180_000;
const faultless = { wrong: [], complaints: [], bad: 0, refused: [] };

describeWith(lcdd, "LCDd, unmodified, on the emulated board", (program) => {
  test.each(lcddModels)(
    "as a CFA-%i: texts, bars, big digits, icons and keys",
    async (model) => {
      const watched = await watchLcdd({ program, model, seconds, seed: model });
      expect(watched).toMatchObject({ ...faultless, delivered: watched.presses });
      expect(watched.right).toBeGreaterThanOrEqual(5);
      expect(watched.presses).toBeGreaterThan(0);
    },
    timeout,
  );
});

describeWith(lcd4linux, "lcd4linux, unmodified, on the emulated board", (program) => {
  test.each(lcd4linuxModels)(
    "as a CFA-%i: texts, bars and keys",
    async (model) => {
      const watched = await watchLcd4linux({ program, model, seconds, seed: model });
      expect(watched).toMatchObject({ ...faultless, delivered: watched.presses });
      expect(watched.right).toBeGreaterThanOrEqual(3);
      expect(watched.presses).toBeGreaterThan(0);
    },
    timeout,
  );
});
