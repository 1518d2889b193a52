import type { KeyStateKind, StoredKey } from "@jeton/core";
import { isDecoy } from "../decoys/decoys.ts";
import type { Ports } from "../ports/ports.ts";
import { closedFirstUse } from "./first-use.ts";
import { changeKey } from "./keys.ts";

export type ReplaceOptions = {
  readonly serial: string;
  /** The key that takes its place; in stock, or lost and found. */
  readonly by: string;
  /** What becomes of the old key: it may be found again, or it never shall be used again. */
  readonly old: "lose" | "retire";
  /** Whether the new key waits for its hand-over. */
  readonly untilHandOver: boolean;
};

export type ReplaceAnswer =
  | { readonly kind: "done"; readonly holder: string }
  | { readonly kind: "unknown-key"; readonly serial: string }
  | { readonly kind: "impossible"; readonly serial: string; readonly state: KeyStateKind }
  /** The old key is out of use, the new one went to somebody else meanwhile: assign another one. */
  | { readonly kind: "half-done"; readonly holder: string };

/**
 * Takes a key from its holder and gives him another one. Both are looked at before anything is
 * changed; the old one goes first, since a holder has one key at a time.
 */
export async function replaceKey(
  ports: Ports,
  { serial, by, old, untilHandOver }: ReplaceOptions,
  actor: string,
): Promise<ReplaceAnswer> {
  const former = await loadOwn(ports, serial);
  if (former === null) return { kind: "unknown-key", serial };
  const next = await loadOwn(ports, by);
  if (next === null) return { kind: "unknown-key", serial: by };
  const { holder } = former.record;
  if (holder === null) return { kind: "impossible", serial, state: former.record.state.kind };
  const { state } = next.record;
  if (state.kind !== "in-stock" && state.kind !== "lost") {
    return { kind: "impossible", serial: by, state: state.kind };
  }
  const gone = await changeKey(ports, serial, { kind: old }, actor);
  if (gone.kind !== "done") return { serial, ...gone };
  const firstUse = untilHandOver ? { firstUse: closedFirstUse } : {};
  const given = await changeKey(ports, by, { kind: "assign", holder, ...firstUse }, actor);
  return given.kind === "done" ? { kind: "done", holder } : { kind: "half-done", holder };
}

async function loadOwn({ store }: Ports, serial: string): Promise<StoredKey | null> {
  return isDecoy(serial) ? null : store.load(serial);
}
