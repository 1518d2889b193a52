import { encodePacket, PacketParser } from "@jeton/board";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boardKeys } from "../board/board-keys.ts";
import { builtFirmware } from "../board/built-firmware.ts";
import { EmulatedBoard } from "../board/emulated-board.ts";
import type { BoardDeed } from "./live-board.ts";
import { PacedBoard } from "./paced-board.ts";

// Goal: what a board answers does not depend on when its process gets the processor.
// Method: a client writes packets in pieces, at moments of its own, and waits for each answer. The board
// gets turns at others: on time, late by any length, in the middle of a packet or not. Its answers are held
// against those of a board that is never late.

const flash = builtFirmware("board-hd44780");
const silentAfter = 30;
const runs = 10_000;

type Scene = {
  readonly board: EmulatedBoard;
  readonly waiting: BoardDeed[];
  readonly paced: PacedBoard;
  readonly answered: number[];
};

function scene(): Scene {
  const board = new EmulatedBoard({ flash, baud: "same" });
  const waiting: BoardDeed[] = [];
  const answered: number[] = [];
  board.onBytes((bytes) => answered.push(...bytes));
  const paced = new PacedBoard(board, () => waiting.shift() ?? null);
  paced.turn(500);
  return { board, waiting, paced, answered };
}

/** A write of the client: some bytes, and how long it is silent afterwards. */
type Write = { readonly bytes: Uint8Array; readonly silence: number };

/** When the process is stopped: at which write, for how long, and what the client writes meanwhile. */
type Stop = {
  readonly at: number;
  readonly milliseconds: number;
  readonly writesMeanwhile: number;
};

const anyPacket = fc
  .record({ type: fc.constantFrom(0, 0, 1, 6, 24), data: fc.uint8Array({ maxLength: 16 }) })
  .map(({ type, data }) => encodePacket({ type, data: type === 0 ? data : new Uint8Array(0) }));

/** A packet in pieces between which the line is never silent for long. */
const anyWrites = fc
  .tuple(
    anyPacket,
    fc.array(fc.integer({ min: 1, max: 19 }), { maxLength: 4 }),
    fc.array(fc.integer({ min: 0, max: silentAfter - 12 }), { minLength: 5, maxLength: 5 }),
  )
  .map(([packet, cuts, silences]): readonly Write[] => {
    const places = [...new Set(cuts.filter((cut) => cut < packet.length))].toSorted(
      (a, b) => a - b,
    );
    return [0, ...places].map((from, index) => ({
      bytes: packet.subarray(from, places[index] ?? packet.length),
      silence: silences[index] ?? 0,
    }));
  });

const anyStop = fc.record({
  at: fc.nat({ max: 4 }),
  milliseconds: fc.constantFrom(20, 31, 50, 100, 400, 5000),
  writesMeanwhile: fc.nat({ max: 4 }),
});

/** Plays one packet and returns what was answered to it. */
function ask(
  { waiting, paced, answered }: Scene,
  writes: readonly Write[],
  stop: Stop | null,
): string {
  let now = paced.state().nowMilliseconds;
  let meanwhile = 0;
  const lookUntil = (end: number): void => {
    for (; now < end; now = Math.min(end, now + 2)) paced.turn(now);
    paced.turn(now);
  };
  answered.length = 0;
  for (const [index, { bytes, silence }] of writes.entries()) {
    waiting.push({ kind: "send", bytes });
    if (stop !== null && index === Math.min(stop.at, writes.length - 1)) {
      if (stop.writesMeanwhile % 2 === 1) paced.turn(now);
      now += stop.milliseconds;
      meanwhile = stop.writesMeanwhile;
    } else if (meanwhile > 0) {
      meanwhile -= 1;
    } else {
      lookUntil(now + silence);
    }
  }
  // The client waits for its answer, however late this process is.
  for (let turn = 0; turn < 100; turn += 1, now += 2) paced.turn(now);
  return Buffer.from(answered).toString("hex");
}

describe("a board whose turns come late", () => {
  test("answers what one that is never late answers, stopped at any byte of a packet", () => {
    const late = scene();
    const punctual = scene();
    let stops = 0;
    fc.assert(
      fc.property(anyWrites, anyStop, (writes, stop) => {
        stops += 1;
        const wanted = ask(punctual, writes, null);
        expect(wanted).not.toBe("");
        expect(ask(late, writes, stop)).toBe(wanted);
      }),
      { numRuns: runs },
    );
    expect(stops).toBeGreaterThanOrEqual(runs);
    expect(late.board.overruns).toBe(0);
  }, 300_000);

  test("makes up for lost time as soon as the packet is whole", () => {
    const { waiting, paced } = scene();
    const packet = encodePacket({ type: 0, data: Uint8Array.of(7) });
    waiting.push({ kind: "send", bytes: packet.subarray(0, 2) });
    paced.turn(500);
    paced.turn(900);
    expect(paced.state().nowMilliseconds).toBeLessThan(530);
    waiting.push({ kind: "send", bytes: packet.subarray(2) });
    paced.turn(901);
    expect(paced.state().nowMilliseconds).toBe(901);
  });

  test("gives a client 0.2 s for the rest of a packet that it writes in pieces", () => {
    const { waiting, paced, answered } = scene();
    const packet = encodePacket({ type: 0, data: Uint8Array.of(7) });
    for (const [index, byte] of packet.entries()) {
      waiting.push({ kind: "send", bytes: Uint8Array.of(byte) });
      for (let passed = 0; passed < 200; passed += 1) paced.turn(500 + index * 200 + passed);
    }
    expect(new PacketParser().push(Uint8Array.from(answered))).toEqual([
      { type: 0x40, data: Uint8Array.of(7) },
    ]);
  });

  test("lets a packet go that is never finished, as the firmware does", () => {
    const late = scene();
    late.waiting.push({ kind: "send", bytes: Uint8Array.of(0, 4) });
    for (let now = 500; now < 900; now += 2) late.paced.turn(now);
    expect(late.paced.state().nowMilliseconds).toBe(898);
    const whole = { bytes: encodePacket({ type: 0, data: Uint8Array.of(7) }), silence: 0 };
    expect(ask(late, [whole], null)).toMatch(/^400107/u);
  });
});

// Goal: whoever presses a key and lets it go has pressed it, also when the board's process slept meanwhile.
// Method: any presses of keys, whole, that all wait for one turn; in the midst of a packet or not.
describe("PacedBoard, with keys that were pressed while its process was held up", () => {
  test("reports each press and each release, and loses no packet", () => {
    const anyKeys = fc.array(fc.constantFrom(...boardKeys), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        anyKeys,
        fc.nat({ max: 8 }),
        fc.integer({ min: 1, max: 400 }),
        (keys, cut, late) => {
          const { waiting, paced, answered } = scene();
          const packet = encodePacket({ type: 0, data: Uint8Array.of(1, 2, 3, 4) });
          const now = paced.state().nowMilliseconds;
          if (cut > 0) waiting.push({ kind: "send", bytes: packet.subarray(0, cut) });
          paced.turn(now + 1);
          for (const key of keys) waiting.push({ kind: "press", key }, { kind: "release", key });
          if (cut > 0) waiting.push({ kind: "send", bytes: packet.subarray(cut) });
          for (let later = now + 1 + late; later < now + 1000; later += 2) paced.turn(later);
          const parser = new PacketParser();
          const packets = parser.push(Uint8Array.from(answered));
          const reports = packets.filter(({ type }) => type === 0x80).map(({ data }) => data[0]);
          expect(reports).toEqual(
            keys.flatMap((key) => [boardKeys.indexOf(key) + 1, boardKeys.indexOf(key) + 7]),
          );
          expect(packets.filter(({ type }) => type === 0x40)).toHaveLength(cut > 0 ? 1 : 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
