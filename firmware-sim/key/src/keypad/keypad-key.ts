import {
  type OcraSuite,
  parseOcraSuite,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core/units";
import { believedTimeAt, type KeyClock, keyClock, offsetAt } from "../clock/key-clock.ts";
import { realTime, type TimeSource } from "../clock/time-source.ts";
import { firmwareProgram } from "../firmware/program.ts";
import { ChangeWatch } from "../key/change-watch.ts";
import { checkedSeed, checkedSerial } from "../key/checked-makeup.ts";
import { keyResponse } from "../key-response.ts";
import { type Lcd, showCode, showNothing } from "../lcd/lcd.ts";
import type { Quartz } from "../quartz/quartz.ts";
import {
  type KeypadButton,
  type KeypadQuestion,
  type KeypadState,
  keypadPinMax,
  pressKeypad,
} from "./keypad.ts";

/** What a key with a keypad is made of. */
export type KeypadKeyOptions = {
  /** Engraved on the case: 1 to 32 printable characters. */
  readonly serial: string;
  /** The shared secret, 1 to 1024 bytes; it is copied. */
  readonly seed: Uint8Array;
  /** Such as `OCRA-1:HOTP-SHA1-6:QN08`: of decimal challenges, of 4 to 10 digits, without session information. */
  readonly suite: string;
  /** The counter of the next response, 0 .. 2^53-1; default 0. Only for a suite with C. */
  readonly counter?: number;
  /** How long the display stays on after a press, ms, 1000 .. 600,000; default 30,000. */
  readonly shownMilliseconds?: number;
  /** Where true time comes from. Default: this machine's clock. */
  readonly timeSource?: TimeSource;
  /** How far the key's clock is ahead at first, whole ms; default 0. */
  readonly offsetMilliseconds?: number;
  /** How much its crystal runs fast, ppm, within ±5000; default 0. */
  readonly ratePpm?: number;
  /** What makes the speed wander; default: nothing does. */
  readonly quartz?: Quartz;
};

/**
 * A simulated key with a keypad (OCRA, RFC 6287): it is dark until OK is pressed, takes the PIN if its suite has one and a
 * challenge, each followed by OK, and shows the response. It knows no right PIN: a wrong one makes a
 * wrong response. A suite with T takes the time of the key's own quartz. It has neither battery nor faults.
 *
 * ```ts
 * const seed = new TextEncoder().encode("12345678901234567890");
 * const key = new KeypadKey({ serial: "000000001", seed, suite: "OCRA-1:HOTP-SHA1-6:QN08" });
 * key.answer("11111111"); // "243178"
 * ```
 */
export class KeypadKey {
  readonly serial: string;
  readonly suite: OcraSuite;
  /** How long the display stays on after a press, ms. */
  readonly shownMilliseconds: number;
  readonly #seed: Uint8Array;
  readonly #timeSource: TimeSource;
  readonly #clock: KeyClock;
  readonly #watch: ChangeWatch;
  #state: KeypadState = { kind: "dark" };
  #darkAt: UnixMilliseconds | null = null;
  #counter: number;

  /** @throws RangeError for an option outside its range, and for a suite that no keypad can type or show. */
  constructor(options: KeypadKeyOptions) {
    const { shownMilliseconds = 30_000, counter = 0 } = options;
    this.serial = checkedSerial(options.serial);
    this.suite = typeableSuite(options.suite);
    // Checked where the other keys' is.
    firmwareProgram({ display: { kind: "button", shownMilliseconds } });
    this.shownMilliseconds = shownMilliseconds;
    this.#seed = checkedSeed(options.seed);
    this.#timeSource = options.timeSource ?? realTime;
    if (!Number.isSafeInteger(counter) || counter < 0 || (counter > 0 && !this.suite.hasCounter)) {
      throw new RangeError(
        `Cannot use ${counter} as a counter: expected a whole number >= 0, and none for a suite without C`,
      );
    }
    this.#counter = counter;
    const { offsetMilliseconds = 0, ratePpm = 0, quartz } = options;
    this.#clock = keyClock({
      ...{ at: this.#timeSource.now(), offsetMilliseconds, ratePpm },
      ...(quartz !== undefined && { quartz }),
    });
    this.#watch = new ChangeWatch(this.#timeSource, () => this.darkAt());
  }

  /** Presses a button and lets go of it. A digit that there is no room for does nothing, nor does one that comes when the key is dark. */
  press(button: KeypadButton): void {
    this.#settle();
    this.#state = pressKeypad(this.#state, button, this.suite, (question) =>
      this.#respond(question),
    );
    this.#darkAt =
      this.#state.kind === "dark"
        ? null
        : unixMilliseconds(this.#timeSource.now() + this.shownMilliseconds);
    this.#watch.changed();
  }

  /**
   * Does what its holder does with a challenge: clears what was typed, types PIN and challenge, and returns the response; null
   * when the counter is at its end. Throws RangeError, before anything is typed, for what this keypad cannot type.
   */
  answer(challenge: string, pin = ""): string | null {
    const { question, pinHash } = this.suite;
    requireDigits("a challenge", challenge, 1, question.lengthMax);
    if (pinHash === null && pin !== "") {
      throw new RangeError("Cannot type a PIN: the key's suite asks for none");
    }
    if (pinHash !== null) requireDigits("a PIN", pin, 4, keypadPinMax);
    while (this.mode() !== "dark") this.press("clear");
    const entries = pinHash === null ? [challenge] : [pin, challenge];
    this.press("ok");
    for (const entry of entries) {
      for (const digit of entry) this.press(digit as KeypadButton);
      this.press("ok");
    }
    return this.code();
  }

  /** Returns what the key waits for or shows. */
  mode(): KeypadState["kind"] {
    this.#settle();
    return this.#state.kind;
  }

  /** Returns the response that the key shows now, or null. */
  code(): string | null {
    this.#settle();
    return this.#state.kind === "response" ? this.#state.response : null;
  }

  /** Returns the counter of the next response; null for a suite without one. With seed and clock it is all that the key remembers. */
  counter(): number | null {
    return this.suite.hasCounter ? this.#counter : null;
  }

  /** Returns the time step that the key's own clock is in; null for a suite without one. */
  step(): number | null {
    const { periodSeconds } = this.suite;
    if (periodSeconds === null) return null;
    const believed = believedTimeAt(this.#clock, this.#timeSource.now());
    return Math.floor(believed / (1000 * periodSeconds));
  }

  /** Returns how far the key's clock is ahead of true time, ms. */
  offsetMilliseconds(): number {
    return offsetAt(this.#clock, this.#timeSource.now());
  }

  /** Returns the moment at which the display goes dark by itself, or null when it is dark. */
  darkAt(): UnixMilliseconds | null {
    this.#settle();
    return this.#darkAt;
  }

  /** Calls `callback` whenever the display changes. Returns a function that stops that. */
  onChange(callback: () => void): () => void {
    return this.#watch.add(callback);
  }

  /**
   * Returns what is on the display's lines now, at its right end: the response, the challenge as it is typed, or a
   * dash for each digit of a PIN. The padlock says that a PIN is wanted, the dot that a challenge is.
   */
  display(): Lcd {
    this.#settle();
    const width = glassDigits(this.suite);
    const state = this.#state;
    switch (state.kind) {
      case "dark":
        return showNothing(width);
      case "pin":
        return showCode("-".repeat(state.typed.length).padStart(width), { locked: true });
      case "challenge":
        return showCode(state.typed.slice(-width).padStart(width), { separator: true });
      case "response":
        return showCode(state.response.padStart(width));
      default:
        return state satisfies never;
    }
  }

  #respond({ pin, challenge }: KeypadQuestion): string | null {
    const counter = this.#counter;
    if (counter === Number.MAX_SAFE_INTEGER) return null;
    if (this.suite.hasCounter) this.#counter += 1;
    const step = this.step() ?? 0;
    return keyResponse(this.#seed, this.suite, { challenge, pin, counter, step });
  }

  /** What was typed is forgotten when the display goes dark. */
  #settle(): void {
    if (this.#darkAt === null || this.#timeSource.now() < this.#darkAt) return;
    this.#state = { kind: "dark" };
    this.#darkAt = null;
  }
}

/** Wide enough for response and challenge, if a glass is. */
function glassDigits({ digits, question }: OcraSuite): number {
  return Math.min(10, Math.max(6, digits, question.lengthMax));
}

function typeableSuite(text: string): OcraSuite {
  const suite = parseOcraSuite(text);
  const { question, digits, sessionBytes } = suite;
  if (question.format === "N" && digits > 0 && sessionBytes === null) return suite;
  throw new RangeError(
    `Cannot make a keypad key of the suite ${text}: expected decimal challenges (QN…), 4 to 10 digits and no session information`,
  );
}

function requireDigits(name: string, text: string, min: number, max: number): void {
  if (/^[0-9]*$/.test(text) && text.length >= min && text.length <= max) return;
  throw new RangeError(`Cannot type ${name}: expected ${min} to ${max} digits`);
}
