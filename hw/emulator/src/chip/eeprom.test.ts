import { describe, expect, test } from "vitest";
import { Chip } from "./chip.ts";
import { EEARL, EECR, EEDR, SREG, vectors } from "./registers.ts";

const bits = { EERE: 1, EEPE: 2, EEMPE: 4, EERIE: 8 };
const writeCycles = 54_400;

function stillChip(): Chip {
  const chip = new Chip(
    new Uint8Array(new Uint16Array(16_384).fill(0xcfff).buffer),
    new Uint8Array(1024).fill(0xff),
  );
  chip.reset("power-on");
  return chip;
}

function write(chip: Chip, address: number, value: number): void {
  chip.cpu.writeData(EEARL, address);
  chip.cpu.writeData(EEDR, value);
  chip.cpu.writeData(EECR, bits.EEMPE);
  chip.cpu.writeData(EECR, bits.EEPE);
}

function read(chip: Chip, address: number): number {
  chip.cpu.writeData(EEARL, address);
  chip.cpu.writeData(EECR, bits.EERE);
  return chip.cpu.readData(EEDR);
}

describe("Eeprom", () => {
  test("is busy for 3.4 ms after a write, and then gives the byte back", () => {
    const chip = stillChip();
    write(chip, 5, 0x42);
    chip.runUntil(writeCycles - 100);
    expect(chip.cpu.readData(EECR) & bits.EEPE).toBe(bits.EEPE);
    chip.runUntil(writeCycles + 100);
    expect(chip.cpu.readData(EECR) & bits.EEPE).toBe(0);
    expect(read(chip, 5)).toBe(0x42);
    expect(chip.eeprom.writes).toBe(1);
  });

  test("writes only within four cycles after EEMPE, and not while it is busy", () => {
    const chip = stillChip();
    chip.cpu.writeData(EEDR, 1);
    chip.cpu.writeData(EECR, bits.EEPE);
    chip.cpu.writeData(EECR, bits.EEMPE);
    chip.cpu.cycles += 5;
    chip.cpu.writeData(EECR, bits.EEPE);
    expect(chip.eeprom.writes).toBe(0);
    write(chip, 1, 0x11);
    write(chip, 2, 0x22);
    expect([...chip.eeprom.memory.subarray(1, 3)]).toEqual([0x11, 0xff]);
  });

  test("keeps its bytes, and completes a write, over a reset", () => {
    const chip = stillChip();
    write(chip, 7, 0x77);
    chip.reset("external");
    expect(chip.cpu.readData(EECR) & bits.EEPE).toBe(bits.EEPE);
    chip.runUntil(2 * writeCycles);
    expect(read(chip, 7)).toBe(0x77);
  });

  test("asks for its interrupt as long as it is ready and the interrupt is enabled", () => {
    const chip = stillChip();
    chip.cpu.writeData(EECR, bits.EERIE);
    expect(chip.cpu.nextInterrupt).toBe(vectors.eepromReady);
    chip.cpu.data[SREG] = 0x80;
    chip.cpu.tick();
    expect(chip.cpu.nextInterrupt).toBe(vectors.eepromReady);
    chip.cpu.writeData(EECR, 0);
    expect(chip.cpu.nextInterrupt).toBe(-1);
  });
});
