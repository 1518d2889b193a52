#ifndef JETON_BOOT_STATE_H
#define JETON_BOOT_STATE_H

#include "device.h"

/* What command 4 stores and a start brings back: glass, patterns, cursor, contrast, backlight, key
   masks, lamps, baud rate. */
void boot_state_store(device_t *device);

/* Without a stored state: a greeting, middle contrast, full backlight, all keys, the model's baud
   rate. */
void boot_state_restore(device_t *device);

#endif
