import type { KeyRecord } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import type { HolderDirectory } from "../holders/directory-of.ts";
import { entryOf } from "../holders/find-entries.ts";
import type { SchoolScope } from "../scope/index.ts";
import {
  listTickets,
  recentTicketsNaming,
  type Ticket,
  type TicketList,
  type TicketPage,
} from "../tickets/index.ts";
import { scopedDirectory } from "./scoped-directory.ts";
import { scopedDocuments } from "./scoped-documents.ts";
import { scopedStore } from "./scoped-store.ts";
import { sightOf } from "./sight.ts";

declare const isScoped: unique symbol;

/** Everything that is asked on behalf of somebody, within their scope. Only `scopedTo` makes it. */
export type Scoped<P extends Ports = Ports> = {
  readonly [isScoped]: true;
  readonly ports: P;
  readonly directory: HolderDirectory;
  readonly tickets: SeenTickets;
  /** Null: everybody. */
  readonly scope: SchoolScope | null;
};

/** The tickets that somebody sees. The documents do not list them: a list of strangers' texts needs bounds. */
export type SeenTickets = {
  /** As `listTickets`. */
  readonly list: (page: TicketPage) => Promise<TicketList>;
  /** As `recentTicketsNaming`. */
  readonly recentNaming: (key: Pick<KeyRecord, "serial" | "holder">) => Promise<readonly Ticket[]>;
};

/** Who asks: somebody of the staff by their account, or a program. */
export type Asker = { readonly scope: SchoolScope | null; readonly account: string | null };

/**
 * Returns what somebody may ask, for one request: with a scope, each question to the store, the documents and the directory
 * is answered by what lies in it. Whatever is built on them need not know that there are scopes.
 */
export function scopedTo<P extends Ports>(
  ports: P,
  directory: HolderDirectory,
  { scope, account }: Asker,
): Scoped<P> {
  if (scope === null) {
    return { ports, directory, tickets: ticketsOf(ports, null), scope } as Scoped<P>;
  }
  const { store, documents } = ports;
  const sight = sightOf({ store, documents, directory }, { scope, account });
  const { bareDocuments: _, ...others } = ports;
  const narrowed = {
    ...others,
    store: scopedStore(store, sight),
    documents: scopedDocuments(documents, sight, scope),
  };
  return {
    ports: narrowed,
    directory: scopedDirectory(directory, scope),
    tickets: ticketsOf(ports, sight.ticket),
    scope,
  } as unknown as Scoped<P>;
}

function ticketsOf(ports: Ports, sees: Parameters<typeof listTickets>[2]): SeenTickets {
  return {
    list: (page) => listTickets(ports, page, sees),
    recentNaming: (key) => recentTicketsNaming(ports, key, sees),
  };
}

/** Returns whether a key may be assigned to a holder: with a scope, to people of it alone. */
export async function mayBeAssignedTo(
  { scope, directory }: Pick<Scoped, "scope" | "directory">,
  holder: string,
): Promise<boolean> {
  return scope === null || (await entryOf(directory, holder)) !== null;
}
