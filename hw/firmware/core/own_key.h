#ifndef JETON_OWN_KEY_H
#define JETON_OWN_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "glass.h"
#include "hotp.h"
#include "store.h"
#include "timekeeper.h"

/* The board as a key of its own: it shows the code of its seed at its own clock's time. */

typedef enum {
  OWN_KEY_OFF = 0,   /* mirror: the glass shows what the host writes */
  OWN_KEY_PLAIN = 1, /* the code in one line, the countdown below */
  OWN_KEY_LARGE = 2, /* digits over both lines, where the display can */
  OWN_KEY_MODES
} own_key_mode_t;

typedef struct {
  own_key_mode_t mode;
  bool is_drawn; /* the members below are what the glass shows */
  uint64_t seconds;
  uint64_t step;
  char code[HOTP_DIGITS_MAX];
} own_key_t;

/* False, and nothing changed, when a seed or the time is missing for `mode`. Entering and leaving
   clear the glass and the characters of one's own. */
bool own_key_set_mode(own_key_t *own_key, own_key_mode_t mode, const store_t *store,
                      const timekeeper_t *timekeeper, glass_t *glass);

/* The seed, its period or the time has changed: what is shown must be computed anew. */
void own_key_forget(own_key_t *own_key);

/* Brings the glass to the clock's time; computes a code only when a step begins. */
void own_key_step(own_key_t *own_key, const store_t *store, const timekeeper_t *timekeeper, glass_t *glass);

#endif
