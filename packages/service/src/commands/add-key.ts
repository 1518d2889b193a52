import {
  addParameterOptions,
  FailedError,
  orWrongUse,
  type ParameterOptions,
  parametersFrom,
  quoted,
  UsageError,
} from "@jeton/cli";
import { keyParameters, parseSeedHex } from "@jeton/core";
import { addKey } from "@jeton/validator/parts";
import type { Command } from "commander";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { readInput } from "./read-input.ts";

type AddOptions = InstallationFlags & ParameterOptions & { readonly seedFile: string };

/** Defines `jeton keys add SERIAL`. */
export function defineAdd(command: Command): void {
  command
    .argument("<serial>", "the number on the key")
    .requiredOption("--seed-file <file>", "file with the seed in hexadecimal digits, - for stdin");
  addParameterOptions(command);
  addInstallationOptions(command).action(async (serial: string, options: AddOptions) => {
    const parameters = orWrongUse(() => keyParameters(parametersFrom(options)));
    const content = Buffer.from(readInput(options.seedFile)).toString("utf8");
    const seed = orWrongUse(() => parseSeedHex(content.trim()));
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
