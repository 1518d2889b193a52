import { crc16, encodePacket } from "@jeton/board";
import type { Deed } from "./simavr-board.ts";

/** A command and time for its answer. */
export function say(type: number, data: Uint8Array = new Uint8Array()): readonly Deed[] {
  return [
    { kind: "send", bytes: encodePacket({ type, data }) },
    { kind: "wait", milliseconds: 25 },
  ];
}

/** Seed, time and mode of an own key: commands 50, 51, 48, 52. */
export function becomeKey(key: {
  readonly seed: Uint8Array;
  readonly digits: number;
  readonly period: number;
  readonly seconds: number;
  readonly mode: 1 | 2;
}): readonly Deed[] {
  const deeds: Deed[] = [];
  for (let offset = 0; offset < key.seed.length; offset += 16) {
    deeds.push(...say(50, Uint8Array.of(offset, ...key.seed.subarray(offset, offset + 16))));
  }
  const finish = Buffer.alloc(6);
  finish.writeUInt8(key.seed.length, 0);
  finish.writeUInt8(key.digits, 1);
  finish.writeUInt16LE(key.period, 2);
  finish.writeUInt16LE(crc16(key.seed), 4);
  deeds.push(
    ...say(51, finish),
    ...say(48, timeBytes(key.seconds, 0)),
    ...say(52, Uint8Array.of(key.mode)),
  );
  return deeds;
}

/** The data of command 48. */
export function timeBytes(seconds: number, ticks: number): Uint8Array {
  const bytes = Buffer.alloc(7);
  bytes.writeUIntLE(seconds, 0, 5);
  bytes.writeUInt16LE(ticks, 5);
  return bytes;
}
