#ifndef JETON_STORE_H
#define JETON_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "glass.h"

/* What the board keeps without power: records in the EEPROM, each followed by its CRC. All of it
   is also held in memory; a byte of EEPROM takes 3.4 ms to write, so changes are taken at once and
   written behind, byte by byte, only where they differ. A record torn by a power cut fails its CRC,
   counts as absent, and what is left of it is overwritten at the next start. */

/* In the order of their places. The seed stands first: there it is in every model, and its erasure begins
   with the first byte that is written. The boot state, whose size the model decides, stands last. */
typedef enum { STORE_SEED = 0, STORE_TRIM, STORE_USER, STORE_BOOT, STORE_RECORDS } store_record_t;

enum {
  STORE_BOOT_SIZE = 9 + GLASS_LINES * GLASS_COLUMNS + GLASS_PATTERNS * GLASS_PATTERN_ROWS + (MODEL_LAMPS > 0 ? 1 : 0),
  STORE_USER_SIZE = 16,
  STORE_SEED_SIZE = 68,
  STORE_TRIM_SIZE = 4,
  STORE_CRC_SIZE = 2,
  STORE_SIZE = STORE_BOOT_SIZE + STORE_USER_SIZE + STORE_SEED_SIZE + STORE_TRIM_SIZE + 4 * STORE_CRC_SIZE,
  STORE_POLL_TICKS = 16 /* 1 ms: how often the EEPROM is asked whether it is done */
};

typedef struct {
  uint8_t image[STORE_SIZE];
  uint8_t position; /* all before it is known to be written */
  uint8_t tries;    /* writes of the byte at `position` so far */
  bool is_faulty;   /* a byte did not keep its value; until a reset nothing is promised */
} store_t;

_Static_assert(STORE_SIZE <= UINT8_MAX, "a position is one byte");

/* Reads the whole EEPROM area, and erases what is no record: what a power cut has left of one. */
void store_open(store_t *store);

/* The record's bytes, each value in its range, or NULL when none is kept. */
const uint8_t *store_record(const store_t *store, store_record_t record);

/* Takes a new content, of the record's size. It is safe from a power cut when the store rests. */
void store_put(store_t *store, store_record_t record, const uint8_t *bytes);

/* Overwrites the record, in memory at once and in the EEPROM behind. A power cut before its first byte
   (3.4 ms) leaves it; after any later one, the next start goes on. */
void store_erase(store_t *store, store_record_t record);

/* Writes or checks a little; to be called again and again until the store rests. */
void store_step(store_t *store);
bool store_rests(const store_t *store);

#endif
