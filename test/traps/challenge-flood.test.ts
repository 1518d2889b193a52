import { KeypadKey } from "@jeton/key";
import { Validator } from "@jeton/validator";
import { expect, test } from "vitest";
import { lastReason, openStage, pin } from "../support/stage.ts";

const seed = new Uint8Array(32).fill(9);
const suite = "OCRA-1:HOTP-SHA256-8:C-QN08";

/** Answered challenges that a record remembers. */
const remembered = 64;

// Goal: a record remembers only so many answered challenges, and a flood gains nothing by pushing one out of it.
// Method: one challenge is answered wrong, then strangers answer so many others wrong, then the first one is answered
// right: by a device that is known, or by one that is not.
test.each([
  // Strangers push out what strangers answered.
  ["a known device", true, "wrong-code"],
  // After so many guesses a stranger shows codes in a row: this one is worth nothing by itself.
  ["a stranger", false, "next-code-wanted"],
] as const)(
  "a challenge that %s answered lets nobody in after a flood",
  async (_, isKnown, why) => {
    const stage = await openStage();
    const validator = new Validator(stage.ports);
    await validator.addKey({
      serial: "O-1",
      seed,
      holder: "olga",
      parameters: { suite },
      counter: 0,
    });
    const key = new KeypadKey({ serial: "O-1", seed, suite });
    const ask = async () => {
      const { question, challenge } = await validator.issueChallenge("olga");
      return { challenge, response: key.answer(question) ?? "" };
    };
    const begun = await ask();
    const first = { challenge: begun.challenge, passcode: begun.response };
    const told = await validator.answerChallenge("olga", first);
    if (told.kind !== "choose-pin") throw new TypeError(told.kind);
    await validator.choosePin(told.transaction, pin, pin);
    const confirming = await ask();
    const confirmed = { challenge: confirming.challenge, passcode: pin + confirming.response };
    const entered = await validator.answerChallenge("olga", confirmed);
    const device = entered.kind === "accepted" && isKnown ? entered.device : null;
    const client = { devices: device === null ? [] : [device], flow: "a flow" };

    const { challenge, response } = await ask();
    const wrong = (Number(response.at(-1)) + 1) % 10;
    const mistyped = { challenge, passcode: `${pin}${response.slice(0, -1)}${wrong}` };
    await validator.answerChallenge("olga", mistyped, client);
    for (let guess = 0; guess < remembered; guess += 1) {
      const other = await validator.issueChallenge("olga");
      const given = { challenge: other.challenge, passcode: "000000000000" };
      await validator.answerChallenge("olga", given);
    }
    const right = { challenge, passcode: pin + response };
    expect((await validator.answerChallenge("olga", right, client)).kind).toBe("refused");
    expect(await lastReason(stage.ports, "O-1")).toBe(why);
    expect((await validator.key("O-1"))?.challenges).toHaveLength(remembered);
  },
);
