#include "hmac_sha1.h"

static void take_pad(sha1_t *sha1, const uint8_t *key, uint8_t key_size, uint8_t pad);

void hmac_sha1(const uint8_t *key, uint8_t key_size, const uint8_t *message, uint8_t message_size,
               uint8_t digest[SHA1_DIGEST_SIZE]) {
  sha1_t sha1;
  sha1_begin(&sha1);
  take_pad(&sha1, key, key_size, 0x36);
  sha1_take(&sha1, message, message_size);
  sha1_finish(&sha1, digest);
  sha1_begin(&sha1);
  take_pad(&sha1, key, key_size, 0x5C);
  sha1_take(&sha1, digest, SHA1_DIGEST_SIZE);
  sha1_finish(&sha1, digest);
}

/* The key, filled up with zeros to one block, each byte changed by the pad. */
static void take_pad(sha1_t *sha1, const uint8_t *key, uint8_t key_size, uint8_t pad) {
  for (uint8_t index = 0; index < SHA1_BLOCK_SIZE; index++) {
    const uint8_t byte = index < key_size ? (uint8_t)(key[index] ^ pad) : pad;
    sha1_take(sha1, &byte, 1);
  }
}
