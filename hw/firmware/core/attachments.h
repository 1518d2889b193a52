#ifndef JETON_ATTACHMENTS_H
#define JETON_ATTACHMENTS_H

#include "commands.h"

/* The commands for what a bought board has besides display and keys: connectors for fans and one-wire
   sensors, and the lamps of a CFA-635; COMMAND_UNKNOWN for all others. See commands_do. */
command_status_t attachments_do(device_t *device, const frame_t *command, frame_t *answer);

#endif
