import type { DocumentPage, DocumentStore, StoredDocument } from "@jeton/core";
import { coversScope, type SchoolScope } from "../scope/index.ts";
import { decodeAccount, staffAccountKind } from "../staff/account.ts";
import { decodeTicket, ticketKinds, ticketOfFile } from "../tickets/index.ts";
import { type Sight, unscoped } from "./sight.ts";

type Named = Pick<StoredDocument, "id" | "body">;

/** What a viewer may do with documents of a kind. */
type KindRule = {
  /** Whether they see it, as it stands or as it is to be. */
  readonly sees: (document: Named) => boolean | Promise<boolean>;
  /** Whether they may make, change and remove what they see. */
  readonly writes: boolean;
  /** Whether they may go through all that they see: of what staff make, which nobody else can add to without end. */
  readonly lists: boolean;
};

/** What only one browser can open, or what nobody reads anything of. */
const opaque: KindRule = { sees: () => true, writes: true, lists: false };

/**
 * Returns the documents that a viewer sees, and lets them write no others. One outside is answered like one that is not there.
 * A kind without a rule cannot be asked for: TypeError.
 */
export function scopedDocuments(
  documents: DocumentStore,
  sight: Sight,
  scope: SchoolScope,
): DocumentStore {
  const rules: Readonly<Record<string, KindRule>> = rulesOf(documents, sight, scope);

  const ruleOf = (kind: string): KindRule => {
    const rule = rules[kind];
    if (rule === undefined) throw unscoped(`for documents of the kind "${kind}"`);
    return rule;
  };

  async function load(kind: string, id: string): Promise<StoredDocument | null> {
    const rule = ruleOf(kind);
    const stored = await documents.load(kind, id);
    return stored !== null && (await rule.sees(stored)) ? stored : null;
  }

  return {
    load,
    async put(kind, id, revision, next) {
      const rule = ruleOf(kind);
      if (!rule.writes || !(await rule.sees({ id, body: next.body }))) return false;
      if (revision > 0 && (await load(kind, id)) === null) return false;
      return documents.put(kind, id, revision, next);
    },
    async remove(kind, id, revision) {
      if (!ruleOf(kind).writes || (await load(kind, id)) === null) return false;
      return documents.remove(kind, id, revision);
    },
    async list(kind, page) {
      const rule = ruleOf(kind);
      return rule.lists ? seenOf(documents, kind, page, rule) : [];
    },
    kinds: () => Promise.reject(unscoped("for the kinds of documents")),
    sweep: () => Promise.reject(unscoped("to sweep")),
  };
}

function rulesOf(
  documents: DocumentStore,
  sight: Sight,
  scope: SchoolScope,
): Readonly<Record<string, KindRule>> {
  const isSeenTicket = async (body: string) => {
    const ticket = decodeTicket(body);
    return ticket !== null && sight.ticket(ticket);
  };
  return {
    "kept-page": opaque,
    "desk-upload": opaque,
    "password-epoch": opaque,
    [ticketKinds.ticket]: {
      sees: ({ body }) => isSeenTicket(body),
      writes: true,
      // `Scoped.tickets` does, within bounds.
      lists: false,
    },
    [ticketKinds.file]: {
      async sees({ id }) {
        const ticket = await documents.load(ticketKinds.ticket, ticketOfFile(id));
        return ticket !== null && isSeenTicket(ticket.body);
      },
      writes: false,
      lists: false,
    },
    "act-note": {
      async sees({ id }) {
        const [serial = "", sequence] = id.split(" ");
        const from = await sight.historyFrom(serial);
        return from !== null && Number(sequence) >= from;
      },
      writes: true,
      lists: true,
    },
    [staffAccountKind]: {
      sees: ({ body }) => coversScope(scope, decodeAccount(body).scope),
      writes: false,
      lists: true,
    },
  };
}

/** A page is as full as one of everything: whoever pages through it goes by that. */
async function seenOf(
  documents: DocumentStore,
  kind: string,
  { limit, ...page }: DocumentPage,
  rule: KindRule,
): Promise<readonly StoredDocument[]> {
  const found: StoredDocument[] = [];
  for (let { after } = page; found.length < limit; ) {
    const some = await documents.list(kind, { ...page, after, limit: pageSize });
    for (const document of some) {
      if (await rule.sees(document)) found.push(document);
      if (found.length === limit) break;
    }
    if (some.length < pageSize) break;
    after = some.at(-1)?.id ?? null;
  }
  return found;
}

const pageSize = 200;
