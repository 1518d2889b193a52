#ifndef JETON_DISPLAY_H
#define JETON_DISPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "../core/glass.h"

/* Which display this build drives, chosen in the Makefile. */
#ifdef DISPLAY_MAX7219
#include "max7219.h"
typedef max7219_t display_t;
#else
#include "hd44780.h"
typedef hd44780_t display_t;
#endif

/* Draws the next piece of what is stale, if the display can take it at tick `now`. Answers the
   ticks after which it wants to be called again; zero when the glass shows everything. */
uint16_t display_step(display_t *display, glass_t *glass, uint16_t now);

/* 0..100, for displays that dim themselves. */
void display_set_brightness(display_t *display, uint8_t percent);

#endif
