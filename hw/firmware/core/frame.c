#include "frame.h"

#include <string.h>

#include "bytes.h"
#include "crc16.h"

frame_status_t frame_decode(const uint8_t *bytes, uint8_t size, frame_t *frame) {
  if (size < 2) return FRAME_INCOMPLETE;
  const uint8_t length = bytes[1];
  if (length > FRAME_DATA_MAX) return FRAME_TOO_LONG;
  if (size < length + FRAME_OVERHEAD) return FRAME_INCOMPLETE;
  const uint8_t covered = (uint8_t)(length + 2);
  if (bytes_read_u16(bytes + covered) != crc16_x25(bytes, covered)) return FRAME_BAD_CRC;
  frame->type = bytes[0];
  frame->length = length;
  memcpy(frame->data, bytes + 2, length);
  return FRAME_OK;
}

uint8_t frame_encode(const frame_t *frame, uint8_t bytes[FRAME_SIZE_MAX]) {
  const uint8_t covered = (uint8_t)(frame->length + 2);
  bytes[0] = frame->type;
  bytes[1] = frame->length;
  memcpy(bytes + 2, frame->data, frame->length);
  bytes_write_u16(bytes + covered, crc16_x25(bytes, covered));
  return (uint8_t)(covered + 2);
}
