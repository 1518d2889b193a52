import type { UnixMilliseconds } from "@jeton/core/units";
import type { KeypadButton } from "@jeton/key";
import { NotPossibleError } from "../time/house-time.ts";
import type { CodeDeskParts } from "./give-code.ts";
import { type HouseKey, isMoving, responsesOf } from "./house-key.ts";
import type { GivenCode } from "./key-house.ts";
import { rightStepsAround, type WrongKind, wrongCode } from "./wrong-code.ts";

/** The ways in which a response can be wrong on purpose. */
export type WrongResponse = WrongKind | "other-challenge";

/** A challenge as it is put to a key with a keypad. */
export type ChallengeQuestion = {
  readonly serial: string;
  readonly challenge: string;
  readonly pin?: string | undefined;
};

/** A response as it is given to a client. */
export type ResponseView = {
  readonly serial: string;
  readonly kind: "ocra";
  readonly challenge: string;
  readonly code: string;
  /** That it is of; null: the suite has none. */
  readonly counter: number | null;
  readonly step: number | null;
  /** True time. */
  readonly at: UnixMilliseconds;
  /** How it is wrong, or null for the right response. */
  readonly wrong: WrongResponse | null;
};

type Keypad = Extract<HouseKey, { kind: "ocra" }>;

/**
 * Types the challenge, and the PIN if the suite has one, into the key's keypad and returns the response that it shows.
 * Throws RangeError for what cannot be typed, and NotPossibleError for a key of another kind.
 */
export function giveResponse(
  { house, apply }: CodeDeskParts,
  question: ChallengeQuestion,
): ResponseView {
  const { serial, challenge } = question;
  const held = house.keypad(serial);
  const { key } = held;
  const [counter, step] = [key.counter(), key.step()];
  apply({ kind: "keypad", serial, buttons: buttonsFor(held, question) });
  const code = key.code();
  if (code === null) throw cannotGive(serial, "its counter is at its end");
  apply({ kind: "give-code", serial, step: counter ?? step ?? 0, code });
  const at = house.time.source.now();
  return { serial, kind: "ocra", challenge, code, counter, step, at, wrong: null };
}

/** Returns a response that is wrong in that way. Nothing is typed, and the key does not change. */
export function wrongResponse(
  { house }: Pick<CodeDeskParts, "house">,
  question: ChallengeQuestion & { readonly wrong: WrongResponse; readonly steps: number | null },
): ResponseView {
  const { serial, challenge, wrong } = question;
  const held = house.keypad(serial);
  // What could not be typed has no response, right or wrong.
  buttonsFor(held, question);
  const made = madeWrong(held, question, house.given(serial));
  if (typeof made === "string") throw cannotGive(serial, made);
  const { suite } = held.key;
  return {
    ...{ serial, kind: "ocra", challenge, code: made.code, wrong },
    counter: suite.hasCounter ? made.step : null,
    step: suite.hasCounter || suite.periodSeconds === null ? held.key.step() : made.step,
    at: house.time.source.now(),
  };
}

function madeWrong(
  held: Keypad,
  question: Parameters<typeof wrongResponse>[1],
  given: GivenCode | null,
): GivenCode | string {
  const { challenge, pin = "", wrong, steps } = question;
  const { key } = held;
  const codeAt = responsesOf(held, { challenge, pin });
  const step = key.counter() ?? key.step() ?? 0;
  if (wrong === "other-challenge") return ofOtherChallenge(held, question, step);
  if (!isMoving(key.suite) && (wrong === "expired" || wrong === "next")) {
    return `its suite has neither counter nor time, wanted wrong "other-challenge", "replayed" or "flipped-digit"`;
  }
  return wrongCode(wrong, {
    ...{ codeAt, steps, step, given },
    // A counter that moved on takes none of its old responses; a clock may be believed to be slow.
    expiredSteps: key.suite.hasCounter ? 1 : 10,
  });
}

/** Returns the response to a challenge that was not asked, and is a right one to the asked one nowhere around. */
function ofOtherChallenge(
  held: Keypad,
  { challenge, pin = "" }: ChallengeQuestion,
  step: number,
): GivenCode {
  const asked = responsesOf(held, { challenge, pin });
  const right = new Set<string>();
  for (let at = Math.max(0, step - rightStepsAround); at <= step + rightStepsAround; at += 1) {
    right.add(asked(at));
  }
  for (let add = 1n; ; add += 1n) {
    const other = String((BigInt(challenge) + add) % 10n ** BigInt(challenge.length));
    const code = responsesOf(held, { challenge: other, pin })(step);
    if (!right.has(code)) return { step, code };
  }
}

/** Returns what a holder presses: what was typed before is cleared. Throws RangeError for what the keypad does not take. */
function buttonsFor({ key }: Keypad, question: ChallengeQuestion): readonly KeypadButton[] {
  const { challenge, pin } = question;
  const { pinHash, question: asked } = key.suite;
  if (challenge.length > asked.lengthMax) {
    throw new RangeError(
      `Cannot type a challenge of ${challenge.length} digits: expected 1 to ${asked.lengthMax}`,
    );
  }
  if ((pinHash !== null) !== (pin !== undefined)) {
    throw new RangeError(
      pinHash === null
        ? "Cannot type a PIN: the key's suite has none, leave it out"
        : "Cannot answer without a PIN: the key's suite has one, add pin",
    );
  }
  const entries = pin === undefined ? [challenge] : [pin, challenge];
  const typed = entries.flatMap((entry) => [...(entry.split("") as KeypadButton[]), "ok" as const]);
  return ["clear", "clear", "ok", ...typed];
}

function cannotGive(serial: string, why: string): NotPossibleError {
  return new NotPossibleError(
    `Cannot give a response of the key ${JSON.stringify(serial)}: ${why}`,
  );
}
