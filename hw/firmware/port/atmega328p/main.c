#include <avr/interrupt.h>

#include "../../core/device.h"
#include "atmega328p.h"

/* In memory that a start does not clear twice, and too large for the stack. */
static device_t device;

int main(void) {
  timer_start();
  wire_start();
  keys_start();
  display_pins_start();
  device_start(&device);
  watchdog_start();
  sei();
  for (;;) {
    board_feed_watchdog();
    const uint16_t ticks = device_step(&device);
    board_sleep_until((uint16_t)(device.timekeeper.counter + ticks));
  }
}
