import { type DamagedKey, type KeyRecord, RecordDamagedError, type StoredKey } from "@jeton/core";
import { findKeyOf, otherKeyOf, type Ports } from "@jeton/validator/parts";

/** A key that was found, damaged or not. */
export type FoundKey =
  | { readonly serial: string; readonly record: KeyRecord }
  | Pick<DamagedKey, "serial" | "record">;

/** Returns the key of a holder, damaged or not; null if they have none. */
export function findKeyOfHolder(
  ports: Pick<Ports, "store">,
  holder: string,
): Promise<FoundKey | null> {
  return foundKey(findKeyOf(ports, holder));
}

/** Returns the keys of a holder, damaged or not: the present one first, then the one on its way to them. */
export async function findKeysOfHolder(
  ports: Pick<Ports, "store">,
  holder: string,
): Promise<readonly FoundKey[]> {
  const first = await findKeyOfHolder(ports, holder);
  if (first === null) return [];
  const { serial, record } = first;
  const isIncoming = record?.isIncoming ?? false;
  const other = await foundKey(otherKeyOf(ports, { serial, holder, isIncoming }));
  return other === null || other.serial === serial ? [first] : [first, other];
}

/** Returns the key that is loaded, damaged or not; null for none. */
export async function foundKey(loading: Promise<StoredKey | null>): Promise<FoundKey | null> {
  try {
    const stored = await loading;
    return stored && { serial: stored.record.serial, record: stored.record };
  } catch (error) {
    if (error instanceof RecordDamagedError) return { serial: error.serial, record: null };
    throw error;
  }
}
