import type { HolderDirectory } from "../holders/directory-of.ts";
import { isInScope, type SchoolScope } from "../scope/index.ts";
import { unscoped } from "./sight.ts";

/**
 * Returns the people of a scope as a directory. Somebody outside is answered like nobody, cannot be written or removed, and
 * nobody can be moved out of it or in. A damaged entry is nobody's that is known.
 */
export function scopedDirectory(directory: HolderDirectory, scope: SchoolScope): HolderDirectory {
  const load: HolderDirectory["load"] = async (holder) => {
    const stored = await directory.load(holder);
    return stored !== null && isInScope(scope, stored.entry.school) ? stored : null;
  };
  return {
    load,
    async put(entry, revision) {
      if (!isInScope(scope, entry.school)) return false;
      if (revision > 0 && (await load(entry.holder)) === null) return false;
      return directory.put(entry, revision);
    },
    async remove(holder, revision) {
      return (await load(holder)) !== null && directory.remove(holder, revision);
    },
    async *entries() {
      for await (const stored of directory.entries()) {
        if (isInScope(scope, stored.entry.school)) yield stored;
      }
    },
    // Whether there is a directory at all says nothing of anybody.
    isEmpty: () => directory.isEmpty(),
    reseal: () => Promise.reject(unscoped("to seal the directory anew")),
  };
}
