#include <string.h>

#include "check.h"
#include "talk.h"

static void greets_and_answers(void) {
  host_board_init();
  talk_start();
  CHECK(talk_shows(0, "JETON1:h1.0,f1.0") && talk_shows(1, "ready 19200 baud"));
  frame_t answer = talk(0, "0123456789abcdef", 16);
  CHECK(answer.type == 0x40 && answer.length == 16 && memcmp(answer.data, "0123456789abcdef", 16) == 0);
  answer = talk(1, "", 0);
  CHECK(answer.type == 0x41 && answer.length == 16 && memcmp(answer.data, "JETON1:h1.0,f1.0", 16) == 0);
}

static void writes_reads_and_lights_the_glass(void) {
  host_board_init();
  talk_start();
  CHECK(talk_ok(6, "", 0));
  CHECK(talk_ok(7, "first line.     ", 16) && talk_ok(8, "second line.    ", 16));
  CHECK(talk_ok(31, "\x0E\x00wxyz", 6)); /* cut at the line's end */
  CHECK(talk_ok(13, "\x00", 1) && talk_ok(14, "\x32", 1) && talk_ok(12, "\x03", 1) && talk_ok(11, "\x0F\x01", 2));
  CHECK(talk_ok(9, "\x07\x01\x02\x03\x04\x05\x06\x07\x08", 9));
  host_run(&talk_device, 1000);
  CHECK(talk_shows(0, "first line.   wx") && talk_shows(1, "second line.    "));
  CHECK(host_board.lcd.patterns[7 * 8 + 2] == 3 && host_board.lcd.address == 0x4F);
  CHECK(host_board.contrast == 0 && host_board.backlight == 50);
  const frame_t answer = talk(10, "\x88", 1);
  CHECK(answer.length == 9 && memcmp(answer.data, "\x88" "ne.   wx", 9) == 0);
}

static void refuses_with_a_reason(void) {
  host_board_init();
  talk_start();
  static const uint8_t absent[] = {15, 22, 30, 34, 47, 56, 63};
  for (size_t index = 0; index < sizeof absent; index++) CHECK(talk_refused(absent[index], "", 0, 1));
  static const uint8_t wants_data[] = {2, 5, 7, 8, 9, 10, 11, 12, 13, 14, 23, 31, 33, 48, 50, 51};
  for (size_t index = 0; index < sizeof wants_data; index++) CHECK(talk_refused(wants_data[index], "", 0, 2));
  static const uint8_t wants_none[] = {1, 3, 4, 6, 24, 49, 54, 55};
  for (size_t index = 0; index < sizeof wants_none; index++) CHECK(talk_refused(wants_none[index], "0", 1, 2));
  CHECK(talk_refused(5, "\x08\x12\x62", 3, 3));
  CHECK(talk_refused(9, "\x08" "12345678", 9, 3));
  CHECK(talk_refused(10, "\x3F", 1, 3));
  CHECK(talk_refused(11, "\x10\x00", 2, 3) && talk_refused(11, "\x00\x02", 2, 3));
  CHECK(talk_refused(12, "\x04", 1, 3) && talk_refused(13, "\x33", 1, 3) && talk_refused(14, "\x65", 1, 3));
  CHECK(talk_refused(23, "\x40\x00", 2, 3) && talk_refused(33, "\x02", 1, 3));
  CHECK(talk_refused(31, "\x10\x00x", 3, 3) && talk_refused(31, "\x00\x02x", 3, 3));
  CHECK(talk_refused(0, "0123456789abcdefg", 17, 2));
}

static void reports_and_polls_keys(void) {
  host_board_init();
  talk_start();
  host_board.sent_size = 0;
  host_board.keys = 1u << 4;
  host_run(&talk_device, 300);
  frame_t report;
  CHECK(host_board.sent_size == 5 && frame_decode(host_board.sent, 5, &report) == FRAME_OK);
  CHECK(report.type == 0x80 && report.length == 1 && report.data[0] == 5);
  CHECK(talk_ok(23, "\x00\x00", 2));
  host_board.keys = 0;
  host_run(&talk_device, 300);
  frame_t answer = talk(24, "", 0);
  CHECK(answer.length == 3 && answer.data[0] == 0 && answer.data[1] == 2 && answer.data[2] == 2);
  answer = talk(24, "", 0);
  CHECK(answer.data[0] == 0 && answer.data[1] == 0 && answer.data[2] == 0);
}

static void changes_the_rate_after_its_answer(void) {
  host_board_init();
  talk_start();
  host_board.is_wire_idle = false;
  CHECK(talk_ok(33, "\x01", 1) && host_board.rate == BOARD_RATE_19200);
  host_run(&talk_device, 100);
  CHECK(host_board.rate == BOARD_RATE_19200);
  host_board.is_wire_idle = true;
  host_run(&talk_device, 1);
  CHECK(host_board.rate == BOARD_RATE_115200);
}

static void starts_in_its_stored_state(void) {
  host_board_init();
  talk_start();
  CHECK(talk_ok(7, "kept            ", 16) && talk_ok(14, "\x05", 1) && talk_ok(33, "\x01", 1));
  CHECK(talk_ok(2, "user's own bytes", 16));
  CHECK(talk_ok(4, "", 0) && talk_ok(5, "\x08\x12\x63", 3));
  CHECK(host_board.resets == 0); /* not before all is stored */
  host_run(&talk_device, 15625);
  CHECK(host_board.resets > 0);
  talk_start();
  CHECK(talk_shows(0, "kept            ") && host_board.backlight == 5 && host_board.rate == BOARD_RATE_115200);
  const frame_t answer = talk(3, "", 0);
  CHECK(answer.length == 16 && memcmp(answer.data, "user's own bytes", 16) == 0);
}

static void waits_when_its_answer_has_no_room(void) {
  host_board_init();
  talk_start();
  host_board.wire_room = FRAME_SIZE_MAX - 1;
  CHECK(talk(0, "x", 1).type == 0);
  host_board.wire_room = FRAME_SIZE_MAX;
  host_run(&talk_device, 1);
  frame_t answer;
  CHECK(frame_decode(host_board.sent, (uint8_t)host_board.sent_size, &answer) == FRAME_OK && answer.type == 0x40);
}

void test_conversation(void) {
  check_run("a device greets and answers ping and version", greets_and_answers);
  check_run("a device writes, reads back and lights its glass", writes_reads_and_lights_the_glass);
  check_run("a device refuses with a reason", refuses_with_a_reason);
  check_run("a device reports keys and is polled for them", reports_and_polls_keys);
  check_run("a device changes its rate after its answer has left", changes_the_rate_after_its_answer);
  check_run("a device starts in its stored state", starts_in_its_stored_state);
  check_run("a device waits until its answer has room", waits_when_its_answer_has_no_room);
}
