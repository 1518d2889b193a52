import { type KeyStore, OtpError, RecordDamagedError, type StoredKey } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { describe, expect, test } from "vitest";
import { keyInStock } from "../../../../test/support/commission.ts";
import { soundOrNull } from "./sound-or-null.ts";
import { createStandIn } from "./stand-in.ts";

const damaged = new RecordDamagedError("K-1", "edited");
const gone = new OtpError("STORE_UNUSABLE", "Cannot use the store");
const storedAt = (revision: number): StoredKey => ({ record: keyInStock(), revision });

/** A store that loads each of its answers in turn, the last one for ever, and notes what is loaded. */
function storeOf(...answers: readonly (StoredKey | Error | null)[]) {
  const loaded: string[] = [];
  const store: KeyStore = {
    ...openMemoryStore(),
    async load(serial) {
      const answer = answers[Math.min(loaded.length, answers.length - 1)] ?? null;
      loaded.push(serial);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { store, loaded };
}

describe("createStandIn()", () => {
  test("is the first of the named keys that is there and sound, loaded once", async () => {
    const { store, loaded } = storeOf(null, damaged, storedAt(1));
    const standIn = createStandIn(store, ["a", "b", "c", "d"]);
    expect(await standIn.load()).toEqual(storedAt(1));
    expect(await standIn.load()).toEqual(storedAt(1));
    expect(loaded).toEqual(["a", "b", "c"]);
  });

  test("is what was stored of it, without another load", async () => {
    const { store, loaded } = storeOf(storedAt(1));
    const standIn = createStandIn(store, ["a"]);
    await standIn.load();
    standIn.note(storedAt(2));
    expect(await standIn.load()).toEqual(storedAt(2));
    expect(loaded).toEqual(["a"]);
  });

  test("is loaded again after a race that it lost, at once", async () => {
    const { store, loaded } = storeOf(storedAt(1), storedAt(7));
    const standIn = createStandIn(store, ["a"]);
    await standIn.load();
    standIn.note(null);
    expect(loaded).toEqual(["a", "a"]);
    expect(await standIn.load()).toEqual(storedAt(7));
    expect(loaded).toEqual(["a", "a"]);
  });

  test("fails an attempt while the store cannot be used, and is there again afterwards", async () => {
    const { store, loaded } = storeOf(gone, gone, storedAt(1));
    const standIn = createStandIn(store, ["a", "b"]);
    await expect(standIn.load()).rejects.toBe(gone);
    standIn.note(null);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await standIn.load()).toEqual(storedAt(1));
    expect(loaded).toEqual(["a", "a", "a"]);
  });

  test("is none where all are damaged, or none is there", async () => {
    await expect(createStandIn(storeOf(damaged).store, ["a", "b"]).load()).rejects.toBe(damaged);
    await expect(createStandIn(storeOf(null).store, ["a"]).load()).rejects.toThrow(TypeError);
  });
});

describe("soundOrNull()", () => {
  test("takes what is damaged for what is not there, and hides no other failure", async () => {
    expect(await soundOrNull(Promise.resolve(5))).toBe(5);
    expect(await soundOrNull(Promise.resolve(null))).toBeNull();
    expect(await soundOrNull(Promise.reject(damaged))).toBeNull();
    for (const error of [gone, new TypeError("x")]) {
      await expect(soundOrNull(Promise.reject(error))).rejects.toBe(error);
    }
  });
});
