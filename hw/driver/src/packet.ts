import { crc16 } from "./crc16.ts";

/**
 * A packet of the line, both ways (hw/PROTOCOL.md):
 *
 *   type | length | data (length bytes) | CRC low | CRC high
 *
 * The upper two bits of the type say what it is: 00 a command of the host, 01 its answer, 10 a
 * report that comes by itself, 11 an answer that says no.
 */
export type Packet = {
  /** 0 .. 255. */
  readonly type: number;
  /** At most 22 bytes. */
  readonly data: Uint8Array;
};

/** The longest data of a packet, bytes: position and a line of 20 characters. */
export const dataLengthMax = 22;

/** Bytes of a packet besides its data. */
export const packetOverhead = 4;

/** Returns the packet's bytes. Throws RangeError for a type or a length that no packet has. */
export function encodePacket({ type, data }: Packet): Uint8Array {
  if (!Number.isInteger(type) || type < 0 || type > 255) {
    throw new RangeError(`Cannot use ${type} as a packet's type: expected 0 to 255`);
  }
  if (data.length > dataLengthMax) {
    throw new RangeError(
      `Cannot put ${data.length} bytes into a packet: expected at most ${dataLengthMax}`,
    );
  }
  const bytes = new Uint8Array(data.length + packetOverhead);
  bytes[0] = type;
  bytes[1] = data.length;
  bytes.set(data, 2);
  const crc = crc16(bytes.subarray(0, -2));
  bytes[bytes.length - 2] = crc & 0xff;
  bytes[bytes.length - 1] = crc >>> 8;
  return bytes;
}

/** What stands at the beginning of some bytes. */
export type DecodedPacket =
  | { readonly ok: true; readonly packet: Packet; readonly size: number }
  /** More bytes may make it one. */
  | { readonly ok: false; readonly problem: "incomplete" }
  /** No packet begins here, whatever follows. */
  | { readonly ok: false; readonly problem: "bad-length" | "bad-checksum" };

/** Returns the packet at the beginning of `bytes`. Its data is a copy. */
export function decodePacket(bytes: Uint8Array): DecodedPacket {
  const [type, length] = bytes;
  if (length !== undefined && length > dataLengthMax) return { ok: false, problem: "bad-length" };
  if (type === undefined || length === undefined) return { ok: false, problem: "incomplete" };
  const size = length + packetOverhead;
  if (bytes.length < size) return { ok: false, problem: "incomplete" };
  const crc = (bytes[size - 2] ?? 0) | ((bytes[size - 1] ?? 0) << 8);
  if (crc !== crc16(bytes.subarray(0, size - 2))) return { ok: false, problem: "bad-checksum" };
  return { ok: true, packet: { type, data: bytes.slice(2, size - 2) }, size };
}

/** What a packet is, by the upper two bits of its type. */
export type PacketKind = "command" | "answer" | "report" | "refusal";

const kinds = ["command", "answer", "report", "refusal"] as const;

/** Returns what a packet is. */
export function packetKind({ type }: Packet): PacketKind {
  return kinds[(type >>> 6) & 3] ?? "command";
}

/** Returns the command that a packet belongs to, 0 .. 63. */
export function commandOf({ type }: Packet): number {
  return type & 0x3f;
}
