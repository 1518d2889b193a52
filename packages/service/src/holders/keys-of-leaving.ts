import type { Ports } from "@jeton/validator/parts";
import { findKeysOfHolder } from "../keys/found-key.ts";
import type { ImportPlan } from "./import-holders.ts";

/** A person who leaves the directory, with their key, which stays as it is, once for each of two; null for none. */
export type LeavingHolder = { readonly holder: string; readonly serial: string | null };

/**
 * Returns whom an import takes away, by their identifiers, with their keys, damaged ones included. It is asked before the import is
 * done: afterwards nothing names them any more.
 */
export async function keysOfLeaving(
  ports: Ports,
  { leaving }: Pick<ImportPlan, "leaving">,
): Promise<readonly LeavingHolder[]> {
  const left: LeavingHolder[] = [];
  for (const { entry } of leaving) {
    const { holder } = entry;
    const keys = await findKeysOfHolder(ports, holder);
    left.push(...keys.map(({ serial }) => ({ holder, serial })));
    if (keys.length === 0) left.push({ holder, serial: null });
  }
  return left.toSorted((one, other) => (one.holder < other.holder ? -1 : 1));
}
