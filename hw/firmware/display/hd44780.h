#ifndef JETON_HD44780_H
#define JETON_HD44780_H

#include <stdbool.h>
#include <stdint.h>

#include "../core/glass.h"

/* A display with an HD44780 controller, or a KS0073, on a 4-bit bus that is only ever written: each step sends
   one byte and then lets the controller's time pass while the board does other things. */

typedef struct {
  uint16_t sent_at;      /* the tick of the last byte */
  uint16_t wait_ticks;   /* how long the controller is busy with it */
  uint8_t start_step;    /* how far the start sequence has come */
  uint8_t address;       /* where the controller's next data byte goes, as a "set address" command */
  uint8_t pattern_row;   /* rows of `pattern` sent, when `is_in_pattern` */
  uint8_t pattern;
  bool is_in_pattern;
  bool is_inverse;       /* the shape of a KS0073's cursor, and how far its change has come */
  uint8_t shape_step;
} hd44780_t;

/* See display_step. */
uint16_t hd44780_step(hd44780_t *display, glass_t *glass, uint16_t now);

#endif
