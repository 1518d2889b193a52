import type { UnixMilliseconds } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import type { HolderEntry } from "../holders/directory-of.ts";
import { findKeyOfHolder } from "../keys/found-key.ts";
import { type KeyRow, rowOf } from "./list-keys.ts";

/** Someone of the directory, and their key; null if they have none. */
export type PersonRow = { readonly entry: HolderEntry; readonly key: KeyRow | null };

/** Goes through people with their keys, which are looked up as they are asked for. */
export async function* personRows(
  ports: Pick<Ports, "store">,
  people: readonly HolderEntry[],
  now: UnixMilliseconds,
): AsyncGenerator<PersonRow> {
  for (const entry of people) {
    const key = await findKeyOfHolder(ports, entry.holder);
    yield { entry, key: key && rowOf(key, now) };
  }
}
