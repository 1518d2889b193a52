#include <avr/interrupt.h>
#include <avr/io.h>

#include "../../core/keys.h"
#include "atmega328p.h"

static volatile bool have_moved;

void keys_start(void) {
  PORTC |= KEYS_ALL; /* pull-ups: a closed contact reads as zero */
  PCMSK1 = KEYS_ALL;
  PCICR = _BV(PCIE1);
}

uint8_t board_keys(void) {
  have_moved = false; /* before looking: what moves from here on is a new reason to look */
  return (uint8_t)(~PINC & KEYS_ALL);
}

bool keys_have_moved(void) {
  return have_moved;
}

ISR(PCINT1_vect) {
  have_moved = true;
}
