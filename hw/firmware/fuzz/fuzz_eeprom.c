#include "../core/boot_record.h"
#include "../core/crc16.h"
#include "../core/seed_record.h"
#include "input.h"

/* libFuzzer's bytes change what a board has stored: pairs of a place and a value, and then each record whose
   bit is set in the first byte gets a right CRC. Whatever it is, no value is out of its range afterwards, the
   board answers, shows a code in each mode if it says that it has a seed, and has written over the rest. */

static device_t device;

static void store_all(void);
static void check_ranges(void);
static void show_codes(void);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static const uint8_t sizes[STORE_RECORDS] = {STORE_SEED_SIZE, STORE_TRIM_SIZE, STORE_USER_SIZE, STORE_BOOT_SIZE};
  input_t input = {bytes, size};
  store_all();
  const uint8_t with_crc = take_byte(&input);
  while (input.left > 0) {
    const uint8_t at = take_byte(&input) % STORE_SIZE;
    host_board.eeprom[at] = take_byte(&input);
  }
  uint8_t *place = host_board.eeprom;
  for (store_record_t record = STORE_SEED; record < STORE_RECORDS; record++) {
    if (with_crc & (1u << record)) bytes_write_u16(place + sizes[record], crc16_x25(place, sizes[record]));
    place += sizes[record] + STORE_CRC_SIZE;
  }
  device_start(&device);
  check_ranges();
  host_run(&device, 100);
  show_codes();
  check_ranges();
  host_run(&device, 2 * TIMEKEEPER_TICKS_PER_SECOND);
  must(store_rests(&device.store) && !device.store.is_faulty);
  must(memcmp(host_board.eeprom, device.store.image, STORE_SIZE) == 0);
  return 0;
}

/* One of each record, as the board itself stores them; kept from the first time. */
static void store_all(void) {
  static uint8_t stored[HOST_EEPROM_SIZE];
  host_board_init();
  if (stored[0] == 0) {
    device_start(&device);
    const frame_t part = {.type = 50, .length = 5, .data = {0, 's', 'e', 'e', 'd'}};
    frame_t finish = {.type = 51, .length = 6, .data = {4, 6, 30, 0}};
    bytes_write_u16(finish.data + 4, crc16_x25(part.data + 1, 4));
    const frame_t trim = {.type = 53, .length = 4, .data = {1}};
    const frame_t user = {.type = 2, .length = 16};
    const frame_t state = {.type = 4};
    must(say_frame(&device, &part) == (0x40 | 50) && say_frame(&device, &finish) == (0x40 | 51));
    must(say_frame(&device, &trim) == (0x40 | 53) && say_frame(&device, &user) == (0x40 | 2));
    must(say_frame(&device, &state) == (0x40 | 4));
    host_run(&device, 2 * TIMEKEEPER_TICKS_PER_SECOND);
    memcpy(stored, host_board.eeprom, sizeof stored);
    host_board_init();
  }
  memcpy(host_board.eeprom, stored, sizeof stored);
}

static void check_ranges(void) {
  must(device.contrast <= MODEL_CONTRAST_MAX && device.backlight <= 100 && host_board.contrast <= 50);
  must(device.glass.column < GLASS_COLUMNS && device.glass.line < GLASS_LINES && device.glass.cursor <= GLASS_CURSOR_MAX);
  must(device.keys.press_mask <= KEYS_ALL && device.keys.release_mask <= KEYS_ALL);
  must(device.rate == BOARD_RATE_19200 || device.rate == BOARD_RATE_115200);
  must(timekeeper_trim_fits(device.timekeeper.trim_ppb));
}

static void show_codes(void) {
  const uint8_t *seed = store_record(&device.store, STORE_SEED);
  const frame_t time = {.type = 48, .length = 7, .data = {59}};
  must(say_frame(&device, &time) == (0x40 | 48));
  for (uint8_t mode = 1; mode <= 2; mode++) {
    const frame_t be_key = {.type = 52, .length = 1, .data = {mode}};
    must(say_frame(&device, &be_key) == (seed == NULL ? 0xC0 | 52 : 0x40 | 52));
    host_run(&device, TIMEKEEPER_TICKS_PER_SECOND);
    if (seed == NULL) continue;
    must(seed[SEED_DIGITS] >= 6 && seed[SEED_DIGITS] <= 8 && seed[SEED_LENGTH] >= 1 && seed[SEED_LENGTH] <= 64);
    for (uint8_t digit = 0; digit < seed[SEED_DIGITS]; digit++) {
      must(device.own_key.code[digit] >= '0' && device.own_key.code[digit] <= '9');
    }
  }
  const frame_t mirror = {.type = 52, .length = 1, .data = {0}};
  must(say_frame(&device, &mirror) == (0x40 | 52));
}
