#ifndef JETON_SEED_RECORD_H
#define JETON_SEED_RECORD_H

#include <string.h>

#include "bytes.h"
#include "seed_load.h"
#include "store.h"

/* The seed's record in the store:  length | digits | period (2) | seed, filled up with zeros. */

enum { SEED_LENGTH = 0, SEED_DIGITS = 1, SEED_PERIOD = 2, SEED_BYTES = 4 };

_Static_assert((int)SEED_BYTES + (int)HOTP_SEED_MAX == STORE_SEED_SIZE, "the store reserves what the record needs");

/* Whether a seed of this length may have such codes. */
static inline bool seed_parameters_fit(uint8_t length, uint8_t digits, uint16_t period) {
  return length >= HOTP_SEED_MIN && length <= HOTP_SEED_MAX && digits >= HOTP_DIGITS_MIN &&
         digits <= HOTP_DIGITS_MAX && period > 0;
}

static inline void seed_record_write(uint8_t record[STORE_SEED_SIZE], const uint8_t seed[HOTP_SEED_MAX],
                                     const seed_finish_t *finish) {
  record[SEED_LENGTH] = finish->length;
  record[SEED_DIGITS] = finish->digits;
  bytes_write_u16(record + SEED_PERIOD, finish->period);
  memcpy(record + SEED_BYTES, seed, HOTP_SEED_MAX);
}

#endif
