import { describe, expect, test } from "vitest";
import { secondSerial as next, openTwoKeys } from "../../../../test/support/second-key.ts";
import { holder, type Stage, serial } from "../../../../test/support/stage.ts";
import { actOnStoredKey, type KeyAct } from "./act-on-key.ts";
import { closedFirstUse } from "./first-use.ts";
import { addKey, findKeyOf, findKeysOf } from "./stored-keys.ts";

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
    await addThird(stage);
    expect(await act(stage, { ...second, by: "N-2" })).toEqual({ kind: "holder-taken" });
    expect(await act(stage, { kind: "assign", holder }, "N-2")).toEqual({ kind: "holder-taken" });
    expect((await record(stage, "N-2"))?.holder).toBeNull();
  });

  test("leaves each with its own life: what ends one leaves the other", async () => {
    const stage = await twoKeys();
    await act(stage, second);
    await act(stage, { kind: "lose" });
    expect((await findKeyOf(stage.ports, holder))?.record.serial).toBe(next);
    await addThird(stage);
    // One that is on its way is a key: nobody gets another one beside it by chance.
    expect(await act(stage, { kind: "assign", holder }, "N-2")).toEqual({ kind: "holder-taken" });
    await act(stage, { kind: "lose" }, next);
    expect(await findKeysOf(stage.ports, holder)).toEqual([]);
  });

  test("lets the first be replaced while the second is on its way", async () => {
    const stage = await twoKeys();
    await act(stage, second);
    await addThird(stage);
    await act(stage, { kind: "replace", by: "N-2", old: "lose" });
    const keys = await findKeysOf(stage.ports, holder);
    expect(keys.map((each) => each.record.serial)).toEqual(["N-2", next]);
  });

  async function addThird({ ports }: Stage): Promise<void> {
    const { parameters } = (await ports.store.load(serial))?.record ?? {};
    if (parameters === undefined) throw new TypeError("expected a key");
    await addKey(ports, { serial: "N-2", seed: new Uint8Array(20).fill(8), parameters }, actor);
  }
});
