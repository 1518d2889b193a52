import { createHash } from "node:crypto";
import { nextEpoch } from "@jeton/core";
import { z } from "zod";
import { readStored } from "../read-stored.ts";
import type { Ports } from "./ports.ts";

// A person without a key has no record that could hold an epoch, so a document does. It is made by
// their first log-in and never expires: no clock that was wrong can bring an ended session back.

type EpochPorts = Pick<Ports, "documents">;

const kind = "password-epoch";
const stored = z.strictObject({ epoch: z.int().min(0) });

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
  const { epoch } = readStored(stored, found.body, "a stored epoch of log-ins by password");
  return { epoch, revision: found.revision };
}

/** Identifiers may be longer than ids, and of any characters. */
function idOf(holder: string): string {
  return createHash("sha256").update(holder).digest("hex");
}

function document(epoch: number) {
  return { body: JSON.stringify({ epoch }), expiresAt: null };
}
