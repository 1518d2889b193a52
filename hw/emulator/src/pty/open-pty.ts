import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { createRequire } from "node:module";
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
export function openPty(): Pty {
  const { master, slave, ptsName: path } = opened();
  // Held open, so that our end does not fail while no client is there. The library's own stream of
  // the slave would read what is meant for the client, so it goes before it can read.
  let held: number;
  try {
    held = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    slave.destroy();
    // libuv's raw mode keeps the translation of LF to CR LF; POSIX's own program does not.
    execFileSync("stty", ["raw", "-echo"], { stdio: [held, "ignore", "pipe"] });
  } catch (cause) {
    master.destroy();
    throw new EmulatorError("EMULATOR_PTY", `Cannot make ${path} raw: wanted the program stty`, {
      cause,
    });
  }
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

/** What the library's `open` answers on Unix; its types do not name it. */
type OpenedPty = {
  readonly master: ReadStream & NodeJS.WritableStream & { readonly writableLength: number };
  readonly slave: ReadStream;
  readonly ptsName: string;
};

function opened(): OpenedPty {
  try {
    // Loaded here, so that only those who want a pty need the library's binary for their machine.
    const library = createRequire(import.meta.url)("@lydell/node-pty") as {
      open(options: { encoding: null }): OpenedPty;
    };
    return library.open({ encoding: null });
  } catch (cause) {
    throw new EmulatorError("EMULATOR_PTY", "Cannot open a pseudo-terminal on this machine", {
      cause,
    });
  }
}
