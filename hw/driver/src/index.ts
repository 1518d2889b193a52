export { BoardError, type BoardErrorCode } from "./board-error.ts";
export { crc16 } from "./crc16.ts";
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
