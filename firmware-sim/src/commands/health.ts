import { wholeNumberWithin } from "@jeton/cli";
import { type Command, Option } from "commander";
import type { HealthOptions } from "./health-play.ts";

/** Defines `jeton-sim health`: which drifting crystals and which clocks that were set are found. */
export function defineHealth(command: Command): void {
  command
    .addOption(ranged("--keys <number>", "how many keys", 100, 1_000_000, 1000))
    .addOption(ranged("--days <number>", "for so many days", 2, 3650, 60))
    .addOption(ranged("--period <seconds>", "seconds a code lasts", 10, 86_400, 60))
    .addOption(ranged("--seed <number>", "the same gives the same results", 0, 2 ** 32 - 1, 1))
    .option("--markdown <file>", "write both tables into this file, as a page")
    .option("--json", "print the results as JSON instead of two tables")
    .addHelpText(
      "after",
      `
One key in a hundred has a crystal of ±50 ppm: the first table says how many of these are called drifting, how soon, and
how many sound keys are called so. In the second one each clock is set once, by the seconds of the column.

Example:
  $ jeton-sim health --keys 5000 --days 60`,
    )
    .action(async (options: HealthOptions) => {
      const { playHealth } = await import("./health-play.ts");
      playHealth(options);
    });
}

function ranged(flags: string, means: string, min: number, max: number, preset: number): Option {
  const read = wholeNumberWithin(flags.split(" ")[0] ?? flags, min, max);
  return new Option(flags, `${means}, ${min} to ${max}`).argParser(read).default(preset);
}
