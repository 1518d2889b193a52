#ifndef JETON_BYTES_H
#define JETON_BYTES_H

#include <stdint.h>

/* Integers on the wire and in the EEPROM: least significant byte first, whatever the machine. */

static inline uint16_t bytes_read_u16(const uint8_t *bytes) {
  return (uint16_t)(bytes[0] | (uint16_t)bytes[1] << 8);
}

static inline uint32_t bytes_read_u32(const uint8_t *bytes) {
  return bytes_read_u16(bytes) | ((uint32_t)bytes_read_u16(bytes + 2) << 16);
}

static inline uint64_t bytes_read_u40(const uint8_t *bytes) {
  return bytes_read_u32(bytes) | ((uint64_t)bytes[4] << 32);
}

static inline void bytes_write_u16(uint8_t *bytes, uint16_t value) {
  bytes[0] = (uint8_t)value;
  bytes[1] = (uint8_t)(value >> 8);
}

static inline void bytes_write_u32(uint8_t *bytes, uint32_t value) {
  bytes_write_u16(bytes, (uint16_t)value);
  bytes_write_u16(bytes + 2, (uint16_t)(value >> 16));
}

static inline void bytes_write_u40(uint8_t *bytes, uint64_t value) {
  bytes_write_u32(bytes, (uint32_t)value);
  bytes[4] = (uint8_t)(value >> 32);
}

#endif
