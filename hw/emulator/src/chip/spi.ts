import type { CPU } from "avr8js";
import type { ChipEvent, EventQueue } from "./event-queue.ts";
import { InterruptLine } from "./interrupt-line.ts";
import { SPCR, SPDR, SPSR, vectors } from "./registers.ts";

const bits = { SPIE: 0x80, SPE: 0x40, DORD: 0x20, SPIF: 0x80, WCOL: 0x40, SPI2X: 0x01 };
const dividers = [4, 16, 64, 128];

/** The SPI as a master that only sends; nothing answers on MISO, which reads 0xFF. */
export class Spi {
  /** Called with each byte as it is sent, in the order of its bits on the wire, first bit highest. */
  onByte: (byte: number) => void = () => {};
  readonly #cpu: CPU;
  readonly #events: EventQueue;
  readonly #sent: ChipEvent;
  readonly #line: InterruptLine;
  #busy = false;

  constructor(cpu: CPU, events: EventQueue) {
    this.#cpu = cpu;
    this.#events = events;
    this.#sent = events.source(() => this.#end());
    this.#line = new InterruptLine(cpu, vectors.spi, { register: SPSR, mask: bits.SPIF });
    const { data, readHooks, writeHooks } = cpu;
    writeHooks[SPDR] = (value) => {
      this.#begin(value);
      return true;
    };
    readHooks[SPDR] = () => {
      this.#clearFlags();
      return data[SPDR] ?? 0xff;
    };
    writeHooks[SPCR] = (value) => {
      data[SPCR] = value;
      this.#update();
      return true;
    };
    writeHooks[SPSR] = (value, before) => {
      data[SPSR] = (before & ~bits.SPI2X) | (value & bits.SPI2X);
      return true;
    };
  }

  /** What the hardware does when the chip is reset. */
  reset(): void {
    this.#busy = false;
    this.#events.cancel(this.#sent);
    this.#update();
  }

  #begin(value: number): void {
    const { data, cycles } = this.#cpu;
    const control = data[SPCR] ?? 0;
    if ((control & bits.SPE) === 0) return;
    if (this.#busy) {
      data[SPSR] = (data[SPSR] ?? 0) | bits.WCOL;
      return;
    }
    this.#clearFlags();
    this.#busy = true;
    const divider = dividers[control & 3] ?? 4;
    const halved = ((data[SPSR] ?? 0) & bits.SPI2X) === 0 ? 1 : 2;
    this.onByte((control & bits.DORD) === 0 ? value : reversed(value));
    this.#events.schedule(this.#sent, cycles + (8 * divider) / halved);
  }

  #end(): void {
    this.#busy = false;
    this.#cpu.data[SPDR] = 0xff;
    this.#cpu.data[SPSR] = (this.#cpu.data[SPSR] ?? 0) | bits.SPIF;
    this.#update();
  }

  #clearFlags(): void {
    this.#cpu.data[SPSR] = (this.#cpu.data[SPSR] ?? 0) & ~(bits.SPIF | bits.WCOL);
    this.#update();
  }

  #update(): void {
    const { data } = this.#cpu;
    this.#line.set(((data[SPSR] ?? 0) & (data[SPCR] ?? 0) & bits.SPIE) !== 0);
  }
}

function reversed(byte: number): number {
  let result = 0;
  for (let index = 0; index < 8; index += 1) result |= ((byte >> index) & 1) << (7 - index);
  return result;
}
