/** Why a transport closed: by `close()`, or because the board went away. */
export type TransportClosed = { readonly kind: "closed" } | { readonly kind: "lost" };

/** The driver's interface to a wire (@jeton/board), as far as the emulator offers it. */
export type BoardTransport = {
  open(): Promise<void>;
  close(): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  setBaudRate(baud: number): Promise<void>;
  onData(listener: (bytes: Uint8Array) => void): () => void;
  onClosed(listener: (reason: TransportClosed) => void): () => void;
};
