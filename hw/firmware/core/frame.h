#ifndef JETON_FRAME_H
#define JETON_FRAME_H

#include <stdint.h>

/* One packet of hw/PROTOCOL.md:  type | length | data (0..22) | CRC-16/X-25, low byte first. */

enum {
  FRAME_DATA_MAX = 22, /* the protocol's limit */
  FRAME_OVERHEAD = 4,  /* type, length and the two bytes of the CRC */
  FRAME_SIZE_MAX = FRAME_DATA_MAX + FRAME_OVERHEAD
};

/* The top two bits of a type say who speaks. */
enum {
  FRAME_KIND_MASK = 0xC0,
  FRAME_COMMAND = 0x00,
  FRAME_ANSWER = 0x40,
  FRAME_REPORT = 0x80,
  FRAME_ERROR = 0xC0
};

typedef struct {
  uint8_t type;
  uint8_t length;
  uint8_t data[FRAME_DATA_MAX];
} frame_t;

typedef enum {
  FRAME_OK = 0,
  FRAME_INCOMPLETE = -1, /* so far it may be a packet; more bytes are needed */
  FRAME_TOO_LONG = -2,   /* the length byte exceeds FRAME_DATA_MAX */
  FRAME_BAD_CRC = -3     /* all bytes are there and the checksum differs */
} frame_status_t;

/* Reads one packet from the start of `bytes`. Writes `frame` only on FRAME_OK. */
frame_status_t frame_decode(const uint8_t *bytes, uint8_t size, frame_t *frame);

/* Writes the packet and answers its size. The caller keeps `length` within FRAME_DATA_MAX. */
uint8_t frame_encode(const frame_t *frame, uint8_t bytes[FRAME_SIZE_MAX]);

#endif
