import { openSqliteStore } from "@jeton/store";
import { raceKey } from "./race-key.ts";

// Opens each store it is told of, by its path, and inserts the key "K1" there. Returns whether that
// key was its own, or the error.
async function insertInto(file: string): Promise<boolean> {
  const store = openSqliteStore(file);
  const inserted = await store.insert(raceKey("K1"), []);
  await store.close();
  return inserted;
}

process.on("message", (file: string) => {
  insertInto(file).then(
    (inserted) => process.send?.(inserted),
    (error: unknown) => process.send?.(String(error)),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
