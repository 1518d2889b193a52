import { OtpError } from "@jeton/core";
import type { HolderDirectory, HolderEntry, StoredEntry } from "@jeton/store/directory";
import { type GivenHolder, holderFields } from "./given-holder.ts";
import { exceedsShare } from "./removed-share.ts";

/** What an import would do. */
export type ImportPlan = {
  readonly added: readonly HolderEntry[];
  readonly changed: readonly StoredEntry[];
  readonly leaving: readonly StoredEntry[];
  readonly unchanged: number;
  /** How many were in the directory before. */
  readonly before: number;
};

/**
 * Returns what an import of these people would do. Whom the source does not name leaves, unless `keepAbsent`; a field
 * that it does not have stays as it is.
 */
export async function planImport(
  directory: Pick<HolderDirectory, "entries">,
  given: readonly GivenHolder[],
  { keepAbsent }: { readonly keepAbsent: boolean },
): Promise<ImportPlan> {
  const absent = new Map<string, StoredEntry>();
  for await (const stored of directory.entries()) absent.set(stored.entry.holder, stored);
  const before = absent.size;
  const added: HolderEntry[] = [];
  const changed: StoredEntry[] = [];
  let unchanged = 0;
  for (const holder of given) {
    const stored = absent.get(holder.holder);
    absent.delete(holder.holder);
    const next = { ...(stored?.entry ?? nothingKnown), ...holder };
    if (stored === undefined) added.push(next);
    else if (isSame(stored.entry, next)) unchanged += 1;
    else changed.push({ entry: next, revision: stored.revision });
  }
  const leaving = keepAbsent ? [] : [...absent.values()];
  return { added, changed, leaving, unchanged, before };
}

/**
 * Returns whether the plan takes away more than `percent` of the holders: half a file, or an identity system that
 * answers with nothing, would else empty the directory.
 */
export function isBraked({ leaving, before }: ImportPlan, percent: number): boolean {
  return exceedsShare({ leaving: leaving.length, before }, percent);
}

/**
 * Does what was planned: additions and changes first. Cut off, it can be planned and done again. Throws OtpError
 * STORE_UNUSABLE if somebody changed the directory meanwhile, RECORD_DAMAGED for an entry that was edited.
 */
export async function applyImport(
  directory: HolderDirectory,
  { added, changed, leaving }: ImportPlan,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  const writes = [
    ...added.map((entry) => ({ holder: entry.holder, write: () => directory.put(entry, 0) })),
    ...changed.map(({ entry, revision }) => ({
      ...{ holder: entry.holder, write: () => directory.put(entry, revision) },
    })),
    ...leaving.map(({ entry: { holder }, revision }) => ({
      ...{ holder, write: () => directory.remove(holder, revision) },
    })),
  ];
  for (let done = 0; done < writes.length; done += togetherMax) {
    const some = writes.slice(done, done + togetherMax);
    await Promise.all(
      some.map(async ({ holder, write }) => {
        if (await write()) return;
        // A damaged entry is in no list, so it seems to be new: loading it says so.
        await directory.load(holder);
        throw changedMeanwhile();
      }),
    );
    onProgress(done + some.length);
  }
}

/** Entries that are written at a time: a server's round trips overlap. */
const togetherMax = 32;

const nothingKnown: Omit<HolderEntry, "holder"> = {
  ...{ familyName: "", givenName: "", email: "", phone: "", school: "", language: "" },
  groups: [],
};

/** Returns whether two entries say the same of a person. */
export function isSame(one: HolderEntry, other: HolderEntry): boolean {
  const text = (entry: HolderEntry) =>
    JSON.stringify(
      holderFields.map((field) => (field === "groups" ? entry.groups.toSorted() : entry[field])),
    );
  return text(one) === text(other);
}

function changedMeanwhile(): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    "Cannot go on: somebody changed the directory meanwhile; run the import again",
  );
}
