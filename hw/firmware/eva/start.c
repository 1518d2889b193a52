#include "cases.h"
#include "holds.h"

/* For Frama-C's EVA: a start, whatever the EEPROM holds, leads to a state that `device_holds` describes. */

static device_t device;

/* Of any_board.c's cases a start has none. */
int said_case;
int said_length;
int sent_length;
int period_case;

void before_seed(void) {}

int main(void) {
  device_start(&device);
  const bool is_sound = timekeeper_trim_fits(device.timekeeper.trim_ppb);
  /*@ assert trim: is_sound == 1; */
  if (!is_sound) return 0;
  const bool holds = device_holds(&device);
  /*@ assert holds == 1; */
  return 0;
}
