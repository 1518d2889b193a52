/**
 * Returns CRC-16/X-25 of the bytes, 0 .. 65,535: polynomial 0x1021 reflected (0x8408), begun with
 * 0xFFFF, all bits of the result inverted. "123456789" gives 0x906E.
 */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return ~crc & 0xffff;
}
