import type { UnixMilliseconds } from "@jeton/core";
import type { ProvisionedUser, SealedEntries } from "@jeton/store/directory";
import type { HolderDirectory } from "./directory-of.ts";
import { lookThrough } from "./look-through.ts";

/** Part of a list. */
export type ListedHolders = { readonly holders: readonly string[]; readonly total: number };

/** Lists identifiers part by part. */
export type HolderList = {
  /**
   * Returns so many identifiers behind the first `from` of all in their order. The first part goes through everybody; the
   * ones after it are parts of what was found then, for some minutes.
   */
  readonly part: (from: number, count: number) => Promise<ListedHolders>;
};

/** So long identifiers are kept for the next part. */
const keptMilliseconds = 5 * 60_000;

/** Returns a list of whoever is in the directory or was deactivated by an identity system. */
export function createHolderList(
  directory: HolderDirectory,
  users: SealedEntries<ProvisionedUser>,
  clock: () => UnixMilliseconds,
): HolderList {
  let kept: { readonly holders: readonly string[]; readonly usedAt: number } | null = null;

  async function listed(from: number): Promise<readonly string[]> {
    const age = kept === null ? null : clock() - kept.usedAt;
    const isFresh = age !== null && age >= 0 && age < keptMilliseconds;
    if (from > 0 && isFresh && kept !== null) return kept.holders;
    const holders = new Set<string>();
    await lookThrough(directory, Number.POSITIVE_INFINITY, ({ holder }) => {
      holders.add(holder);
      return false;
    });
    await lookThrough(users, Number.POSITIVE_INFINITY, ({ holder, parked }) => {
      if (parked !== null) holders.add(holder);
      return false;
    });
    return [...holders].sort();
  }

  return {
    async part(from, count) {
      const holders = await listed(from);
      const end = from + count;
      kept = end < holders.length ? { holders, usedAt: clock() } : null;
      return { holders: holders.slice(from, end), total: holders.length };
    },
  };
}
