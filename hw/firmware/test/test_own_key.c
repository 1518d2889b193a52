#include <string.h>

#include "../core/bytes.h"
#include "../core/crc16.h"
#include "check.h"
#include "talk.h"

enum { SECOND = TIMEKEEPER_TICKS_PER_SECOND };

static const uint8_t rfc_seed[20] = "12345678901234567890";

static void new_key(void) {
  host_board_init();
  talk_start();
  CHECK(talk_load_seed(rfc_seed, sizeof rfc_seed, 8, 30));
}

static void shows_the_codes_of_rfc_6238(void) {
  new_key();
  static const struct {
    uint64_t seconds;
    const char *line;
  } examples[] = {{59, "    9428 7082   "},         {1111111109, "    0708 1804   "},
                  {1111111111, "    1405 0471   "}, {1234567890, "    8900 5924   "},
                  {2000000000, "    6927 9037   "}, {20000000000, "    6535 3130   "}};
  for (size_t index = 0; index < sizeof examples / sizeof examples[0]; index++) {
    CHECK(talk_set_time(examples[index].seconds, 0));
    CHECK(talk_ok(52, "\x01", 1));
    host_run(&talk_device, 500);
    CHECK(talk_shows(0, examples[index].line));
  }
}

/* The code changes with the step, and not a tick before: seen on the display's controller. */
static void changes_with_the_step(void) {
  new_key();
  CHECK(talk_set_time(1111111109, SECOND - 1000) && talk_ok(52, "\x01", 1));
  host_run(&talk_device, 500);
  CHECK(talk_shows(0, "    0708 1804   ") && talk_shows(1, "1     \xFF         "));
  host_run(&talk_device, 1000 - 500 - 3 * 16);
  CHECK(talk_shows(0, "    0708 1804   "));
  host_run(&talk_device, 3 * 16 + 100);
  CHECK(talk_shows(0, "    1405 0471   "));
  CHECK(talk_device.timekeeper.seconds == 1111111110);
}

static void keeps_its_seed_and_trim_without_power(void) {
  new_key();
  CHECK(talk_ok(53, "\xE8\x03\x00\x00", 4));
  host_run(&talk_device, SECOND);
  talk_start();
  frame_t answer = talk(53, "", 0);
  CHECK(answer.length == 4 && bytes_read_u32(answer.data) == 1000);
  CHECK(talk(54, "", 0).data[3] == 1); /* a seed, no time */
  CHECK(talk_refused(52, "\x01", 1, 4));
  CHECK(talk_set_time(59, 0) && talk_ok(52, "\x02", 1));
  host_run(&talk_device, 500);
  CHECK(talk(52, "", 0).data[0] == 2);
  CHECK(host_board.lcd.cells[0x40 + 15] == '1'); /* one second left */
}

static void refuses_what_cannot_be(void) {
  host_board_init();
  talk_start();
  CHECK(talk_refused(52, "\x01", 1, 4) && talk_refused(52, "\x03", 1, 3));
  CHECK(talk_refused(48, "\0\0\0\0\0\x09\x3D", 7, 3)); /* 15625 ticks */
  CHECK(talk_refused(53, "\x81\x96\x98\x00", 4, 3));   /* 10000001 ppb */
  CHECK(talk_refused(53, "\x7F\x69\x67\xFF", 4, 3));   /* -10000001 ppb */
  CHECK(talk_refused(50, "\x08x", 2, 3) && talk_refused(50, "\x10x", 2, 3) && talk_refused(50, "\x40x", 2, 3));
  CHECK(!talk_load_seed(rfc_seed, 20, 5, 30) && !talk_load_seed(rfc_seed, 20, 9, 30));
  CHECK(!talk_load_seed(rfc_seed, 20, 6, 0));
  CHECK(talk_ok(50, "\0seed", 5));
  CHECK(talk_refused(51, "\x04\x06\x1E\0\0\0", 6, 3)); /* another CRC; and now the buffer is empty: */
  uint8_t finish[6] = {4, 6, 30, 0};
  bytes_write_u16(finish + 4, crc16_x25((const uint8_t *)"seed", 4));
  CHECK(talk_refused(51, finish, 6, 3));
  CHECK(talk_ok(50, "\0seed", 5) && talk_ok(50, "\0seed", 5) && talk_ok(51, finish, 6) && talk_ok(51, finish, 6));
  CHECK((talk(54, "", 0).data[3] & 1) == 1);
}

static void owns_its_glass(void) {
  new_key();
  CHECK(talk_set_time(59, 0) && talk_ok(52, "\x01", 1));
  static const uint8_t writes[] = {6, 7, 8, 9, 11, 12, 31};
  for (size_t index = 0; index < sizeof writes; index++) CHECK(talk_refused(writes[index], "0123456789abcdef", 16, 4));
  CHECK(talk_refused(4, "", 0, 4)); /* the code is not for the EEPROM */
  CHECK(talk_ok(55, "", 0));
  host_run(&talk_device, 1000);
  CHECK(talk_shows(0, "                ") && talk_shows(1, "                "));
  CHECK(talk(52, "", 0).data[0] == 0 && (talk(54, "", 0).data[3] & 1) == 0);
}

static bool contains(const uint8_t *bytes, size_t size, const uint8_t *part, size_t part_size) {
  for (size_t at = 0; at + part_size <= size; at++) {
    if (memcmp(bytes + at, part, part_size) == 0) return true;
  }
  return false;
}

/* No command gives a seed back: not a byte pair more of it than chance, whatever is asked. Pings
   and texts, which give back what they are sent, are sent no part of it. */
static void never_gives_the_seed_back(void) {
  host_board_init();
  talk_start();
  uint8_t seed[64];
  uint32_t random = 11;
  for (size_t index = 0; index < sizeof seed; index++) seed[index] = (uint8_t)check_random(&random);
  CHECK(talk_load_seed(seed, sizeof seed, 6, 30));
  CHECK(talk_set_time(1, 0));
  for (int round = 0; round < 60000; round++) {
    uint8_t data[FRAME_DATA_MAX];
    for (size_t index = 0; index < sizeof data; index++) data[index] = (uint8_t)check_random(&random);
    const uint8_t type = check_random(&random) % 64;
    const uint8_t length = check_random(&random) % 3 == 0 ? 0 : check_random(&random) % (FRAME_DATA_MAX + 1);
    if (type == 5 || type == 55) continue; /* a seed that is erased proves nothing */
    (void)talk(type, data, length);
    for (size_t at = 0; at + 4 <= sizeof seed; at++) {
      CHECK(!contains(host_board.sent, host_board.sent_size, seed + at, 4));
    }
  }
}

void test_own_key(void) {
  check_run("an own key shows the codes of RFC 6238", shows_the_codes_of_rfc_6238);
  check_run("an own key changes its code with the step", changes_with_the_step);
  check_run("an own key keeps seed and trim without power, and asks for the time", keeps_its_seed_and_trim_without_power);
  check_run("an own key refuses what cannot be", refuses_what_cannot_be);
  check_run("an own key owns its glass until its seed is erased", owns_its_glass);
  check_run("no command gives a seed back", never_gives_the_seed_back);
}
