import { describe, expect, test } from "vitest";
import {
  addThirdKey,
  secondSerial as next,
  openTwoKeys,
  thirdSerial,
} from "../../../../test/support/second-key.ts";
import { holder, type Stage, serial } from "../../../../test/support/stage.ts";
import { actOnStoredKey, type KeyAct } from "./act-on-key.ts";
import { closedFirstUse } from "./first-use.ts";
import { findKeyOf, findKeysOf } from "./stored-keys.ts";

const actor = "staff:anne";
const twoKeys = () => openTwoKeys("in-stock");
const act = ({ ports }: Stage, given: KeyAct, of = serial) =>
  actOnStoredKey(ports, of, given, actor);
const record = async ({ ports }: Stage, of = serial) => (await ports.store.load(of))?.record;
const lastEvent = async ({ ports }: Stage, of = serial) =>
  (await ports.store.events(of, { afterSequence: 0, limit: 1000 })).at(-1);

describe("actOnStoredKey() with a second key", () => {
  const second = { kind: "send-second-key", by: next } as const;

  test("assigns it beside the first, which stays as it is", async () => {
    const stage = await twoKeys();
    const before = await record(stage);
    const done = await act(stage, { ...second, untilHandOver: true });
    expect(done).toMatchObject({ kind: "done", serial: next, holder });
    expect(await record(stage)).toEqual(before);
    const given = await record(stage, next);
    expect(given).toMatchObject({ holder, isIncoming: true, firstUse: closedFirstUse });
    expect(await lastEvent(stage, next)).toMatchObject({ kind: "assigned-as-second", actor });
    await act(stage, { kind: "retire" }, next);
  });

  test("gives nobody a third one, and nobody a second one beside a key that is not in service", async () => {
    const stage = await twoKeys();
    expect(await act(stage, second, next)).toEqual({
      ...{ kind: "impossible", serial: next, state: "in-stock" },
    });
    expect(await act(stage, { ...second, by: "none" })).toEqual({
      ...{ kind: "unknown-key", serial: "none" },
    });
    expect(await act(stage, { ...second, by: serial })).toMatchObject({
      kind: "impossible",
      serial,
    });
    expect(await act(stage, second, "none")).toEqual({ kind: "unknown-key", serial: "none" });
    await act(stage, second);
    await addThirdKey(stage);
    expect(await act(stage, { ...second, by: thirdSerial })).toEqual({ kind: "holder-taken" });
    expect(await act(stage, { kind: "assign", holder }, thirdSerial)).toEqual({
      kind: "holder-taken",
    });
    expect((await record(stage, thirdSerial))?.holder).toBeNull();
  });

  test("leaves each with its own life: what ends one leaves the other", async () => {
    const stage = await twoKeys();
    await act(stage, second);
    await act(stage, { kind: "lose" });
    expect((await findKeyOf(stage.ports, holder))?.record.serial).toBe(next);
    await addThirdKey(stage);
    // One that is on its way is a key: nobody gets another one beside it by chance.
    expect(await act(stage, { kind: "assign", holder }, thirdSerial)).toEqual({
      kind: "holder-taken",
    });
    await act(stage, { kind: "lose" }, next);
    expect(await findKeysOf(stage.ports, holder)).toEqual([]);
  });

  test("lets the first be replaced while the second is on its way", async () => {
    const stage = await twoKeys();
    await act(stage, second);
    await addThirdKey(stage);
    await act(stage, { kind: "replace", by: thirdSerial, old: "lose" });
    const keys = await findKeysOf(stage.ports, holder);
    expect(keys.map((each) => each.record.serial)).toEqual([thirdSerial, next]);
  });

  test("lets the second be replaced on its way, and leaves the first as it is", async () => {
    const stage = await twoKeys();
    await act(stage, { ...second, untilHandOver: true });
    await addThirdKey(stage);
    const before = await record(stage);
    const replace = { kind: "replace", by: thirdSerial, old: "lose", untilHandOver: true } as const;
    const done = await act(stage, replace, next);
    expect(done).toMatchObject({ kind: "done", serial: thirdSerial, holder });
    expect(await record(stage)).toEqual(before);
    const given = await record(stage, thirdSerial);
    expect(given).toMatchObject({ holder, isIncoming: true, firstUse: closedFirstUse });
    const keys = await findKeysOf(stage.ports, holder);
    expect(keys.map((each) => each.record.serial)).toEqual([serial, thirdSerial]);
  });

  test("lets the second be replaced after the first is lost", async () => {
    const stage = await twoKeys();
    await act(stage, second);
    await addThirdKey(stage);
    await act(stage, { kind: "lose" });
    const replace = { kind: "replace", by: thirdSerial, old: "lose" } as const;
    expect(await act(stage, replace, next)).toMatchObject({ kind: "done", serial: thirdSerial });
    expect((await findKeyOf(stage.ports, holder))?.record.serial).toBe(thirdSerial);
  });
});
