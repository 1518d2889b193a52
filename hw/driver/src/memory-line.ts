import { BoardError } from "./board-error.ts";
import { lineListeners } from "./line-listeners.ts";
import type { Transport, TransportClosed } from "./transport.ts";

/** The far end of a line in memory: what a board holds. */
export type FarEnd = {
  /** Sends bytes to the host; nothing when the line is not open. */
  readonly send: (bytes: Uint8Array) => void;
  /** Ends the line as if the plug were pulled. */
  readonly unplug: () => void;
  /** The speed at which the host listens and speaks, or null when it never said one. */
  readonly baud: () => number | null;
};

/** What a board does with what the host does. */
export type FarEndListener = {
  readonly received: (bytes: Uint8Array) => void;
  /** The host opened the line: a board with a DTR reset restarts. */
  readonly opened?: () => void;
};

/** Returns a line in memory: its transport for the host, and its far end. */
export function memoryLine(
  name: string,
  listener: FarEndListener,
): { readonly transport: Transport; readonly farEnd: FarEnd } {
  const listeners = lineListeners();
  let isOpen = false;
  let baud: number | null = null;

  function end(reason: TransportClosed): void {
    if (!isOpen) return;
    isOpen = false;
    listeners.tellClosed(reason);
  }

  return {
    transport: {
      name,
      open: async () => {
        isOpen = true;
        listener.opened?.();
      },
      close: async () => end({ kind: "closed" }),
      write: async (bytes) => {
        if (!isOpen) {
          throw new BoardError("PORT_CLOSED", `Cannot write to ${name}: found no open line`);
        }
        listener.received(bytes.slice());
      },
      setBaudRate: async (wanted) => {
        baud = wanted;
      },
      onData: listeners.onData,
      onClosed: listeners.onClosed,
    },
    farEnd: {
      send: (bytes) => {
        if (isOpen) listeners.tellData(bytes.slice());
      },
      unplug: () => end({ kind: "unplugged" }),
      baud: () => baud,
    },
  };
}
