import { BoardError } from "./board-error.ts";
import { crc16 } from "./crc16.ts";

/** Ticks of the board's clock in a second. */
export const ticksPerSecond = 15_625;

/** The board's own commands (hw/PROTOCOL.md). */
export const ownCommand = {
  setTime: 48,
  getTime: 49,
  seedPart: 50,
  finishSeed: 51,
  mode: 52,
  trim: 53,
  status: 54,
  eraseSeed: 55,
} as const;

/** A moment on the board's clock. */
export type BoardTime = {
  /** Seconds since 1970 UTC, 0 .. 2^40-1. */
  readonly seconds: number;
  /** 0 .. 15,624; one is 64 µs. */
  readonly ticks: number;
};

/** What the board does: draws what the host says, or is a key by itself. */
export type BoardMode = "mirror" | "own-key";

/** A key for the board's own-key mode: RFC 6238 with SHA-1 and T0 = 0. */
export type BoardSeed = {
  /** 1 .. 64 bytes. */
  readonly seed: Uint8Array;
  readonly digits: 6 | 7 | 8;
  /** 1 .. 65,535 s. */
  readonly periodSeconds: number;
};

export type BoardStatus = {
  readonly protocolVersion: number;
  readonly resetBy: readonly ("power" | "reset-pin" | "brown-out" | "watchdog")[];
  readonly mode: BoardMode;
  readonly hasSeed: boolean;
  readonly hasTime: boolean;
  /** Something is still being written to the EEPROM. */
  readonly isStoring: boolean;
  /** The EEPROM did not keep something. */
  readonly hasEepromFault: boolean;
  readonly packets: number;
  readonly wrongChecksums: number;
  readonly droppedBytes: number;
  readonly overruns: number;
  readonly restarts: number;
};

/** Returns the data that sets the clock. Throws RangeError for a time that the board cannot hold. */
export function encodeTime({ seconds, ticks }: BoardTime): Uint8Array {
  if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds >= 2 ** 40) {
    throw new RangeError(`Cannot set ${seconds} s on a board: expected whole seconds below 2^40`);
  }
  if (!Number.isInteger(ticks) || ticks < 0 || ticks >= ticksPerSecond) {
    throw new RangeError(`Cannot set ${ticks} ticks on a board: expected 0 to 15624`);
  }
  const data = new Uint8Array(7);
  const view = new DataView(data.buffer);
  view.setUint32(0, seconds % 2 ** 32, true);
  view.setUint8(4, Math.floor(seconds / 2 ** 32));
  view.setUint16(5, ticks, true);
  return data;
}

/** Returns the time in the data of an answer. Throws BoardError ANSWER_MALFORMED. */
export function decodeTime(data: Uint8Array): BoardTime {
  const view = viewOf("the time", data, 7);
  const seconds = view.getUint32(0, true) + view.getUint8(4) * 2 ** 32;
  const ticks = view.getUint16(5, true);
  if (ticks >= ticksPerSecond) throw malformed("the time", `${ticks} ticks`, "0 to 15624");
  return { seconds, ticks };
}

/** Returns the Unix ms of a board's time; ticks make fractions of a ms. */
export function millisecondsOf({ seconds, ticks }: BoardTime): number {
  return seconds * 1000 + (ticks * 1000) / ticksPerSecond;
}

/** Returns the board's time for Unix ms, rounded down to a tick. */
export function boardTimeOf(milliseconds: number): BoardTime {
  const seconds = Math.floor(milliseconds / 1000);
  const ticks = Math.floor(((milliseconds - seconds * 1000) * ticksPerSecond) / 1000);
  return { seconds, ticks: Math.min(ticks, ticksPerSecond - 1) };
}

/** Returns the data of the commands 50 that carry a seed, in order. Throws RangeError for a length. */
export function encodeSeedParts(seed: Uint8Array): readonly Uint8Array[] {
  if (seed.length < 1 || seed.length > 64) {
    throw new RangeError(`Cannot load a seed of ${seed.length} bytes: expected 1 to 64`);
  }
  const parts: Uint8Array[] = [];
  for (let offset = 0; offset < seed.length; offset += 16) {
    parts.push(Uint8Array.of(offset, ...seed.subarray(offset, offset + 16)));
  }
  return parts;
}

/** Returns the data of command 51. Throws RangeError for a period that is none. */
export function encodeSeedEnd({ seed, digits, periodSeconds }: BoardSeed): Uint8Array {
  if (!Number.isInteger(periodSeconds) || periodSeconds < 1 || periodSeconds > 65_535) {
    throw new RangeError(`Cannot load a period of ${periodSeconds} s: expected 1 to 65535`);
  }
  const data = new Uint8Array(6);
  const view = new DataView(data.buffer);
  view.setUint8(0, seed.length);
  view.setUint8(1, digits);
  view.setUint16(2, periodSeconds, true);
  view.setUint16(4, crc16(seed), true);
  return data;
}

const modes = ["mirror", "own-key"] as const;

export function encodeMode(mode: BoardMode): Uint8Array {
  return Uint8Array.of(modes.indexOf(mode));
}

/** Throws BoardError ANSWER_MALFORMED. */
export function decodeMode(data: Uint8Array): BoardMode {
  return modeNumbered(viewOf("the mode", data, 1).getUint8(0));
}

/** Returns the data of a trim in parts per billion. Throws RangeError beyond 32 bits. */
export function encodeTrim(ppb: number): Uint8Array {
  if (!Number.isInteger(ppb) || Math.abs(ppb) >= 2 ** 31) {
    throw new RangeError(`Cannot trim by ${ppb} ppb: expected a whole number of 32 bits`);
  }
  const data = new Uint8Array(4);
  new DataView(data.buffer).setInt32(0, ppb, true);
  return data;
}

/** Throws BoardError ANSWER_MALFORMED. */
export function decodeTrim(data: Uint8Array): number {
  return viewOf("the trim", data, 4).getInt32(0, true);
}

/** Returns the status in the data of an answer. Throws BoardError ANSWER_MALFORMED. */
export function decodeStatus(data: Uint8Array): BoardStatus {
  const view = viewOf("the status", data, 16);
  const causes = view.getUint8(1);
  const flags = view.getUint8(3);
  const named = [
    [1, "power"],
    [2, "reset-pin"],
    [4, "brown-out"],
    [8, "watchdog"],
  ] as const;
  return {
    protocolVersion: view.getUint8(0),
    resetBy: named.filter(([bit]) => (causes & bit) !== 0).map(([, name]) => name),
    mode: modeNumbered(view.getUint8(2)),
    hasSeed: (flags & 1) !== 0,
    hasTime: (flags & 2) !== 0,
    isStoring: (flags & 4) !== 0,
    hasEepromFault: (flags & 8) !== 0,
    packets: view.getUint32(4, true),
    wrongChecksums: view.getUint16(8, true),
    droppedBytes: view.getUint16(10, true),
    overruns: view.getUint16(12, true),
    restarts: view.getUint16(14, true),
  };
}

function modeNumbered(number: number): BoardMode {
  const mode = modes[number];
  if (mode === undefined) throw malformed("the mode", String(number), "0 or 1");
  return mode;
}

function viewOf(what: string, data: Uint8Array, length: number): DataView {
  if (data.length !== length) {
    throw malformed(what, `${data.length} bytes`, `${length} bytes`);
  }
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

function malformed(what: string, found: string, wanted: string): BoardError {
  return new BoardError(
    "ANSWER_MALFORMED",
    `Cannot read ${what} of the board: found ${found}, wanted ${wanted}`,
  );
}
