import type { KeyStore } from "@jeton/core";
import { openMemoryStore, openSqliteStore } from "@jeton/store";
import * as fc from "fast-check";
import { describe, test } from "vitest";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { reopenableStore } from "../support/reopenable-store.ts";
import { anyCommand, procedure } from "./commands.ts";
import { keyModel } from "./key-model.ts";
import { realKey } from "./real-key.ts";

// Goal: whatever holder, help desk, clocks and restarts do to a key, and in whatever order, the
// service answers as a reference of a hundred plain lines does, over every store.
// Method: draw commands, do each to both, compare the answer and what is stored after each one.

type Opening = {
  readonly open: () => KeyStore;
  readonly remove: () => void;
  readonly restarts: boolean;
};

const stores: readonly { readonly name: string; readonly numRuns: number; make(): Opening }[] = [
  {
    name: "memory",
    numRuns: 300,
    make: () => ({ open: openMemoryStore, remove: () => {}, restarts: false }),
  },
  {
    name: "sqlite",
    numRuns: 60,
    make: () => {
      const { file, remove } = makeStoreDirectory();
      return { open: () => openSqliteStore(file), remove, restarts: true };
    },
  },
];

describe("the service", () => {
  test.each(stores)("answers as the reference does, over $name", async (kind) => {
    const anyStory = fc.commands([...anyCommand(kind.name === "sqlite")], {
      maxCommands: 50,
      size: "max",
    });
    await fc.assert(
      fc.asyncProperty(anyStory, fc.boolean(), async (story, commissioned) => {
        const { open, remove } = kind.make();
        const store = reopenableStore(open);
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
  });
});
