import { logIn } from "@jeton/validator/parts";
import type { Command } from "commander";
import { loginBody } from "../api/login-body.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";
import { readSecret } from "./read-secret.ts";

type AuthenticateOptions = InstallationFlags & { readonly incoming?: true; readonly json?: true };

/** Defines `jeton authenticate IDENTIFIER`: decides the PASSCODE on standard input. */
export function defineAuthenticate(command: Command): void {
  command.argument("<identifier>", "the holder's identifier");
  addInstallationOptions(command)
    .option("--incoming", "of two keys of the holder, the one on its way to them")
    .option("--json", "print the answer as the API gives it")
    .action(async (identifier: string, options: AuthenticateOptions) => {
      const passcode = await readSecret("PASSCODE: ");
      const key = options.incoming === true ? "incoming" : "present";
      const answer = await withInstallation(options, (ports) =>
        logIn(ports, { identifier, passcode, key }),
      );
      process.stdout.write(`${options.json ? JSON.stringify(loginBody(answer)) : answer.kind}\n`);
      // Only a PASSCODE lets someone in: a first code, right as it is, does not.
      if (answer.kind !== "accepted") process.exitCode = 1;
    });
}
