#include "__fc_builtin.h"

#include "../core/receiver.h"

/* For Frama-C's EVA: frame.c and receiver.c keep what any_wire.c says of them, whatever the bytes. */

int said_length;
int said_size;

static uint8_t bytes[FRAME_SIZE_MAX];
static receiver_t receiver;

/* A decoded frame has all bytes of its data, and is not too long. */
static void decode(void) {
  frame_t frame;
  Frama_C_make_unknown((char *)bytes, sizeof bytes);
  said_size = Frama_C_interval(0, FRAME_SIZE_MAX);
  /*@ split said_size; */
  said_length = Frama_C_interval(0, FRAME_DATA_MAX + 1);
  /*@ split said_length; */
  bytes[1] = (uint8_t)said_length;
  if (said_length > FRAME_DATA_MAX) bytes[1] = Frama_C_unsigned_char_interval(FRAME_DATA_MAX + 1, UINT8_MAX);
  if (frame_decode(bytes, (uint8_t)said_size, &frame) != FRAME_OK) return;
  /*@ assert frame.length == said_length && said_length <= FRAME_DATA_MAX; */
  /*@ assert \initialized(&frame.data[0 .. said_length - 1]); */
}

/* Of an encoded frame, all bytes are written. */
static void encode(void) {
  frame_t frame;
  uint8_t written[FRAME_SIZE_MAX];
  said_length = Frama_C_interval(0, FRAME_DATA_MAX);
  /*@ split said_length; */
  frame.type = Frama_C_unsigned_char_interval(0, UINT8_MAX);
  frame.length = (uint8_t)said_length;
  Frama_C_make_unknown((char *)frame.data, said_length);
  const uint8_t size = frame_encode(&frame, written);
  /*@ assert size == said_length + 4; */
  /*@ assert \initialized(&written[0 .. size - 1]); */
}

/* A command is one, and there is room afterwards. */
static void receive(void) {
  frame_t command;
  Frama_C_make_unknown((char *)&receiver, sizeof receiver);
  said_size = Frama_C_interval(0, FRAME_SIZE_MAX - 1);
  /*@ split said_size; */
  receiver.size = (uint8_t)said_size;
  const uint16_t now = (uint16_t)Frama_C_unsigned_int_interval(0, UINT16_MAX);
  receiver_take(&receiver, Frama_C_unsigned_char_interval(0, UINT8_MAX), now);
  /*@ assert receiver.size == said_size + 1; */
  const bool is_whole = receiver_next(&receiver, now, &command);
  /*@ assert receiver.size < FRAME_SIZE_MAX; */
  /*@ assert is_whole == 0 || (command.type < FRAME_ANSWER && command.length <= FRAME_DATA_MAX); */
}

int main(void) {
  const int part = Frama_C_interval(0, 2);
  if (part == 0) decode();
  if (part == 1) encode();
  if (part == 2) receive();
  return 0;
}
