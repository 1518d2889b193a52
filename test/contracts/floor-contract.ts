import type { KeyStore } from "@jeton/core";
import { changed, guessed, plainKey } from "@jeton/store/contracts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  counterBeginning,
  counterKeyInService,
  presentCounter,
} from "../support/counter-holder.ts";

/** A store whose data can be put back to what they were before. */
export type RestorablePlace = {
  readonly connect: () => KeyStore | Promise<KeyStore>;
  /** Keeps the data as they are now. Nothing is connected. */
  readonly backUp: () => void | Promise<void>;
  /** Puts the data back as they were. Nothing is connected. */
  readonly restore: () => void | Promise<void>;
  readonly remove: () => void | Promise<void>;
};

/** What a store must do that keeps its keys: it knows when what it keeps is not what it kept last. */
export function floorContract(
  name: string,
  make: () => RestorablePlace | Promise<RestorablePlace>,
): void {
  describe(`the floor of a KeyStore: ${name}`, () => {
    let place: RestorablePlace;
    beforeEach(async () => {
      place = await make();
      await using(async (store) => {
        await store.insert(plainKey("K1", { holder: "ada" }), []);
      });
    });
    afterEach(() => place.remove());

    async function using<T>(work: (store: KeyStore) => Promise<T>): Promise<T> {
      const store = await place.connect();
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    }

    async function change(store: KeyStore): Promise<boolean> {
      const stored = await store.load("K1");
      if (stored === null) throw new Error("Cannot find the key");
      const { next, events } = changed(stored.record, { failures: guessed(stored.revision) });
      return store.replace("K1", stored.revision, next, events);
    }

    /** Loses the last change. */
    async function lose(): Promise<void> {
      await using(change);
      await place.backUp();
      await using(change);
      await place.restore();
    }

    test("is none as long as nothing was put back", async () => {
      await using(change);
      await using(async (store) => {
        expect(await change(store)).toBe(true);
        const stored = await store.load("K1");
        expect(stored?.revision).toBe(3);
        expect(stored?.record).not.toHaveProperty("floor");
      });
    });

    test("stands as of now after a restore, for every way to load a key", async () => {
      const began = Date.now();
      await lose();
      await using(async (store) => {
        const stored = await store.load("K1");
        expect(stored?.revision).toBe(2);
        const floor = stored?.record.floor;
        expect(floor?.at).toBeGreaterThanOrEqual(began - 1000);
        expect(floor?.at).toBeLessThanOrEqual(Date.now());
        expect((await store.loadForHolder("ada", "K9"))?.record.floor).toEqual(floor);
        const [listed] = await store.list({ after: null, limit: 1 });
        expect(listed?.record?.floor).toEqual(floor);
        const [found] = await store.findByHolder({ prefix: "ada", limit: 1 });
        expect(found?.record?.floor).toEqual(floor);
      });
    });

    test("stays where it is, for every client, until something is put back again", async () => {
      await lose();
      const floorOf = (store: KeyStore) =>
        store.load("K1").then((stored) => stored?.record.floor?.mark ?? 0);
      const first = await using(floorOf);
      expect(await using(floorOf)).toBe(first);
      await lose();
      expect(await using(floorOf)).toBeGreaterThan(first);
    });

    test("refuses a change that was decided under another one, and takes one decided under it", async () => {
      await lose();
      await using(async (store) => {
        const stored = await store.load("K1");
        if (stored === null) throw new Error("Cannot find the key");
        const { floor, ...record } = stored.record;
        if (floor === undefined) throw new Error("Cannot find the floor");
        const one = changed(record, { failures: guessed(7) });
        expect(await store.replace("K1", 2, one.next, one.events)).toBe(false);
        const other = { ...one.next, floor: { ...floor, mark: floor.mark - 1 } };
        expect(await store.replace("K1", 2, other, one.events)).toBe(false);
        expect(await store.replace("K1", 2, other, [])).toBe(false);
        expect(await store.replace("K1", 2, { ...one.next, floor }, one.events)).toBe(true);
      });
    });

    test("lets no code of a counter key pass twice: time says nothing of what it showed", async () => {
      const present = async (store: KeyStore, counter: number) => {
        const stored = await store.load("C-1");
        if (stored === null) throw new Error("Cannot find the key");
        // Rows of codes count again a minute after a floor.
        const at = (Date.now() - counterBeginning) / 1000 + 120;
        const { decision, next, events } = presentCounter(stored.record, counter, { at });
        expect(await store.replace("C-1", stored.revision, next, events)).toBe(true);
        return decision.kind === "refused" ? decision.reason : decision.kind;
      };
      await using(async (store) => {
        await store.insert({ ...counterKeyInService(100), holder: "jules" }, []);
      });
      await place.backUp();
      await using(async (store) => {
        for (const counter of [102, 105]) expect(await present(store, counter)).toBe("accepted");
      });
      await place.restore();
      await using(async (store) => {
        for (const counter of [102, 105, 111]) {
          expect(await present(store, counter)).toBe("spent-code");
        }
        expect(await present(store, 112)).toBe("next-code-wanted");
        expect(await present(store, 113)).toBe("accepted");
        expect(await present(store, 114)).toBe("accepted");
      });
    });
  });
}
