import { userInfo } from "node:os";
import { directoryNamed } from "@jeton/cli";
import { type Command, Option } from "commander";
import type { Ports } from "../login/ports.ts";
import { environment, openInstallation } from "../main.ts";

/** What every command that opens an installation is told. */
export type InstallationFlags = { readonly data: string };

/** Adds `--data`. */
export function addInstallationOptions(command: Command): Command {
  return command.addOption(
    new Option("--data <directory>", "where the store and the master key are")
      .default(environment.dataDirectory)
      .argParser(directoryNamed),
  );
}

/** Opens the installation (makes it only when `mayCreate`), does `work` with it and closes it, whatever happens. */
export async function withInstallation<T>(
  { data, mayCreate = false }: InstallationFlags & { readonly mayCreate?: boolean },
  work: (ports: Ports) => Promise<T>,
): Promise<T> {
  const ports = await openInstallation({ dataDirectory: data, mayCreate });
  try {
    return await work(ports);
  } finally {
    await ports.store.close();
  }
}

/** Answers who is at the terminal, for the audit trail. */
export function terminalActor(): string {
  return `staff:${userInfo().username}`;
}
