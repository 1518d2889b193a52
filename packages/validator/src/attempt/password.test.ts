import { createHash } from "node:crypto";
import { OtpError } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { refusal } from "../../../../test/support/refusal.ts";
import { holder, openStage, pin, serial } from "../../../../test/support/stage.ts";
import { actOnStoredKey } from "../keys/act-on-key.ts";
import type { Ports } from "../ports/ports.ts";
import { noClient } from "./client.ts";
import { isLoggedIn } from "./is-logged-in.ts";
import { logIn } from "./log-in.ts";
import { hasNoKey, logInByEither, type PasswordVerifier } from "./password.ts";
import { beginPasswordEpoch, endPasswordSessions, isPasswordEpoch } from "./password-epoch.ts";
import { endLogin } from "./sign-out.ts";

type Question = Parameters<PasswordVerifier["verify"]>[0];

/** A directory that takes one password of anybody, and remembers what it was asked. */
function directory(right = "soleil couchant") {
  const asked: Question[] = [];
  const verify = async (question: Question) => {
    asked.push(question);
    return question.password === right;
  };
  return { asked, verify };
}

const passcode = "soleil couchant";

async function inService() {
  const stage = await openStage();
  await stage.commission();
  return stage;
}

describe("logInByEither()", () => {
  test("lets someone without a key in by a password: there is neither key nor device", async () => {
    const { ports } = await inService();
    const given = { identifier: " Invite ", passcode };
    expect(await logInByEither(ports, directory(), given, noClient)).toEqual({
      ...{ kind: "accepted", holder: "invite", serial: null, epoch: 0 },
      ...{ commissioned: false, device: null },
    });
    const wrong = { identifier: "invite", passcode: "soleil" };
    expect(await logInByEither(ports, directory(), wrong, noClient)).toEqual(refusal);
  });

  test("asks for someone with a key about nobody, and about no text of theirs", async () => {
    const { ports } = await inService();
    const everybody = directory("xxxxxxxxxxxxxxx");
    for (const identifier of [holder, "a b"]) {
      const given = { identifier, passcode };
      expect(await logInByEither(ports, everybody, given, noClient)).toEqual(refusal);
    }
    const nobody = { identifier: null, password: "x".repeat(passcode.length) };
    expect(everybody.asked).toEqual([nobody, nobody]);
  });

  test("asks about a damaged key as about a key", async () => {
    const stage = await inService();
    await stage.damage();
    const asking = directory();
    const given = { identifier: holder, passcode: `9999${stage.code()}` };
    expect(await logInByEither(stage.ports, asking, given, noClient)).toEqual(refusal);
    expect(asking.asked).toMatchObject([{ identifier: null }]);
  });

  test("asks nobody about a PASSCODE that is right, nor where there is no directory", async () => {
    const stage = await inService();
    const asking = directory();
    const given = { identifier: holder, passcode: pin + stage.code() };
    expect((await logInByEither(stage.ports, asking, given, noClient)).kind).toBe("accepted");
    expect(asking.asked).toEqual([]);
    const client = { ...noClient, flow: "a flow" };
    const other = { identifier: "invite", passcode };
    expect(await logInByEither(stage.ports, undefined, other, client)).toEqual({
      ...{ kind: "refused", flow: "a flow" },
    });
  });
});

describe("logInByEither() of an attempt with an id", () => {
  test("is answered alike when it is sent again (law 11)", async () => {
    const stage = await inService();
    const client = { ...noClient, flow: "a flow", attempt: { caller: "api 1", id: "the same id" } };
    const given = { identifier: holder, passcode: pin + stage.code() };
    const first = await logInByEither(stage.ports, directory(), given, client);
    expect(first.kind).toBe("accepted");
    expect(await logInByEither(stage.ports, directory(), given, client)).toEqual(first);
  });
});

describe("a store without decoys", () => {
  const withoutKeys = async () => {
    const { ports } = await openStage();
    return { ...ports, store: { ...ports.store, loadForHolder: async () => null } };
  };

  test("has nobody with a key: whoever has a name is asked about by it, and nobody else", async () => {
    const ports = await withoutKeys();
    const asking = directory();
    const named = { identifier: "ada", passcode };
    expect((await logInByEither(ports, asking, named, noClient)).kind).toBe("accepted");
    const unnamed = { identifier: "a b", passcode };
    expect((await logInByEither(ports, asking, unnamed, noClient)).kind).toBe("refused");
    expect(asking.asked).toEqual([
      { identifier: "ada", password: passcode },
      { identifier: null, password: "x".repeat(passcode.length) },
    ]);
    expect(await hasNoKey(ports, holder)).toBe(true);
  });
});

describe("hasNoKey()", () => {
  test("knows who has a key, a damaged one included", async () => {
    const stage = await inService();
    expect(await hasNoKey(stage.ports, holder)).toBe(false);
    expect(await hasNoKey(stage.ports, "nobody")).toBe(true);
    await stage.damage();
    expect(await hasNoKey(stage.ports, holder)).toBe(false);
  });

  test("says nothing where the store cannot be asked", async () => {
    const { ports } = await openStage();
    const gone = new OtpError("STORE_UNUSABLE", "Cannot use the store");
    const store: Ports["store"] = { ...ports.store, loadForHolder: () => Promise.reject(gone) };
    await expect(hasNoKey({ ...ports, store }, holder)).rejects.toBe(gone);
  });
});

describe("isLoggedIn() and endLogin()", () => {
  test("of a key: good while it is in service, its holder's, and of that epoch", async () => {
    const stage = await inService();
    const { ports } = stage;
    const given = { identifier: holder, passcode: pin + stage.code() };
    const answer = await logIn(ports, given);
    if (answer.kind !== "accepted") throw new TypeError(answer.kind);
    const login = { holder, serial, epoch: answer.epoch };
    expect(await isLoggedIn(ports, login)).toBe(true);
    for (const other of [
      { ...login, holder: "ada" },
      { ...login, serial: "none" },
      { ...login, epoch: answer.epoch + 1 },
    ]) {
      expect(await isLoggedIn(ports, other)).toBe(false);
    }
    // A session of another epoch ends nothing.
    await endLogin(ports, { ...login, epoch: answer.epoch + 1 });
    expect(await isLoggedIn(ports, login)).toBe(true);
    await endLogin(ports, login);
    expect(await isLoggedIn(ports, login)).toBe(false);
  });

  test("of a key that is suspended: over, with the same epoch", async () => {
    const { ports } = await inService();
    await actOnStoredKey(ports, serial, { kind: "suspend" }, "staff:test");
    const epoch = (await ports.store.load(serial))?.record.epoch ?? -1;
    expect(await isLoggedIn(ports, { holder, serial, epoch })).toBe(false);
  });

  test("of a password: good until its holder signs out, or has a key", async () => {
    const { ports } = await inService();
    const epoch = await beginPasswordEpoch(ports, "ada");
    const login = { holder: "ada", serial: null, epoch };
    expect(await isLoggedIn(ports, login)).toBe(true);
    await endLogin(ports, { ...login, epoch: epoch + 1 });
    expect(await isLoggedIn(ports, login)).toBe(true);
    await endLogin(ports, login);
    expect(await isLoggedIn(ports, login)).toBe(false);
    expect(await isLoggedIn(ports, { ...login, epoch: epoch + 1 })).toBe(true);
    // The epoch of somebody who has a key lets nobody in.
    const holders = await beginPasswordEpoch(ports, holder);
    expect(await isLoggedIn(ports, { holder, serial: null, epoch: holders })).toBe(false);
  });
});

describe("the epoch of log-ins by password", () => {
  test("begins with 0, and goes on with each end", async () => {
    const { ports } = await openStage();
    expect(await isPasswordEpoch(ports, "ada", 0)).toBe(false);
    expect(await beginPasswordEpoch(ports, "ada")).toBe(0);
    await endPasswordSessions(ports, "ada");
    expect(await beginPasswordEpoch(ports, "ada")).toBe(1);
    await endPasswordSessions(ports, "ada", 0);
    await endPasswordSessions(ports, "eve", 0);
    expect(await isPasswordEpoch(ports, "ada", 1)).toBe(true);
    await endPasswordSessions(ports, "ada", 1);
    expect(await isPasswordEpoch(ports, "ada", 2)).toBe(true);
    expect(await isPasswordEpoch(ports, "eve", 0)).toBe(false);
  });

  test("never expires, and names nobody in the store", async () => {
    const { ports } = await openStage();
    await beginPasswordEpoch(ports, "ada");
    const id = createHash("sha256").update("ada").digest("hex");
    const found = await ports.documents.load("password-epoch", id);
    expect(found).toMatchObject({ body: '{"epoch":0}', expiresAt: null, revision: 1 });
  });

  test("goes on past 9", async () => {
    const { ports } = await openStage();
    await beginPasswordEpoch(ports, "ada");
    for (let end = 0; end < 12; end += 1) await endPasswordSessions(ports, "ada");
    expect(await isPasswordEpoch(ports, "ada", 12)).toBe(true);
  });

  test("is decided again after a lost race", async () => {
    const { ports } = await openStage();
    let races = 2;
    const documents: Ports["documents"] = {
      ...ports.documents,
      put: async (...given) => {
        races -= 1;
        return races < 0 && ports.documents.put(...given);
      },
    };
    expect(await beginPasswordEpoch({ documents }, "ada")).toBe(0);
    expect(await isPasswordEpoch(ports, "ada", 0)).toBe(true);
    races = 2;
    await endPasswordSessions({ documents }, "ada");
    expect(await isPasswordEpoch(ports, "ada", 1)).toBe(true);
  });

  test("is malformed where somebody edited it", async () => {
    const { ports } = await openStage();
    for (const [index, body] of ['{"epoch":-1}', '{"epoch":1} ', ' {"epoch":1}', "{}"].entries()) {
      const name = `ada${index}`;
      const id = createHash("sha256").update(name).digest("hex");
      await ports.documents.put("password-epoch", id, 0, { body, expiresAt: null });
      await expect(isPasswordEpoch(ports, name, 1)).rejects.toMatchObject({
        code: "RECORD_MALFORMED",
      });
    }
    const id = createHash("sha256").update("long").digest("hex");
    const body = `{"epoch":${"9".repeat(16)}}`;
    await ports.documents.put("password-epoch", id, 0, { body, expiresAt: null });
    await expect(isPasswordEpoch(ports, "long", 1)).rejects.toMatchObject({
      code: "RECORD_MALFORMED",
    });
  });
});
