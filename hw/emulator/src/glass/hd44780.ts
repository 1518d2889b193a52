import { characterOf } from "./character-rom.ts";
import type { DisplayFault, GlassCursor } from "./glass.ts";

const cyclesPerMicrosecond = 16;
// Data sheet: at 270 kHz 37 µs for an instruction, 4 µs more for data, 1.52 ms for clear and home.
const busyCycles = {
  instruction: 37 * cyclesPerMicrosecond,
  data: 41 * cyclesPerMicrosecond,
  clear: 1520 * cyclesPerMicrosecond,
  power: 10_000 * cyclesPerMicrosecond,
};
// PW_EH is 230 ns at 5 V, 450 ns at 2.7 V: the longer one, in cycles of 62.5 ns.
const pulseCyclesMin = 7;
const columns = 16;
const lineBytes = 40;
const faultsMax = 100;

/**
 * An HD44780 with a glass of two lines of 16, by its pins: RS, E and the upper data lines, R/W to
 * ground. It does what it is told at the falling edge of E, ignores what comes while it is busy, and
 * keeps a list of such mistakes.
 */
export class Hd44780 {
  /** Called whenever what can be seen may have changed. */
  onChange: (cycle: number) => void = () => {};
  /** The first hundred mistakes. */
  readonly faults: DisplayFault[] = [];
  readonly #cells = new Uint8Array(2 * lineBytes).fill(0x20);
  readonly #patterns = new Uint8Array(64);
  #fourBits = false;
  #high: number | null = null;
  #address = 0;
  #inPatterns = false;
  #increment = true;
  #shiftOnWrite = false;
  #shift = 0;
  #on = false;
  #underline = false;
  #blink = false;
  #busyUntil: number;
  #pulseFrom = 0;

  /** The power comes at `cycle`. */
  constructor(cycle: number) {
    this.#busyUntil = cycle + busyCycles.power;
  }

  get on(): boolean {
    return this.#on;
  }

  /** The codes that the glass shows, a line at a time. */
  get codes(): readonly Uint8Array[] {
    return [0, 1].map((line) =>
      Uint8Array.from({ length: columns }, (_, column) => {
        return this.#cells[line * lineBytes + ((column + this.#shift) % lineBytes)] ?? 0x20;
      }),
    );
  }

  /** The same as text; blank while the display is switched off. */
  get lines(): readonly string[] {
    return this.codes.map((line) =>
      this.#on ? Array.from(line, characterOf).join("") : " ".repeat(columns),
    );
  }

  get patterns(): readonly Uint8Array[] {
    return Array.from({ length: 8 }, (_, index) => this.#patterns.slice(index * 8, index * 8 + 8));
  }

  get cursor(): GlassCursor | null {
    if (!this.#on || this.#inPatterns || (!this.#underline && !this.#blink)) return null;
    const row = this.#address >= 0x40 ? 1 : 0;
    const column = ((this.#address & 0x3f) - this.#shift + lineBytes) % lineBytes;
    if (column >= columns) return null;
    return { row, column, underline: this.#underline, blink: this.#blink };
  }

  /** E rises. */
  rise(cycle: number): void {
    this.#pulseFrom = cycle;
  }

  /** E falls: `nibble` is on the upper data lines, RS says whether it is data. */
  fall(isData: boolean, nibble: number, cycle: number): void {
    if (cycle - this.#pulseFrom < pulseCyclesMin) {
      this.#note("short-pulse", cycle);
      return;
    }
    if (cycle < this.#busyUntil) {
      this.#note("busy", cycle);
      return;
    }
    if (!this.#fourBits) {
      this.#take(isData, nibble << 4, cycle);
    } else if (this.#high === null) {
      this.#high = nibble;
    } else {
      const byte = (this.#high << 4) | nibble;
      this.#high = null;
      this.#take(isData, byte, cycle);
    }
  }

  #note(kind: DisplayFault["kind"], cycle: number): void {
    if (this.faults.length < faultsMax) this.faults.push({ kind, cycle });
  }

  #take(isData: boolean, byte: number, cycle: number): void {
    this.#busyUntil = cycle + busyCycles[isData ? "data" : byte < 4 ? "clear" : "instruction"];
    if (isData) this.#write(byte);
    else this.#instruct(byte);
    this.onChange(cycle);
  }

  #write(byte: number): void {
    if (this.#inPatterns) {
      this.#patterns[this.#address] = byte & 0x1f;
      this.#address = (this.#address + (this.#increment ? 1 : 63)) % 64;
      return;
    }
    const line = this.#address >= 0x40 ? 1 : 0;
    this.#cells[line * lineBytes + ((this.#address & 0x3f) % lineBytes)] = byte;
    this.#step(this.#increment ? 1 : -1);
    if (this.#shiftOnWrite) this.#move(this.#increment ? 1 : -1);
  }

  #instruct(byte: number): void {
    if (byte >= 0x80) this.#go(byte & 0x7f);
    else if (byte >= 0x40) {
      this.#address = byte & 0x3f;
      this.#inPatterns = true;
    } else if (byte >= 0x20) {
      this.#fourBits = (byte & 0x10) === 0;
      this.#high = null;
    } else if (byte >= 0x10) {
      const right = (byte & 4) !== 0;
      if ((byte & 8) !== 0) this.#move(right ? -1 : 1);
      else this.#step(right ? 1 : -1);
    } else if (byte >= 8) {
      this.#on = (byte & 4) !== 0;
      this.#underline = (byte & 2) !== 0;
      this.#blink = (byte & 1) !== 0;
    } else if (byte >= 4) {
      this.#increment = (byte & 2) !== 0;
      this.#shiftOnWrite = (byte & 1) !== 0;
    } else {
      if (byte === 1) {
        this.#cells.fill(0x20);
        this.#increment = true;
      }
      this.#shift = 0;
      this.#go(0);
    }
  }

  #go(address: number): void {
    this.#address = (address & 0x40) | ((address & 0x3f) % lineBytes);
    this.#inPatterns = false;
  }

  /** One cell on or back; the end of a line leads to the other one. */
  #step(by: 1 | -1): void {
    const cells = 2 * lineBytes;
    const index = (this.#address >= 0x40 ? lineBytes : 0) + (this.#address & 0x3f);
    const next = (index + by + cells) % cells;
    this.#address = next < lineBytes ? next : 0x40 + next - lineBytes;
  }

  #move(by: 1 | -1): void {
    this.#shift = (this.#shift + by + lineBytes) % lineBytes;
  }
}
