#include "__fc_builtin.h"

#include "../core/receiver.h"
#include "../core/seed_load.h"
#include "cases.h"

/* What receiver.c and frame.c promise, without how: wire.c proves that they keep it. */

/* Commands below and above the one that brings a part of a seed, and this one with each place of a part. */
enum { CMD_SEED_PART = 50, CASE_BELOW = 0, CASE_ABOVE = 1, CASE_PART = 2, SEED_PARTS = HOTP_SEED_MAX / SEED_PART_MAX, CASES = CASE_PART + 2 * SEED_PARTS + 1 };

int said_case = -1;
int said_length = -1;
int sent_length = -1;

bool receiver_has_room(const receiver_t *receiver) {
  return receiver->size < FRAME_SIZE_MAX;
}

void receiver_take(receiver_t *receiver, uint8_t byte, uint16_t now) {
  receiver->bytes[receiver->size++] = byte;
  receiver->heard_at = now;
}

/* Together any byte: where a part of a seed may stand, between these places, and beyond them. */
static uint8_t any_offset(int part) {
  if (part < SEED_PARTS) return (uint8_t)(part * SEED_PART_MAX);
  if (part == 2 * SEED_PARTS) return Frama_C_unsigned_char_interval(HOTP_SEED_MAX, UINT8_MAX);
  return (uint8_t)((part - SEED_PARTS) * SEED_PART_MAX + Frama_C_interval(1, SEED_PART_MAX - 1));
}

bool receiver_next(receiver_t *receiver, uint16_t now, frame_t *command) {
  (void)now;
  Frama_C_make_unknown((char *)receiver, sizeof *receiver);
  receiver->size = Frama_C_unsigned_char_interval(0, FRAME_SIZE_MAX - 1);
  if (Frama_C_interval(0, 1) == 0) return false;
  said_length = Frama_C_interval(0, FRAME_DATA_MAX);
  /*@ split said_length; */
  command->length = (uint8_t)said_length;
  Frama_C_make_unknown((char *)command->data, said_length);
  said_case = Frama_C_interval(0, CASES - 1);
  /*@ split said_case; */
  if (said_case == CASE_BELOW) {
    command->type = Frama_C_unsigned_char_interval(0, CMD_SEED_PART - 1);
  } else if (said_case == CASE_ABOVE) {
    command->type = Frama_C_unsigned_char_interval(CMD_SEED_PART + 1, FRAME_ANSWER - 1);
  } else {
    command->type = CMD_SEED_PART;
    if (said_length > 0) command->data[0] = any_offset(said_case - CASE_PART);
  }
  return true;
}

bool receiver_waits(const receiver_t *receiver) {
  return receiver->size > 0;
}

uint8_t frame_encode(const frame_t *frame, uint8_t bytes[FRAME_SIZE_MAX]) {
  /*@ assert frame->length <= FRAME_DATA_MAX; */
  sent_length = frame->length;
  /*@ split sent_length; */
  /*@ assert \initialized(frame->data + (0 .. sent_length - 1)); */
  Frama_C_make_unknown((char *)bytes, sent_length + FRAME_OVERHEAD);
  return (uint8_t)(sent_length + FRAME_OVERHEAD);
}
