#include <avr/io.h>
#include <avr/wdt.h>

#include "atmega328p.h"

/* Kept over resets; after the power came, it holds anything, and the mark says whether it does. */
enum { COUNT_MARK = 0x4A54 };

static uint16_t count __attribute__((section(".noinit")));
static uint16_t count_mark __attribute__((section(".noinit")));
static uint8_t cause __attribute__((section(".noinit")));

void take_reset_cause(void) __attribute__((naked, used, section(".init3")));

/* Before main: after a watchdog's reset the watchdog still runs, with its shortest time. */
void take_reset_cause(void) {
  cause = MCUSR;
  MCUSR = 0;
  wdt_disable();
  if ((cause & _BV(PORF)) || count_mark != COUNT_MARK) {
    count = 0;
    count_mark = COUNT_MARK;
  } else if (count < UINT16_MAX) {
    count++;
  }
}

void watchdog_start(void) {
  wdt_enable(WDTO_2S);
}

void board_feed_watchdog(void) {
  wdt_reset();
}

void board_reset(void) {
  wdt_enable(WDTO_15MS);
  wdt_reset(); /* so that the shorter time counts from now on */
  for (;;) {
  }
}

uint8_t board_reset_cause(void) {
  return cause;
}

uint16_t board_reset_count(void) {
  return count;
}
