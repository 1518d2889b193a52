#include "max7219.h"

#include "../board.h"
#include "display.h"

/* Registers, data sheet table 2. Digit 7 is the leftmost on the modules that are sold. */
enum {
  REG_DIGIT_0 = 1,
  REG_DECODE = 9,
  REG_INTENSITY = 10,
  REG_SCAN_LIMIT = 11,
  REG_SHUTDOWN = 12,
  REG_TEST = 15,
  DIGITS = 8,
  POINT = 0x80,
  INTENSITY_STEPS = 16
};

static void start(void);
static void draw_digits(const glass_t *glass);
static void draw_intensity(max7219_t *display);

uint16_t max7219_step(max7219_t *display, glass_t *glass) {
  if (!display->is_started) {
    start();
    display->is_started = true;
    display->intensity_shown = UINT8_MAX;
  }
  if (display->intensity != display->intensity_shown) draw_intensity(display);
  if (glass->stale_cells[0] != 0) draw_digits(glass);
  glass->stale_cells[0] = 0;
  glass->stale_cells[1] = 0;
  glass->stale_patterns = 0;
  glass->is_cursor_stale = false;
  return 0;
}

/*   A
   F   B     bit 6 = A .. bit 0 = G: the reverse of what most tables have
     G
   E   C
     D   */
uint8_t max7219_segments(uint8_t character) {
  static const uint8_t digits[10] = {0x7E, 0x30, 0x6D, 0x79, 0x33, 0x5B, 0x5F, 0x70, 0x7F, 0x7B};
  /* K, M, V, W and X have no likeness and stay dark. */
  static const uint8_t letters[26] = {0x77, 0x1F, 0x4E, 0x3D, 0x4F, 0x47, 0x5E, 0x37, 0x06,
                                      0x38, 0x00, 0x0E, 0x00, 0x15, 0x1D, 0x67, 0x73, 0x05,
                                      0x5B, 0x0F, 0x3E, 0x00, 0x00, 0x00, 0x3B, 0x6D};
  if (character >= '0' && character <= '9') return digits[character - '0'];
  if (character >= 'A' && character <= 'Z') return letters[character - 'A'];
  if (character >= 'a' && character <= 'z') return letters[character - 'a'];
  if (character == '-') return 0x01;
  if (character == MODEL_UNDERSCORE) return 0x08;
  if (character == '=') return 0x09;
  if (character == '.') return POINT;
  return 0;
}

static void start(void) {
  board_segments_write(REG_TEST, 0);
  board_segments_write(REG_DECODE, 0); /* segments, not numbers */
  board_segments_write(REG_SCAN_LIMIT, DIGITS - 1);
}

static void draw_digits(const glass_t *glass) {
  uint8_t column = 0;
  for (uint8_t digit = DIGITS; digit > 0; digit--) {
    uint8_t segments = 0;
    if (column < GLASS_COLUMNS) segments = max7219_segments(glass->cells[0][column++]);
    const bool is_point_free = !(segments & POINT);
    if (is_point_free && column < GLASS_COLUMNS && glass->cells[0][column] == '.') {
      segments |= POINT;
      column++;
    }
    board_segments_write((uint8_t)(REG_DIGIT_0 + digit - 1), segments);
  }
}

static void draw_intensity(max7219_t *display) {
  if (display->intensity > 0) board_segments_write(REG_INTENSITY, (uint8_t)(display->intensity - 1));
  board_segments_write(REG_SHUTDOWN, display->intensity > 0 ? 1 : 0);
  display->intensity_shown = display->intensity;
}

#ifdef DISPLAY_MAX7219
uint16_t display_step(display_t *display, glass_t *glass, uint16_t now) {
  (void)now;
  return max7219_step(display, glass);
}

void display_set_brightness(display_t *display, uint8_t percent) {
  /* Rounded up: one percent is already light. */
  display->intensity = (uint8_t)((percent * INTENSITY_STEPS + 99) / 100);
}
#endif
