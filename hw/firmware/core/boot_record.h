#ifndef JETON_BOOT_RECORD_H
#define JETON_BOOT_RECORD_H

#include "store.h"

/* The boot state's record in the store:  format | cells | patterns | and then one byte each. */

enum {
  BOOT_FORMAT = 1,
  BOOT_CELLS = 1,
  BOOT_PATTERNS = BOOT_CELLS + GLASS_LINES * GLASS_COLUMNS,
  BOOT_COLUMN = BOOT_PATTERNS + GLASS_PATTERNS * GLASS_PATTERN_ROWS,
  BOOT_LINE,
  BOOT_CURSOR,
  BOOT_CONTRAST,
  BOOT_BACKLIGHT,
  BOOT_PRESS_MASK,
  BOOT_RELEASE_MASK,
  BOOT_RATE,
  BOOT_LAMPS, /* of models that have some; any eight of them may be lit */
  BOOT_SIZE = BOOT_LAMPS + (MODEL_LAMPS > 0 ? 1 : 0)
};

_Static_assert((int)BOOT_SIZE == STORE_BOOT_SIZE, "the store reserves what the record needs");
_Static_assert(MODEL_LAMPS == 0 || MODEL_LAMPS == 8, "no byte of lamps is out of range");

#endif
