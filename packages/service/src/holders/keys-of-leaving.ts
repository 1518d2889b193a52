import { findKeyOf, type Ports } from "@jeton/validator/parts";
import type { ImportPlan } from "./import-holders.ts";

/** A person who leaves the directory, with their key, which stays as it is; null for none. */
export type LeavingHolder = { readonly holder: string; readonly serial: string | null };

/** Returns whom an import takes away, by their identifiers, with their keys. */
export async function keysOfLeaving(
  ports: Ports,
  { leaving }: Pick<ImportPlan, "leaving">,
): Promise<readonly LeavingHolder[]> {
  const left: LeavingHolder[] = [];
  for (const { entry } of leaving) {
    const stored = await findKeyOf(ports, entry.holder);
    left.push({ holder: entry.holder, serial: stored?.record.serial ?? null });
  }
  return left.toSorted((one, other) => (one.holder < other.holder ? -1 : 1));
}
