#include <string.h>

#include "../core/receiver.h"
#include "check.h"

enum { PIECE_MAX = 256 };

static uint8_t ping(uint8_t value, uint8_t bytes[FRAME_SIZE_MAX]) {
  const frame_t frame = {.type = 0, .length = 2, .data = {value, 0x55}};
  return frame_encode(&frame, bytes);
}

/* Gives all bytes at one moment and counts the commands that come out. */
static int take_all(receiver_t *receiver, const uint8_t *bytes, size_t size, uint16_t now, frame_t *last) {
  int commands = 0;
  for (size_t index = 0; index < size; index++) {
    while (!receiver_has_room(receiver)) commands += receiver_next(receiver, now, last) ? 1 : 0;
    receiver_take(receiver, bytes[index], now);
    while (receiver_next(receiver, now, last)) commands++;
  }
  return commands;
}

static void takes_commands_in_a_row(void) {
  receiver_t receiver = {0};
  uint8_t bytes[PIECE_MAX];
  size_t size = 0;
  for (uint8_t index = 0; index < 10; index++) size += ping(index, bytes + size);
  frame_t last;
  CHECK(take_all(&receiver, bytes, size, 0, &last) == 10);
  CHECK(last.data[0] == 9);
  CHECK(receiver.frames_ok == 10 && receiver.dropped == 0 && receiver.bad_crc == 0);
}

/* Whatever came before, after the silence the next command is understood: at most by its second
   try, because the first may be swallowed by a length byte of the noise. */
static void recovers_from_any_noise(void) {
  uint32_t random = 7;
  for (int round = 0; round < 20000; round++) {
    receiver_t receiver = {0};
    uint8_t bytes[PIECE_MAX];
    const size_t noise = check_random(&random) % 40;
    for (size_t index = 0; index < noise; index++) bytes[index] = (uint8_t)check_random(&random);
    const size_t size = noise + ping(0x7B, bytes + noise);
    frame_t last = {0};
    (void)take_all(&receiver, bytes, size, 0, &last);
    int found = receiver.frames_ok > 0 && last.data[0] == 0x7B;
    while (receiver_next(&receiver, RECEIVER_SILENCE_TICKS, &last)) found |= last.data[0] == 0x7B;
    CHECK(found);
    CHECK(!receiver_waits(&receiver));
  }
}

static void waits_for_the_rest_until_the_silence(void) {
  receiver_t receiver = {0};
  uint8_t bytes[FRAME_SIZE_MAX];
  const uint8_t size = ping(1, bytes);
  frame_t last;
  CHECK(take_all(&receiver, bytes, 3, 100, &last) == 0);
  CHECK(!receiver_next(&receiver, 100 + RECEIVER_SILENCE_TICKS - 1, &last));
  CHECK(receiver_waits(&receiver));
  CHECK(take_all(&receiver, bytes + 3, (size_t)(size - 3), 100 + RECEIVER_SILENCE_TICKS - 1, &last) == 1);
  CHECK(take_all(&receiver, bytes, 3, 100, &last) == 0);
  CHECK(!receiver_next(&receiver, 100 + RECEIVER_SILENCE_TICKS, &last));
  CHECK(!receiver_waits(&receiver) && receiver.dropped == 3);
}

static void hears_commands_only(void) {
  receiver_t receiver = {0};
  const frame_t report = {.type = 0x80, .length = 1, .data = {5}};
  uint8_t bytes[FRAME_SIZE_MAX];
  const uint8_t size = frame_encode(&report, bytes);
  frame_t last;
  (void)take_all(&receiver, bytes, size, 0, &last);
  (void)receiver_next(&receiver, RECEIVER_SILENCE_TICKS, &last);
  CHECK(receiver.frames_ok == 0 && receiver.dropped == size);
}

void test_receiver(void) {
  check_run("receiver_next() finds commands that follow each other", takes_commands_in_a_row);
  check_run("receiver_next() finds a command behind any noise", recovers_from_any_noise);
  check_run("receiver_next() waits 30 ms for the rest of a command", waits_for_the_rest_until_the_silence);
  check_run("receiver_next() does not take reports and answers for commands", hears_commands_only);
}
