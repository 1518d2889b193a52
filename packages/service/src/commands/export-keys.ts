import { closeSync, fsyncSync, writeSync } from "node:fs";
import { FailedError, progressBar, UsageError } from "@jeton/cli";
import type { PskcEncryption } from "@jeton/keyfiles";
import type { Ports } from "@jeton/validator/parts";
import { countKeys } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import { type ExportFormat, exportKeys } from "../keys/export-keys.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { openNewFile } from "./open-new-file.ts";
import { readFirstLine } from "./read-input.ts";
import { readSecret } from "./read-secret.ts";

type Flags = InstallationFlags & {
  readonly format: ExportFormat["kind"];
  readonly passwordFile?: string;
  readonly plain?: true;
  readonly confirm?: string;
  readonly json?: true;
};

/** What must be said before seeds leave: nobody types it by mistake. */
const confirmation = "seeds-leave";

/** Shorter ones are found offline, whatever the rounds. */
const passwordLengthMin = 12;

/** Defines `jeton keys export FILE [SERIAL…]`. */
export function defineExport(command: Command): void {
  command
    .argument("<file>", "must not exist; is made with mode 0600")
    .argument("[serials...]", "default: all keys but lost and retired ones")
    .addOption(
      new Option("--format <name>", "what the other server reads")
        .choices(["pskc", "usersfile", "otpauth"])
        .default("pskc"),
    )
    .option(
      "--password-file <file>",
      "its first line becomes the password of the PSKC file (default: asked for)",
    )
    .option("--plain", "write seeds unencrypted; usersfile and otpauth cannot do otherwise")
    .option("--confirm <words>", `${confirmation} (default: asked for at a terminal)`);
  addInstallationOptions(command)
    .option("--json", "print { file, serials, leftOut }")
    .addHelpText(
      "after",
      `
Whoever has the file can log in as the holders, but for their PINs, which stay here. Each key's trail
says that its seed left. Retire the keys here once the other server has them: as long as two servers
accept a code, it can be used twice.`,
    )
    .action((file: string, serials: readonly string[], options: Flags) =>
      run(file, serials, options),
    );
}

async function run(file: string, serials: readonly string[], options: Flags): Promise<void> {
  const { format, plain } = options;
  if (format !== "pskc" && plain !== true) {
    throw new UsageError(
      `Cannot export to ${format}: it cannot be encrypted, wanted --plain, or --format pskc`,
    );
  }
  await requireConfirmation(options.confirm);
  const password = plain === true ? null : await askPassword(options.passwordFile);
  const answer = await withInstallation(options, async (ports) => {
    // The file first: seeds that are written nowhere must not be in the trail as gone.
    const target = openNewFile(file);
    try {
      const bar = progressBar("exporting", await countKeys(ports));
      const by = { actor: terminalActor(), onProgress: bar.at };
      const how = formatOf(format, password, ports);
      const done = await exportKeys(ports, how, serials.length === 0 ? null : serials, by);
      bar.end();
      writeSync(target, done.text);
      fsyncSync(target);
      return done;
    } finally {
      closeSync(target);
    }
  });
  const { serials: written, leftOut } = answer;
  if (options.json) console.log(JSON.stringify({ file, serials: written, leftOut }));
  else {
    for (const { serial, why } of leftOut) console.error(`Left out: key ${serial}: ${why}`);
    console.log(`${written.length} keys written to ${file}, ${leftOut.length} left out.`);
  }
  if (written.length === 0 || leftOut.length > 0) process.exitCode = 1;
}

async function requireConfirmation(given: string | undefined): Promise<void> {
  const asked = `Seeds are about to leave this installation. Type ${confirmation} to go on: `;
  const words = given ?? (process.stdin.isTTY ? await readSecret(asked) : "");
  if (words.trim() === confirmation) return;
  throw new UsageError(`Cannot export: not confirmed, wanted --confirm ${confirmation}`);
}

async function askPassword(path: string | undefined): Promise<string> {
  const password =
    path === undefined ? await readSecret("Password for the file: ") : readFirstLine(path);
  if (password.length < passwordLengthMin) {
    throw new FailedError(
      `Cannot encrypt with this password: ${password.length} characters, wanted ${passwordLengthMin} or more`,
    );
  }
  if (path !== undefined || !process.stdin.isTTY) return password;
  if ((await readSecret("The same again: ")) === password) return password;
  throw new FailedError("Cannot export: the two passwords differ");
}

function formatOf(
  kind: ExportFormat["kind"],
  password: string | null,
  { random }: Ports,
): ExportFormat {
  if (kind !== "pskc") return { kind };
  if (password === null) return { kind, encryption: null };
  const encryption: PskcEncryption = { kind: "password", name: "Jeton export", password, random };
  return { kind, encryption };
}
