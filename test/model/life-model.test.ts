import type { KeyStore } from "@jeton/core";
import { openMemoryStore, openPostgresStore, openSqliteStore } from "@jeton/store";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { describeWith } from "../support/needs.ts";
import { postgres, startPostgres } from "../support/postgres.ts";
import { reopenableStore } from "../support/reopenable-store.ts";
import { anyCommand, procedure, remembered } from "./commands.ts";
import { keyModel } from "./key-model.ts";
import { realKey } from "./real-key.ts";

// Goal: whatever holder, help desk, clocks and restarts do to a key, and in whatever order, the
// service answers as a reference of a hundred plain lines does, over every store.
// Method: draw commands, do each to both, compare the answer and what is stored after each one.

type Kind = {
  readonly name: string;
  readonly numRuns: number;
  /** Whether what is stored outlives a restart. */
  readonly restarts: boolean;
  /** Returns how an empty store is opened, again and again, and what removes it. */
  readonly make: () => Promise<Opening>;
};

type Opening = {
  readonly open: () => KeyStore | Promise<KeyStore>;
  readonly remove: () => void;
};

const embedded: readonly Kind[] = [
  {
    ...{ name: "memory", numRuns: 300, restarts: false },
    make: async () => ({ open: openMemoryStore, remove: () => {} }),
  },
  {
    ...{ name: "sqlite", numRuns: 60, restarts: true },
    make: async () => {
      const { file, remove } = makeStoreDirectory();
      return { open: () => openSqliteStore(file), remove };
    },
  },
];

async function answersAsTheReference(kind: Kind): Promise<void> {
  const anyStory = fc.commands([...anyCommand(kind.restarts)], { maxCommands: 50, size: "max" });
  await fc.assert(
    fc.asyncProperty(anyStory, fc.boolean(), async (story, commissioned) => {
      const { open, remove } = await kind.make();
      const store = await reopenableStore(open);
      try {
        const real = await realKey(store);
        const model = keyModel();
        if (commissioned) for (const command of procedure) await command.run(model, real);
        await fc.asyncModelRun(() => ({ model, real }), story);
      } finally {
        await store.close();
        remove();
      }
    }),
    { numRuns: kind.numRuns },
  );
}

describe("the service", () => {
  test.each(embedded)("answers as the reference does, over $name", answersAsTheReference);

  test.each(Object.entries(remembered))("remembers: %s", async (_name, story) => {
    const store = await reopenableStore(openMemoryStore);
    const real = await realKey(store);
    const model = keyModel();
    for (const command of story) await command.run(model, real);
    expect(model.key.state.kind).toBe("assigned");
  });
});

describeWith(postgres, "the service", (path) => {
  test("answers as the reference does, over postgres", async () => {
    // Nothing here is about crashes of the server.
    const server = await startPostgres(path, { fsync: "off", full_page_writes: "off" });
    try {
      const url = await server.createDatabase();
      await answersAsTheReference({
        ...{ name: "postgres", numRuns: 30, restarts: true },
        make: async () => {
          await server.query(url, "DROP SCHEMA IF EXISTS jeton CASCADE");
          return { open: () => openPostgresStore(url), remove: () => {} };
        },
      });
    } finally {
      await server.remove();
    }
  });
});
