#include "../core/crc16.h"
#include "../core/seed_record.h"
#include "input.h"

/* libFuzzer's bytes are loads of seeds: parts, ends, erasures and power cuts in any order. Beside the board
   stands what hw/PROTOCOL.md says of them, and both must say the same; what was erased is nowhere. */

static device_t device;

/* What the protocol says is loaded, and what is kept. */
static struct {
  uint8_t loaded[64];
  uint8_t size;
  uint8_t kept[STORE_SEED_SIZE];
  bool has_kept;
} said;

static void say_part(input_t *input);
static void say_finish(input_t *input);
static void say_erase(void);
static void cut_power(void);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  input_t input = {bytes, size};
  host_board_init();
  memset(&said, 0, sizeof said);
  device_start(&device);
  while (input.left > 0) {
    const uint8_t what = take_byte(&input);
    if (what < 128) {
      say_part(&input);
    } else if (what < 224) {
      say_finish(&input);
    } else if (what < 240) {
      say_erase();
    } else {
      cut_power();
    }
    const uint8_t *record = store_record(&device.store, STORE_SEED);
    must((record != NULL) == said.has_kept);
    must(record == NULL || memcmp(record, said.kept, STORE_SEED_SIZE) == 0);
    must(device.seed_load.size == said.size && memcmp(device.seed_load.bytes, said.loaded, said.size) == 0);
  }
  return 0;
}

static void say_part(input_t *input) {
  static const uint8_t offsets[8] = {0, 16, 32, 48, 64, 8, 255, 0};
  frame_t part = {.type = 50, .data = {offsets[take_byte(input) % 8]}};
  const uint8_t size = take_byte(input) % 19;
  part.length = (uint8_t)(1 + take_bytes(input, part.data + 1, size));
  const uint8_t offset = part.data[0];
  const uint8_t length = (uint8_t)(part.length - 1);
  const uint8_t answer = say_frame(&device, &part);
  if (length == 0 || length > 16) {
    must(answer == (0xC0 | 50)); /* of a wrong length: nothing has changed */
    return;
  }
  if (offset == 0) said.size = 0;
  const bool is_good = offset % 16 == 0 && offset < 64 && offset <= said.size;
  must(answer == (is_good ? 0x40 | 50 : 0xC0 | 50));
  if (is_good) memcpy(said.loaded + offset, part.data + 1, length);
  said.size = (uint8_t)(is_good ? offset + length : 0);
}

/* A length, digits, a period and a CRC, most often those that fit. */
static void say_finish(input_t *input) {
  const uint8_t wrong = take_byte(input);
  frame_t finish = {.type = 51, .length = 6, .data = {said.size, (uint8_t)(6 + wrong % 3)}};
  bytes_write_u16(finish.data + 2, 30);
  bytes_write_u16(finish.data + 4, crc16_x25(said.loaded, said.size));
  if (wrong >= 192) finish.data[wrong % 6] = take_byte(input);
  const uint16_t period = bytes_read_u16(finish.data + 2);
  const bool is_good = said.size > 0 && finish.data[0] == said.size && finish.data[1] >= 6 && finish.data[1] <= 8 &&
                       period > 0 && bytes_read_u16(finish.data + 4) == crc16_x25(said.loaded, said.size);
  const bool is_again = said.size == 0 && said.has_kept && memcmp(finish.data, said.kept, 4) == 0 &&
                        bytes_read_u16(finish.data + 4) == crc16_x25(said.kept + 4, finish.data[0]);
  must(say_frame(&device, &finish) == (is_good || is_again ? 0x40 | 51 : 0xC0 | 51));
  if (is_good) {
    memset(said.kept, 0, sizeof said.kept);
    memcpy(said.kept, finish.data, 4);
    memcpy(said.kept + 4, said.loaded, said.size);
    said.has_kept = true;
  }
  said.size = 0;
}

static void say_erase(void) {
  const frame_t erase = {.type = 55};
  must(say_frame(&device, &erase) == (0x40 | 55));
  said.size = 0;
  said.has_kept = false;
  for (size_t index = 0; index < sizeof device.seed_load.bytes; index++) must(device.seed_load.bytes[index] == 0);
  for (size_t index = 0; index < STORE_SEED_SIZE; index++) must(device.store.image[index] == 0xFF);
}

/* The power goes when all is written, and comes back. */
static void cut_power(void) {
  host_run(&device, 2 * TIMEKEEPER_TICKS_PER_SECOND);
  device_start(&device);
  said.size = 0;
}
