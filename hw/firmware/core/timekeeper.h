#ifndef JETON_TIMEKEEPER_H
#define JETON_TIMEKEEPER_H

#include <stdbool.h>
#include <stdint.h>

/* The board's clock: seconds since 1970 and ticks within the second, kept from a counter of 16
   bits that runs at 15625 Hz (16 MHz / 1024). It knows no calendar: leap days and the years 2038
   and 2106 are nothing to it, because seconds are kept in more than 32 bits. */

enum { TIMEKEEPER_TICKS_PER_SECOND = 15625 /* one tick is 64 us */ };

/* 1 %: three times the worst ceramic resonator. (An int of the board is too small for it.) */
#define TIMEKEEPER_TRIM_MAX_PPB INT32_C(10000000)

typedef struct {
  uint64_t seconds;
  uint16_t ticks;
  int32_t trim_ppb;     /* positive: the clock is made faster */
  int32_t fraction_ppb; /* the part of a tick that the trim has gathered, 0 .. 10^9 - 1 */
  uint16_t counter;     /* the counter when the clock was last advanced */
  bool is_set;
} timekeeper_t;

/* Whether a trim may be set: any other would overflow what it gathers. */
bool timekeeper_trim_fits(int32_t ppb);

/* Brings the clock to the moment at which the counter stands at `counter`. To be called before
   the counter has gone round once (4.19 s). */
void timekeeper_advance(timekeeper_t *timekeeper, uint16_t counter);

/* Sets the time of this moment; `ticks` is below TIMEKEEPER_TICKS_PER_SECOND. */
void timekeeper_set(timekeeper_t *timekeeper, uint64_t seconds, uint16_t ticks);

/* The ticks left until the next second begins, at least one. */
uint16_t timekeeper_ticks_left(const timekeeper_t *timekeeper);

#endif
