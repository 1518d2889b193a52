import {
  addParameterOptions,
  FailedError,
  orWrongUse,
  type ParameterOptions,
  parametersFrom,
  quoted,
  table,
  UsageError,
} from "@jeton/cli";
import { type KeyRecord, parseSeedHex } from "@jeton/core";
import type { Command } from "commander";
import { addKey, allKeys } from "../keys.ts";
import { addAssignListCommand } from "./assign-list.ts";
import { addExportCommand } from "./export-keys.ts";
import { addHandOverCommand } from "./hand-over.ts";
import { addImportCommand } from "./import-keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { addKeyActs } from "./key-acts.ts";
import { readInput } from "./read-input.ts";
import { addReplaceCommand } from "./replace.ts";
import { addResealCommand } from "./reseal.ts";
import { addResynchroniseCommand } from "./resynchronise.ts";

/** Adds `jeton keys …`: stock, assignment and the help desk's acts. */
export function addKeysCommand(program: Command): void {
  const keys = program.command("keys").description("put keys in stock, assign them, act on them");
  addAdd(keys);
  addList(keys);
  addKeyActs(keys);
  addAssignListCommand(keys);
  addHandOverCommand(keys);
  addReplaceCommand(keys);
  addImportCommand(keys);
  addExportCommand(keys);
  addResynchroniseCommand(keys);
  addResealCommand(keys);
}

type AddOptions = InstallationFlags & ParameterOptions & { readonly seedFile: string };

function addAdd(keys: Command): void {
  const add = keys
    .command("add")
    .description("put a key in stock")
    .argument("<serial>", "the number on the key")
    .requiredOption("--seed-file <file>", "file with the seed in hexadecimal digits, - for stdin");
  addParameterOptions(add);
  addInstallationOptions(add).action(async (serial: string, options: AddOptions) => {
    const parameters = parametersFrom(options);
    const seed = orWrongUse(() =>
      parseSeedHex(Buffer.from(readInput(options.seedFile)).toString("utf8").trim()),
    );
    const added = await withInstallation({ ...options, mayCreate: true }, async (ports) =>
      addKey(ports, { serial, seed, parameters }, terminalActor()).catch(rangeAsWrongUse),
    );
    if (!added) throw new FailedError(`Cannot add key ${quoted(serial)}: it is there already`);
    console.log(`Key ${serial} is in stock.`);
  });
}

function rangeAsWrongUse(error: unknown): never {
  if (error instanceof RangeError) throw new UsageError(error.message);
  throw error;
}

function addList(keys: Command): void {
  const list = keys.command("list").description("list the keys");
  addInstallationOptions(list)
    .option("--json", "print an array of keys, without secrets")
    .action((options: InstallationFlags & { readonly json?: true }) =>
      withInstallation(options, async (ports) => {
        const found = [];
        for await (const record of allKeys(ports)) found.push(publicKey(record));
        const rows = found.map((key) => [
          key.serial,
          key.state,
          key.holder ?? "-",
          String(key.failures),
          `${key.algorithm} ${key.digits} digits ${key.periodSeconds} s`,
        ]);
        process.stdout.write(
          options.json
            ? `${JSON.stringify(found)}\n`
            : table(["KEY", "STATE", "HOLDER", "FAILURES", "CODES"], rows),
        );
      }),
    );
}

/** What may be shown of a key. */
function publicKey({ serial, holder, state, failures, block, parameters, lastStep }: KeyRecord) {
  return { serial, holder, state: state.kind, failures, block, lastStep, ...parameters };
}
