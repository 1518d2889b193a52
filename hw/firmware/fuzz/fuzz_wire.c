#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../port/host/host_board.h"

/* libFuzzer's bytes are a life of the board: what comes over the wire, how long it is silent, which
   keys are held, when the power goes. Whatever happens, no sanitizer may complain, every byte that
   leaves belongs to a packet with a right CRC, and the memory of the glass stays within its bounds.

     0..199  that many + 1 of the following bytes come over the wire
     200..219  silence, 5 ms for each above 199
     220..229  the three bits below are keys that are held
     230..239  reset;  240.. a command of the following bytes with a right CRC */

static device_t device;

static void check_sent(void);
static size_t say_command(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  host_board_init();
  device_start(&device);
  while (size > 0) {
    const uint8_t what = *bytes++;
    size--;
    size_t taken = 0;
    if (what < 200) {
      taken = what + 1u < size ? what + 1u : size;
      host_say(bytes, taken);
    } else if (what < 220) {
      host_run(&device, (uint32_t)(what - 199) * 78);
    } else if (what < 230) {
      host_board.keys = (uint8_t)(what - 220);
    } else if (what < 240) {
      host_board.heard_taken = host_board.heard_size;
      device_start(&device);
    } else {
      taken = say_command(bytes, size);
    }
    bytes += taken;
    size -= taken;
    host_run(&device, 4);
    check_sent();
  }
  return 0;
}

static void check_sent(void) {
  size_t at = 0;
  while (at < host_board.sent_size) {
    const size_t left = host_board.sent_size - at;
    frame_t frame;
    if (frame_decode(host_board.sent + at, (uint8_t)(left < FRAME_SIZE_MAX ? left : FRAME_SIZE_MAX), &frame) != FRAME_OK) {
      abort();
    }
    at += frame.length + FRAME_OVERHEAD;
  }
  host_board.sent_size = 0;
}

static size_t say_command(const uint8_t *bytes, size_t size) {
  if (size < 2) return size;
  frame_t frame = {.type = bytes[0] % 64, .length = bytes[1] % (FRAME_DATA_MAX + 1)};
  if (frame.length > size - 2) frame.length = (uint8_t)(size - 2);
  memcpy(frame.data, bytes + 2, frame.length);
  uint8_t encoded[FRAME_SIZE_MAX];
  host_say(encoded, frame_encode(&frame, encoded));
  return 2u + frame.length;
}
