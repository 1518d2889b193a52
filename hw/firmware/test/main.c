#include <stdio.h>

#include "../core/model.h"
#include "check.h"

static bool has_failed;
static int failures;

int main(void) {
  test_records();
  test_erase();
#ifdef DISPLAY_MAX7219
  test_segments();
#endif
#ifdef MODEL_HAS_KS0073_TABLE
  test_models();
#elif !defined DISPLAY_MAX7219
  test_frame();
  test_vectors();
  test_receiver();
  test_codes();
  test_timekeeper();
  test_keys();
  test_glass();
  test_key_face();
  test_store();
  test_conversation();
  test_own_key();
#endif
  printf("%d failed\n", failures);
  return failures == 0 ? 0 : 1;
}

void check_run(const char *name, void (*test)(void)) {
  has_failed = false;
  test();
  printf("%s %s\n", has_failed ? "failed" : "ok", name);
  if (has_failed) failures++;
}

void check_that(bool holds, const char *text, const char *file, int line) {
  if (holds) return;
  if (!has_failed) printf("%s:%d: does not hold: %s\n", file, line, text);
  has_failed = true;
}

/* xorshift32 */
uint32_t check_random(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}
