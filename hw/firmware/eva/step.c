#include "__fc_builtin.h"

#include "../core/seed_record.h"
#include "cases.h"
#include "holds.h"

/* For Frama-C's EVA: a step of the loop, from every state that `device_holds` describes, leads to one. */

static device_t device;
static bool is_heard; /* `listen` has looked at the wire, or will not */
int period_case = -1;

static bool any_bool(void) {
  return Frama_C_interval(0, 1) == 1;
}

static void any_device(void) {
  Frama_C_make_unknown((char *)&device, sizeof device);
  device.timekeeper.is_set = any_bool();
  device.glass.is_cursor_stale = any_bool();
#ifdef DISPLAY_MAX7219
  device.display.is_started = any_bool();
#else
  device.display.is_in_pattern = any_bool();
  device.display.is_inverse = any_bool();
#endif
  device.store.is_faulty = any_bool();
  device.own_key.is_drawn = any_bool();
  device.is_rebooting = any_bool();
  device.is_led_on = any_bool();
}

/* The wire is looked at again before the stored seed is read: then it is what this step will use. */
void before_seed(void) {
  const uint8_t *period = device.store.image + SEED_PERIOD;
  if (!is_heard) {
    is_heard = true;
    return;
  }
  /*@ merge is_heard; */
  period_case = 0;
  if (period[0] != 0) {
    period_case = 2;
  } else if (period[1] != 0) {
    period_case = 1;
  }
  /*@ split period_case; */
}

int main(void) {
  any_device();
  if (!device_holds(&device)) return 0;
  if (device.is_rebooting) {
    is_heard = true;
  } else {
    is_heard = false;
  }
  /*@ split is_heard; */
  device_step(&device);
  const bool holds = device_holds(&device);
  /*@ assert holds == 1; */
  return 0;
}
