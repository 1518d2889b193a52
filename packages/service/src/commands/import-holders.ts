import { basename } from "node:path";
import { FailedError, progressBar, quoted, table, UsageError } from "@jeton/cli";
import type { Command } from "commander";
import { directoryOf } from "../holders/directory-of.ts";
import type { HolderList } from "../holders/given-holder.ts";
import { applyImport, type ImportPlan, isBraked, planImport } from "../holders/import-holders.ts";
import { keysOfLeaving, type LeavingHolder } from "../holders/keys-of-leaving.ts";
import { readHolders } from "../holders/read-holders.ts";
import type { SchoolScope } from "../scope/index.ts";
import { scopedTo } from "../scoped/index.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";
import { addLdapOptions, type LdapFlags, ldapSourceOf } from "./ldap-options.ts";
import { mayRemoveOption } from "./may-remove-option.ts";
import { readInput } from "./read-input.ts";
import { readLdap } from "./read-ldap.ts";
import { schoolOption, scopeOf } from "./school-option.ts";
import { requireWithin } from "./within-schools.ts";

type Flags = InstallationFlags &
  LdapFlags & {
    readonly mayRemove: number;
    readonly school: SchoolScope;
    readonly keepAbsent?: true;
    readonly dryRun?: true;
    readonly json?: true;
  };

/** Defines `jeton holders import`: from a file, or from an LDAP server. */
export function defineImportHolders(command: Command): void {
  command
    .argument(
      "[file]",
      "CSV with a header: identifier, nom, prénom, courriel, uai, …; - for standard input",
    )
    .addOption(mayRemoveOption("stop if more of the holders would leave the directory"))
    .addOption(schoolOption("the source is that of this school or service alone"))
    .option("--keep-absent", "keep in the directory whom the source does not name")
    .option("--dry-run", "only say what would be done");
  addLdapOptions(command);
  addInstallationOptions(command)
    .option(
      "--json",
      "print { added, changed, unchanged, left: [{ holder, serial }], dryRun }; the first two are identifiers",
    )
    .addHelpText(
      "after",
      `
The source is the whole directory: whom it does not name leaves it. Their keys stay as they are and are listed, so that
you can take them back. A column that is missing leaves what is known as it is. Nothing is changed if one line cannot be
taken, or if too many would leave: the cause may be half a file. With --school the source is that of some schools: nobody
else is brought, changed or counted, and nobody is moved there or away; CODE* stands for all that begin so.

Examples:
  $ jeton holders import staff.csv --dry-run
  $ jeton holders import staff.csv --may-remove 20%
  $ jeton holders import lyon.csv --school '069*' --school '042*'
  $ jeton holders import --ldap ldaps://ldap.example.org --base ou=people,dc=example,dc=org \\
      --bind cn=jeton,dc=example,dc=org --password-file ldap.password --map school=departmentNumber`,
    )
    .action(run);
}

async function run(file: string | undefined, options: Flags): Promise<void> {
  const { source, list } = await read(file, options);
  requireGood(source, list);
  const dryRun = options.dryRun === true;
  const { plan, left } = await withInstallation(
    { ...options, mayCreate: !dryRun },
    async (ports) => {
      const whole = directoryOf(ports);
      const scope = scopeOf(options.school);
      const { directory } = scopedTo(ports, whole, { scope, account: null });
      const keepAbsent = options.keepAbsent === true;
      const found = await planImport(directory, list.holders, { keepAbsent });
      await requireWithin({ source, scope }, found, whole);
      if (isBraked(found, options.mayRemove)) throw braked(source, found, options.mayRemove);
      // Before anything is changed: once they left no run names them again, also if this one is cut off.
      const left = await keysOfLeaving(ports, found);
      if (!options.json) tellKeys(left);
      if (!dryRun) {
        const bar = progressBar("importing", countOf(found));
        await applyImport(directory, found, bar.at).finally(() => bar.end());
      }
      return { plan: found, left };
    },
  );
  for (const name of list.unknown) console.error(`Passed over: ${quoted(name)}`);
  tell(plan, left, options);
}

/** Returns what the source says, and how it is called. */
async function read(
  file: string | undefined,
  { ldap, ...options }: Flags,
): Promise<{ readonly source: string; readonly list: HolderList }> {
  if (file !== undefined && ldap === undefined) {
    const source = basename(file);
    return { source, list: readHolders(readInput(file), source) };
  }
  if (file !== undefined || ldap === undefined) {
    const found = ldap === undefined ? "no source" : "two sources";
    throw new UsageError(`Cannot import: found ${found}, wanted a file or --ldap`);
  }
  const source = ldapSourceOf({ ...options, ldap });
  return { source: source.url, list: await readLdap(source) };
}

function tell(plan: ImportPlan, left: readonly LeavingHolder[], options: Flags): void {
  const { added, changed, unchanged } = plan;
  const dryRun = options.dryRun === true;
  if (options.json) {
    const names = (entries: readonly { readonly holder: string }[]) =>
      entries.map(({ holder }) => holder);
    const of = { added: names(added), changed: names(changed.map(({ entry }) => entry)) };
    console.log(JSON.stringify({ ...of, unchanged, left, dryRun }));
    return;
  }
  const sum = `${added.length} added, ${changed.length} changed, ${unchanged} unchanged, ${left.length} left`;
  console.log(dryRun ? `Would be: ${sum}. Nothing was changed.` : `${sum}.`);
}

function tellKeys(left: readonly LeavingHolder[]): void {
  const withKeys = left.flatMap(({ holder, serial }) =>
    serial === null ? [] : [[holder, serial]],
  );
  if (withKeys.length === 0) return;
  process.stdout.write(table(["NO LONGER IN THE DIRECTORY", "KEY"], withKeys));
  console.log("Their keys still work: see jeton keys suspend, lose or retire.");
}

const shownMax = 20;

function requireGood(source: string, { problems, holders }: HolderList): void {
  if (problems.length > 0) {
    const lines = problems
      .slice(0, shownMax)
      .map(
        ({ place, found, wanted }) =>
          `Cannot take ${quoted(source)} ${place}: found ${found}, wanted ${wanted}`,
      );
    const shown = problems.length > shownMax ? `, ${shownMax} of them shown` : "";
    const whole = `Cannot import ${quoted(source)}: ${problems.length} faults${shown}; nothing was changed: mend them and run this again`;
    throw new FailedError([...lines, whole].join("\n"));
  }
  if (holders.length > 0) return;
  throw new FailedError(
    `Cannot import ${quoted(source)}: found nobody, wanted one person at least; nothing was changed`,
  );
}

/** The message names some: whoever reads it sees at once whether they truly left. */
function braked(source: string, { leaving, before }: ImportPlan, allowed: number): FailedError {
  const sample = leaving.slice(0, 5).map(({ entry }) => entry.holder);
  const others = leaving.length - sample.length;
  const names = [...sample, ...(others > 0 ? [`${others} more`] : [])].join(", ");
  const share = (leaving.length * 100) / before;
  return new FailedError(
    `Cannot import ${quoted(source)}: ${leaving.length} of ${before} holders (${share.toFixed(1)} %) would leave the directory, wanted at most ${allowed} %: ${names}. Nothing was changed. See whether the source is whole, or allow it: --may-remove ${Math.ceil(share)}%, or --keep-absent`,
  );
}

function countOf({ added, changed, leaving }: ImportPlan): number {
  return added.length + changed.length + leaving.length;
}
