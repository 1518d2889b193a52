#include "boot_state.h"

#include <string.h>

#include "glass_commands.h"

/* The record: format | cells | patterns | and then one byte each. */
enum {
  FORMAT = 1,
  CELLS = 1,
  PATTERNS = CELLS + GLASS_LINES * GLASS_COLUMNS,
  COLUMN = PATTERNS + GLASS_PATTERNS * GLASS_PATTERN_ROWS,
  LINE,
  CURSOR,
  CONTRAST,
  BACKLIGHT,
  PRESS_MASK,
  RELEASE_MASK,
  RATE,
  LAMPS, /* of models that have some */
  SIZE = LAMPS + (MODEL_LAMPS > 0 ? 1 : 0)
};

enum { BACKLIGHT_FULL = 100 };

_Static_assert((int)SIZE == STORE_BOOT_SIZE, "the store reserves what the record needs");

static void greet(device_t *device);
static void apply(device_t *device, const uint8_t *record);

void boot_state_store(device_t *device) {
  const glass_t *glass = &device->glass;
  uint8_t record[SIZE];
  record[0] = FORMAT;
  memcpy(record + CELLS, glass->cells, sizeof glass->cells);
  memcpy(record + PATTERNS, glass->patterns, sizeof glass->patterns);
  record[COLUMN] = glass->column;
  record[LINE] = glass->line;
  record[CURSOR] = glass->cursor;
  record[CONTRAST] = device->contrast;
  record[BACKLIGHT] = device->backlight;
  record[PRESS_MASK] = device->keys.press_mask;
  record[RELEASE_MASK] = device->keys.release_mask;
  record[RATE] = (uint8_t)device->rate;
  if (MODEL_LAMPS > 0) record[SIZE - 1] = device->lamps;
  store_put(&device->store, STORE_BOOT, record);
}

void boot_state_restore(device_t *device) {
  const uint8_t *record = store_record(&device->store, STORE_BOOT);
  if (record != NULL && record[0] == FORMAT) {
    apply(device, record);
  } else {
    greet(device);
  }
  device->rate_next = device->rate;
  board_wire_set_rate(device->rate);
  board_set_contrast(contrast_of_board(device->contrast));
  board_set_backlight(device->backlight);
  board_set_lamps(device->lamps);
  display_set_brightness(&device->display, device->backlight);
}

static void greet(device_t *device) {
  static const char ready[] = MODEL_READY;
  glass_write(&device->glass, 0, 0, (const uint8_t *)MODEL_VERSION, MODEL_VERSION_SIZE);
  glass_write(&device->glass, 1, 0, (const uint8_t *)ready, sizeof ready - 1);
  device->contrast = MODEL_CONTRAST_MIDDLE;
  device->backlight = BACKLIGHT_FULL;
  device->keys.press_mask = KEYS_ALL;
  device->keys.release_mask = KEYS_ALL;
  device->rate = MODEL_STARTS_FAST ? BOARD_RATE_115200 : BOARD_RATE_19200;
}

static void apply(device_t *device, const uint8_t *record) {
  for (uint8_t line = 0; line < GLASS_LINES; line++) {
    glass_write(&device->glass, line, 0, record + CELLS + line * GLASS_COLUMNS, GLASS_COLUMNS);
  }
  for (uint8_t index = 0; index < GLASS_PATTERNS; index++) {
    glass_set_pattern(&device->glass, index, record + PATTERNS + index * GLASS_PATTERN_ROWS);
  }
  glass_move_cursor(&device->glass, record[COLUMN] % GLASS_COLUMNS, record[LINE] % GLASS_LINES);
  glass_set_cursor(&device->glass, record[CURSOR] <= GLASS_CURSOR_MAX ? record[CURSOR] : GLASS_CURSOR_NONE);
  device->contrast = record[CONTRAST];
  device->backlight = record[BACKLIGHT];
  device->keys.press_mask = record[PRESS_MASK];
  device->keys.release_mask = record[RELEASE_MASK];
  device->rate = record[RATE] == BOARD_RATE_115200 ? BOARD_RATE_115200 : BOARD_RATE_19200;
  if (MODEL_LAMPS > 0) device->lamps = record[SIZE - 1];
}
