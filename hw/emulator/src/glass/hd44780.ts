import type { DisplayFault, GlassCursor } from "./glass.ts";
import { characterOf, type Panel, panels } from "./panel.ts";

const cyclesPerMicrosecond = 16;
// Data sheets: at 270 kHz 37 µs (KS0073: 39 µs) for an instruction, 4 µs more for data, and 1.52 ms
// (1.53 ms) for clear and home.
const busyMicroseconds = {
  hd44780: { instruction: 37, data: 41, clear: 1520, power: 10_000 },
  ks0073: { instruction: 39, data: 43, clear: 1530, power: 20_000 },
};
// PW_EH is 230 ns at 5 V, 450 ns at 2.7 V: the longer one, in cycles of 62.5 ns.
const pulseCyclesMin = 7;
const faultsMax = 100;
const cellsMax = 128;

/**
 * An HD44780 or a KS0073 with its glass, by its pins: RS, E and the upper data lines, R/W to ground.
 * It does what it is told at the falling edge of E, ignores what comes while it is busy, and keeps a
 * list of such mistakes. A KS0073 has besides: four lines, and a cursor that inverts its character.
 */
export class Hd44780 {
  /** Called whenever what can be seen may have changed. */
  onChange: (cycle: number) => void = () => {};
  /** The first hundred mistakes. */
  readonly faults: DisplayFault[] = [];
  readonly #panel: Panel;
  /** By address. */
  readonly #cells = new Uint8Array(cellsMax).fill(0x20);
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
  /** KS0073: whether its other commands are open (RE), four lines (NW), the inverting cursor (B/W). */
  #extended = false;
  #fourLines = false;
  #inverse = false;
  #busyUntil: number;
  #pulseFrom = 0;

  /** The power comes at `cycle`. */
  constructor(cycle: number, panel: Panel = panels.hd44780) {
    this.#panel = panel;
    this.#busyUntil = cycle + this.#busyCycles("power");
  }

  get on(): boolean {
    return this.#on;
  }

  /** The codes that the glass shows, a line at a time. */
  get codes(): readonly Uint8Array[] {
    const { size, stride } = this.#lines;
    return Array.from({ length: this.#panel.rows }, (_row, line) =>
      Uint8Array.from({ length: this.#panel.columns }, (_, column) => {
        return this.#cells[line * stride + ((column + this.#shift) % size)] ?? 0x20;
      }),
    );
  }

  /** The same as text; blank while the display is switched off. */
  get lines(): readonly string[] {
    return this.codes.map((line) =>
      this.#on
        ? Array.from(line, (code) => characterOf(this.#panel.controller, code)).join("")
        : " ".repeat(this.#panel.columns),
    );
  }

  get patterns(): readonly Uint8Array[] {
    return Array.from({ length: 8 }, (_, index) => this.#patterns.slice(index * 8, index * 8 + 8));
  }

  get cursor(): GlassCursor | null {
    if (!this.#on || this.#inPatterns || (!this.#underline && !this.#blink)) return null;
    const { size, stride } = this.#lines;
    const row = Math.floor(this.#address / stride);
    const column = ((this.#address % stride) - this.#shift + size) % size;
    if (column >= this.#panel.columns) return null;
    const shape = { underline: this.#underline, blink: this.#blink };
    return { row, column, ...shape, ...(this.#inverse && { inverse: true }) };
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
    this.#busyUntil =
      cycle + this.#busyCycles(isData ? "data" : byte < 4 ? "clear" : "instruction");
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
    this.#cells[this.#address] = byte;
    this.#step(this.#increment ? 1 : -1);
    if (this.#shiftOnWrite) this.#move(this.#increment ? 1 : -1);
  }

  #instruct(byte: number): void {
    if (this.#extended && (byte < 0x20 || byte >= 0x40) && byte !== 1) this.#instructExtended(byte);
    else if (byte >= 0x80) this.#go(byte & 0x7f);
    else if (byte >= 0x40) {
      this.#address = byte & 0x3f;
      this.#inPatterns = true;
    } else if (byte >= 0x20) {
      this.#fourBits = (byte & 0x10) === 0;
      this.#extended = this.#panel.controller === "ks0073" && (byte & 4) !== 0;
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

  /** KS0073: of the commands behind RE only the shape of lines and cursor is seen on this glass. */
  #instructExtended(byte: number): void {
    if (byte < 8 || byte >= 0x10) return;
    this.#inverse = (byte & 2) !== 0;
    this.#fourLines = (byte & 1) !== 0;
  }

  /** How many cells a line has, and how far the addresses of two lines are apart. */
  get #lines(): { readonly count: number; readonly size: number; readonly stride: number } {
    if (this.#fourLines) return { count: 4, size: 20, stride: 0x20 };
    return { count: 2, size: 40, stride: 0x40 };
  }

  #busyCycles(what: keyof (typeof busyMicroseconds)["hd44780"]): number {
    return busyMicroseconds[this.#panel.controller][what] * cyclesPerMicrosecond;
  }

  #go(address: number): void {
    const { size, stride } = this.#lines;
    this.#address = address - (address % stride) + ((address % stride) % size);
    this.#inPatterns = false;
  }

  /** One cell on or back; the end of a line leads to the next one. */
  #step(by: 1 | -1): void {
    const { count, size, stride } = this.#lines;
    const cells = count * size;
    const index = Math.floor(this.#address / stride) * size + (this.#address % stride);
    const next = (index + by + cells) % cells;
    this.#address = Math.floor(next / size) * stride + (next % size);
  }

  #move(by: 1 | -1): void {
    const { size } = this.#lines;
    this.#shift = (this.#shift + by + size) % size;
  }
}
