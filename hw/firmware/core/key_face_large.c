#include <string.h>

#include "key_face.h"

/* Digits as high as both lines and one column wide. Each is an upper and a lower half; halves are
   frames of which some sides are drawn. The middle bar is the upper side of the lower half.

     upper   ###      lower   ###      nine frames make all ten digits; eight can be defined, and
             # #              # #      the ninth, open above, is the display's own letter U.
             # #              ###                                                              */
enum { TOP = 1, LEFT = 2, RIGHT = 4, BOTTOM = 8, FRAMES = 8, LETTER_U = 'U', DIGIT_FIRST_WIDE_MAX = 6 };

static const uint8_t frames[FRAMES] = {
    TOP | LEFT | RIGHT, RIGHT, TOP | RIGHT, LEFT | RIGHT, TOP | LEFT,
    TOP | LEFT | BOTTOM, TOP | RIGHT | BOTTOM, TOP | LEFT | RIGHT | BOTTOM};

/* The characters, by index into `frames`, of the upper and the lower half of each digit. */
static const uint8_t uppers[10] = {0, 1, 2, 2, 3, 4, 4, 2, 0, 0};
static const uint8_t lowers[10] = {LETTER_U, 1, 5, 6, 2, 6, 7, 1, 7, 6};

static void define_frames(glass_t *glass);
static uint8_t column_of(const key_face_t *face, uint8_t digit);
static void write_seconds(const key_face_t *face, uint8_t line[GLASS_COLUMNS]);

void key_face_draw_large(const key_face_t *face, glass_t *glass) {
  define_frames(glass);
  uint8_t upper[GLASS_COLUMNS];
  uint8_t lower[GLASS_COLUMNS];
  memset(upper, ' ', sizeof upper);
  memset(lower, ' ', sizeof lower);
  for (uint8_t digit = 0; digit < face->digits; digit++) {
    const uint8_t value = (uint8_t)(face->code[digit] - '0');
    const uint8_t column = column_of(face, digit);
    upper[column] = uppers[value];
    lower[column] = lowers[value];
  }
  write_seconds(face, lower);
  glass_write(glass, 0, 0, upper, GLASS_COLUMNS);
  glass_write(glass, 1, 0, lower, GLASS_COLUMNS);
}

void key_face_clear_patterns(glass_t *glass) {
  static const uint8_t blank[GLASS_PATTERN_ROWS] = {0};
  for (uint8_t index = 0; index < GLASS_PATTERNS; index++) glass_set_pattern(glass, index, blank);
}

static void define_frames(glass_t *glass) {
  for (uint8_t index = 0; index < FRAMES; index++) {
    const uint8_t sides = frames[index];
    const uint8_t middle = (uint8_t)((sides & LEFT ? 0x10 : 0) | (sides & RIGHT ? 0x01 : 0));
    uint8_t rows[GLASS_PATTERN_ROWS];
    memset(rows, middle, sizeof rows);
    if (sides & TOP) rows[0] = 0x1F;
    if (sides & BOTTOM) rows[GLASS_PATTERN_ROWS - 2] = 0x1F;
    /* The letter U ends one row above the cell's end; what stands on the ground ends there too. */
    if (sides & BOTTOM) rows[GLASS_PATTERN_ROWS - 1] = 0;
    glass_set_pattern(glass, index, rows);
  }
}

/* Six digits stand apart, in two groups; more must stand close. */
static uint8_t column_of(const key_face_t *face, uint8_t digit) {
  if (face->digits <= DIGIT_FIRST_WIDE_MAX) return (uint8_t)(2 * digit + (digit >= 3 ? 1 : 0));
  return (uint8_t)(digit + (digit >= (face->digits + 1) / 2 ? 1 : 0));
}

/* At the right end, in three columns: 999 at most. */
static void write_seconds(const key_face_t *face, uint8_t line[GLASS_COLUMNS]) {
  uint16_t number = face->seconds_left > 999 ? 999 : face->seconds_left;
  uint8_t column = GLASS_COLUMNS;
  do {
    line[--column] = (uint8_t)('0' + number % 10);
    number /= 10;
  } while (number > 0);
}
