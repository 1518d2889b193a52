#include "input.h"

/* libFuzzer's bytes are contacts that close and bounce, and time that passes. Of each key presses and
   releases are reported in turn; the clock stands where 64 bits and one division put it. */

enum { TURN_TICKS_MAX = 60000 };
#define PPB_OF_ONE INT64_C(1000000000)

static device_t device;
static uint8_t held; /* bit i: key i was reported as pressed last */

static uint8_t check_reports(void);
static void set_trim(input_t *input);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  input_t input = {bytes, size};
  host_board_init();
  device_start(&device);
  host_run(&device, 1);
  held = 0;
  while (input.left > 0) {
    host_board.keys = take_byte(&input) & KEYS_ALL;
    if (host_board.keys == KEYS_ALL) set_trim(&input);
    const uint64_t start = device.timekeeper.seconds;
    const int64_t ticks = device.timekeeper.ticks;
    const int64_t trim = device.timekeeper.trim_ppb;
    const int64_t fraction = device.timekeeper.fraction_ppb;
    const uint16_t counter = device.timekeeper.counter;
    host_run(&device, take_u16(&input) % TURN_TICKS_MAX);
    const int64_t passed = (uint16_t)(device.timekeeper.counter - counter);
    const int64_t gathered = fraction + passed * (PPB_OF_ONE + trim);
    const int64_t stands = ticks + gathered / PPB_OF_ONE;
    must(device.timekeeper.seconds == start + (uint64_t)(stands / TIMEKEEPER_TICKS_PER_SECOND));
    must(device.timekeeper.ticks == stands % TIMEKEEPER_TICKS_PER_SECOND);
    must(device.timekeeper.fraction_ppb == gathered % PPB_OF_ONE);
    (void)check_reports();
  }
  /* What contacts show for long is believed. */
  host_run(&device, 2 * KEYS_SETTLE_TICKS);
  (void)check_reports();
  must(device.keys.down == host_board.keys && held == host_board.keys);
  return 0;
}

/* Returns the type of the last packet that is no report; zero if there is none. */
static uint8_t check_reports(void) {
  uint8_t answer = 0;
  frame_t report;
  for (size_t at = 0; at < host_board.sent_size; at += report.length + FRAME_OVERHEAD) {
    const size_t left = host_board.sent_size - at;
    must(frame_decode(host_board.sent + at, (uint8_t)(left < FRAME_SIZE_MAX ? left : FRAME_SIZE_MAX), &report) == FRAME_OK);
    if (report.type != 0x80) {
      answer = report.type;
      continue;
    }
    must(report.length == 1 && report.data[0] >= 1 && report.data[0] <= 2 * KEYS_COUNT);
    const uint8_t bit = (uint8_t)(1u << ((report.data[0] - 1) % KEYS_COUNT));
    const bool is_press = report.data[0] <= KEYS_COUNT;
    must(((held & bit) == 0) == is_press);
    held ^= bit;
  }
  host_board.sent_size = 0;
  return answer;
}

static void set_trim(input_t *input) {
  uint8_t wanted[4];
  const size_t size = take_bytes(input, wanted, sizeof wanted);
  if (size < sizeof wanted) return;
  const int32_t ppb = (int32_t)bytes_read_u32(wanted) % 20000000;
  frame_t trim = {.type = 53, .length = 4};
  bytes_write_u32(trim.data, (uint32_t)ppb);
  const bool fits = ppb >= -10000000 && ppb <= 10000000;
  uint8_t encoded[FRAME_SIZE_MAX];
  host_say(encoded, frame_encode(&trim, encoded));
  host_run(&device, 4);
  must(check_reports() == (fits ? 0x40 | 53 : 0xC0 | 53));
}
