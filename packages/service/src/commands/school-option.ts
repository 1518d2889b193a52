import { quoted, UsageError } from "@jeton/cli";
import { Option } from "commander";
import { type SchoolScope, scopeEntriesMax, scopeEntry } from "../scope/index.ts";

/** What `--help` says of it. */
export const aboutSchools: string = `
A school is one of the directory (UAI, or the name of a service); CODE* stands for all that begin so. Whoever has no school
there, and keys in stock, are seen by accounts without a scope only.`;

/** Returns `--school CODE`, which can be repeated. */
export function schoolOption(description: string): Option {
  return new Option("--school <code>", `${description}; can be repeated`)
    .default([] as SchoolScope, "everybody")
    .argParser((text, before: SchoolScope) => {
      const entry = scopeEntry(text);
      if (entry === null) {
        throw new UsageError(
          `Cannot read --school: found ${quoted(text)}, wanted a school or service of the directory; * only at its end`,
        );
      }
      const all = before.includes(entry) ? before : [...before, entry];
      if (all.length <= scopeEntriesMax) return all;
      throw new UsageError(`Cannot use so many --school: at most ${scopeEntriesMax}`);
    });
}

/** Returns the scope that was given; null, everybody, for none. */
export function scopeOf(schools: SchoolScope): SchoolScope | null {
  return schools.length === 0 ? null : schools;
}
