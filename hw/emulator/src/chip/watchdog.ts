import type { CPU } from "avr8js";
import type { ChipEvent, EventQueue } from "./event-queue.ts";
import { InterruptLine } from "./interrupt-line.ts";
import { MCUSR, resetCauses, vectors, WDTCSR } from "./registers.ts";

const bits = { WDIF: 0x80, WDIE: 0x40, WDP3: 0x20, WDCE: 0x10, WDE: 0x08, WDP: 0x07 };
// 2048 cycles of its own oscillator of 128 kHz at the shortest, in cycles of 16 MHz.
const shortestCycles = (2048 / 128_000) * 16_000_000;
const changeCycles = 4;

/**
 * The watchdog. After a reset of its own it stays on, with the shortest time, until the program clears
 * WDRF and then WDE (datasheet §11.8.2): a firmware that does not is reset for ever, here as there.
 */
export class Watchdog {
  /** Called when the time is over and WDE is set. */
  onBite: () => void = () => {};
  /** Called when the program feeds it (WDR). */
  onFeed: () => void = () => {};
  readonly #cpu: CPU;
  readonly #events: EventQueue;
  readonly #due: ChipEvent;
  readonly #line: InterruptLine;
  #changeUntil = -1;

  constructor(cpu: CPU, events: EventQueue) {
    this.#cpu = cpu;
    this.#events = events;
    this.#due = events.source(() => this.#timeOut());
    this.#line = new InterruptLine(cpu, vectors.watchdog, { register: WDTCSR, mask: bits.WDIF });
    cpu.onWatchdogReset = () => {
      this.onFeed();
      this.#restart();
    };
    cpu.writeHooks[WDTCSR] = (value, before) => {
      this.#write(value, before);
      return true;
    };
    cpu.writeHooks[MCUSR] = (value, before) => {
      cpu.data[MCUSR] = value & before;
      return true;
    };
  }

  /** What the hardware does when the chip is reset: only WDRF keeps it on. */
  reset(): void {
    this.#cpu.data[WDTCSR] = this.#resetByItself ? bits.WDE : 0;
    this.#line.set(false);
    this.#restart();
  }

  get #resetByItself(): boolean {
    return ((this.#cpu.data[MCUSR] ?? 0) & resetCauses.watchdog) !== 0;
  }

  #write(value: number, before: number): void {
    const { cycles, data } = this.#cpu;
    const changing = cycles <= this.#changeUntil;
    if ((value & (bits.WDCE | bits.WDE)) === (bits.WDCE | bits.WDE)) {
      this.#changeUntil = cycles + changeCycles;
    }
    const kept = changing ? 0 : bits.WDP3 | bits.WDP;
    // WDE can be set at any time, and cleared only in the four cycles; WDRF holds it.
    const held = changing && !this.#resetByItself ? 0 : before & bits.WDE;
    const flag = before & bits.WDIF & ~value;
    data[WDTCSR] =
      flag | (value & (bits.WDIE | bits.WDE)) | held | (before & kept) | (value & (0x27 & ~kept));
    this.#line.set((flag & bits.WDIF) !== 0 && (value & bits.WDIE) !== 0);
    this.#restart();
  }

  #restart(): void {
    const control = this.#cpu.data[WDTCSR] ?? 0;
    if ((control & (bits.WDE | bits.WDIE)) === 0) {
      this.#events.cancel(this.#due);
      return;
    }
    const prescale = ((control & bits.WDP3) >> 2) | (control & bits.WDP);
    this.#events.schedule(this.#due, this.#cpu.cycles + shortestCycles * 2 ** prescale);
  }

  #timeOut(): void {
    const { data } = this.#cpu;
    const control = data[WDTCSR] ?? 0;
    if ((control & bits.WDIE) === 0) {
      this.onBite();
      return;
    }
    // Interrupt first, reset the next time (datasheet table 11-1).
    data[WDTCSR] = control | bits.WDIF;
    this.#line.set(true);
    if ((control & bits.WDE) !== 0) data[WDTCSR] = (data[WDTCSR] ?? 0) & ~bits.WDIE;
    this.#restart();
  }
}
