import { describe, expect, test } from "vitest";
import { Chip } from "./chip.ts";
import { SREG, UBRR0L, UCSR0A, UCSR0B, UDR0, vectors } from "./registers.ts";

const rjmpSelf = 0xcfff;
const bits = { RXC: 0x80, TXC: 0x40, UDRE: 0x20, FE: 0x10, DOR: 0x08, U2X: 0x02 };
const enable = { RXCIE: 0x80, UDRIE: 0x20, RXEN: 0x10, TXEN: 0x08 };
// UBRR 103 with U2X: 19231 baud.
const bitCycles = 832;
const byteCycles = 10 * bitCycles;

/** A chip whose program stands still, with its UART at 19200 baud. */
function stillChip(control: number): Chip {
  const chip = new Chip(
    new Uint8Array(new Uint16Array(16_384).fill(rjmpSelf).buffer),
    new Uint8Array(1024),
  );
  chip.reset("power-on");
  chip.cpu.writeData(UCSR0A, bits.U2X);
  chip.cpu.writeData(UBRR0L, 103);
  chip.cpu.writeData(UCSR0B, control);
  return chip;
}

const pass = (chip: Chip, cycles: number): void => chip.runUntil(chip.cycles + cycles);
const status = (chip: Chip): number => chip.cpu.readData(UCSR0A);

describe("Uart", () => {
  test("avr8js trap: UDRE is a level, so its interrupt comes whenever it is enabled and stays until data is written", () => {
    const chip = stillChip(enable.TXEN);
    expect(status(chip) & bits.UDRE).toBe(bits.UDRE);
    chip.cpu.writeData(UCSR0B, enable.TXEN | enable.UDRIE);
    expect(chip.cpu.nextInterrupt).toBe(vectors.dataRegisterEmpty);
    // Taking it without writing does not clear it.
    chip.cpu.data[SREG] = 0x80;
    chip.cpu.tick();
    expect(chip.cpu.nextInterrupt).toBe(vectors.dataRegisterEmpty);
    chip.cpu.writeData(UDR0, 1);
    chip.cpu.writeData(UDR0, 2);
    expect(chip.cpu.nextInterrupt).toBe(-1);
    pass(chip, byteCycles);
    expect(chip.cpu.nextInterrupt).toBe(vectors.dataRegisterEmpty);
  });

  test("avr8js trap: a write to UCSR0A leaves the flags that are read-only", () => {
    const chip = stillChip(enable.RXEN | enable.TXEN);
    chip.uart.hear(0x41, chip.cycles, bitCycles);
    pass(chip, byteCycles);
    expect(status(chip)).toBe(bits.RXC | bits.UDRE | bits.U2X);
    chip.cpu.writeData(UCSR0A, bits.U2X);
    expect(status(chip)).toBe(bits.RXC | bits.UDRE | bits.U2X);
    expect(chip.cpu.readData(UDR0)).toBe(0x41);
    expect(status(chip)).toBe(bits.UDRE | bits.U2X);
  });

  test("sends two bytes without a gap and says when all has left", () => {
    const chip = stillChip(enable.TXEN);
    const sent: [number, number, number][] = [];
    chip.uart.onSending = (byte, bit) => sent.push([byte, chip.cycles, bit]);
    const start = chip.cycles;
    chip.cpu.writeData(UDR0, 0x11);
    chip.cpu.writeData(UDR0, 0x22);
    expect(status(chip) & bits.UDRE).toBe(0);
    pass(chip, 3 * byteCycles);
    expect(sent.map(([byte, , bit]) => [byte, bit])).toEqual([
      [0x11, bitCycles],
      [0x22, bitCycles],
    ]);
    // An instruction of two cycles may be under way when the first byte has left.
    expect(Math.abs((sent[1]?.[1] ?? 0) - start - byteCycles)).toBeLessThanOrEqual(2);
    expect(status(chip) & (bits.TXC | bits.UDRE)).toBe(bits.TXC | bits.UDRE);
    chip.cpu.writeData(UCSR0A, bits.TXC | bits.U2X);
    expect(status(chip) & bits.TXC).toBe(0);
  });

  test("ignores what is written while the buffer is full or the sender is off", () => {
    const chip = stillChip(enable.TXEN);
    const sent: number[] = [];
    chip.uart.onSending = (byte) => sent.push(byte);
    for (const byte of [1, 2, 3]) chip.cpu.writeData(UDR0, byte);
    pass(chip, 5 * byteCycles);
    chip.cpu.writeData(UCSR0B, 0);
    chip.cpu.writeData(UDR0, 4);
    pass(chip, 5 * byteCycles);
    expect(sent).toEqual([1, 2]);
  });

  test("keeps three bytes that nobody reads; a fourth takes the third one's place and sets DOR", () => {
    const chip = stillChip(enable.RXEN);
    for (const [index, byte] of [1, 2, 3, 4].entries()) {
      chip.uart.hear(byte, chip.cycles + index * byteCycles, bitCycles);
    }
    pass(chip, 5 * byteCycles);
    expect(status(chip) & bits.DOR).toBe(bits.DOR);
    expect([0, 0, 0].map(() => chip.cpu.readData(UDR0))).toEqual([1, 2, 4]);
    expect(status(chip) & (bits.RXC | bits.DOR)).toBe(0);
    expect(chip.uart.overruns).toBe(1);
  });

  test("sets FE for a byte whose stop bit is missing", () => {
    const chip = stillChip(enable.RXEN);
    chip.uart.hear(0x00, chip.cycles, bitCycles * 1.2);
    pass(chip, 2 * byteCycles);
    expect(status(chip) & bits.FE).toBe(bits.FE);
  });

  test("hears nothing while the receiver is off", () => {
    const chip = stillChip(enable.TXEN);
    chip.uart.hear(0x41, chip.cycles, bitCycles);
    pass(chip, 2 * byteCycles);
    expect(status(chip) & bits.RXC).toBe(0);
  });
});
