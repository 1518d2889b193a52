#include "keys.h"

#include <string.h>

static void change(keys_t *keys, uint8_t key);
static void queue_event(keys_t *keys, uint8_t event);

/* The bit in the protocol of key i. */
static uint8_t wire_bit(uint8_t key) {
#ifdef MODEL_CFA631
  return (uint8_t)(1u << key);
#else
  static const uint8_t bits[KEYS_COUNT] = {0x01, 0x20, 0x08, 0x10, 0x02, 0x04};
  return bits[key];
#endif
}

void keys_sample(keys_t *keys, uint8_t raw, uint16_t now) {
  for (uint8_t key = 0; key < KEYS_COUNT; key++) {
    const uint8_t bit = (uint8_t)(1u << key);
    if ((raw ^ keys->raw) & bit) {
      keys->changed_at[key] = now;
    } else if (((raw ^ keys->down) & bit) && (uint16_t)(now - keys->changed_at[key]) >= KEYS_SETTLE_TICKS) {
      change(keys, key);
    }
  }
  keys->raw = raw;
}

bool keys_are_settling(const keys_t *keys) {
  return keys->raw != keys->down;
}

uint8_t keys_next_event(keys_t *keys) {
  if (keys->events_size == 0) return 0;
  const uint8_t event = keys->events[0];
  keys->events_size--;
  memmove(keys->events, keys->events + 1, keys->events_size);
  return event;
}

uint8_t keys_to_wire(uint8_t bits) {
  uint8_t mask = 0;
  for (uint8_t key = 0; key < KEYS_COUNT; key++) {
    if (bits & (1u << key)) mask = (uint8_t)(mask | wire_bit(key));
  }
  return mask;
}

uint8_t keys_from_wire(uint8_t mask) {
  uint8_t bits = 0;
  for (uint8_t key = 0; key < KEYS_COUNT; key++) {
    if (mask & wire_bit(key)) bits = (uint8_t)(bits | (1u << key));
  }
  return bits;
}

static void change(keys_t *keys, uint8_t key) {
  const uint8_t bit = (uint8_t)(1u << key);
  keys->down = (uint8_t)(keys->down ^ bit);
  if (keys->down & bit) {
    keys->pressed_since_poll = (uint8_t)(keys->pressed_since_poll | bit);
    if (keys->press_mask & bit) queue_event(keys, (uint8_t)(KEYS_EVENT_FIRST + key));
  } else {
    keys->released_since_poll = (uint8_t)(keys->released_since_poll | bit);
    if (keys->release_mask & bit) queue_event(keys, (uint8_t)(KEYS_EVENT_FIRST + KEYS_COUNT + key));
  }
}

static void queue_event(keys_t *keys, uint8_t event) {
  if (keys->events_size == KEYS_EVENTS_MAX) (void)keys_next_event(keys);
  keys->events[keys->events_size++] = event;
}
