import type { CPU } from "avr8js";
import type { ChipEvent, EventQueue } from "./event-queue.ts";
import { InterruptLine } from "./interrupt-line.ts";
import { EEARH, EEARL, EECR, EEDR, vectors } from "./registers.ts";

/** EEPROM of the ATmega328P. */
export const eepromBytes = 1024;

const bits = { EERE: 0x01, EEPE: 0x02, EEMPE: 0x04, EERIE: 0x08, EEPM0: 0x10, EEPM1: 0x20 };
const masterCycles = 4;
// Datasheet table 8-2: 3.4 ms for erase and write, 1.8 ms for one of them.
const wholeCycles = 54_400;
const halfCycles = 28_800;

/** The EEPROM. What was written outlives every reset; a write under way is completed over a reset. */
export class Eeprom {
  /** Its bytes; the owner keeps them when the board is gone. */
  readonly memory: Uint8Array;
  /** Bytes written since the board was made: cells wear out after about 100,000. */
  writes = 0;
  readonly #cpu: CPU;
  readonly #events: EventQueue;
  readonly #written: ChipEvent;
  readonly #ready: InterruptLine;
  #masterUntil = -1;
  #writing = false;

  constructor(cpu: CPU, events: EventQueue, memory: Uint8Array) {
    this.memory = memory;
    this.#cpu = cpu;
    this.#events = events;
    this.#ready = new InterruptLine(cpu, vectors.eepromReady);
    this.#written = events.source(() => {
      this.#writing = false;
      this.#update(cpu.data[EECR] ?? 0);
    });
    cpu.readHooks[EECR] = () => this.#status(cpu.data[EECR] ?? 0);
    cpu.writeHooks[EECR] = (value) => {
      this.#control(value);
      return true;
    };
  }

  reset(): void {
    this.#masterUntil = -1;
    this.#update(0);
  }

  #control(value: number): void {
    const cpu = this.#cpu;
    const { data, cycles } = cpu;
    const address = (((data[EEARH] ?? 0) << 8) | (data[EEARL] ?? 0)) % eepromBytes;
    const mayWrite = cycles <= this.#masterUntil && !this.#writing;
    if ((value & bits.EEMPE) !== 0) this.#masterUntil = cycles + masterCycles;
    if ((value & bits.EEPE) !== 0 && mayWrite) {
      this.#write(address, data[EEDR] ?? 0, value);
      cpu.cycles += 2;
    } else if ((value & bits.EERE) !== 0 && !this.#writing) {
      data[EEDR] = this.memory[address] ?? 0xff;
      cpu.cycles += 4;
    }
    this.#update(value);
  }

  #write(address: number, value: number, mode: number): void {
    const erases = (mode & bits.EEPM1) === 0;
    const writes = (mode & bits.EEPM0) === 0;
    const before = erases ? 0xff : (this.memory[address] ?? 0xff);
    this.memory[address] = writes ? before & value : before;
    this.writes += 1;
    this.#writing = true;
    const cycles = erases && writes ? wholeCycles : halfCycles;
    this.#events.schedule(this.#written, this.#cpu.cycles + cycles);
  }

  #status(control: number): number {
    const kept = control & (bits.EERIE | bits.EEPM0 | bits.EEPM1);
    const master = this.#cpu.cycles <= this.#masterUntil && !this.#writing ? bits.EEMPE : 0;
    return kept | master | (this.#writing ? bits.EEPE : 0);
  }

  #update(control: number): void {
    this.#cpu.data[EECR] = this.#status(control);
    this.#ready.set((control & bits.EERIE) !== 0 && !this.#writing);
  }
}
