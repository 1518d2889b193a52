import { BoardError, type Transport, type TransportClosed } from "@jeton/board";
import type { LiveBoard } from "./live-board.ts";
import type { WireOptions } from "./virtual-transport.ts";

/** The driver's transport to a board in real time, in this thread or in a worker. */
export function liveTransport(board: LiveBoard, options: WireOptions = {}): Transport {
  const data = new Set<(bytes: Uint8Array) => void>();
  const closed = new Set<(reason: TransportClosed) => void>();
  let open = false;
  const end = (reason: TransportClosed): void => {
    if (!open) return;
    open = false;
    for (const listener of [...closed]) listener(reason);
  };
  board.onNews((news) => {
    if (news.kind === "stopped") end({ kind: "failed", message: news.problem });
    if (news.kind === "bytes" && open) for (const listener of [...data]) listener(news.bytes);
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
    onData(listener) {
      data.add(listener);
      return () => data.delete(listener);
    },
    onClosed(listener) {
      closed.add(listener);
      return () => closed.delete(listener);
    },
  };
}
