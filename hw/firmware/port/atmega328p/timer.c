#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/power.h>
#include <avr/sleep.h>

#include "atmega328p.h"

/* Below two ticks the compare value could be passed before it is set, and match a round later. */
enum { SLEEP_TICKS_MIN = 2 };

void timer_start(void) {
  TCCR1A = 0;
  TCCR1B = _BV(CS12) | _BV(CS10); /* 16 MHz / 1024 = 15625 Hz, going round at 2^16 */
  TIMSK1 = _BV(OCIE1A);
  ACSR = _BV(ACD); /* the analogue comparator, which nobody uses, would draw current */
  power_adc_disable();
  power_twi_disable();
  power_timer0_disable();
  SMCR = 0; /* idle: the deepest sleep in which timer 1 and the USART go on */
}

/* The two bytes of a count are read through one hidden register of the timer. An interrupt that
   reads the count between them, as the wire's does, would leave its own upper byte there. */
uint16_t board_ticks(void) {
  const uint8_t state = SREG;
  cli();
  const uint16_t ticks = TCNT1;
  SREG = state;
  return ticks;
}

void board_sleep_until(uint16_t until) {
  cli();
  const int16_t left = (int16_t)(until - TCNT1);
  if (left < SLEEP_TICKS_MIN || wire_has_bytes() || keys_have_moved()) {
    sei();
    return;
  }
  TIFR1 = _BV(OCF1A);
  OCR1A = until;
  SMCR = _BV(SE);
  sei(); /* the instruction after it still runs undisturbed: nothing can come between */
  sleep_cpu();
  SMCR = 0;
}

/* To wake is all. */
EMPTY_INTERRUPT(TIMER1_COMPA_vect)
