import {
  type AuditHead,
  chainEvent,
  checkAnchor,
  emptyAuditHead,
  OtpError,
  type TrailAnchor,
} from "@jeton/core";
import { everyRecord } from "../keys.ts";
import type { Ports } from "../login/ports.ts";
import { type ArchiveLine, decodeArchiveLine } from "./archive-line.ts";
import { type Broken, brokenKey } from "./trail-report.ts";

/** An archive that `retainTrail` wrote. */
export type Archive = {
  /** For people, such as the name of its file. */
  readonly name: string;
  readonly lines: AsyncIterable<string>;
};

export type ArchivesReport = { readonly events: number; readonly broken: readonly Broken[] };

/**
 * Checks archives, the oldest first, against themselves and against the store: each key's events are
 * chained from the first one on, each part ends at an anchor that was signed, nothing is missing
 * between the parts, and the store's own trail begins where the last part ends. With `verifyTrail`
 * it proves every event that there ever was.
 */
export async function verifyArchives(
  ports: Pick<Ports, "store" | "keyring">,
  archives: readonly Archive[],
): Promise<ArchivesReport> {
  const ends = new Map<string, AuditHead>();
  const broken: Broken[] = [];
  let events = 0;
  for (const archive of archives) {
    const found = await readArchive(ports, archive, ends);
    events += found.events;
    broken.push(...found.broken);
  }
  if (broken.length > 0) return { events, broken };
  for await (const { serial } of everyRecord(ports)) {
    const anchor = await ports.store.anchor(serial);
    const problem = anchor && problemAtEnd(anchor, ends.get(serial) ?? emptyAuditHead);
    if (problem !== null) broken.push(brokenKey(serial, null, problem));
  }
  return { events, broken };
}

/** An archive may end further on: what was archived was not cut when its run was broken off. */
function problemAtEnd({ count, hash }: TrailAnchor, end: AuditHead): string | null {
  if (count > end.count) return missing(end.count + 1, count);
  return count === end.count && hash !== end.hash ? "cut behind another event than archived" : null;
}

function missing(first: number, last: number): string {
  return `events ${first} to ${last} are in no archive that was given`;
}

/** Where the reading of a key's part stands. */
type Part = {
  readonly serial: string;
  readonly start: AuditHead;
  readonly head: AuditHead;
  readonly isClosed: boolean;
};

async function readArchive(
  { keyring }: Pick<Ports, "keyring">,
  { name, lines }: Archive,
  ends: Map<string, AuditHead>,
): Promise<ArchivesReport> {
  let part: Part | null = null;
  let [number, events] = [0, 0];
  const broken: Broken[] = [];
  const note = (serial: string | null, sequence: number | null, problem: string) => {
    const place = `(archive ${name}, line ${number})`;
    broken.push({ serial, sequence, checkpoint: null, problem: `${problem} ${place}` });
  };
  const finish = () => {
    if (part === null) return;
    const { serial, start, head, isClosed } = part;
    if (!isClosed) note(serial, head.count, "breaks off: no anchor follows its events");
    const end = ends.get(serial) ?? emptyAuditHead;
    if (start.count > end.count) note(serial, null, missing(end.count + 1, start.count));
    if (start.count === end.count && start.hash !== end.hash) {
      note(serial, start.count, "does not go on where the archive before ends");
    }
    if (head.count > end.count) ends.set(serial, head);
    part = null;
  };
  for await (const text of lines) {
    number += 1;
    const line = readLine(text);
    if (line === null) {
      note(null, null, "no line of an archive");
      return { events, broken };
    }
    if (number === 1 && line.type !== "archive") {
      note(null, null, 'no archive: it does not begin with "type":"archive"');
      return { events, broken };
    }
    if (line.type === "archive") continue;
    if (part === null || part.serial !== line.serial || part.isClosed) {
      finish();
      const start = line.type === "anchor" ? headOf(line) : emptyAuditHead;
      part = { serial: line.serial, start, head: start, isClosed: false };
    }
    const step = nextPart(keyring, part, line, ends.get(line.serial) ?? emptyAuditHead);
    if (step.problem !== null) note(line.serial, step.part.head.count, step.problem);
    if (line.type === "event") events += 1;
    part = step.part;
  }
  finish();
  if (number === 0) note(null, null, "no archive: it is empty");
  return { events, broken };
}

function nextPart(
  keyring: Ports["keyring"],
  part: Part,
  line: Exclude<ArchiveLine, { readonly type: "archive" }>,
  end: AuditHead,
): { readonly part: Part; readonly problem: string | null } {
  const { serial, start, head } = part;
  if (line.type === "anchor") {
    const isOpening = head.count === start.count;
    const fits = line.count === head.count && line.hash === head.hash;
    const problem = fits
      ? unsigned(keyring, line)
      : "the anchor behind it is that of another event";
    return { part: { ...part, isClosed: !isOpening }, problem };
  }
  const sequence = head.count + 1;
  const next = { count: line.sequence, hash: line.hash };
  const moved = { ...part, head: next };
  if (line.sequence !== sequence) {
    return { part: moved, problem: `found event ${line.sequence} in the place of ${sequence}` };
  }
  if (chainEvent(serial, head, line).hash !== line.hash) return { part: moved, problem: "altered" };
  const differs = sequence === end.count && line.hash !== end.hash;
  return { part: moved, problem: differs ? "another event than in an archive before" : null };
}

/** Old archives outlive the master key that signed them: their chains must do, up to the store's anchor. */
function unsigned(keyring: Ports["keyring"], anchor: TrailAnchor): string | null {
  const isWrong = checkAnchor(keyring, anchor) === "wrong";
  return isWrong ? "the anchor behind it is not what was signed" : null;
}

function readLine(text: string): ArchiveLine | null {
  try {
    return decodeArchiveLine(text);
  } catch (error) {
    if (error instanceof OtpError) return null;
    throw error;
  }
}

function headOf({ count, hash }: AuditHead): AuditHead {
  return { count, hash };
}
