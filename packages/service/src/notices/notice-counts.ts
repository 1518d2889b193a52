import { keyedName, unixMilliseconds } from "@jeton/core";
import { type Ports, soundOrNull } from "@jeton/validator/parts";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";

/** What counting needs from outside. */
export type CountPorts = Pick<Ports, "documents" | "keyring" | "clock">;

const kind = "notice-count";
const dayMilliseconds = 24 * 60 * 60 * 1000;
const racesMax = 20;

const counted = z.strictObject({
  version: z.literal(1),
  /** When notices were sent to the holder. */
  at: z.array(z.int().min(0)),
});

/**
 * Counts one more notice to the holder and returns true, or returns false if they had `max` in the last 24 hours: from
 * any node, since the count is kept in the store.
 */
export async function mayNotify(ports: CountPorts, holder: string, max: number): Promise<boolean> {
  const { documents, keyring } = ports;
  const id = keyedName(keyring, "holder", holder);
  for (let race = 0; race < racesMax; race += 1) {
    const now = ports.clock();
    const stored = await soundOrNull(documents.load(kind, id));
    const before = stored === null ? [] : readStored(counted, stored.body, "a count of notices").at;
    const recent = before.filter((at) => at > now - dayMilliseconds);
    if (recent.length >= max) return false;
    const body = JSON.stringify({ version: 1, at: [...recent, now] });
    const expiresAt = unixMilliseconds(now + dayMilliseconds);
    if (await documents.put(kind, id, stored?.revision ?? 0, { body, expiresAt })) return true;
  }
  return false;
}
