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
  const { digits } = record.parameters;
  const clock = clockOf(record.parameters);
  if (clock === null) return { digits, periodSeconds: null, nextCodeAt: null, expiresAt };
  const { periodSeconds } = clock;
  const at = nextCodeAt(record, now, ports.policy) ?? now;
  return { digits, periodSeconds, nextCodeAt: at, expiresAt };
}
