import { holderIdentifier, type KeyParameters, type KeyRecord, serialForm } from "@jeton/core";
import type { FileKey } from "@jeton/keyfiles";
import {
  actOnStoredKey,
  addKey,
  findKeyOf,
  isServiceKey,
  type Ports,
} from "@jeton/validator/parts";

/** How keys of a file are taken in. */
export type ImportOptions = {
  /** Whether a key is assigned to the holder whom the file names. */
  readonly assign: boolean;
  /** Whether an assigned key waits for its hand-over before it can be used. */
  readonly untilHandOver: boolean;
  /** Whether a key without a serial number takes its holder's name for one. */
  readonly serialFromHolder: boolean;
  /** Whether only to say what would be done. */
  readonly dryRun: boolean;
};

/** What became of a key of the file, or would become in a preview. */
export type ImportFate =
  | "added"
  | "added-and-assigned"
  /** The serial number is taken: the key that is there stays as it is. */
  | "already-there"
  | "serial-missing"
  | "serial-reserved"
  /** In stock, not assigned: the file's name is no identifier. */
  | "added-holder-unusable"
  /** In stock, not assigned: the holder has another key. */
  | "added-holder-taken";

/** What the file says of a key; of one that was there before, what is stored of it. */
export type ImportRow = {
  readonly serial: string | null;
  readonly holder: string | null;
  readonly parameters: KeyParameters;
  /** Of a counter key: the counter of its next code. */
  readonly counter?: number;
  readonly fate: ImportFate;
};

/**
 * Puts the keys of a file in stock and assigns them where that is asked for; one after the other,
 * so that cut off it can be run again: what is there already is left as it is. Seeds are overwritten.
 */
export async function importKeys(
  ports: Ports,
  keys: readonly FileKey[],
  options: ImportOptions,
  by: { readonly actor: string; readonly onProgress?: (done: number) => void },
): Promise<readonly ImportRow[]> {
  const rows: ImportRow[] = [];
  const taken = { serials: new Set<string>(), holders: new Set<string>() };
  for (const key of keys) {
    const serial = key.serial ?? (options.serialFromHolder ? serialOf(key.holder) : null);
    const holder = key.holder === null ? null : holderIdentifier(key.holder);
    const planned = await fateOf(ports, { serial, holder, key }, options, taken);
    const fate =
      !options.dryRun && serial !== null && planned.startsWith("added")
        ? await importRow(ports, { key, serial, holder, fate: planned }, options, by.actor)
        : planned;
    const stored =
      fate === "already-there" && serial !== null ? await ports.store.load(serial) : null;
    rows.push({ ...(stored === null ? rowOf(key, serial) : rowOfStored(stored.record)), fate });
    key.seed.fill(0);
    by.onProgress?.(rows.length);
  }
  return rows;
}

/** Counts rows by what became of them. */
export function countFates<F extends string>(
  rows: readonly { readonly fate: F }[],
): Readonly<Partial<Record<F, number>>> {
  const counts: Partial<Record<F, number>> = {};
  for (const { fate } of rows) counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
}

type Taken = { readonly serials: Set<string>; readonly holders: Set<string> };

/** What would be done, with regard to the rows before that are not stored yet in a preview. */
async function fateOf(
  ports: Ports,
  row: { readonly serial: string | null; readonly holder: string | null; readonly key: FileKey },
  options: ImportOptions,
  taken: Taken,
): Promise<ImportFate> {
  const { serial, holder, key } = row;
  if (serial === null) return "serial-missing";
  if (isServiceKey(serial)) return "serial-reserved";
  if (taken.serials.has(serial) || (await ports.store.load(serial)) !== null)
    return "already-there";
  taken.serials.add(serial);
  if (!options.assign || key.holder === null) return "added";
  if (holder === null) return "added-holder-unusable";
  const has = taken.holders.has(holder) || (await findKeyOf(ports, holder)) !== null;
  taken.holders.add(holder);
  return has ? "added-holder-taken" : "added-and-assigned";
}

async function importRow(
  ports: Ports,
  row: {
    readonly key: FileKey;
    readonly serial: string;
    readonly holder: string | null;
    readonly fate: ImportFate;
  },
  { untilHandOver }: ImportOptions,
  actor: string,
): Promise<ImportFate> {
  const { key, serial, holder, fate } = row;
  const { seed, parameters, counter } = key;
  const { manufacturer, model, startsAt, expiresAt } = key;
  const origin = { manufacturer, model, startsAt, expiresAt };
  if (!(await addKey(ports, { serial, seed, parameters, counter, origin }, actor)))
    return "already-there";
  if (fate !== "added-and-assigned" || holder === null) return fate;
  const act = { kind: "assign", holder, untilHandOver } as const;
  const { kind } = await actOnStoredKey(ports, serial, act, actor);
  if (kind === "holder-taken") return "added-holder-taken";
  return kind === "done" ? "added-and-assigned" : "added";
}

function rowOf(
  { holder, parameters, counter }: FileKey,
  serial: string | null,
): Omit<ImportRow, "fate"> {
  return { serial, holder, parameters, ...(counter !== null && { counter }) };
}

/** Of a key that was there before the file says nothing: its counter may have gone on since. */
function rowOfStored({ serial, holder, parameters, counter }: KeyRecord): Omit<ImportRow, "fate"> {
  return { serial, holder, parameters, ...(counter !== null && { counter: counter.next }) };
}

function serialOf(holder: string | null): string | null {
  return holder !== null && serialForm.test(holder) ? holder : null;
}
