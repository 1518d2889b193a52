import { nextEpoch } from "@jeton/core";
import { decideAndStore, type Ports } from "@jeton/validator/parts";
import type { SchoolScope } from "../scope/index.ts";
import { loadAccount, replaceAccount } from "./account.ts";
import { loadStaffKey, staffAct } from "./staff-key.ts";

/**
 * Changes whose keys and requests an account sees; null: everybody's. It holds from the next request on, and the account's
 * sessions end: a browser may have pages of before. Returns the sequence of the event in the account's chain, null if there is no
 * such account.
 */
export async function changeScope(
  ports: Ports,
  name: string,
  scope: SchoolScope | null,
  actor: string,
): Promise<number | null> {
  while (!(await replaceAccount(ports, name, (account) => ({ ...account, scope })))) {
    if ((await loadAccount(ports, name)) === null) return null;
  }
  const done = await decideAndStore(
    ports,
    () => loadStaffKey(ports, name),
    async (record) => {
      const next = { ...record, epoch: nextEpoch(record.epoch) };
      return staffAct("done", ports, { next, kind: "scope-changed", actor });
    },
  );
  return done?.record.audit.count ?? null;
}
