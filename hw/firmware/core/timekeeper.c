#include "timekeeper.h"

/* 100 ticks at the greatest trim gather 10^9: with what is there already it fits 32 bits. */
enum { CHUNK_TICKS = 100 };
#define WHOLE_TICK_PPB INT32_C(1000000000)

static uint8_t trimmed_ticks(timekeeper_t *timekeeper, uint8_t ticks);

void timekeeper_advance(timekeeper_t *timekeeper, uint16_t counter) {
  uint16_t elapsed = (uint16_t)(counter - timekeeper->counter);
  timekeeper->counter = counter;
  if (timekeeper->trim_ppb == 0) {
    /* Nothing to gather: a second's ticks need not be gone through in chunks. */
    uint32_t ticks = (uint32_t)timekeeper->ticks + elapsed;
    for (; ticks >= TIMEKEEPER_TICKS_PER_SECOND; ticks -= TIMEKEEPER_TICKS_PER_SECOND) timekeeper->seconds++;
    timekeeper->ticks = (uint16_t)ticks;
    return;
  }
  while (elapsed > 0) {
    const uint8_t chunk = (uint8_t)(elapsed < CHUNK_TICKS ? elapsed : CHUNK_TICKS);
    elapsed = (uint16_t)(elapsed - chunk);
    timekeeper->ticks = (uint16_t)(timekeeper->ticks + trimmed_ticks(timekeeper, chunk));
    if (timekeeper->ticks >= TIMEKEEPER_TICKS_PER_SECOND) {
      timekeeper->ticks = (uint16_t)(timekeeper->ticks - TIMEKEEPER_TICKS_PER_SECOND);
      timekeeper->seconds++;
    }
  }
}

bool timekeeper_trim_fits(int32_t ppb) {
  return ppb >= -TIMEKEEPER_TRIM_MAX_PPB && ppb <= TIMEKEEPER_TRIM_MAX_PPB;
}

void timekeeper_set(timekeeper_t *timekeeper, uint64_t seconds, uint16_t ticks) {
  timekeeper->seconds = seconds;
  timekeeper->ticks = ticks;
  timekeeper->fraction_ppb = 0;
  timekeeper->is_set = true;
}

uint16_t timekeeper_ticks_left(const timekeeper_t *timekeeper) {
  return (uint16_t)(TIMEKEEPER_TICKS_PER_SECOND - timekeeper->ticks);
}

/* As many ticks as passed, one more or one less whenever the trim has gathered a whole one. */
static uint8_t trimmed_ticks(timekeeper_t *timekeeper, uint8_t ticks) {
  timekeeper->fraction_ppb += timekeeper->trim_ppb * ticks;
  if (timekeeper->fraction_ppb >= WHOLE_TICK_PPB) {
    timekeeper->fraction_ppb -= WHOLE_TICK_PPB;
    return (uint8_t)(ticks + 1);
  }
  if (timekeeper->fraction_ppb < 0) {
    timekeeper->fraction_ppb += WHOLE_TICK_PPB;
    return (uint8_t)(ticks - 1);
  }
  return ticks;
}
