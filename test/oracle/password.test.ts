import { holderIdentifier, RecordDamagedError } from "@jeton/core";
import { logInByEither, noClient, type PasswordVerifier } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.ts";
import { holder, openStage, pin, serial } from "../support/stage.ts";
import { causes, malformed } from "./causes.ts";
import { workOf } from "./work.ts";

/** A directory that knows one person, and remembers what it was asked. */
function directory(): PasswordVerifier & {
  readonly asked: Parameters<PasswordVerifier["verify"]>[0][];
} {
  const asked: Parameters<PasswordVerifier["verify"]>[0][] = [];
  return {
    asked,
    verify: async (question) => {
      asked.push(question);
      return question.identifier === "invite" && question.password === "soleil couchant";
    },
  };
}

// Goal: with a directory beside the keys, a refusal still tells nothing (law 6), and the directory
// never sees a PASSCODE of someone who has a key.
// Method: every cause and every text that is no PASSCODE, with a directory that counts its questions.
describe("logInByEither()", () => {
  test.each(causes)("asks the directory once, whatever the cause: $name", async ({ prepare }) => {
    const stage = await openStage();
    const given = await prepare(stage);
    const passwords = directory();
    const work = await workOf(stage.ports, async (ports) => {
      const answer = await logInByEither(ports, passwords, given, noClient);
      expect(answer).toEqual(refusal);
    });
    expect(work.storeCalls).toEqual(["loadForHolder", "replace"]);
    expect(passwords.asked).toHaveLength(1);
    const [question] = passwords.asked;
    expect(question?.password).toHaveLength(given.passcode.length);
    // Whoever lost their key, or gave it back, is someone without a key.
    // A key whose record is damaged is a key all the same.
    const known = await stage.ports.store.load(serial).then(
      (stored) => stored?.record.holder,
      (error: unknown) => {
        if (error instanceof RecordDamagedError) return holder;
        throw error;
      },
    );
    const hasKey = known === holderIdentifier(given.identifier);
    expect(question?.identifier === null).toBe(hasKey || given.identifier === "a b");
    if (hasKey) expect(question?.password).not.toBe(given.passcode);
  });

  test("asks it once for what is no PASSCODE, too, known or not", async () => {
    for (const passcode of malformed) {
      for (const identifier of [holder, "nobody", "a b"]) {
        const stage = await openStage();
        await stage.commission();
        const passwords = directory();
        const work = await workOf(stage.ports, (ports) =>
          logInByEither(ports, passwords, { identifier, passcode }, noClient),
        );
        expect(work.storeCalls).toEqual(["loadForHolder"]);
        expect(passwords.asked).toHaveLength(1);
      }
    }
  });

  test("lets someone without a key in by their password, and no holder of a key", async () => {
    const stage = await openStage();
    await stage.commission();
    const all: PasswordVerifier = { verify: async () => true };
    const given = { identifier: " Invite ", passcode: "soleil couchant" };
    expect(await logInByEither(stage.ports, directory(), given, noClient)).toEqual({
      ...{ kind: "accepted", holder: "invite", commissioned: false, device: null },
      ...{ serial: null, epoch: 0 },
    });
    // A directory that says yes to everything opens nothing to who has a key.
    const mine = { identifier: holder, passcode: "soleil couchant" };
    expect(await logInByEither(stage.ports, all, mine, noClient)).toEqual(refusal);
    const unusable = { identifier: "a b", passcode: "soleil couchant" };
    expect((await logInByEither(stage.ports, all, unusable, noClient)).kind).toBe("refused");
  });

  test("asks no directory about a PASSCODE that is right", async () => {
    const stage = await openStage();
    await stage.commission();
    const passwords = directory();
    const given = { identifier: holder, passcode: pin + stage.code() };
    expect((await logInByEither(stage.ports, passwords, given, noClient)).kind).toBe("accepted");
    expect(passwords.asked).toEqual([]);
  });

  test("refuses a password like any other text where there is no directory", async () => {
    const stage = await openStage();
    const given = { identifier: "invite", passcode: "soleil couchant" };
    expect(await logInByEither(stage.ports, undefined, given, noClient)).toEqual(refusal);
  });
});
