import { hasEndedBy, unixMilliseconds } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { openForBrowser, sealForBrowser } from "../web/sealed-for-browser.ts";

/** Bytes of a file that the desk takes; larger ones are for the command. */
export const uploadBytesMax: number = 8 * 1024 * 1024;
/** So long a file waits between its preview and the word to go on. */
const waitMilliseconds = 10 * 60_000;

/** A file with what was said of it, between its preview and the act. */
export type Upload = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The form's other fields, a password among them. */
  readonly fields: ReadonlyMap<string, string>;
};

const kind = "desk-upload";

/**
 * Keeps the file for the browser of this token, and returns its id. It may hold seeds, so that it
 * is sealed for this browser.
 */
export async function keepUpload(ports: Ports, token: string, upload: Upload): Promise<string> {
  const id = Buffer.from(ports.random(16)).toString("hex");
  const plain = Buffer.from(
    JSON.stringify([
      upload.name,
      Buffer.from(upload.bytes).toString("base64"),
      Object.fromEntries(upload.fields),
    ]),
  );
  const body = JSON.stringify(sealForBrowser(ports, { kind, id, token }, plain));
  plain.fill(0);
  const expiresAt = unixMilliseconds(ports.clock() + waitMilliseconds);
  await ports.documents.put(kind, id, 0, { body, expiresAt });
  return id;
}

/** Returns the file and forgets it; null when it is gone, too old, or another browser's. */
export async function takeUpload(ports: Ports, token: string, id: string): Promise<Upload | null> {
  if (!/^[0-9a-f]{32}$/u.test(id)) return null;
  const stored = await ports.documents.load(kind, id);
  if (stored === null || stored.expiresAt === null) return null;
  const end = { expiresAt: stored.expiresAt, millisecondsMax: waitMilliseconds };
  if (hasEndedBy(end, ports.clock())) return null;
  const sealed = String(JSON.parse(stored.body));
  const plain = openForBrowser(ports.keyring, { kind, id, token }, sealed);
  if (plain === null) return null;
  // Only one of two requests at once may go on.
  if (!(await ports.documents.remove(kind, id, stored.revision))) return null;
  const [name, base64, fields] = JSON.parse(plain.toString()) as [
    string,
    string,
    Record<string, string>,
  ];
  plain.fill(0);
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  return { name, bytes, fields: new Map(Object.entries(fields)) };
}
