import { type AuditHead, chainEvent, checkAnchor, emptyAuditHead } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import type { ArchiveLine } from "./archive-line.ts";
import { type ArchivedKey, problemAtPlace } from "./archived-keys.ts";
import { headOf } from "./verify-key.ts";

/** Where the reading of a key's part stands: perhaps an anchor, then events, then an anchor. */
export type Part = {
  readonly serial: string;
  readonly start: AuditHead;
  readonly head: AuditHead;
  readonly isClosed: boolean;
  /** Whether something did not fit: what follows in it then proves nothing, and is not judged. */
  readonly isBroken: boolean;
};

type PartLine = Exclude<ArchiveLine, { readonly type: "archive" }>;

/** The part behind a line, what does not fit, and whether the line's signature could not be checked. */
export type PartStep = {
  readonly part: Part;
  readonly problem: string | null;
  readonly isUnchecked: boolean;
};

/** Null for a key that the store does not have, undefined for one without an anchor in any archive. */
type Known = ArchivedKey | null | undefined;

/** Returns the part after its next line; `part` is null, closed or another key's when one begins. */
export function nextPart(
  keyring: Ports["keyring"],
  part: Part | null,
  line: PartLine,
  key: Known,
): PartStep {
  const isNew = part === null || part.isClosed || part.serial !== line.serial;
  const step = isNew
    ? begin(keyring, line, key)
    : line.type === "anchor"
      ? close(keyring, part, line, key)
      : goOn(part, line, key);
  const { problem } = step;
  // One problem a part is told: the first one.
  const told = !isNew && part.isBroken ? null : problem;
  const isBroken = step.part.isBroken || problem !== null;
  return { ...step, part: { ...step.part, isBroken }, problem: told };
}

function begin(keyring: Ports["keyring"], line: PartLine, key: Known): PartStep {
  const start = line.type === "anchor" ? headOf(line) : emptyAuditHead;
  const { serial } = line;
  const part = { serial, start, head: start, isClosed: false, isBroken: false };
  if (key === null) {
    const head = line.type === "event" ? { count: line.sequence, hash: line.hash } : start;
    return { part: { ...part, head }, problem: "the store has no such key", isUnchecked: false };
  }
  if (line.type === "event") return goOn(part, line, key);
  const signature = checkAnchor(keyring, line);
  const isUnchecked = signature === "unknown-key";
  if (signature === "wrong") {
    return { part, problem: "the anchor before it is not what was signed", isUnchecked };
  }
  return { part, problem: problemAtEdge(key, start), isUnchecked };
}

function goOn(
  part: Part,
  line: Extract<PartLine, { readonly type: "event" }>,
  key: Known,
): PartStep {
  const { serial, head } = part;
  const next = { count: line.sequence, hash: line.hash };
  const answer = (problem: string | null): PartStep => ({
    part: { ...part, head: next },
    problem,
    isUnchecked: false,
  });
  const sequence = head.count + 1;
  if (line.sequence !== sequence) {
    return answer(`found event ${line.sequence} in the place of ${sequence}`);
  }
  if (chainEvent(serial, head, line).hash !== line.hash) return answer("altered");
  // A place that a broken part makes known would accuse the others.
  return answer(key && !part.isBroken ? problemAtPlace(key, next) : null);
}

/** The events of a closed part without a problem are proved when the last of them is. */
function close(
  keyring: Ports["keyring"],
  part: Part,
  line: Extract<PartLine, { readonly type: "anchor" }>,
  key: Known,
): PartStep {
  const { start, head } = part;
  // Old archives outlive the master key that signed them: their hashes prove their events, up to the
  // store's own anchor. It is then not proved who cut them and when, and the report says so.
  const signature = checkAnchor(keyring, line);
  const isUnchecked = signature === "unknown-key";
  const answer = (problem: string | null): PartStep => ({
    part: { ...part, isClosed: true },
    problem,
    isUnchecked,
  });
  if (head.count === start.count) return answer("no event stands between two anchors");
  if (line.count !== head.count || line.hash !== head.hash) {
    return answer("the anchor behind it is that of another event");
  }
  if (signature === "wrong") return answer("the anchor behind it is not what was signed");
  return answer(problemAtEdge(key, head));
}

/** Where parts begin and end is known before: else nothing would be compared here. */
function problemAtEdge(key: Known, head: AuditHead): string | null {
  return key?.places.has(head.count) ? problemAtPlace(key, head) : "changed while it was read";
}
