import { codeParameters, openDevice, openTransaction, transactionHash } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { refusal as anyRefusal } from "../../../../test/support/refusal.ts";
import { holder, openStage, pin, type Stage, serial } from "../../../../test/support/stage.ts";
import { decoySerialFor } from "../decoys/decoys.ts";
import { submitPin } from "./choose-pin.ts";
import { noClient } from "./client.ts";
import { confirmPasscode, holderOf, keyOf, logIn, loginAnswer, refusal } from "./log-in.ts";
import { type Presented, present } from "./present.ts";

async function inService(): Promise<Stage> {
  const stage = await openStage();
  await stage.commission();
  return stage;
}

async function begun(stage: Stage) {
  const answer = await logIn(stage.ports, { identifier: holder, passcode: stage.code() });
  if (answer.kind !== "choose-pin") throw new TypeError(answer.kind);
  return answer;
}

async function choosing(): Promise<{ readonly stage: Stage; readonly transaction: string }> {
  const stage = await openStage();
  const { transaction } = await begun(stage);
  await submitPin(stage.ports, { transaction, pin, pinAgain: pin });
  stage.advance(60);
  return { stage, transaction };
}

describe("logIn()", () => {
  test("lets a holder in, by whatever form of their identifier, with what a session needs", async () => {
    const stage = await inService();
    const passcode = pin + stage.code();
    const answer = await logIn(stage.ports, { identifier: " Camille", passcode });
    const epoch = (await stage.ports.store.load(serial))?.record.epoch;
    expect(answer).toMatchObject({ kind: "accepted", holder, serial, epoch, commissioned: false });
    const device = answer.kind === "accepted" ? (answer.device ?? "") : "";
    expect(openDevice(stage.ports.keyring, device)).toMatchObject({ serial, holder });
  });

  test("refuses all else alike, with the flow that the client has", async () => {
    const stage = await inService();
    for (const [identifier, passcode] of [
      [holder, `9999${stage.code()}`],
      ["nobody", pin + stage.code(1)],
      ["a b", pin + stage.code(1)],
      [holder, "x"],
    ] as const) {
      expect(await logIn(stage.ports, { identifier, passcode })).toEqual(anyRefusal);
      const client = { devices: [], flow: "a flow" };
      expect(await logIn(stage.ports, { identifier, passcode }, client)).toEqual({
        ...{ kind: "refused", flow: "a flow" },
      });
    }
  });

  test("begins the first use by the digits alone, with what its page needs", async () => {
    const stage = await openStage();
    const { transaction, hint } = await begun(stage);
    const now = stage.ports.clock();
    expect(openTransaction(stage.ports.keyring, transaction)).toMatchObject({ serial });
    expect(hint).toEqual({
      ...{ digits: 6, periodSeconds: 60, expiresAt: now + 600_000 },
      // 20 s into a step of 60 s.
      nextCodeAt: now + 40_000,
    });
  });

  test("says of a first use that is sent again what it said before", async () => {
    const stage = await openStage();
    const client = { ...noClient, attempt: { caller: "api 1", id: "the same id" } };
    const given = { identifier: holder, passcode: stage.code() };
    const first = await logIn(stage.ports, given, client);
    stage.advance(10);
    expect(await logIn(stage.ports, given, client)).toEqual(first);
    expect(first.kind).toBe("choose-pin");
  });
});

describe("confirmPasscode()", () => {
  test("puts the key in service by the chosen PIN and a later code", async () => {
    const { stage, transaction } = await choosing();
    const done = await confirmPasscode(stage.ports, { transaction, passcode: pin + stage.code() });
    expect(done).toMatchObject({ kind: "accepted", holder, serial, commissioned: true });
  });

  test("refuses what is no token of ours, and another PIN", async () => {
    const { stage, transaction } = await choosing();
    const passcode = pin + stage.code();
    for (const none of ["", "x", `${transaction}00`]) {
      expect(await confirmPasscode(stage.ports, { transaction: none, passcode })).toEqual(
        anyRefusal,
      );
    }
    const wrong = { transaction, passcode: `9999${stage.code()}` };
    const client = { devices: [], flow: "a flow" };
    expect(await confirmPasscode(stage.ports, wrong, client)).toEqual({
      ...{ kind: "refused", flow: "a flow" },
    });
    // What came with the token is counted by itself: strangers are none the wiser.
    const failures = (await stage.ports.store.load(serial))?.record.failures;
    expect(failures?.strangers.wrongPins).toBe(0);
    expect(failures?.devices).toMatchObject([{ wrongPins: 1 }]);
  });

  test("takes the token for a part of the attempt: with another one it is another attempt", async () => {
    const { stage, transaction } = await choosing();
    const client = { ...noClient, attempt: { caller: "api 1", id: "the same id" } };
    const passcode = pin + stage.code();
    const first = await confirmPasscode(stage.ports, { transaction, passcode }, client);
    expect(first.kind).toBe("accepted");
    expect(await confirmPasscode(stage.ports, { transaction, passcode }, client)).toEqual(first);
    const other = await choosing();
    const foreign = { transaction: other.transaction, passcode };
    expect((await confirmPasscode(stage.ports, foreign, client)).kind).toBe("refused");
  });
});

describe("holderOf() and keyOf()", () => {
  test("find a key by its holder or its serial, and a decoy for anybody else", async () => {
    const stage = await openStage();
    const { ports } = stage;
    const byName = async (identifier: string) =>
      (await holderOf(ports, { identifier }).load())?.record.serial;
    expect(await byName("CAMILLE ")).toBe(serial);
    expect(await byName("nobody")).toBe(decoySerialFor("nobody"));
    expect(await byName("a b")).toBe(decoySerialFor(""));
    expect((await keyOf(ports, serial).load())?.record.holder).toBe(holder);
    expect(await keyOf(ports, "none").load()).toBeNull();
  });

  test("keep apart what comes under the same id to a holder and to a key of that name", async () => {
    const { ports } = await openStage();
    expect(holderOf(ports, { identifier: "K-1" }).subject).toBe("holder k-1");
    expect(holderOf(ports, { identifier: "a b" }).subject).toBe("holder ");
    expect(keyOf(ports, "K-1").subject).toBe("key K-1");
  });
});

describe("loginAnswer() and refusal()", () => {
  test("refuse where there was no key", async () => {
    const { ports } = await openStage();
    expect(loginAnswer(ports, null, noClient)).toEqual(anyRefusal);
    expect(refusal(ports, { ...noClient, flow: "a flow" })).toEqual({
      ...{ kind: "refused", flow: "a flow" },
    });
  });

  test("seal a first use under a nonce that has in its label all that is sealed (law 11)", async () => {
    const stage = await openStage();
    const typed = holderOf(stage.ports, { identifier: holder });
    const presented = await present(stage.ports, stage.code(), typed);
    if (presented === null) throw new TypeError("expected a decision");
    const labels: unknown[] = [];
    const draw: Presented["draw"] = (bytes, label) => {
      labels.push([bytes, label]);
      return new Uint8Array(bytes);
    };
    loginAnswer(stage.ports, { ...presented, draw }, noClient);
    const id = transactionHash(presented.transactionId);
    expect(labels).toEqual([[24, ["transaction nonce", serial, id]]]);
  });

  test("name nobody for a key that is nobody's by an identifier", async () => {
    const stage = await inService();
    const typed = holderOf(stage.ports, { identifier: holder });
    const presented = await present(stage.ports, pin + stage.code(), typed);
    if (presented === null) throw new TypeError("expected a decision");
    const record = { ...presented.record, holder: null };
    expect(loginAnswer(stage.ports, { ...presented, record }, noClient)).toMatchObject({
      ...{ kind: "accepted", holder: "" },
    });
  });

  test("tell of a key of 8 digits and 30 s what its page needs", async () => {
    const stage = await openStage(codeParameters({ digits: 8, periodSeconds: 30 }));
    const { hint } = await begun(stage);
    expect(hint).toMatchObject({ digits: 8, periodSeconds: 30 });
    expect(hint.nextCodeAt).toBe(stage.ports.clock() + 10_000);
  });
});
