import {
  type DocumentPage,
  type DocumentStore,
  type KeyStore,
  OtpError,
  unixMilliseconds,
} from "@jeton/core";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** An open store of documents; it is closed as the key store beside it is. */
export type OpenDocuments = Pick<KeyStore, "close"> & { readonly documents: DocumentStore };

/** What every DocumentStore must do, sentence by sentence of the port; `open` answers an empty one. */
export function documentStoreContract(
  name: string,
  open: () => OpenDocuments | Promise<OpenDocuments>,
): void {
  describe(`DocumentStore: ${name}`, () => {
    let store: OpenDocuments;
    let documents: DocumentStore;
    beforeEach(async () => {
      store = await open();
      ({ documents } = store);
    });
    afterEach(() => store.close());

    const body = '{"a":1}';
    const forever = { body, expiresAt: null };
    const everything: DocumentPage = { prefix: "", after: null, limit: 1000, newestFirst: false };

    async function idsOf(page: Partial<DocumentPage>, kind = "ticket") {
      return (await documents.list(kind, { ...everything, ...page })).map(({ id }) => id);
    }

    describe("put()", () => {
      test("stores a new document at revision 1 and raises it with each change", async () => {
        const expiresAt = unixMilliseconds(Number.MAX_SAFE_INTEGER);
        expect(await documents.put("ticket", "T1", 0, forever)).toBe(true);
        expect(await documents.load("ticket", "T1")).toEqual({ id: "T1", revision: 1, ...forever });
        const next = { body: '{"a":2}', expiresAt };
        expect(await documents.put("ticket", "T1", 1, next)).toBe(true);
        expect(await documents.load("ticket", "T1")).toEqual({ id: "T1", revision: 2, ...next });
      });

      test("answers false and does nothing at any other revision", async () => {
        await documents.put("ticket", "T1", 0, forever);
        for (const revision of [0, 2, -1, 1000]) {
          const next = { body: "{}", expiresAt: unixMilliseconds(5) };
          expect(await documents.put("ticket", "T1", revision, next)).toBe(false);
        }
        expect(await documents.put("ticket", "T2", 1, forever)).toBe(false);
        expect(await documents.list("ticket", everything)).toEqual([
          { id: "T1", revision: 1, ...forever },
        ]);
      });

      test("answers true to exactly one of many at the same revision", async () => {
        for (let revision = 0; revision < 5; revision += 1) {
          const answers = await Promise.all(
            Array.from({ length: 10 }, (_, writer) =>
              documents.put("account", "ada", revision, { body: `${writer}`, expiresAt: null }),
            ),
          );
          expect(answers.filter(Boolean)).toHaveLength(1);
          expect((await documents.load("account", "ada"))?.body).toBe(`${answers.indexOf(true)}`);
        }
      });

      test("gives back exactly any JSON text", async () => {
        let count = 0;
        await fc.assert(
          fc.asyncProperty(fc.json({ stringUnit: "binary" }), async (text) => {
            count += 1;
            await documents.put("ticket", `T${count}`, 0, { body: text, expiresAt: null });
            expect((await documents.load("ticket", `T${count}`))?.body).toBe(text);
          }),
        );
      });

      test("keeps kinds apart", async () => {
        await documents.put("ticket", "X", 0, forever);
        expect(await documents.put("token", "X", 0, { ...forever, body: "[]" })).toBe(true);
        expect((await documents.load("ticket", "X"))?.body).toBe(body);
        expect(await idsOf({}, "token")).toEqual(["X"]);
      });
    });

    describe("load()", () => {
      test("answers null for what is not there", async () => {
        await documents.put("ticket", "T1", 0, forever);
        expect(await documents.load("ticket", "t1")).toBeNull();
        expect(await documents.load("tickets", "T1")).toBeNull();
      });

      test("is not reached by a caller who changes what they were given", async () => {
        await documents.put("ticket", "T1", 0, forever);
        Object.assign((await documents.load("ticket", "T1")) ?? {}, { body: "[]" });
        Object.assign((await documents.list("ticket", everything))[0] ?? {}, { body: "[]" });
        expect((await documents.load("ticket", "T1"))?.body).toBe(body);
      });
    });

    describe("remove()", () => {
      test("removes the document at its revision only, and once", async () => {
        await documents.put("ticket", "T1", 0, forever);
        await documents.put("ticket", "T1", 1, forever);
        expect(await documents.remove("ticket", "T1", 1)).toBe(false);
        expect(await documents.remove("token", "T1", 2)).toBe(false);
        expect(await documents.remove("ticket", "T1", 2)).toBe(true);
        expect(await documents.load("ticket", "T1")).toBeNull();
        expect(await documents.remove("ticket", "T1", 2)).toBe(false);
        expect(await documents.put("ticket", "T1", 0, forever)).toBe(true);
      });
    });

    describe("list()", () => {
      // Neither the alphabet's order nor that of any language; "%" and "_" stand for themselves.
      const ids = ["a/1", "a/10", "a/2", "A/1", "a", "b", "a%1", "a_1", "~", "!", "a/~", " "];

      beforeEach(async () => {
        for (const id of ids) await documents.put("ticket", id, 0, forever);
      });

      test("answers the ids in the order of their characters, either way", async () => {
        expect(await idsOf({})).toEqual([...ids].sort());
        expect(await idsOf({ newestFirst: true })).toEqual([...ids].sort().reverse());
      });

      test("answers the ids of a prefix only", async () => {
        expect(await idsOf({ prefix: "a/" })).toEqual(["a/1", "a/10", "a/2", "a/~"]);
        expect(await idsOf({ prefix: "a/1", newestFirst: true })).toEqual(["a/10", "a/1"]);
        expect(await idsOf({ prefix: "a%" })).toEqual(["a%1"]);
        expect(await idsOf({ prefix: "a_" })).toEqual(["a_1"]);
        expect(await idsOf({ prefix: "~" })).toEqual(["~"]);
        expect(await idsOf({ prefix: "x" })).toEqual([]);
      });

      test.each([false, true])("pages through a prefix, newest first: %s", async (newestFirst) => {
        const found: string[] = [];
        for (let after: string | null = null, size = 2; size === 2; ) {
          const page: string[] = await idsOf({ prefix: "a", after, limit: 2, newestFirst });
          found.push(...page);
          size = page.length;
          after = found.at(-1) ?? null;
        }
        expect(found).toEqual(await idsOf({ prefix: "a", newestFirst }));
        expect(await idsOf({ limit: 0 })).toEqual([]);
        expect(await idsOf({ after: "zz", newestFirst: true, limit: 1 })).toEqual(["b"]);
      });
    });

    describe("sweep()", () => {
      test("removes what expired before the moment, of every kind, and says how many", async () => {
        for (const [kind, id, at] of [
          ["ticket", "past", 99],
          ["token", "past", 99],
          ["ticket", "now", 100],
          ["ticket", "future", 101],
          ["ticket", "never", null],
        ] as const) {
          const expiresAt = at === null ? null : unixMilliseconds(at);
          await documents.put(kind, id, 0, { body, expiresAt });
        }
        expect(await documents.load("ticket", "past")).not.toBeNull();
        expect(await documents.sweep(unixMilliseconds(100))).toBe(2);
        expect(await idsOf({})).toEqual(["future", "never", "now"]);
        expect(await documents.sweep(unixMilliseconds(100))).toBe(0);
      });
    });

    test("calls a kind, an id, a body or a page that is none a slip of the caller", async () => {
      const slips = [
        () => documents.load("Ticket", "T1"),
        () => documents.load("", "T1"),
        () => documents.load("t".repeat(41), "T1"),
        () => documents.load("ticket", ""),
        () => documents.put("ticket", "é", 0, forever),
        () => documents.put("ticket", "a\nb", 0, forever),
        () => documents.put("ticket", "x".repeat(201), 0, forever),
        () => documents.put("ticket", "T1", 0, { body: "\0", expiresAt: null }),
        () => documents.put("ticket", "T1", 0, { body: '"\ud800"', expiresAt: null }),
        () => documents.remove("ticket ", "T1", 1),
        () => documents.list("ticket", { ...everything, limit: -1 }),
        () => documents.list("ticket", { ...everything, limit: 0.5 }),
        () => documents.list("ticket", { ...everything, prefix: "\u007f" }),
        () => documents.list("ticket", { ...everything, after: "" }),
        () => documents.list("a'b", everything),
      ];
      for (const slip of slips) await expect(slip()).rejects.toThrow(RangeError);
      expect(await documents.put("t".repeat(40), "x".repeat(200), 0, forever)).toBe(true);
    });

    test("refuses every question once the store is closed", async () => {
      await store.close();
      const questions = [
        documents.load("ticket", "T1"),
        documents.put("ticket", "T1", 0, forever),
        documents.remove("ticket", "T1", 1),
        documents.list("ticket", everything),
        documents.sweep(unixMilliseconds(1)),
      ];
      for (const answer of await Promise.allSettled(questions)) {
        expect(answer).toMatchObject({ status: "rejected", reason: { code: "STORE_UNUSABLE" } });
        expect("reason" in answer && answer.reason).toBeInstanceOf(OtpError);
      }
    });
  });
}
