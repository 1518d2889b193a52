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
  CMD_PATTERN_ADDRESS = 0x40,
  CMD_CELL_ADDRESS = 0x80,
  CELL_LINE_2 = 0x40,
  ADDRESS_UNKNOWN = 0x00 /* no "set address" command has this value */
};

enum { START_NIBBLES = 4, START_STEPS = 10 };

static void start(hd44780_t *display);
static bool draw_pattern(hd44780_t *display, glass_t *glass);
static bool draw_cell(hd44780_t *display, glass_t *glass);
static bool draw_cursor(hd44780_t *display, glass_t *glass);
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
  static const uint8_t commands[START_STEPS - 1 - START_NIBBLES] = {
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
    display->pattern_row = 0;
    display->is_in_pattern = true;
    display->address = ADDRESS_UNKNOWN;
    send(display, false, (uint8_t)(CMD_PATTERN_ADDRESS | (pattern << 3)));
    return true;
  }
  send(display, true, glass->patterns[display->pattern][display->pattern_row]);
  if (++display->pattern_row == GLASS_PATTERN_ROWS) {
    display->is_in_pattern = false;
    glass->is_cursor_stale = true;
  }
  return true;
}

static bool draw_cell(hd44780_t *display, glass_t *glass) {
  const uint8_t line = glass->stale_cells[0] != 0 ? 0 : 1;
  if (glass->stale_cells[line] == 0) return false;
  uint8_t column = 0;
  while (!(glass->stale_cells[line] & (1u << column))) column++;
  const uint8_t address = (uint8_t)(CMD_CELL_ADDRESS | (line * CELL_LINE_2) | column);
  if (display->address != address) {
    send(display, false, address);
    display->address = address;
    return true;
  }
  send(display, true, glass->cells[line][column]);
  display->address++;
  glass->stale_cells[line] = (uint16_t)(glass->stale_cells[line] & ~(1u << column));
  /* Drawing has moved the cursor along; it is brought back when all is drawn. */
  glass->is_cursor_stale = true;
  return true;
}

static bool draw_cursor(hd44780_t *display, glass_t *glass) {
  const uint8_t address = (uint8_t)(CMD_CELL_ADDRESS | (glass->line * CELL_LINE_2) | glass->column);
  if (!glass->is_cursor_stale) return false;
  if (display->address != address) {
    send(display, false, address);
    display->address = address;
    return true;
  }
  uint8_t command = CMD_DISPLAY_ON;
  if (glass->cursor & GLASS_CURSOR_BLOCK) command |= CMD_CURSOR_BLINK;
  if (glass->cursor & GLASS_CURSOR_UNDERSCORE) command |= CMD_CURSOR_UNDERSCORE;
  send(display, false, command);
  glass->is_cursor_stale = false;
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
