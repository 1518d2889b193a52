import { userInfo } from "node:os";
import { directoryNamed, UsageError } from "@jeton/cli";
import type { Ports } from "@jeton/validator/parts";
import { type InstallationOptions, openInstallation } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import { environment } from "./environment.ts";
import { printClockAlarm, printFloor, printMissingTriggers } from "./warnings.ts";

/** What every command that opens an installation is told. */
export type InstallationFlags = { readonly data: string; readonly store?: string };

/** Adds `--data` and `--store`. */
export function addInstallationOptions(command: Command): Command {
  return command.addOption(dataOption()).addOption(storeOption());
}

/** Returns the option `--data`. */
export function dataOption(): Option {
  return new Option("--data <directory>", "where the store and the master key are")
    .default(environment.dataDirectory)
    .argParser(directoryNamed);
}

/** Returns the option `--store`. */
export function storeOption(): Option {
  // JETON_STORE is no default here: --help would print it, and with it a password.
  return new Option(
    "--store <url>",
    "where the keys are instead: postgres://user@host/database, etcd://host:port/prefix, or a SQLite file",
  ).argParser(storeNamed("--store"));
}

/** Returns a reader of the name of a store for the option `name`. */
export function storeNamed(name: string): (text: string) => string {
  return (text) => {
    if (text.trim() !== "") return text;
    throw new UsageError(`Cannot read ${name}: found an empty name, wanted a URL or a file`);
  };
}

/** Opens the installation (makes it only when `mayCreate`), does `work` with it and closes it, whatever happens. */
export async function withInstallation<T>(
  {
    data,
    store,
    mayCreate = false,
    onDamaged,
  }: InstallationFlags & Pick<InstallationOptions, "mayCreate" | "onDamaged">,
  work: (ports: Ports) => Promise<T>,
): Promise<T> {
  const ports = await openInstallation({
    dataDirectory: data,
    store: store ?? environment.store,
    masterKey: environment.masterKey,
    onClockAlarm: printClockAlarm,
    onFloor: printFloor,
    onNoTriggers: printMissingTriggers,
    mayCreate,
    onDamaged,
  });
  try {
    return await work(ports);
  } finally {
    await ports.store.close();
  }
}

/** Returns who is at the terminal, for the audit trail. */
export function terminalActor(): string {
  return `staff:${userInfo().username}`;
}
