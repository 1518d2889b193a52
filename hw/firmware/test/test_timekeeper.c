#include "../core/timekeeper.h"
#include "check.h"

enum { SECOND = TIMEKEEPER_TICKS_PER_SECOND };

/* Lets `ticks` pass in pieces of at most `piece`. */
static void pass(timekeeper_t *timekeeper, uint64_t ticks, uint16_t piece) {
  while (ticks > 0) {
    const uint16_t now = ticks < piece ? (uint16_t)ticks : piece;
    timekeeper_advance(timekeeper, (uint16_t)(timekeeper->counter + now));
    ticks -= now;
  }
}

static void counts_seconds_exactly(void) {
  timekeeper_t timekeeper = {.counter = 65530};
  timekeeper_set(&timekeeper, 1000, SECOND - 1);
  CHECK(timekeeper_ticks_left(&timekeeper) == 1);
  pass(&timekeeper, 1, 1);
  CHECK(timekeeper.seconds == 1001 && timekeeper.ticks == 0);
  pass(&timekeeper, (uint64_t)SECOND * 86400, 60000);
  CHECK(timekeeper.seconds == 1001 + 86400 && timekeeper.ticks == 0);
}

static void rolls_over_where_others_fail(void) {
  static const uint64_t edges[] = {
      0x7FFFFFFF,          /* 2038-01-19 03:14:07, the end of 31 bits */
      0xFFFFFFFF,          /* 2106-02-07 06:28:15, the end of 32 bits */
      951782399,           /* 2000-02-28 23:59:59, a leap day of a century follows */
      1709164799,          /* 2024-02-28 23:59:59, a leap day follows */
      4107542399,          /* 2100-02-28 23:59:59, no leap day follows */
      UINT64_C(20000000000), /* 2603, as RFC 6238 has it */
  };
  for (size_t index = 0; index < sizeof edges / sizeof edges[0]; index++) {
    timekeeper_t timekeeper = {0};
    timekeeper_set(&timekeeper, edges[index], SECOND - 3);
    pass(&timekeeper, 2, 1);
    CHECK(timekeeper.seconds == edges[index]);
    pass(&timekeeper, 1, 1);
    CHECK(timekeeper.seconds == edges[index] + 1 && timekeeper.ticks == 0);
  }
}

/* A clock trimmed by t ppb gains t ticks in 10^9, to the tick, in whatever pieces time passes. */
static void trims_to_the_tick(void) {
  static const int32_t trims[] = {0, 1, -1, 200000, -200000, 2021000, -3283000, 10000000, -10000000, 333333};
  static const uint16_t pieces[] = {1, 7, 100, 101, 15625, 65535};
  for (size_t trim = 0; trim < sizeof trims / sizeof trims[0]; trim++) {
    for (size_t piece = 0; piece < sizeof pieces / sizeof pieces[0]; piece++) {
      timekeeper_t timekeeper = {.trim_ppb = trims[trim]};
      timekeeper_set(&timekeeper, 0, 0);
      const int64_t ticks = 1000003;
      pass(&timekeeper, (uint64_t)ticks, pieces[piece]);
      const int64_t gained_ppb = ticks * trims[trim];
      const int64_t gained = gained_ppb >= 0 ? gained_ppb / 1000000000 : -((-gained_ppb + 999999999) / 1000000000);
      const int64_t shown = (int64_t)timekeeper.seconds * SECOND + timekeeper.ticks;
      CHECK(shown == ticks + gained);
    }
  }
}

static void never_runs_backwards(void) {
  timekeeper_t timekeeper = {.trim_ppb = -TIMEKEEPER_TRIM_MAX_PPB};
  timekeeper_set(&timekeeper, 5, SECOND - 1);
  uint64_t before = 0;
  for (int round = 0; round < 100000; round++) {
    pass(&timekeeper, 1, 1);
    const uint64_t shown = timekeeper.seconds * SECOND + timekeeper.ticks;
    CHECK(shown >= before && timekeeper.ticks < SECOND);
    before = shown;
  }
}

void test_timekeeper(void) {
  check_run("timekeeper_advance() counts a day of seconds to the tick", counts_seconds_exactly);
  check_run("timekeeper_advance() passes 2038, 2106 and leap days", rolls_over_where_others_fail);
  check_run("timekeeper_advance() trims to the tick", trims_to_the_tick);
  check_run("timekeeper_advance() never runs backwards", never_runs_backwards);
}
