#ifndef JETON_PARTS_H
#define JETON_PARTS_H

#include <stdbool.h>
#include <stdint.h>

/* The displays as far as pins tell: what an HD44780 on a 4-bit bus keeps in its memory, and what a
   MAX7219 keeps in its registers. Written from their data sheets, not from the firmware. */

typedef struct {
  uint8_t cells[128];
  uint8_t patterns[64];
  uint8_t address;
  bool is_pattern_address;
  bool is_four_bit;
  bool has_high;
  uint8_t high;
} lcd_t;

/* E has fallen; `data` is D4..D7. */
void lcd_take(lcd_t *lcd, bool is_data, uint8_t data);

typedef struct {
  uint16_t shifted;
  uint8_t registers[16];
} segments_t;

void segments_shift(segments_t *segments, uint8_t byte);
void segments_load(segments_t *segments);

#endif
