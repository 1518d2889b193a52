import { type KeyStore, timeStep } from "@jeton/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changed, guessed, plainKey } from "./key-changes.ts";

/** A place that keeps keys: every `connect` is one more client of the same store. */
export type DurablePlace = {
  readonly connect: () => KeyStore | Promise<KeyStore>;
  readonly remove: () => void | Promise<void>;
};

/** What a KeyStore must do that keeps its keys and is shared; `make` answers an empty place. */
export function durableKeyStoreContract(
  name: string,
  make: () => DurablePlace | Promise<DurablePlace>,
): void {
  describe(`KeyStore: ${name}, kept and shared`, () => {
    let place: DurablePlace;
    const open: KeyStore[] = [];
    const connect = async () => {
      const store = await place.connect();
      open.push(store);
      return store;
    };
    beforeEach(async () => {
      place = await make();
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((store) => store.close()));
      await place.remove();
    });

    const all = { afterSequence: 0, limit: 1000 };

    test("gives back after close and reopen what it was given", async () => {
      const first = await connect();
      const created = changed(plainKey("K1", { holder: "ada" }), {});
      await first.insert(created.next, created.events);
      const last = timeStep(Number.MAX_SAFE_INTEGER);
      const { next, events } = changed(created.next, { lastStep: last });
      expect(await first.replace("K1", 1, next, events)).toBe(true);
      await first.close();

      const second = await connect();
      expect(await second.loadForHolder("ada", "K9")).toEqual({ record: next, revision: 2 });
      expect(await second.events("K1", all)).toEqual([...created.events, ...events]);
      const back = changed(next, { lastStep: timeStep(1) });
      await expect(second.replace("K1", 2, back.next, back.events)).rejects.toMatchObject({
        code: "STEP_REOPENED",
      });
    });

    test("shows a change to every other client once it was answered", async () => {
      const [one, two] = [await connect(), await connect()];
      await one.insert(plainKey("K1"), []);
      const first = changed(plainKey("K1"), { failures: guessed(1) });
      expect(await two.replace("K1", 1, first.next, first.events)).toBe(true);
      expect(await one.load("K1")).toEqual({ record: first.next, revision: 2 });
      expect(await one.replace("K1", 1, first.next, first.events)).toBe(false);
    });

    test("answers true to one client only at one revision", async () => {
      const clients = await Promise.all([connect(), connect(), connect(), connect()]);
      await clients[0]?.insert(plainKey("K1"), []);
      const { next, events } = changed(plainKey("K1"), {});
      const answers = clients.map((client) => client.replace("K1", 1, next, events));
      expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1);
    });
  });
}
