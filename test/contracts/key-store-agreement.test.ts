import { openMemoryStore, openSqliteStore } from "@jeton/store";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyChange, everything, make } from "./store-agreement.ts";
import { makeStoreDirectory } from "./store-directory.ts";

// Goal: SQLite answers as the reference does, whatever is asked in whatever order.
// Method: draw changes over a few keys, holders and revisions, so that they collide; give each to
// both stores; compare the answers, the errors' codes included, and in the end all that is stored.

describe("openSqliteStore()", () => {
  test("answers arbitrary changes as the memory store does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { maxLength: 40 }), async (changes) => {
        const directory = makeStoreDirectory();
        const [memory, sqlite] = [openMemoryStore(), openSqliteStore(directory.file)];
        try {
          for (const change of changes) {
            expect(await make(sqlite, change)).toEqual(await make(memory, change));
          }
          expect(await everything(sqlite)).toEqual(await everything(memory));
        } finally {
          await sqlite.close();
          directory.remove();
        }
      }),
    );
  });
});
