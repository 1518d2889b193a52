import { type KeyRecord, OtpError, type Outcome, type StoredKey } from "@jeton/core";
import type { Ports } from "./ports.ts";

/** Lost races after which something is wrong with the store rather than with the luck. */
const racesMax = 1000;

/**
 * Load, decide, store; only then may the caller answer. On a lost race it loads and decides again,
 * so every answer rests on a record that no one else changed in between (laws 2 and 7). Of a record
 * that `mayStayLost` the lost race is left lost. Answers null when nothing was loaded.
 */
export async function decideAndStore<D>(
  ports: Ports,
  load: () => Promise<StoredKey | null>,
  decide: (record: KeyRecord) => Promise<Outcome<D>>,
  mayStayLost: (record: KeyRecord) => boolean = () => false,
): Promise<{ readonly decision: D; readonly record: KeyRecord } | null> {
  for (let race = 0; race < racesMax; race += 1) {
    const stored = await load();
    if (stored === null) return null;
    const { record, revision } = stored;
    const { decision, next, events } = await decide(record);
    if (next === record) return { decision, record };
    if (await ports.store.replace(record.serial, revision, next, events)) {
      return { decision, record: next };
    }
    if (mayStayLost(record)) return { decision, record };
  }
  throw new OtpError("STORE_UNUSABLE", `Cannot store a decision: lost ${racesMax} races in a row`);
}
