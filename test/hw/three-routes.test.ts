import { builtFirmware, EmulatedBoard } from "@jeton/board-emulator";
import { codeAt, codeParameters, stepAt, unixMilliseconds } from "@jeton/core";
import { keyCode } from "@jeton/key";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AskedBoard, ownCommands } from "../support/asked-board.ts";
import { boardTime, loadSeed, setTime, shownCode, startOwnKey } from "../support/own-key-board.ts";

// Goal: law 1 on the third route: core, simulator and the firmware's binary show the same code.
// Method: random seeds, periods and times up to 2^40 - 1 s; the binary runs in virtual time.
const ownKey = fc.record({
  seed: fc.uint8Array({ minLength: 1, maxLength: 64 }),
  digits: fc.integer({ min: 6, max: 8 }),
  periodSeconds: fc.constantFrom(30, 60),
});
const flash = builtFirmware();
const epochs = [
  fc.integer({ min: 60, max: 2 ** 32 }),
  fc.integer({ min: 2 ** 31 - 100, max: 2 ** 31 + 100 }),
  fc.integer({ min: 2 ** 32 - 100, max: 2 ** 32 + 100 }),
  fc.integer({ min: 2 ** 32, max: 2 ** 38 }),
];

describe("core, simulator and the board's binary", () => {
  test("agree for any seed, period, number of digits and time", () => {
    fc.assert(
      fc.property(ownKey, fc.oneof(...epochs), (key, seconds) => {
        const asked = new AskedBoard(new EmulatedBoard({ flash }));
        asked.advance(300);
        loadSeed(asked, key);
        setTime(asked, seconds);
        startOwnKey(asked);
        asked.advance(150);
        expectAgreement(asked, key);
        // Across the next change of the code as well.
        asked.advance(key.periodSeconds * 1000);
        expectAgreement(asked, key);
      }),
      { numRuns: 40 },
    );
  });

  // Goal: law 4's premise: a board's clock goes wrong by its oscillator's error and by nothing else,
  // and its codes are those of its own time all along.
  // Method: two virtual weeks in which the error changes as a bad resonator's may, a look each day.
  // Between the looks the board mirrors, which is quicker to emulate; its clock is the same.
  test("agree over two virtual weeks with an oscillator in error, and the clock is off by just that", () => {
    const key = { seed: new Uint8Array(20).fill(0x5a), digits: 6, periodSeconds: 60 };
    const asked = new AskedBoard(new EmulatedBoard({ flash }));
    asked.advance(300);
    loadSeed(asked, key);
    const start = 1_900_000_000;
    const answered = setTime(asked, start);
    let expected = start + answered / 1000;
    let from = asked.board.nowMilliseconds;
    for (let day = 0; day < 14; day += 1) {
      const errorPpm = [200, -2021, 3][day % 3] ?? 0;
      asked.board.errorPpm = errorPpm;
      asked.advance(86_400_000);
      startOwnKey(asked);
      asked.advance(150);
      expectAgreement(asked, key);
      asked.ask(ownCommands.mode, [0]);
      const now = boardTime(asked);
      const passed = asked.board.nowMilliseconds - from;
      from = asked.board.nowMilliseconds;
      expected += (passed / 1000) * (1 + errorPpm / 1e6);
      // Setting and reading the clock each take an answer's few ms.
      expect(Math.abs(now - expected), `day ${day}`).toBeLessThan(0.02);
    }
    // On a machine that has much else to do it takes its time.
  }, 240_000);
});

/** The code on the glass is that of the board's own time, by both other routes. */
function expectAgreement(
  asked: AskedBoard,
  key: { readonly seed: Uint8Array; readonly digits: number; readonly periodSeconds: number },
): void {
  const parameters = codeParameters({ digits: key.digits, periodSeconds: key.periodSeconds });
  let now = unixMilliseconds(Math.floor(boardTime(asked) * 1000));
  // Within a moment of a change, time and glass could be read on two sides of it.
  const millisecondsLeft = key.periodSeconds * 1000 - (now % (key.periodSeconds * 1000));
  if (millisecondsLeft < 500) {
    asked.advance(1000);
    now = unixMilliseconds(Math.floor(boardTime(asked) * 1000));
  }
  const step = stepAt(now, parameters);
  if (step === null) throw new Error("Cannot compare: the board's time is before T0");
  asked.advance(100);
  const shown = shownCode(asked);
  expect(codeAt(key.seed, step, parameters)).toBe(shown);
  expect(keyCode(key.seed, step, parameters)).toBe(shown);
}
