// The few instructions of WebAssembly that `generate-sha1-lanes.ts` needs, as bytes.
// https://webassembly.github.io/spec/core/binary/

type Code = readonly number[];

/** A whole number in LEB128, unsigned. */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** A prefixed instruction on vectors of four 32-bit lanes. */
const vector = (code: number): Code => [0xfd, ...unsigned(code)];

export const i32Type = 0x7f;
export const vectorType = 0x7b;
export const end = 0x0b;

export const getLocal = (local: number): Code => [0x20, ...unsigned(local)];
export const setLocal = (local: number): Code => [0x21, ...unsigned(local)];
export const splat: Code = vector(0x11);
export const add: Code = vector(0xae);
export const and: Code = vector(0x4e);
export const or: Code = vector(0x50);
export const xor: Code = vector(0x51);

/** Small constants only, 0 to 63: one byte of signed LEB128. */
const small = (value: number): Code => [0x41, value];

/** Reads the vector at a fixed address, a multiple of 16. */
export const loadFrom = (address: number): Code => [
  ...[...small(0), ...vector(0x00)],
  ...[4, ...unsigned(address)],
];

/** Writes what `value` leaves to a fixed address, a multiple of 16. */
export const storeTo = (address: number, value: Code): Code => [
  ...[...small(0), ...value, ...vector(0x0b)],
  ...[4, ...unsigned(address)],
];

/** A constant vector. */
export const lanes = (words: readonly [number, number, number, number]): Code => [
  ...vector(0x0c),
  ...new Uint8Array(littleEndian(words)),
];

/** One word in all lanes. */
export const everywhere = (word: number): Code => lanes([word, word, word, word]);

/** Each lane of a local, rotated to the left: there is no instruction for it. */
export const rotated = (local: number, bits: number): Code => [
  ...[...getLocal(local), ...small(bits), ...vector(0xab)],
  ...[...getLocal(local), ...small(32 - bits), ...vector(0xad), ...or],
];

/** A section of a module: its number, its size, its content. */
export const section = (id: number, content: Code): Code => [
  id,
  ...unsigned(content.length),
  ...content,
];

function littleEndian(words: readonly number[]): ArrayBuffer {
  const buffer = new ArrayBuffer(16);
  const view = new DataView(buffer);
  for (const [index, word] of words.entries()) view.setInt32(4 * index, word, true);
  return buffer;
}
