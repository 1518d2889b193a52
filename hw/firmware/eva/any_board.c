#include "__fc_builtin.h"

#include "../board.h"
#include "../core/keys.h"
#include "cases.h"

/* A board of which nothing is known: each thing that board.h offers answers anything that it may, at each
   call anew. What is proved over it holds for every wire, EEPROM, key and clock. */

uint16_t board_ticks(void) {
  return (uint16_t)Frama_C_unsigned_int_interval(0, UINT16_MAX);
}

void board_reset(void) {}

uint8_t board_reset_cause(void) {
  return Frama_C_unsigned_char_interval(0, UINT8_MAX);
}

uint16_t board_reset_count(void) {
  return (uint16_t)Frama_C_unsigned_int_interval(0, UINT16_MAX);
}

void board_wire_set_rate(board_rate_t rate) {
  /*@ assert rate == BOARD_RATE_19200 || rate == BOARD_RATE_115200; */
  (void)rate;
}

bool board_wire_read(uint8_t *byte) {
  if (Frama_C_interval(0, 1) == 0) return false;
  *byte = Frama_C_unsigned_char_interval(0, UINT8_MAX);
  return true;
}

uint8_t board_wire_room(void) {
  before_seed();
  return Frama_C_unsigned_char_interval(0, 63);
}

void board_wire_write(const uint8_t *bytes, uint8_t size) {
  /*@ assert 4 <= size <= 26; */
  /*@ assert \initialized(bytes + (0 .. size - 1)); */
  (void)bytes;
  (void)size;
  /*@ merge sent_length; */
  sent_length = -1;
}

bool board_wire_is_idle(void) {
  return Frama_C_interval(0, 1) == 1;
}

uint16_t board_wire_overruns(void) {
  return (uint16_t)Frama_C_unsigned_int_interval(0, UINT16_MAX);
}

uint16_t board_wire_malformed(void) {
  return (uint16_t)Frama_C_unsigned_int_interval(0, UINT16_MAX);
}

bool board_eeprom_is_busy(void) {
  /*@ merge period_case; */
  return Frama_C_interval(0, 1) == 1;
}

uint8_t board_eeprom_read(uint16_t address) {
  /*@ assert address < 1024; */
  (void)address;
  return Frama_C_unsigned_char_interval(0, UINT8_MAX);
}

void board_eeprom_write(uint16_t address, uint8_t value) {
  /*@ assert address < 1024; */
  (void)address;
  (void)value;
}

uint8_t board_keys(void) {
  return Frama_C_unsigned_char_interval(0, KEYS_ALL);
}

void board_set_contrast(uint8_t contrast) {
  /*@ assert contrast <= 50; */
  (void)contrast;
}

void board_set_backlight(uint8_t percent) {
  /*@ assert percent <= 100; */
  (void)percent;
}

void board_set_led(bool is_on) {
  /*@ merge said_case; */
  /*@ merge said_length; */
  said_case = -1;
  said_length = -1;
  (void)is_on;
}

void board_set_lamps(uint8_t lamps) {
  (void)lamps;
}

void board_lcd_nibble(bool is_data, uint8_t nibble) {
  /*@ assert nibble <= 15; */
  (void)is_data;
  (void)nibble;
}

void board_segments_write(uint8_t address, uint8_t value) {
  /*@ assert 1 <= address <= 15; */
  (void)address;
  (void)value;
}
