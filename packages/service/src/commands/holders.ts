import { addLazyCommands, FailedError, quoted, table } from "@jeton/cli";
import { failureCount, holderIdentifier, type StoredKey } from "@jeton/core";
import { allKeys, findKeysOf, type Ports } from "@jeton/validator/parts";
import type { Command } from "commander";
import { blockBody } from "../api/key-body.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { allEntries, fullName } from "../holders/find-entries.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

type Flags = InstallationFlags & { readonly json?: true };

/** Defines `jeton holders …`: the people, and who holds which key. */
export function defineHolders(holders: Command): void {
  addShow(holders);
  addList(holders);
  addLazyCommands(holders, [
    {
      words: "import [options] [file]",
      description: "bring the directory of holders up to date by a CSV or an LDAP server",
      load: async () => (await import("./import-holders.ts")).defineImportHolders,
    },
    {
      words: "export [options] <file>",
      description: "write the directory of holders to a new CSV",
      load: async () => (await import("./export-holders.ts")).defineExportHolders,
    },
    {
      words: "brake [options]",
      description: "whether identity systems deactivated too many people, and their release",
      load: async () => (await import("./brake.ts")).defineBrake,
    },
  ]);
}

function addList(holders: Command): void {
  const list = holders
    .command("list")
    .description("list the holders and their keys")
    .option("--school <name>", "only those of this school or service, as the directory writes it");
  addInstallationOptions(list)
    .option(
      "--json",
      "print an array of { holder, serial, state, person }, one for each key, with isIncoming: true for one on its way; null for what is not there",
    )
    .action((options: Flags & { readonly school?: string }) =>
      withInstallation(options, async (ports) => {
        const people = await allEntries(directoryOf(ports));
        const { school } = options;
        const found = [...(await linesOf(ports, people.keys()))]
          .map((line) => ({ ...line, person: people.get(line.holder) ?? null }))
          .filter(({ person }) => school === undefined || person?.school === school)
          .sort(byHolder);
        const unknown = people.size === 0 ? "-" : "(not in the directory)";
        const rows = found.map(({ holder, serial, state, isIncoming, person }) => [
          ...[holder, serial ?? "-", stateWords(state, isIncoming === true)],
          person === null ? unknown : fullName(person) || "-",
          person?.school || "-",
        ]);
        process.stdout.write(
          options.json
            ? `${JSON.stringify(found)}\n`
            : table(["HOLDER", "KEY", "STATE", "NAME", "SCHOOL"], rows),
        );
      }),
    );
}

/** A line of the list: someone with a key, once for each of two, or someone in the directory without one. */
type Line = {
  readonly holder: string;
  readonly serial: string | null;
  readonly state: string | null;
  /** Whether the key is on its way to its holder. */
  readonly isIncoming?: true;
};

async function linesOf(ports: Ports, people: Iterable<string>): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const { holder, serial, state, isIncoming } of allKeys(ports)) {
    if (holder === null) continue;
    lines.push({ holder, serial, state: state.kind, ...(isIncoming && { isIncoming }) });
  }
  const holders = new Set(lines.map(({ holder }) => holder));
  for (const holder of people) {
    if (!holders.has(holder)) lines.push({ holder, serial: null, state: null });
  }
  return lines;
}

/** Of two keys of a holder the one on its way comes second. */
function byHolder(left: Line, right: Line): number {
  return (
    left.holder.localeCompare(right.holder) ||
    Number(left.isIncoming ?? false) - Number(right.isIncoming ?? false)
  );
}

function addShow(holders: Command): void {
  const show = holders
    .command("show")
    .description("show a holder and their key")
    .argument("<identifier>");
  addInstallationOptions(show)
    .option("--json", "print the key, without secrets, and the person; null for what is not there")
    .action((identifier: string, options: Flags) =>
      withInstallation(options, async (ports) => {
        const holder = holderIdentifier(identifier);
        const keys = holder === null ? [] : await findKeysOf(ports, holder);
        const stored = keys[0] ?? null;
        const person = holder === null ? null : await directoryOf(ports).load(holder);
        if (holder === null || (stored === null && person === null)) {
          throw new FailedError(
            `Cannot show holder ${quoted(identifier)}: they have no key and are not in the directory`,
          );
        }
        const incoming = keys[1] ?? null;
        const now = ports.clock();
        const key = {
          ...{ holder, ...keyOf(stored, now) },
          ...(incoming && { incoming: keyOf(incoming, now) }),
          person: person?.entry ?? null,
        };
        if (options.json) {
          process.stdout.write(`${JSON.stringify(key)}\n`);
          return;
        }
        const rowsOfKeys = [stored, incoming].flatMap((each, place) =>
          place > 0 && each === null ? [] : [[holder, ...cellsOf(keyOf(each, now), place > 0)]],
        );
        process.stdout.write(table(["HOLDER", "KEY", "STATE", "FAILURES", "BLOCKED"], rowsOfKeys));
        if (person === null) return;
        const { familyName, givenName, email, phone, school, groups } = person.entry;
        const facts = { familyName, givenName, email, phone, school, groups: groups.join(", ") };
        const rows = Object.entries(facts).filter(([, text]) => text !== "");
        process.stdout.write(`\n${table(["IN THE DIRECTORY", ""], rows)}`);
      }),
    );
}

function cellsOf(key: ReturnType<typeof keyOf>, isIncoming: boolean): readonly string[] {
  const { serial, state, failures, block } = key;
  const words = stateWords(state, isIncoming);
  return [serial ?? "-", words, String(failures ?? "-"), block ? "yes" : "-"];
}

function stateWords(state: string | null, isIncoming: boolean): string {
  return isIncoming ? `${state} (on its way)` : (state ?? "-");
}

function keyOf(stored: StoredKey | null, now: Parameters<typeof blockBody>[1]) {
  if (stored === null) return { serial: null, state: null, failures: null, block: null };
  const { serial, state, failures } = stored.record;
  const block = blockBody(failures, now);
  return { serial, state: state.kind, failures: failureCount(failures), block };
}
