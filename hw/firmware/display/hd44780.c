#include "hd44780.h"

#include "../board.h"
#include "display.h"

/* Times in ticks of 64 us. Waiting n + 1 ticks of a counter lasts at least n whole ticks. */
enum {
  WAIT_POWER = 800, /* 51 ms: the controller wants 40 ms after its supply has come up */
  WAIT_FIRST = 72,  /* 4.6 ms after the first function set, data sheet figure 24: 4.1 ms */
  WAIT_CLEAR = 32,  /* 2 ms, data sheet: 1.52 ms */
  WAIT_BYTE = 2     /* 64 us at least, data sheet: 37 us and 4 us more for data */
};

enum {
  CMD_CLEAR = 0x01,
  CMD_ENTRY_RIGHT = 0x06,
  CMD_DISPLAY_OFF = 0x08,
  CMD_DISPLAY_ON = 0x0C,
  CMD_CURSOR_UNDERSCORE = 0x02,
  CMD_CURSOR_BLINK = 0x01,
  CMD_TWO_LINES = 0x28,
  /* KS0073: a function set that opens its other commands, and one of these. CMD_TWO_LINES closes them. */
  CMD_EXTEND = 0x2C,
  CMD_SHAPE = 0x08,
  SHAPE_INVERSE = 0x02, /* the blinking cursor inverts its character */
  SHAPE_LINES = GLASS_LINES > 2 ? 0x01 : 0,
  CMD_PATTERN_ADDRESS = 0x40,
  CMD_CELL_ADDRESS = 0x80,
  ADDRESS_UNKNOWN = 0x00 /* no "set address" command has this value */
};

#ifdef DISPLAY_KS0073
enum { HAS_SHAPE = 1 };
#else
enum { HAS_SHAPE = 0 };
#endif

enum { START_NIBBLES = 4, START_COMMANDS = 5 + 2 * HAS_SHAPE, START_STEPS = START_NIBBLES + START_COMMANDS + 1 };

static void start(hd44780_t *display);
static bool draw_pattern(hd44780_t *display, glass_t *glass);
static bool draw_cell(hd44780_t *display, glass_t *glass);
static bool draw_cursor(hd44780_t *display, glass_t *glass);
static bool draw_shape(hd44780_t *display, const glass_t *glass);
static void send(hd44780_t *display, bool is_data, uint8_t byte);

uint16_t hd44780_step(hd44780_t *display, glass_t *glass, uint16_t now) {
  if (display->start_step == 0) {
    display->start_step = 1;
    display->sent_at = now;
    display->wait_ticks = WAIT_POWER;
  }
  const uint16_t passed = (uint16_t)(now - display->sent_at);
  if (passed < display->wait_ticks) return (uint16_t)(display->wait_ticks - passed);
  if (display->start_step < START_STEPS) {
    start(display);
  } else if (HAS_SHAPE && display->shape_step != 0) {
    /* Until its last command the controller takes others for what they are not. */
    (void)draw_shape(display, glass);
  } else if (!draw_pattern(display, glass) && !draw_cell(display, glass) && !draw_cursor(display, glass)) {
    display->wait_ticks = 0;
    return 0;
  }
  display->sent_at = now;
  return display->wait_ticks;
}

/* Data sheet figure 24: three function sets for 8 bits bring the controller to a known state from
   any other, then one for 4 bits; after a reset of the board alone it may stand within a byte. */
static void start(hd44780_t *display) {
  static const uint8_t nibbles[START_NIBBLES] = {0x3, 0x3, 0x3, 0x2};
  static const uint8_t commands[START_COMMANDS] = {
#ifdef DISPLAY_KS0073
      CMD_EXTEND, CMD_SHAPE | SHAPE_LINES,
#endif
      CMD_TWO_LINES, CMD_DISPLAY_OFF, CMD_CLEAR, CMD_ENTRY_RIGHT, CMD_DISPLAY_ON};
  const uint8_t step = (uint8_t)(display->start_step - 1);
  display->start_step++;
  if (step < START_NIBBLES) {
    board_lcd_nibble(false, nibbles[step]);
    display->wait_ticks = WAIT_FIRST;
    return;
  }
  const uint8_t command = commands[step - START_NIBBLES];
  send(display, false, command);
  if (command == CMD_CLEAR) display->wait_ticks = WAIT_CLEAR;
}

static bool draw_pattern(hd44780_t *display, glass_t *glass) {
  if (!display->is_in_pattern) {
    if (glass->stale_patterns == 0) return false;
    uint8_t pattern = 0;
    while (!(glass->stale_patterns & (1u << pattern))) pattern++;
    glass->stale_patterns = (uint8_t)(glass->stale_patterns & ~(1u << pattern));
    display->pattern = pattern;
    display->is_in_pattern = true;
    display->address = ADDRESS_UNKNOWN;
    send(display, false, (uint8_t)(CMD_PATTERN_ADDRESS | (pattern << 3)));
    return true;
  }
  send(display, true, glass->patterns[display->pattern][display->pattern_row]);
  if (++display->pattern_row == GLASS_PATTERN_ROWS) {
    display->pattern_row = 0;
    display->is_in_pattern = false;
    glass->is_cursor_stale = true;
  }
  return true;
}

static bool draw_cell(hd44780_t *display, glass_t *glass) {
  uint8_t line = 0;
  while (glass->stale_cells[line] == 0) {
    if (++line == GLASS_LINES) return false;
  }
  uint8_t column = 0;
  while (!(glass->stale_cells[line] & (glass_columns_t)1 << column)) column++;
  const uint8_t address = (uint8_t)(CMD_CELL_ADDRESS | (line * GLASS_LINE_STRIDE) | column);
  if (display->address != address) {
    send(display, false, address);
    display->address = address;
    return true;
  }
  send(display, true, glass->cells[line][column]);
  display->address++;
  glass->stale_cells[line] = (glass_columns_t)(glass->stale_cells[line] & ~((glass_columns_t)1 << column));
  /* Drawing has moved the cursor along; it is brought back when all is drawn. */
  glass->is_cursor_stale = true;
  return true;
}

static bool draw_cursor(hd44780_t *display, glass_t *glass) {
  const uint8_t address = (uint8_t)(CMD_CELL_ADDRESS | (glass->line * GLASS_LINE_STRIDE) | glass->column);
  if (!glass->is_cursor_stale) return false;
  if (HAS_SHAPE && draw_shape(display, glass)) return true;
  if (display->address != address) {
    send(display, false, address);
    display->address = address;
    return true;
  }
  uint8_t command = CMD_DISPLAY_ON;
  if (glass->cursor & (GLASS_CURSOR_BLOCK | GLASS_CURSOR_INVERSE)) command |= CMD_CURSOR_BLINK;
  if (glass->cursor & GLASS_CURSOR_UNDERSCORE) command |= CMD_CURSOR_UNDERSCORE;
  send(display, false, command);
  glass->is_cursor_stale = false;
  return true;
}

/* Three commands make a KS0073's blinking cursor a dark block or the inverse of its character. */
static bool draw_shape(hd44780_t *display, const glass_t *glass) {
  const bool is_inverse = (glass->cursor & GLASS_CURSOR_INVERSE) != 0;
  if (display->shape_step == 0 && is_inverse == display->is_inverse) return false;
  switch (display->shape_step) {
    case 0:
      display->shape_step = 1;
      send(display, false, CMD_EXTEND);
      break;
    case 1:
      display->shape_step = 2;
      display->is_inverse = is_inverse;
      send(display, false, (uint8_t)(CMD_SHAPE | SHAPE_LINES | (is_inverse ? SHAPE_INVERSE : 0)));
      break;
    default:
      display->shape_step = 0;
      send(display, false, CMD_TWO_LINES);
  }
  return true;
}

static void send(hd44780_t *display, bool is_data, uint8_t byte) {
  board_lcd_nibble(is_data, byte >> 4);
  board_lcd_nibble(is_data, byte & 0x0F);
  display->wait_ticks = WAIT_BYTE;
}

#ifndef DISPLAY_MAX7219
uint16_t display_step(display_t *display, glass_t *glass, uint16_t now) {
  return hd44780_step(display, glass, now);
}

void display_set_brightness(display_t *display, uint8_t percent) {
  /* The backlight is a lamp of its own: board_set_backlight. */
  (void)display;
  (void)percent;
}
#endif
