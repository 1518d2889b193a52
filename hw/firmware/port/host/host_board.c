#include "host_board.h"

#include <string.h>

host_board_t host_board;

void host_board_init(void) {
  memset(&host_board, 0, sizeof host_board);
  memset(host_board.eeprom, 0xFF, sizeof host_board.eeprom);
  memset(host_board.lcd.cells, '?', sizeof host_board.lcd.cells);
  host_board.worn_address = -1;
  host_board.writes_left = -1;
  host_board.wire_room = 63;
  host_board.is_wire_idle = true;
}

void host_run(device_t *device, uint32_t ticks) {
  const uint32_t until = host_board.ticks + ticks;
  for (;;) {
    const uint16_t wanted = device_step(device);
    const bool has_bytes = host_board.heard_taken < host_board.heard_size && host_board.wire_room >= FRAME_SIZE_MAX;
    if (has_bytes && !device->is_rebooting) continue;
    const uint32_t left = until - host_board.ticks;
    if (left == 0) return;
    host_board.ticks += wanted == 0 ? 1 : wanted < left ? wanted : left;
  }
}

void host_say(const uint8_t *bytes, size_t size) {
  if (host_board.heard_taken == host_board.heard_size) {
    host_board.heard_taken = 0;
    host_board.heard_size = 0;
  }
  if (size > HOST_WIRE_MAX - host_board.heard_size) size = HOST_WIRE_MAX - host_board.heard_size;
  memcpy(host_board.heard + host_board.heard_size, bytes, size);
  host_board.heard_size += size;
}

uint16_t board_ticks(void) {
  return (uint16_t)host_board.ticks;
}

void board_sleep_until(uint16_t until) {
  host_board.ticks += (uint16_t)(until - board_ticks());
}

void board_feed_watchdog(void) {}

void board_reset(void) {
  host_board.resets++;
}

uint8_t board_reset_cause(void) {
  return 1;
}

uint16_t board_reset_count(void) {
  return (uint16_t)host_board.resets;
}

void board_wire_set_rate(board_rate_t rate) {
  host_board.rate = rate;
}

bool board_wire_read(uint8_t *byte) {
  if (host_board.heard_taken == host_board.heard_size) return false;
  *byte = host_board.heard[host_board.heard_taken++];
  return true;
}

uint8_t board_wire_room(void) {
  return host_board.wire_room;
}

void board_wire_write(const uint8_t *bytes, uint8_t size) {
  if (size > HOST_WIRE_MAX - host_board.sent_size) host_board.sent_size = 0;
  memcpy(host_board.sent + host_board.sent_size, bytes, size);
  host_board.sent_size += size;
}

bool board_wire_is_idle(void) {
  return host_board.is_wire_idle;
}

uint16_t board_wire_overruns(void) {
  return 0;
}

uint16_t board_wire_malformed(void) {
  return 0;
}

bool board_eeprom_is_busy(void) {
  return (int32_t)(host_board.ticks - host_board.eeprom_ready_at) < 0;
}

uint8_t board_eeprom_read(uint16_t address) {
  return host_board.eeprom[address];
}

static uint8_t torn_value(uint8_t before, uint8_t wanted) {
  switch (host_board.torn) {
    case HOST_TORN_NOT:
      return before;
    case HOST_TORN_EMPTY:
      return 0xFF;
    case HOST_TORN_WHOLE:
      return wanted;
    default:
      return before | 0x55; /* it is emptied first, and each bit in its own time */
  }
}

void board_eeprom_write(uint16_t address, uint8_t value) {
  host_board.eeprom_writes++;
  host_board.eeprom_ready_at = host_board.ticks + HOST_EEPROM_WRITE_TICKS;
  if (address == host_board.worn_address || host_board.writes_left == 0) return;
  if (host_board.writes_left > 0 && --host_board.writes_left == 0) value = torn_value(host_board.eeprom[address], value);
  host_board.eeprom[address] = value;
}

uint8_t board_keys(void) {
  return host_board.keys;
}

void board_set_contrast(uint8_t contrast) {
  host_board.contrast = contrast;
}

void board_set_backlight(uint8_t percent) {
  host_board.backlight = percent;
}

void board_set_led(bool is_on) {
  (void)is_on;
}

void board_set_lamps(uint8_t lamps) {
  host_board.lamps = lamps;
}

void board_lcd_nibble(bool is_data, uint8_t nibble) {
  lcd_take(&host_board.lcd, is_data, nibble);
}

void board_segments_write(uint8_t address, uint8_t value) {
  segments_shift(&host_board.segments, address);
  segments_shift(&host_board.segments, value);
  segments_load(&host_board.segments);
}
