// `@jeton/board/web`: the driver for pages of a browser, without serial library and TCP of Node.

export { type Board, meetBoard } from "./board.ts";
export { BoardError } from "./board-error.ts";
export { BoardLink, type BoardLinkEvent } from "./board-link.ts";
export {
  type BridgeNews,
  bridgeProtocol,
  parseBridgeRequest,
  tokenProtocol,
} from "./bridge-words.ts";
export { Conversation } from "./conversation.ts";
export { bauds } from "./model.ts";
export type { Transport } from "./transport.ts";
export { requestWebSerialPort, type WebSerial } from "./web-serial-port.ts";
export { webSerialTransport } from "./web-serial-transport.ts";
export { type WebSocketMaker, webSocketTransport } from "./web-socket-transport.ts";
