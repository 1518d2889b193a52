import { Chip } from "../chip/chip.ts";
import { eepromBytes } from "../chip/eeprom.ts";
import type { ChipEvent } from "../chip/event-queue.ts";
import { nominalHertz, Oscillator } from "../chip/oscillator.ts";
import { type ResetCause, ramFirst } from "../chip/registers.ts";
import type { DisplayFault, Glass } from "../glass/glass.ts";
import { SerialLine } from "../line/serial-line.ts";
import { type BoardKey, boardKeys, contactOf } from "./board-keys.ts";
import { type Display, type DisplayKind, wireDisplay } from "./display.ts";

/** What an emulated board is made of. */
export type BoardMakeup = {
  /** The firmware: flash of 32 KB, such as `parseIntelHex` answers or `builtFirmware` finds. */
  readonly flash: Uint8Array;
  readonly display?: DisplayKind;
  /** EEPROM of an earlier board, 1024 bytes; is copied. Default: erased. */
  readonly eeprom?: Uint8Array;
  /** How much the oscillator is fast. */
  readonly errorPpm?: number;
  /** The rate of the other end of the line; "same" follows the board, as on a pty. */
  readonly baud?: number | "same";
};

/** A change of what can be seen, when nothing more has changed for 5 ms (or 50 ms have passed). */
export type GlassChange = {
  readonly glass: Glass;
  /** True time of the last thing drawn. */
  readonly atMilliseconds: number;
};

const settleCycles = (5 * nominalHertz) / 1000;
const unsettledCyclesMax = (50 * nominalHertz) / 1000;

/**
 * A board in virtual time: the firmware's own binary on an emulated chip, with its display, its keys
 * and the other end of its serial line. Nothing happens but in `advance`, and the same calls always
 * give the same board. True time is in milliseconds since the power came first.
 */
export class EmulatedBoard {
  readonly #chip: Chip;
  readonly #oscillator: Oscillator;
  readonly #display: Display;
  readonly #towardsHost: SerialLine;
  readonly #hostHears: ChipEvent;
  readonly #settled: ChipEvent;
  readonly #byteListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #glassListeners = new Set<(change: GlassChange) => void>();
  readonly #resetListeners = new Set<(cause: ResetCause) => void>();
  #baud: number | "same";
  #now = 0;
  #lineFreeAt = 0;
  #drawn = { first: 0, last: 0 };
  #seen = "";
  #powered = true;
  #running = false;

  constructor(makeup: BoardMakeup) {
    this.#oscillator = new Oscillator(makeup.errorPpm ?? 0);
    this.#baud = makeup.baud ?? 19_200;
    const eeprom = new Uint8Array(eepromBytes).fill(0xff);
    eeprom.set(makeup.eeprom?.subarray(0, eepromBytes) ?? []);
    const chip = new Chip(makeup.flash, eeprom);
    this.#chip = chip;
    this.#towardsHost = new SerialLine(this.#hostBit());
    this.#hostHears = chip.events.source(() => this.#hear());
    this.#settled = chip.events.source(() => this.#showSettled());
    chip.uart.onSending = (byte, bit) => {
      this.#towardsHost.setReceiverBit(this.#hostBit());
      this.#towardsHost.send(byte, chip.cycles, bit);
      chip.events.schedule(this.#hostHears, this.#towardsHost.due);
    };
    chip.onReset = (cause) => {
      for (const listener of this.#resetListeners) listener(cause);
    };
    this.#display = wireDisplay(makeup.display ?? "hd44780", chip, (cycle) => this.#draw(cycle));
    // Pull-ups of the firmware make them high; only a closed contact is low.
    for (const key of boardKeys) this.release(key);
    chip.reset("power-on");
  }

  /** True time; in a listener, the moment of what it hears. */
  get nowMilliseconds(): number {
    if (!this.#running) return this.#now;
    return Math.max(this.#now, this.#oscillator.millisecondsAt(this.#chip.cycles));
  }

  /** Cycles of the board's oscillator, and instructions executed. */
  get counters(): { readonly cycles: number; readonly instructions: number } {
    return { cycles: this.#chip.cycles, instructions: this.#chip.instructions };
  }

  /**
   * The longest times between two feedings of the watchdog so far, or since a reset: all of it, and without
   * sleep. Cycles.
   */
  get longestUnfed(): { readonly whole: number; readonly awake: number } {
    return { ...this.#chip.longestUnfed };
  }

  /** Whether a byte is on its way. */
  get busy(): boolean {
    return this.#chip.uart.busy || this.#towardsHost.due < Number.POSITIVE_INFINITY;
  }

  /** The oscillator's error; may be changed at any time. */
  get errorPpm(): number {
    return this.#oscillator.errorPpm;
  }

  set errorPpm(errorPpm: number) {
    this.#oscillator.setErrorPpm(errorPpm, this.#now);
  }

  /** The rate of the other end; bytes already on their way keep theirs. */
  get baud(): number | "same" {
    return this.#baud;
  }

  set baud(baud: number | "same") {
    if (baud !== "same" && !(baud >= 50 && baud <= 4_000_000)) {
      throw new RangeError(`Cannot use ${baud} as a baud rate: wanted 50 to 4000000`);
    }
    this.#baud = baud;
  }

  /** The rate of the board's own end, as its program has set it. */
  get boardBaud(): number {
    return nominalHertz / this.#chip.uart.bitCycles;
  }

  /** A copy of the EEPROM, to be given to the next board. */
  get eeprom(): Uint8Array {
    return this.#chip.eeprom.memory.slice();
  }

  /** A copy of the RAM, 2048 bytes; what no program has written yet is the same in every new board. */
  get ram(): Uint8Array {
    return this.#chip.cpu.data.slice(ramFirst);
  }

  /** Bytes written to the EEPROM so far. */
  get eepromWrites(): number {
    return this.#chip.eeprom.writes;
  }

  /** Bytes that the program did not take from the UART in time. */
  get overruns(): number {
    return this.#chip.uart.overruns;
  }

  glass(): Glass {
    return this.#display.glass();
  }

  /** Mistakes of the program against the display's data sheet. */
  get displayFaults(): readonly DisplayFault[] {
    return this.#display.faults();
  }

  /** Lets true time pass. */
  advance(milliseconds: number): void {
    this.advanceTo(this.#now + milliseconds);
  }

  /**
   * Lets true time pass until then. A listener may call `pause`: then time stands at that moment
   * (to within an instruction). Returns whether the whole time has passed.
   */
  advanceTo(milliseconds: number): boolean {
    if (!(milliseconds >= this.#now)) {
      throw new RangeError(`Cannot advance to ${milliseconds} ms: it is ${this.#now} ms already`);
    }
    if (this.#powered) {
      this.#running = true;
      try {
        this.#chip.runUntil(this.#oscillator.cyclesAt(milliseconds));
      } finally {
        this.#running = false;
      }
      if (this.#chip.halted) {
        this.#now = Math.max(this.#now, this.#oscillator.millisecondsAt(this.#chip.cycles));
        return false;
      }
    }
    this.#now = milliseconds;
    return true;
  }

  /** In a listener: ends the advance that is under way. */
  pause(): void {
    this.#chip.halted = true;
  }

  /** Puts bytes on the line, one after the other, as fast as the rate allows. */
  send(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const start = Math.max(this.#chip.cycles, this.#lineFreeAt);
      const bit = this.#hostBit();
      this.#lineFreeAt = start + 10 * bit;
      if (this.#powered) this.#chip.uart.hear(byte, start, bit);
    }
  }

  /** True time at which the last byte sent will have left. */
  get sentAtMilliseconds(): number {
    return this.#oscillator.millisecondsAt(Math.max(this.#lineFreeAt, this.#chip.cycles));
  }

  /** Closes a key's contact. */
  press(key: BoardKey): void {
    this.#chip.ports.C.setPin(contactOf(key), false);
  }

  /** Opens it again. */
  release(key: BoardKey): void {
    this.#chip.ports.C.setPin(contactOf(key), true);
  }

  /** A pulse on the reset pin, as DTR gives on opening the port of an Uno. */
  pulseReset(): void {
    if (this.#powered) this.#chip.reset("external");
  }

  /** Takes the power away: time passes and nothing happens. EEPROM stays. */
  powerOff(): void {
    this.#powered = false;
    this.#towardsHost.clear();
    this.#chip.events.cancel(this.#hostHears);
  }

  /** Gives the power back. */
  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#chip.skipTo(this.#oscillator.cyclesAt(this.#now));
    this.#display.powerOn();
    this.#chip.reset("power-on");
  }

  /** Called with what the board sends. Answers a function that stops it. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return listen(this.#byteListeners, listener);
  }

  /** Called with each change of the glass. Answers a function that stops it. */
  onGlass(listener: (change: GlassChange) => void): () => void {
    return listen(this.#glassListeners, listener);
  }

  /** Called after each reset but the first. Answers a function that stops it. */
  onReset(listener: (cause: ResetCause) => void): () => void {
    return listen(this.#resetListeners, listener);
  }

  #hostBit(): number {
    if (this.#baud === "same") return this.#chip.uart.bitCycles;
    return (this.#oscillator.cyclesPerMillisecond * 1000) / this.#baud;
  }

  #hear(): void {
    const heard = this.#towardsHost.receive();
    this.#chip.events.schedule(this.#hostHears, this.#towardsHost.due);
    if (heard === null) return;
    for (const listener of this.#byteListeners) listener(Uint8Array.of(heard.byte));
  }

  #draw(cycle: number): void {
    const { events } = this.#chip;
    if (this.#settled.at === Number.POSITIVE_INFINITY) this.#drawn = { first: cycle, last: cycle };
    this.#drawn.last = cycle;
    const latest = this.#drawn.first + unsettledCyclesMax;
    events.schedule(this.#settled, Math.min(latest, cycle + settleCycles));
  }

  #showSettled(): void {
    if (this.#glassListeners.size === 0) return;
    const glass = this.glass();
    const { codes, on, cursor, patterns, lamps } = glass;
    // By codes: some characters of a table are no letters, and look alike in `lines`.
    const seen = JSON.stringify([on ? codes : [], on, cursor, patterns, lamps]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    const atMilliseconds = this.#oscillator.millisecondsAt(this.#drawn.last);
    for (const listener of this.#glassListeners) listener({ glass, atMilliseconds });
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
