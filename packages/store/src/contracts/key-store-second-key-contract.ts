import type { KeyPlace, KeyStore } from "@jeton/core";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changed, plainKey } from "./key-changes.ts";

/** What a KeyStore promises of a holder who has two keys, a present one and one that is on its way. */
export function keyStoreSecondKeyContract(
  name: string,
  open: () => KeyStore | Promise<KeyStore>,
): void {
  describe(`KeyStore with two keys of a holder: ${name}`, () => {
    let store: KeyStore;
    beforeEach(async () => {
      store = await open();
      await store.insert(plainKey("DECOY"), []);
      await store.insert(present, []);
      await store.insert(incoming, []);
    });
    afterEach(() => store.close());

    const present = plainKey("K1", { holder: "ada" });
    const incoming = plainKey("K2", { holder: "ada", isIncoming: true });
    const taken = { name: "OtpError", code: "HOLDER_TAKEN" };
    const found = async (holder: string, place?: KeyPlace) =>
      (await store.loadForHolder(holder, "DECOY", place))?.record.serial;

    test("finds the one that is asked for", async () => {
      expect(await found("ada")).toBe("K1");
      expect(await found("ada", "present")).toBe("K1");
      expect(await found("ada", "incoming")).toBe("K2");
      expect(await store.load("K2")).toEqual({ record: incoming, revision: 1 });
    });

    test("finds the only one, whichever is asked for, and the decoy without any", async () => {
      await store.insert(plainKey("K3", { holder: "bob" }), []);
      await store.insert(plainKey("K4", { holder: "eve", isIncoming: true }), []);
      for (const place of ["present", "incoming"] as const) {
        expect(await found("bob", place)).toBe("K3");
        expect(await found("eve", place)).toBe("K4");
        expect(await found("nobody", place)).toBe("DECOY");
        expect(await found("", place)).toBe("DECOY");
      }
    });

    test("finds each of many that are asked for at once", async () => {
      await store.insert(plainKey("K3", { holder: "bob" }), []);
      const questions = fc.array(
        fc.tuple(
          fc.constantFrom("ada", "bob", "nobody"),
          fc.constantFrom<KeyPlace>("present", "incoming"),
        ),
        { minLength: 1, maxLength: 40 },
      );
      await fc.assert(
        fc.asyncProperty(questions, async (all) => {
          const wanted = all.map(([holder, place]) => {
            if (holder === "bob") return "K3";
            if (holder === "nobody") return "DECOY";
            return place === "present" ? "K1" : "K2";
          });
          expect(await Promise.all(all.map((question) => found(...question)))).toEqual(wanted);
        }),
        { numRuns: 20 },
      );
    });

    test("lists both under their holder, the present one first", async () => {
      await store.insert(plainKey("K0", { holder: "ada2" }), []);
      const listed = await store.findByHolder({ prefix: "ada", limit: 9 });
      expect(listed.map(({ serial }) => serial)).toEqual(["K1", "K2", "K0"]);
      expect(listed.map(({ record }) => record?.holder)).toEqual(["ada", "ada", "ada2"]);
    });

    test("refuses a second one in the same place", async () => {
      const third = plainKey("K3", { holder: "ada", isIncoming: true });
      await expect(store.insert(third, [])).rejects.toMatchObject(taken);
      const { next, events } = changed(incoming, { isIncoming: false });
      await expect(store.replace("K2", 1, next, events)).rejects.toMatchObject(taken);
      expect(await store.load("K2")).toEqual({ record: incoming, revision: 1 });
      expect(await found("ada")).toBe("K1");
    });

    test("makes the incoming one present once the other one is taken from its holder", async () => {
      const ended = changed(present, { holder: null });
      expect(await store.replace("K1", 1, ended.next, ended.events)).toBe(true);
      expect(await found("ada")).toBe("K2");
      const { next, events } = changed(incoming, { isIncoming: false });
      expect(await store.replace("K2", 1, next, events)).toBe(true);
      expect(await store.load("K2")).toEqual({ record: next, revision: 2 });
      expect(await found("ada")).toBe("K2");
      expect(await store.insert({ ...incoming, serial: "K3" }, [])).toBe(true);
      expect(await found("ada")).toBe("K2");
      expect(await found("ada", "incoming")).toBe("K3");
    });
  });
}
