#include <avr/io.h>

#include "../../core/model.h"
#include "atmega328p.h"

/* Eight lamps behind a shift register 74HC595: DS = PD2; SH_CP = PB4 and ST_CP = PB2, which a MAX7219 and
   its SPI take, so that beside one they are PD4 and PD5. The last bit that is shifted in appears at Q0,
   which is lamp 0. */
enum { DATA = _BV(PORTD2) };
#ifdef DISPLAY_MAX7219
#define CLOCKS PORTD
#define CLOCKS_DIRECTION DDRD
enum { CLOCK = _BV(PORTD4), TAKE = _BV(PORTD5) };
#else
#define CLOCKS PORTB
#define CLOCKS_DIRECTION DDRB
enum { CLOCK = _BV(PORTB4), TAKE = _BV(PORTB2) };
#endif

static void pulse(uint8_t pin);

void board_set_lamps(uint8_t lamps) {
  if (MODEL_LAMPS == 0) return;
  DDRD |= DATA;
  CLOCKS_DIRECTION |= CLOCK | TAKE;
  for (uint8_t bit = 0x80; bit != 0; bit >>= 1) {
    PORTD = (uint8_t)(lamps & bit ? PORTD | DATA : PORTD & ~DATA);
    pulse(CLOCK);
  }
  pulse(TAKE);
}

static void pulse(uint8_t pin) {
  CLOCKS |= pin;
  CLOCKS = (uint8_t)(CLOCKS & ~pin);
}
