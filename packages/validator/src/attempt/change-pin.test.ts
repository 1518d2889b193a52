import { counterParameters, firstCounter, openDevice } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { refusal } from "../../../../test/support/refusal.ts";
import { holder, openStage, pin, type Stage, serial } from "../../../../test/support/stage.ts";
import { actOnStoredKey } from "../keys/act-on-key.ts";
import type { Ports } from "../ports/ports.ts";
import { confirmNewPin, pinChangeStatus, startPinChange, submitNewPin } from "./change-pin.ts";
import { noClient } from "./client.ts";
import { logIn } from "./log-in.ts";

const newPin = "k7m2";
const twice = { pin: newPin, pinAgain: newPin };

async function begun(stage: Stage): Promise<string> {
  const given = { identifier: holder, passcode: pin + stage.code() };
  const answer = await startPinChange(stage.ports, given, noClient);
  if (answer.kind !== "choose-new-pin") throw new TypeError(answer.kind);
  return answer.change;
}

/** A stage at the time of a later code, with the token of a change whose new PIN was chosen. */
async function chosen(): Promise<{ readonly stage: Stage; readonly change: string }> {
  const stage = await openStage();
  await stage.commission();
  const answer = await submitNewPin(stage.ports, { change: await begun(stage), ...twice });
  if (answer.kind !== "confirm-passcode") throw new TypeError(answer.kind);
  stage.advance(60);
  return { stage, change: answer.change };
}

const logInWith = async (stage: Stage, given: string) =>
  (await logIn(stage.ports, { identifier: holder, passcode: given + stage.code() })).kind;
const record = async ({ ports }: Stage) => (await ports.store.load(serial))?.record;

describe("startPinChange()", () => {
  test("takes a PASSCODE as a log-in does, and refuses as it does", async () => {
    const stage = await openStage();
    await stage.commission();
    for (const given of [
      { identifier: holder, passcode: `9999${stage.code()}` },
      { identifier: "nobody", passcode: pin + stage.code() },
    ]) {
      expect(await startPinChange(stage.ports, given, noClient)).toEqual(refusal);
    }
    stage.advance(60);
    expect(await begun(stage)).toMatch(/^v1\./u);
    // The code is spent.
    expect(await logInWith(stage, pin)).toBe("refused");
  });

  test("goes over into a first use where the PIN was cleared meanwhile", async () => {
    const stage = await openStage();
    await stage.commission();
    await actOnStoredKey(stage.ports, serial, { kind: "clear-pin" }, "staff:test");
    const given = { identifier: holder, passcode: stage.code() };
    expect((await startPinChange(stage.ports, given, noClient)).kind).toBe("choose-pin");
  });

  test("begins none with a code that was sent again after the key was suspended", async () => {
    const stage = await openStage();
    await stage.commission();
    const client = { ...noClient, flow: "a flow", attempt: { caller: "api 1", id: "the same id" } };
    const given = { identifier: holder, passcode: pin + stage.code() };
    expect((await startPinChange(stage.ports, given, client)).kind).toBe("choose-new-pin");
    expect((await startPinChange(stage.ports, given, client)).kind).toBe("choose-new-pin");
    await actOnStoredKey(stage.ports, serial, { kind: "suspend" }, "staff:test");
    expect(await startPinChange(stage.ports, given, client)).toEqual({
      ...{ kind: "refused", flow: "a flow" },
    });
  });
});

describe("submitNewPin()", () => {
  test("takes a PIN that fits, and changes nothing of the key", async () => {
    const stage = await openStage();
    await stage.commission();
    const change = await begun(stage);
    const before = await record(stage);
    const answer = await submitNewPin(stage.ports, { change, ...twice });
    expect(answer.kind).toBe("confirm-passcode");
    expect(await record(stage)).toEqual(before);
  });

  test("says what is wrong with a PIN", async () => {
    const stage = await openStage();
    await stage.commission();
    const change = await begun(stage);
    for (const [given, problem] of [
      [{ pin: newPin, pinAgain: pin }, "different"],
      [{ pin: "407", pinAgain: "407" }, "length"],
      [{ pin: "1111", pinAgain: "1111" }, "trivial"],
    ] as const) {
      expect(await submitNewPin(stage.ports, { change, ...given })).toEqual({
        ...{ kind: "pin-unfit", problem },
      });
    }
  });

  test("refuses what is no change of ours, and one that is over", async () => {
    const stage = await openStage();
    await stage.commission();
    const change = await begun(stage);
    for (const none of ["", "x", `${change}00`]) {
      expect(await submitNewPin(stage.ports, { change: none, ...twice })).toEqual({
        ...{ kind: "refused" },
      });
    }
    stage.advance(600);
    expect(await submitNewPin(stage.ports, { change, ...twice })).toEqual({ kind: "refused" });
  });
});

describe("confirmNewPin()", () => {
  test("puts the new PIN in force by a later code; the epoch and the device are new", async () => {
    const { stage, change } = await chosen();
    const before = await record(stage);
    const given = { change, passcode: newPin + stage.code() };
    const answer = await confirmNewPin(stage.ports, given, noClient);
    const after = await record(stage);
    expect(answer).toMatchObject({ kind: "changed", epoch: after?.epoch });
    expect(after?.epoch).not.toBe(before?.epoch);
    const device = answer.kind === "changed" ? answer.device : "";
    const pinSalt = after?.state.kind === "in-service" ? after.state.pin.salt : "";
    expect(openDevice(stage.ports.keyring, device)).toMatchObject({ serial, holder, pinSalt });
    stage.advance(60);
    expect(await logInWith(stage, pin)).toBe("refused");
    stage.advance(60);
    expect(await logInWith(stage, newPin)).toBe("accepted");
  });

  test("refuses the old PIN, another one and a text that is no token; the old PIN stays", async () => {
    const { stage, change } = await chosen();
    for (const given of [
      { change, passcode: `9999${stage.code()}` },
      { change, passcode: pin + stage.code(1) },
      { change: "x", passcode: newPin + stage.code(1) },
    ]) {
      expect(await confirmNewPin(stage.ports, given, noClient)).toEqual({ kind: "refused" });
    }
    stage.advance(120);
    expect(await logInWith(stage, pin)).toBe("accepted");
  });

  test("refuses before a new PIN was chosen, and after the change was used", async () => {
    const { stage, change } = await chosen();
    const empty = await begun(stage);
    stage.advance(60);
    const early = { change: empty, passcode: newPin + stage.code() };
    expect((await confirmNewPin(stage.ports, early, noClient)).kind).toBe("refused");
    stage.advance(60);
    const right = () => ({ change, passcode: newPin + stage.code() });
    expect((await confirmNewPin(stage.ports, right(), noClient)).kind).toBe("changed");
    stage.advance(60);
    expect((await confirmNewPin(stage.ports, right(), noClient)).kind).toBe("refused");
  });

  test("is answered alike when it is sent again, and only with the same token (law 11)", async () => {
    const { stage, change } = await chosen();
    const client = { ...noClient, flow: "a flow", attempt: { caller: "api 1", id: "the same id" } };
    const passcode = newPin + stage.code();
    const first = await confirmNewPin(stage.ports, { change, passcode }, client);
    expect(first.kind).toBe("changed");
    expect(await confirmNewPin(stage.ports, { change, passcode }, client)).toEqual(first);
    const other = (await chosen()).change;
    expect((await confirmNewPin(stage.ports, { change: other, passcode }, client)).kind).toBe(
      "refused",
    );
  });
});

describe("a change of the PIN of a key that is gone, or of one with a button", () => {
  test("is refused, and tells no moment of the next code", async () => {
    const { stage, change } = await chosen();
    const { ports } = stage;
    const found = await ports.store.load(serial);
    if (found === null) throw new TypeError("expected a key");
    const loading = (load: Ports["store"]["load"]): Ports => ({
      ...ports,
      store: { ...ports.store, load },
    });
    const gone = loading(async () => null);
    const given = { change, passcode: newPin + stage.code() };
    expect(await confirmNewPin(gone, given, noClient)).toEqual({ kind: "refused" });
    expect(await pinChangeStatus(gone, change)).toBeNull();
    const counterKey = { ...found.record, parameters: counterParameters(), clock: null };
    const record = { ...counterKey, counter: firstCounter(5, ports.clock()) };
    const status = await pinChangeStatus(
      loading(async () => ({ ...found, record })),
      change,
    );
    expect(status?.hint).toMatchObject({ periodSeconds: null, nextCodeAt: null });
  });
});

describe("pinChangeStatus()", () => {
  test("says where a change stands, and when its next code comes", async () => {
    const stage = await openStage();
    await stage.commission();
    const change = await begun(stage);
    const now = stage.ports.clock();
    const hint = {
      ...{ digits: 6, periodSeconds: 60 },
      ...{ nextCodeAt: now + 40_000, expiresAt: now + 600_000 },
    };
    expect(await pinChangeStatus(stage.ports, change)).toEqual({
      ...{ isChosen: false, hint, isRenewable: true },
    });
    const next = await submitNewPin(stage.ports, { change, ...twice });
    const token = next.kind === "confirm-passcode" ? next.change : "";
    expect(await pinChangeStatus(stage.ports, token)).toEqual({
      ...{ isChosen: true, hint, isRenewable: true },
    });
  });

  test("says nothing once it is over, void, or none of ours", async () => {
    const { stage, change } = await chosen();
    for (const none of ["", "x"]) expect(await pinChangeStatus(stage.ports, none)).toBeNull();
    expect(await pinChangeStatus(stage.ports, change)).not.toBeNull();
    const ended = await chosen();
    ended.stage.advance(600);
    expect(await pinChangeStatus(ended.stage.ports, ended.change)).toBeNull();
    await actOnStoredKey(stage.ports, serial, { kind: "unlock" }, "staff:test");
    expect(await pinChangeStatus(stage.ports, change)).toBeNull();
    const damaged = await chosen();
    await damaged.stage.damage();
    expect(await pinChangeStatus(damaged.stage.ports, damaged.change)).toBeNull();
  });
});
