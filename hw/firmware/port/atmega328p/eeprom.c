#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>

#include "../../board.h"

bool board_eeprom_is_busy(void) {
  return (EECR & _BV(EEPE)) != 0;
}

uint8_t board_eeprom_read(uint16_t address) {
  EEAR = address;
  EECR |= _BV(EERE);
  return EEDR;
}

void board_eeprom_write(uint16_t address, uint8_t value) {
  EEAR = address;
  EEDR = value;
  const uint8_t state = SREG;
  cli(); /* EEPE must follow on EEMPE within four cycles */
  EECR |= _BV(EEMPE);
  EECR |= _BV(EEPE);
  SREG = state;
}
