import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh directory for a store's files, and how to be rid of it. */
export type StoreDirectory = {
  readonly path: string;
  /** Where the store's file goes; nothing is there yet. */
  readonly file: string;
  readonly remove: () => void;
};

/** Makes a fresh directory under the system's temporary one. */
export function makeStoreDirectory(): StoreDirectory {
  const path = mkdtempSync(join(tmpdir(), "jeton-store-"));
  return {
    path,
    file: join(path, "jeton.sqlite"),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
