import type { LayoutName } from "@jeton/glass";
import { type Command, Option } from "commander";

/** Which glass is looked for. */
export type GlassOptions = { readonly layout: readonly LayoutName[] };

const layoutNames: readonly LayoutName[] = ["own-6", "own-8", "split-6"];

/** Adds the option that names the glasses to look for. */
export function addGlassOptions(command: Command): Command {
  return command.addOption(
    new Option(
      "--layout <name...>",
      "which glasses to look for: own-6 and own-8, the simulated key's; split-6, six digits in two groups",
    )
      .choices(layoutNames)
      .default(["own-6"], "own-6"),
  );
}
