import * as registers from "./registers.ts";

// Bound once: some loaders, Vitest's among them, make every use of an import a call.
const { SREG } = registers;

// What instructions do to memory and to the flags (AVR instruction set manual, DS40002198).
const flags = { C: 0x01, Z: 0x02, N: 0x04, V: 0x08, S: 0x10, H: 0x20 };
const SPL = 0x5d;

/** d + r + carry, with its flags. */
export function add(data: Uint8Array, d: number, r: number, carry: number): number {
  const result = (d + r + carry) & 255;
  const carries = (d & r) | ((d | r) & ~result);
  const overflow = (d ^ result) & (r ^ result) & 128;
  setFlags(data, 0xc0, result, carries, overflow);
  return result;
}

/** d - r, with its flags; with `chained` also less the carry, and Z stays clear if it was. */
export function subtract(data: Uint8Array, d: number, r: number, chained: boolean): number {
  const before = data[SREG] as number;
  const result = (d - r - (chained ? before & flags.C : 0)) & 255;
  const borrows = (~d & r) | ((~d | r) & result);
  const overflow = (d ^ r) & (d ^ result) & 128;
  setFlags(data, 0xc0, result, borrows, overflow);
  if (chained) data[SREG] = (data[SREG] as number) & (before | ~flags.Z);
  return result;
}

function setFlags(
  data: Uint8Array,
  kept: number,
  result: number,
  carries: number,
  overflow: number,
): void {
  const negative = result & 128;
  data[SREG] =
    ((data[SREG] as number) & kept) |
    ((carries >> 7) & flags.C) |
    (result === 0 ? flags.Z : 0) |
    (negative >> 5) |
    (overflow >> 4) |
    ((negative ^ overflow) >> 3) |
    ((carries << 2) & flags.H);
}

/** A result without carry and overflow. */
export function logic(data: Uint8Array, result: number): number {
  data[SREG] =
    ((data[SREG] as number) & 0xe1) |
    (result === 0 ? flags.Z : result >= 128 ? flags.N | flags.S : 0);
  return result;
}

/** The result of INC or DEC, which overflows where it is `overflows`. */
export function counted(data: Uint8Array, result: number, overflows: number): number {
  logic(data, result);
  if (result === overflows) data[SREG] = (data[SREG] as number) ^ (flags.V | flags.S);
  return result;
}

/** d shifted right, with `top` as its new bit 7. */
export function shifted(data: Uint8Array, d: number, top: number): number {
  const result = (d >> 1) | top;
  const carry = d & 1;
  const negative = result >> 7;
  data[SREG] =
    ((data[SREG] as number) & 0xe0) |
    carry |
    (result === 0 ? flags.Z : 0) |
    (negative << 2) |
    ((negative ^ carry) << 3) |
    (carry << 4);
  return result;
}

/** ADIW. */
export function addWord(data: Uint8Array, register: number, by: number): void {
  const before = wordAt(data, register);
  const result = (before + by) & 0xffff;
  setWord(data, register, result);
  setWordFlags(data, result, before & ~result, ~before & result);
}

/** SBIW. */
export function subtractWord(data: Uint8Array, register: number, by: number): void {
  const before = wordAt(data, register);
  const result = (before - by) & 0xffff;
  setWord(data, register, result);
  setWordFlags(data, result, result & ~before, before & ~result);
}

function setWordFlags(data: Uint8Array, result: number, carry: number, overflow: number): void {
  const negative = result >> 15;
  const overflowed = (overflow >> 15) & 1;
  data[SREG] =
    ((data[SREG] as number) & 0xe0) |
    ((carry >> 15) & 1) |
    (result === 0 ? flags.Z : 0) |
    (negative << 2) |
    (overflowed << 3) |
    ((negative ^ overflowed) << 4);
}

/** MUL: the product goes to R1:R0. */
export function multiply(data: Uint8Array, product: number): void {
  setWord(data, 0, product);
  data[SREG] =
    ((data[SREG] as number) & ~(flags.C | flags.Z)) |
    (product >> 15) |
    (product === 0 ? flags.Z : 0);
}

export function pushWord(data: Uint8Array, value: number): void {
  const pointer = wordAt(data, SPL);
  data[pointer] = value;
  data[pointer - 1] = value >> 8;
  setWord(data, SPL, pointer - 2);
}

export function wordAt(data: Uint8Array, address: number): number {
  return (data[address] as number) | ((data[address + 1] as number) << 8);
}

export function setWord(data: Uint8Array, address: number, value: number): void {
  data[address] = value;
  data[address + 1] = value >> 8;
}
