#ifndef JETON_WIPE_H
#define JETON_WIPE_H

#include <stddef.h>
#include <stdint.h>

/* Takes the place of core/wipe.h: of memory that is written through `volatile`, EVA forgets the content. */
static inline void wipe(void *memory, size_t size) {
  uint8_t *bytes = memory;
  while (size > 0) bytes[--size] = 0;
}

#endif
