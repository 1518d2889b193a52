import type { CodeParameters, TimeStep } from "@jeton/core/units";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { daysLeft, percentLeft } from "../battery/battery.ts";
import {
  believedTimeAt,
  offsetAt,
  ratePpmAt,
  ratePpmOf,
  setOffset,
  setRate,
  setTemperature,
} from "../clock/key-clock.ts";
import { realTime, type TimeSource } from "../clock/time-source.ts";
import type { Fault } from "../faults/fault.ts";
import { type FaultValues, makeFault } from "../faults/make-fault.ts";
import { isLocked } from "../firmware/firmware.ts";
import type { FirmwareProgram } from "../firmware/program.ts";
import { type GlassCondition, glassCondition } from "../lcd/glass-condition.ts";
import { glassWith, type Lcd } from "../lcd/lcd.ts";
import { type LcdReading, readLcd } from "../lcd/read-lcd.ts";
import type { TemperatureProfile } from "../quartz/temperature.ts";
import { seededRandom } from "../seeded-random.ts";
import { ChangeWatch } from "./change-watch.ts";
import { checkedSeed } from "./checked-makeup.ts";
import { isStuck, withFault, withoutFaults } from "./key-acts.ts";
import { KeyCodes } from "./key-codes.ts";
import {
  acted,
  clockMoved,
  type KeyMakeup,
  nextTransition,
  settled,
  type Transition,
} from "./key-makeup.ts";
import { type KeyReading, readKey } from "./key-reading.ts";
import { keyState, parseKeyState, type SimulatedKeyState } from "./key-state.ts";
import { newKey, type SimulatedKeyOptions } from "./new-key.ts";

/**
 * A simulated key, from its quartz to its LCD: it holds a seed and a clock and shows the code of
 * the time that it believes in. It never asks anyone for the right time, nor for the right code.
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
  readonly #watch: ChangeWatch;
  readonly #codes = new KeyCodes();
  /** What the key does by itself next, as it was when that was worked out. */
  #next: { readonly of: KeyMakeup; readonly transition: Transition | null } | null = null;

  /** Powers the key up. Throws RangeError for an option outside its range. */
  constructor(options: SimulatedKeyOptions) {
    this.#timeSource = options.timeSource ?? realTime;
    this.#makeup = newKey(options, this.#timeSource.now());
    this.#watch = new ChangeWatch(this.#timeSource, () => this.reading().nextChangeAt);
  }

  /**
   * Returns the key that `state` describes. Its clock went on while nobody looked, at its own
   * rate, and its battery ran down. Throws KeyStateError when `state` describes no key.
   */
  static restore(state: unknown, timeSource: TimeSource = realTime): SimulatedKey {
    const makeup = parseKeyState(state);
    const key = new SimulatedKey({ serial: makeup.serial, seed: null, timeSource });
    key.#makeup = makeup;
    return key;
  }

  /** Returns the key as plain JSON data for `restore`. SECRET: it holds the seed. */
  state(): SimulatedKeyState {
    return keyState(settled(this.#makeup, this.#timeSource.now()));
  }

  get serial(): string {
    return this.#makeup.serial;
  }

  /** The parameters that the factory meant; the fault "wrong-period" does not show here. */
  get parameters(): CodeParameters {
    return this.#makeup.firmware.program.parameters;
  }

  get program(): FirmwareProgram {
    return this.#makeup.firmware.program;
  }

  /** Returns everything that the key shows and believes now, taken at one moment. */
  reading(): KeyReading {
    const at = this.#timeSource.now();
    let transition = this.#nextTransition();
    // Until something happens, the key need not be settled: its battery is a straight line.
    if (transition !== null && transition.at <= at) {
      this.#makeup = settled(this.#makeup, at);
      transition = this.#nextTransition();
    }
    return readKey(this.#makeup, at, { codes: this.#codes, transition });
  }

  /** Returns what is on the display's lines now. Before T0, or without a seed, dashes. */
  display(): Lcd {
    return this.reading().lcd;
  }

  /** Returns what somebody reads who looks at the glass now. */
  seen(): LcdReading {
    const { lcd, condition } = this.reading();
    return readLcd(lcd, condition);
  }

  /** Returns the code that the firmware shows, or null when it shows none. */
  code(): string | null {
    return this.reading().code;
  }

  /** Returns the step that the key believes in, or null before T0. */
  step(): TimeStep | null {
    return this.reading().step;
  }

  /** Returns the milliseconds of true time until the next code, 1 or more. */
  millisecondsLeft(): number {
    return this.reading().millisecondsLeft;
  }

  /** Returns the seconds of true time until the next code, rounded up: 1 or more. */
  secondsLeft(): number {
    return Math.ceil(this.millisecondsLeft() / 1000);
  }

  /** Presses the button and keeps it down. A key that is always on does not mind. */
  hold(): void {
    if (!isStuck(this.#makeup)) this.#act((key, at) => acted(key, { kind: "button-down" }, at));
  }

  /** Lets go of the button. */
  release(): void {
    if (!isStuck(this.#makeup)) this.#act((key, at) => acted(key, { kind: "button-up" }, at));
  }

  /** Presses the button and lets go of it. */
  press(): void {
    this.hold();
    this.release();
  }

  /**
   * Loads a seed, 1 to 1024 bytes, with its check value (see `seedCheck`). Returns "loaded",
   * "wrong-check", or "locked" after too many wrong loads.
   */
  loadSeed(seed: Uint8Array, check: string): "loaded" | "wrong-check" | "locked" {
    const seedHex = bytesToHex(checkedSeed(seed));
    const { firmware } = this.#makeup;
    if (isLocked(firmware)) return "locked";
    this.#act((key, at) => acted(key, { kind: "load-seed", seedHex, check }, at));
    return this.#makeup.firmware.wrongLoads > firmware.wrongLoads ? "wrong-check" : "loaded";
  }

  /** Takes the battery out and puts it back at once: the key restarts and keeps its clock. */
  powerUp(): void {
    this.#act((key, at) => acted(key, { kind: "power-up" }, at));
  }

  /** Returns the key's clock minus true time, in whole milliseconds. */
  offsetMilliseconds(): number {
    return offsetAt(this.#makeup.clock, this.#timeSource.now());
  }

  /** Returns the tolerance of the key's crystal, ppm; positive runs fast. */
  ratePpm(): number {
    return ratePpmOf(this.#makeup.clock);
  }

  /** Returns the speed error of this moment, with temperature, age and wander, ppm. */
  ratePpmNow(): number {
    return ratePpmAt(this.#makeup.clock, this.#timeSource.now());
  }

  /** Sets the key's clock to true time plus `offsetMilliseconds` (whole). RangeError otherwise. */
  setOffset(offsetMilliseconds: number): void {
    this.#act((key, at) => {
      const set = setOffset(key.clock, { at, offsetMilliseconds });
      return clockMoved(key, set.believedAt - believedTimeAt(key.clock, at), at);
    });
  }

  /** Lets the clock run fast by `ratePpm` from now on, ±5000 ppm. RangeError otherwise. */
  setRate(ratePpm: number): void {
    this.#act((key, at) => ({ ...key, clock: setRate(key.clock, { at, ratePpm }) }));
  }

  /** Moves the key's clock by `byMilliseconds` (whole, negative goes back). RangeError otherwise. */
  jump(byMilliseconds: number): void {
    this.#act((key, at) => clockMoved(key, byMilliseconds, at));
  }

  /** Puts the key where it has that temperature from now on: °C, or a profile. RangeError if bad. */
  setTemperature(temperature: number | TemperatureProfile): void {
    const profile: TemperatureProfile =
      typeof temperature === "number" ? { kind: "constant", celsius: temperature } : temperature;
    this.#act((key, at) => ({
      ...key,
      clock: setTemperature(key.clock, { at, temperature: profile }),
    }));
  }

  /** Changes how the glass is lit, looked at or damaged. RangeError for what there is not. */
  setGlass(changes: Partial<GlassCondition>): void {
    const condition = glassCondition(
      { ...this.#makeup.condition, ...changes },
      glassWith(this.parameters.digits),
    );
    this.#act((key) => ({ ...key, condition }));
  }

  /**
   * Lets a fault strike now and answers it. What `values` leave out is drawn from the key's seeded
   * random numbers. Throws RangeError for a fault or value that there is not.
   */
  inject(name: Fault["name"], values: FaultValues = {}): Fault {
    const { firmware, randomSeed } = this.#makeup;
    const seedBytes = firmware.seedHex === null ? 20 : firmware.seedHex.length / 2;
    const key = { parameters: firmware.program.parameters, seedBytes };
    const fault = makeFault(name, values, key, seededRandom(randomSeed));
    this.#act((before, at) => withFault({ ...before, randomSeed: randomSeed + 1 }, fault, at));
    return fault;
  }

  /** Returns the faults that last, oldest first. */
  faults(): readonly Fault[] {
    return this.#makeup.faults;
  }

  /** Takes away the faults that last. What struck once, such as a clock that jumped, stays done. */
  clearFaults(): void {
    this.#act(withoutFaults);
  }

  /** Returns the charge and for how many days it lasts from now on, at so many seconds shown a day. */
  battery(shownSecondsADay: number = this.program.display.kind === "always-on" ? 86_400 : 60): {
    readonly percent: number;
    readonly days: number;
  } {
    const { battery } = settled(this.#makeup, this.#timeSource.now());
    const { periodSeconds } = this.parameters;
    return {
      percent: percentLeft(battery),
      days: daysLeft(battery, { periodSeconds, shownSecondsADay }),
    };
  }

  /**
   * Calls `callback` whenever what the key shows may have changed: by itself, at that moment, or by
   * an act. Answers a function that takes that back.
   */
  onChange(callback: () => void): () => void {
    return this.#watch.add(callback);
  }

  #nextTransition(): Transition | null {
    if (this.#next === null || this.#next.of !== this.#makeup) {
      this.#next = { of: this.#makeup, transition: nextTransition(this.#makeup) };
    }
    return this.#next.transition;
  }

  #act(change: (key: KeyMakeup, at: KeyMakeup["settledAt"]) => KeyMakeup): void {
    const at = this.#timeSource.now();
    this.#makeup = change(settled(this.#makeup, at), at);
    this.#watch.changed();
  }
}

/** Returns the seed's bytes of a stored key. SECRET. */
export function seedOf(state: SimulatedKeyState): Uint8Array | null {
  return state.firmware.seedHex === null ? null : hexToBytes(state.firmware.seedHex);
}
