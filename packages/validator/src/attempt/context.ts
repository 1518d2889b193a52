import type { Context } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";

/** Returns what decisions depend on at this moment. */
export function contextOf(ports: Ports): Context {
  return {
    now: ports.clock(),
    policy: ports.policy,
    keyring: ports.keyring,
    clockTrusted: ports.clockWatch.alarm() === null,
    ...(ports.inUse && { hashes: ports.inUse.hashes() }),
    codeLanes: ports.codeLanes?.() ?? null,
  };
}
