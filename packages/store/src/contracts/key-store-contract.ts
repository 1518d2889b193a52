import { type KeyRecord, type KeyStore, OtpError, timeStep, verifyChain } from "@jeton/core";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anyTimeStep, variedKey } from "./arbitraries.ts";
import { changed, guessed, plainKey } from "./key-changes.ts";

/**
 * What every KeyStore must do, sentence by sentence of the port. `open` answers an empty store; the
 * suite closes it. `records` are those that must come back exactly as they were stored. Adapters that
 * keep something run `durableKeyStoreContract` too.
 */
export function keyStoreContract(
  name: string,
  open: () => KeyStore | Promise<KeyStore>,
  records: fc.Arbitrary<KeyRecord> = variedKey,
): void {
  describe(`KeyStore: ${name}`, () => {
    let store: KeyStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const all = { afterSequence: 0, limit: 1000 };
    const everyKey = { after: null, limit: 1000 };
    const code = (wanted: string) => ({ name: "OtpError", code: wanted });

    describe("insert()", () => {
      test("stores a new key at revision 1, with its events", async () => {
        const { next, events } = changed(plainKey("K1"), {});
        expect(await store.insert(next, events)).toBe(true);
        expect(await store.load("K1")).toEqual({ record: next, revision: 1 });
        expect(await store.events("K1", all)).toEqual(events);
      });

      test("answers false and stores nothing when the serial is taken", async () => {
        await store.insert(plainKey("K1", { holder: "ada" }), []);
        const second = changed(plainKey("K1", { holder: "bob" }), { failures: guessed(3) });
        expect(await store.insert(second.next, second.events)).toBe(false);
        expect((await store.load("K1"))?.record.holder).toBe("ada");
        expect(await store.events("K1", all)).toEqual([]);
      });

      test("refuses a holder who has another key, and stores nothing", async () => {
        await store.insert(plainKey("K1", { holder: "ada" }), []);
        const second = changed(plainKey("K2", { holder: "ada" }), {});
        await expect(store.insert(second.next, second.events)).rejects.toMatchObject(
          code("HOLDER_TAKEN"),
        );
        expect(await store.load("K2")).toBeNull();
        expect(await store.events("K2", all)).toEqual([]);
      });

      test("takes any number of keys without holder", async () => {
        expect(await store.insert(plainKey("K1"), [])).toBe(true);
        expect(await store.insert(plainKey("K2"), [])).toBe(true);
      });

      test("answers true once when many insert one serial at once", async () => {
        const answers = Array.from({ length: 20 }, () => store.insert(plainKey("K1"), []));
        expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1);
      });
    });

    describe("load()", () => {
      test("answers null for a serial that is not there", async () => {
        await store.insert(plainKey("K1"), []);
        expect(await store.load("K2")).toBeNull();
        expect(await store.load("k1")).toBeNull();
      });

      test("gives back exactly the record that was stored", async () => {
        let count = 0;
        await fc.assert(
          fc.asyncProperty(records, async (drawn) => {
            count += 1;
            const record = { ...drawn, serial: `K${count}`, holder: drawn.holder && `h${count}` };
            expect(await store.insert(record, [])).toBe(true);
            expect(await store.load(record.serial)).toEqual({ record, revision: 1 });
          }),
        );
      });

      test("keeps every step exactly, up to 2^53-1", async () => {
        let count = 0;
        const steps = fc.oneof(anyTimeStep, fc.constant(timeStep(Number.MAX_SAFE_INTEGER)));
        await fc.assert(
          fc.asyncProperty(steps, async (lastStep) => {
            count += 1;
            const first = plainKey(`K${count}`);
            const { next, events } = changed(first, { lastStep });
            await store.insert(first, []);
            expect(await store.replace(first.serial, 1, next, events)).toBe(true);
            expect((await store.load(first.serial))?.record.lastStep).toBe(lastStep);
            expect((await store.events(first.serial, all))[0]?.step).toBe(lastStep);
          }),
        );
      });

      test("is not reached by a caller who changes what they were given", async () => {
        const record = plainKey("K1");
        await store.insert(record, []);
        const given = await store.load("K1");
        Object.assign(given?.record ?? {}, { failures: guessed(9) });
        Object.assign(record, { failures: guessed(9) });
        expect((await store.load("K1"))?.record.failures).toEqual(guessed(0));
      });
    });

    describe("loadForHolder()", () => {
      beforeEach(async () => {
        await store.insert(plainKey("K1", { holder: "ada" }), []);
        await store.insert(plainKey("DECOY"), []);
      });

      test("answers the key of a known holder", async () => {
        expect((await store.loadForHolder("ada", "DECOY"))?.record.serial).toBe("K1");
      });

      test("answers the decoy for an unknown holder", async () => {
        expect((await store.loadForHolder("eve", "DECOY"))?.record.serial).toBe("DECOY");
        expect((await store.loadForHolder("", "DECOY"))?.record.serial).toBe("DECOY");
        expect((await store.loadForHolder("K1", "DECOY"))?.record.serial).toBe("DECOY");
      });

      test("answers null when neither is there", async () => {
        expect(await store.loadForHolder("eve", "K9")).toBeNull();
        expect((await store.loadForHolder("ada", "K9"))?.record.serial).toBe("K1");
      });

      test("follows a key that is taken from its holder and given to another", async () => {
        const stored = await store.load("K1");
        const first = changed(stored?.record ?? plainKey("K1"), { holder: null });
        await store.replace("K1", 1, first.next, first.events);
        expect((await store.loadForHolder("ada", "DECOY"))?.record.serial).toBe("DECOY");
        const second = changed(first.next, { holder: "bob" });
        await store.replace("K1", 2, second.next, second.events);
        expect((await store.loadForHolder("bob", "DECOY"))?.record.serial).toBe("K1");
        expect(await store.insert(plainKey("K2", { holder: "ada" }), [])).toBe(true);
      });
    });

    describe("findByHolder()", () => {
      test("answers the keys of holders that begin alike, in the order of their identifiers", async () => {
        const holders = ["jean", "jeanne", "jea", "Jean", "je%n", "jéan", "zoé", "\u{1f511}"];
        for (const [index, holder] of holders.entries()) {
          await store.insert(plainKey(`K${index}`, { holder }), []);
        }
        await store.insert(plainKey("K-none"), []);
        const found = async (prefix: string, limit = 100) =>
          (await store.findByHolder({ prefix, limit })).map(({ record }) => record?.holder);
        expect(await found("jea")).toEqual(["jea", "jean", "jeanne"]);
        expect(await found("jea", 2)).toEqual(["jea", "jean"]);
        expect(await found("je%")).toEqual(["je%n"]);
        expect(await found("je_")).toEqual([]);
        expect(await found("zoé")).toEqual(["zoé"]);
        expect(await found("\u{1f511}")).toEqual(["\u{1f511}"]);
        expect(await found("")).toHaveLength(holders.length);
        expect(await found("jea", 0)).toEqual([]);
        await expect(found("jea", -1)).rejects.toThrow(RangeError);
      });
    });

    describe("list()", () => {
      test("pages through the keys in the order of their serials", async () => {
        const serials = ["K2", "K10", "k1", "~", "!", "K1", "9"];
        for (const serial of serials) await store.insert(plainKey(serial), []);
        const found: string[] = [];
        for (let after: string | null = null, size = 2; size === 2; ) {
          const page = await store.list({ after, limit: 2 });
          found.push(...page.map(({ serial }) => serial));
          size = page.length;
          after = found.at(-1) ?? null;
        }
        expect(found).toEqual([...serials].sort());
        expect(await store.list({ after: "K1x", limit: 1 })).toMatchObject([
          { record: { serial: "K2" }, revision: 1 },
        ]);
        expect(await store.list({ after: "~", limit: 5 })).toEqual([]);
        expect(await store.list({ after: null, limit: 0 })).toEqual([]);
      });

      test("calls a limit that is no whole number a slip of the caller", async () => {
        for (const limit of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
          await expect(store.list({ after: null, limit })).rejects.toThrow(RangeError);
        }
      });
    });

    describe("events()", () => {
      test("pages through the events of one key in their order", async () => {
        let { record, revision } = { record: plainKey("K1"), revision: 1 };
        await store.insert(record, []);
        await store.insert(plainKey("K2"), []);
        for (; revision <= 12; revision += 1) {
          const { next, events } = changed(record, { failures: guessed(revision) });
          await store.replace("K1", revision, next, events);
          record = next;
        }
        const pages = [0, 5, 10, 12].map((afterSequence) =>
          store.events("K1", { afterSequence, limit: 5 }),
        );
        const found = await Promise.all(pages);
        expect(found.map((page) => page.length)).toEqual([5, 5, 2, 0]);
        expect(verifyChain("K1", record.audit, found.flat())).toEqual({
          kind: "intact",
          count: 12,
        });
        expect(await store.events("K2", all)).toEqual([]);
        expect(await store.events("K9", all)).toEqual([]);
      });

      test("calls a page that is no whole number a slip of the caller", async () => {
        const wrong = store.events("K1", { afterSequence: -1, limit: 1 });
        await expect(wrong).rejects.toThrow(RangeError);
        await expect(store.events("K1", { afterSequence: 0, limit: 0.5 })).rejects.toThrow(
          RangeError,
        );
      });
    });

    describe("close()", () => {
      test("may be called twice; after it every question is refused", async () => {
        await store.close();
        await store.close();
        const record = plainKey("K1");
        const closed = code("STORE_UNUSABLE");
        await expect(store.insert(record, [])).rejects.toMatchObject(closed);
        await expect(store.load("K1")).rejects.toMatchObject(closed);
        await expect(store.loadForHolder("ada", "K1")).rejects.toMatchObject(closed);
        await expect(store.replace("K1", 1, record, [])).rejects.toMatchObject(closed);
        await expect(store.list(everyKey)).rejects.toBeInstanceOf(OtpError);
        await expect(store.events("K1", all)).rejects.toBeInstanceOf(OtpError);
      });
    });
  });
}
