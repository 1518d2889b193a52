import { BoardError, lineListeners, type Transport, type TransportClosed } from "@jeton/board";
import type { LiveBoard } from "./live-board.ts";
import type { WireOptions } from "./virtual-transport.ts";

/** The driver's transport to a board in real time, in this thread or in a worker. */
export function liveTransport(board: LiveBoard, options: WireOptions = {}): Transport {
  const listeners = lineListeners();
  let open = false;
  const end = (reason: TransportClosed): void => {
    if (!open) return;
    open = false;
    listeners.tellClosed(reason);
  };
  board.onNews((news) => {
    if (news.kind === "stopped") end({ kind: "failed", message: news.problem });
    if (news.kind === "bytes" && open) listeners.tellData(news.bytes);
  });
  const mustBeOpen = (act: string): void => {
    if (!open) throw new BoardError("PORT_CLOSED", `Cannot ${act}: the emulated line is not open`);
  };
  return {
    name: options.name ?? "an emulated board",
    async open() {
      open = true;
      board.do({ kind: "baud", baud: options.baud ?? 19_200 });
      if (options.resetsOnOpen !== false) board.do({ kind: "reset" });
    },
    async close() {
      end({ kind: "closed" });
    },
    async write(bytes) {
      mustBeOpen("write");
      board.do({ kind: "send", bytes });
    },
    async setBaudRate(baud) {
      mustBeOpen("set the baud rate");
      board.do({ kind: "baud", baud });
    },
    onData: listeners.onData,
    onClosed: listeners.onClosed,
  };
}
