import { existsSync, readFileSync } from "node:fs";
import type { OpenedStore } from "@jeton/store";
import type { Entry, FinalKey } from "./history.ts";

/** Returns what a validator wrote down. The last line of one that was killed may be half written. */
export function entriesOf(log: string): readonly Entry[] {
  if (!existsSync(log)) return [];
  return readFileSync(log, "utf8")
    .split("\n")
    .flatMap((line): readonly Entry[] => {
      try {
        return [JSON.parse(line) as Entry];
      } catch {
        return [];
      }
    });
}

/** Returns what the store holds when all is over, and closes it. */
export async function finalKeys(
  store: OpenedStore,
  serials: readonly string[],
): Promise<ReadonlyMap<string, FinalKey>> {
  const keys = new Map<string, FinalKey>();
  for (const serial of serials) {
    const stored = await store.load(serial);
    if (stored === null) throw new Error(`Cannot find key ${serial}: the store lost it`);
    const events = await store.events(serial, { afterSequence: 0, limit: 10_000_000 });
    keys.set(serial, { stored, events });
  }
  await store.close();
  return keys;
}
