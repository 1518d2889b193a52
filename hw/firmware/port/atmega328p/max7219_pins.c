#include <avr/io.h>

#include "atmega328p.h"

/* LOAD = PB2, DIN = PB3 (MOSI), CLK = PB5 (SCK). */
enum { LOAD = _BV(PORTB2) };

static void shift_out(uint8_t byte);

void display_pins_start(void) {
  DDRB |= LOAD | _BV(DDB3) | _BV(DDB5);
  PORTB |= LOAD;
  SPCR = _BV(SPE) | _BV(MSTR) | _BV(SPR0); /* 1 MHz, most significant bit first, mode 0 */
}

/* Sixteen bits, taken over at the rising edge of LOAD; 16 us, so they are waited for. */
void board_segments_write(uint8_t address, uint8_t value) {
  PORTB = (uint8_t)(PORTB & ~LOAD);
  shift_out(address);
  shift_out(value);
  PORTB |= LOAD;
}

/* The driver's brightness is one of its registers: max7219.c. */
void board_set_backlight(uint8_t percent) {
  (void)percent;
}

void board_set_contrast(uint8_t contrast) {
  (void)contrast;
}

void board_set_led(bool is_on) {
  (void)is_on; /* its pin is the clock of the display */
}

static void shift_out(uint8_t byte) {
  SPDR = byte;
  while (!(SPSR & _BV(SPIF))) {
  }
}
