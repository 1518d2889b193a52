#ifndef JETON_TALK_H
#define JETON_TALK_H

#include "../port/host/host_board.h"

/* A host that talks to the device on the wire. */

extern device_t talk_device;

/* A new board, just started and drawn. */
void talk_start(void);

/* Says a command and answers the packet that came back first. Its type is 0 when none came. */
frame_t talk(uint8_t type, const void *data, uint8_t length);

/* talk(), and whether the answer is the wanted kind: an answer without data, or an error. */
bool talk_ok(uint8_t type, const void *data, uint8_t length);
bool talk_refused(uint8_t type, const void *data, uint8_t length, uint8_t error);

/* Loads a seed in its parts and finishes it. */
bool talk_load_seed(const uint8_t *seed, uint8_t size, uint8_t digits, uint16_t period);
bool talk_set_time(uint64_t seconds, uint16_t ticks);

/* What the display's controller shows in one line. */
bool talk_shows(uint8_t line, const char *text);

#endif
