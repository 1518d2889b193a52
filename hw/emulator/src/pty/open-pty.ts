import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import type { ReadStream } from "node:tty";
import { EmulatorError } from "../emulator-error.ts";

/** A pseudo-terminal: what clients open, and our end of it. */
export type Pty = {
  /** The slave's path, such as /dev/pts/7. */
  readonly path: string;
  /** Our end, which does not block and which nobody else reads. */
  readonly descriptor: number;
  close(): void;
};

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
    fd: descriptor,
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
  // The library has told its stream to read from the next turn on. The bytes are for whoever has the descriptor.
  master._read = () => {};
  // The other end of a pty can go at any time; there is nothing to be done about it here.
  master.on("error", () => {});
  return {
    path,
    descriptor,
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
  readonly master: ReadStream;
  readonly slave: ReadStream;
  readonly ptsName: string;
  /** The descriptor of the master. */
  readonly fd: number;
};

function orNoPty<T>(message: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new EmulatorError("EMULATOR_PTY", message, { cause });
  }
}
