import { type DocumentStore, hasEndedBy, OtpError } from "@jeton/core";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";
import { decodeTicket, fileSetOf, type Ticket, type TicketFile } from "./ticket.ts";
import {
  reservedMilliseconds,
  type TicketPorts,
  ticketFileKind,
  ticketKind,
} from "./ticket-ports.ts";

/** A file with its bytes, checked by `checkAttachment` before it comes here. */
export type FileContent = TicketFile & { readonly content: Uint8Array };

// A document each rather than files in a folder: every node reaches them, one backup and one
// retention hold for them, and no path is ever made of what a stranger sent.
//
// A file has no end of its own: it is there for as long as a document of its ticket's number names
// its set, and `sweepFiles` removes it then. So nothing that is done to a ticket is done to its
// files, and no crash or race can part them.
const storedFile = z.strictObject({ version: z.literal(1), base64: z.base64() });

/** Random bytes that the name of a set takes: no two sets ever share one. */
export const fileSetBytes = 16;

/** Returns the name of the files that come with a ticket: its number, and what no other has. */
export function fileSetName(number: string, random: Uint8Array): string {
  return `${number}.${Buffer.from(random).toString("hex")}`;
}

/** Keeps the files of a ticket whose number is reserved for their set. */
export async function keepFiles(
  { documents }: Pick<TicketPorts, "documents">,
  set: string,
  files: readonly FileContent[],
): Promise<void> {
  await keep(documents, headId(set), { version: 1, files: files.length });
  for (const [index, { content }] of files.entries()) {
    const base64 = Buffer.from(content).toString("base64");
    await keep(documents, fileId(set, index), { version: 1, base64 });
  }
}

async function keep(documents: DocumentStore, id: string, content: object): Promise<void> {
  const body = JSON.stringify(content);
  if (await documents.put(ticketFileKind, id, 0, { body, expiresAt: null })) return;
  throw new OtpError("STORE_UNUSABLE", `Cannot keep the file ${id}: its place is taken`);
}

/** Returns the bytes of a ticket's file, or null when there is no such file. For staff only. */
export async function readFile(
  { documents }: Pick<TicketPorts, "documents">,
  { fileSet }: Pick<Ticket, "fileSet">,
  index: number,
): Promise<Uint8Array | null> {
  const stored =
    fileSet === null ? null : await documents.load(ticketFileKind, fileId(fileSet, index));
  if (stored === null) return null;
  const { base64 } = readStored(storedFile, stored.body, "the file of a ticket");
  return new Uint8Array(Buffer.from(base64, "base64"));
}

/**
 * Removes every file whose ticket is gone, and returns the number of sets removed. It looks at all files
 * that there are, so that whatever was left behind, by whichever crash, is found; of each set that
 * stays it reads two small documents. To be run behind a sweep of what expired.
 */
export async function sweepFiles({
  documents,
  clock,
}: Pick<TicketPorts, "documents" | "clock">): Promise<number> {
  let count = 0;
  for (let after: string | null = null; ; ) {
    // The head of a set stands first and is small: no bytes of a file are read.
    const first = await firstFile(documents, { prefix: "", after });
    if (first === null) return count;
    const set = first.id.slice(0, first.id.indexOf("/"));
    if (!(await isNamed({ documents, clock }, set))) {
      await removeSet(documents, set);
      count += 1;
    }
    after = `${set}/${behindEveryFile}`;
  }
}

/** A number is reserved before the first file of its set is stored: without it there is no use. */
async function isNamed(
  { documents, clock }: Pick<TicketPorts, "documents" | "clock">,
  set: string,
): Promise<boolean> {
  const number = ticketOfFile(set);
  const stored = await documents.load(ticketKind, number);
  if (stored === null || fileSetOf(stored.body) !== set) return false;
  const { expiresAt, body, revision } = stored;
  if (expiresAt === null || decodeTicket(body) !== null) return true;
  // A reservation of a clock that was ahead would keep the files of no ticket until it comes round.
  if (!hasEndedBy({ expiresAt, millisecondsMax: reservedMilliseconds }, clock())) return true;
  return !(await documents.remove(ticketKind, number, revision));
}

async function removeSet(documents: DocumentStore, set: string): Promise<void> {
  const page = { prefix: `${set}/`, after: null };
  for (;;) {
    const first = await firstFile(documents, page);
    if (first === null) return;
    // Where another node was faster, the next one is looked at.
    await documents.remove(ticketFileKind, first.id, first.revision);
  }
}

async function firstFile(
  documents: DocumentStore,
  page: { readonly prefix: string; readonly after: string | null },
) {
  const [first] = await documents.list(ticketFileKind, { ...page, limit: 1, newestFirst: false });
  return first ?? null;
}

function fileId(set: string, index: number): string {
  return `${set}/${index}`;
}

/** Returns the number of the ticket with which a file came, by the id or the set of the file. */
export function ticketOfFile(id: string): string {
  return id.split(/[./]/u, 1)[0] ?? "";
}

/** What stands before the files of a set, and behind them, in the order of ids. */
function headId(set: string): string {
  return `${set}/`;
}
const behindEveryFile = "~";
