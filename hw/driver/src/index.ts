export { Board, meetBoard } from "./board.ts";
export { BoardError, type BoardErrorCode } from "./board-error.ts";
export { type BoardKeyEvent, type BoardKeyName, keyMaskBits } from "./board-key.ts";
export {
  Conversation,
  type ConversationLimits,
  type ConversationOptions,
  conversationLimits,
  requestMillisecondsMax,
} from "./conversation.ts";
export { crc16 } from "./crc16.ts";
export {
  type Baud,
  type BoardModel,
  type BoardModelName,
  bauds,
  boardModels,
  modelOfVersion,
} from "./model.ts";
export { OwnBoard } from "./own-board.ts";
export {
  type BoardMode,
  type BoardSeed,
  type BoardStatus,
  type BoardTime,
  boardTimeOf,
  millisecondsOf,
  ticksPerSecond,
} from "./own-commands.ts";
export {
  commandOf,
  type DecodedPacket,
  dataLengthMax,
  decodePacket,
  encodePacket,
  type Packet,
  type PacketKind,
  packetKind,
  packetOverhead,
} from "./packet.ts";
export { PacketParser } from "./packet-parser.ts";
export { type Clock, systemClock, type Transport, type TransportClosed } from "./transport.ts";
