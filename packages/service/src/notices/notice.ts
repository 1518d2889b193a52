import type { ChainedEvent, KeyRecord, Policy, UnixMilliseconds } from "@jeton/core";
import { isServiceKey } from "@jeton/validator/parts";

/** What holders are told of. */
export const noticeKinds = [
  "in-service",
  "pin-changed",
  "code-again",
  "locked",
  "suspended",
  "second-key",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Something that happened to a holder's key. */
export type Notice = {
  readonly kind: NoticeKind;
  readonly holder: string;
  readonly serial: string;
  readonly at: UnixMilliseconds;
};

/** Returns what the holder is told of what was stored of their key; nothing for the service's own keys. */
export function noticesOf(
  record: Pick<KeyRecord, "serial" | "holder" | "failures">,
  events: readonly ChainedEvent[],
  policy: Pick<Policy, "lockMilliseconds">,
): readonly Notice[] {
  const { serial, holder } = record;
  if (holder === null || isServiceKey(serial)) return [];
  const kinds = new Map<NoticeKind, UnixMilliseconds>();
  for (const event of events) {
    const kind = kindOf(event, record, policy);
    if (kind !== null) kinds.set(kind, event.at);
  }
  return [...kinds].map(([kind, at]) => ({ kind, holder, serial, at }));
}

/** Events that are told whatever else is stored with them. */
const kindByEvent: { readonly [kind in ChainedEvent["kind"]]?: NoticeKind } = {
  commissioned: "in-service",
  "pin-changed": "pin-changed",
  suspended: "suspended",
  "assigned-as-second": "second-key",
};

function kindOf(
  { kind, reason, at }: ChainedEvent,
  { failures }: Pick<KeyRecord, "failures">,
  { lockMilliseconds }: Pick<Policy, "lockMilliseconds">,
): NoticeKind | null {
  if (kind !== "refused") return kindByEvent[kind] ?? null;
  if (reason === "spent-code") return "code-again";
  // Waits of seconds are no news; a lock is, in the moment in which it begins.
  const lanes = [failures.strangers, ...failures.devices];
  const begins = lanes.some(
    ({ block }) => block !== null && block.since === at && block.milliseconds >= lockMilliseconds,
  );
  return begins ? "locked" : null;
}
