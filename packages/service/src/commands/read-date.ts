import { quoted, UsageError } from "@jeton/cli";
import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core";

/** Returns a reader of a date, or of a moment that begins with one, for the option `name`. */
export function dateNamed(name: string): (text: string) => UnixMilliseconds {
  return (text) => {
    const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(at) && at >= 0) return unixMilliseconds(at);
    throw new UsageError(
      `Cannot read ${name}: found ${quoted(text)}, wanted a date such as 2026-09-01`,
    );
  };
}
