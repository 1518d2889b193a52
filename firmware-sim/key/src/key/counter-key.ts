import {
  type Algorithm,
  type CodeForm,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core/units";
import { bytesToHex } from "@noble/hashes/utils.js";
import { realTime, type TimeSource } from "../clock/time-source.ts";
import {
  displayMode,
  type FirmwareEvent,
  type FirmwareState,
  newFirmware,
  runFirmware,
} from "../firmware/firmware.ts";
import { firmwareProgram } from "../firmware/program.ts";
import { keyCode } from "../key-code.ts";
import { type Lcd, showCode, showNothing } from "../lcd/lcd.ts";
import { ChangeWatch } from "./change-watch.ts";
import { checkedSeed, checkedSerial } from "./checked-makeup.ts";

/** What a counter key is made of. */
export type CounterKeyOptions = {
  /** Engraved on the case: 1 to 32 printable characters. */
  readonly serial: string;
  /** The shared secret, 1 to 1024 bytes; it is copied. */
  readonly seed: Uint8Array;
  /** Default "SHA-1". */
  readonly algorithm?: Algorithm;
  /** Digits of a code, 6 to 10; default 6. */
  readonly digits?: number;
  /** The counter whose code the next press shows, 0 .. 2^53-1; default 0. */
  readonly counter?: number;
  /** How long a code stays on the display, ms, 1000 .. 600,000; default 30,000. */
  readonly shownMilliseconds?: number;
  /** Where true time comes from. Default: this machine's clock. */
  readonly timeSource?: TimeSource;
};

/**
 * A simulated key with a counter (RFC 4226) in place of a clock: it is dark, and each press of its
 * button shows the next code for a while. It never asks anyone for the right code. Of time it knows only
 * how long a code has been shown, so it has no quartz; nor has it a battery or faults.
 *
 * ```ts
 * const seed = new TextEncoder().encode("12345678901234567890");
 * const key = new CounterKey({ serial: "000000001", seed });
 * key.code(); // null
 * key.press(); // "755224"
 * key.press(); // "287082"
 * ```
 */
export class CounterKey {
  readonly serial: string;
  /** How long a code stays on the display, ms. */
  readonly shownMilliseconds: number;
  readonly #seed: Uint8Array;
  readonly #timeSource: TimeSource;
  readonly #watch: ChangeWatch;
  #firmware: FirmwareState;
  #counter: TimeStep;

  /** @throws RangeError for an option outside its range. */
  constructor(options: CounterKeyOptions) {
    const { algorithm = "SHA-1", digits = 6, shownMilliseconds = 30_000 } = options;
    this.serial = checkedSerial(options.serial);
    this.shownMilliseconds = shownMilliseconds;
    this.#seed = checkedSeed(options.seed);
    this.#timeSource = options.timeSource ?? realTime;
    this.#watch = new ChangeWatch(this.#timeSource, () => this.darkAt());
    this.#counter = timeStep(options.counter ?? 0);
    const program = firmwareProgram({
      display: { kind: "button", shownMilliseconds },
      parameters: { algorithm, digits },
    });
    this.#firmware = newFirmware(program, bytesToHex(this.#seed));
    this.#happen({ kind: "power-up" });
  }

  /** What its codes are made with, besides the seed. */
  get parameters(): CodeForm {
    const { algorithm, digits } = this.#firmware.program.parameters;
    return { algorithm, digits };
  }

  /**
   * Presses the button and lets go of it. Returns the code that the key then shows: each press moves it on,
   * also while a code is shown. Returns null when the counter is at its end, 2^53-1: the key stays dark.
   */
  press(): string | null {
    if (this.#counter === Number.MAX_SAFE_INTEGER) return null;
    this.#counter = timeStep(this.#counter + 1);
    this.#happen({ kind: "button-down" });
    this.#happen({ kind: "button-up" });
    this.#watch.changed();
    return this.#shown();
  }

  /** Returns the counter whose code the next press shows. With the seed it is all that the key remembers. */
  counter(): number {
    return this.#counter;
  }

  /** Returns the code that the key shows now, or null when it is dark. */
  code(): string | null {
    return this.#shown();
  }

  /** Returns the moment at which the display goes dark by itself, or null when it is dark. */
  darkAt(): UnixMilliseconds | null {
    this.#happen(null);
    const { shownUntil } = this.#firmware;
    return shownUntil === null ? null : unixMilliseconds(shownUntil);
  }

  /** Calls `callback` whenever the display changes. Returns a function that stops that. */
  onChange(callback: () => void): () => void {
    return this.#watch.add(callback);
  }

  /** Returns what is on the display's lines now. There are no bars: a code lasts until the next one. */
  display(): Lcd {
    const code = this.#shown();
    return code === null ? showNothing(this.#firmware.program.parameters.digits) : showCode(code);
  }

  #shown(): string | null {
    this.#happen(null);
    if (displayMode(this.#firmware) !== "shown") return null;
    const shown = timeStep(this.#counter - 1);
    return keyCode(this.#seed, shown, this.#firmware.program.parameters);
  }

  #happen(event: FirmwareEvent | null): void {
    this.#firmware = runFirmware(this.#firmware, event, this.#timeSource.now());
  }
}
