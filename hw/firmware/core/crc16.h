#ifndef JETON_CRC16_H
#define JETON_CRC16_H

#include <stdint.h>

/* CRC-16/X-25, the checksum of packets and of EEPROM records. "123456789" gives 0x906E. */
uint16_t crc16_x25(const uint8_t *bytes, uint8_t size);

#endif
