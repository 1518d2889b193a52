import { defaultCodeParameters, timeStep, unixMilliseconds } from "@jeton/core";
import {
  type BatteryDesign,
  CounterKey,
  coinCell,
  drawQuartz,
  KeypadKey,
  keyCode,
  SimulatedKey,
  type VirtualTime,
} from "@jeton/key";
import type { Chance } from "./chance.ts";

/** These keys live longer than a battery does. */
const endlessCell: BatteryDesign = {
  ...coinCell,
  darkNanoamperes: 0,
  shownNanoamperes: 0,
  codeNanoampereSeconds: 0,
  selfDischargeNanoamperes: 0,
};

/** Returns an application: it shows codes of 30 s, by a clock that is set each day. */
function newPhone(
  serial: string,
  {
    seed,
    time,
    chance,
  }: {
    readonly seed: Uint8Array;
    readonly time: VirtualTime;
    readonly chance: Chance;
  },
): SimulatedKey {
  return new SimulatedKey({
    ...{ serial, seed, timeSource: time, parameters: { periodSeconds: 30 } },
    ...{ offsetMilliseconds: chance.whole(-500, 500), battery: endlessCell },
  });
}

/** What the world wants of what shows codes. */
type Device = {
  readonly step: () => number | null;
  readonly reading: () => { readonly code: string | null; readonly step: number | null };
  readonly jump: (milliseconds: number) => void;
  readonly offsetMilliseconds: () => number;
  /** Until another code can be read, ms: by waiting, or by pressing a button. */
  readonly untilNext: () => number;
};

function clockDevice(key: SimulatedKey): Device {
  return {
    step: () => key.step(),
    reading: () => key.reading(),
    jump: (milliseconds) => key.jump(milliseconds),
    offsetMilliseconds: () => key.offsetMilliseconds(),
    untilNext: () => key.millisecondsLeft(),
  };
}

/** Who uses a button remembers the code that it showed; a press takes some seconds. */
function buttonDevice(key: CounterKey, codeOf: (step: number) => string): Device {
  const shown = () => (key.counter() === 0 ? null : key.counter() - 1);
  return {
    step: shown,
    reading() {
      if (shown() === null) key.press();
      const step = shown();
      return { step, code: step === null ? null : codeOf(step) };
    },
    jump: () => {},
    offsetMilliseconds: () => 0,
    untilNext() {
      key.press();
      return 3000;
    },
  };
}

/** Who has a keypad reads nothing without a challenge: a look at the key says only where its counter is. */
function keypadDevice(key: KeypadKey): Device {
  return {
    step: () => key.counter(),
    reading: () => ({ code: null, step: null }),
    jump: () => {},
    offsetMilliseconds: () => 0,
    untilNext: () => 3000,
  };
}

/** Of six digits, as all keys of the world have. */
const keypadSuite = "OCRA-1:HOTP-SHA1-6:C-QN08";

/** Presses since the last log-in from which on a single code need not pass any more. */
const farPresses = 5;

const yearMilliseconds = 365.25 * 86_400_000;

/** A code as somebody read it off the display of a key. */
export type CodeRead = { readonly serial: string; readonly step: number; readonly code: string };

/** What the world knows of a key that the service cannot know: the truth. */
export class CarriedKey {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly device: Device;
  /** What has a button in place of a clock. */
  readonly button: CounterKey | null = null;
  /** What answers challenges. */
  readonly keypad: KeypadKey | null = null;
  /** Of a key that counts: the counter behind the last one that let its holder in. */
  #proved = 0;
  /** When its holder got in last, true time. */
  lastIn: number | null = null;
  /** What moved the key's clock against the service's belief, as long as that may still be felt. */
  unsettled: { readonly why: "after a jump" | "after a wrong clock" } | null = null;
  /** Whether a code was typed more slowly than the stated delay allows since the last log-in. */
  typedTooSlowly = false;
  /** Attempts without a right PASSCODE at its holder's identifier, ever. */
  guesses = 0;
  /** Whether somebody else had it in their hands, or its PIN and its codes. */
  wasStolen = false;
  readonly stockYears: number;
  /** When its holder got it, true time. */
  readonly givenAt: number;

  constructor(
    serial: string,
    chance: Chance,
    made: {
      readonly time: VirtualTime;
      readonly stockYears: number;
      /** The seed in an application on a phone, whose clock the network sets. */
      readonly phone?: Uint8Array;
      /** Whether it has a button in place of a clock. */
      readonly isCounter?: boolean;
      /** Whether it has a keypad, and answers challenges. */
      readonly hasKeypad?: boolean;
    },
  ) {
    const { time, stockYears, phone, isCounter = false, hasKeypad = false } = made;
    this.serial = serial;
    this.stockYears = stockYears;
    this.givenAt = time.now();
    this.seed = phone ?? chance.bytes(20);
    if (phone !== undefined) {
      this.device = clockDevice(newPhone(serial, { seed: phone, time, chance }));
      return;
    }
    if (isCounter) {
      this.button = new CounterKey({ serial, seed: this.seed, timeSource: time });
      this.device = buttonDevice(this.button, (step) => this.codeOf(step));
      return;
    }
    if (hasKeypad) {
      const { seed } = this;
      this.keypad = new KeypadKey({ serial, seed, suite: keypadSuite, timeSource: time });
      this.device = keypadDevice(this.keypad);
      return;
    }
    const bornAt = unixMilliseconds(time.now() - Math.round(stockYears * yearMilliseconds));
    const { quartz, ratePpm } = drawQuartz(chance.whole(0, 2 ** 32 - 1), { bornAt });
    // Set by the factory to within a few seconds, it ran at its own rate ever since.
    const inStock = stockYears * yearMilliseconds * (ratePpm / 1e6);
    const offsetMilliseconds = Math.round(chance.between(-5000, 5000) + inStock);
    this.device = clockDevice(
      new SimulatedKey({
        ...{ serial, seed: this.seed, timeSource: time, offsetMilliseconds },
        ...{ ratePpm, quartz, battery: endlessCell },
      }),
    );
  }

  /** Reads a code off the display; of a key with a keypad the response to a challenge. */
  read(question: string | null = null): CodeRead {
    const { code, step } = question === null ? this.device.reading() : this.#respond(question);
    if (code === null || step === null) throw new Error(`Cannot read a code of ${this.serial}`);
    return { serial: this.serial, step, code };
  }

  #respond(question: string) {
    const step = this.keypad?.counter() ?? null;
    return { step, code: this.keypad?.answer(question) ?? null };
  }

  /** Returns the code of any step: only the world can ask for it. */
  codeOf(step: number, question = "0"): string {
    if (this.keypad !== null) {
      const { serial, seed } = this;
      const twin = new KeypadKey({ serial, seed, suite: keypadSuite, counter: step });
      return twin.answer(question) ?? "";
    }
    return keyCode(this.seed, timeStep(step), defaultCodeParameters);
  }

  /** Presses the button so many times, in a pocket. */
  press(times: number): void {
    for (let count = 0; count < times; count += 1) this.button?.press();
  }

  /** Whether its button was pressed so often since the last log-in that one code need not be enough. */
  isFar(): boolean {
    return (this.counter() ?? 0) - this.#proved >= farPresses;
  }

  /** Of a key that counts: the counter of its next code. */
  counter(): number | null {
    return this.button?.counter() ?? this.keypad?.counter() ?? null;
  }

  /** Returns what is said of the key where it is put in stock. */
  said(): { readonly suite?: string; readonly counter?: number } {
    const counter = this.counter();
    return {
      ...(this.keypad !== null && { suite: keypadSuite }),
      ...(counter !== null && { counter }),
    };
  }

  /** Moves the clock, as a shock or a reset does. */
  jump(milliseconds: number): void {
    this.device.jump(milliseconds);
    this.unsettle("after a jump");
  }

  /**
   * Takes note that clocks moved against each other. A small move can lie within what the service holds
   * possible: then a wrong rate is learnt from it, and it is felt at a later log-in, once.
   */
  unsettle(why: "after a jump" | "after a wrong clock"): void {
    this.unsettled = { why };
  }

  /** Takes note of a log-in, by two codes in a row or by one: two say where the clock is. */
  entered(now: number, isRow: boolean): void {
    this.lastIn = now;
    this.#proved = this.counter() ?? 0;
    if (isRow) this.unsettled = null;
    // A code that was typed too slowly and passed all the same tells the service a wrong offset.
    if (this.typedTooSlowly) this.unsettle("after a jump");
    this.typedTooSlowly = false;
  }
}
