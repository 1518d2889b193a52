import type { Clock, Transport, TransportClosed } from "./transport.ts";

/** What a bad line does to bytes, each with its chance for a byte, 0 .. 1. */
export type WireFaults = {
  readonly drop?: number;
  /** One bit of the byte turns over. */
  readonly flip?: number;
  readonly duplicate?: number;
  /** The chunk in which the byte stands comes so many ms later, and all behind it. */
  readonly delay?: number;
  readonly delayMilliseconds?: number;
  /** After so many bytes, both directions together, the plug is out. */
  readonly unplugAfterBytes?: number;
};

/** What befell so far. */
export type WireFaultCounts = {
  readonly dropped: number;
  readonly flipped: number;
  readonly duplicated: number;
  readonly delayed: number;
};

/** A line with faults, and what they came to. */
export type FaultyTransport = Transport & { readonly counts: () => WireFaultCounts };

/**
 * Returns a line that does to both directions what `faults` says. `random` answers numbers from 0
 * up to, not including, 1; the same numbers make the same faults.
 */
export function faultyTransport(
  inner: Transport,
  faults: WireFaults,
  given: { readonly clock: Clock; readonly random: () => number },
): FaultyTransport {
  const { clock, random } = given;
  const counts = { dropped: 0, flipped: 0, duplicated: 0, delayed: 0 };
  const closedListeners = new Set<(reason: TransportClosed) => void>();
  let bytesSoFar = 0;
  let isUnplugged = false;

  function happens(chance: number | undefined): boolean {
    return chance !== undefined && chance > 0 && random() < chance;
  }

  /** Returns what arrives of a chunk, and whether it is late. */
  function garbled(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly isLate: boolean } {
    const arrives: number[] = [];
    let isLate = false;
    for (const byte of bytes) {
      if (bytesSoFar === faults.unplugAfterBytes) {
        unplug();
        break;
      }
      bytesSoFar += 1;
      if (happens(faults.delay)) isLate = true;
      if (happens(faults.drop)) {
        counts.dropped += 1;
        continue;
      }
      const isFlipped = happens(faults.flip);
      if (isFlipped) counts.flipped += 1;
      const seen = isFlipped ? byte ^ (1 << Math.floor(random() * 8)) : byte;
      arrives.push(seen);
      if (happens(faults.duplicate)) {
        counts.duplicated += 1;
        arrives.push(seen);
      }
    }
    if (isLate) counts.delayed += 1;
    return { bytes: Uint8Array.from(arrives), isLate };
  }

  function unplug(): void {
    if (isUnplugged) return;
    isUnplugged = true;
    // Whoever listens is told after what arrived before.
    clock.after(0, () => {
      for (const tell of [...closedListeners]) tell({ kind: "unplugged" });
      void inner.close();
    });
  }

  /** Hands chunks on in their order, late ones and all behind them later. */
  function inOrder(deliver: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
    let waiting: Uint8Array[] | null = null;
    return (chunk) => {
      const { bytes, isLate } = garbled(chunk);
      if (waiting !== null) {
        waiting.push(bytes);
      } else if (isLate) {
        waiting = [bytes];
        clock.after(faults.delayMilliseconds ?? 0, () => {
          const all = waiting ?? [];
          waiting = null;
          for (const each of all) deliver(each);
        });
      } else {
        deliver(bytes);
      }
    };
  }

  // A line that went away between must not fail in a callback: whoever uses it is told by onClosed.
  const send = inOrder((bytes) => void inner.write(bytes).catch(() => {}));
  return {
    name: inner.name,
    counts: () => ({ ...counts }),
    open: inner.open,
    close: inner.close,
    setBaudRate: inner.setBaudRate,
    write: async (bytes) => {
      if (isUnplugged) return inner.write(bytes);
      send(bytes);
    },
    onData(listener) {
      return inner.onData(
        inOrder((bytes) => {
          if (bytes.length > 0) listener(bytes);
        }),
      );
    },
    onClosed(listener) {
      const once = (reason: TransportClosed): void => {
        if (closedListeners.delete(once)) listener(reason);
      };
      closedListeners.add(once);
      const stop = inner.onClosed((reason) => once(reason));
      return () => {
        closedListeners.delete(once);
        stop();
      };
    },
  };
}
