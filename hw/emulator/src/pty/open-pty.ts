import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import type { ReadStream } from "node:tty";
import { EmulatorError } from "../emulator-error.ts";

/** A pseudo-terminal: what clients open, and our end of it. */
export type Pty = {
  /** The slave's path, such as /dev/pts/7. */
  readonly path: string;
  write(bytes: Uint8Array): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  close(): void;
};

// A client that never reads must not fill our memory: as on a wire, what nobody reads is lost.
const unreadBytesMax = 64 * 1024;

/**
 * Opens a pseudo-terminal whose slave is raw from the first byte: no echo, no line editing, no
 * translation of CR and LF, whatever the client sets or leaves alone. Throws `EMULATOR_PTY`.
 */
export async function openPty(): Promise<Pty> {
  // Loaded here, so that only those who want a pty need the library's binary for their machine.
  const { open: openUnixPty } = (await import("@lydell/node-pty")) as unknown as Library;
  const {
    master,
    slave,
    ptsName: path,
  } = orNoPty("Cannot open a pseudo-terminal", () => openUnixPty({ encoding: null }));
  // Held open, so that our end does not fail while no client is there. The library's own stream of
  // the slave would read what is meant for the client, so it goes before it can read.
  const held = orNoPty(`Cannot make ${path} raw: wanted the program stty`, () => {
    slave.destroy();
    const descriptor = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    // libuv's raw mode keeps the translation of LF to CR LF; POSIX's own program does not.
    execFileSync("stty", ["raw", "-echo"], { stdio: [descriptor, "ignore", "pipe"] });
    return descriptor;
  });
  let open = true;
  // The other end of a pty can go at any time; there is nothing to be done about it here.
  master.on("error", () => {});
  return {
    path,
    write(bytes) {
      if (open && master.writableLength < unreadBytesMax) master.write(bytes);
    },
    onBytes(listener) {
      master.on("data", (chunk: Buffer) => listener(new Uint8Array(chunk)));
    },
    close() {
      if (!open) return;
      open = false;
      master.destroy();
      closeSync(held);
    },
  };
}

type Library = { readonly open: (options: { encoding: null }) => OpenedPty };

/** What the library's `open` answers on Unix; its types do not name it. */
type OpenedPty = {
  readonly master: ReadStream & NodeJS.WritableStream & { readonly writableLength: number };
  readonly slave: ReadStream;
  readonly ptsName: string;
};

function orNoPty<T>(message: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new EmulatorError("EMULATOR_PTY", message, { cause });
  }
}
