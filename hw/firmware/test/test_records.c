#include <string.h>

#include "../core/boot_record.h"
#include "../core/bytes.h"
#include "../core/crc16.h"
#include "../core/seed_record.h"
#include "check.h"
#include "talk.h"

/* Where the records lie, said a second time: boards in use keep theirs there. */
enum { SEED_AT = 0, TRIM_AT = 70, USER_AT = 76, BOOT_AT = 94 };

/* A board that has stored one of each. */
static void store_all(void) {
  host_board_init();
  talk_start();
  CHECK(talk_load_seed((const uint8_t *)"12345678901234567890", 20, 6, 30));
  CHECK(talk_ok(53, "\xE8\x03\x00\x00", 4) && talk_ok(2, "sixteen bytes...", 16));
  CHECK(talk_ok(13, "\x05", 1) && talk_ok(4, "", 0));
  host_run(&talk_device, 2 * TIMEKEEPER_TICKS_PER_SECOND);
  CHECK(store_rests(&talk_device.store));
}

/* Writes bytes into a record behind the board's back, with the CRC that fits, and restarts. */
static bool takes(store_record_t record, uint8_t offset, const void *bytes, uint8_t size) {
  static const uint8_t places[STORE_RECORDS] = {SEED_AT, TRIM_AT, USER_AT, BOOT_AT};
  static const uint8_t sizes[STORE_RECORDS] = {STORE_SEED_SIZE, STORE_TRIM_SIZE, STORE_USER_SIZE, STORE_BOOT_SIZE};
  uint8_t *place = host_board.eeprom + places[record];
  uint8_t kept[STORE_BOOT_SIZE];
  memcpy(kept, place, sizes[record]);
  memcpy(place + offset, bytes, size);
  bytes_write_u16(place + sizes[record], crc16_x25(place, sizes[record]));
  device_start(&talk_device);
  const bool is_taken = store_record(&talk_device.store, record) != NULL;
  memcpy(place, kept, sizes[record]);
  bytes_write_u16(place + sizes[record], crc16_x25(place, sizes[record]));
  return is_taken;
}

static bool takes_byte(store_record_t record, uint8_t offset, uint8_t value) {
  return takes(record, offset, &value, 1);
}

/* The greatest that is allowed, and one more. */
static void check_edge(store_record_t record, uint8_t offset, uint8_t highest) {
  CHECK(takes_byte(record, offset, 0) && takes_byte(record, offset, highest));
  if (highest < UINT8_MAX) CHECK(!takes_byte(record, offset, (uint8_t)(highest + 1)));
}

static void are_taken_in_their_ranges_only(void) {
  store_all();
  CHECK(takes_byte(STORE_SEED, SEED_LENGTH, 1) && takes_byte(STORE_SEED, SEED_LENGTH, 64));
  CHECK(!takes_byte(STORE_SEED, SEED_LENGTH, 0) && !takes_byte(STORE_SEED, SEED_LENGTH, 65));
  CHECK(takes_byte(STORE_SEED, SEED_DIGITS, 6) && takes_byte(STORE_SEED, SEED_DIGITS, 8));
  CHECK(!takes_byte(STORE_SEED, SEED_DIGITS, 5) && !takes_byte(STORE_SEED, SEED_DIGITS, 9));
  CHECK(takes(STORE_SEED, SEED_PERIOD, "\xFF\xFF", 2) && !takes(STORE_SEED, SEED_PERIOD, "\0\0", 2));
  CHECK(takes(STORE_TRIM, 0, "\x80\x96\x98\x00", 4) && !takes(STORE_TRIM, 0, "\x81\x96\x98\x00", 4));
  CHECK(takes(STORE_TRIM, 0, "\x80\x69\x67\xFF", 4) && !takes(STORE_TRIM, 0, "\x7F\x69\x67\xFF", 4));
  CHECK(!takes_byte(STORE_BOOT, 0, 0) && !takes_byte(STORE_BOOT, 0, BOOT_FORMAT + 1));
  check_edge(STORE_BOOT, BOOT_COLUMN, GLASS_COLUMNS - 1);
  check_edge(STORE_BOOT, BOOT_LINE, GLASS_LINES - 1);
  check_edge(STORE_BOOT, BOOT_CURSOR, GLASS_CURSOR_MAX);
  check_edge(STORE_BOOT, BOOT_CONTRAST, MODEL_CONTRAST_MAX);
  check_edge(STORE_BOOT, BOOT_BACKLIGHT, 100);
  check_edge(STORE_BOOT, BOOT_PRESS_MASK, KEYS_ALL);
  check_edge(STORE_BOOT, BOOT_RELEASE_MASK, KEYS_ALL);
  check_edge(STORE_BOOT, BOOT_RATE, 1);
  if (MODEL_LAMPS > 0) check_edge(STORE_BOOT, BOOT_SIZE - 1, 0xFF);
  check_edge(STORE_BOOT, BOOT_CELLS, 0xFF);
  check_edge(STORE_BOOT, BOOT_PATTERNS, 0xFF);
  check_edge(STORE_USER, 0, 0xFF);
}

/* What is not taken is as if it had never been there: the board greets, with its own contrast. */
static void out_of_range_change_nothing(void) {
  store_all();
  CHECK(!takes_byte(STORE_BOOT, BOOT_CONTRAST, 0xFF) && talk_device.contrast == MODEL_CONTRAST_MIDDLE);
  CHECK(!takes_byte(STORE_BOOT, BOOT_PRESS_MASK, 0xC0) && talk_device.keys.press_mask == KEYS_ALL);
  CHECK(!takes(STORE_TRIM, 0, "\xFF\xFF\xFF\x7F", 4) && talk_device.timekeeper.trim_ppb == 0);
  CHECK(!takes_byte(STORE_SEED, SEED_DIGITS, 255));
  CHECK(talk_set_time(59, 0) && talk_refused(52, "\x01", 1, 4));
}

static void are_absent_from_an_empty_eeprom(void) {
  host_board_init();
  talk_start();
  for (store_record_t record = STORE_SEED; record < STORE_RECORDS; record++) {
    CHECK(store_record(&talk_device.store, record) == NULL);
  }
  CHECK(host_board.eeprom_writes == 0 && store_rests(&talk_device.store));
}

void test_records(void) {
  check_run("records with a right CRC are taken in their ranges only", are_taken_in_their_ranges_only);
  check_run("records out of range change nothing", out_of_range_change_nothing);
  check_run("records are absent from an empty EEPROM, which is not written", are_absent_from_an_empty_eeprom);
}
