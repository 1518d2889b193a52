import type { Ports } from "@jeton/validator/parts";
import { everyKey } from "@jeton/validator/parts";
import type { Archive } from "./archive.ts";
import { type ArchiveLine, readArchiveLine } from "./archive-line.ts";
import { nextPart, type Part } from "./archive-part.ts";
import { type ArchivedKey, archivedKeys, firstGap } from "./archived-keys.ts";
import { type Broken, brokenKey } from "./trail-report.ts";

export type ArchivesReport = {
  /** Events that were read and hashed. */
  readonly events: number;
  /**
   * Anchors whose signature could not be checked, because their master key is not here. The events
   * beside them are proved all the same; who cut them and when is not.
   */
  readonly unchecked: number;
  readonly broken: readonly Broken[];
};

/**
 * Proves the events of archives by the store. Each part of a key is chained, so that its last event
 * proves the others; that one must be the store's own, or the one behind which the store cut, or one
 * that a part which reaches further has, too. Events that were cut and are in no archive are named.
 * With `verifyTrail`, which proves the store, it proves every event that there ever was. What an
 * archive's first line says is not signed, and not proved. Nothing may be cut meanwhile.
 */
export async function verifyArchives(
  ports: Pick<Ports, "store" | "keyring">,
  archives: readonly Archive[],
): Promise<ArchivesReport> {
  const keys = await archivedKeys(ports, archives);
  const broken: Broken[] = [];
  let [events, unchecked] = [0, 0];
  for (const archive of archives) {
    const found = await readArchive(ports, archive, keys);
    events += found.events;
    unchecked += found.unchecked;
    broken.push(...found.broken);
  }
  // What is missing beside a file of which nothing can be said, that file may have.
  const isReadable = broken.every(({ serial }) => serial !== null);
  if (isReadable) broken.push(...(await gaps(ports, keys, broken)));
  return { events, unchecked, broken };
}

/** Returns the events that are missing, but those of keys that are broken already. */
async function gaps(
  ports: Pick<Ports, "store">,
  keys: ReadonlyMap<string, ArchivedKey | null>,
  broken: readonly Broken[],
): Promise<readonly Broken[]> {
  const told = new Set(broken.map(({ serial }) => serial));
  const found: Broken[] = [];
  for await (const { serial } of everyKey(ports)) {
    if (told.has(serial)) continue;
    const cut = async () => (await ports.store.anchor(serial))?.count ?? 0;
    const problem = firstGap(keys.get(serial) ?? { cut: await cut(), parts: [] });
    if (problem !== null) found.push(brokenKey(serial, null, problem));
  }
  return found;
}

async function readArchive(
  { keyring }: Pick<Ports, "keyring">,
  { name, lines }: Archive,
  keys: ReadonlyMap<string, ArchivedKey | null>,
): Promise<ArchivesReport> {
  let part: Part | null = null;
  let [number, events, unchecked] = [0, 0, 0];
  const broken: Broken[] = [];
  const note = (serial: string | null, sequence: number | null, problem: string) => {
    const place = `(archive ${name}, line ${number})`;
    broken.push({ serial, sequence, checkpoint: null, problem: `${problem} ${place}` });
  };
  const finish = () => {
    if (part === null || part.isBroken) return;
    const { serial, start, head, isClosed } = part;
    if (isClosed) keys.get(serial)?.parts.push({ from: start.count, to: head.count });
    else note(serial, head.count, "breaks off: no anchor follows its events");
  };
  for await (const text of lines()) {
    number += 1;
    const line = readArchiveLine(text);
    const problem = problemOfPlace(line, number);
    if (line === null || problem !== null) {
      note(null, null, problem ?? "no line of an archive");
      return { events, unchecked, broken };
    }
    if (line.type === "archive") continue;
    if (part?.isClosed || part?.serial !== line.serial) finish();
    const step = nextPart(keyring, part, line, keys.get(line.serial));
    part = step.part;
    if (step.problem !== null) note(part.serial, part.head.count, step.problem);
    if (step.isUnchecked) unchecked += 1;
    if (line.type === "event") events += 1;
  }
  finish();
  if (number === 0) note(null, null, "no archive: it is empty");
  return { events, unchecked, broken };
}

function problemOfPlace(line: ArchiveLine | null, number: number): string | null {
  if (line === null || (line.type === "archive") === (number === 1)) return null;
  return number === 1
    ? 'no archive: it does not begin with "type":"archive"'
    : 'begins twice: "type":"archive" may stand in the first line only';
}
