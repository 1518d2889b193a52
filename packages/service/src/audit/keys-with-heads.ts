import type { KeyHead } from "@jeton/core";
import { everyRecord } from "../keys.ts";
import type { Ports } from "../login/ports.ts";
import { headPages, type StoredCheckpoint } from "./stored-checkpoints.ts";

/** A key of the store or of a checkpoint. */
export type KeyWithHead = {
  readonly serial: string;
  /** Where its chain stood at the checkpoint; null for a key that is newer, or without checkpoint. */
  readonly head: KeyHead | null;
  readonly isThere: boolean;
};

/** Goes through keys and heads side by side: both are in the order of the serials. */
export async function* keysWithHeads(
  ports: Pick<Ports, "store" | "documents">,
  stored: StoredCheckpoint | null,
): AsyncGenerator<KeyWithHead> {
  const heads = headsOf(ports, stored);
  const advance = async () => {
    const { value, done } = await heads.next();
    return done === true ? null : value;
  };
  let head = await advance();
  for await (const { serial } of everyRecord(ports)) {
    for (; head !== null && head.serial < serial; head = await advance()) {
      yield { serial: head.serial, head, isThere: false };
    }
    if (head?.serial === serial) {
      yield { serial, head, isThere: true };
      head = await advance();
    } else {
      yield { serial, head: null, isThere: true };
    }
  }
  for (; head !== null; head = await advance()) {
    yield { serial: head.serial, head, isThere: false };
  }
}

async function* headsOf(
  { documents }: Pick<Ports, "documents">,
  stored: StoredCheckpoint | null,
): AsyncGenerator<KeyHead, null> {
  if (stored !== null) {
    for await (const page of headPages(documents, stored)) yield* page;
  }
  return null;
}
