import { setImmediate as nextTurn } from "node:timers/promises";
import type { SealedEntries } from "@jeton/store/directory";

/** Entries that are looked at before others have their turn: some ten milliseconds. */
const turnLength = 50;

/**
 * Shows entries to `look` until it returns true, or `scanned` of them were shown. Returns whether there are entries
 * behind those.
 */
export async function lookThrough<T>(
  directory: Pick<SealedEntries<T>, "entries">,
  scanned: number,
  look: (entry: T) => boolean,
): Promise<boolean> {
  let seen = 0;
  for await (const { entry } of directory.entries()) {
    if (seen === scanned) return true;
    seen += 1;
    if (seen % turnLength === 0) await nextTurn();
    if (look(entry)) return false;
  }
  return false;
}
