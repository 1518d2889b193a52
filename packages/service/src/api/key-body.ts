import {
  blockedUntil,
  type Failures,
  failureCount,
  type KeyOrigin,
  type KeyRecord,
  recoveryCodesLeft,
  settleTemporaryCode,
  type TemporaryCode,
  type UnixMilliseconds,
} from "@jeton/core";
import type { KeyBody } from "./manage-bodies.ts";

/** Returns what may be told of a key. */
export function keyBody(record: KeyRecord, now: UnixMilliseconds): KeyBody {
  const { serial, holder, isIncoming, state, failures, lastStep } = record;
  const { parameters, counter, origin, audit } = record;
  const { temporaryCode: code } = settleTemporaryCode(record, now);
  const left = recoveryCodesLeft(record, now);
  return {
    serial,
    holder,
    ...(isIncoming && { isIncoming }),
    state: state.kind,
    failures: failureCount(failures),
    block: blockBody(failures, now),
    lastStep,
    ...parameters,
    ...(counter && { counter: counter.next }),
    ...(code && { temporaryCode: temporaryCodeBody(code) }),
    ...(left > 0 && { recoveryCodesLeft: left }),
    ...(origin && { origin: originBody(origin) }),
    events: audit.count,
  };
}

function originBody(origin: KeyOrigin): NonNullable<KeyBody["origin"]> {
  return Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== null));
}

function temporaryCodeBody(code: TemporaryCode): NonNullable<KeyBody["temporaryCode"]> {
  const { startsAt, endsAt, usesLeft, returningKey } = code;
  return { startsAt, endsAt, usesLeft, returningKey };
}

/** Returns until when clients without a history are blocked. */
export function blockBody(failures: Failures, now: UnixMilliseconds): KeyBody["block"] {
  const until = blockedUntil(failures, now);
  return until === null ? null : { until };
}
