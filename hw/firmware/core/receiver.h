#ifndef JETON_RECEIVER_H
#define JETON_RECEIVER_H

#include <stdbool.h>
#include <stdint.h>

#include "frame.h"

/* Finds commands in what comes over the wire, whatever else comes with them: when what stands at
   the front cannot be a command, one byte is dropped and the next is tried. */

enum {
  /* 469 ticks of 64 us are 30 ms: longer than any USB bridge pauses within a packet (16 ms), and
     short enough that a lost byte costs a fraction of the 250 ms in which we answer. */
  RECEIVER_SILENCE_TICKS = 469
};

typedef struct {
  uint8_t bytes[FRAME_SIZE_MAX];
  uint8_t size;
  uint16_t heard_at; /* when the last byte came, in ticks */
  uint32_t frames_ok;
  uint16_t bad_crc;
  uint16_t dropped; /* bytes that belong to no command */
} receiver_t;

/* Whether one more byte can be taken. False only until `receiver_next` has been called. */
bool receiver_has_room(const receiver_t *receiver);

/* Takes one byte that came at tick `now`. The caller has seen that there is room. */
void receiver_take(receiver_t *receiver, uint8_t byte, uint16_t now);

/* Answers the next whole command, written to `command` only then; else false, and then there is
   room. After the silence, an unfinished packet is given up byte by byte, because a whole command
   may stand behind a length byte that noise has enlarged. */
bool receiver_next(receiver_t *receiver, uint16_t now, frame_t *command);

/* Whether an unfinished packet waits, so that its silence must be watched. */
bool receiver_waits(const receiver_t *receiver);

#endif
