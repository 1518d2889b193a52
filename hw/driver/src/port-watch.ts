import type { PortInfo } from "./port-choice.ts";
import { type Clock, systemClock } from "./transport.ts";

/** A port that came or went. */
export type PortChange = { readonly kind: "plugged" | "unplugged"; readonly port: PortInfo };

/**
 * Looks at the ports now and then and calls `changed` with each that came or went, those that were
 * there first not included. A look that fails is not told and is made again. Answers a function
 * that ends it.
 */
export function watchPorts(
  list: () => Promise<readonly PortInfo[]>,
  changed: (change: PortChange) => void,
  given: { readonly everyMilliseconds?: number; readonly clock?: Clock } = {},
): () => void {
  const { everyMilliseconds = 500, clock = systemClock } = given;
  let known: ReadonlyMap<string, PortInfo> | null = null;
  let isOver = false;
  let stop = (): void => {};

  async function look(): Promise<void> {
    try {
      const found = new Map((await list()).map((port) => [port.path, port]));
      if (isOver) return;
      for (const [path, port] of known ?? []) {
        if (!found.has(path)) changed({ kind: "unplugged", port });
      }
      for (const [path, port] of found) {
        if (known !== null && !known.has(path)) changed({ kind: "plugged", port });
      }
      known = found;
    } catch {
      // The list cannot be read while a port comes or goes: the next look sees it.
    }
    if (!isOver) stop = clock.after(everyMilliseconds, () => void look());
  }

  void look();
  return () => {
    isOver = true;
    stop();
  };
}
