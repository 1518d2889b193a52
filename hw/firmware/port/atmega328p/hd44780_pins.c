#include <avr/io.h>
#include <util/delay.h>

#include "atmega328p.h"

/* RS = PB0, E = PB1, D4..D7 = PD4..PD7, contrast = OC2A (PB3), backlight = OC2B (PD3), LED = PB5.
   The display's R/W goes to ground: it is only written. */
enum { RS = _BV(PORTB0), ENABLE = _BV(PORTB1), DATA = 0xF0, LED = _BV(PORTB5) };

/* The controller's supply of contrast is 5 V less what VO has: at 63 of 255 (1.2 V) characters are
   faint, at 31 (0.6 V) about right, at 0 dark. Two steps of the timer for one of the command. */
enum { CONTRAST_FAINT = 63 };

void display_pins_start(void) {
  DDRB |= RS | ENABLE | _BV(DDB3) | LED;
  DDRD |= DATA | _BV(DDD3);
  TCCR2B = _BV(CS20); /* 16 MHz / 256 = 62.5 kHz: far above what a capacitor lets through */
  PRR |= _BV(PRSPI);
}

void board_lcd_nibble(bool is_data, uint8_t nibble) {
  PORTB = (uint8_t)(is_data ? PORTB | RS : PORTB & ~RS);
  PORTD = (uint8_t)((PORTD & ~DATA) | (uint8_t)(nibble << 4));
  PORTB |= ENABLE;
  _delay_us(1); /* data sheet: E high for 450 ns, a cycle of 1000 ns */
  PORTB = (uint8_t)(PORTB & ~ENABLE);
  _delay_us(1);
}

void board_set_contrast(uint8_t contrast) {
  const uint8_t lowered = (uint8_t)(2 * contrast);
  OCR2A = lowered < CONTRAST_FAINT ? (uint8_t)(CONTRAST_FAINT - lowered) : 0;
  /* At zero the timer would still give a needle each round: the pin itself stays low. */
  TCCR2A = (uint8_t)((TCCR2A & ~_BV(COM2A1)) | (OCR2A > 0 ? _BV(COM2A1) : 0) | _BV(WGM21) | _BV(WGM20));
}

void board_set_backlight(uint8_t percent) {
  OCR2B = (uint8_t)((uint16_t)percent * 255 / 100);
  TCCR2A = (uint8_t)((TCCR2A & ~_BV(COM2B1)) | (percent > 0 ? _BV(COM2B1) : 0) | _BV(WGM21) | _BV(WGM20));
}

void board_set_led(bool is_on) {
  PORTB = (uint8_t)(is_on ? PORTB | LED : PORTB & ~LED);
}
