#ifndef JETON_KEY_FACE_H
#define JETON_KEY_FACE_H

#include <stdint.h>

#include "glass.h"

/* How a code and its countdown are put on the glass. */

typedef struct {
  const char *code;
  uint8_t digits;
  uint16_t seconds_left; /* 1 .. period */
  uint16_t period;
} key_face_t;

/*  "    492 039     "   the code in two groups
    "27    #########"    seconds left, and a bar that shrinks with them */
void key_face_draw_plain(const key_face_t *face, glass_t *glass);

/*  Digits of one column over both lines, made of the display's eight characters of one's own; the
    seconds left stand at the right. */
void key_face_draw_large(const key_face_t *face, glass_t *glass);

/*  "492039.27"  for eight digits of seven segments: a point and the seconds (99 at most) after six
    digits; longer codes have no room for them, so points under the digits shrink with the time. */
void key_face_draw_segments(const key_face_t *face, glass_t *glass);

/* Takes back the characters of one's own that the large face defines. */
void key_face_clear_patterns(glass_t *glass);

#endif
