#include <string.h>

#include "../core/key_face.h"
#include "check.h"

static bool line_is(const glass_t *glass, uint8_t line, const char *text) {
  return memcmp(glass->cells[line], text, GLASS_COLUMNS) == 0;
}

static void draws_a_plain_face(void) {
  glass_t glass;
  glass_init(&glass);
  const key_face_t full = {"492039", 6, 30, 30};
  key_face_draw_plain(&full, &glass);
  CHECK(line_is(&glass, 0, "    492 039     "));
  CHECK(line_is(&glass, 1, "30    \xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
  const key_face_t last = {"00000001", 8, 1, 60};
  key_face_draw_plain(&last, &glass);
  CHECK(line_is(&glass, 0, "    0000 0001   "));
  CHECK(line_is(&glass, 1, "1     \xFF         "));
  const key_face_t longest = {"1234567", 7, 65535, 65535};
  key_face_draw_plain(&longest, &glass);
  CHECK(line_is(&glass, 0, "    1234 567    "));
  CHECK(line_is(&glass, 1, "65535 \xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
}

static void draws_seven_segments(void) {
  glass_t glass;
  glass_init(&glass);
  const key_face_t six = {"492039", 6, 7, 30};
  key_face_draw_segments(&six, &glass);
  CHECK(line_is(&glass, 0, "492039.07       "));
  const key_face_t hour = {"492039", 6, 3600, 3600};
  key_face_draw_segments(&hour, &glass);
  CHECK(line_is(&glass, 0, "492039.99       "));
  const key_face_t full = {"12345678", 8, 30, 30};
  key_face_draw_segments(&full, &glass);
  CHECK(line_is(&glass, 0, "1.2.3.4.5.6.7.8."));
  const key_face_t last = {"12345678", 8, 1, 30};
  key_face_draw_segments(&last, &glass);
  CHECK(line_is(&glass, 0, "1.2345678       "));
}

/* A digit as it is seen: which of the segments A (bit 0) to G (bit 6) are drawn. The letter U is the
   display's own; its sides and its ground are the frame open above. */
static uint8_t seen_segments(const glass_t *glass, uint8_t column) {
  static const uint8_t letter_u[GLASS_PATTERN_ROWS] = {17, 17, 17, 17, 17, 17, 14, 0};
  const uint8_t upper = glass->cells[0][column];
  const uint8_t lower = glass->cells[1][column];
  const uint8_t *above = glass->patterns[upper & 7];
  const uint8_t *below = lower == 'U' ? letter_u : glass->patterns[lower & 7];
  CHECK(upper < 8 && (lower < 8 || lower == 'U'));
  uint8_t segments = 0;
  if ((above[0] & 0x0E) == 0x0E) segments |= 1u << 0;
  if (above[3] & 0x01) segments |= 1u << 1;
  if (below[3] & 0x01) segments |= 1u << 2;
  if ((below[6] & 0x0E) == 0x0E) segments |= 1u << 3;
  if (below[3] & 0x10) segments |= 1u << 4;
  if (above[3] & 0x10) segments |= 1u << 5;
  if ((below[0] & 0x0E) == 0x0E) segments |= 1u << 6;
  CHECK((above[6] & 0x0E) == 0);
  return segments;
}

/* Each large digit has the segments of the digit that it stands for. */
static void draws_large_digits(void) {
  static const uint8_t digits[10] = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};
  for (char digit = '0'; digit <= '9'; digit++) {
    glass_t glass;
    glass_init(&glass);
    const char code[6] = {digit, digit, digit, digit, digit, digit};
    const key_face_t face = {code, 6, 9, 30};
    key_face_draw_large(&face, &glass);
    static const uint8_t columns[6] = {0, 2, 4, 7, 9, 11};
    for (size_t index = 0; index < sizeof columns; index++) {
      CHECK(seen_segments(&glass, columns[index]) == digits[digit - '0']);
    }
    CHECK(memcmp(glass.cells[1] + 13, "  9", 3) == 0);
  }
  glass_t glass;
  glass_init(&glass);
  const key_face_t eight = {"01234567", 8, 1000, 2000};
  key_face_draw_large(&eight, &glass);
  static const uint8_t columns[8] = {0, 1, 2, 3, 5, 6, 7, 8};
  for (size_t index = 0; index < sizeof columns; index++) {
    CHECK(seen_segments(&glass, columns[index]) == digits[index]);
  }
  CHECK(memcmp(glass.cells[1] + 13, "999", 3) == 0);
}

void test_key_face(void) {
  check_run("key_face_draw_plain() groups the code and shows what is left", draws_a_plain_face);
  check_run("key_face_draw_segments() fits eight digits", draws_seven_segments);
  check_run("key_face_draw_large() draws each digit's segments", draws_large_digits);
}
