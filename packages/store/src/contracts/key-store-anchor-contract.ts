import { type ChainedEvent, type KeyStore, type TrailAnchor, unixMilliseconds } from "@jeton/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changed, plainKey } from "./key-changes.ts";

/** What every KeyStore must do when old events are cut; `open` answers an empty store. */
export function keyStoreAnchorContract(
  name: string,
  open: () => KeyStore | Promise<KeyStore>,
): void {
  describe(`KeyStore: ${name}, cutEvents()`, () => {
    let store: KeyStore;
    let events: readonly ChainedEvent[];
    beforeEach(async () => {
      store = await open();
      events = [];
      await store.insert(plainKey("K1"), []);
      await store.insert(plainKey("K2"), []);
      for (let number = 0; number < 5; number += 1) events = [...events, await addEvent("K1")];
      await addEvent("K2");
    });
    afterEach(() => store.close());

    const all = { afterSequence: 0, limit: 1000 };

    async function addEvent(serial: string): Promise<ChainedEvent> {
      const stored = await store.load(serial);
      if (stored === null) throw new Error(`There is no key ${serial}`);
      const change = changed(stored.record, {});
      expect(await store.replace(serial, stored.revision, change.next, change.events)).toBe(true);
      return change.events[0] as ChainedEvent;
    }

    /** An anchor behind the event `count`; stores do not look at its signature. */
    function anchorAt(count: number, fields: Partial<TrailAnchor> = {}): TrailAnchor {
      return {
        ...{ serial: "K1", count, hash: events[count - 1]?.hash ?? "0".repeat(64) },
        ...{ at: unixMilliseconds(1_700_000_009_000), actor: "staff:anne" },
        ...{ keyId: "00112233", signature: "ab".repeat(32), ...fields },
      };
    }

    test("keeps the anchor and removes the events up to it, and no others", async () => {
      expect(await store.anchor("K1")).toBeNull();
      expect(await store.cutEvents(anchorAt(2))).toBe(true);
      expect(await store.anchor("K1")).toEqual(anchorAt(2));
      expect(await store.events("K1", all)).toEqual(events.slice(2));
      expect(await store.anchor("K2")).toBeNull();
      expect(await store.events("K2", all)).toHaveLength(1);
    });

    test("cuts further on, and lets the key go on", async () => {
      await store.cutEvents(anchorAt(2));
      expect(await store.cutEvents(anchorAt(4))).toBe(true);
      events = [...events, await addEvent("K1")];
      expect(await store.anchor("K1")).toEqual(anchorAt(4));
      expect(await store.events("K1", all)).toEqual(events.slice(4));
    });

    test("takes an anchor at the same place in place of the one before", async () => {
      await store.cutEvents(anchorAt(2));
      const anew = anchorAt(2, { keyId: "44556677", signature: "cd".repeat(32) });
      expect(await store.cutEvents(anew)).toBe(true);
      expect(await store.anchor("K1")).toEqual(anew);
      expect(await store.events("K1", all)).toEqual(events.slice(2));
    });

    test("leaves the record and its revision alone", async () => {
      const before = await store.load("K1");
      await store.cutEvents(anchorAt(3));
      expect(await store.load("K1")).toEqual(before);
    });

    const refused: readonly (readonly [what: string, anchor: () => TrailAnchor])[] = [
      ["that would leave no event", () => anchorAt(5)],
      ["behind the last event", () => anchorAt(6)],
      ["with another hash than the event's", () => anchorAt(3, { hash: "11".repeat(32) })],
      ["before the one that is kept", () => anchorAt(1)],
      [
        "at the place of the one that is kept, with another hash",
        () => anchorAt(2, { hash: "11".repeat(32) }),
      ],
      ["of a key that is not there", () => anchorAt(3, { serial: "K9" })],
      ["of another key's events", () => anchorAt(3, { serial: "K2" })],
    ];

    test.each(refused)("does nothing for an anchor %s", async (_what, anchor) => {
      await store.cutEvents(anchorAt(2));
      const second = await store.events("K2", all);
      expect(await store.cutEvents(anchor())).toBe(false);
      expect(await store.anchor("K1")).toEqual(anchorAt(2));
      expect(await store.events("K1", all)).toEqual(events.slice(2));
      expect(await store.anchor("K2")).toBeNull();
      expect(await store.events("K2", all)).toEqual(second);
    });

    test("answers true to both or one of two that cut at once, and keeps the further place", async () => {
      await Promise.all([store.cutEvents(anchorAt(1)), store.cutEvents(anchorAt(4))]);
      expect(await store.anchor("K1")).toEqual(anchorAt(4));
      expect(await store.events("K1", all)).toEqual(events.slice(4));
    });

    test("trailSerials() goes through the keys in the order of their serials, with or without events", async () => {
      for (const serial of ["k-3", "K10", "!", "zz"]) await store.insert(plainKey(serial), []);
      await store.cutEvents(anchorAt(2));
      const wanted = ["!", "K1", "K10", "K2", "k-3", "zz"];
      expect(await store.trailSerials({ after: null, limit: 100 })).toEqual(wanted);
      const paged: string[] = [];
      for (let after: string | null = null; ; ) {
        const page: readonly string[] = await store.trailSerials({ after, limit: 4 });
        paged.push(...page);
        after = page.at(-1) ?? null;
        if (page.length < 4) break;
      }
      expect(paged).toEqual(wanted);
      expect(await store.trailSerials({ after: "K2", limit: 1 })).toEqual(["k-3"]);
      expect(await store.trailSerials({ after: "zz", limit: 9 })).toEqual([]);
      expect(await store.trailSerials({ after: null, limit: 0 })).toEqual([]);
      await expect(store.trailSerials({ after: null, limit: -1 })).rejects.toThrow(RangeError);
    });
  });
}
