import { KeypadKey } from "@jeton/key";
import { Validator } from "@jeton/validator";
import { answerChallenge, issueChallenge } from "@jeton/validator/parts";
import { expect, test, vi } from "vitest";
import { refusal } from "../support/refusal.ts";
import { holder, lastReason, openStage, pin, type Stage } from "../support/stage.ts";
import { type Work, workOf } from "./work.ts";

// Hoisted above the imports, so the counters are fetched here.
vi.mock("../../packages/core/src/codes/prepare-seed.ts", async (original) =>
  (await import("./work.ts")).countingPrepareSeed(original),
);
vi.mock("../../packages/core/src/ocra/prepare-ocra.ts", async (original) =>
  (await import("./work.ts")).countingPrepareOcra(original),
);
vi.mock("../../packages/core/src/seals/seal.ts", async (original) =>
  (await import("./work.ts")).countingUnseal(original),
);

const keypadHolder = "olga";
const suite = "OCRA-1:HOTP-SHA256-6:C-QN08";

type Cast = { readonly stage: Stage; readonly key: KeypadKey };

/** Gives Olga a key with a keypad; `isUsed`: it is in service, and two of its counters are spent. */
async function cast(isUsed: boolean): Promise<Cast> {
  const stage = await openStage();
  await stage.commission();
  const validator = new Validator(stage.ports);
  const seed = new Uint8Array(32).fill(9);
  const given = { serial: "O-1", seed, holder: keypadHolder, parameters: { suite }, counter: 0 };
  await validator.addKey(given);
  const key = new KeypadKey({ serial: "O-1", seed, suite });
  const answer = async (secret: string) => {
    const { question, challenge } = await validator.issueChallenge(keypadHolder);
    const passcode = secret + key.answer(question);
    return validator.answerChallenge(keypadHolder, { challenge, passcode });
  };
  // Met once, so that its hash is in use.
  if (!isUsed) expect((await answer(pin)).kind).toBe("refused");
  else {
    const begun = await answer("");
    if (begun.kind !== "choose-pin") throw new TypeError(begun.kind);
    await validator.choosePin(begun.transaction, pin, pin);
    expect((await answer(pin)).kind).toBe("accepted");
  }
  return { stage, key };
}

const answers: readonly (readonly [string, boolean, (right: string) => string])[] = [
  ["a wrong response", true, () => `${pin}000000`],
  ["a wrong PIN", true, (right) => `9999${right}`],
  ["no PIN", true, (right) => right],
  ["a PIN before there is one", false, (right) => pin + right],
];

// Goal: nobody can tell by a refused answer whether an identifier is known, nor whose key has a keypad (law 6).
// Method: a challenge is asked of each and answered alike; codes, seals, PIN hashes and calls of the store are the same.
test.each(answers)("a refused answer costs what all cost: %s", async (_, isUsed, passcodeOf) => {
  const { stage, key } = await cast(isUsed);
  const work: Work[] = [];
  for (const identifier of [keypadHolder, holder, "nobody"]) {
    const { question, challenge } = await issueChallenge(stage.ports, { identifier });
    const given = { identifier, challenge, passcode: passcodeOf(key.answer(question) ?? "") };
    let told: unknown;
    work.push(
      await workOf(stage.ports, async (ports) => {
        told = await answerChallenge(ports, given);
      }),
    );
    expect(told).toEqual(refusal);
  }
  expect(work[1]).toEqual(work[0]);
  expect(work[2]).toEqual(work[0]);
  expect(work[0]?.responses).toBeGreaterThan(1000);
  expect(await lastReason(stage.ports, "O-1")).not.toBeNull();
});

test("an answer to a challenge of somebody else, or to one that was answered, costs as much", async () => {
  const { stage, key } = await cast(true);
  const asked = await issueChallenge(stage.ports, { identifier: keypadHolder });
  const passcode = pin + key.answer(asked.question);
  const { challenge } = asked;
  const workFor = (identifier: string, given = { challenge, passcode }) =>
    workOf(stage.ports, (ports) => answerChallenge(ports, { identifier, ...given }));
  const stranger = await workFor("nobody");
  expect(await workFor(holder)).toEqual(stranger);
  const wrong = await workFor(keypadHolder, { challenge, passcode: `${pin}000000` });
  const again = await workFor(keypadHolder);
  expect([wrong, again]).toEqual([stranger, stranger]);
  expect((await stage.ports.store.load("O-1"))?.record.lastStep).toBe(1);
});

test("asking costs one look at the store, whoever is asked", async () => {
  const { stage } = await cast(true);
  const work = [];
  for (const identifier of [keypadHolder, holder, "nobody", "a b"]) {
    work.push(await workOf(stage.ports, (ports) => issueChallenge(ports, { identifier })));
  }
  for (const each of work) expect(each).toEqual(work[0]);
  expect(work[0]).toMatchObject({ storeCalls: ["loadForHolder"], sealsOpened: 0, pinHashes: [] });
});
