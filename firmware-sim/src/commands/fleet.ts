import { repeatedOption, UsageError, wholeNumberWithin } from "@jeton/cli";
import { temperatureProfiles } from "@jeton/key";
import { type Command, Option } from "commander";
import { habitNamed, habits } from "../fleet/habits.ts";
import { fleetPolicies, policyNamed } from "../fleet/policies.ts";
import type { FleetOptions } from "./fleet-play.ts";

/** Defines `jeton-sim fleet`: window policies over years. */
export function defineFleet(command: Command): void {
  command
    .addOption(ranged("--keys <number>", "how many keys", 1, 10_000_000, 2000))
    .addOption(ranged("--years <number>", "for so many years", 1, 20, 5))
    .addOption(repeatedOption("--habit <name>", "how holders log in", "weekly"))
    .addOption(repeatedOption("--period <seconds>", "seconds a code lasts", "60"))
    .addOption(repeatedOption("--policy <name>", "a policy to meet", "all"))
    .addOption(
      new Option("--place <name>", "where the keys lie")
        .choices(Object.keys(temperatureProfiles))
        .default("office"),
    )
    .addOption(ranged("--seed <number>", "the same gives the same results", 0, 2 ** 32 - 1, 1))
    .addOption(ranged("--workers <number>", "processes (default: one for each processor)", 1, 256))
    .option("--html <file>", "write the report with its plots into this file")
    .option("--csv <file>", "write every figure into this file")
    .option("--markdown <file>", "write the table into this file")
    .option("--json", "print the results as JSON instead of a table")
    .addHelpText(
      "after",
      `
Habits:
${rows(habits)}

Policies:
${rows(fleetPolicies)}

Examples:
  $ jeton-sim fleet --habit weekly --habit yearly --html fleet.html
  $ jeton-sim fleet --keys 100000 --policy belief --policy recentred-1 --csv fleet.csv`,
    )
    .action(async (options: FleetOptions) => {
      const { playFleet } = await import("./fleet-play.ts");
      await playFleet({
        ...options,
        habit: known("--habit", options.habit, "weekly", habits, habitNamed),
        policy:
          options.policy.length === 0
            ? fleetPolicies.map(({ name }) => name)
            : known("--policy", options.policy, "", fleetPolicies, policyNamed),
        period: periods(options.period),
      });
    });
}

function rows(list: readonly { readonly name: string; readonly means: string }[]): string {
  const width = Math.max(...list.map(({ name }) => name.length));
  return list.map(({ name, means }) => `  ${name.padEnd(width)}  ${means}`).join("\n");
}

function known(
  option: string,
  names: readonly string[],
  preset: string,
  list: readonly { readonly name: string }[],
  named: (name: string) => object | null,
): readonly string[] {
  for (const name of names) {
    if (named(name) !== null) continue;
    const all = list.map((each) => each.name).join(", ");
    throw new UsageError(
      `Cannot read ${option}: found ${JSON.stringify(name)}, wanted one of ${all}`,
    );
  }
  return names.length === 0 ? [preset] : [...new Set(names)];
}

function periods(texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    if (/^\d{1,5}$/.test(text) && Number(text) >= 10 && Number(text) <= 86_400) continue;
    throw new UsageError(
      `Cannot read --period: found ${JSON.stringify(text)}, wanted whole seconds from 10 to 86400`,
    );
  }
  return texts.length === 0 ? ["60"] : [...new Set(texts)];
}

function ranged(flags: string, means: string, min: number, max: number, preset?: number): Option {
  const read = wholeNumberWithin(flags.split(" ")[0] ?? flags, min, max);
  const option = new Option(flags, `${means}, ${min} to ${max}`).argParser(read);
  return preset === undefined ? option : option.default(preset);
}
