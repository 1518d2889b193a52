import { codeAt, type KeyParameters, keyParameters, openChallenge, timeStep } from "@jeton/core";
import { unixMilliseconds } from "@jeton/core/units";
import { KeypadKey, VirtualTime } from "@jeton/key";
import { Validator } from "@jeton/validator";
import { confirmNewPin, issueChallenge, noClient, startPinChange } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.ts";
import { lastReason, openStage, pin, type Stage } from "../support/stage.ts";

// Goal: a challenge lets its holder in once, and nobody else ever, whatever is asked, guessed or sent again.
// Method: a simulated keypad answers a validator over a memory store, through all steps of a key's life.
const begin = 1_800_000_000_000;
const seed = new Uint8Array(32).fill(9);
const counted = "OCRA-1:HOTP-SHA256-8:C-QN08";
const timed = "OCRA-1:HOTP-SHA256-8:QN08-T1M";

type Cast = {
  readonly stage: Stage;
  readonly validator: Validator;
  readonly key: KeypadKey;
  /** Lets time pass for the service and the key. */
  readonly pass: (seconds: number) => void;
  /** Asks for a challenge, has the key answer it and sends that; `secret` stands in front. */
  readonly logIn: (secret?: string) => ReturnType<Validator["answerChallenge"]>;
};

async function cast(suite: string): Promise<Cast> {
  const stage = await openStage(undefined, { startsAt: unixMilliseconds(begin) });
  const validator = new Validator(stage.ports);
  const timeSource = new VirtualTime(stage.ports.clock());
  const key = new KeypadKey({ serial: "O-1", seed, suite, timeSource });
  const counter = suite === counted ? { counter: 0 } : {};
  const added = { serial: "O-1", seed, holder: "olga", parameters: { suite }, ...counter };
  expect(await validator.addKey(added)).toBe("added");
  const pass = (seconds: number) => {
    stage.advance(seconds);
    timeSource.advance(seconds * 1000);
  };
  const logIn = async (secret = pin) => {
    const { question, challenge } = await validator.issueChallenge("olga");
    const passcode = secret + (key.answer(question) ?? "");
    return validator.answerChallenge("olga", { challenge, passcode });
  };
  return { stage, validator, key, pass, logIn };
}

async function inService(suite: string): Promise<Cast> {
  const all = await cast(suite);
  const begun = await all.logIn("");
  if (begun.kind !== "choose-pin") throw new TypeError(begun.kind);
  const chosen = await all.validator.choosePin(begun.transaction, pin, pin);
  expect(chosen.kind).toBe("confirm-passcode");
  all.pass(60);
  expect(await all.logIn()).toMatchObject({ kind: "accepted", commissioned: true, serial: "O-1" });
  all.pass(60);
  return all;
}

describe.each([counted, timed])("a key of the suite %s", (suite) => {
  test("goes through its first use and logs in by challenges, again and again", async () => {
    const { logIn, pass } = await inService(suite);
    for (let day = 0; day < 5; day += 1) {
      expect(await logIn()).toMatchObject({
        kind: "accepted",
        holder: "olga",
        commissioned: false,
      });
      pass(86_400);
    }
  });

  test("answers each challenge once, even if the answer was wrong", async () => {
    const { validator, key, pass, stage } = await inService(suite);
    const { question, challenge } = await validator.issueChallenge("olga");
    const passcode = pin + key.answer(question);
    const wrong = `${passcode.slice(0, -1)}${(Number(passcode.at(-1)) + 1) % 10}`;
    expect(await validator.answerChallenge("olga", { challenge, passcode: wrong })).toEqual(
      refusal,
    );
    expect(await validator.answerChallenge("olga", { challenge, passcode })).toEqual(refusal);
    pass(60);
    const next = await validator.issueChallenge("olga");
    const answer = { challenge: next.challenge, passcode: pin + key.answer(next.question) };
    const together = await Promise.all(
      [1, 2, 3].map(() => validator.answerChallenge("olga", answer)),
    );
    expect(together.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
    expect(await validator.answerChallenge("olga", answer)).toEqual(refusal);
    expect(await lastReason(stage.ports, "O-1")).toMatch(/code/);
  });

  test("passes nothing to another challenge, after its time, or without any", async () => {
    const { validator, key, pass } = await inService(suite);
    const one = await validator.issueChallenge("olga");
    const other = await validator.issueChallenge("olga");
    const passcode = pin + key.answer(one.question);
    expect(await validator.answerChallenge("olga", { ...other, passcode })).toEqual(refusal);
    expect(await validator.logIn("olga", passcode)).toEqual(refusal);
    const late = await validator.issueChallenge("olga");
    pass(299);
    const answered = pin + key.answer(late.question);
    pass(1);
    expect(await validator.answerChallenge("olga", { ...late, passcode: answered })).toEqual(
      refusal,
    );
    for (const challenge of ["", "v1.0", `${one.challenge.slice(0, -1)}0`, `${one.challenge}00`]) {
      if (challenge === one.challenge) continue;
      expect(await validator.answerChallenge("olga", { challenge, passcode })).toEqual(refusal);
    }
  });

  test("spends the response when the PIN was wrong (law 3), and counts that", async () => {
    const { validator, key, logIn, pass, stage } = await inService(suite);
    const { question, challenge } = await validator.issueChallenge("olga");
    const response = key.answer(question);
    await validator.answerChallenge("olga", { challenge, passcode: `9999${response}` });
    expect(await lastReason(stage.ports, "O-1")).toBe("wrong-pin");
    const record = await validator.key("O-1");
    expect(record?.failures.strangers.wrongPins).toBe(1);
    const spent = record?.lastStep ?? -1;
    pass(60);
    expect((await logIn()).kind).toBe("accepted");
    expect((await validator.key("O-1"))?.lastStep).toBeGreaterThan(spent);
  });

  test("is not hindered by whoever asks for challenges and guesses (law 10)", async () => {
    const { validator, logIn, key } = await inService(suite);
    const mine = await validator.issueChallenge("olga");
    for (let guess = 0; guess < 4; guess += 1) {
      const { challenge } = await validator.issueChallenge("olga");
      await validator.answerChallenge("olga", { challenge, passcode: "000000000000" });
    }
    const passcode = pin + key.answer(mine.question);
    expect((await validator.answerChallenge("olga", { ...mine, passcode })).kind).toBe("accepted");
    expect((await logIn()).kind).toBe(suite === counted ? "accepted" : "refused");
  });

  test("is not passed by a challenge that was asked to its former holder", async () => {
    const { validator, key } = await inService(suite);
    const { question, challenge } = await validator.issueChallenge("olga");
    await validator.act("O-1", { kind: "lose" }, "staff:test");
    await validator.act("O-1", { kind: "assign", holder: "petra" }, "staff:test");
    const passcode = key.answer(question) ?? "";
    expect(await validator.answerChallenge("petra", { challenge, passcode })).toEqual(refusal);
  });

  test("remembers a bounded number of answered challenges, for as long as they last", async () => {
    const { validator, pass } = await inService(suite);
    for (let guess = 0; guess < 70; guess += 1) {
      const { challenge } = await validator.issueChallenge("olga");
      await validator.answerChallenge("olga", { challenge, passcode: "00000000" });
    }
    expect((await validator.key("O-1"))?.challenges).toHaveLength(64);
    pass(300);
    const { challenge } = await validator.issueChallenge("olga");
    await validator.answerChallenge("olga", { challenge, passcode: "00000000" });
    expect((await validator.key("O-1"))?.challenges).toHaveLength(1);
  });
});

describe.each([counted, timed])("without a challenge, a key of the suite %s", (suite) => {
  test("takes no code that a key without a keypad would show of its seed, at no door", async () => {
    const { validator, key } = await inService(suite);
    const parameters = keyParameters({ suite });
    const step = timeStep(key.counter() ?? key.step() ?? 0);
    const code = codeAt(seed, step, parameters);
    expect(await validator.logIn("olga", pin + code)).toEqual(refusal);
    const { challenge } = await validator.issueChallenge("olga");
    const plain = { challenge, passcode: pin + codeAt(seed, timeStep(step + 1), parameters) };
    expect(await validator.answerChallenge("olga", plain)).toEqual(refusal);
    const first = codeAt(seed, timeStep(step + 2), parameters);
    const second = codeAt(seed, timeStep(step + 3), parameters);
    const act = { kind: "resynchronise", first, second } as const;
    expect((await validator.act("O-1", act, "staff:test")).kind).toBe("not-found");
  });
});

describe("issueChallenge()", () => {
  test("asks strangers, holders of other keys and holders of damaged ones alike, and stores nothing", async () => {
    const { validator, stage } = await inService(counted);
    await stage.damage();
    const before = await validator.key("O-1");
    for (const identifier of ["olga", "nobody", "a b", "", stage.holder]) {
      const { question, challenge } = await validator.issueChallenge(identifier);
      expect(question).toMatch(/^\d{8}$/);
      const own = await validator.issueChallenge("olga");
      expect(challenge.length).toBe(own.challenge.length);
      const passcode = "123400000000";
      expect(await validator.answerChallenge(identifier, { challenge, passcode })).toEqual(refusal);
    }
    expect((await validator.key("O-1"))?.audit.count).toBe((before?.audit.count ?? 0) + 1);
  });

  test("draws each character of the suite's alphabet, and never the same challenge", async () => {
    const { validator, stage } = await inService(counted);
    const asked = await Promise.all(
      Array.from({ length: 200 }, () => validator.issueChallenge("olga")),
    );
    expect(new Set(asked.map(({ question }) => question)).size).toBe(200);
    expect(new Set(asked.flatMap(({ question }) => [...question])).size).toBe(10);
    const ids = asked.map(({ challenge }) => openChallenge(stage.ports.keyring, challenge)?.id);
    expect(new Set(ids).size).toBe(200);
  });
});

describe("addKey() of a suite", () => {
  const add = async (parameters: object, counter?: number) => {
    const stage = await openStage();
    const given = { serial: "O-2", seed, parameters, ...(counter !== undefined && { counter }) };
    return new Validator(stage.ports).addKey(given as never);
  };

  test.each([
    ["OCRA-1:HOTP-SHA1-6:QN08", /either C or T/],
    ["OCRA-1:HOTP-SHA1-6:C-QN08-T1M", /either C or T/],
    ["OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1", /no P/],
    ["OCRA-1:HOTP-SHA1-6:C-QN08-S064", /no S/],
    ["OCRA-1:HOTP-SHA1-4:C-QN08", /digits/],
    ["OCRA-1:HOTP-SHA1-6:QN08-T1S", /period/],
    ["HOTP", /OCRA suite/],
  ])("refuses %s, and says why", async (suite, says) => {
    await expect(add({ suite }, 0)).rejects.toThrow(says);
  });

  test("wants the counter said, and nothing beside the suite", async () => {
    await expect(add({ suite: counted })).rejects.toThrow(/without its counter/);
    await expect(add({ suite: timed }, 0)).rejects.toThrow(/only a counter key/);
    await expect(add({ suite: timed, digits: 8 })).rejects.toThrow(/says all/);
  });

  test("keeps the suite in the sealed record", async () => {
    const stage = await openStage();
    const validator = new Validator(stage.ports);
    await validator.addKey({ serial: "O-3", seed, parameters: { suite: timed } });
    const wanted: KeyParameters = keyParameters({ suite: timed });
    expect((await validator.key("O-3"))?.parameters).toEqual(wanted);
    expect(wanted).toEqual({
      ...{ algorithm: "SHA-256", digits: 8, periodSeconds: 60, t0Seconds: 0, suite: timed },
    });
  });
});

test("a challenge is answered once, also by a change of PIN that is void", async () => {
  const { stage, key, pass } = await inService(counted);
  const { ports } = stage;
  const asked = async () => {
    const { question, challenge } = await issueChallenge(ports, { identifier: "olga" });
    return { challenge, passcode: pin + key.answer(question) };
  };
  const begun = await startPinChange(ports, { identifier: "olga", ...(await asked()) }, noClient);
  if (begun.kind !== "choose-new-pin") throw new TypeError(begun.kind);
  pass(60);
  // No new PIN was chosen: whatever confirms it, it is in vain.
  const vain = await asked();
  const confirmed = await confirmNewPin(ports, { change: begun.change, ...vain }, noClient);
  expect(confirmed).toEqual({ kind: "refused" });
  const stored = await ports.store.load("O-1");
  const id = openChallenge(ports.keyring, vain.challenge)?.id;
  expect(stored?.record.challenges?.map((used) => used.id)).toContain(id);
});
