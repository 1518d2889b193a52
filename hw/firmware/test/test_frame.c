#include <string.h>

#include "../core/crc16.h"
#include "../core/frame.h"
#include "check.h"

static void crc_of_the_standard_text(void) {
  CHECK(crc16_x25((const uint8_t *)"123456789", 9) == 0x906E);
  CHECK(crc16_x25(NULL, 0) == 0x0000);
}

static void decodes_what_it_encodes(void) {
  uint32_t random = 1;
  for (uint8_t length = 0; length <= FRAME_DATA_MAX; length++) {
    frame_t frame = {.type = (uint8_t)check_random(&random), .length = length};
    for (uint8_t index = 0; index < length; index++) frame.data[index] = (uint8_t)check_random(&random);
    uint8_t bytes[FRAME_SIZE_MAX];
    const uint8_t size = frame_encode(&frame, bytes);
    CHECK(size == length + 4);
    frame_t back;
    CHECK(frame_decode(bytes, size, &back) == FRAME_OK);
    CHECK(back.type == frame.type && back.length == length && memcmp(back.data, frame.data, length) == 0);
    for (uint8_t part = 0; part < size; part++) CHECK(frame_decode(bytes, part, &back) == FRAME_INCOMPLETE);
  }
}

/* CRC-16 finds every burst of up to sixteen bits; a burst in the length byte may ask for more. */
static void finds_each_flipped_pair_of_bits(void) {
  const frame_t frame = {.type = 7, .length = 16, .data = "Hello, glass! 12"};
  uint8_t bytes[FRAME_SIZE_MAX];
  const uint8_t size = frame_encode(&frame, bytes);
  for (int first = 0; first < size * 8; first++) {
    for (int second = first; second < size * 8; second++) {
      uint8_t noisy[FRAME_SIZE_MAX];
      memcpy(noisy, bytes, size);
      noisy[first / 8] = (uint8_t)(noisy[first / 8] ^ (1u << first % 8));
      if (second != first) noisy[second / 8] = (uint8_t)(noisy[second / 8] ^ (1u << second % 8));
      frame_t taken;
      CHECK(frame_decode(noisy, size, &taken) != FRAME_OK);
    }
  }
}

static void leaves_the_frame_alone_when_it_fails(void) {
  frame_t frame = {.type = 0xEE, .length = 1, .data = {0xEE}};
  const uint8_t too_long[] = {0, 23, 0, 0};
  const uint8_t bad[] = {0, 1, 5, 0, 0};
  CHECK(frame_decode(too_long, sizeof too_long, &frame) == FRAME_TOO_LONG);
  CHECK(frame_decode(bad, sizeof bad, &frame) == FRAME_BAD_CRC);
  CHECK(frame.type == 0xEE && frame.length == 1 && frame.data[0] == 0xEE);
}

void test_frame(void) {
  check_run("crc16_x25() gives 906E for 123456789", crc_of_the_standard_text);
  check_run("frame_decode() reads what frame_encode() writes, and no part of it", decodes_what_it_encodes);
  check_run("frame_decode() finds any one or two flipped bits", finds_each_flipped_pair_of_bits);
  check_run("frame_decode() writes nothing when it fails", leaves_the_frame_alone_when_it_fails);
}
