import { z } from "zod";
import type { TicketFile } from "./ticket.ts";
import { type TicketPorts, ticketFileKind } from "./ticket-ports.ts";

/** A file with its bytes, checked by `checkAttachment` before it comes here. */
export type FileContent = TicketFile & { readonly content: Uint8Array };

// A document each rather than files in a folder: every node reaches them, one backup and one
// retention hold for them, and no path is ever made of what a stranger sent.
const storedFile = z.strictObject({ version: z.literal(1), base64: z.base64() });

/** Keeps the file at `index` of a ticket that is about to be opened. */
export async function keepFile(
  { documents }: TicketPorts,
  number: string,
  index: number,
  content: Uint8Array,
): Promise<void> {
  const body = JSON.stringify({ version: 1, base64: Buffer.from(content).toString("base64") });
  await documents.put(ticketFileKind, fileId(number, index), 0, { body, expiresAt: null });
}

/** Answers the bytes of a ticket's file, or null when there is no such file. For staff only. */
export async function readFile(
  { documents }: Pick<TicketPorts, "documents">,
  number: string,
  index: number,
): Promise<Uint8Array | null> {
  const stored = await documents.load(ticketFileKind, fileId(number, index));
  if (stored === null) return null;
  return new Uint8Array(Buffer.from(storedFile.parse(JSON.parse(stored.body)).base64, "base64"));
}

/** Gives the files of a ticket the end that the ticket has. */
export async function endFiles(
  { documents }: Pick<TicketPorts, "documents">,
  number: string,
  count: number,
  expiresAt: Parameters<TicketPorts["documents"]["put"]>[3]["expiresAt"],
): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const stored = await documents.load(ticketFileKind, fileId(number, index));
    if (stored === null) continue;
    const { revision, body } = stored;
    await documents.put(ticketFileKind, fileId(number, index), revision, { body, expiresAt });
  }
}

function fileId(number: string, index: number): string {
  return `${number}/${index}`;
}
