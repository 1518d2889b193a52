import type { CarriedKey, CodeRead } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import type { Doing } from "../parts/scheduler.ts";

const second = 1000;

/** From a code on the display to its arrival, at most: the policy's entry delay. */
const typingMax = 29 * second;

/** What a holder does wrong now and then. */
export const slipKinds = [
  "wrong-pin",
  "wrong-code",
  "too-slow",
  "gives-up",
  "old-code",
  "password",
] as const;
export type Slip = (typeof slipKinds)[number];

/** What is typed: the digits alone, the PASSCODE that confirms a PIN, or a PASSCODE to log in. */
export type Typed = "digits" | "confirm" | "log-in";

/** A PASSCODE and the code in it, as it was read. */
export type Given = { readonly passcode: string; readonly read: CodeRead };

/** Returns the code that is really in what is typed: none of a mistyped one, an old one of an old PASSCODE. */
export function codeIn(slip: Slip | null, read: CodeRead, last: Given | null): CodeRead | null {
  if (slip === "wrong-code" || slip === "password") return null;
  return slip === "old-code" ? (last?.read ?? read) : read;
}

/** The eyes and fingers of a holder: codes that are read, PINs that are chosen, slips. */
export class Hands {
  readonly #chance: Chance;
  readonly #slips: number;
  #lastStep = -1;

  constructor(chance: Chance, slips: number) {
    this.#chance = chance;
    this.#slips = slips;
  }

  /** Takes another key into the hand. */
  takeKey(): void {
    this.#lastStep = -1;
  }

  /** Reads a code that was not given yet and types it. */
  async *readCode(key: CarriedKey, extra: number, question: string | null = null): Doing<CodeRead> {
    for (let step = key.device.step() ?? 0; step <= this.#lastStep; step = key.device.step() ?? 0) {
      // Of a key whose clock went back the codes are old for a while: nobody waits for hours.
      if (this.#lastStep - step > 15) break;
      yield key.device.untilNext();
    }
    yield this.#chance.whole(0, 20 * second);
    const read = key.read(question);
    this.#lastStep = read.step;
    yield this.#chance.whole(2 * second, typingMax) + extra;
    return read;
  }

  /** Reads two codes in a row out over the phone; null when one was missed. */
  async *readTwoCodes(
    key: CarriedKey,
  ): Doing<{ readonly first: string; readonly second: string } | null> {
    const first = yield* this.readCode(key, 0);
    const second = yield* this.readCode(key, 0);
    return second.step === first.step + 1 ? { first: first.code, second: second.code } : null;
  }

  /** Returns what is typed of a code that was read. */
  type(
    read: CodeRead,
    how: {
      readonly pin: string;
      readonly slip: Slip | null;
      readonly what: Typed;
      readonly last: Given | null;
      readonly password: string;
    },
  ): string {
    const { pin, slip, what, last, password } = how;
    if (slip === "password") return password;
    if (slip === "old-code" && last !== null) return last.passcode;
    const code = slip === "wrong-code" ? this.#changed(read.code) : read.code;
    if (what === "digits") return code;
    return (slip === "wrong-pin" ? this.#changed(pin) : pin) + code;
  }

  drawSlip(
    what: Typed,
    {
      hasOldCode,
      takesPasswords,
    }: { readonly hasOldCode: boolean; readonly takesPasswords: boolean },
  ): Slip | null {
    if (!this.#chance.happens(this.#slips)) return null;
    const slip = this.#chance.pick(slipKinds);
    if (what !== "log-in" && slip !== "wrong-code") return null;
    if (slip === "password" && !takesPasswords) return null;
    return slip === "old-code" && !hasOldCode ? null : slip;
  }

  #changed(digits: string): string {
    const at = this.#chance.whole(0, digits.length - 1);
    const other = (Number(digits[at]) + this.#chance.whole(1, 9)) % 10;
    return digits.slice(0, at) + other + digits.slice(at + 1);
  }

  /** Returns a PIN that is not too easy: no run, no repetition. */
  newPin(): string {
    return `${this.#chance.whole(1, 9)}${this.#chance.pick(["07", "93", "58"])}${this.#chance.pick(["2", "6", "4"])}`;
  }
}
