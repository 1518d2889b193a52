#ifndef JETON_FUZZ_INPUT_H
#define JETON_FUZZ_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../core/bytes.h"
#include "../port/host/host_board.h"

/* libFuzzer's bytes, taken one after the other, and what holds for every board. */

typedef struct {
  const uint8_t *bytes;
  size_t left;
} input_t;

/* What must hold whatever comes; libFuzzer keeps the bytes with which it does not. */
static inline void must(int holds) {
  if (!holds) abort();
}

/* Zero when all are taken. */
static inline uint8_t take_byte(input_t *input) {
  if (input->left == 0) return 0;
  input->left--;
  return *input->bytes++;
}

static inline uint16_t take_u16(input_t *input) {
  const uint8_t low = take_byte(input);
  return (uint16_t)(low | (uint16_t)take_byte(input) << 8);
}

/* As many as there are, at most `size`; answers how many. */
static inline size_t take_bytes(input_t *input, uint8_t *to, size_t size) {
  if (size > input->left) size = input->left;
  memcpy(to, input->bytes, size);
  input->bytes += size;
  input->left -= size;
  return size;
}

/* Sends a command and answers the type of the packet that comes last: an answer or a refusal. */
static inline uint8_t say_frame(device_t *device, const frame_t *command) {
  uint8_t encoded[FRAME_SIZE_MAX];
  host_board.sent_size = 0;
  host_say(encoded, frame_encode(command, encoded));
  host_run(device, 4);
  frame_t answer = {0};
  for (size_t at = 0; at < host_board.sent_size; at += answer.length + FRAME_OVERHEAD) {
    const size_t left = host_board.sent_size - at;
    must(frame_decode(host_board.sent + at, (uint8_t)(left < FRAME_SIZE_MAX ? left : FRAME_SIZE_MAX), &answer) == FRAME_OK);
  }
  host_board.sent_size = 0;
  return answer.type;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
