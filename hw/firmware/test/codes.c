#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../core/hotp.h"

/* Reads lines  SEED_HEX DIGITS PERIOD SECONDS  and prints the code of each, for the tests that hold
   this route against the others. */

int main(void) {
  char hex[2 * HOTP_SEED_MAX + 1];
  unsigned digits;
  uint64_t period;
  uint64_t seconds;
  while (scanf("%128s %u %" SCNu64 " %" SCNu64, hex, &digits, &period, &seconds) == 4) {
    uint8_t seed[HOTP_SEED_MAX];
    const uint8_t size = (uint8_t)(strlen(hex) / 2);
    for (uint8_t index = 0; index < size; index++) {
      unsigned byte = 0;
      (void)sscanf(hex + 2 * index, "%2x", &byte);
      seed[index] = (uint8_t)byte;
    }
    char code[HOTP_DIGITS_MAX];
    hotp_code(seed, size, seconds / period, (uint8_t)digits, code);
    printf("%.*s\n", (int)digits, code);
  }
  return 0;
}
