/** Why the line to a board is gone. */
export type TransportClosed =
  /** This side closed it. */
  | { readonly kind: "closed" }
  /** The other end vanished: unplugged, or its process ended. */
  | { readonly kind: "unplugged" }
  | { readonly kind: "failed"; readonly message: string };

/**
 * A line of bytes to a board: a serial port, TCP, or an emulated board. It promises no packets, no
 * order of arrival between writes of both sides, and no byte: lines lose and garble.
 */
export type Transport = {
  /** Where it leads, for people: "/dev/ttyUSB0", "tcp://127.0.0.1:4000". */
  readonly name: string;
  /** Opens the line, once. Rejects with BoardError PORT_UNUSABLE when that cannot be. */
  readonly open: () => Promise<void>;
  /** Closes it; resolves when nothing of it is left. May be called in any state, any number of times. */
  readonly close: () => Promise<void>;
  /** Resolves when the bytes left this machine; rejects with BoardError PORT_CLOSED when the line is gone. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Changes the speed at which both directions run from now on. Does nothing where there is no speed. */
  readonly setBaudRate: (baud: number) => Promise<void>;
  /** Calls `listener` with what arrives; answers a function that ends that. */
  readonly onData: (listener: (bytes: Uint8Array) => void) => () => void;
  /** Calls `listener` once when the line is gone, whoever ended it. */
  readonly onClosed: (listener: (reason: TransportClosed) => void) => () => void;
};

/** Time as a conversation needs it, so that an emulated board can run in virtual time. */
export type Clock = {
  /** Milliseconds since any fixed moment; never goes back. */
  readonly now: () => number;
  /** Calls `callback` after so many ms; answers a function that prevents it. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
};

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
