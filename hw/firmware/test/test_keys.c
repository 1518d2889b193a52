#include "../core/keys.h"
#include "check.h"

enum { UP = 1, ENTER = 16 };

static keys_t new_keys(void) {
  const keys_t keys = {.press_mask = KEYS_ALL, .release_mask = KEYS_ALL};
  return keys;
}

static void reports_a_press_after_its_bounces(void) {
  keys_t keys = new_keys();
  uint16_t now = 65500; /* so that the counter goes round meanwhile */
  for (int bounce = 0; bounce < 20; bounce++) {
    keys_sample(&keys, bounce % 2 ? ENTER : 0, now);
    now = (uint16_t)(now + KEYS_SETTLE_TICKS - 1);
  }
  CHECK(keys_next_event(&keys) == 0);
  keys_sample(&keys, ENTER, now);
  CHECK(keys_next_event(&keys) == 0 && keys_are_settling(&keys));
  keys_sample(&keys, ENTER, (uint16_t)(now + KEYS_SETTLE_TICKS));
  CHECK(keys_next_event(&keys) == 5 && !keys_are_settling(&keys));
  now = (uint16_t)(now + 1000);
  keys_sample(&keys, 0, now);
  keys_sample(&keys, 0, (uint16_t)(now + KEYS_SETTLE_TICKS));
  CHECK(keys_next_event(&keys) == 11);
  CHECK(keys_next_event(&keys) == 0);
}

static void press(keys_t *keys, uint8_t bits, uint16_t now) {
  keys_sample(keys, bits, now);
  keys_sample(keys, bits, (uint16_t)(now + KEYS_SETTLE_TICKS));
}

static void reports_only_what_is_asked_for(void) {
  keys_t keys = new_keys();
  keys.press_mask = UP;
  keys.release_mask = ENTER;
  press(&keys, UP | ENTER, 0);
  press(&keys, 0, 1000);
  CHECK(keys_next_event(&keys) == 1);
  CHECK(keys_next_event(&keys) == 11);
  CHECK(keys_next_event(&keys) == 0);
  CHECK(keys.pressed_since_poll == (UP | ENTER) && keys.released_since_poll == (UP | ENTER));
}

static void keeps_the_latest_events(void) {
  keys_t keys = new_keys();
  for (uint16_t round = 0; round < KEYS_EVENTS_MAX; round++) {
    press(&keys, UP, (uint16_t)(round * 1000));
    press(&keys, 0, (uint16_t)(round * 1000 + 500));
  }
  int count = 0;
  uint8_t last = 0;
  for (uint8_t event = keys_next_event(&keys); event != 0; event = keys_next_event(&keys)) {
    last = event;
    count++;
  }
  CHECK(count == KEYS_EVENTS_MAX && last == 7);
}

static void translates_masks_both_ways(void) {
  for (uint8_t bits = 0; bits <= KEYS_ALL; bits++) CHECK(keys_from_wire(keys_to_wire(bits)) == bits);
  CHECK(keys_to_wire(0x01) == 0x01 && keys_to_wire(0x02) == 0x20 && keys_to_wire(0x10) == 0x02);
}

void test_keys(void) {
  check_run("keys_sample() reports a press once, after its bounces", reports_a_press_after_its_bounces);
  check_run("keys_sample() reports what the masks ask for", reports_only_what_is_asked_for);
  check_run("keys_next_event() keeps the latest when nobody listens", keeps_the_latest_events);
  check_run("keys_to_wire() and keys_from_wire() undo each other", translates_masks_both_ways);
}
