import { BoardError, lineListeners, type Transport, type TransportClosed } from "@jeton/board";
import type { EmulatedBoard } from "../board/emulated-board.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How a board hangs on its wire. */
export type WireOptions = {
  /** What the transport is called. */
  readonly name?: string;
  /** The rate on opening (default 19200, as the boards begin). */
  readonly baud?: number;
  /** Whether opening pulls DTR, which resets the board as it does an Uno (default true). */
  readonly resetsOnOpen?: boolean;
};

/** The driver's transport to a board in virtual time, and the plug. */
export type VirtualTransport = Transport & {
  /** Takes the plug out: the board is without power, and the line is gone. */
  unplug(): void;
  /** Puts it in again; the transport can be opened. */
  plug(): void;
};

/** Puts `board` into `time`, behind the driver's transport interface. */
export function virtualTransport(
  board: EmulatedBoard,
  time: VirtualTime,
  options: WireOptions = {},
): VirtualTransport {
  const listeners = lineListeners();
  let open = false;
  let plugged = true;
  time.attach(board);
  board.onBytes((bytes) => {
    if (open) listeners.tellData(bytes);
  });
  const end = (reason: TransportClosed): void => {
    if (!open) return;
    open = false;
    listeners.tellClosed(reason);
  };
  const mustBeOpen = (act: string): void => {
    if (!open) throw new BoardError("PORT_CLOSED", `Cannot ${act}: the emulated line is not open`);
  };
  return {
    name: options.name ?? "an emulated board",
    async open() {
      if (!plugged) {
        throw new BoardError("PORT_UNUSABLE", "Cannot open the emulated line: it is unplugged");
      }
      open = true;
      board.baud = options.baud ?? 19_200;
      if (options.resetsOnOpen !== false) board.pulseReset();
    },
    async close() {
      end({ kind: "closed" });
    },
    async write(bytes) {
      mustBeOpen("write");
      board.send(bytes);
      const milliseconds = board.sentAtMilliseconds - board.nowMilliseconds;
      await new Promise<void>((resolve) => {
        time.after(milliseconds, resolve);
      });
    },
    async setBaudRate(baud) {
      mustBeOpen("set the baud rate");
      board.baud = baud;
    },
    onData: listeners.onData,
    onClosed: listeners.onClosed,
    unplug() {
      plugged = false;
      board.powerOff();
      end({ kind: "unplugged" });
    },
    plug() {
      plugged = true;
      board.powerOn();
    },
  };
}
