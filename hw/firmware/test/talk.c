#include "talk.h"

#include <string.h>

#include "../core/bytes.h"
#include "../core/crc16.h"

device_t talk_device;

enum { MS_IN_TICKS = 16 };

void talk_start(void) {
  device_start(&talk_device);
  host_run(&talk_device, 200 * MS_IN_TICKS);
}

frame_t talk(uint8_t type, const void *data, uint8_t length) {
  frame_t command = {.type = type, .length = length};
  memcpy(command.data, data, length);
  uint8_t bytes[FRAME_SIZE_MAX];
  host_board.sent_size = 0;
  host_say(bytes, frame_encode(&command, bytes));
  host_run(&talk_device, MS_IN_TICKS);
  frame_t answer = {0};
  const uint8_t size = (uint8_t)(host_board.sent_size < FRAME_SIZE_MAX ? host_board.sent_size : FRAME_SIZE_MAX);
  (void)frame_decode(host_board.sent, size, &answer);
  return answer;
}

bool talk_ok(uint8_t type, const void *data, uint8_t length) {
  const frame_t answer = talk(type, data, length);
  return answer.type == (0x40 | type) && answer.length == 0;
}

bool talk_refused(uint8_t type, const void *data, uint8_t length, uint8_t error) {
  const frame_t answer = talk(type, data, length);
  return answer.type == (0xC0 | type) && answer.length == 1 && answer.data[0] == error;
}

bool talk_load_seed(const uint8_t *seed, uint8_t size, uint8_t digits, uint16_t period) {
  for (uint8_t offset = 0; offset < size; offset = (uint8_t)(offset + 16)) {
    uint8_t part[17] = {offset};
    const uint8_t length = (uint8_t)(size - offset < 16 ? size - offset : 16);
    memcpy(part + 1, seed + offset, length);
    if (!talk_ok(50, part, (uint8_t)(length + 1))) return false;
  }
  uint8_t finish[6] = {size, digits};
  bytes_write_u16(finish + 2, period);
  bytes_write_u16(finish + 4, crc16_x25(seed, size));
  return talk_ok(51, finish, sizeof finish);
}

bool talk_set_time(uint64_t seconds, uint16_t ticks) {
  uint8_t time[7];
  bytes_write_u40(time, seconds);
  bytes_write_u16(time + 5, ticks);
  return talk_ok(48, time, sizeof time);
}

bool talk_shows(uint8_t line, const char *text) {
  return memcmp(host_board.lcd.cells + 0x40 * line, text, GLASS_COLUMNS) == 0;
}
