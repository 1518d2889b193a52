import { describe, expect, test } from "vitest";
import { AskedBoard } from "../../../../test/support/asked-board.ts";
import { builtFirmware } from "./built-firmware.ts";
import { type BoardMakeup, EmulatedBoard } from "./emulated-board.ts";

const commands = {
  ping: 0,
  version: 1,
  writeFlash: 2,
  readFlash: 3,
  reboot: 5,
  line1: 7,
  keys: 23,
};
const flash = builtFirmware();

function started(makeup: Partial<BoardMakeup> = {}): AskedBoard {
  const asked = new AskedBoard(new EmulatedBoard({ flash, ...makeup }));
  asked.advance(300);
  return asked;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("EmulatedBoard", () => {
  test("boots, answers a ping, and tells its display nothing against the data sheet", () => {
    const asked = started();
    expect(asked.ask(commands.ping, [1, 2, 3])).toEqual({
      type: 0x40,
      data: Uint8Array.of(1, 2, 3),
    });
    expect(asked.board.glass()).toMatchObject({ on: true, backlight: 1 });
    expect(asked.board.displayFaults).toEqual([]);
  });

  test("shows on its glass what a client writes, and says when", () => {
    const asked = started();
    const changes: [string | undefined, number][] = [];
    asked.board.onGlass(({ glass, atMilliseconds }) =>
      changes.push([glass.lines[0], atMilliseconds]),
    );
    asked.ask(commands.line1, bytesOf("Hello, world!   "));
    asked.advance(50);
    expect(changes).toEqual([["Hello, world!   ", expect.any(Number)]]);
    expect(changes[0]?.[1]).toBeGreaterThan(300);
    expect(changes[0]?.[1]).toBeLessThan(330);
  });

  test("reports a press and a release of each key", () => {
    const asked = started();
    asked.ask(commands.keys, [0x3f, 0x3f]);
    for (const key of ["up", "down", "left", "right", "enter", "exit"] as const) {
      asked.board.press(key);
      asked.advance(100);
      asked.board.release(key);
      asked.advance(100);
    }
    expect(asked.reports.map(({ type, data }) => [type, ...data])).toEqual(
      [1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12].map((event) => [0x80, event]),
    );
  });

  test("starts anew when DTR pulls its reset", () => {
    const asked = started();
    const causes: string[] = [];
    asked.board.onReset((cause) => causes.push(cause));
    asked.ask(commands.line1, bytesOf("before the reset"));
    asked.advance(50);
    const before = asked.board.glass().lines[0];
    asked.board.pulseReset();
    asked.advance(300);
    expect(before).toBe("before the reset");
    expect(asked.board.glass().lines[0]).not.toBe(before);
    expect(asked.ask(54).data[1]).toBe(2);
    expect(causes).toEqual(["external"]);
  });

  test("is reset by its watchdog when it is told to restart", () => {
    const asked = started();
    const causes: string[] = [];
    asked.board.onReset((cause) => causes.push(cause));
    asked.ask(commands.reboot, [8, 18, 99]);
    asked.advance(500);
    expect(causes).toEqual(["watchdog"]);
    expect(asked.ask(54).data[1]).toBe(8);
  });

  test("keeps its EEPROM for the next board, and over a time without power", () => {
    const asked = started();
    const written = bytesOf("sixteen bytes :)");
    asked.ask(commands.writeFlash, written);
    asked.advance(200);
    asked.board.powerOff();
    asked.advance(1000);
    asked.board.powerOn();
    asked.advance(300);
    expect(asked.ask(commands.readFlash).data).toEqual(written);
    expect(started({ eeprom: asked.board.eeprom }).ask(commands.readFlash).data).toEqual(written);
    expect(started().ask(commands.readFlash).data).not.toEqual(written);
  });

  test("does not answer, and sends nothing, without power", () => {
    const asked = started();
    asked.board.powerOff();
    expect(() => asked.ask(commands.ping)).toThrowError(/no answer/);
  });

  test("understands nothing at another rate, and everything again at its own", () => {
    const asked = started();
    asked.board.baud = 115_200;
    expect(() => asked.ask(commands.ping, [1, 2, 3])).toThrowError(/no answer/);
    asked.board.baud = 19_200;
    asked.advance(100);
    expect(asked.ask(commands.ping, [4]).data).toEqual(Uint8Array.of(4));
    const bad = asked.ask(54).data;
    const view = new DataView(bad.buffer, bad.byteOffset);
    expect(view.getUint16(8, true) + view.getUint16(10, true)).toBeGreaterThan(0);
  });

  test("understands a client whose rate is 2 % off, whatever its own oscillator does", () => {
    for (const errorPpm of [-3300, 0, 1300]) {
      const asked = started({ errorPpm, baud: 19_200 * 1.02 });
      expect(asked.ask(commands.ping, [0x55, 0xaa, 0x00, 0xff]).type).toBe(0x40);
    }
  });

  test("follows the board's rate when the other end has none of its own", () => {
    const asked = started({ baud: "same" });
    asked.ask(0x21, [1]);
    asked.advance(50);
    expect(asked.board.boardBaud).toBeCloseTo(117_647, 0);
    expect(asked.ask(commands.ping, [7]).data).toEqual(Uint8Array.of(7));
  });

  test("is the same board each time: every byte at the same moment", () => {
    const life = (): string => {
      const asked = new AskedBoard(new EmulatedBoard({ flash, errorPpm: 123.4 }));
      const log: string[] = [];
      asked.board.onBytes((bytes) => log.push(`${asked.board.counters.cycles} ${bytes}`));
      asked.board.onGlass(({ atMilliseconds }) => log.push(`glass ${atMilliseconds}`));
      asked.advance(200);
      asked.ask(commands.version);
      asked.board.press("enter");
      asked.advance(77);
      asked.board.errorPpm = -50;
      asked.ask(commands.ping, [1]);
      return log.join("\n");
    };
    expect(life()).toBe(life());
  });

  test("does not depend on how its time is cut into pieces", () => {
    const whole = started();
    whole.advance(5000);
    const pieces = started();
    for (let index = 0; index < 5000; index += 1) pieces.advance(1);
    // An instruction that is under way is finished, so the pieces may end some cycles later.
    const [a, b] = [whole.board.counters, pieces.board.counters];
    expect(Math.abs(a.cycles - b.cycles)).toBeLessThan(10);
    expect(a.instructions).toBe(b.instructions);
  });

  test("runs the build for a MAX7219", () => {
    const asked = started({ flash: builtFirmware("board-max7219"), display: "max7219" });
    asked.ask(commands.line1, bytesOf("12.345-AC       "));
    asked.advance(50);
    expect(asked.board.glass()).toMatchObject({ lines: ["12.345-AC"], on: true });
  });

  test("skips the sleep of an idle board: an hour is few instructions", () => {
    const { board } = started();
    const before = board.counters;
    board.advance(3_600_000);
    const executed = board.counters.instructions - before.instructions;
    // A chip that does not sleep executes about 10 million a second.
    expect(executed / 3600).toBeLessThan(50_000);
  });

  test("refuses to go back in time, and rates that no line has", () => {
    const { board } = started();
    expect(() => board.advanceTo(10)).toThrowError(/it is 300 ms already/);
    expect(() => {
      board.baud = 3;
    }).toThrowError(/wanted 50 to 4000000/);
  });
});
