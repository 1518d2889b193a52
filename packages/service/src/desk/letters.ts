import type { KeyRecord } from "@jeton/core";
import { loadKey, soundOrNull } from "@jeton/validator/parts";
import type { HolderEntry } from "../holders/directory-of.ts";
import { entryOf } from "../holders/find-entries.ts";
import type { ScopedParts } from "./desk-view.ts";

/** What goes into the letter of a key. */
export type LetterContent = {
  readonly record: KeyRecord;
  /** Null for a holder who is not in the directory. */
  readonly person: HolderEntry | null;
  /** The activation code, in the one moment in which it is known; null at any other, and where there is none. */
  readonly activationCode: string | null;
};

/** Letters of one page at most: what a list of keys shows. */
export const lettersMax = 100;

const waiting: ReadonlySet<KeyRecord["state"]["kind"]> = new Set<KeyRecord["state"]["kind"]>([
  "assigned",
  "choosing-pin",
  "confirming-pin",
]);

/** Returns whether the key waits for its first use by somebody: then a letter helps. */
export function wantsLetter({ holder, state }: Pick<KeyRecord, "holder" | "state">): boolean {
  return holder !== null && waiting.has(state.kind);
}

/** Returns the letter of a key; null for one that wants none. */
export async function letterOf(
  { ports, directory }: Pick<ScopedParts, "ports" | "directory">,
  serial: string,
  activationCode: string | null = null,
): Promise<LetterContent | null> {
  const record = (await soundOrNull(loadKey(ports, serial)))?.record ?? null;
  if (record === null || record.holder === null || !wantsLetter(record)) return null;
  const person = await entryOf(directory, record.holder);
  return { record, person, activationCode };
}
