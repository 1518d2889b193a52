import { fleetRate, type UnixMilliseconds } from "@jeton/core";
import { carriedKeys, type Ports } from "@jeton/validator/parts";
import { type BatchHealth, batchesOf } from "./batches.ts";
import {
  findingsOf,
  hasHealth,
  type KeyFinding,
  type KeyHealth,
  keyFindings,
  keyHealth,
} from "./key-health.ts";
import type { FleetSettings } from "./settings.ts";

/** A key with what was found of it. */
export type SurveyedKey = KeyHealth & { readonly findings: readonly KeyFinding[] };

/** What one look at the keys found. */
export type Fleet = {
  readonly at: UnixMilliseconds;
  /** Keys that somebody has or may get, in the order of their numbers. */
  readonly keys: readonly SurveyedKey[];
  /** The middle rate of all, ppb. */
  readonly ratePpb: number;
  /** Those that drift most first. */
  readonly batches: readonly BatchHealth[];
  readonly counts: Readonly<Record<KeyFinding, number>>;
  /** Whether there are keys behind those that were looked at. */
  readonly isCutShort: boolean;
};

/** So many first events are asked for at a time. */
const askedAtOnce = 50;

/**
 * Looks at the first `scanned` keys that people carry, and says how they are. Damaged ones are left out. Once `signal` is
 * aborted it looks no further.
 */
export async function surveyFleet(
  ports: Pick<Ports, "store" | "clock" | "policy">,
  settings: FleetSettings,
  scanned: number = Number.POSITIVE_INFINITY,
  signal: AbortSignal | null = null,
): Promise<Fleet> {
  const at = ports.clock();
  const by = { policy: ports.policy, settings };
  const looked: KeyHealth[] = [];
  const part: Promise<KeyHealth>[] = [];
  let seen = 0;
  let isCutShort = false;
  for await (const { record } of carriedKeys(ports)) {
    isCutShort = seen === scanned || signal?.aborted === true;
    if (isCutShort) break;
    seen += 1;
    if (record === null || !hasHealth(record)) continue;
    part.push(
      firstSeen(ports, record.serial).then((firstSeenAt) => keyHealth(record, firstSeenAt, at, by)),
    );
    if (part.length === askedAtOnce) looked.push(...(await Promise.all(part.splice(0))));
  }
  looked.push(...(await Promise.all(part)));
  return { ...summed(looked, at), isCutShort };
}

function summed(looked: readonly KeyHealth[], at: UnixMilliseconds): Omit<Fleet, "isCutShort"> {
  const measured = looked.flatMap(({ clock }) => clock?.measured ?? []);
  const ratePpb = fleetRate(measured);
  const keys = looked.map((key) => ({ ...key, findings: findingsOf(key, ratePpb, at) }));
  const counts = Object.fromEntries(
    keyFindings.map((finding) => [
      finding,
      keys.filter(({ findings }) => findings.includes(finding)).length,
    ]),
  ) as Record<KeyFinding, number>;
  return { at, keys, ratePpb, batches: batchesOf(looked, ratePpb), counts };
}

/** Returns the moment of the first event of a key that the trail still has; null when it has none. */
export async function firstSeen(
  { store }: Pick<Ports, "store">,
  serial: string,
): Promise<UnixMilliseconds | null> {
  const [event] = await store.events(serial, { afterSequence: 0, limit: 1 });
  return event?.at ?? null;
}
