import { keyedName, OtpError } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { holder, openStage, pin, type Stage, serial } from "../../../../test/support/stage.ts";
import { logIn } from "../attempt/log-in.ts";
import { beginPasswordEpoch, isPasswordEpoch } from "../attempt/password-epoch.ts";
import type { Ports } from "../ports/ports.ts";
import { type ActDone, actOnStoredKey, type KeyAct } from "./act-on-key.ts";
import { closedFirstUse } from "./first-use.ts";
import { addKey } from "./stored-keys.ts";

const actor = "staff:anne";
const next = "N-1";

/** A stage with a key in service and another one in stock. */
async function twoKeys(): Promise<Stage> {
  const stage = await openStage();
  await stage.commission();
  const stored = await stage.ports.store.load(serial);
  if (stored === null) throw new TypeError("expected a key");
  const { parameters } = stored.record;
  await addKey(stage.ports, { serial: next, seed: new Uint8Array(20).fill(9), parameters }, actor);
  return stage;
}

const act = ({ ports }: Stage, given: KeyAct, of = serial) =>
  actOnStoredKey(ports, of, given, actor);
const record = async ({ ports }: Stage, of = serial) => (await ports.store.load(of))?.record;
const lastEvent = async ({ ports }: Stage, of = serial) =>
  (await ports.store.events(of, { afterSequence: 0, limit: 1000 })).at(-1);

const nothingMore: Omit<ActDone, "serial"> = {
  ...{ kind: "done", holder: null, offsetSteps: null, step: null },
  ...{ activationCode: null, firstUseUntil: null, temporaryCode: null },
};

describe("actOnStoredKey()", () => {
  test.each([
    ["suspend", "suspended"],
    ["clear-pin", "assigned"],
    ["lose", "lost"],
    ["retire", "retired"],
    ["unlock", "in-service"],
  ] as const)(
    "does %s: the key is %s then, and its trail names who did it",
    async (kind, state) => {
      const stage = await twoKeys();
      expect(await act(stage, { kind })).toEqual({ ...nothingMore, serial });
      expect((await record(stage))?.state.kind).toBe(state);
      expect(await lastEvent(stage)).toMatchObject({ actor, at: stage.ports.clock() });
    },
  );

  test("resumes a key that is suspended", async () => {
    const stage = await twoKeys();
    await act(stage, { kind: "suspend" });
    expect(await act(stage, { kind: "resume" })).toEqual({ ...nothingMore, serial });
    expect((await record(stage))?.state.kind).toBe("in-service");
  });

  test("says what is not possible, and does not know the service's own keys", async () => {
    const stage = await twoKeys();
    expect(await act(stage, { kind: "resume" })).toEqual({
      ...{ kind: "impossible", serial, state: "in-service" },
    });
    for (const none of ["none", "decoy-0", "staff-anne"]) {
      for (const given of [
        { kind: "unlock" },
        { kind: "resynchronise", first: "1", second: "2" },
        { kind: "replace", by: next, old: "lose" },
      ] as const) {
        expect(await act(stage, given, none)).toEqual({ kind: "unknown-key", serial: none });
      }
    }
  });
});

describe("the act of assigning", () => {
  test("gives the key to a holder who has none, and names them in the trail", async () => {
    const stage = await twoKeys();
    expect(await act(stage, { kind: "assign", holder: "ada" }, next)).toMatchObject({
      ...{ kind: "done", serial: next },
    });
    expect(await record(stage, next)).toMatchObject({
      ...{ holder: "ada", firstUse: { expiresAt: null, activation: null } },
    });
    const name = keyedName(stage.ports.keyring, "holder", "ada");
    expect((await lastEvent(stage, next))?.holder).toBe(name);
  });

  test("keeps the first use closed where the key waits for its hand-over", async () => {
    const stage = await twoKeys();
    await act(stage, { kind: "assign", holder: "ada", untilHandOver: true }, next);
    expect((await record(stage, next))?.firstUse).toEqual(closedFirstUse);
    expect(closedFirstUse).toEqual({ expiresAt: 0, activation: null });
  });

  test("gives no second key to a holder, and no key that another one has", async () => {
    const stage = await twoKeys();
    expect(await act(stage, { kind: "assign", holder }, next)).toEqual({ kind: "holder-taken" });
    expect(await act(stage, { kind: "assign", holder: "ada" })).toMatchObject({
      ...{ kind: "impossible", serial },
    });
  });

  test("ends their sessions by password, and no other act does", async () => {
    const stage = await twoKeys();
    const { ports } = stage;
    await beginPasswordEpoch(ports, "ada");
    await beginPasswordEpoch(ports, holder);
    await act(stage, { kind: "assign", holder: "ada" }, next);
    expect(await isPasswordEpoch(ports, "ada", 1)).toBe(true);
    await act(stage, { kind: "unlock" });
    expect(await isPasswordEpoch(ports, holder, 0)).toBe(true);
  });

  test("hides no failure of the store", async () => {
    const { ports } = await twoKeys();
    for (const error of [new OtpError("OUTCOME_UNKNOWN", "Cannot tell"), new TypeError("gone")]) {
      const store: Ports["store"] = { ...ports.store, replace: () => Promise.reject(error) };
      const done = actOnStoredKey({ ...ports, store }, serial, { kind: "unlock" }, actor);
      await expect(done).rejects.toBe(error);
    }
  });
});

describe("the act of handing over", () => {
  const handOver = { kind: "hand-over", days: 14, activationCode: true } as const;

  test("opens the first use, and tells the activation code once", async () => {
    const stage = await twoKeys();
    await act(stage, { kind: "assign", holder: "ada", untilHandOver: true }, next);
    const done = await act(stage, handOver, next);
    const until = stage.ports.clock() + 14 * 86_400_000;
    expect(done).toEqual({
      ...{ ...nothingMore, serial: next, firstUseUntil: until },
      activationCode: expect.stringMatching(/^[A-HJ-NP-Z]{8}$/u),
    });
    expect((await record(stage, next))?.firstUse.expiresAt).toBe(until);
    const bare = { kind: "hand-over", days: null, activationCode: false } as const;
    expect(await act(stage, bare, next)).toEqual({ ...nothingMore, serial: next });
  });

  test("tells no code of a key that is not handed over", async () => {
    const stage = await twoKeys();
    expect(await act(stage, handOver)).toEqual({
      ...{ kind: "impossible", serial, state: "in-service" },
    });
  });
});

describe("the act of resynchronising", () => {
  test("finds the clock by two codes in a row, which are spent then", async () => {
    const stage = await twoKeys();
    const codes = { first: stage.code(100), second: stage.code(101) };
    const done = await act(stage, { kind: "resynchronise", ...codes });
    const { lastStep } = (await record(stage)) ?? {};
    expect(done).toEqual({ ...nothingMore, serial, offsetSteps: 101, step: lastStep });
    expect(await lastEvent(stage)).toMatchObject({ kind: "resynchronised", actor });
    expect((await act(stage, { kind: "resynchronise", ...codes })).kind).not.toBe("done");
    const given = { identifier: holder, passcode: pin + stage.code(102) };
    expect((await logIn(stage.ports, given)).kind).toBe("accepted");
  });

  test("says which codes are not found, were used, or belong to no such key", async () => {
    const stage = await twoKeys();
    const far = { first: stage.code(5000), second: stage.code(5001) };
    expect(await act(stage, { kind: "resynchronise", ...far })).toEqual({ kind: "not-found" });
    await act(stage, { kind: "retire" });
    expect(await act(stage, { kind: "resynchronise", ...far })).toEqual({
      ...{ kind: "impossible", serial, state: "retired" },
    });
  });
});

describe("the act of replacing", () => {
  const replace = { kind: "replace", by: next, old: "lose" } as const;

  test.each(["lose", "retire"] as const)(
    "does %s to the old key, and gives its holder the new one",
    async (old) => {
      const stage = await twoKeys();
      const done = await act(stage, { ...replace, old });
      expect(done).toEqual({ ...nothingMore, serial: next, holder });
      expect(await record(stage)).toMatchObject({
        ...{ holder: null, state: { kind: old === "lose" ? "lost" : "retired" } },
      });
      expect(await record(stage, next)).toMatchObject({
        ...{ holder, state: { kind: "assigned" }, firstUse: { expiresAt: null } },
      });
    },
  );

  test("keeps the new key's first use closed where it waits for its hand-over", async () => {
    const stage = await twoKeys();
    await act(stage, { ...replace, untilHandOver: true });
    expect((await record(stage, next))?.firstUse).toEqual(closedFirstUse);
  });

  test("takes a key that was lost and found", async () => {
    const stage = await twoKeys();
    await act(stage, { kind: "assign", holder: "ada" }, next);
    await act(stage, { kind: "lose" }, next);
    expect(await act(stage, replace)).toMatchObject({ kind: "done", serial: next, holder });
  });

  test("changes nothing where one of the two does not fit", async () => {
    const stage = await twoKeys();
    const before = await record(stage);
    expect(await act(stage, { ...replace, by: "none" })).toEqual({
      ...{ kind: "unknown-key", serial: "none" },
    });
    expect(await act(stage, { ...replace, by: serial }, next)).toEqual({
      ...{ kind: "impossible", serial: next, state: "in-stock" },
    });
    await act(stage, { kind: "assign", holder: "ada" }, next);
    expect(await act(stage, replace)).toEqual({
      ...{ kind: "impossible", serial: next, state: "assigned" },
    });
    expect(await record(stage)).toEqual(before);
  });

  test("is half done when the new key goes to somebody else meanwhile", async () => {
    const stage = await twoKeys();
    const { ports } = stage;
    let isFirst = true;
    const store: Ports["store"] = {
      ...ports.store,
      async replace(...given) {
        const isDone = await ports.store.replace(...given);
        if (isFirst) {
          isFirst = false;
          await act(stage, { kind: "assign", holder: "ada" }, next);
        }
        return isDone;
      },
    };
    const done = await actOnStoredKey({ ...ports, store }, serial, replace, actor);
    expect(done).toEqual({ kind: "half-done", holder });
    expect((await record(stage))?.holder).toBeNull();
  });

  test("goes no further when the old key changed meanwhile", async () => {
    const stage = await twoKeys();
    const { ports } = stage;
    let loads = 0;
    const store: Ports["store"] = {
      ...ports.store,
      async load(of) {
        loads += 1;
        // Both were looked at; then somebody else retires the old one.
        if (loads === 3) await act(stage, { kind: "retire" });
        return ports.store.load(of);
      },
    };
    const retire = { ...replace, old: "retire" } as const;
    const done = await actOnStoredKey({ ...ports, store }, serial, retire, actor);
    expect(done).toEqual({ kind: "impossible", serial, state: "retired" });
    expect((await record(stage, next))?.holder).toBeNull();
  });
});
