#include "holds.h"

#include "../core/hotp.h"
#include "../core/model.h"

static bool clock_holds(const timekeeper_t *timekeeper);
static bool keys_hold(const keys_t *keys);
static bool glass_holds(const glass_t *glass);
static bool display_holds(const display_t *display);

bool device_holds(const device_t *device) {
  return clock_holds(&device->timekeeper) && device->receiver.size < FRAME_SIZE_MAX && keys_hold(&device->keys) &&
         glass_holds(&device->glass) && display_holds(&device->display) && device->store.position <= STORE_SIZE &&
         device->own_key.mode < OWN_KEY_MODES && device->seed_load.size <= HOTP_SEED_MAX &&
         device->contrast <= MODEL_CONTRAST_MAX && device->backlight <= GLASS_BACKLIGHT_MAX &&
         device->rate <= BOARD_RATE_115200 && device->rate_next <= BOARD_RATE_115200;
}

static bool clock_holds(const timekeeper_t *timekeeper) {
  return timekeeper->ticks < TIMEKEEPER_TICKS_PER_SECOND && timekeeper->trim_ppb >= -TIMEKEEPER_TRIM_MAX_PPB &&
         timekeeper->trim_ppb <= TIMEKEEPER_TRIM_MAX_PPB && timekeeper->fraction_ppb >= 0 &&
         timekeeper->fraction_ppb < INT32_C(1000000000);
}

static bool keys_hold(const keys_t *keys) {
  return keys->down <= KEYS_ALL && keys->raw <= KEYS_ALL && keys->pressed_since_poll <= KEYS_ALL &&
         keys->released_since_poll <= KEYS_ALL && keys->press_mask <= KEYS_ALL && keys->release_mask <= KEYS_ALL &&
         keys->events_size <= KEYS_EVENTS_MAX;
}

static bool glass_holds(const glass_t *glass) {
  for (uint8_t line = 0; line < GLASS_LINES; line++) {
    if (((uint32_t)glass->stale_cells[line] & ~(((uint32_t)1 << GLASS_COLUMNS) - 1)) != 0) return false;
  }
  return glass->column < GLASS_COLUMNS && glass->line < GLASS_LINES && glass->cursor <= GLASS_CURSOR_MAX;
}

#ifdef DISPLAY_MAX7219
static bool display_holds(const display_t *display) {
  /* Not as one expression: EVA narrows a value where it branches. */
  if (display->intensity > 16) return false;
  return true;
}
#else
static bool display_holds(const display_t *display) {
  return display->pattern < GLASS_PATTERNS && display->pattern_row < GLASS_PATTERN_ROWS &&
         display->wait_ticks <= 800 && display->shape_step <= 2;
}
#endif
