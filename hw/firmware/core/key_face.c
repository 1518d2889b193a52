#include "key_face.h"

#include <string.h>

enum {
  /* Codes of six to eight digits take seven to nine columns: from here they stand centred. */
  CODE_COLUMN = (GLASS_COLUMNS - 8) / 2,
  BAR_COLUMN = 6,
  BAR_CELLS_MAX = GLASS_COLUMNS - BAR_COLUMN,
  NUMBER_MAX = 5
};

static uint8_t write_number(uint8_t *text, uint16_t number);
static uint8_t group_digits(const key_face_t *face, uint8_t *text);
static uint8_t share_left(const key_face_t *face, uint8_t whole);
static void set_line(glass_t *glass, uint8_t line, const uint8_t text[GLASS_COLUMNS]);

void key_face_draw_plain(const key_face_t *face, glass_t *glass) {
  uint8_t text[GLASS_COLUMNS];
  memset(text, ' ', sizeof text);
  (void)group_digits(face, text + CODE_COLUMN);
  set_line(glass, 0, text);
  memset(text, ' ', sizeof text);
  (void)write_number(text, face->seconds_left);
  memset(text + BAR_COLUMN, MODEL_BLOCK, share_left(face, BAR_CELLS_MAX));
  set_line(glass, 1, text);
}

void key_face_draw_segments(const key_face_t *face, glass_t *glass) {
  uint8_t text[GLASS_COLUMNS];
  memset(text, ' ', sizeof text);
  uint8_t size = 0;
  /* What six digits leave free shows the seconds; else each digit's point is a piece of a bar. */
  const uint8_t points = face->digits > 6 ? share_left(face, face->digits) : 0;
  for (uint8_t digit = 0; digit < face->digits; digit++) {
    text[size++] = (uint8_t)face->code[digit];
    if (digit < points) text[size++] = '.';
  }
  if (face->digits <= 6) {
    const uint8_t seconds = (uint8_t)(face->seconds_left > 99 ? 99 : face->seconds_left);
    text[size++] = '.';
    text[size++] = (uint8_t)('0' + seconds / 10);
    text[size++] = (uint8_t)('0' + seconds % 10);
  }
  set_line(glass, 0, text);
}

/* "492 039", "4920 395", "4920 3951". */
static uint8_t group_digits(const key_face_t *face, uint8_t *text) {
  const uint8_t first = (uint8_t)((face->digits + 1) / 2);
  memcpy(text, face->code, first);
  text[first] = ' ';
  memcpy(text + first + 1, face->code + first, (size_t)(face->digits - first));
  return (uint8_t)(face->digits + 1);
}

/* The part of `whole` that is left of the period, rounded up: never nothing while time is left. */
static uint8_t share_left(const key_face_t *face, uint8_t whole) {
  return (uint8_t)(((uint32_t)face->seconds_left * whole + face->period - 1) / face->period);
}

static uint8_t write_number(uint8_t *text, uint16_t number) {
  uint8_t reversed[NUMBER_MAX];
  uint8_t size = 0;
  do {
    reversed[size++] = (uint8_t)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  for (uint8_t index = 0; index < size; index++) text[index] = reversed[size - 1 - index];
  return size;
}

static void set_line(glass_t *glass, uint8_t line, const uint8_t text[GLASS_COLUMNS]) {
  glass_write(glass, line, 0, text, GLASS_COLUMNS);
}
