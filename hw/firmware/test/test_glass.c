#include <string.h>

#include "../display/hd44780.h"
#include "../port/host/host_board.h"
#include "check.h"

/* Draws until the display wants nothing more, or for 200 ms. */
static void draw_all(hd44780_t *display, glass_t *glass) {
  for (int tick = 0; tick < 3125; tick++) {
    const bool is_done = hd44780_step(display, glass, board_ticks()) == 0;
    if (is_done) return;
    host_board.ticks++;
  }
  CHECK(false);
}

static bool shows(const glass_t *glass) {
  return memcmp(host_board.lcd.cells, glass->cells[0], GLASS_COLUMNS) == 0 &&
         memcmp(host_board.lcd.cells + 0x40, glass->cells[1], GLASS_COLUMNS) == 0 &&
         memcmp(host_board.lcd.patterns, glass->patterns, sizeof glass->patterns) == 0;
}

/* Goal: whatever is written, and at whatever moment of the drawing, the controller's memory ends
   up as the glass has it. Method: random writes between random numbers of ticks. */
static void draws_what_was_written(void) {
  host_board_init();
  hd44780_t display = {0};
  glass_t glass;
  glass_init(&glass);
  uint32_t random = 3;
  for (int round = 0; round < 3000; round++) {
    uint8_t text[GLASS_COLUMNS];
    for (size_t index = 0; index < sizeof text; index++) text[index] = (uint8_t)check_random(&random);
    const uint8_t line = check_random(&random) % 2;
    const uint8_t column = check_random(&random) % GLASS_COLUMNS;
    if (check_random(&random) % 4 == 0) {
      glass_set_pattern(&glass, check_random(&random) % GLASS_PATTERNS, text);
    } else if (check_random(&random) % 8 == 0) {
      glass_clear(&glass);
    } else {
      glass_write(&glass, line, column, text, check_random(&random) % 17);
    }
    for (uint32_t ticks = check_random(&random) % 40; ticks > 0; ticks--) {
      (void)hd44780_step(&display, &glass, board_ticks());
      host_board.ticks++;
    }
    if (round % 10 == 0) {
      draw_all(&display, &glass);
      CHECK(shows(&glass));
    }
  }
}

static void starts_from_any_state(void) {
  /* A reset of the board alone: the controller has four bits and perhaps half a byte. */
  for (int half = 0; half < 2; half++) {
    host_board_init();
    host_board.lcd.is_four_bit = true;
    host_board.lcd.has_high = half == 1;
    hd44780_t display = {0};
    glass_t glass;
    glass_init(&glass);
    glass_write(&glass, 1, 0, (const uint8_t *)"0123456789abcdef", GLASS_COLUMNS);
    draw_all(&display, &glass);
    CHECK(shows(&glass));
  }
}

static void brings_the_cursor_back(void) {
  host_board_init();
  hd44780_t display = {0};
  glass_t glass;
  glass_init(&glass);
  glass_move_cursor(&glass, 5, 1);
  draw_all(&display, &glass);
  glass_write(&glass, 0, 0, (const uint8_t *)"moved", 5);
  draw_all(&display, &glass);
  CHECK(!host_board.lcd.is_pattern_address && host_board.lcd.address == 0x45);
}

static void reads_as_the_controller_numbers(void) {
  glass_t glass;
  glass_init(&glass);
  uint8_t bytes[GLASS_READ_SIZE];
  glass_write(&glass, 0, 0, (const uint8_t *)"ABCDEFGHIJKLMNOP", GLASS_COLUMNS);
  glass_write(&glass, 1, 8, (const uint8_t *)"ijklmnop", 8);
  glass_set_pattern(&glass, 1, (const uint8_t *)"\1\2\3\4\5\6\7\10");
  CHECK(glass_read(&glass, 0x80, bytes) && memcmp(bytes, "ABCDEFGH", 8) == 0);
  CHECK(glass_read(&glass, 0x8C, bytes) && memcmp(bytes, "MNOP    ", 8) == 0);
  CHECK(glass_read(&glass, 0xC8, bytes) && memcmp(bytes, "ijklmnop", 8) == 0);
  CHECK(glass_read(&glass, 0x48, bytes) && memcmp(bytes, "\1\2\3\4\5\6\7\10", 8) == 0);
  CHECK(glass_read(&glass, 0x7C, bytes) && memcmp(bytes + 4, "ABCD", 4) == 0);
  memset(bytes, 0xEE, sizeof bytes);
  static const uint8_t outside[] = {0x00, 0x3F, 0x90, 0xBF, 0xD0, 0xFF};
  for (size_t index = 0; index < sizeof outside; index++) CHECK(!glass_read(&glass, outside[index], bytes));
  CHECK(bytes[0] == 0xEE);
}

void test_glass(void) {
  check_run("hd44780_step() ends up with what was written, whenever it was written", draws_what_was_written);
  check_run("hd44780_step() starts a controller in any state", starts_from_any_state);
  check_run("hd44780_step() brings the cursor back", brings_the_cursor_back);
  check_run("glass_read() numbers memory as the controller does", reads_as_the_controller_numbers);
}
