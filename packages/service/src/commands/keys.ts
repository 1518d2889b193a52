import { readFileSync } from "node:fs";
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
import { type HelpDeskAct, holderIdentifier, type KeyRecord, parseSeedHex } from "@jeton/core";
import type { Command } from "commander";
import { addKey, allKeys, changeKey } from "../keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { addResealCommand } from "./reseal.ts";
import { addResynchroniseCommand } from "./resynchronise.ts";

/** Adds `jeton keys …`: stock, assignment and the help desk's acts. */
export function addKeysCommand(program: Command): void {
  const keys = program.command("keys").description("put keys in stock, assign them, act on them");
  addAdd(keys);
  addList(keys);
  const assign = keys
    .command("assign")
    .description("assign a key in stock to a holder")
    .argument("<serial>")
    .argument("<identifier>");
  addInstallationOptions(assign).action(
    async (serial: string, identifier: string, options: InstallationFlags) => {
      const holder = holderIdentifier(identifier);
      if (holder === null) {
        throw new UsageError(
          `Cannot use ${quoted(identifier)} as an identifier: wanted 1 to 128 characters, no blanks`,
        );
      }
      await act(serial, { kind: "assign", holder }, options);
    },
  );
  for (const [kind, description] of simpleActs) {
    const command = keys.command(kind).description(description).argument("<serial>");
    addInstallationOptions(command).action((serial: string, options: InstallationFlags) =>
      act(serial, { kind }, options),
    );
  }
  addResynchroniseCommand(keys);
  addResealCommand(keys);
}

const simpleActs: readonly (readonly [
  Exclude<HelpDeskAct["kind"], "assign" | "hand-over">,
  string,
])[] = [
  ["clear-pin", "forget the PIN: the holder commissions the key again"],
  ["unlock", "forget the failures, so that the key can be used at once"],
  ["suspend", "refuse the key until it is resumed"],
  ["resume", "take a suspended key back into service"],
  ["lose", "take a lost key from its holder; assign it again if it is found"],
  ["retire", "take a key out of use for ever"],
];

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
    const seed = orWrongUse(() => parseSeedHex(readSeedFile(options.seedFile).trim()));
    const added = await withInstallation({ ...options, mayCreate: true }, async (ports) =>
      addKey(ports, { serial, seed, parameters }, terminalActor()).catch(rangeAsWrongUse),
    );
    if (!added) throw new FailedError(`Cannot add key ${quoted(serial)}: it is there already`);
    console.log(`Key ${serial} is in stock.`);
  });
}

function readSeedFile(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (cause) {
    throw new FailedError(`Cannot read the seed file: ${(cause as Error).message}`, { cause });
  }
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

async function act(serial: string, what: HelpDeskAct, options: InstallationFlags): Promise<void> {
  const decision = await withInstallation(options, (ports) =>
    changeKey(ports, serial, what, terminalActor()),
  );
  switch (decision.kind) {
    case "done":
      console.log(`Key ${serial}: ${what.kind} done.`);
      return;
    case "unknown-key":
      throw new FailedError(`Cannot ${what.kind} key ${quoted(serial)}: there is no such key`);
    case "impossible":
      throw new FailedError(
        `Cannot ${what.kind} key ${quoted(serial)}: not possible while it is ${decision.state}`,
      );
    default:
      return decision satisfies never;
  }
}
