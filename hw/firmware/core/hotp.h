#ifndef JETON_HOTP_H
#define JETON_HOTP_H

#include <stdint.h>

enum {
  HOTP_SEED_MIN = 1,
  HOTP_SEED_MAX = 64, /* one block of SHA-1: a longer one would only be hashed to 20 bytes */
  HOTP_DIGITS_MIN = 6,
  HOTP_DIGITS_MAX = 8
};

/* RFC 4226 §5.3: the code of `counter`, as characters '0'..'9' without an end mark. */
void hotp_code(const uint8_t *seed, uint8_t seed_size, uint64_t counter, uint8_t digits,
               char code[HOTP_DIGITS_MAX]);

#endif
