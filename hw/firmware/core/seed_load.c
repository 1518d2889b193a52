#include "seed_load.h"

#include <stddef.h>
#include <string.h>

#include "crc16.h"
#include "seed_record.h"
#include "wipe.h"

static bool is_sound(const seed_load_t *load, const seed_finish_t *finish);
static bool is_stored(const seed_finish_t *finish, const store_t *store);

bool seed_load_part(seed_load_t *load, uint8_t offset, const uint8_t *bytes, uint8_t size) {
  const bool fits = offset % SEED_PART_MAX == 0 && offset < HOTP_SEED_MAX && size >= 1 && size <= SEED_PART_MAX;
  if (offset == 0) seed_load_wipe(load);
  if (!fits || offset > load->size) {
    seed_load_wipe(load);
    return false;
  }
  memcpy(load->bytes + offset, bytes, size);
  load->size = (uint8_t)(offset + size);
  return true;
}

bool seed_load_finish(seed_load_t *load, const seed_finish_t *finish, store_t *store) {
  if (load->size == 0) return is_stored(finish, store);
  if (!is_sound(load, finish)) {
    seed_load_wipe(load);
    return false;
  }
  uint8_t record[STORE_SEED_SIZE];
  seed_record_write(record, load->bytes, finish);
  store_put(store, STORE_SEED, record);
  wipe(record, sizeof record);
  seed_load_wipe(load);
  return true;
}

void seed_load_wipe(seed_load_t *load) {
  wipe(load, sizeof *load);
}

static bool is_sound(const seed_load_t *load, const seed_finish_t *finish) {
  return finish->length == load->size && seed_parameters_fit(finish->length, finish->digits, finish->period) &&
         finish->crc == crc16_x25(load->bytes, load->size);
}

static bool is_stored(const seed_finish_t *finish, const store_t *store) {
  const uint8_t *record = store_record(store, STORE_SEED);
  if (record == NULL) return false;
  return record[SEED_LENGTH] == finish->length && record[SEED_DIGITS] == finish->digits &&
         bytes_read_u16(record + SEED_PERIOD) == finish->period &&
         finish->crc == crc16_x25(record + SEED_BYTES, finish->length);
}
