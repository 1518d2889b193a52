export { Board, meetBoard } from "./board.ts";
export { BoardError, type BoardErrorCode } from "./board-error.ts";
export type { BoardKeyEvent } from "./board-key.ts";
export { boardLine, findPort } from "./board-line.ts";
export { BoardLink, type BoardLinkEvent, type BoardLinkOptions } from "./board-link.ts";
export {
  Conversation,
  type ConversationOptions,
  conversationLimits,
  requestMillisecondsMax,
} from "./conversation.ts";
export { crc16 } from "./crc16.ts";
export {
  type FaultyTransport,
  faultyTransport,
  type WireFaultCounts,
  type WireFaults,
} from "./faulty-transport.ts";
export { lineListeners } from "./line-listeners.ts";
export {
  type Baud,
  type BoardModel,
  bauds,
  boardModels,
} from "./model.ts";
export type { BoardModelName } from "./model-names.ts";
export { OwnBoard } from "./own-board.ts";
export {
  type BoardSeed,
  type BoardStatus,
  type BoardTime,
  boardTimeOf,
  millisecondsOf,
} from "./own-commands.ts";
export {
  commandOf,
  type DecodedPacket,
  decodePacket,
  encodePacket,
  type Packet,
  type PacketKind,
  packetKind,
  packetOverhead,
} from "./packet.ts";
export { PacketParser } from "./packet-parser.ts";
export type { PortInfo } from "./port-choice.ts";
export { type PortName, parseTcpName } from "./port-name.ts";
export type { PortProblem } from "./port-problem.ts";
export type { PortChange } from "./port-watch.ts";
export { listSerialPorts, serialTransport } from "./serial-transport.ts";
export { tcpTransport } from "./tcp-transport.ts";
export { type Clock, systemClock, type Transport, type TransportClosed } from "./transport.ts";
