#include <string.h>

#include "check.h"
#include "talk.h"

enum { DIGITS = 8, POINT = 0x80 };

/* What the digits show, as text; a point is written behind its digit. */
static void read_digits(char text[2 * DIGITS + 1]) {
  static const char known[] = "0123456789-JETONhf";
  size_t size = 0;
  for (int digit = DIGITS; digit >= 1; digit--) {
    const uint8_t segments = host_board.segments.registers[digit];
    char character = (segments & 0x7F) == 0 ? ' ' : '?';
    for (const char *candidate = known; *candidate != '\0' && character == '?'; candidate++) {
      if (max7219_segments((uint8_t)*candidate) == (segments & 0x7F)) character = *candidate;
    }
    text[size++] = character;
    if (segments & POINT) text[size++] = '.';
  }
  text[size] = '\0';
}

static bool digits_show(const char *wanted) {
  char text[2 * DIGITS + 1];
  read_digits(text);
  return strcmp(text, wanted) == 0;
}

static void shows_line_one(void) {
  host_board_init();
  talk_start();
  CHECK(talk(1, "", 0).type == 0x41 && memcmp(talk(1, "", 0).data, MODEL_VERSION, 16) == 0);
  CHECK(talk_ok(31, "\0\0-12.34..5678901 ", 18));
  CHECK(digits_show("-12.34. .56")); /* the second point stands alone */
  CHECK(talk_ok(31, "\0\1kept, not shown.", 18));
  const uint8_t second = 0x80 + GLASS_LINE_STRIDE;
  CHECK(memcmp(talk(10, &second, 1).data + 1, "kept, no", 8) == 0);
  CHECK(digits_show("-12.34. .56"));
}

static void shows_an_underscore_of_its_table(void) {
  host_board_init();
  talk_start();
  const uint8_t text[3] = {0, 0, MODEL_UNDERSCORE};
  CHECK(talk_ok(31, text, 3) && host_board.segments.registers[DIGITS] == 0x08);
}

static void dims_in_sixteen_steps(void) {
  host_board_init();
  talk_start();
  CHECK(host_board.segments.registers[12] == 1 && host_board.segments.registers[10] == 15);
  CHECK(talk_ok(14, "\x00", 1) && host_board.segments.registers[12] == 0);
  CHECK(talk_ok(14, "\x01", 1) && host_board.segments.registers[12] == 1 && host_board.segments.registers[10] == 0);
  CHECK(talk_ok(14, "\x32", 1) && host_board.segments.registers[10] == 7);
}

static void shows_the_code_of_rfc_6238(void) {
  host_board_init();
  talk_start();
  CHECK(talk_load_seed((const uint8_t *)"12345678901234567890", 20, 6, 30));
  CHECK(talk_set_time(1111111109, 0) && talk_ok(52, "\x01", 1));
  host_run(&talk_device, 500);
  CHECK(digits_show("081804.01"));
  CHECK(talk_load_seed((const uint8_t *)"12345678901234567890", 20, 8, 30));
  host_run(&talk_device, 15625);
  CHECK(digits_show("1.4.0.5.0.4.7.1."));
}

void test_segments(void) {
  check_run("seven segments show the beginning of line 1", shows_line_one);
  check_run("seven segments show a model's underscore", shows_an_underscore_of_its_table);
  check_run("seven segments are dimmed in sixteen steps", dims_in_sixteen_steps);
  check_run("seven segments show an own key's code and time left", shows_the_code_of_rfc_6238);
}
