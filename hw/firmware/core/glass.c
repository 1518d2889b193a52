#include "glass.h"

#include <string.h>

static uint8_t byte_at(const glass_t *glass, uint8_t address);

enum { PATTERNS_ADDRESS = 0x40, LINES_ADDRESS = 0x80, BLANK = ' ' };

#define ALL_COLUMNS ((glass_columns_t)(((uint32_t)1 << GLASS_COLUMNS) - 1))

void glass_init(glass_t *glass) {
  memset(glass, 0, sizeof *glass);
  memset(glass->cells, BLANK, sizeof glass->cells);
  for (uint8_t line = 0; line < GLASS_LINES; line++) glass->stale_cells[line] = ALL_COLUMNS;
  glass->stale_patterns = UINT8_MAX;
  glass->is_cursor_stale = true;
}

void glass_clear(glass_t *glass) {
  uint8_t blanks[GLASS_COLUMNS];
  memset(blanks, BLANK, sizeof blanks);
  for (uint8_t line = 0; line < GLASS_LINES; line++) glass_write(glass, line, 0, blanks, GLASS_COLUMNS);
  glass_move_cursor(glass, 0, 0);
}

void glass_write(glass_t *glass, uint8_t line, uint8_t column, const uint8_t *text, uint8_t size) {
  for (uint8_t index = 0; index < size && column < GLASS_COLUMNS; index++, column++) {
    if (glass->cells[line][column] == text[index]) continue;
    glass->cells[line][column] = text[index];
    glass->stale_cells[line] = (glass_columns_t)(glass->stale_cells[line] | (glass_columns_t)1 << column);
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
  if (address >= LINES_ADDRESS && address % GLASS_LINE_STRIDE >= GLASS_COLUMNS) return false;
  for (uint8_t index = 0; index < GLASS_READ_SIZE; index++) {
    bytes[index] = byte_at(glass, (uint8_t)(address + index));
  }
  return true;
}

static uint8_t byte_at(const glass_t *glass, uint8_t address) {
  /* 0x80 follows on the last pattern, as an address that runs on would have it. */
  if (address < LINES_ADDRESS) return glass->patterns[(address >> 3) & 7][address & 7];
  const uint8_t column = address % GLASS_LINE_STRIDE;
  if (column >= GLASS_COLUMNS) return BLANK;
  return glass->cells[(address - LINES_ADDRESS) / GLASS_LINE_STRIDE][column];
}
