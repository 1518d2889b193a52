#include <avr/io.h>

#include "../../core/model.h"
#include "atmega328p.h"

/* Eight lamps behind a shift register 74HC595: DS = PD2, SH_CP = PB4, ST_CP = PB2. The last bit that
   is shifted in appears at Q0, which is lamp 0. */
enum { DATA = _BV(PORTD2), CLOCK = _BV(PORTB4), TAKE = _BV(PORTB2) };

void board_set_lamps(uint8_t lamps) {
  if (MODEL_LAMPS == 0) return;
  DDRD |= DATA;
  DDRB |= CLOCK | TAKE;
  for (uint8_t bit = 0x80; bit != 0; bit >>= 1) {
    PORTD = (uint8_t)(lamps & bit ? PORTD | DATA : PORTD & ~DATA);
    PORTB |= CLOCK;
    PORTB = (uint8_t)(PORTB & ~CLOCK);
  }
  PORTB |= TAKE;
  PORTB = (uint8_t)(PORTB & ~TAKE);
}
