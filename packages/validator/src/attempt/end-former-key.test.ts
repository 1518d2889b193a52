import { RecordDamagedError } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { refusal } from "../../../../test/support/refusal.ts";
import { openTwoKeys, secondPin, secondSerial } from "../../../../test/support/second-key.ts";
import { holder, openStage, pin, serial } from "../../../../test/support/stage.ts";
import { actOnStoredKey } from "../keys/act-on-key.ts";
import { writeOffKey } from "../keys/write-off-key.ts";
import type { Ports } from "../ports/ports.ts";
import { confirmPasscode, logIn } from "./log-in.ts";

describe("endFormerKey()", () => {
  test("retires the former key with the PASSCODE that puts the second one in service", async () => {
    const stage = await openTwoKeys();
    const { ports } = stage;
    const transaction = await stage.choosePin();
    const passcode = pin + stage.code();
    expect(await logIn(ports, { identifier: holder, passcode })).toMatchObject({ serial });
    const given = { transaction, passcode: secondPin + stage.secondCode() };
    const done = await confirmPasscode(ports, given);
    expect(done).toMatchObject({ kind: "accepted", serial: secondSerial, commissioned: true });
    expect(await stage.serials()).toEqual([secondSerial]);
    expect((await ports.store.load(serial))?.record).toMatchObject({
      ...{ holder: null, state: { kind: "retired" } },
    });
    const events = await ports.store.events(serial, { afterSequence: 0, limit: 99 });
    expect(events.at(-1)).toMatchObject({ kind: "retired", actor: "holder" });
    stage.advance(60);
    const again = { identifier: holder, passcode: secondPin + stage.secondCode() };
    expect(await logIn(ports, again)).toMatchObject({ kind: "accepted", serial: secondSerial });
    stage.advance(60);
    const old = { identifier: holder, passcode: pin + stage.code() };
    expect(await logIn(ports, old)).toEqual(refusal);
  });

  test("takes the only key for the one that is on its way, and the one on its way for the only", async () => {
    const { ports, secondCode } = await openTwoKeys();
    await actOnStoredKey(ports, serial, { kind: "lose" }, "staff:test");
    const begun = await logIn(ports, { identifier: holder, passcode: secondCode() });
    expect(begun.kind).toBe("choose-pin");
    const other = await openStage();
    await other.commission();
    const claim = { identifier: holder, key: "incoming", passcode: pin + other.code() } as const;
    expect(await logIn(other.ports, claim)).toMatchObject({ kind: "accepted", serial });
  });

  test("leaves one key that the identifier finds when the process dies between the two writes", async () => {
    const stage = await openTwoKeys();
    const transaction = await stage.choosePin();
    const died = new Error("the process died");
    const store: Ports["store"] = {
      ...stage.ports.store,
      replace: (of, ...given) =>
        of === secondSerial ? Promise.reject(died) : stage.ports.store.replace(of, ...given),
    };
    const confirm = (ports: Ports) =>
      confirmPasscode(ports, { transaction, passcode: secondPin + stage.secondCode() });
    await expect(confirm({ ...stage.ports, store })).rejects.toBe(died);
    expect(await stage.serials()).toEqual([secondSerial]);
    const { record } = (await stage.ports.store.load(secondSerial)) ?? {};
    expect(record).toMatchObject({ isIncoming: true, state: { kind: "confirming-pin" } });
    expect(await confirm(stage.ports)).toMatchObject({ kind: "accepted", serial: secondSerial });
    expect((await stage.ports.store.load(secondSerial))?.record.isIncoming).toBe(false);
  });

  test("refuses while the former key is damaged, and lets in once that is written off", async () => {
    const stage = await openTwoKeys();
    const { ports } = stage;
    const transaction = await stage.choosePin();
    const confirm = () =>
      confirmPasscode(ports, { transaction, passcode: secondPin + stage.secondCode() });
    await stage.damage();
    await expect(ports.store.load(serial)).rejects.toThrow(RecordDamagedError);
    expect(await confirm()).toEqual(refusal);
    expect((await ports.store.load(secondSerial))?.record.state.kind).toBe("confirming-pin");
    await writeOffKey(ports, serial, "staff:test");
    expect(await confirm()).toMatchObject({ kind: "accepted", serial: secondSerial });
  });
});
