import { table } from "@jeton/cli";
import type { Command } from "commander";
import type { BatchHealth } from "../fleet/batches.ts";
import type { FleetSettings } from "../fleet/settings.ts";
import { type Fleet, surveyFleet } from "../fleet/survey-fleet.ts";
import { batteryYearsOption } from "./battery-option.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";

type Flags = InstallationFlags & FleetSettings & { readonly json?: true };

/** Defines `jeton keys health`. */
export function defineHealth(command: Command): void {
  addInstallationOptions(command)
    .addOption(batteryYearsOption())
    .option("--json", "print { at, keys: [...], batches: [...], counts, ratePpb } with every key")
    .addHelpText(
      "after",
      `
Found are keys whose measured rate lies more than 25 ppm from that of all keys, keys whose clock jumped as no crystal
can, and keys whose battery is near its end by age. Rates are in ppm, offsets in seconds. A batch is the keys whose
numbers differ in their last three characters only.`,
    )
    .action((options: Flags) =>
      withInstallation(options, async (ports) => {
        const { batteryYears } = options;
        const fleet = await surveyFleet(ports, { batteryYears });
        process.stdout.write(options.json ? `${JSON.stringify(fleet)}\n` : healthText(fleet));
      }),
    );
}

function healthText(fleet: Fleet): string {
  const found = fleet.keys.filter(({ findings }) => findings.length > 0);
  const rows = found.map(({ serial, holder, clock, batteryEndsAt, findings }) => {
    const rate = clock?.measured?.rate;
    return [
      ...[serial, holder ?? "-", findings.join(", ")],
      rate === undefined ? "-" : `${ppm(rate.min)} to ${ppm(rate.max)}`,
      clock?.set ? `${(clock.set.milliseconds / 1000).toFixed(0)} s` : "-",
      batteryEndsAt === null ? "-" : new Date(batteryEndsAt).toISOString().slice(0, 10),
    ];
  });
  const batches = fleet.batches.filter(({ drifts }) => drifts);
  const counted = `${fleet.keys.length} looked at, their middle rate ${ppm(fleet.ratePpb)} ppm\n`;
  return [
    counted,
    found.length === 0
      ? "nothing found\n"
      : table(["KEY", "HOLDER", "FOUND", "RATE", "SET BY", "BATTERY"], rows),
    batches.length === 0
      ? ""
      : `\n${table(["BATCH", "KEYS", "DRIFTING", "RATE"], batches.map(batchRow))}`,
  ].join("");
}

function batchRow({ batch, keys, drifting, rates }: BatchHealth): readonly string[] {
  return [batch, `${keys}`, `${drifting}`, rates === null ? "-" : ppm(rates.median)];
}

function ppm(ppb: number): string {
  return (ppb / 1000).toFixed(1);
}
