import { type KeyRecord, RecordDamagedError } from "@jeton/core";
import { loadKey, type Ports } from "@jeton/validator/parts";
import { type DeskAct, isWithin } from "./acts.ts";
import type { ScopedParts } from "./desk-view.ts";
import { type ActAnswer, type ActField, doAct } from "./do-act.ts";

/** Acts that many keys can be given at once: those that want a reason at most. */
export const manyActs = ["suspend", "resume", "unlock", "lose", "retire"] as const;
export type ManyAct = (typeof manyActs)[number] & DeskAct;

/** Keys of one act: those that a page of a list shows. */
export const manyMax = 50;

/** A key that was chosen; `record`: null for one that is damaged, or that there is not. */
export type ChosenKey = { readonly serial: string; readonly record: KeyRecord | null };

/** What became of one of the keys. */
export type ManyResult = {
  readonly serial: string;
  readonly result: "done" | "impossible" | "unusable";
};

export function asManyAct(text: string | undefined): ManyAct | null {
  return manyActs.find((act) => act === text) ?? null;
}

/** Returns the serials that a form chose, in their order, each once: its fields `key-0`, `key-1`, …, or all that it showed. */
export function chosenSerials(fields: ReadonlyMap<string, string>): readonly string[] {
  const prefix = fields.has("all") ? "shown-" : "key-";
  const names = Array.from({ length: manyMax }, (_, index) => `${prefix}${index}`);
  const chosen = names.flatMap((name) => fields.get(name) ?? []).filter((serial) => serial !== "");
  return [...new Set(chosen)];
}

/** Returns the keys as they are now, in the order of the serials. */
export async function chosenKeys(
  { ports }: Pick<ScopedParts, "ports">,
  serials: readonly string[],
): Promise<readonly ChosenKey[]> {
  const keys: ChosenKey[] = [];
  for (const serial of serials) keys.push({ serial, record: await recordOf(ports, serial) });
  return keys;
}

/**
 * Does the act to each of the keys in the name of `actor`, one after the other, each with its own event and reason: what
 * fails for one does not stop the others. The reason must have been checked.
 */
export async function actOnMany(
  parts: ScopedParts,
  act: ManyAct,
  serials: readonly string[],
  by: { readonly reason: string; readonly actor: string },
): Promise<readonly ManyResult[]> {
  const fields: ReadonlyMap<ActField, string> = new Map([["reason", by.reason]]);
  const results: ManyResult[] = [];
  for (const serial of serials) {
    const record = await recordOf(parts.ports, serial);
    const answer =
      record &&
      isWithin(parts.scope, act, record) &&
      (await doAct(parts, act, record, { fields, actor: by.actor }));
    results.push({ serial, result: resultOf(answer) });
  }
  return results;
}

function resultOf(answer: ActAnswer | null | false): ManyResult["result"] {
  if (answer && (answer.kind === "done" || answer.kind === "impossible")) return answer.kind;
  return "unusable";
}

async function recordOf(ports: Ports, serial: string): Promise<KeyRecord | null> {
  try {
    return (await loadKey(ports, serial))?.record ?? null;
  } catch (error) {
    if (error instanceof RecordDamagedError) return null;
    throw error;
  }
}
