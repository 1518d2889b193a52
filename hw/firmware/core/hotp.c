#include "hotp.h"

#include "hmac_sha1.h"
#include "sha1.h"
#include "wipe.h"

static uint32_t truncate_digest(const uint8_t digest[SHA1_DIGEST_SIZE]);

void hotp_code(const uint8_t *seed, uint8_t seed_size, uint64_t counter, uint8_t digits,
               char code[HOTP_DIGITS_MAX]) {
  uint8_t message[8];
  for (uint8_t index = 0; index < 8; index++) {
    message[7 - index] = (uint8_t)counter;
    counter >>= 8;
  }
  uint8_t digest[SHA1_DIGEST_SIZE];
  hmac_sha1(seed, seed_size, message, sizeof message, digest);
  uint32_t number = truncate_digest(digest);
  while (digits > 0) {
    code[--digits] = (char)('0' + number % 10);
    number /= 10;
  }
  wipe(digest, sizeof digest);
}

/* RFC 4226 §5.3: the low nibble of the last byte picks four bytes, of which the top bit is cut. */
static uint32_t truncate_digest(const uint8_t digest[SHA1_DIGEST_SIZE]) {
  const uint8_t *from = digest + (digest[SHA1_DIGEST_SIZE - 1] & 0x0F);
  return (uint32_t)(from[0] & 0x7F) << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}
