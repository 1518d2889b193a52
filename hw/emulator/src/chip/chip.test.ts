import { describe, expect, test } from "vitest";
import { Chip } from "./chip.ts";
import { MCUSR, SMCR, SREG, UCSR0A, UCSR0B, WDTCSR } from "./registers.ts";

const op = { NOP: 0x0000, SEI: 0x9478, CLI: 0x94f8, SLEEP: 0x9588, RETI: 0x9518, stay: 0xcfff };
/** INC of a register that counts. */
const inc = (register: number): number => 0x9403 | (register << 4);
const timer1 = { TCCR1B: 0x81, OCR1AH: 0x89, OCR1AL: 0x88, TIMSK1: 0x6f, matchA: 0x16 };
const [DDRB, PORTB, GPIOR0] = [0x24, 0x25, 0x3e];

/** A chip with these words from 0x40 on, where it starts; an interrupt counts in r20. */
function chipWith(...program: number[]): Chip {
  const words = new Uint16Array(16_384).fill(op.stay);
  words.set(program, 0x40);
  for (let vector = 2; vector < 0x34; vector += 2) words.set([inc(20), op.RETI], vector);
  const chip = new Chip(new Uint8Array(words.buffer), new Uint8Array(1024));
  chip.reset("power-on");
  chip.cpu.pc = 0x40;
  chip.cpu.data.fill(0, 0, 32);
  return chip;
}

/** Lets timer 1 interrupt at tick `tick` of 1024 cycles. */
function alarm(chip: Chip, tick: number): void {
  chip.cpu.writeData(timer1.TCCR1B, 5);
  chip.cpu.writeData(timer1.OCR1AH, tick >> 8);
  chip.cpu.writeData(timer1.OCR1AL, tick & 255);
  chip.cpu.writeData(timer1.TIMSK1, 2);
}

describe("Chip", () => {
  test("avr8js trap: a reset gives the I/O registers their initial values, and RAM stays", () => {
    const chip = chipWith();
    for (const register of [DDRB, PORTB, GPIOR0, timer1.TCCR1B, timer1.TIMSK1]) {
      chip.cpu.writeData(register, 0x05);
    }
    chip.cpu.writeData(UCSR0B, 0x98);
    chip.cpu.data[SREG] = 0x80;
    chip.cpu.data[0x200] = 0x42;
    chip.reset("external");
    for (const register of [DDRB, PORTB, GPIOR0, timer1.TCCR1B, timer1.TIMSK1, UCSR0B, SREG]) {
      expect(chip.cpu.readData(register), `register 0x${register.toString(16)}`).toBe(0);
    }
    expect(chip.cpu.readData(UCSR0A)).toBe(0x20);
    expect(chip.cpu.SP).toBe(0x8ff);
    expect(chip.cpu.data[0x200]).toBe(0x42);
    expect(chip.cpu.pc).toBe(0);
  });

  test("collects the causes of resets until the program clears them, and the power clears them all", () => {
    const chip = chipWith();
    expect(chip.cpu.readData(MCUSR)).toBe(1);
    chip.reset("external");
    expect(chip.cpu.readData(MCUSR)).toBe(3);
    chip.cpu.writeData(MCUSR, 0);
    chip.reset("external");
    expect(chip.cpu.readData(MCUSR)).toBe(2);
    chip.reset("power-on");
    expect(chip.cpu.readData(MCUSR)).toBe(1);
  });

  test("avr8js trap: SLEEP is stepped past, so that the program goes on behind it after the interrupt", () => {
    const chip = chipWith(op.SEI, op.SLEEP, inc(21), op.stay);
    chip.cpu.writeData(SMCR, 1);
    alarm(chip, 100);
    chip.runUntil(50 * 1024);
    expect(chip.asleep).toBe(true);
    expect(chip.instructions).toBe(2);
    chip.runUntil(102 * 1024);
    expect(chip.asleep).toBe(false);
    expect([chip.cpu.data[20], chip.cpu.data[21]]).toEqual([1, 1]);
  });

  test("takes no interrupt between SEI and SLEEP, so that no wake-up is lost", () => {
    const chip = chipWith(op.NOP, op.SEI, op.SLEEP, inc(21), op.stay);
    chip.cpu.writeData(SMCR, 1);
    alarm(chip, 0);
    // The match is over before SEI is reached, and the timer will not match again for four seconds.
    chip.cpu.cycles = 2048;
    chip.runUntil(4096);
    expect([chip.cpu.data[20], chip.cpu.data[21]]).toEqual([1, 1]);
  });

  test("does not sleep while SE is clear", () => {
    const chip = chipWith(op.SLEEP, inc(21), op.stay);
    chip.runUntil(100);
    expect(chip.cpu.data[21]).toBe(1);
  });

  test("sleeps through interrupts that are off, and only a reset wakes it", () => {
    const chip = chipWith(op.CLI, op.SLEEP, inc(21), op.stay);
    chip.cpu.writeData(SMCR, 1);
    alarm(chip, 100);
    chip.runUntil(16_000_000);
    expect(chip.asleep).toBe(true);
    chip.reset("external");
    expect(chip.asleep).toBe(false);
  });

  test("says that a deeper sleep is not modelled", () => {
    const chip = chipWith(op.SLEEP);
    chip.cpu.writeData(SMCR, 0x05);
    expect(() => chip.runUntil(100)).toThrowError(/only idle/);
  });

  test("the watchdog resets a chip that does not feed it, and stays on until WDRF and WDE are cleared", () => {
    const chip = chipWith();
    const causes: [string, number][] = [];
    chip.onReset = (cause) => causes.push([cause, Math.round(chip.cycles / 16_000)]);
    chip.cpu.writeData(WDTCSR, 0x18);
    chip.cpu.writeData(WDTCSR, 0x0e);
    chip.runUntil(16_000 * 1100);
    // A second, then 16 ms again and again: the program never clears WDRF.
    expect(causes.slice(0, 3)).toEqual([
      ["watchdog", 1024],
      ["watchdog", 1040],
      ["watchdog", 1056],
    ]);
    expect(chip.cpu.readData(MCUSR) & 8).toBe(8);
    chip.cpu.writeData(MCUSR, 0);
    chip.cpu.writeData(WDTCSR, 0x18);
    chip.cpu.writeData(WDTCSR, 0);
    const before = causes.length;
    chip.runUntil(chip.cycles + 16_000 * 100);
    expect(causes.length).toBe(before);
  });

  test("the watchdog cannot be switched off without its change sequence", () => {
    const chip = chipWith();
    chip.cpu.writeData(WDTCSR, 0x08);
    chip.cpu.cycles += 10;
    chip.cpu.writeData(WDTCSR, 0);
    expect(chip.cpu.readData(WDTCSR) & 8).toBe(8);
  });
});
