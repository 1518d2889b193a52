import { decimalNumber, quoted, UsageError, wholeNumberWithin } from "@jeton/cli";
import { Option } from "commander";
import { durationWanted, parseDuration } from "../plan/duration.ts";

/** Reads `--for`, in milliseconds. Throws UsageError for what is no time, and beyond 1 min to 365 d. */
export function duration(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== null && milliseconds >= 60_000 && milliseconds <= 365 * 86_400_000) {
    return milliseconds;
  }
  const wanted = milliseconds === null ? durationWanted : "1 min to 365 d";
  throw new UsageError(`Cannot read --for: found ${quoted(text)}, wanted ${wanted}`);
}

/** Reads `--host-ppm`. Throws UsageError for a negative one, with which a finding would look surer than it is. */
export function hostPpm(text: string): number {
  const ppm = decimalNumber("--host-ppm")(text);
  if (ppm >= 0 && ppm <= 1000) return ppm;
  throw new UsageError(`Cannot use --host-ppm: found ${ppm}, wanted 0 to 1000`);
}

/** Returns an option for a whole number from `min` to `max`, with its preset. */
export function ranged(
  flags: string,
  means: string,
  min: number,
  max: number,
  preset: number,
): Option {
  const read = wholeNumberWithin(flags.split(" ")[0] ?? flags, min, max);
  return new Option(flags, `${means}, ${min} to ${max}`).default(preset).argParser(read);
}
