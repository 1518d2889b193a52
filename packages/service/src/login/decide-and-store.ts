import {
  type KeyRecord,
  OtpError,
  type Outcome,
  RecordDamagedError,
  type StoredKey,
} from "@jeton/core";
import type { Ports } from "./ports.ts";

/** Lost races after which something is wrong with the store rather than with the luck. */
const racesMax = 1000;

/** What was decided, and the record as it is stored now. */
export type Decided<D> = {
  readonly decision: D;
  readonly record: KeyRecord;
  /** Whether the key's own record is damaged: then it was decided on a stand-in, which nobody holds. */
  readonly isDamaged: boolean;
};

/**
 * Load, decide, store; only then may the caller answer. On a lost race it loads and decides again,
 * so every answer rests on a record that no one else changed in between (laws 2 and 7). If
 * `mayStayLost(record)`, a lost race is not retried: that is for attempts, and an attempt on a damaged
 * key is decided on a stand-in. Returns null when nothing was loaded.
 */
export async function decideAndStore<D>(
  ports: Ports,
  load: () => Promise<StoredKey | null>,
  decide: (record: KeyRecord) => Promise<Outcome<D>>,
  mayStayLost: ((record: KeyRecord) => boolean) | null = null,
): Promise<Decided<D> | null> {
  for (let race = 0; race < racesMax; race += 1) {
    const found = await loadOrStandIn(ports, load, mayStayLost !== null);
    if (found === null) return null;
    const { record, revision, isDamaged } = found;
    const { decision, next, events } = await decide(record);
    if (next === record) return { decision, record, isDamaged };
    const isStored = await ports.store.replace(record.serial, revision, next, events);
    if (isDamaged) {
      ports.standIn?.note(isStored ? { record: next, revision: revision + 1 } : null);
    }
    if (isStored) return { decision, record: next, isDamaged };
    if (mayStayLost?.(record)) return { decision, record, isDamaged };
  }
  throw new OtpError("STORE_UNUSABLE", `Cannot store a decision: lost ${racesMax} races in a row`);
}

async function loadOrStandIn(
  { standIn }: Ports,
  load: () => Promise<StoredKey | null>,
  isAttempt: boolean,
): Promise<(StoredKey & { readonly isDamaged: boolean }) | null> {
  try {
    const stored = await load();
    return stored && { ...stored, isDamaged: false };
  } catch (error) {
    const isRefused = isAttempt && error instanceof RecordDamagedError;
    if (!isRefused || standIn === undefined) throw error;
    return { ...(await standIn.load()), isDamaged: true };
  }
}
