import {
  type CodeParameters,
  codeParameters,
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
} from "@jeton/core/units";
import {
  believedTimeAt,
  jump,
  keyClock,
  offsetAt,
  ratePpmOf,
  setOffset,
  setRate,
  trueTimeWhenBelieved,
} from "./clock/key-clock.ts";
import { realTime, type TimeSource } from "./clock/time-source.ts";
import { keyCode } from "./key-code.ts";
import {
  checkedSeed,
  checkedSerial,
  type KeyMakeup,
  keyState,
  parseKeyState,
  type SimulatedKeyState,
} from "./key-state.ts";
import { type Lcd, showCode } from "./lcd/lcd.ts";
import { barsLeft } from "./lcd/segments.ts";

/** What a new simulated key is made of. */
export type SimulatedKeyOptions = {
  /** Engraved on the case: 1 to 32 printable characters. */
  readonly serial: string;
  /** The shared secret, 1 to 1024 bytes; it is copied. */
  readonly seed: Uint8Array;
  /** What differs from SHA-1, 6 digits, 60 s, T0 = 0. */
  readonly parameters?: Partial<CodeParameters>;
  /** Where true time comes from. Default: this machine's clock. */
  readonly timeSource?: TimeSource;
  /** Key clock minus true time, whole ms. Default 0. */
  readonly offsetMilliseconds?: number;
  /** Speed error of the key's clock, ±5000 ppm. Default 0. */
  readonly ratePpm?: number;
};

/** All that can be read from a key at one moment, so that its parts belong together. */
export type KeyReading = {
  /** True time of the reading. */
  readonly at: UnixMilliseconds;
  /** What the key believes the time to be. */
  readonly believed: UnixMilliseconds;
  /** The step that the key believes in, or null before T0. */
  readonly step: TimeStep | null;
  /** The code on the display, or null before T0, when the display shows dashes. */
  readonly code: string | null;
  /** True time at which the display changes to the next code. */
  readonly nextCodeAt: UnixMilliseconds;
  /** Milliseconds of true time until then, 1 or more. */
  readonly millisecondsLeft: number;
  readonly lcd: Lcd;
};

/**
 * A key that is always on: it holds a seed and a clock and shows the code of the time that it
 * believes in. It never asks anyone for the right time, nor for the right code.
 *
 * ```ts
 * const time = new VirtualTime(unixMilliseconds(59_000));
 * const seed = new TextEncoder().encode("12345678901234567890");
 * const key = new SimulatedKey({ serial: "000000001", seed, timeSource: time });
 * key.code(); // "755224"
 * time.advance(1000);
 * key.code(); // "287082"
 * ```
 */
export class SimulatedKey {
  #makeup: KeyMakeup;
  readonly #timeSource: TimeSource;

  /** Throws RangeError for a serial, seed, parameter, offset or rate outside its range. */
  constructor(options: SimulatedKeyOptions) {
    this.#timeSource = options.timeSource ?? realTime;
    this.#makeup = {
      serial: checkedSerial(options.serial),
      seed: checkedSeed(options.seed),
      parameters: codeParameters(options.parameters),
      clock: keyClock({
        at: this.#timeSource.now(),
        offsetMilliseconds: options.offsetMilliseconds ?? 0,
        ratePpm: options.ratePpm ?? 0,
      }),
    };
  }

  /**
   * Answers the key that `state` describes. Its clock went on while nobody looked, at its own
   * rate. Throws KeyStateError when `state` describes no key.
   */
  static restore(state: unknown, timeSource: TimeSource = realTime): SimulatedKey {
    const makeup = parseKeyState(state);
    const key = new SimulatedKey({ serial: makeup.serial, seed: makeup.seed, timeSource });
    key.#makeup = makeup;
    return key;
  }

  /** Answers the key as plain JSON data for `restore`. SECRET: it holds the seed. */
  state(): SimulatedKeyState {
    return keyState(this.#makeup);
  }

  get serial(): string {
    return this.#makeup.serial;
  }

  get parameters(): CodeParameters {
    return this.#makeup.parameters;
  }

  /** Answers everything that the key shows and believes now, taken at one moment. */
  reading(): KeyReading {
    const { clock, parameters, seed } = this.#makeup;
    const at = this.#timeSource.now();
    const believed = believedTimeAt(clock, at);
    const step = stepAt(believed, parameters);
    const changesAt = stepStartsAt(timeStep(step === null ? 0 : step + 1), parameters);
    const nextCodeAt = trueTimeWhenBelieved(clock, changesAt);
    const code = step === null ? null : keyCode(seed, step, parameters);
    // The key counts its bars down by its own clock, not by true time.
    const barsOn = code === null ? 0 : barsLeft(changesAt - believed, parameters.periodSeconds);
    return {
      at,
      believed,
      step,
      code,
      nextCodeAt,
      millisecondsLeft: nextCodeAt - at,
      lcd: showCode(code ?? "-".repeat(parameters.digits), { barsOn }),
    };
  }

  /** Answers what is on the glass now. Before T0 it shows dashes. */
  display(): Lcd {
    return this.reading().lcd;
  }

  /** Answers the code on the display, or null before T0. */
  code(): string | null {
    return this.reading().code;
  }

  /** Answers the step that the key believes in, or null before T0. */
  step(): TimeStep | null {
    return this.reading().step;
  }

  /** Answers the milliseconds of true time until the next code, 1 or more. */
  millisecondsLeft(): number {
    return this.reading().millisecondsLeft;
  }

  /** Answers the seconds of true time until the next code, rounded up: 1 or more. */
  secondsLeft(): number {
    return Math.ceil(this.millisecondsLeft() / 1000);
  }

  /** Answers the key's clock minus true time, in whole milliseconds. */
  offsetMilliseconds(): number {
    return offsetAt(this.#makeup.clock, this.#timeSource.now());
  }

  /** Answers the speed error of the key's clock, ppm; positive runs fast. */
  ratePpm(): number {
    return ratePpmOf(this.#makeup.clock);
  }

  /** Sets the key's clock to true time plus `offsetMilliseconds` (whole). RangeError otherwise. */
  setOffset(offsetMilliseconds: number): void {
    const at = this.#timeSource.now();
    const clock = setOffset(this.#makeup.clock, { at, offsetMilliseconds });
    this.#makeup = { ...this.#makeup, clock };
  }

  /** Lets the clock run fast by `ratePpm` from now on, ±5000 ppm. RangeError otherwise. */
  setRate(ratePpm: number): void {
    const at = this.#timeSource.now();
    this.#makeup = { ...this.#makeup, clock: setRate(this.#makeup.clock, { at, ratePpm }) };
  }

  /** Moves the key's clock by `byMilliseconds` (whole, negative goes back). RangeError otherwise. */
  jump(byMilliseconds: number): void {
    const at = this.#timeSource.now();
    this.#makeup = { ...this.#makeup, clock: jump(this.#makeup.clock, { at, byMilliseconds }) };
  }
}
