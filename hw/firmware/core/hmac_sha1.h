#ifndef JETON_HMAC_SHA1_H
#define JETON_HMAC_SHA1_H

#include <stdint.h>

#include "sha1.h"

/* RFC 2104 with SHA-1. `key_size` is at most SHA1_BLOCK_SIZE; `message_size` at most 64. */
void hmac_sha1(const uint8_t *key, uint8_t key_size, const uint8_t *message, uint8_t message_size,
               uint8_t digest[SHA1_DIGEST_SIZE]);

#endif
