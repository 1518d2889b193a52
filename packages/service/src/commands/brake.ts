import { FailedError, table } from "@jeton/cli";
import type { UnixMilliseconds } from "@jeton/core";
import type { Command } from "commander";
import { brakeState, leftWithinDay, releaseBrake } from "../holders/removal-brake.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";

type Flags = InstallationFlags & { readonly release?: true; readonly json?: true };

/** Defines `jeton holders brake`: whether too many were deactivated within a day, and their release. */
export function defineBrake(command: Command): void {
  command.option(
    "--release",
    "let identity systems deactivate people again, and count from nothing",
  );
  addInstallationOptions(command)
    .option("--json", "print { heldAt, leftWithinDay, before, releasedAt, releasedBy }")
    .addHelpText(
      "after",
      `
An identity system (SCIM) that is down may say one by one that everybody left. Once more than serve's --may-remove would
have left within a day, further deactivations are answered 429 until you release them. See first, in the identity system,
whether those people truly left.`,
    )
    .action((options: Flags) =>
      withInstallation(options, async (ports) => {
        if (options.release === true && !(await releaseBrake(ports, terminalActor()))) {
          throw new FailedError("Cannot release the brake: it is not on");
        }
        const { hours, countedAt: _, ...state } = await brakeState(ports);
        const left = leftWithinDay({ hours }, ports.clock());
        if (options.json === true) {
          console.log(JSON.stringify({ ...state, leftWithinDay: left }));
          return;
        }
        const { heldAt, before, releasedAt, releasedBy } = state;
        const rows = [
          ["Brake", heldAt === null ? "off" : `on since ${moment(heldAt)}`],
          ["Left within a day", String(left)],
          ["Holders at the last count", String(before)],
          ["Last released", releasedAt === null ? "never" : `${moment(releasedAt)}, ${releasedBy}`],
        ];
        process.stdout.write(table(["DEACTIVATIONS BY SCIM", ""], rows));
      }),
    );
}

function moment(at: UnixMilliseconds): string {
  return new Date(at).toISOString();
}
