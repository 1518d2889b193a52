#ifndef JETON_KEYS_H
#define JETON_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "model.h"

/* Six keys, numbered as their reports are: up, down, left, right, enter, exit. Or four at the corners:
   upper left, upper right, lower left, lower right. Contacts bounce; a
   key has changed when it has stood changed for KEYS_SETTLE_TICKS without a break. */

enum {
  KEYS_COUNT = MODEL_HAS_CORNER_KEYS ? 4 : 6,
  KEYS_ALL = (1 << KEYS_COUNT) - 1,
  KEYS_EVENT_FIRST = MODEL_HAS_CORNER_KEYS ? 13 : 1,
  KEYS_SETTLE_TICKS = 125, /* 8 ms: twice what a tact switch bounces */
  KEYS_SAMPLE_TICKS = 16,  /* 1 ms: how often contacts that moved are looked at again */
  KEYS_EVENTS_MAX = 16     /* presses and releases that wait to be reported; older ones are lost */
};

typedef struct {
  uint8_t down;               /* bit i: key i is held, bounces removed */
  uint8_t raw;                /* what was seen last */
  uint16_t changed_at[KEYS_COUNT];
  uint8_t pressed_since_poll;
  uint8_t released_since_poll;
  uint8_t press_mask; /* which presses are reported, bits as above */
  uint8_t release_mask;
  uint8_t events[KEYS_EVENTS_MAX]; /* report values from KEYS_EVENT_FIRST: pressed, then released */
  uint8_t events_size;
} keys_t;

/* Takes what the contacts show at tick `now`; bit i set while key i is closed. */
void keys_sample(keys_t *keys, uint8_t raw, uint16_t now);

/* Whether some contact differs from what is believed, so that it must be looked at again soon. */
bool keys_are_settling(const keys_t *keys);

/* Takes the next report value out of the queue; zero when there is none. */
uint8_t keys_next_event(keys_t *keys);

/* The bits of the protocol (up 1, enter 2, exit 4, left 8, right 16, down 32; corners in their order)
   and ours. */
uint8_t keys_to_wire(uint8_t bits);
uint8_t keys_from_wire(uint8_t mask);

#endif
