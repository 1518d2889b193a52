import { type AttemptMark, attemptBytes } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";

/**
 * Gives the random bytes of an answer. Of an attempt with an id they are the same each time it is answered,
 * on any node (law 11). The label of a nonce has all in it that is sealed under that nonce.
 */
export type Draw = (bytes: number, label: readonly string[]) => Uint8Array;

/** Returns where the random bytes of an answer come from; `mark` is null for an attempt without an id. */
export function drawFor({ random }: Pick<Ports, "random">, mark: AttemptMark | null): Draw {
  return (bytes, label) => (mark === null ? random(bytes) : attemptBytes(mark, bytes, label));
}
