#include <string.h>

#include "check.h"
#include "talk.h"

/* What MODEL_CFA631 and MODEL_CFA635 change, with either display. */

#ifdef DISPLAY_MAX7219
enum { HAS_LCD = 0 };
#else
enum { HAS_LCD = 1 };
#endif
enum { LINE_3 = 0x60, LINE_2_OF_TWO = 0x40 };

static void starts_as_its_model(void) {
  host_board_init();
  talk_start();
  const frame_t answer = talk(1, "", 0);
  CHECK(answer.type == 0x41 && memcmp(answer.data, MODEL_VERSION, 16) == 0);
  CHECK(host_board.rate == BOARD_RATE_115200);
  if (HAS_LCD) CHECK(memcmp(host_board.lcd.cells + GLASS_LINE_STRIDE, "ready 115200 baud   ", 20) == 0);
  CHECK(host_board.contrast == 16);
}

static void writes_all_of_its_glass(void) {
  host_board_init();
  talk_start();
  CHECK(talk_ok(6, "", 0));
  const uint8_t last = GLASS_LINES - 1;
  uint8_t text[22] = {0, last};
  memcpy(text + 2, "twenty columns wide!", 20);
  CHECK(talk_ok(31, text, 22));
  host_run(&talk_device, 3125);
  const uint8_t place = GLASS_LINES > 2 ? LINE_3 : LINE_2_OF_TWO;
  if (HAS_LCD) CHECK(memcmp(host_board.lcd.cells + place, text + 2, 20) == 0);
  const uint8_t address = (uint8_t)(0x80 + place + 12);
  const frame_t answer = talk(10, &address, 1);
  CHECK(answer.length == 9 && memcmp(answer.data + 1, "ns wide!", 8) == 0);
  const uint8_t beyond[3] = {20, 0, 'x'};
  const uint8_t below[3] = {0, GLASS_LINES, 'x'};
  CHECK(talk_refused(31, beyond, 3, 3) && talk_refused(31, below, 3, 3));
  CHECK(talk_refused(7, "first line.     ", 16, 1) && talk_refused(7, text + 2, 20, 1));
}

static void takes_its_contrasts_and_cursors(void) {
  host_board_init();
  talk_start();
  CHECK(talk_ok(13, "\xFE", 1) && host_board.contrast == 33);
  CHECK(talk_refused(13, "\xFF", 1, 3));
  CHECK(talk_ok(12, "\x04", 1) && talk_refused(12, "\x05", 1, 3));
}

static void reports_its_keys(void) {
  host_board_init();
  talk_start();
  host_board.sent_size = 0;
  for (int key = 0; key < KEYS_COUNT; key++) {
    host_board.keys = (uint8_t)(1u << key);
    host_run(&talk_device, 1000);
    host_board.keys = 0;
    host_run(&talk_device, 1000);
  }
  CHECK(host_board.sent_size == (size_t)(2 * KEYS_COUNT * 5));
  for (int event = 0; event < 2 * KEYS_COUNT; event++) {
    const uint8_t *report = host_board.sent + 5 * event;
    CHECK(report[0] == 0x80 && report[2] == KEYS_EVENT_FIRST + event / 2 + (event % 2 ? KEYS_COUNT : 0));
  }
  CHECK(talk_ok(23, MODEL_HAS_CORNER_KEYS ? "\x0F\x0F" : "\x3F\x3F", 2));
  if (MODEL_HAS_CORNER_KEYS) CHECK(talk_refused(23, "\x10\x0F", 2, 3));
}

static void lights_its_lamps(void) {
  host_board_init();
  talk_start();
  if (MODEL_LAMPS == 0) {
    CHECK(talk_refused(34, "\x05\x64", 2, 1));
    return;
  }
  CHECK(talk_ok(34, "\x0C\x64", 2) && host_board.lamps == 0x80);
  CHECK(talk_ok(34, "\x05\x01", 2) && host_board.lamps == 0x81);
  CHECK(talk_ok(34, "\x0C\x00\x01", 3) && host_board.lamps == 0x01);
  CHECK(talk_ok(34, "\x04\x64", 2) && host_board.lamps == 0x01 && talk_refused(34, "\x0D\x64", 2, 3));
  CHECK(talk_refused(34, "\x05\x65", 2, 3) && host_board.lamps == 0x01);
  CHECK(talk_ok(4, "", 0));
  host_run(&talk_device, 15625);
  host_board.lamps = 0;
  device_start(&talk_device);
  CHECK(host_board.lamps == 0x01);
}

static void has_no_sensors(void) {
  host_board_init();
  talk_start();
  for (uint8_t number = 0; number < 32; number++) {
    const frame_t answer = talk(18, &number, 1);
    CHECK(answer.type == 0x52 && answer.length == 9 && answer.data[0] == number);
    for (int index = 1; index < 9; index++) CHECK(answer.data[index] == 0);
  }
  CHECK(talk_refused(18, "\x20", 1, 3) && talk_refused(18, "", 0, 2));
  CHECK(talk_ok(16, "\x0F", 1) && talk_ok(17, "\x64\x64\x64\x64", 4) && talk_refused(17, "\x65\x64\x64\x64", 4, 3));
  CHECK(talk_ok(19, "\0\0\0\0", 4) && talk_ok(21, "\x07\0", 2) && talk_refused(21, "\0\2\0\3\0\0\0", 7, 3));
}

/* Its command 9 reaches the controller whole, also while the cursor's shape changes. */
static void draws_while_the_cursor_changes(void) {
  host_board_init();
  talk_start();
  for (int round = 0; round < 50; round++) {
    const uint8_t style = (uint8_t)(round % 5);
    const uint8_t text[4] = {(uint8_t)(round % 20), 0, 'a', (uint8_t)('0' + round % 10)};
    CHECK(talk_ok(12, &style, 1) && talk_ok(31, text, 4));
    CHECK(talk_ok(9, "\1\1\2\3\4\5\6\7\10", 9));
    host_run(&talk_device, (uint32_t)(200 + round));
    CHECK(host_board.lcd.cells[round % 20] == 'a');
  }
  CHECK(memcmp(host_board.lcd.patterns + 8, "\1\2\3\4\5\6\7\10", 8) == 0);
}

void test_models(void) {
  check_run("a model starts with its name, rate and contrast", starts_as_its_model);
  check_run("a model writes all of its glass and nothing beyond", writes_all_of_its_glass);
  check_run("a model takes its contrasts and cursors", takes_its_contrasts_and_cursors);
  check_run("a model reports its keys", reports_its_keys);
  check_run("a model lights its lamps, and keeps them", lights_its_lamps);
  check_run("a model without fans and sensors says so", has_no_sensors);
  if (HAS_LCD) check_run("a model draws while its cursor changes", draws_while_the_cursor_changes);
}
