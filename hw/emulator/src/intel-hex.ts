import { EmulatorError } from "./emulator-error.ts";

/** Flash of the ATmega328P. */
export const flashBytes: number = 32 * 1024;

const recordTypes = { data: 0, end: 1, segment: 2, segmentStart: 3, linear: 4, linearStart: 5 };

/**
 * Returns the flash that an Intel HEX file describes; what it does not name is erased (0xFF).
 * Throws `EMULATOR_HEX_FILE` for a line with a wrong checksum, an unknown record, an address outside
 * the flash, or a file without its end record.
 */
export function parseIntelHex(text: string): Uint8Array {
  const flash = new Uint8Array(flashBytes).fill(0xff);
  let base = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const { type, address, data } = record(line.trim(), index + 1);
    const word = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    if (type === recordTypes.end) return flash;
    if (type === recordTypes.segment) base = word * 16;
    else if (type === recordTypes.linear) base = word * 65_536;
    else if (type === recordTypes.data) {
      if (base + address + data.length > flash.length) {
        const found = `address 0x${(base + address).toString(16)}`;
        throw broken(index + 1, `found ${found}, wanted below 0x${flash.length.toString(16)}`);
      }
      flash.set(data, base + address);
    } else if (type !== recordTypes.segmentStart && type !== recordTypes.linearStart) {
      throw broken(index + 1, `found record type ${type}, wanted 0 to 5`);
    }
  }
  throw new EmulatorError(
    "EMULATOR_HEX_FILE",
    "Cannot read a hex file: found no end record, wanted a line :00000001FF",
  );
}

function record(line: string, number: number): { type: number; address: number; data: Uint8Array } {
  if (!/^:([0-9A-Fa-f]{2}){5,}$/.test(line)) {
    throw broken(number, "found no record, wanted a colon and pairs of hex digits");
  }
  const bytes = Uint8Array.from(line.slice(1).match(/../g) ?? [], (pair) => Number(`0x${pair}`));
  const [length = 0, high = 0, low = 0, type = 0] = bytes;
  if (bytes.length !== length + 5) {
    throw broken(number, `found ${bytes.length - 5} data bytes, wanted ${length}`);
  }
  if (bytes.reduce((sum, byte) => sum + byte, 0) % 256 !== 0) {
    throw broken(number, "found a wrong checksum, wanted a sum of 0");
  }
  return { type, address: high * 256 + low, data: bytes.subarray(4, -1) };
}

function broken(line: number, problem: string): EmulatorError {
  return new EmulatorError(
    "EMULATOR_HEX_FILE",
    `Cannot read line ${line} of a hex file: ${problem}`,
  );
}
