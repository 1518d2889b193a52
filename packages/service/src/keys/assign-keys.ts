import { holderIdentifier } from "@jeton/core";
import { columnNamed, decodeText, findDelimiter, KeyFileError, parseCsv } from "@jeton/keyfiles";
import { actOnStoredKey, findKeyOf, loadKey, type Ports } from "@jeton/validator/parts";

/** A line of a list: this key to this holder, as they were written. */
export type Assignment = {
  readonly line: number;
  readonly serial: string;
  readonly identifier: string;
};

/** What became of an assignment, or would become in a preview. */
export type AssignmentFate =
  | "assigned"
  | "unknown-key"
  /** Neither in stock nor lost: somebody has it, or it is retired. */
  | "not-in-stock"
  | "identifier-unusable"
  /** Somebody to whom whoever asks may assign no key. */
  | "holder-outside"
  | "holder-taken";

export type AssignmentRow = Assignment & { readonly fate: AssignmentFate };

/** A list holds no seeds, so a key is its number here. */
const keyNames = ["key", "clé"];

function fieldNamed(name: string): "serial" | "holder" | null {
  if (keyNames.includes(name.toLowerCase())) return "serial";
  const field = columnNamed(name)?.field;
  return field === "serial" || field === "holder" ? field : null;
}

/**
 * Reads a list of assignments from CSV: a header that names a column for the key (`serial`, `key`, `N° de la
 * clé`) and one for the holder (`identifier`, `holder`, `identifiant`), under any of the names that key files
 * know; commas or, as spreadsheets write in French, semicolons. Throws KeyFileError KEY_FILE_MALFORMED for a
 * file that is no such list.
 */
export function readAssignments(input: Uint8Array, file: string): readonly Assignment[] {
  const text = decodeText(input, file);
  const delimiter = findDelimiter(text, (name) => fieldNamed(name) !== null);
  const [header, ...records] = parseCsv(text, { delimiter, file });
  const names = header?.fields.map((name) => fieldNamed(name.trim())) ?? [];
  const at = { serial: names.indexOf("serial"), identifier: names.indexOf("holder") };
  if (at.serial < 0 || at.identifier < 0) {
    const place = { file, line: 1, path: at.serial < 0 ? "serial" : "identifier" };
    const wanted = "serial and identifier in the header";
    throw new KeyFileError("KEY_FILE_MALFORMED", { place, found: "no such column", wanted });
  }
  return records.map(({ line, fields }) => ({
    line,
    serial: fields[at.serial]?.trim() ?? "",
    identifier: fields[at.identifier]?.trim() ?? "",
  }));
}

/** How a list is assigned. */
export type AssignOptions = {
  readonly dryRun: boolean;
  readonly untilHandOver: boolean;
  /** Returns whether a key may be assigned to this holder. Default: to anybody. */
  readonly mayHave?: (holder: string) => Promise<boolean>;
};

/** Assigns keys by a list, one after the other: cut off, what was done stays and can be seen. */
export async function assignKeys(
  ports: Ports,
  assignments: readonly Assignment[],
  options: AssignOptions,
  by: { readonly actor: string; readonly onProgress?: (done: number) => void },
): Promise<readonly AssignmentRow[]> {
  const rows: AssignmentRow[] = [];
  const given = { serials: new Set<string>(), holders: new Set<string>() };
  for (const assignment of assignments) {
    const { serial } = assignment;
    const holder = holderIdentifier(assignment.identifier);
    const isOutside = holder !== null && (await options.mayHave?.(holder)) === false;
    let fate = isOutside ? "holder-outside" : await fateOf(ports, serial, holder, given);
    if (fate === "assigned" && holder !== null) {
      given.serials.add(serial);
      given.holders.add(holder);
      if (!options.dryRun)
        fate = await assign(ports, { serial, holder }, options.untilHandOver, by.actor);
    }
    rows.push({ ...assignment, fate });
    by.onProgress?.(rows.length);
  }
  return rows;
}

async function fateOf(
  ports: Ports,
  serial: string,
  holder: string | null,
  given: { readonly serials: ReadonlySet<string>; readonly holders: ReadonlySet<string> },
): Promise<AssignmentFate> {
  if (holder === null) return "identifier-unusable";
  const stored = await loadKey(ports, serial);
  if (stored === null) return "unknown-key";
  const { kind } = stored.record.state;
  if ((kind !== "in-stock" && kind !== "lost") || given.serials.has(serial)) return "not-in-stock";
  if (given.holders.has(holder) || (await findKeyOf(ports, holder)) !== null) return "holder-taken";
  return "assigned";
}

async function assign(
  ports: Ports,
  { serial, holder }: { readonly serial: string; readonly holder: string },
  untilHandOver: boolean,
  actor: string,
): Promise<AssignmentFate> {
  const { kind } = await actOnStoredKey(
    ports,
    serial,
    { kind: "assign", holder, untilHandOver },
    actor,
  );
  if (kind === "holder-taken") return kind;
  return kind === "done" ? "assigned" : "not-in-stock";
}
