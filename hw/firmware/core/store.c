#include "store.h"

#include <stddef.h>
#include <string.h>

#include "../board.h"
#include "bytes.h"
#include "crc16.h"
#include "records.h"

enum {
  WRITE_TRIES_MAX = 3,  /* a cell at the end of its life may take at the second try */
  CHECKS_IN_A_STEP = 16 /* bytes compared in one step: about a hundred microseconds */
};

static uint8_t offset_of(store_record_t record);

static uint8_t size_of(store_record_t record) {
  static const uint8_t sizes[STORE_RECORDS] = {STORE_SEED_SIZE, STORE_TRIM_SIZE, STORE_USER_SIZE, STORE_BOOT_SIZE};
  return sizes[record];
}

void store_open(store_t *store) {
  for (uint8_t index = 0; index < STORE_SIZE; index++) store->image[index] = board_eeprom_read(index);
  store->position = STORE_SIZE;
  store->tries = 0;
  store->is_faulty = false;
  for (store_record_t record = STORE_SEED; record < STORE_RECORDS; record++) {
    if (store_record(store, record) == NULL) store_erase(store, record);
  }
}

const uint8_t *store_record(const store_t *store, store_record_t record) {
  const uint8_t *bytes = store->image + offset_of(record);
  const uint8_t size = size_of(record);
  const bool is_whole = bytes_read_u16(bytes + size) == crc16_x25(bytes, size);
  return is_whole && record_is_sound(record, bytes) ? bytes : NULL;
}

void store_put(store_t *store, store_record_t record, const uint8_t *bytes) {
  uint8_t *image = store->image + offset_of(record);
  const uint8_t size = size_of(record);
  memcpy(image, bytes, size);
  bytes_write_u16(image + size, crc16_x25(image, size));
  store->position = 0;
  store->tries = 0;
}

void store_erase(store_t *store, store_record_t record) {
  /* As an empty EEPROM reads: of no record's size is 0xFFFF the CRC of such bytes. */
  memset(store->image + offset_of(record), 0xFF, (size_t)(size_of(record) + STORE_CRC_SIZE));
  store->position = 0;
  store->tries = 0;
}

void store_step(store_t *store) {
  for (uint8_t checks = 0; checks < CHECKS_IN_A_STEP; checks++) {
    if (store_rests(store) || board_eeprom_is_busy()) return;
    const uint8_t wanted = store->image[store->position];
    if (board_eeprom_read(store->position) != wanted) {
      if (store->tries < WRITE_TRIES_MAX) {
        store->tries++;
        board_eeprom_write(store->position, wanted);
        return;
      }
      store->is_faulty = true;
    }
    store->position++;
    store->tries = 0;
  }
}

bool store_rests(const store_t *store) {
  /*@ split store->position == STORE_SIZE; */
  return store->position == STORE_SIZE;
}

static uint8_t offset_of(store_record_t record) {
  uint8_t offset = 0;
  for (store_record_t before = STORE_SEED; before < record; before++) {
    offset = (uint8_t)(offset + size_of(before) + STORE_CRC_SIZE);
  }
  return offset;
}
