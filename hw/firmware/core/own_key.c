#include "own_key.h"

#include <stddef.h>

#include "key_face.h"
#include "seed_record.h"
#include "wipe.h"

static void draw(own_key_mode_t mode, const key_face_t *face, glass_t *glass);

bool own_key_set_mode(own_key_t *own_key, own_key_mode_t mode, const store_t *store,
                      const timekeeper_t *timekeeper, glass_t *glass) {
  const bool can_compute = timekeeper->is_set && store_record(store, STORE_SEED) != NULL;
  if (mode != OWN_KEY_OFF && !can_compute) return false;
  if (mode != own_key->mode) {
    glass_clear(glass);
    glass_set_cursor(glass, GLASS_CURSOR_NONE);
    key_face_clear_patterns(glass);
  }
  own_key->mode = mode;
  own_key_forget(own_key);
  return true;
}

void own_key_forget(own_key_t *own_key) {
  own_key->is_drawn = false;
  wipe(own_key->code, sizeof own_key->code);
}

void own_key_step(own_key_t *own_key, const store_t *store, const timekeeper_t *timekeeper, glass_t *glass) {
  if (own_key->mode == OWN_KEY_OFF) return;
  const uint64_t seconds = timekeeper->seconds;
  if (own_key->is_drawn && seconds == own_key->seconds) return;
  const uint8_t *record = store_record(store, STORE_SEED);
  if (record == NULL) return;
  const uint16_t period = bytes_read_u16(record + SEED_PERIOD);
  const uint64_t step = seconds / period;
  const uint8_t digits = record[SEED_DIGITS];
  if (!own_key->is_drawn || step != own_key->step) {
    hotp_code(record + SEED_BYTES, record[SEED_LENGTH], step, digits, own_key->code);
  }
  own_key->step = step;
  own_key->seconds = seconds;
  own_key->is_drawn = true;
  const key_face_t face = {own_key->code, digits, (uint16_t)(period - (seconds - step * period)), period};
  draw(own_key->mode, &face, glass);
}

static void draw(own_key_mode_t mode, const key_face_t *face, glass_t *glass) {
#ifdef DISPLAY_MAX7219
  (void)mode;
  key_face_draw_segments(face, glass);
#else
  if (mode == OWN_KEY_LARGE) {
    key_face_draw_large(face, glass);
  } else {
    key_face_draw_plain(face, glass);
  }
#endif
}
