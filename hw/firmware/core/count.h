#ifndef JETON_COUNT_H
#define JETON_COUNT_H

#include <stdint.h>

/* Counts one more and stays at the top: a counter that begins anew would tell of a quiet wire. */
static inline void count_u16(uint16_t *counter) {
  if (*counter < UINT16_MAX) (*counter)++;
}

#endif
