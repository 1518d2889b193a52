#include <string.h>

#include "check.h"
#include "talk.h"

/* Goal: a seed that was erased is gone, and the power can be cut at any byte of it. Method: the power
   goes at each write of the EEPROM in turn, the byte that is being written holds one of four things
   afterwards, and the board is doing one of three: twelve cases. */

enum { SEED_SIZE = 64, SECOND = TIMEKEEPER_TICKS_PER_SECOND, ERASED = 0xFF };

typedef enum { AT_REST, AS_A_KEY, WHILE_LOADING, DOINGS } doing_t;

static uint8_t seed[SEED_SIZE];

/* No byte of it is that of an empty EEPROM. */
static void draw_seed(void) {
  uint32_t random = 7;
  for (size_t index = 0; index < SEED_SIZE; index++) seed[index] = (uint8_t)(check_random(&random) % ERASED);
}

static bool holds_seed(const void *memory, size_t size) {
  const uint8_t *bytes = memory;
  for (size_t at = 0; at + 4 <= size; at++) {
    for (size_t part = 0; part + 4 <= SEED_SIZE; part++) {
      if (memcmp(bytes + at, seed + part, 4) == 0) return true;
    }
  }
  return false;
}

static bool is_empty(void) {
  for (size_t at = 0; at < STORE_SEED_SIZE + STORE_CRC_SIZE; at++) {
    if (host_board.eeprom[at] != ERASED) return false;
  }
  return !holds_seed(host_board.eeprom, sizeof host_board.eeprom);
}

static void erase(doing_t doing) {
  host_board_init();
  talk_start();
  draw_seed();
  CHECK(talk_load_seed(seed, SEED_SIZE, 6, 30));
  host_run(&talk_device, doing == WHILE_LOADING ? SECOND / 8 : SECOND);
  CHECK(holds_seed(host_board.eeprom, sizeof host_board.eeprom));
  CHECK(store_rests(&talk_device.store) == (doing != WHILE_LOADING));
  if (doing == AS_A_KEY) CHECK(talk_set_time(59, 0) && talk_ok(52, "\x01", 1));
}

static void leaves_nothing_behind(void) {
  for (doing_t doing = AT_REST; doing < DOINGS; doing++) {
    erase(doing);
    CHECK(talk_ok(55, "", 0));
    CHECK(!holds_seed(&talk_device, sizeof talk_device)); /* of the memory at once */
    host_run(&talk_device, SECOND);
    CHECK(is_empty() && store_rests(&talk_device.store));
    CHECK((talk(54, "", 0).data[3] & 1) == 0);
  }
}

static void leaves_nothing_when_a_load_is_broken_off(void) {
  erase(AT_REST);
  const uint8_t part[17] = {0, seed[0], seed[1], seed[2], seed[3], seed[4]};
  CHECK(talk_ok(50, part, 6) && talk_ok(55, "", 0));
  CHECK(!holds_seed(&talk_device, sizeof talk_device));
}

/* The board starts anew after the cut, and goes on by itself. */
static void check_cut(doing_t doing, host_torn_t torn, int32_t writes) {
  erase(doing);
  host_board.writes_left = writes;
  host_board.torn = torn;
  CHECK(talk_ok(55, "", 0));
  host_run(&talk_device, SECOND);
  host_board.writes_left = -1;
  talk_start();
  host_run(&talk_device, SECOND);
  const bool has_seed = store_record(&talk_device.store, STORE_SEED) != NULL;
  /* Before the first byte has changed nothing was begun, and nobody can know of it. */
  const bool may_be_whole = doing != WHILE_LOADING && writes == 1 && torn == HOST_TORN_NOT;
  CHECK(has_seed == may_be_whole);
  CHECK(has_seed || (is_empty() && !holds_seed(&talk_device, sizeof talk_device)));
}

static void goes_on_after_power_cuts(void) {
  for (doing_t doing = AT_REST; doing < DOINGS; doing++) {
    for (host_torn_t torn = HOST_TORN_NOT; torn < HOST_TORN_KINDS; torn++) {
      for (int32_t writes = 1; writes <= STORE_SEED_SIZE + STORE_CRC_SIZE; writes++) check_cut(doing, torn, writes);
    }
  }
}

/* The same of a seed that another takes the place of. */
static void a_load_that_is_cut_leaves_nothing(void) {
  for (int32_t writes = 1; writes < SEED_SIZE; writes++) {
    host_board_init();
    talk_start();
    draw_seed();
    host_board.writes_left = writes;
    CHECK(talk_load_seed(seed, SEED_SIZE, 6, 30));
    host_run(&talk_device, SECOND);
    host_board.writes_left = -1;
    talk_start();
    host_run(&talk_device, SECOND);
    CHECK(is_empty());
  }
}

void test_erase(void) {
  check_run("an erased seed is nowhere any more", leaves_nothing_behind);
  check_run("an erased seed is nowhere, nor parts of one that was being loaded", leaves_nothing_when_a_load_is_broken_off);
  check_run("an erasure goes on after a power cut at any byte", goes_on_after_power_cuts);
  check_run("a load that a power cut tears leaves no part of the seed", a_load_that_is_cut_leaves_nothing);
}
