#include "../core/device.h"

/* For Frama-C's EVA: a start, whatever the EEPROM holds. */

static device_t device;

int main(void) {
  device_start(&device);
  return 0;
}
