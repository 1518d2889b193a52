import { OtpError } from "@jeton/core";
import {
  holdersOfNameMax,
  type ProvisionedName,
  type ProvisionedUser,
  type SealedEntries,
} from "@jeton/store/directory";

// Identity systems look for each person by the name that they gave them, before they create them and again and again:
// an index answers. It may name people who are called otherwise by now, and never leaves one out who is called so.

/** What the index is kept in, and the people that it names. */
export type NamePorts = {
  readonly names: SealedEntries<ProvisionedName>;
  readonly users: Pick<SealedEntries<ProvisionedUser>, "load">;
};

const attemptsMax = 50;

/** Returns who may be called so. */
export async function holdersCalled(
  { names }: Pick<NamePorts, "names">,
  externalId: string,
): Promise<readonly string[]> {
  if (externalId === "") return [];
  return (await names.load(externalId))?.entry.holders ?? [];
}

/**
 * Enters a holder under a name. Returns false, and does nothing, when too many have it. Each call writes, so that a
 * `leaveName` that began before it looks again.
 */
export async function enterName(
  { names }: Pick<NamePorts, "names">,
  externalId: string,
  holder: string,
): Promise<boolean> {
  if (externalId === "") return true;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const stored = await names.load(externalId);
    const holders = [...new Set([...(stored?.entry.holders ?? []), holder])];
    if (holders.length > holdersOfNameMax) return false;
    if (await names.put({ externalId, holders }, stored?.revision ?? 0)) return true;
  }
  throw tooMany();
}

/** Takes a holder from under a name, unless they are called so. */
export async function leaveName(
  { names, users }: NamePorts,
  externalId: string,
  holder: string,
): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const stored = externalId === "" ? null : await names.load(externalId);
    if (stored === null || !stored.entry.holders.includes(holder)) return;
    // After the name was loaded: whoever is called so from now on writes it, and the write below fails.
    if ((await users.load(holder))?.entry.externalId === externalId) return;
    const holders = stored.entry.holders.filter((each) => each !== holder);
    const isDone =
      holders.length === 0
        ? await names.remove(externalId, stored.revision)
        : await names.put({ externalId, holders }, stored.revision);
    if (isDone) return;
  }
  throw tooMany();
}

function tooMany(): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    "Cannot change what people are called: too many change it at the same time",
  );
}
