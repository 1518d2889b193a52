import { type Board, boardTimeOf, Conversation, meetBoard } from "@jeton/board";
import {
  builtFirmware,
  EmulatedBoard,
  type Glass,
  VirtualTime,
  virtualTransport,
} from "@jeton/board-emulator";
import { codeAt, timeStep, unixMilliseconds } from "@jeton/core";
import { SimulatedKey, type TimeSource } from "@jeton/key";
import { BoardMirror, type CodeOnGlass, largeDigitParts } from "@jeton/sim/drive";
import { describe, expect, test } from "vitest";

const begins = Date.parse("2026-01-01T00:00:20Z");
const seed = new TextEncoder().encode("12345678901234567890");

/** The key's true time: the emulated board's virtual time since `begins`. */
function timeSourceOf(time: VirtualTime): TimeSource {
  const now = () => unixMilliseconds(begins + Math.floor(time.now()));
  return {
    now,
    whenReaches: (moment, callback) => time.after(moment - begins - time.now(), callback),
  };
}

async function driven(
  baud: 19_200 | 115_200,
  before: (board: Board) => Promise<void> = async () => {},
) {
  const time = new VirtualTime();
  const emulated = new EmulatedBoard({ flash: builtFirmware("board-hd44780") });
  const transport = virtualTransport(emulated, time);
  await time.until(transport.open());
  const conversation = new Conversation(transport, { clock: time });
  await time.until(conversation.synchronise(3000));
  const board = await time.until(meetBoard(conversation));
  if (baud !== 19_200) await time.until(board.setBaud(baud));
  await time.until(before(board));
  const source = timeSourceOf(time);
  const key = new SimulatedKey({ serial: "000512345678", seed, timeSource: source });
  const shown: CodeOnGlass[] = [];
  const mirror = new BoardMirror(board, key, { time: source, shown: (code) => shown.push(code) });
  const running = mirror.run();
  running.catch(() => {});
  return { time, emulated, transport, key, mirror, running, shown };
}

/** Reads a code off the emulated glass: each large digit is a column of both rows. */
function largeCodeOn(glass: Glass): string {
  const [upper = "", lower = ""] = glass.codes.map((codes) => String.fromCharCode(...codes));
  return [0, 2, 4, 7, 9, 11].map((at) => digitOf(upper.charAt(at) + lower.charAt(at))).join("");
}

/** Both rows as characters of the display's own table. */
function codesOn(emulated: EmulatedBoard): readonly string[] {
  return emulated.glass().codes.map((codes) => String.fromCharCode(...codes));
}

const pairs = ["0U", "11", "25", "26", "32", "46", "47", "21", "07", "06"];

function digitOf(pair: string): string {
  const named = [...pair].map((c) => (c === "U" ? "U" : String(c.charCodeAt(0) & 7))).join("");
  return String(pairs.indexOf(named));
}

// Goal: what stands on a board's glass is the simulated key's code, in time, and the board's keys
// are the key's button. Method: the firmware's binary runs in the emulated board, in virtual time.
describe("BoardMirror", () => {
  test.each([
    [19_200, 100],
    [115_200, 50],
  ] as const)(
    "at %i baud each code is on the glass within %i ms of its step",
    async (baud, limit) => {
      const { time, emulated, key, mirror, shown } = await driven(baud);
      const drawn = new Map<string, number>();
      emulated.onGlass(({ glass, atMilliseconds }) => {
        const code = largeCodeOn(glass);
        if (!drawn.has(code)) drawn.set(code, begins + atMilliseconds);
      });
      await time.advance(5 * 60_000);
      expect(shown.length).toBeGreaterThanOrEqual(5);
      for (const { code, step } of shown) {
        expect(code).toBe(codeAt(seed, timeStep(step), key.parameters));
      }
      expect(largeCodeOn(emulated.glass())).toBe(key.code());
      const latencies = shown.slice(1).map(({ latencyMilliseconds }) => latencyMilliseconds ?? 1e9);
      expect(Math.max(...latencies)).toBeLessThanOrEqual(limit);
      expect(Math.min(...latencies)).toBeGreaterThanOrEqual(0);
      // What the board answered is one thing; when its glass was drawn, another.
      const onGlass = shown
        .slice(1)
        .map(({ code, step }) => (drawn.get(code) ?? 0) - step * 60_000);
      expect(Math.max(...onGlass)).toBeLessThanOrEqual(limit);
      expect(Math.min(...onGlass)).toBeGreaterThan(0);
      mirror.stop();
    },
  );

  test("counts the seconds, and shows the end of the serial number, or all of it on demand", async () => {
    const { time, emulated, key, mirror } = await driven(115_200);
    await time.advance(3000);
    const [upper = "", lower = ""] = codesOn(emulated);
    expect(upper.slice(13)).toBe("678");
    expect(Number(lower.slice(13))).toBe(Math.ceil(key.millisecondsLeft() / 1000));
    emulated.press("up");
    await time.advance(500);
    emulated.release("up");
    expect(codesOn(emulated)[1]?.trim()).toBe("000512345678");
    await time.advance(3500);
    expect(largeCodeOn(emulated.glass())).toBe(key.code());
    mirror.stop();
  });

  test("a press on the board is a press on the key", async () => {
    const { time, emulated, key, mirror } = await driven(115_200);
    let pressed = 0;
    key.onChange(() => {
      pressed += 1;
    });
    await time.advance(500);
    const before = pressed;
    emulated.press("enter");
    await time.advance(100);
    emulated.release("enter");
    expect(pressed).toBeGreaterThan(before);
    mirror.stop();
  });

  test("draws all anew within two seconds when the board restarts by itself", async () => {
    const { time, emulated, key, mirror } = await driven(19_200);
    await time.advance(3000);
    const { patterns } = emulated.glass();
    emulated.pulseReset();
    await time.advance(2000);
    expect(largeCodeOn(emulated.glass())).toBe(key.code());
    expect(codesOn(emulated)[0]?.slice(13)).toBe("678");
    expect(emulated.glass().patterns).toEqual(patterns);
    mirror.stop();
  });

  test("draws on a board that was a key by itself", async () => {
    const { time, emulated, key, mirror } = await driven(19_200, async (board) => {
      await board.own?.setTime(boardTimeOf(begins));
      await board.own?.loadSeed({ seed, digits: 6, periodSeconds: 30 });
      await board.own?.setMode("own-key");
    });
    await time.advance(2000);
    expect(largeCodeOn(emulated.glass())).toBe(key.code());
    expect(codesOn(emulated)[0]?.slice(13)).toBe("678");
    mirror.stop();
  });

  test("ends with PORT_CLOSED when the board is unplugged", async () => {
    const { time, transport, running } = await driven(115_200);
    await time.advance(2000);
    transport.unplug();
    await expect(time.until(running, 10_000)).rejects.toMatchObject({ code: "PORT_CLOSED" });
  });
});

describe("largeDigitParts", () => {
  test("are eight characters of 5 x 8 pixels", () => {
    expect(largeDigitParts).toHaveLength(8);
    for (const part of largeDigitParts)
      expect(part.map((row) => row.length)).toEqual(Array(8).fill(5));
  });
});
