#ifndef JETON_MAX7219_H
#define JETON_MAX7219_H

#include <stdbool.h>
#include <stdint.h>

#include "../core/glass.h"

/* Eight digits of seven segments on a MAX7219. They show the beginning of the glass's first line;
   a point is drawn with the character before it. Line 2, patterns and cursor are kept and read
   back, and not shown. */

typedef struct {
  bool is_started;
  uint8_t intensity;       /* 0..16; 0 is dark */
  uint8_t intensity_shown;
} max7219_t;

/* See display_step. */
uint16_t max7219_step(max7219_t *display, glass_t *glass);

/* The segments of a character, as the MAX7219 numbers them: bit 6 = A .. bit 0 = G. */
uint8_t max7219_segments(uint8_t character);

#endif
