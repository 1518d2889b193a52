import { quoted, UsageError } from "@jeton/cli";
import { unixMilliseconds } from "@jeton/core/units";
import { timeFactorMax } from "@jeton/key";
import { Option } from "commander";
import type { TimeMode } from "../time/house-time.ts";

/** Returns the option `--time`, which says how true time runs. */
export function timeOption(): Option {
  return new Option("--time <kind>", "real, scaled:FACTOR, virtual or virtual:UNIX_SECONDS")
    .default(null, "real")
    .argParser(timeMode);
}

function timeMode(text: string): TimeMode {
  const [kind, value, ...more] = text.split(":");
  if (more.length === 0 && kind === "real" && value === undefined) return { kind: "real" };
  if (more.length === 0 && kind === "scaled" && value !== undefined) {
    const factor = Number(value);
    if (/^\d+(\.\d+)?$/.test(value) && factor > 0 && factor <= timeFactorMax) {
      return { kind: "scaled", factor };
    }
  }
  if (more.length === 0 && kind === "virtual") {
    if (value === undefined) return { kind: "virtual", startsAt: unixMilliseconds(Date.now()) };
    if (/^\d{1,12}$/.test(value)) {
      return { kind: "virtual", startsAt: unixMilliseconds(Number(value) * 1000) };
    }
  }
  throw new UsageError(
    `Cannot read --time: found ${quoted(text)}, wanted real, scaled:FACTOR (up to ${timeFactorMax}), virtual or virtual:UNIX_SECONDS`,
  );
}
