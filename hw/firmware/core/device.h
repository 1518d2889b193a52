#ifndef JETON_DEVICE_H
#define JETON_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "../board.h"
#include "../display/display.h"
#include "glass.h"
#include "keys.h"
#include "own_key.h"
#include "receiver.h"
#include "seed_load.h"
#include "store.h"
#include "timekeeper.h"

/* The whole board: what a step of its loop reads and changes. */
typedef struct {
  timekeeper_t timekeeper;
  receiver_t receiver;
  keys_t keys;
  glass_t glass;
  display_t display;
  store_t store;
  own_key_t own_key;
  seed_load_t seed_load;
  uint8_t contrast;
  uint8_t backlight;
  uint8_t lamps; /* bit i: lamp i, pin 5 + i of command 34 */
  board_rate_t rate;
  board_rate_t rate_next; /* taken when the answer has left */
  bool is_rebooting;      /* as soon as the answer has left and the store rests */
  bool is_led_on;         /* changes with each command that is understood */
} device_t;

/* Begins as the stored boot state says, or with a greeting on the glass. */
void device_start(device_t *device);

/* Does what is due and answers after how many ticks it wants to be called again if nothing
   happens before. Never waits; the longest step computes one code. */
uint16_t device_step(device_t *device);

#endif
