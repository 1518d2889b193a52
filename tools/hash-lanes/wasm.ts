// The few instructions of WebAssembly that the lanes of hashes need, as bytes.
// https://webassembly.github.io/spec/core/binary/

export type Code = readonly number[];

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

/** A whole number in LEB128, signed. */
function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

export const i32Type = 0x7f;
export const i64Type = 0x7e;
export const vectorType = 0x7b;
export const end = 0x0b;

export const getLocal = (local: number): Code => [0x20, ...unsigned(local)];
export const setLocal = (local: number): Code => [0x21, ...unsigned(local)];

/** A loop that goes on while `isMore` leaves another value than 0. */
export const doWhile = (body: Code, isMore: Code): Code => [
  ...[0x03, 0x40, ...body, ...isMore],
  ...[0x0d, 0, end],
];

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  /** Reads at the address that is left plus `offset`. */
  load: (offset: number): Code => [0x28, 2, ...unsigned(offset)],
  store: (offset: number): Code => [0x36, 2, ...unsigned(offset)],
  add: [0x6a],
  subtract: [0x6b],
  and: [0x71],
  shiftLeft: [0x74],
  shiftRight: [0x76],
  isGreater: [0x4a],
  wrap: [0xa7],
} as const;

export const i64 = {
  constant: (value: number): Code => [0x42, ...signed(value)],
  load: (offset: number): Code => [0x29, 3, ...unsigned(offset)],
  loadWord: (offset: number): Code => [0x35, 2, ...unsigned(offset)],
  or: [0x84],
  xor: [0x85],
  shiftLeft: [0x86],
  shiftRight: [0x88],
  extend: [0xad],
} as const;

/** A prefixed instruction on vectors. */
const vector = (code: number): Code => [0xfd, ...unsigned(code)];

export const and: Code = vector(0x4e);
export const or: Code = vector(0x50);
export const xor: Code = vector(0x51);

/** Reads the vector at a fixed address, a multiple of 16. */
export const loadFrom = (address: number): Code => [
  ...[...i32.constant(0), ...vector(0x00)],
  ...[4, ...unsigned(address)],
];

/** Writes what `value` leaves to a fixed address, a multiple of 16. */
export const storeTo = (address: number, value: Code): Code => [
  ...[...i32.constant(0), ...value, ...vector(0x0b)],
  ...[4, ...unsigned(address)],
];

/** What depends on the size of a lane: four of 32 bits or two of 64. */
export type Lanes = ReturnType<typeof lanesOf>;

const codes32 = { splat: 0x11, shl: 0xab, shr: 0xad, add: 0xae, loadSplat: 0x09, align: 2 };
const codes64 = { splat: 0x12, shl: 0xcb, shr: 0xcd, add: 0xce, loadSplat: 0x0a, align: 3 };

export function lanesOf(bits: 32 | 64) {
  const codes = bits === 32 ? codes32 : codes64;
  const shifted = (local: number, code: number, count: number): Code => [
    ...[...getLocal(local), ...i32.constant(count), ...vector(code)],
  ];
  /** A constant vector. */
  const constants = (words: readonly bigint[]): Code => [
    ...vector(0x0c),
    ...words.flatMap((word) => littleEndian(word, bits / 8)),
  ];
  const count = 128 / bits;
  return {
    bits,
    bytes: bits / 8,
    count,
    splat: vector(codes.splat),
    add: vector(codes.add),
    constants,
    /** One word in all lanes. */
    everywhere: (word: bigint): Code => constants(Array.from({ length: count }, () => word)),
    /** The word at a fixed address, in all lanes. */
    loadEverywhere: (address: number): Code => [
      ...[...i32.constant(0), ...vector(codes.loadSplat)],
      ...[codes.align, ...unsigned(address)],
    ],
    shiftedRight: (local: number, by: number): Code => shifted(local, codes.shr, by),
    /** Each lane of a local, rotated to the right: there is no instruction for it. */
    rotatedRight: (local: number, by: number): Code => [
      ...shifted(local, codes.shr, by),
      ...[...shifted(local, codes.shl, bits - by), ...or],
    ],
  };
}

function littleEndian(word: bigint, bytes: number): Code {
  return Array.from({ length: bytes }, (_, index) => Number((word >> BigInt(8 * index)) & 0xffn));
}

/** A section of a module: its number, its size, its content. */
export const section = (id: number, content: Code): Code => [
  id,
  ...unsigned(content.length),
  ...content,
];
