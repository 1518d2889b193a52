#include "boot_state.h"

#include <string.h>

#include "boot_record.h"
#include "glass_commands.h"

static void greet(device_t *device);
static void apply(device_t *device, const uint8_t *record);

void boot_state_store(device_t *device) {
  const glass_t *glass = &device->glass;
  uint8_t record[BOOT_SIZE];
  record[0] = BOOT_FORMAT;
  memcpy(record + BOOT_CELLS, glass->cells, sizeof glass->cells);
  memcpy(record + BOOT_PATTERNS, glass->patterns, sizeof glass->patterns);
  record[BOOT_COLUMN] = glass->column;
  record[BOOT_LINE] = glass->line;
  record[BOOT_CURSOR] = glass->cursor;
  record[BOOT_CONTRAST] = device->contrast;
  record[BOOT_BACKLIGHT] = device->backlight;
  record[BOOT_PRESS_MASK] = device->keys.press_mask;
  record[BOOT_RELEASE_MASK] = device->keys.release_mask;
  record[BOOT_RATE] = (uint8_t)device->rate;
  if (MODEL_LAMPS > 0) record[BOOT_SIZE - 1] = device->lamps;
  store_put(&device->store, STORE_BOOT, record);
}

void boot_state_restore(device_t *device) {
  const uint8_t *record = store_record(&device->store, STORE_BOOT);
  if (record != NULL) {
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
  device->backlight = GLASS_BACKLIGHT_MAX;
  device->keys.press_mask = KEYS_ALL;
  device->keys.release_mask = KEYS_ALL;
  device->rate = MODEL_STARTS_FAST ? BOARD_RATE_115200 : BOARD_RATE_19200;
}

static void apply(device_t *device, const uint8_t *record) {
  for (uint8_t line = 0; line < GLASS_LINES; line++) {
    glass_write(&device->glass, line, 0, record + BOOT_CELLS + line * GLASS_COLUMNS, GLASS_COLUMNS);
  }
  for (uint8_t index = 0; index < GLASS_PATTERNS; index++) {
    glass_set_pattern(&device->glass, index, record + BOOT_PATTERNS + index * GLASS_PATTERN_ROWS);
  }
  glass_move_cursor(&device->glass, record[BOOT_COLUMN], record[BOOT_LINE]);
  glass_set_cursor(&device->glass, record[BOOT_CURSOR]);
  device->contrast = record[BOOT_CONTRAST];
  device->backlight = record[BOOT_BACKLIGHT];
  device->keys.press_mask = record[BOOT_PRESS_MASK];
  device->keys.release_mask = record[BOOT_RELEASE_MASK];
  device->rate = record[BOOT_RATE] == BOARD_RATE_115200 ? BOARD_RATE_115200 : BOARD_RATE_19200;
  if (MODEL_LAMPS > 0) device->lamps = record[BOOT_SIZE - 1];
}
