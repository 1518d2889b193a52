import type { Transport, TransportClosed } from "./transport.ts";

/** Who listens to a line. */
export type LineListeners = Pick<Transport, "onData" | "onClosed"> & {
  readonly tellData: (bytes: Uint8Array) => void;
  readonly tellClosed: (reason: TransportClosed) => void;
};

/** Returns the listeners of one line, nobody at first. */
export function lineListeners(): LineListeners {
  const data = new Set<(bytes: Uint8Array) => void>();
  const closed = new Set<(reason: TransportClosed) => void>();
  return {
    onData(listener) {
      data.add(listener);
      return () => data.delete(listener);
    },
    onClosed(listener) {
      closed.add(listener);
      return () => closed.delete(listener);
    },
    tellData(bytes) {
      for (const tell of [...data]) tell(bytes);
    },
    tellClosed(reason) {
      for (const tell of [...closed]) tell(reason);
    },
  };
}
