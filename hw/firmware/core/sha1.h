#ifndef JETON_SHA1_H
#define JETON_SHA1_H

#include <stdint.h>

/* SHA-1 (FIPS 180-4 §6.1) for messages that come in one or two pieces, as HMAC needs them. */

enum { SHA1_BLOCK_SIZE = 64, SHA1_DIGEST_SIZE = 20 };

typedef struct {
  uint32_t state[5];
  uint8_t block[SHA1_BLOCK_SIZE];
  uint16_t size; /* bytes taken so far; our messages have at most 128 */
} sha1_t;

void sha1_begin(sha1_t *sha1);
void sha1_take(sha1_t *sha1, const uint8_t *bytes, uint8_t size);

/* Writes the digest and wipes `sha1`, which held bytes of the seed. */
void sha1_finish(sha1_t *sha1, uint8_t digest[SHA1_DIGEST_SIZE]);

#endif
