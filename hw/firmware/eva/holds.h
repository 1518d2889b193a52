#ifndef JETON_HOLDS_H
#define JETON_HOLDS_H

#include <stdbool.h>

#include "../core/device.h"

/* What is true of the board between two steps of its loop. */
bool device_holds(const device_t *device);

#endif
