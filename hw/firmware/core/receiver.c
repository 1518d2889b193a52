#include "receiver.h"

#include <string.h>

#include "count.h"
#include "wipe.h"

static frame_status_t front_status(const receiver_t *receiver, frame_t *command);
static void drop_front(receiver_t *receiver, uint8_t count);

bool receiver_has_room(const receiver_t *receiver) {
  return receiver->size < FRAME_SIZE_MAX;
}

void receiver_take(receiver_t *receiver, uint8_t byte, uint16_t now) {
  receiver->bytes[receiver->size++] = byte;
  receiver->heard_at = now;
}

bool receiver_next(receiver_t *receiver, uint16_t now, frame_t *command) {
  const bool is_silent = (uint16_t)(now - receiver->heard_at) >= RECEIVER_SILENCE_TICKS;
  while (receiver->size > 0) {
    const frame_status_t status = front_status(receiver, command);
    if (status == FRAME_OK) {
      drop_front(receiver, (uint8_t)(command->length + FRAME_OVERHEAD));
      receiver->frames_ok++;
      return true;
    }
    if (status == FRAME_INCOMPLETE && !is_silent) return false;
    if (status == FRAME_BAD_CRC) count_u16(&receiver->bad_crc);
    count_u16(&receiver->dropped);
    drop_front(receiver, 1);
  }
  return false;
}

bool receiver_waits(const receiver_t *receiver) {
  return receiver->size > 0;
}

/* A board is only ever told commands: a type of any other kind is noise, and need not be waited
   for to its end. */
static frame_status_t front_status(const receiver_t *receiver, frame_t *command) {
  if ((receiver->bytes[0] & FRAME_KIND_MASK) != FRAME_COMMAND) return FRAME_TOO_LONG;
  return frame_decode(receiver->bytes, receiver->size, command);
}

static void drop_front(receiver_t *receiver, uint8_t count) {
  receiver->size = (uint8_t)(receiver->size - count);
  memmove(receiver->bytes, receiver->bytes + count, receiver->size);
  wipe(receiver->bytes + receiver->size, count); /* it may have held a seed */
}
