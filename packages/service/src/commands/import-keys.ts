import { basename } from "node:path";
import { FailedError, orWrongUse, progressBar, quoted, table, UsageError } from "@jeton/cli";
import { parseSeedHex } from "@jeton/core";
import {
  type CsvLayout,
  describeFinding,
  type FileKey,
  type PskcSecret,
  readyLayouts,
  requireKeyFileKind,
} from "@jeton/keyfiles";
import { type Command, Option } from "commander";
import { countFates, importKeys } from "../keys/import-keys.ts";
import {
  type KeyFileFormat,
  keyFileEndings,
  keyFileKinds,
  kindOfKeyFile,
  readKeyFile,
} from "../keys/key-file.ts";
import { columnPhrases, makeWords } from "../keys/make-words.ts";
import { sumOf } from "./assign-list.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { readFirstLine, readInput } from "./read-input.ts";

type Flags = InstallationFlags & {
  readonly format?: KeyFileFormat["kind"];
  readonly layout?: string;
  readonly passwordFile?: string;
  readonly keyFile?: string;
  readonly withoutMac?: true;
  readonly keepGood?: true;
  readonly assign?: true;
  readonly untilHandOver?: true;
  readonly serialFromHolder?: true;
  readonly dryRun?: true;
  readonly json?: true;
};

/** Defines `jeton keys import FILE`. */
export function defineImport(command: Command): void {
  command
    .argument(
      "<file>",
      "PSKC, otpauth URIs, an OATH users file, CSV or the export of an authenticator application (Google, Aegis, 2FAS, andOTP); - for standard input",
    )
    .addOption(
      new Option(
        "--format <name>",
        `default: by the file's content, or else its ending ${Object.values(keyFileEndings).flat().join(", ")}`,
      ).choices(keyFileKinds),
    )
    .option(
      "--layout <name>",
      `${Object.keys(readyLayouts).join(", ")}, or a file with JSON that says which column of a CSV holds what (default: its header names the fields: serial, seed hex, kind, counter, …)`,
    )
    .option(
      "--password-file <file>",
      "its first line is the password of an encrypted PSKC file or export",
    )
    .option(
      "--key-file <file>",
      "its first line, in hexadecimal, is the shared key of an encrypted PSKC file",
    )
    .option(
      "--without-mac",
      "take encrypted values of a PSKC file that nothing protects from change",
    )
    .option("--keep-good", "take the good keys of a file even if others are faulty")
    .option("--assign", "assign keys to the holders whom the file names")
    .option("--until-hand-over", "they cannot be used before jeton keys hand-over")
    .option("--serial-from-holder", "a key without a serial number takes its holder's name")
    .option("--dry-run", "only say what would be done");
  addInstallationOptions(command)
    .option(
      "--json",
      "print { keys: [{ serial, holder, parameters, counter?, fate }], warnings, problems }",
    )
    .action((file: string, options: Flags) => run(file, options));
}

async function run(file: string, options: Flags): Promise<void> {
  const mode = options.keepGood ? "keep-good" : "all-or-nothing";
  const input = readInput(file);
  const byLayout = options.layout === undefined ? undefined : "csv";
  const kind = options.format ?? byLayout ?? kindOfKeyFile(input, file);
  if (kind === null) {
    requireKeyFileKind(input, null, basename(file));
    throw formatUnknown(file);
  }
  const format = formatOf(kind, options);
  const reading = orWrongUse(() => readKeyFile(input, format, { file: basename(file), mode }));
  const problems = reading.problems.map(describeFinding);
  const warnings = reading.warnings.map(describeFinding);
  if (reading.kind === "refused") {
    const whole = `Cannot import ${quoted(basename(file))}: nothing was taken, see --keep-good`;
    throw new FailedError([...problems, whole].join("\n"));
  }
  const dryRun = options.dryRun === true;
  const rows = await withInstallation({ ...options, mayCreate: !dryRun }, (ports) =>
    taken(reading.keys, (keyList, by) =>
      importKeys(
        ports,
        keyList,
        {
          assign: options.assign === true,
          untilHandOver: options.untilHandOver === true,
          serialFromHolder: options.serialFromHolder === true,
          dryRun,
        },
        by,
      ),
    ),
  );
  if (options.json) console.log(JSON.stringify({ keys: rows, warnings, problems }));
  else {
    for (const line of [...problems, ...warnings]) console.error(line);
    const lines = rows.map(({ serial, holder, fate, parameters, counter }) => [
      ...[serial ?? "-", holder ?? "-"],
      makeWords(columnPhrases, { ...parameters, counter }),
      fate,
    ]);
    process.stdout.write(table(["KEY", "HOLDER", "CODES", "RESULT"], lines));
    console.log(sumOf(countFates(rows), dryRun));
    if (rows.some(({ fate }) => fate === "serial-missing")) {
      console.error(
        "A key without a serial number is left out: give it one in the file, or see --serial-from-holder",
      );
    }
  }
  const isDone = rows.every(({ fate }) => fate === "added" || fate === "added-and-assigned");
  if (!isDone || problems.length > 0) process.exitCode = 1;
}

async function taken<T>(
  keys: readonly FileKey[],
  work: (
    keys: readonly FileKey[],
    by: { readonly actor: string; readonly onProgress: (done: number) => void },
  ) => Promise<T>,
): Promise<T> {
  const bar = progressBar("importing", keys.length);
  const done = await work(keys, { actor: terminalActor(), onProgress: bar.at });
  bar.end();
  return done;
}

function formatUnknown(file: string): UsageError {
  return new UsageError(
    `Cannot tell the format of ${quoted(basename(file))}: wanted --format ${keyFileKinds.join("|")}`,
  );
}

function formatOf(kind: KeyFileFormat["kind"], options: Flags): KeyFileFormat {
  switch (kind) {
    case "pskc":
      return { kind, secret: secretOf(options), withoutMac: options.withoutMac === true };
    case "csv":
      return { kind, layout: options.layout === undefined ? null : layoutOf(options.layout) };
    case "authenticator":
      return { kind, password: passwordOf(options) };
    case "otpauth":
    case "usersfile":
      return { kind };
    default:
      return kind satisfies never;
  }
}

function passwordOf({ passwordFile }: Flags): string | null {
  return passwordFile === undefined ? null : readFirstLine(passwordFile);
}

function secretOf(options: Flags): PskcSecret | null {
  const password = passwordOf(options);
  if (password !== null) return { kind: "password", password };
  const { keyFile } = options;
  if (keyFile === undefined) return null;
  try {
    return { kind: "pre-shared-key", key: parseSeedHex(readFirstLine(keyFile).trim()) };
  } catch {
    throw new FailedError("Cannot read the shared key: wanted 32, 48 or 64 hexadecimal digits");
  }
}

/** What it holds is checked where the file is read. */
function layoutOf(path: string): CsvLayout {
  const ready = Object.entries(readyLayouts).find(([name]) => name === path);
  if (ready !== undefined) return ready[1];
  const layout = jsonOf(path);
  const columns = isObject(layout) && "columns" in layout ? layout.columns : null;
  if (isObject(columns)) return layout as CsvLayout;
  throw new FailedError(
    `Cannot read the layout ${quoted(path)}: wanted { "header", "seedEncoding", "columns": { … } }`,
  );
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(Buffer.from(readInput(path)).toString("utf8")) as unknown;
  } catch (cause) {
    if (cause instanceof FailedError) throw cause;
    throw new FailedError(`Cannot read the layout ${quoted(path)}: it is no JSON`, { cause });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
