#ifndef JETON_HOST_BOARD_H
#define JETON_HOST_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../board.h"
#include "../../core/device.h"
#include "parts.h"

/* A board that is all memory and whose time passes only when it is told to: what runs above it is
   the same source as on the microcontroller. */

enum { HOST_EEPROM_SIZE = 1024, HOST_WIRE_MAX = 4096, HOST_EEPROM_WRITE_TICKS = 53 /* 3.4 ms */ };

/* What a byte holds that the power's end finds being written: what it held, an empty cell, what was
   wanted, or some of its bits. */
typedef enum { HOST_TORN_NOT, HOST_TORN_EMPTY, HOST_TORN_WHOLE, HOST_TORN_HALF, HOST_TORN_KINDS } host_torn_t;

typedef struct {
  uint32_t ticks; /* since the start; the counter is its lower half */
  uint8_t heard[HOST_WIRE_MAX]; /* bytes on their way to the board */
  size_t heard_size;
  size_t heard_taken;
  uint8_t sent[HOST_WIRE_MAX]; /* bytes that came from the board */
  size_t sent_size;
  uint8_t wire_room;
  bool is_wire_idle;
  board_rate_t rate;
  uint8_t eeprom[HOST_EEPROM_SIZE];
  uint32_t eeprom_ready_at;
  uint32_t eeprom_writes;
  int32_t writes_left; /* the power goes at the last of them, and later ones are lost; -1: it stays */
  host_torn_t torn;
  int32_t worn_address; /* a cell that takes no new value; -1: none */
  uint8_t keys;
  uint8_t contrast;
  uint8_t backlight;
  uint8_t lamps;
  lcd_t lcd;
  segments_t segments;
  uint32_t resets;
} host_board_t;

extern host_board_t host_board;

/* A new board with an empty EEPROM. */
void host_board_init(void);

/* Runs the device as its loop would, for so many ticks, sleeping as it asks. */
void host_run(device_t *device, uint32_t ticks);

/* Puts bytes on the wire to the board, all at once. */
void host_say(const uint8_t *bytes, size_t size);

#endif
