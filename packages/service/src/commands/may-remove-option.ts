import { quoted, UsageError } from "@jeton/cli";
import { Option } from "commander";
import { removedPercentMax } from "../holders/removed-share.ts";

/** Returns the option `--may-remove`: the share of the holders that may leave the directory, in percent. */
export function mayRemoveOption(description: string): Option {
  return new Option("--may-remove <percent>", description)
    .default(removedPercentMax, `${removedPercentMax}%`)
    .argParser(percent);
}

function percent(text: string): number {
  const [, digits] = /^(\d{1,3}(?:[.,]\d{1,3})?) ?%?$/u.exec(text.trim()) ?? [];
  const value = Number(digits?.replace(",", "."));
  if (digits !== undefined && value <= 100) return value;
  throw new UsageError(
    `Cannot read --may-remove: found ${quoted(text)}, wanted a share from 0% to 100%`,
  );
}
