import type { UnixMilliseconds } from "@jeton/core";
import { type Ports, soundOrNull } from "@jeton/validator/parts";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";

/** Notices that reached nobody, for `jeton doctor`. It names no holder. */
export type NoticeLosses = {
  readonly lost: number;
  readonly lastAt: UnixMilliseconds;
  /** Why the last one was lost. */
  readonly lastProblem: string;
};

const kind = "notice-losses";
const id = "all";
const racesMax = 20;

const losses = z.strictObject({
  version: z.literal(1),
  lost: z.int().min(1),
  lastAt: z
    .int()
    .min(0)
    .transform((value) => value as UnixMilliseconds),
  lastProblem: z.string(),
});

/** Returns what was lost so far; null for nothing. */
export async function noticeLosses({
  documents,
}: Pick<Ports, "documents">): Promise<NoticeLosses | null> {
  const stored = await soundOrNull(documents.load(kind, id));
  return stored === null ? null : readStored(losses, stored.body, "the lost notices");
}

/** Adds `count` lost notices to those before. */
export async function addLosses(
  { documents, clock }: Pick<Ports, "documents" | "clock">,
  count: number,
  lastProblem: string,
): Promise<void> {
  for (let race = 0; race < racesMax; race += 1) {
    const stored = await soundOrNull(documents.load(kind, id));
    const before = stored && readStored(losses, stored.body, "the lost notices");
    const next = { version: 1, lost: (before?.lost ?? 0) + count, lastAt: clock(), lastProblem };
    const written = { body: JSON.stringify(next), expiresAt: null };
    if (await documents.put(kind, id, stored?.revision ?? 0, written)) return;
  }
}
