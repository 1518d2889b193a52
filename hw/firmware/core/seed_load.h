#ifndef JETON_SEED_LOAD_H
#define JETON_SEED_LOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "hotp.h"
#include "store.h"

/* A seed comes in parts of at most 16 bytes and is taken when its CRC fits. */

enum { SEED_PART_MAX = 16 };

typedef struct {
  uint8_t bytes[HOTP_SEED_MAX];
  uint8_t size;
} seed_load_t;

typedef struct {
  uint8_t length;
  uint8_t digits;
  uint16_t period;
  uint16_t crc;
} seed_finish_t;

/* Takes a part. Offset 0 begins anew; a part may come twice, because answers get lost. False,
   with the buffer wiped, when a part before it is missing or not full. */
bool seed_load_part(seed_load_t *load, uint8_t offset, const uint8_t *bytes, uint8_t size);

/* Stores what was loaded. False, with the store unchanged, when length, CRC, digits or period cannot
   be. The buffer is wiped either way. Of a seed that is stored already, the same request holds
   again: its answer may have been lost. */
bool seed_load_finish(seed_load_t *load, const seed_finish_t *finish, store_t *store);

void seed_load_wipe(seed_load_t *load);

#endif
