import { createHash } from "node:crypto";
import { nextEpoch, OtpError } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";

// A person without a key has no record that could hold an epoch, so a document does. It is made by
// their first log-in and never expires: no clock that was wrong can bring an ended session back.

type EpochPorts = Pick<Ports, "documents">;

const kind = "password-epoch";

/** Returns the epoch of the person's log-ins by password, which their sessions hold. */
export async function beginPasswordEpoch(
  { documents }: EpochPorts,
  holder: string,
): Promise<number> {
  for (;;) {
    const found = await loadEpoch({ documents }, holder);
    if (found !== null) return found.epoch;
    if (await documents.put(kind, idOf(holder), 0, document(0))) return 0;
  }
}

/** Returns whether sessions of this epoch are still good. */
export async function isPasswordEpoch(
  ports: EpochPorts,
  holder: string,
  epoch: number,
): Promise<boolean> {
  return (await loadEpoch(ports, holder))?.epoch === epoch;
}

/**
 * Ends all sessions of the person that began by a password. With `epoch` only when it is the present
 * one, so that a copy of an old session ends nothing.
 */
export async function endPasswordSessions(
  { documents }: EpochPorts,
  holder: string,
  epoch: number | null = null,
): Promise<void> {
  for (;;) {
    const found = await loadEpoch({ documents }, holder);
    if (found === null || (epoch !== null && found.epoch !== epoch)) return;
    const next = document(nextEpoch(found.epoch));
    if (await documents.put(kind, idOf(holder), found.revision, next)) return;
  }
}

async function loadEpoch({ documents }: EpochPorts, holder: string) {
  const found = await documents.load(kind, idOf(holder));
  if (found === null) return null;
  return { epoch: readEpoch(found.body), revision: found.revision };
}

/** Throws OtpError RECORD_MALFORMED for a text that we did not write. */
function readEpoch(body: string): number {
  const epoch = Number(/^\{"epoch":(\d{1,16})\}$/u.exec(body)?.[1] ?? Number.NaN);
  if (Number.isSafeInteger(epoch)) return epoch;
  throw new OtpError(
    "RECORD_MALFORMED",
    "Cannot read a stored epoch of log-ins by password: it was edited",
  );
}

/** Identifiers may be longer than ids, and of any characters. */
function idOf(holder: string): string {
  return createHash("sha256").update(holder).digest("hex");
}

function document(epoch: number) {
  return { body: JSON.stringify({ epoch }), expiresAt: null };
}
