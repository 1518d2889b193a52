#include "records.h"

#include "../board.h"
#include "boot_record.h"
#include "bytes.h"
#include "keys.h"
#include "seed_record.h"
#include "timekeeper.h"

static bool is_sound_boot(const uint8_t *bytes);
static bool is_sound_seed(const uint8_t *bytes);

bool record_is_sound(store_record_t record, const uint8_t *bytes) {
  switch (record) {
    case STORE_SEED:
      return is_sound_seed(bytes);
    case STORE_TRIM:
      return timekeeper_trim_fits((int32_t)bytes_read_u32(bytes));
    case STORE_BOOT:
      return is_sound_boot(bytes);
    default:
      return true; /* the user's sixteen bytes may be any */
  }
}

static bool is_sound_seed(const uint8_t *bytes) {
  return seed_parameters_fit(bytes[SEED_LENGTH], bytes[SEED_DIGITS], bytes_read_u16(bytes + SEED_PERIOD));
}

/* Characters and patterns may be any. */
static bool is_sound_boot(const uint8_t *bytes) {
  return bytes[0] == BOOT_FORMAT && bytes[BOOT_COLUMN] < GLASS_COLUMNS && bytes[BOOT_LINE] < GLASS_LINES &&
         bytes[BOOT_CURSOR] <= GLASS_CURSOR_MAX && bytes[BOOT_CONTRAST] <= MODEL_CONTRAST_MAX &&
         bytes[BOOT_BACKLIGHT] <= GLASS_BACKLIGHT_MAX && bytes[BOOT_PRESS_MASK] <= KEYS_ALL &&
         bytes[BOOT_RELEASE_MASK] <= KEYS_ALL && bytes[BOOT_RATE] <= BOARD_RATE_115200;
}
