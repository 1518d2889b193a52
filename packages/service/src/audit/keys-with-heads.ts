import type { KeyHead } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { headPages, type StoredCheckpoint } from "./stored-checkpoints.ts";

/** A serial of the store or of a checkpoint. */
export type KeyWithHead = {
  readonly serial: string;
  /** Where its chain stood at the checkpoint; null for a key that is newer, or without checkpoint. */
  readonly head: KeyHead | null;
  /** Whether the store has a key, an event or an anchor of it. */
  readonly isThere: boolean;
};

/** Goes through the store's trails and a checkpoint's heads side by side, in the order of the serials. */
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
  for await (const serial of trailSerials(ports)) {
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

/** Counts the trails; used to size progress bars. */
export async function countTrails(ports: Pick<Ports, "store">): Promise<number> {
  let count = 0;
  for await (const _ of trailSerials(ports)) count += 1;
  return count;
}

const pageSize = 500;

async function* trailSerials({ store }: Pick<Ports, "store">): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const page: readonly string[] = await store.trailSerials({ after, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last;
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
