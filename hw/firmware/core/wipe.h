#ifndef JETON_WIPE_H
#define JETON_WIPE_H

#include <stddef.h>
#include <stdint.h>

/* Overwrites what held a seed. Written through `volatile`, so that no compiler leaves it out. */
static inline void wipe(void *memory, size_t size) {
  volatile uint8_t *bytes = memory;
  while (size > 0) bytes[--size] = 0;
}

#endif
