import { type Floor, unixMilliseconds } from "@jeton/core";

/**
 * Reads a store's floor as it counts on this machine. A floor of the future, raised by a clock that was
 * wrong, counts from the moment at which this process first saw it: nothing was accepted later than
 * that under the lost history, and nobody has to wait until a clock that was mended has caught up.
 */
export type FloorReader = (mark: number | null) => { readonly floor?: Floor };

/** Returns a reader that has seen no floor yet; `now` in milliseconds since 1970. */
export function floorReader(now: () => number = Date.now): FloorReader {
  let seen: Floor | null = null;
  return (mark) => {
    if (mark === null) return {};
    if (seen?.mark !== mark) seen = { mark, at: unixMilliseconds(Math.min(mark, now())) };
    return { floor: seen };
  };
}
