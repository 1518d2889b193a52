#ifndef JETON_ATMEGA328P_H
#define JETON_ATMEGA328P_H

#include <stdbool.h>

#include "../../board.h"

/* What the parts of this port tell each other. Pins: docs/guides/build-a-board.md.

   Timer 1 is the clock; timer 2 makes contrast and backlight; USART 0 is the wire. Interrupts only
   move bytes and set marks: all work is done in the loop. */

void timer_start(void);
void wire_start(void);
void keys_start(void);
void display_pins_start(void);
void watchdog_start(void);

/* Asked with interrupts off, before sleeping: has an interrupt left work for the loop? */
bool wire_has_bytes(void);
bool keys_have_moved(void);

#endif
