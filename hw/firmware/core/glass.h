#ifndef JETON_GLASS_H
#define JETON_GLASS_H

#include <stdbool.h>
#include <stdint.h>

#include "model.h"

/* What the display is to show: lines of characters, 8 characters of one's own, a cursor. It
   is changed at once and read back from here; a display driver brings the glass up to it piece by
   piece, so that no command ever waits for a slow display. */

enum {
  GLASS_LINES = MODEL_LINES,
  GLASS_COLUMNS = MODEL_COLUMNS,
  GLASS_PATTERNS = 8,
  GLASS_PATTERN_ROWS = 8,
  GLASS_READ_SIZE = 8, /* bytes of display memory that one command reads */
  GLASS_BACKLIGHT_MAX = 100, /* percent */
  GLASS_CURSOR_NONE = 0,
  GLASS_CURSOR_BLOCK = 1,      /* blinking block */
  GLASS_CURSOR_UNDERSCORE = 2,
  GLASS_CURSOR_BOTH = 3,
  GLASS_CURSOR_INVERSE = 4, /* the character blinks between itself and its negative */
#ifdef MODEL_HAS_KS0073_TABLE
  GLASS_CURSOR_MAX = GLASS_CURSOR_INVERSE,
#else
  GLASS_CURSOR_MAX = GLASS_CURSOR_BOTH,
#endif
  /* How far the memory addresses of two lines are apart, in the controller and in command 10. */
  GLASS_LINE_STRIDE = GLASS_LINES > 2 ? 0x20 : 0x40
};

/* A bit for each column. */
#ifdef MODEL_HAS_KS0073_TABLE
typedef uint32_t glass_columns_t;
#else
typedef uint16_t glass_columns_t;
#endif

typedef struct {
  uint8_t cells[GLASS_LINES][GLASS_COLUMNS];
  uint8_t patterns[GLASS_PATTERNS][GLASS_PATTERN_ROWS];
  uint8_t column;
  uint8_t line;
  uint8_t cursor;
  /* What the glass does not show yet: a bit for each cell, each pattern, and the cursor. */
  glass_columns_t stale_cells[GLASS_LINES];
  uint8_t stale_patterns;
  bool is_cursor_stale;
} glass_t;

/* Blank, without cursor; everything is still to be drawn. */
void glass_init(glass_t *glass);

/* Blanks the lines and brings the cursor to the first cell. Patterns stay. */
void glass_clear(glass_t *glass);

/* Writes `size` characters; what would go beyond the line's end is cut. */
void glass_write(glass_t *glass, uint8_t line, uint8_t column, const uint8_t *text, uint8_t size);

void glass_set_pattern(glass_t *glass, uint8_t index, const uint8_t rows[GLASS_PATTERN_ROWS]);
void glass_move_cursor(glass_t *glass, uint8_t column, uint8_t line);
void glass_set_cursor(glass_t *glass, uint8_t cursor);

/* Reads memory as the display's controller numbers it: 0x40..0x7F patterns, 0x80.. the first line,
   the others GLASS_LINE_STRIDE further each. Beyond the last column stand blanks. False, and nothing
   written, if `address` lies in none of them. */
bool glass_read(const glass_t *glass, uint8_t address, uint8_t bytes[GLASS_READ_SIZE]);

#endif
