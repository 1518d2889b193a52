#include <string.h>

#include "../core/hmac_sha1.h"
#include "../core/hotp.h"
#include "check.h"

static const uint8_t rfc_seed[20] = "12345678901234567890";

static bool is_digest(const uint8_t digest[SHA1_DIGEST_SIZE], const char *hex) {
  static const char letters[] = "0123456789abcdef";
  for (int index = 0; index < SHA1_DIGEST_SIZE; index++) {
    if (hex[2 * index] != letters[digest[index] >> 4]) return false;
    if (hex[2 * index + 1] != letters[digest[index] & 15]) return false;
  }
  return true;
}

/* FIPS 180 examples, and lengths round the padding's edges (digests from coreutils' sha1sum). */
static void sha1_examples(void) {
  static const struct {
    const char *text;
    const char *hex;
  } examples[] = {
      {"", "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
      {"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
      {"0123456789012345678901234567890123456789012345678901234", "9f3a4ce7f66b1b74c34da2c5d732c39f81e0f8df"},
      {"01234567890123456789012345678901234567890123456789012345678901234", "92de3a8444fe6d15268f0ba810aa43bc8b3a4ffe"},
  };
  for (size_t index = 0; index < sizeof examples / sizeof examples[0]; index++) {
    sha1_t sha1;
    uint8_t digest[SHA1_DIGEST_SIZE];
    sha1_begin(&sha1);
    sha1_take(&sha1, (const uint8_t *)examples[index].text, (uint8_t)strlen(examples[index].text));
    sha1_finish(&sha1, digest);
    CHECK(is_digest(digest, examples[index].hex));
  }
}

/* RFC 2202 §3, test cases 1, 2, 3 and 5. */
static void hmac_examples(void) {
  uint8_t key[20];
  uint8_t data[50];
  uint8_t digest[SHA1_DIGEST_SIZE];
  memset(key, 0x0B, sizeof key);
  hmac_sha1(key, 20, (const uint8_t *)"Hi There", 8, digest);
  CHECK(is_digest(digest, "b617318655057264e28bc0b6fb378c8ef146be00"));
  hmac_sha1((const uint8_t *)"Jefe", 4, (const uint8_t *)"what do ya want for nothing?", 28, digest);
  CHECK(is_digest(digest, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));
  memset(key, 0xAA, sizeof key);
  memset(data, 0xDD, sizeof data);
  hmac_sha1(key, 20, data, 50, digest);
  CHECK(is_digest(digest, "125d7342b9ac11cd91a39af48aa17b4f63f175d3"));
  memset(key, 0x0C, sizeof key);
  hmac_sha1(key, 20, (const uint8_t *)"Test With Truncation", 20, digest);
  CHECK(is_digest(digest, "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"));
}

/* RFC 4226 appendix D. */
static void hotp_examples(void) {
  static const char *const codes[10] = {"755224", "287082", "359152", "969429", "338314",
                                        "254676", "287922", "162583", "399871", "520489"};
  for (uint8_t counter = 0; counter < 10; counter++) {
    char code[HOTP_DIGITS_MAX];
    hotp_code(rfc_seed, sizeof rfc_seed, counter, 6, code);
    CHECK(memcmp(code, codes[counter], 6) == 0);
  }
}

/* RFC 6238 appendix B, the lines of SHA-1. */
static void totp_examples(void) {
  static const struct {
    uint64_t seconds;
    const char *code;
  } examples[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                  {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (size_t index = 0; index < sizeof examples / sizeof examples[0]; index++) {
    char code[HOTP_DIGITS_MAX];
    hotp_code(rfc_seed, sizeof rfc_seed, examples[index].seconds / 30, 8, code);
    CHECK(memcmp(code, examples[index].code, 8) == 0);
  }
}

void test_codes(void) {
  check_run("sha1 gives the digests of FIPS 180 and of sha1sum", sha1_examples);
  check_run("hmac_sha1() gives the digests of RFC 2202", hmac_examples);
  check_run("hotp_code() gives the codes of RFC 4226", hotp_examples);
  check_run("hotp_code() gives the codes of RFC 6238", totp_examples);
}
