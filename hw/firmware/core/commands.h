#ifndef JETON_COMMANDS_H
#define JETON_COMMANDS_H

#include "device.h"
#include "frame.h"

/* What the board says no with: the negated number is the one byte of an error answer. */
typedef enum {
  COMMAND_OK = 0,
  COMMAND_UNKNOWN = -1, /* this board has no such command */
  COMMAND_LENGTH = -2,  /* the data is too short or too long for the command */
  COMMAND_VALUE = -3,   /* a value is outside its range */
  COMMAND_NOT_NOW = -4, /* seed or time are missing, or the glass belongs to the own key */
  COMMAND_EEPROM = -5   /* an earlier store has failed, so nothing more is promised */
} command_status_t;

/* Does a command and writes the data of its answer, whose type is already set and whose length is
   zero. On any other status than COMMAND_OK the device is unchanged, but for a seed being loaded:
   that is wiped. */
command_status_t commands_do(device_t *device, const frame_t *command, frame_t *answer);

#endif
