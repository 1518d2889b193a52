import type { DocumentStore, KeyStore } from "@jeton/core";
import { isServiceKey, soundOrNull, staffPrefix } from "@jeton/validator/parts";
import type { HolderDirectory } from "../holders/directory-of.ts";
import { entryOf } from "../holders/find-entries.ts";
import { lookThrough } from "../holders/look-through.ts";
import { coversScope, isInScope, type SchoolScope } from "../scope/index.ts";
import { loadAccount } from "../staff/account.ts";
import { staffSerial } from "../staff/staff-key.ts";
import { type Ticket, ticketNames } from "../tickets/index.ts";
import { historyStart } from "./history-start.ts";

/** What a scope is asked of: the whole of everything. */
export type Whole = {
  readonly store: KeyStore;
  readonly documents: DocumentStore;
  readonly directory: HolderDirectory;
};

/** Who looks. */
export type Viewer = {
  readonly scope: SchoolScope;
  /** Their account; null for a program. */
  readonly account: string | null;
};

/** What of everything a viewer sees, for the length of one request. */
export type Sight = {
  /** Whether a holder is theirs: in the directory, with a school of the scope. */
  readonly holder: (holder: string) => Promise<boolean>;
  /** All holders of theirs; read once. */
  readonly holders: () => Promise<ReadonlySet<string>>;
  /** Whether the record of an account is one that they see: of staff whose scope lies in theirs. */
  readonly staffKey: (serial: string) => Promise<boolean>;
  /** Whether it is their own account's. */
  readonly ownKey: (serial: string) => boolean;
  /**
   * Returns the sequence from which on they see the events of a key, null for none: of a holder of theirs, since the key was
   * assigned to them; of an account, all. What was theirs once stays so for the request: whoever takes a key from its holder
   * still says why.
   */
  readonly historyFrom: (serial: string) => Promise<number | null>;
  /** Whether a ticket is of a holder of theirs. */
  readonly ticket: (ticket: Ticket) => Promise<boolean>;
};

/** Returns what a viewer sees. */
export function sightOf(whole: Whole, { scope, account }: Viewer): Sight {
  const { store, documents, directory } = whole;
  let all: Promise<ReadonlySet<string>> | null = null;
  const starts = new Map<string, number>();

  async function holder(identifier: string): Promise<boolean> {
    const entry = await entryOf(directory, identifier);
    return entry !== null && isInScope(scope, entry.school);
  }

  async function staffKey(serial: string): Promise<boolean> {
    if (!serial.startsWith(staffPrefix)) return false;
    const of = await loadAccount({ documents }, serial.slice(staffPrefix.length));
    return of !== null && coversScope(scope, of.scope);
  }

  return {
    holder,
    holders() {
      all ??= holdersOf(directory, scope);
      return all;
    },
    staffKey,
    ownKey: (serial) => account !== null && serial === staffSerial(account),
    async historyFrom(serial) {
      if (isServiceKey(serial)) return (await staffKey(serial)) ? 0 : null;
      const before = starts.get(serial);
      if (before !== undefined) return before;
      const stored = await soundOrNull(store.load(serial));
      const of = stored?.record.holder ?? null;
      if (stored === null || of === null || !(await holder(of))) return null;
      const { sequence } = await historyStart(store, stored.record);
      starts.set(serial, sequence);
      return sequence;
    },
    ticket: (ticket) => isTicketOf(whole, scope, ticket),
  };
}

async function holdersOf(
  directory: HolderDirectory,
  scope: SchoolScope,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await lookThrough(directory, Number.POSITIVE_INFINITY, (entry) => {
    if (isInScope(scope, entry.school)) found.add(entry.holder);
    return false;
  });
  return found;
}

/**
 * A ticket is the one of the first person whom it leads to and whom the directory knows: by the number of the key that they
 * had then, else by its accounts. What a stranger writes into the other fields decides nothing.
 */
async function isTicketOf(
  { store, directory }: Whole,
  scope: SchoolScope,
  ticket: Ticket,
): Promise<boolean> {
  const { serials, identifiers } = ticketNames(ticket);
  const holders: string[] = [];
  for (const serial of serials) {
    const stored = isServiceKey(serial) ? null : await soundOrNull(store.load(serial));
    const holder = stored?.record.holder ?? null;
    if (stored === null || holder === null) continue;
    // Whoever asked for help with the key before it was assigned to its holder was somebody else.
    const { at } = await historyStart(store, stored.record);
    if (at <= ticket.openedAt) holders.push(holder);
  }
  for (const holder of [...holders, ...identifiers]) {
    const entry = await entryOf(directory, holder);
    if (entry !== null) return isInScope(scope, entry.school);
  }
  return false;
}

/** A programmer's slip: a question that no scope has an answer to. */
export function unscoped(question: string): TypeError {
  return new TypeError(`Cannot ask this within a scope: ${question}`);
}
