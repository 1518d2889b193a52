import { codeAt, counterParameters, timeStep } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { holder, openStage, pin, type Stage, serial } from "../../../../test/support/stage.ts";
import { actOnStoredKey } from "../keys/act-on-key.ts";
import { addKey } from "../keys/stored-keys.ts";
import { submitPin, transactionStatus } from "./choose-pin.ts";
import { logIn } from "./log-in.ts";

async function begun(stage: Stage, passcode = stage.code()): Promise<string> {
  const answer = await logIn(stage.ports, { identifier: holder, passcode });
  if (answer.kind !== "choose-pin") throw new TypeError(answer.kind);
  return answer.transaction;
}

const stateOf = async ({ ports }: Stage) => (await ports.store.load(serial))?.record.state;
const pins = { pin, pinAgain: pin };

describe("submitPin()", () => {
  test("keeps the PIN for the first use under way, and tells when the next code comes", async () => {
    const stage = await openStage();
    const transaction = await begun(stage);
    const now = stage.ports.clock();
    expect(await submitPin(stage.ports, { transaction, ...pins })).toEqual({
      kind: "confirm-passcode",
      hint: { digits: 6, periodSeconds: 60, nextCodeAt: now + 40_000, expiresAt: now + 600_000 },
    });
    expect((await stateOf(stage))?.kind).toBe("confirming-pin");
  });

  test("says what is wrong with a PIN, and keeps none", async () => {
    const stage = await openStage();
    const transaction = await begun(stage);
    for (const [chosen, problem] of [
      [{ pin, pinAgain: "4072" }, "different"],
      [{ pin: "407", pinAgain: "407" }, "length"],
      [{ pin: "40 71", pinAgain: "40 71" }, "alphabet"],
      [{ pin: "1234", pinAgain: "1234" }, "trivial"],
    ] as const) {
      expect(await submitPin(stage.ports, { transaction, ...chosen })).toEqual({
        ...{ kind: "pin-unfit", problem },
      });
    }
    expect((await stateOf(stage))?.kind).toBe("choosing-pin");
  });

  test("refuses for a first use that is over, taken over by another, or none of ours", async () => {
    const stage = await openStage();
    const former = await begun(stage);
    stage.advance(60);
    const transaction = await begun(stage);
    for (const none of ["", "x", former]) {
      expect(await submitPin(stage.ports, { transaction: none, ...pins })).toEqual({
        ...{ kind: "refused" },
      });
    }
    stage.advance(600);
    expect((await submitPin(stage.ports, { transaction, ...pins })).kind).toBe("refused");
  });

  test("refuses for a key whose record is damaged, as for one that is not there", async () => {
    const stage = await openStage();
    const transaction = await begun(stage);
    await stage.damage();
    expect(await submitPin(stage.ports, { transaction, ...pins })).toEqual({ kind: "refused" });
    expect(await transactionStatus(stage.ports, transaction)).toEqual({ kind: "refused" });
  });
});

describe("transactionStatus()", () => {
  test("says where a first use stands", async () => {
    const stage = await openStage();
    const transaction = await begun(stage);
    const now = stage.ports.clock();
    const hint = {
      ...{ digits: 6, periodSeconds: 60 },
      ...{ nextCodeAt: now + 40_000, expiresAt: now + 600_000 },
    };
    expect(await transactionStatus(stage.ports, transaction)).toEqual({
      ...{ kind: "choosing-pin", hint, isRenewable: true },
    });
    await submitPin(stage.ports, { transaction, ...pins });
    expect(await transactionStatus(stage.ports, transaction)).toEqual({
      ...{ kind: "confirming-pin", hint, isRenewable: true },
    });
  });

  test("refuses for one that is over, was taken over by another, or is none of ours", async () => {
    const stage = await openStage();
    const former = await begun(stage);
    stage.advance(60);
    const transaction = await begun(stage);
    for (const none of ["", "x", former]) {
      expect(await transactionStatus(stage.ports, none)).toEqual({ kind: "refused" });
    }
    stage.advance(599.999);
    expect((await transactionStatus(stage.ports, transaction)).kind).toBe("choosing-pin");
    stage.advance(0.001);
    expect(await transactionStatus(stage.ports, transaction)).toEqual({ kind: "refused" });
  });

  test("refuses once the help desk cleared the PIN", async () => {
    const stage = await openStage();
    const transaction = await begun(stage);
    await submitPin(stage.ports, { transaction, ...pins });
    await actOnStoredKey(stage.ports, serial, { kind: "clear-pin" }, "staff:test");
    expect(await transactionStatus(stage.ports, transaction)).toEqual({ kind: "refused" });
  });
});

describe("the hint of a counter key", () => {
  test("names no moment: its next code comes when its button is pressed", async () => {
    const stage = await openStage();
    const seed = new Uint8Array(20).fill(9);
    const parameters = counterParameters();
    await addKey(stage.ports, { serial: "C-1", seed, parameters, counter: 0 }, "staff:test");
    await actOnStoredKey(stage.ports, "C-1", { kind: "assign", holder: "ada" }, "staff:test");
    const passcode = codeAt(seed, timeStep(0), parameters);
    const answer = await logIn(stage.ports, { identifier: "ada", passcode });
    expect(answer).toMatchObject({
      ...{ kind: "choose-pin", hint: { digits: 6, periodSeconds: null, nextCodeAt: null } },
    });
  });
});
