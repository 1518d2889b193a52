import { describe, expect, test } from "vitest";
import { Chip } from "./chip.ts";

const T1 = { TCCRA: 0x80, TCCRB: 0x81, TCNTL: 0x84, TCNTH: 0x85, OCRAL: 0x88, OCRAH: 0x89 };
const [TIFR1, TIMSK1, TCCR2A, TCCR2B, TCNT2, TIMSK2] = [0x36, 0x6f, 0xb0, 0xb1, 0xb2, 0x70];
const flags = { TOV: 1, OCFA: 2 };
const matchA = 0x16;

function stillChip(): Chip {
  const chip = new Chip(
    new Uint8Array(new Uint16Array(16_384).fill(0xcfff).buffer),
    new Uint8Array(1024),
  );
  chip.reset("power-on");
  return chip;
}

function count(chip: Chip): number {
  const low = chip.cpu.readData(T1.TCNTL);
  return low | (chip.cpu.readData(T1.TCNTH) << 8);
}

function write(chip: Chip, low: number, value: number): void {
  chip.cpu.writeData(low + 1, value >> 8);
  chip.cpu.writeData(low, value & 255);
}

describe("Timer", () => {
  test("counts 15625 ticks a second with a prescaler of 1024, and goes round at 2^16", () => {
    const chip = stillChip();
    chip.cpu.writeData(T1.TCCRB, 5);
    chip.runUntil(16_000_000);
    expect(count(chip)).toBe(15_625);
    chip.runUntil(16_000_000 * 5);
    expect(count(chip)).toBe((5 * 15_625) % 65_536);
    expect(chip.cpu.readData(TIFR1) & flags.TOV).toBe(flags.TOV);
  });

  test("reads the high byte that belongs to the low one", () => {
    const chip = stillChip();
    chip.cpu.writeData(T1.TCCRB, 1);
    chip.cpu.cycles = 0x01ff;
    expect(chip.cpu.readData(T1.TCNTL)).toBe(0xff);
    chip.cpu.cycles = 0x0200;
    expect(chip.cpu.readData(T1.TCNTH)).toBe(0x01);
  });

  test("matches with the tick that ends its value, once a round, until the flag is cleared by a one", () => {
    const chip = stillChip();
    chip.cpu.writeData(T1.TCCRB, 5);
    write(chip, T1.OCRAL, 1000);
    chip.runUntil(1001 * 1024 - 10);
    expect(chip.cpu.readData(TIFR1) & flags.OCFA).toBe(0);
    chip.runUntil(1001 * 1024 + 10);
    expect(chip.cpu.readData(TIFR1) & flags.OCFA).toBe(flags.OCFA);
    chip.cpu.writeData(TIFR1, flags.OCFA);
    expect(chip.cpu.readData(TIFR1) & flags.OCFA).toBe(0);
    chip.runUntil((65_536 + 1001) * 1024 + 10);
    expect(chip.cpu.readData(TIFR1) & flags.OCFA).toBe(flags.OCFA);
  });

  test("SBI on TIFR clears its own flag only", () => {
    const chip = stillChip();
    chip.cpu.writeData(T1.TCCRB, 5);
    chip.runUntil(16_000_000 * 5);
    const all = chip.cpu.readData(TIFR1);
    chip.cpu.writeData(TIFR1, all | flags.TOV, flags.TOV);
    expect(chip.cpu.readData(TIFR1)).toBe(all & ~flags.TOV);
  });

  test("asks for its interrupt when enabled after the match, and not when the flag was cleared", () => {
    const chip = stillChip();
    chip.cpu.writeData(T1.TCCRB, 5);
    write(chip, T1.OCRAL, 10);
    chip.runUntil(20 * 1024);
    chip.cpu.writeData(TIMSK1, 2);
    expect(chip.cpu.nextInterrupt).toBe(matchA);
    chip.cpu.writeData(TIFR1, flags.OCFA);
    expect(chip.cpu.nextInterrupt).toBe(-1);
  });

  test("is cleared by its match in CTC mode", () => {
    const chip = stillChip();
    write(chip, T1.OCRAL, 99);
    chip.cpu.writeData(T1.TCCRB, 0x08 | 5);
    chip.runUntil(1024 * 250);
    expect(count(chip)).toBe(50);
    expect(chip.cpu.readData(TIFR1) & (flags.OCFA | flags.TOV)).toBe(flags.OCFA);
  });

  test("keeps its count while stopped, and counts on from what is written", () => {
    const chip = stillChip();
    chip.cpu.writeData(T1.TCCRB, 5);
    chip.runUntil(1024 * 50);
    chip.cpu.writeData(T1.TCCRB, 0);
    chip.runUntil(1024 * 90);
    expect(count(chip)).toBe(50);
    write(chip, T1.TCNTL, 0x1234);
    chip.cpu.writeData(T1.TCCRB, 5);
    chip.runUntil(1024 * 100);
    expect(count(chip)).toBeGreaterThanOrEqual(0x1234 + 9);
    expect(count(chip)).toBeLessThanOrEqual(0x1234 + 10);
  });

  test("says that interrupts of a phase-correct mode are not modelled", () => {
    const chip = stillChip();
    chip.cpu.writeData(TCCR2A, 1);
    chip.cpu.writeData(TCCR2B, 1);
    expect(() => chip.cpu.readData(TCNT2)).not.toThrow();
    expect(() => chip.cpu.writeData(TIMSK2, 1)).toThrowError(/phase-correct/);
  });
});
