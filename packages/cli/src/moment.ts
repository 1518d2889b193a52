import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import { UsageError } from "./command-error.ts";

const secondsMax = Math.floor(Number.MAX_SAFE_INTEGER / 1000);

/** Returns the moment that `--at` names. Throws UsageError past the last one, 2^53-1 ms. */
export function momentAtSeconds(unixSeconds: number): UnixMilliseconds {
  if (unixSeconds <= secondsMax) return unixMilliseconds(unixSeconds * 1000);
  throw new UsageError(
    `Cannot read --at: found ${unixSeconds}, wanted Unix seconds from 0 to ${secondsMax}`,
  );
}
