import {
  blockedUntil,
  type Failures,
  failureCount,
  type KeyRecord,
  type UnixMilliseconds,
} from "@jeton/core";
import type { KeyBody } from "./manage-bodies.ts";

/** Returns what may be told of a key. */
export function keyBody(record: KeyRecord, now: UnixMilliseconds): KeyBody {
  const { serial, holder, state, failures, lastStep, parameters, counter, audit } = record;
  return {
    serial,
    holder,
    state: state.kind,
    failures: failureCount(failures),
    block: blockBody(failures, now),
    lastStep,
    ...parameters,
    ...(counter && { counter: counter.next }),
    events: audit.count,
  };
}

/** Returns until when clients without a history are blocked. */
export function blockBody(failures: Failures, now: UnixMilliseconds): KeyBody["block"] {
  const until = blockedUntil(failures, now);
  return until === null ? null : { until };
}
