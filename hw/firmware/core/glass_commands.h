#ifndef JETON_GLASS_COMMANDS_H
#define JETON_GLASS_COMMANDS_H

#include "commands.h"

/* The commands that write, read and light the glass; COMMAND_UNKNOWN for all others. See
   commands_do. While the board is a key of its own, the glass is its own to write. */
command_status_t glass_commands_do(device_t *device, const frame_t *command, frame_t *answer);

/* A contrast of command 13, in the model's range, as board_set_contrast takes it. */
uint8_t contrast_of_board(uint8_t contrast);

#endif
