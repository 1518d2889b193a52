import { clockOf, type KeyRecord, nextCodeAt, type UnixMilliseconds } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import type { NextCodeHint } from "./answers.ts";

/** Returns when the key shows the code after the one that it gave last; a counter key does when it is pressed. */
export function nextCodeHint(
  ports: Ports,
  record: KeyRecord,
  expiresAt: UnixMilliseconds,
  now: UnixMilliseconds = ports.clock(),
): NextCodeHint {
  const shown = shownBy(record);
  const clock = clockOf(record.parameters);
  if (clock === null) return { ...shown, periodSeconds: null, nextCodeAt: null, expiresAt };
  const { periodSeconds } = clock;
  const at = nextCodeAt(record, now, ports.policy) ?? now;
  return { ...shown, periodSeconds, nextCodeAt: at, expiresAt };
}

/** Returns what the key's codes are: of how many digits, and whether they answer challenges. */
export function shownBy({ parameters }: KeyRecord): Pick<NextCodeHint, "digits" | "suite"> {
  const { digits, suite } = parameters;
  return { digits, ...(suite !== undefined && { suite }) };
}
