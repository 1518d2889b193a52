#include <string.h>

#include "../core/store.h"
#include "../port/host/host_board.h"
#include "check.h"

static void settle(store_t *store) {
  for (int step = 0; step < 20000 && !store_rests(store); step++) {
    store_step(store);
    host_board.ticks++;
  }
  CHECK(store_rests(store));
}

static void keeps_records_over_a_restart(void) {
  host_board_init();
  store_t store;
  store_open(&store);
  CHECK(store_record(&store, STORE_SEED) == NULL && store_record(&store, STORE_USER) == NULL);
  store_put(&store, STORE_USER, (const uint8_t *)"sixteen bytes...");
  CHECK(memcmp(store_record(&store, STORE_USER), "sixteen bytes...", 16) == 0);
  settle(&store);
  const uint32_t writes = host_board.eeprom_writes;
  store_put(&store, STORE_USER, (const uint8_t *)"sixteen bytes...");
  settle(&store);
  CHECK(host_board.eeprom_writes == writes); /* what is there already wears no cell */
  store_open(&store);
  CHECK(memcmp(store_record(&store, STORE_USER), "sixteen bytes...", 16) == 0);
  CHECK(store_record(&store, STORE_TRIM) == NULL);
}

/* Goal: a power cut leaves the old record, the new one or none, never a mixture. Method: cut after
   each number of steps; old and new differ in every byte. */
static void power_cuts_tear_nothing(void) {
  for (int steps = 0; steps < 3000; steps += 13) {
    host_board_init();
    store_t store;
    store_open(&store);
    uint8_t old[STORE_SEED_SIZE];
    uint8_t new[STORE_SEED_SIZE];
    memset(old, 0x11, sizeof old);
    memset(new, 0x22, sizeof new);
    store_put(&store, STORE_SEED, old);
    settle(&store);
    store_put(&store, STORE_SEED, new);
    for (int step = 0; step < steps; step++) {
      store_step(&store);
      host_board.ticks++;
    }
    store_open(&store);
    const uint8_t *found = store_record(&store, STORE_SEED);
    CHECK(found == NULL || memcmp(found, old, sizeof old) == 0 || memcmp(found, new, sizeof new) == 0);
  }
}

static void erases_every_byte(void) {
  host_board_init();
  store_t store;
  store_open(&store);
  uint8_t seed[STORE_SEED_SIZE];
  memset(seed, 0xA5, sizeof seed);
  store_put(&store, STORE_SEED, seed);
  settle(&store);
  store_erase(&store, STORE_SEED);
  CHECK(store_record(&store, STORE_SEED) == NULL);
  settle(&store);
  CHECK(memchr(host_board.eeprom, 0xA5, sizeof host_board.eeprom) == NULL);
  CHECK(memchr(store.image, 0xA5, sizeof store.image) == NULL);
  store_open(&store);
  CHECK(store_record(&store, STORE_SEED) == NULL);
}

static void notices_a_worn_cell(void) {
  host_board_init();
  host_board.worn_address = STORE_SEED_SIZE + STORE_TRIM_SIZE + 2 * STORE_CRC_SIZE + 3;
  store_t store;
  store_open(&store);
  store_put(&store, STORE_USER, (const uint8_t *)"sixteen bytes...");
  CHECK(!store.is_faulty);
  settle(&store);
  CHECK(store.is_faulty);
}

void test_store(void) {
  check_run("store_put() keeps a record over a restart", keeps_records_over_a_restart);
  check_run("store_put() leaves whole records only, wherever the power is cut", power_cuts_tear_nothing);
  check_run("store_erase() leaves no byte of the seed", erases_every_byte);
  check_run("store_step() notices a cell that does not keep its value", notices_a_worn_cell);
}
