#include "crc16.h"

uint16_t crc16_x25(const uint8_t *bytes, uint8_t size) {
  uint16_t crc = 0xFFFF;
  for (uint8_t index = 0; index < size; index++) {
    /* Eight steps of the reflected polynomial 0x8408 at once: no table, few cycles. */
    uint8_t mixed = (uint8_t)(bytes[index] ^ (uint8_t)crc);
    mixed = (uint8_t)(mixed ^ (uint8_t)(mixed << 4));
    crc = (uint16_t)((crc >> 8) | (uint16_t)((uint16_t)mixed << 8));
    crc = (uint16_t)(crc ^ (mixed >> 4) ^ (uint16_t)((uint16_t)mixed << 3));
  }
  return (uint16_t)~crc;
}
