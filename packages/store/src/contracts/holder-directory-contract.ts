import { createKeyring, type Keyring, OtpError, unixMilliseconds } from "@jeton/core";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type HolderDirectory, holderDirectory } from "../directory/holder-directory.ts";
import { entryText, entryTextWanted, type HolderEntry } from "../directory/holder-entry.ts";
import { sealedDocuments } from "../sealed-documents.ts";
import type { OpenDocuments } from "./document-store-contract.ts";

const old = new Uint8Array(32).fill(1);
const fresh = new Uint8Array(32).fill(2);
const kind = "holder-entry";
const page = { prefix: "", after: null, limit: 2000, newestFirst: false } as const;

const anne: HolderEntry = {
  holder: "anne.martin",
  familyName: "Martin",
  givenName: "Anne",
  email: "anne.martin@ac-lyon.fr",
  phone: "+33 4 72 00 00 00",
  school: "0690001A",
  language: "fr-FR",
  groups: ["desk", "exams"],
};

/** Texts of any script that an entry can keep. */
const anyText = (field: Parameters<typeof entryTextWanted>[0]) =>
  fc
    .string({ unit: "grapheme", minLength: field === "groups" ? 1 : 0, maxLength: 40 })
    .map(entryText)
    .filter((text) => entryTextWanted(field, text) === null);
const anyEntry: fc.Arbitrary<HolderEntry> = fc.record({
  holder: fc.constantFrom("anne.martin", "élodie", "x".repeat(128), "%_/~", "李"),
  familyName: anyText("familyName"),
  givenName: anyText("givenName"),
  email: fc.constantFrom("", anne.email),
  phone: fc.constantFrom("", anne.phone),
  school: anyText("school"),
  language: fc.constantFrom("", "fr", "en_GB"),
  groups: fc.uniqueArray(anyText("groups"), { maxLength: 5 }),
});

/** What the directory of holders promises in every store of documents; `open` returns an empty one. */
export function holderDirectoryContract(
  name: string,
  open: () => OpenDocuments | Promise<OpenDocuments>,
): void {
  describe(`HolderDirectory: ${name}`, () => {
    let store: OpenDocuments;
    let directory: HolderDirectory;
    beforeEach(async () => {
      store = await open();
      directory = opened(createKeyring([old]));
    });
    afterEach(() => store.close());

    let drawn = 0;
    function random(bytes: number): Uint8Array {
      drawn += 1;
      return new Uint8Array(bytes).fill(drawn);
    }
    const opened = (keyring: Keyring): HolderDirectory =>
      holderDirectory({ documents: sealedDocuments(store.documents, keyring), keyring, random });
    const all = async (of: HolderDirectory) => {
      const found: HolderEntry[] = [];
      for await (const { entry } of of.entries()) found.push(entry);
      return found.toSorted((left, right) => (left.holder < right.holder ? -1 : 1));
    };

    test("put() stores an entry at revision 1, raises it with each change, and load() gives it back", async () => {
      let revision = 0;
      await fc.assert(
        fc.asyncProperty(anyEntry, async (entry) => {
          const before = (await directory.load(entry.holder))?.revision ?? 0;
          expect(await directory.put(entry, before)).toBe(true);
          expect(await directory.load(entry.holder)).toEqual({ entry, revision: before + 1 });
          revision = Math.max(revision, before + 1);
        }),
        { numRuns: 40 },
      );
      expect(revision).toBeGreaterThan(1);
    });

    test("put() and remove() do nothing at any other revision", async () => {
      expect(await directory.put(anne, 1)).toBe(false);
      await directory.put(anne, 0);
      for (const revision of [0, 2, -1]) {
        expect(await directory.put({ ...anne, school: "X" }, revision)).toBe(false);
        expect(await directory.remove(anne.holder, revision)).toBe(false);
      }
      expect(await directory.load(anne.holder)).toEqual({ entry: anne, revision: 1 });
      expect(await directory.remove("nobody", 1)).toBe(false);
      expect(await directory.remove(anne.holder, 1)).toBe(true);
      expect(await directory.load(anne.holder)).toBeNull();
    });

    test("put() answers true to exactly one of many at the same revision", async () => {
      const puts = Array.from({ length: 10 }, (_, index) =>
        directory.put({ ...anne, school: `S${index}` }, 0),
      );
      const answers = await Promise.all(puts);
      expect(answers.filter(Boolean)).toHaveLength(1);
      const school = `S${answers.indexOf(true)}`;
      expect((await directory.load(anne.holder))?.entry.school).toBe(school);
    });

    test.each([
      { holder: "Anne" },
      { holder: "a b" },
      { familyName: "a\nb" },
      { email: "anne" },
      { phone: "?" },
      { school: "x".repeat(129) },
      { groups: ["a", "a"] },
      { groups: [""] },
    ])("put() throws RangeError for an entry that cannot be kept: %j", async (change) => {
      await expect(directory.put({ ...anne, ...change }, 0)).rejects.toThrow(RangeError);
    });

    test("entries() goes through all of many entries, each once", async () => {
      const holders = Array.from({ length: 410 }, (_, index) => `h${index}`).toSorted();
      for (let index = 0; index < holders.length; index += 41) {
        const some = holders.slice(index, index + 41);
        await Promise.all(some.map((holder) => directory.put({ ...anne, holder }, 0)));
      }
      expect((await all(directory)).map(({ holder }) => holder)).toEqual(holders);
    });

    test("isEmpty() until there is an entry, and when the last one is gone", async () => {
      expect(await directory.isEmpty()).toBe(true);
      await directory.put(anne, 0);
      expect(await directory.isEmpty()).toBe(false);
      await directory.remove(anne.holder, 1);
      expect(await directory.isEmpty()).toBe(true);
    });

    test("entries() opens what changed only, given the documents as they stand", async () => {
      const keyring = createKeyring([old]);
      const documents = sealedDocuments(store.documents, keyring);
      const kept = holderDirectory({
        ...{ documents, keyring, random },
        bareDocuments: store.documents,
      });
      await kept.put(anne, 0);
      await kept.put({ ...anne, holder: "paul" }, 0);
      const before = await all(kept);
      expect(before).toEqual([anne, { ...anne, holder: "paul" }]);
      await kept.put({ ...anne, school: "X" }, 1);
      const after = await all(kept);
      expect(after.map(({ school }) => school)).toEqual(["X", anne.school]);
      expect(after[1]).toBe(before[1]);
      await kept.remove(anne.holder, 2);
      for await (const _ of kept.entries()) break;
      const [document] = await store.documents.list(kind, page);
      const edited = { body: document?.body ?? "", expiresAt: unixMilliseconds(9) };
      await store.documents.put(kind, document?.id ?? "", 1, edited);
      expect(await all(kept)).toEqual([]);
    });

    test("nothing of an entry can be read in the store, and equal ones look different", async () => {
      await directory.put(anne, 0);
      await directory.put({ ...anne, holder: "anne.martin2" }, 0);
      const stored = await store.documents.list(kind, page);
      const text = JSON.stringify(stored);
      for (const secret of Object.values(anne).flat()) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString("hex"));
      }
      const cores = stored.map(({ body }) => body.slice(-60));
      expect(new Set(cores).size).toBe(2);
    });

    test("an entry that was put in another's place is refused", async () => {
      await directory.put(anne, 0);
      await directory.put({ ...anne, holder: "paul" }, 0);
      const [one, other] = await store.documents.list(kind, page);
      const forged = { body: other?.body ?? "", expiresAt: unixMilliseconds(0) };
      await store.documents.put(kind, one?.id ?? "", 1, forged);
      const loads = await Promise.allSettled(["anne.martin", "paul"].map(directory.load));
      const reasons = loads.flatMap((load) => (load.status === "rejected" ? [load.reason] : []));
      expect(reasons).toEqual([expect.objectContaining({ code: "RECORD_DAMAGED" })]);
      expect(reasons[0]).toBeInstanceOf(OtpError);
      expect(await all(directory)).toHaveLength(1);
    });

    describe("with a new master key", () => {
      test("finds, changes and removes what the old one sealed", async () => {
        await directory.put(anne, 0);
        await directory.put({ ...anne, holder: "paul" }, 0);
        const both = opened(createKeyring([fresh, old]));
        expect(await both.put({ ...anne, school: "X" }, 0)).toBe(false);
        expect(await both.put({ ...anne, school: "X" }, 1)).toBe(true);
        expect(await both.remove("paul", 1)).toBe(true);
        expect(await all(both)).toEqual([{ ...anne, school: "X" }]);
      });

      test("reseal() lets the old one go, also after it was cut off", async () => {
        await directory.put(anne, 0);
        await directory.put({ ...anne, holder: "paul" }, 0);
        const both = opened(createKeyring([fresh, old]));
        // As if it was cut off between its two changes.
        await opened(createKeyring([fresh])).put({ ...anne, school: "older" }, 0);
        expect(await both.reseal()).toBe(2);
        expect(await both.reseal()).toBe(0);
        const alone = opened(createKeyring([fresh]));
        expect(await all(alone)).toEqual([anne, { ...anne, holder: "paul" }]);
        expect(await store.documents.list(kind, page)).toHaveLength(2);
      });
    });
  });
}
