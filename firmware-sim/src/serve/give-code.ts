import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import { readLcd, type TimeSource } from "@jeton/key";
import { NotPossibleError } from "../time/house-time.ts";
import { codesOf, type HouseKey, type SteppingKey, stepOf } from "./house-key.ts";
import type { KeyHouse } from "./key-house.ts";
import type { Operation } from "./operation.ts";
import { type WrongKind, wrongCode } from "./wrong-code.ts";

/** How a code is asked for. Seconds are of the time that the keys live in. */
export type CodeQuestion = {
  readonly serial: string;
  /** For how long the key must go on showing the code. */
  readonly minValiditySeconds: number;
  /** How long to wait for such a code at most. */
  readonly waitSeconds: number;
  /** Called off by the client. */
  readonly signal: AbortSignal;
};

/** A code as it is given to a client. */
export type CodeView = {
  readonly serial: string;
  readonly kind: HouseKey["kind"];
  readonly code: string;
  /** The step that it is of: of a counter key its counter. */
  readonly step: number;
  /** True time. */
  readonly at: UnixMilliseconds;
  /** For how long the key goes on showing it; 0: not now; null: no clock ends it. */
  readonly validForMilliseconds: number | null;
  /** How it is wrong, or null for the key's right code. */
  readonly wrong: WrongKind | null;
};

/** No code that will do is there yet; the message says when one comes, in the keys' time. */
export class NotYetError extends NotPossibleError {
  override readonly name: string = "NotYetError";
  /** Milliseconds that the client may let pass before it asks again; null: time stands still. */
  readonly retryAfterMilliseconds: number | null;

  constructor(message: string, retryAfterMilliseconds: number | null) {
    super(message);
    this.retryAfterMilliseconds = retryAfterMilliseconds;
  }
}

/** Waits of clients that go on at the same time, at most. */
export const waitsMax = 256;

/** Periods that a holder waits for a new code, at most: a display may be frozen, its codes too short. */
const periodsMax = 5;

/** What a desk works on. */
export type CodeDeskParts = {
  readonly house: KeyHouse;
  /** Does an operation and records it. Throws as `KeyHouse.apply` does. */
  readonly apply: (operation: Operation) => unknown;
};

/** What one server does for those who ask for codes. */
export class CodeDesk {
  readonly #parts: CodeDeskParts;
  #waits = 0;

  constructor(parts: CodeDeskParts) {
    this.#parts = parts;
  }

  /**
   * Returns the code that can be read off the glass, once it lasts long enough. Changes nothing but
   * what the house knows to be given. Throws NotYetError when that takes longer than may be waited,
   * NotPossibleError for a glass that shows no code, RangeError for a validity that no code has.
   */
  async shown(question: CodeQuestion): Promise<CodeView> {
    await this.#untilLasting(question);
    return this.#give(question.serial, this.#readGlass(question.serial));
  }

  /** Returns a code that is wrong in that way, made when the right one lasts long enough. */
  async wrong(
    question: CodeQuestion & { readonly wrong: WrongKind; readonly steps: number | null },
  ): Promise<CodeView> {
    const { serial, wrong, steps } = question;
    // Waiting would make an expired code of a replayed one.
    if (wrong !== "replayed") await this.#untilLasting(question);
    const held = this.#stepping(serial);
    const codeAt = codesOf(held);
    if (codeAt === null) throw cannotGive(serial, "it has no seed, load one");
    const made = wrongCode(wrong, {
      codeAt,
      steps,
      step: stepOf(held),
      given: this.#parts.house.given(serial),
      // A counter that moved on takes none of its old codes; a clock may be believed to be slow.
      expiredSteps: held.kind === "hotp" ? 1 : 10,
    });
    if (typeof made === "string") throw cannotGive(serial, made);
    const lasts = made.code === held.key.code() && made.step === stepOf(held);
    const at = this.#parts.house.time.source.now();
    const validForMilliseconds = lasts ? leftOf(held) : 0;
    return { serial, kind: held.kind, ...made, at, validForMilliseconds, wrong };
  }

  /**
   * Does what a holder does for a code that was not given yet: presses the button of a key that is dark
   * or counts, and waits for the next code. With `advance`, time is moved on instead where it can be.
   * Throws as `shown`.
   */
  async next(question: CodeQuestion & { readonly advance: boolean }): Promise<CodeView> {
    const { house, apply } = this.#parts;
    const { serial } = question;
    if (this.#stepping(serial).kind === "hotp") {
      apply({ kind: "button", serial, act: "press" });
      return this.#give(serial, this.#readGlass(serial));
    }
    const end = house.time.source.now() + question.waitSeconds * 1000;
    for (let passed = 0; passed < periodsMax; ) {
      const minimum = minimumOf(house.held(serial), question);
      const { mode, nextChangeAt, at } = house.key(serial).reading();
      if (mode === "self-test" && nextChangeAt !== null) {
        await this.#pass(nextChangeAt - at, { ...question, end });
        continue;
      }
      if (mode === "dark") apply({ kind: "button", serial, act: "press" });
      const read = this.#readGlass(serial);
      const given = house.given(serial);
      const left = house.key(serial).millisecondsLeft();
      const isNew = given === null || (given.step !== read.step && given.code !== read.code);
      if (isNew && left >= minimum) return this.#give(serial, read);
      await this.#pass(left, { ...question, end });
      passed += 1;
    }
    throw cannotGive(
      serial,
      `none came in ${periodsMax} periods that is new and lasts long enough`,
    );
  }

  async #untilLasting(question: CodeQuestion): Promise<void> {
    const { house } = this.#parts;
    const end = house.time.source.now() + question.waitSeconds * 1000;
    for (;;) {
      const held = house.held(question.serial);
      const left = leftOf(held);
      if (left === null || left >= minimumOf(held, question)) return;
      await this.#pass(left, { ...question, end, advance: false });
    }
  }

  /** Lets `milliseconds` go by. Throws NotYetError when they may not. */
  async #pass(milliseconds: number, { serial, end, advance, signal }: Passing): Promise<void> {
    const { house, apply } = this.#parts;
    const { kind, source } = house.time;
    if (advance && kind !== "real") {
      apply({ kind: "advance", milliseconds });
      return;
    }
    const wait = `the next code comes in ${milliseconds / 1000} s`;
    const { factor } = house.time.view();
    if (factor === 0) {
      throw new NotYetError(
        `Cannot give a code of the key ${JSON.stringify(serial)}: ${wait} and time stands still, ` +
          `POST /api/v1/time/advance {"milliseconds":${milliseconds}}, or next-code with "advance":true`,
        null,
      );
    }
    if (source.now() + milliseconds > end) {
      throw new NotYetError(
        `Cannot give a code of the key ${JSON.stringify(serial)} yet: ${wait}, ask again then or allow a longer wait`,
        milliseconds / factor,
      );
    }
    if (this.#waits >= waitsMax) {
      throw new NotYetError(`Cannot wait for a code: ${waitsMax} clients wait, ask again`, 1000);
    }
    this.#waits += 1;
    try {
      await reached(source, milliseconds, signal);
    } finally {
      this.#waits -= 1;
    }
  }

  /** Throws NotPossibleError for a key that has a code only where it was asked a challenge. */
  #stepping(serial: string): SteppingKey {
    const held = this.#parts.house.held(serial);
    if (held.kind !== "ocra") return held;
    throw cannotGive(serial, challengeCure);
  }

  #readGlass(serial: string): GlassReading {
    const { house } = this.#parts;
    const held = house.held(serial);
    if (held.kind === "hotp") {
      const at = house.time.source.now();
      const code = held.key.code();
      const step = held.key.counter() - 1;
      if (code !== null) return { step, code, at, validForMilliseconds: null };
      throw cannotGive(serial, darkCure);
    }
    if (held.kind === "ocra") {
      const code = held.key.code();
      const at = house.time.source.now();
      if (code === null) throw cannotGive(serial, challengeCure);
      return { step: house.given(serial)?.step ?? 0, code, at, validForMilliseconds: null };
    }
    const { mode, step, lcd, condition, at, millisecondsLeft } = held.key.reading();
    if (mode === "dark") throw cannotGive(serial, darkCure);
    if (mode === "off") throw cannotGive(serial, "its battery is empty");
    if (mode === "self-test") throw cannotGive(serial, "it shows its self-test, ask again");
    const seen = readLcd(lcd, condition);
    if (seen.kind === "code" && step !== null) {
      return { step, code: seen.code, at, validForMilliseconds: millisecondsLeft };
    }
    const text = seen.kind === "code" ? seen.code : seen.text;
    throw cannotGive(serial, `found ${JSON.stringify(text)} on the glass, wanted digits`);
  }

  #give(serial: string, read: GlassReading): CodeView {
    const { house, apply } = this.#parts;
    const { step, code } = read;
    const before = house.given(serial);
    // Whoever polls is given the same code again, which need not be recorded again.
    if (before?.step !== step || before.code !== code) {
      apply({ kind: "give-code", serial, step, code });
    }
    return { serial, kind: house.held(serial).kind, ...read, wrong: null };
  }
}

/** What the glass shows, all of one moment. */
type GlassReading = Pick<CodeView, "step" | "code" | "at" | "validForMilliseconds">;

type Passing = Pick<CodeQuestion, "serial" | "signal"> & {
  /** When waiting must be over. */
  readonly end: number;
  readonly advance: boolean;
};

const challengeCure = 'it answers challenges, POST response {"challenge":"…"}';
const darkCure = "its display is dark, press the button, or POST next-code";

/** Returns for how long the key still shows its code; null for one that no clock ends. */
function leftOf(held: HouseKey): number | null {
  return held.kind === "totp" ? held.key.millisecondsLeft() : null;
}

/** Returns the least validity in milliseconds. Throws RangeError for more than a period. */
function minimumOf(held: HouseKey, { minValiditySeconds }: CodeQuestion): number {
  if (held.kind === "totp" && minValiditySeconds > held.key.parameters.periodSeconds) {
    throw new RangeError(
      `Cannot give a code that lasts ${minValiditySeconds} s: expected at most the key's period, ${held.key.parameters.periodSeconds} s`,
    );
  }
  return minValiditySeconds * 1000;
}

function cannotGive(serial: string, why: string): NotPossibleError {
  return new NotPossibleError(`Cannot give a code of the key ${JSON.stringify(serial)}: ${why}`);
}

/** Resolves when so much time has gone by; rejects with the signal's reason when it is called off. */
function reached(source: TimeSource, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const moment = unixMilliseconds(source.now() + milliseconds);
    const stop = source.whenReaches(moment, () => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    const abort = (): void => {
      stop();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
  });
}
