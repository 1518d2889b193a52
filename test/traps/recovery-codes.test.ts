import { createHash } from "node:crypto";
import {
  actOnStoredKey,
  type Client,
  logIn,
  newRecoveryCodes,
  noClient,
  temporaryCodeDefaults,
} from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { holder, openStage, pin, type Stage, serial } from "../support/stage.ts";

// Goal: a set of recovery codes is made by the key alone, and a request that is sent again neither makes another one
// nor brings back a used code. Method: the real validator over a memory store.
async function inService(): Promise<Stage> {
  const stage = await openStage();
  await stage.commission();
  stage.advance(60);
  return stage;
}

const make = (stage: Stage, passcode: string, client: Client = noClient) =>
  newRecoveryCodes(stage.ports, { identifier: holder, passcode }, client);

const enter = (stage: Stage, passcode: string) =>
  logIn(stage.ports, { identifier: holder, passcode });

async function kinds({ ports }: Stage): Promise<readonly string[]> {
  const events = await ports.store.events(serial, { afterSequence: 0, limit: 100 });
  return events.map(({ kind }) => kind);
}

describe("newRecoveryCodes()", () => {
  test("gives eight codes to whoever shows the key and knows the PIN", async () => {
    const stage = await inService();
    const answer = await make(stage, pin + stage.code());
    if (answer.kind !== "issued") throw new TypeError(answer.kind);
    expect(new Set(answer.codes).size).toBe(8);
    expect((await kinds(stage)).slice(-2)).toEqual(["accepted", "recovery-codes-issued"]);
    for (const code of answer.codes) {
      expect(await enter(stage, pin + code)).toMatchObject({ spare: "recovery-code" });
      expect((await enter(stage, pin + code)).kind).toBe("refused");
    }
  });

  test("keeps no code that can be read", async () => {
    const stage = await inService();
    const answer = await make(stage, pin + stage.code());
    if (answer.kind !== "issued") throw new TypeError(answer.kind);
    const stored = JSON.stringify(await stage.ports.store.load(serial));
    for (const code of answer.codes) expect(stored).not.toContain(code);
    const { record } = (await stage.ports.store.load(serial)) ?? {};
    const salts = record?.recoveryCodes?.codes.map(({ verifier }) => verifier.salt);
    expect(new Set(salts).size).toBe(8);
  });

  test("takes no code that stands in for the key's, and no wrong PIN", async () => {
    const stage = await inService();
    const answer = await make(stage, pin + stage.code());
    if (answer.kind !== "issued") throw new TypeError(answer.kind);
    const act = { kind: "issue-temporary-code", startsAt: null, ...temporaryCodeDefaults } as const;
    const done = await actOnStoredKey(stage.ports, serial, act, "staff:test");
    const temporary = done.kind === "done" ? done.temporaryCode?.code : "";
    stage.advance(60);
    for (const passcode of [pin + answer.codes[0], pin + temporary, `9999${stage.code()}`]) {
      expect((await make(stage, passcode)).kind).toBe("refused");
    }
    expect((await enter(stage, pin + answer.codes[0])).kind).toBe("accepted");
  });

  test("tells the same codes when the request is sent again, and brings back none (laws 2, 11)", async () => {
    const stage = await inService();
    const id = createHash("sha256").update("a form").digest("hex");
    const client = { ...noClient, attempt: { caller: "a browser", id } };
    const passcode = pin + stage.code();
    const first = await make(stage, passcode, client);
    if (first.kind !== "issued") throw new TypeError(first.kind);
    expect((await enter(stage, pin + first.codes[0])).kind).toBe("accepted");
    expect(await make(stage, passcode, client)).toEqual(first);
    expect((await enter(stage, pin + first.codes[0])).kind).toBe("refused");
    expect((await enter(stage, pin + first.codes[1])).kind).toBe("accepted");
    expect((await kinds(stage)).filter((kind) => kind === "recovery-codes-issued")).toHaveLength(1);
  });

  test("ends the former set, and every set ends with the PIN", async () => {
    const stage = await inService();
    const one = await make(stage, pin + stage.code());
    stage.advance(60);
    const other = await make(stage, pin + stage.code());
    if (one.kind !== "issued" || other.kind !== "issued") throw new TypeError("refused");
    expect((await enter(stage, pin + one.codes[3])).kind).toBe("refused");
    expect((await enter(stage, pin + other.codes[3])).kind).toBe("accepted");
    await actOnStoredKey(stage.ports, serial, { kind: "clear-pin" }, "staff:test");
    expect((await enter(stage, pin + other.codes[4])).kind).toBe("refused");
  });
});
