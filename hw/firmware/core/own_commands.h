#ifndef JETON_OWN_COMMANDS_H
#define JETON_OWN_COMMANDS_H

#include "commands.h"

enum { OWN_COMMAND_FIRST = 48, OWN_PROTOCOL_VERSION = 1 };

/* The commands that bought boards do not have: time, seed, mode, trim, status. None of them gives
   a seed back. See commands_do. */
command_status_t own_commands_do(device_t *device, const frame_t *command, frame_t *answer);

#endif
