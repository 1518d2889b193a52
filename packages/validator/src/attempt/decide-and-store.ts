import {
  type KeyRecord,
  OtpError,
  type Outcome,
  RecordDamagedError,
  type StoredKey,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";

/** After so many lost races the store is broken, not busy. */
const racesMax = 1000;

/** What was decided, and the record as it is stored now. */
export type Decided<D> = {
  readonly decision: D;
  readonly record: KeyRecord;
  /** Whether the key's own record is damaged: then it was decided on a stand-in, which nobody holds. */
  readonly isDamaged: boolean;
};

type Loaded = StoredKey & { readonly isDamaged: boolean };

/**
 * Load, decide, store; only then may the caller answer. On a lost race it loads and decides again,
 * so every answer rests on a record that no one else changed in between (laws 2 and 7). If
 * `canSkipRetry(record)`, a lost race is not retried: that is for attempts, and an attempt on a damaged
 * key is decided on a stand-in. Returns null when nothing was loaded.
 */
export async function decideAndStore<D>(
  ports: Ports,
  load: () => Promise<StoredKey | null>,
  decide: (record: KeyRecord) => Promise<Outcome<D>>,
  canSkipRetry: ((record: KeyRecord) => boolean) | null = null,
): Promise<Decided<D> | null> {
  const { standIn } = ports;
  const mayStandIn = canSkipRetry !== null && standIn !== undefined;
  let isStandingIn = false;
  let source: () => Promise<Loaded | null> = async () => {
    const stored = await load();
    return stored && { ...stored, isDamaged: false };
  };
  for (let race = 0; race < racesMax; race += 1) {
    try {
      const found = await source();
      if (found === null) return null;
      const { record, revision, isDamaged } = found;
      const { decision, next, events } = await decide(record);
      if (next === record) return { decision, record, isDamaged };
      const isStored = await ports.store.replace(record.serial, revision, next, events);
      if (isDamaged) standIn?.note(isStored ? { record: next, revision: revision + 1 } : null);
      if (isStored) return { decision, record: next, isDamaged };
      if (canSkipRetry?.(record)) return { decision, record, isDamaged };
    } catch (error) {
      if (!(error instanceof RecordDamagedError) || !mayStandIn || isStandingIn) throw error;
      isStandingIn = true;
      source = async () => ({ ...(await standIn.load()), isDamaged: true });
    }
  }
  throw new OtpError("STORE_UNUSABLE", `Cannot store a decision: lost ${racesMax} races in a row`);
}
