#include "parts.h"

#include <string.h>

static void lcd_command(lcd_t *lcd, uint8_t command);
static void lcd_data(lcd_t *lcd, uint8_t byte);

void lcd_take(lcd_t *lcd, bool is_data, uint8_t data) {
  if (!lcd->is_four_bit) {
    /* With eight bits the lower four pins are open and read as zero. */
    if (!is_data) lcd_command(lcd, (uint8_t)(data << 4));
    return;
  }
  if (!lcd->has_high) {
    lcd->high = data;
    lcd->has_high = true;
    return;
  }
  lcd->has_high = false;
  const uint8_t byte = (uint8_t)(lcd->high << 4 | data);
  if (is_data) {
    lcd_data(lcd, byte);
  } else {
    lcd_command(lcd, byte);
  }
}

void segments_shift(segments_t *segments, uint8_t byte) {
  segments->shifted = (uint16_t)(segments->shifted << 8 | byte);
}

void segments_load(segments_t *segments) {
  segments->registers[segments->shifted >> 8 & 0x0F] = (uint8_t)segments->shifted;
}

static void lcd_command(lcd_t *lcd, uint8_t command) {
  if (command & 0x80) {
    lcd->address = command & 0x7F;
    lcd->is_pattern_address = false;
  } else if (command & 0x40) {
    lcd->address = command & 0x3F;
    lcd->is_pattern_address = true;
  } else if (command & 0x20) {
    lcd->is_four_bit = !(command & 0x10);
  } else if (command == 0x01) {
    memset(lcd->cells, ' ', sizeof lcd->cells);
    lcd->address = 0;
    lcd->is_pattern_address = false;
  }
}

static void lcd_data(lcd_t *lcd, uint8_t byte) {
  if (lcd->is_pattern_address) {
    lcd->patterns[lcd->address] = byte;
    lcd->address = (uint8_t)((lcd->address + 1) & 0x3F);
  } else {
    lcd->cells[lcd->address] = byte;
    lcd->address = (uint8_t)((lcd->address + 1) & 0x7F);
  }
}
