#include "glass.h"

#include <string.h>

static uint8_t byte_at(const glass_t *glass, uint8_t address);

enum { PATTERNS_ADDRESS = 0x40, LINE_1_ADDRESS = 0x80, LINE_2_ADDRESS = 0xC0, BLANK = ' ' };

void glass_init(glass_t *glass) {
  memset(glass, 0, sizeof *glass);
  memset(glass->cells, BLANK, sizeof glass->cells);
  glass->stale_cells[0] = UINT16_MAX;
  glass->stale_cells[1] = UINT16_MAX;
  glass->stale_patterns = UINT8_MAX;
  glass->is_cursor_stale = true;
}

void glass_clear(glass_t *glass) {
  static const uint8_t blanks[GLASS_COLUMNS + 1] = "                ";
  glass_write(glass, 0, 0, blanks, GLASS_COLUMNS);
  glass_write(glass, 1, 0, blanks, GLASS_COLUMNS);
  glass_move_cursor(glass, 0, 0);
}

void glass_write(glass_t *glass, uint8_t line, uint8_t column, const uint8_t *text, uint8_t size) {
  for (uint8_t index = 0; index < size && column < GLASS_COLUMNS; index++, column++) {
    if (glass->cells[line][column] == text[index]) continue;
    glass->cells[line][column] = text[index];
    glass->stale_cells[line] = (uint16_t)(glass->stale_cells[line] | (1u << column));
  }
}

void glass_set_pattern(glass_t *glass, uint8_t index, const uint8_t rows[GLASS_PATTERN_ROWS]) {
  if (memcmp(glass->patterns[index], rows, GLASS_PATTERN_ROWS) == 0) return;
  memcpy(glass->patterns[index], rows, GLASS_PATTERN_ROWS);
  glass->stale_patterns = (uint8_t)(glass->stale_patterns | (1u << index));
}

void glass_move_cursor(glass_t *glass, uint8_t column, uint8_t line) {
  glass->column = column;
  glass->line = line;
  glass->is_cursor_stale = true;
}

void glass_set_cursor(glass_t *glass, uint8_t cursor) {
  glass->cursor = cursor;
  glass->is_cursor_stale = true;
}

bool glass_read(const glass_t *glass, uint8_t address, uint8_t bytes[GLASS_READ_SIZE]) {
  if (address < PATTERNS_ADDRESS) return false;
  if (address >= LINE_1_ADDRESS && address % PATTERNS_ADDRESS >= GLASS_COLUMNS) return false;
  for (uint8_t index = 0; index < GLASS_READ_SIZE; index++) {
    bytes[index] = byte_at(glass, (uint8_t)(address + index));
  }
  return true;
}

static uint8_t byte_at(const glass_t *glass, uint8_t address) {
  /* 0x80 follows on the last pattern, as an address that runs on would have it. */
  if (address < LINE_1_ADDRESS) return glass->patterns[(address >> 3) & 7][address & 7];
  const uint8_t column = address % PATTERNS_ADDRESS;
  if (column >= GLASS_COLUMNS) return BLANK;
  return glass->cells[address >= LINE_2_ADDRESS ? 1 : 0][column];
}
