import { describe, expect, test } from "vitest";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { createKeyring } from "../seals/keyring.ts";
import { openBody } from "./document-seal.ts";
import type { DocumentStore, StoredDocument } from "./document-store.ts";
import { markCheckpoint, markedCheckpoint, notSealed, putMark, readMark } from "./store-mark.ts";

/** The documents of a store, the mark among them or not. `racing` is done once, before the next change. */
function documentsOf(body: string | null) {
  let mark: StoredDocument | null = null;
  let racing: () => void = () => undefined;
  const set = (next: string | null, revision = 1) => {
    mark = next === null ? null : { id: "sealed", revision, body: next, expiresAt: null };
  };
  set(body);
  const isMark = (kind: string, id: string) => kind === "installation" && id === "sealed";
  const documents: Pick<DocumentStore, "load" | "put"> = {
    load: async (kind, id) => (isMark(kind, id) ? mark : null),
    put: async (kind, id, revision, next) => {
      const other = racing;
      racing = () => undefined;
      other();
      if (!isMark(kind, id) || (mark?.revision ?? 0) !== revision) return false;
      mark = { id, revision: revision + 1, ...next };
      return true;
    },
  };
  return {
    documents: documents as DocumentStore,
    mark: () => mark,
    race: (act: () => void) => {
      racing = act;
    },
    set,
  };
}

const at = (checkpoint: unknown) => JSON.stringify({ version: 1, checkpoint });

describe("readMark() and putMark()", () => {
  test("mark a store as sealed, for ever, with no checkpoint yet", async () => {
    const { documents, mark } = documentsOf(null);
    expect(await readMark(documents, testKeyring)).toBe("missing");
    await putMark(documents, testKeyring);
    expect(await readMark(documents, testKeyring)).toBe("there");
    const found = mark();
    if (found === null) throw new Error("expected a mark");
    expect(found.expiresAt).toBeNull();
    expect(openBody(testKeyring, { kind: "installation", ...found })).toMatchObject({
      finding: "good",
      body: at(0),
    });
  });

  test("know a mark of another master key, and an edited one, which is there all the same", async () => {
    const { documents, mark, set } = documentsOf(null);
    await putMark(documents, testKeyring);
    const foreign = createKeyring([testMasterKey(9)]);
    expect(await readMark(documents, foreign)).toBe("unknown-key");
    set(`${mark()?.body} `);
    expect(await readMark(documents, testKeyring)).toBe("there");
  });

  test("do nothing to a store that is marked already", async () => {
    const { documents, mark } = documentsOf(at(7));
    await putMark(documents, testKeyring);
    expect(mark()?.body).toBe(at(7));
  });
});

describe("markCheckpoint() and markedCheckpoint()", () => {
  test("know the greatest checkpoint that was made", async () => {
    const { documents, mark } = documentsOf(at(0));
    for (const [made, known] of [
      [3, 3],
      [2, 3],
      [4, 4],
    ] as const) {
      await markCheckpoint(documents, made);
      expect(await markedCheckpoint(documents)).toBe(known);
    }
    expect(mark()).toMatchObject({ revision: 3, body: at(4), expiresAt: null });
    await markCheckpoint(documents, 4);
    expect(mark()?.revision).toBe(3);
  });

  test("know none where there is no mark, and 0 where it names none", async () => {
    const { documents, mark } = documentsOf(null);
    await markCheckpoint(documents, 5);
    expect(mark()).toBeNull();
    expect(await markedCheckpoint(documents)).toBeNull();
    expect(await markedCheckpoint(documentsOf(at("5")).documents)).toBe(0);
    expect(await markedCheckpoint(documentsOf(at(undefined)).documents)).toBe(0);
  });

  test("are not lowered by a node that notes an earlier one at the same time", async () => {
    const { documents, race, set } = documentsOf(at(1));
    race(() => set(at(9), 2));
    await markCheckpoint(documents, 5);
    expect(await markedCheckpoint(documents)).toBe(9);
    race(() => set(at(10), 3));
    await markCheckpoint(documents, 11);
    expect(await markedCheckpoint(documents)).toBe(11);
  });
});

describe("notSealed()", () => {
  test("says which store it is, and that it cannot be used", () => {
    expect(notSealed("keys.sqlite")).toMatchObject({ code: "STORE_UNUSABLE" });
    expect(notSealed("keys.sqlite").message).toContain("the store keys.sqlite:");
  });
});
