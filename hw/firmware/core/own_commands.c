#include "own_commands.h"

#include <stddef.h>

#include "bytes.h"

enum {
  CMD_SET_TIME = OWN_COMMAND_FIRST,
  CMD_GET_TIME,
  CMD_SEED_PART,
  CMD_SEED_FINISH,
  CMD_MODE,
  CMD_TRIM,
  CMD_STATUS,
  CMD_SEED_ERASE
};

enum { TIME_SIZE = 7, FINISH_SIZE = 6, TRIM_SIZE = 4, STATUS_SIZE = 16 };

/* Bits of the status answer's flags. */
enum { FLAG_SEED = 1, FLAG_TIME = 2, FLAG_STORING = 4, FLAG_EEPROM_FAULT = 8 };

static command_status_t set_time(device_t *device, const frame_t *command);
static command_status_t get_time(const device_t *device, frame_t *answer);
static command_status_t seed_part(device_t *device, const frame_t *command);
static command_status_t seed_finish(device_t *device, const frame_t *command);
static command_status_t seed_erase(device_t *device);
static command_status_t mode(device_t *device, const frame_t *command, frame_t *answer);
static command_status_t trim(device_t *device, const frame_t *command, frame_t *answer);
static command_status_t status(const device_t *device, frame_t *answer);
static uint16_t sum_u16(uint16_t first, uint16_t second);

command_status_t own_commands_do(device_t *device, const frame_t *command, frame_t *answer) {
  const uint8_t length = command->length;
  switch (command->type) {
    case CMD_SET_TIME:
      return length == TIME_SIZE ? set_time(device, command) : COMMAND_LENGTH;
    case CMD_GET_TIME:
      return length == 0 ? get_time(device, answer) : COMMAND_LENGTH;
    case CMD_SEED_PART:
      return length >= 2 && length <= 1 + SEED_PART_MAX ? seed_part(device, command) : COMMAND_LENGTH;
    case CMD_SEED_FINISH:
      return length == FINISH_SIZE ? seed_finish(device, command) : COMMAND_LENGTH;
    case CMD_MODE:
      return length <= 1 ? mode(device, command, answer) : COMMAND_LENGTH;
    case CMD_TRIM:
      return length == 0 || length == TRIM_SIZE ? trim(device, command, answer) : COMMAND_LENGTH;
    case CMD_STATUS:
      return length == 0 ? status(device, answer) : COMMAND_LENGTH;
    case CMD_SEED_ERASE:
      return length == 0 ? seed_erase(device) : COMMAND_LENGTH;
    default:
      return COMMAND_UNKNOWN;
  }
}

static command_status_t set_time(device_t *device, const frame_t *command) {
  const uint16_t ticks = bytes_read_u16(command->data + 5);
  if (ticks >= TIMEKEEPER_TICKS_PER_SECOND) return COMMAND_VALUE;
  timekeeper_set(&device->timekeeper, bytes_read_u40(command->data), ticks);
  own_key_forget(&device->own_key);
  return COMMAND_OK;
}

/* The step that answers has just advanced the clock: this is the time of now. */
static command_status_t get_time(const device_t *device, frame_t *answer) {
  bytes_write_u40(answer->data, device->timekeeper.seconds);
  bytes_write_u16(answer->data + 5, device->timekeeper.ticks);
  answer->length = TIME_SIZE;
  return COMMAND_OK;
}

static command_status_t seed_part(device_t *device, const frame_t *command) {
  const uint8_t size = (uint8_t)(command->length - 1);
  return seed_load_part(&device->seed_load, command->data[0], command->data + 1, size) ? COMMAND_OK
                                                                                       : COMMAND_VALUE;
}

static command_status_t seed_finish(device_t *device, const frame_t *command) {
  const seed_finish_t finish = {.length = command->data[0],
                                .digits = command->data[1],
                                .period = bytes_read_u16(command->data + 2),
                                .crc = bytes_read_u16(command->data + 4)};
  if (device->store.is_faulty) {
    seed_load_wipe(&device->seed_load);
    return COMMAND_EEPROM;
  }
  if (!seed_load_finish(&device->seed_load, &finish, &device->store)) return COMMAND_VALUE;
  own_key_forget(&device->own_key);
  return COMMAND_OK;
}

static command_status_t seed_erase(device_t *device) {
  seed_load_wipe(&device->seed_load);
  store_erase(&device->store, STORE_SEED);
  (void)own_key_set_mode(&device->own_key, OWN_KEY_OFF, &device->store, &device->timekeeper, &device->glass);
  return COMMAND_OK;
}

static command_status_t mode(device_t *device, const frame_t *command, frame_t *answer) {
  if (command->length == 1) {
    if (command->data[0] >= OWN_KEY_MODES) return COMMAND_VALUE;
    const own_key_mode_t wanted = (own_key_mode_t)command->data[0];
    const bool is_set =
        own_key_set_mode(&device->own_key, wanted, &device->store, &device->timekeeper, &device->glass);
    return is_set ? COMMAND_OK : COMMAND_NOT_NOW;
  }
  answer->data[0] = (uint8_t)device->own_key.mode;
  answer->length = 1;
  return COMMAND_OK;
}

static command_status_t trim(device_t *device, const frame_t *command, frame_t *answer) {
  if (command->length == 0) {
    bytes_write_u32(answer->data, (uint32_t)device->timekeeper.trim_ppb);
    answer->length = TRIM_SIZE;
    return COMMAND_OK;
  }
  const int32_t ppb = (int32_t)bytes_read_u32(command->data);
  if (!timekeeper_trim_fits(ppb)) return COMMAND_VALUE;
  if (device->store.is_faulty) return COMMAND_EEPROM;
  device->timekeeper.trim_ppb = ppb;
  store_put(&device->store, STORE_TRIM, command->data);
  return COMMAND_OK;
}

static command_status_t status(const device_t *device, frame_t *answer) {
  uint8_t flags = 0;
  if (store_record(&device->store, STORE_SEED) != NULL) flags |= FLAG_SEED;
  if (device->timekeeper.is_set) flags |= FLAG_TIME;
  if (!store_rests(&device->store)) flags |= FLAG_STORING;
  if (device->store.is_faulty) flags |= FLAG_EEPROM_FAULT;
  uint8_t *data = answer->data;
  data[0] = OWN_PROTOCOL_VERSION;
  data[1] = board_reset_cause();
  data[2] = (uint8_t)device->own_key.mode;
  data[3] = flags;
  bytes_write_u32(data + 4, device->receiver.frames_ok);
  bytes_write_u16(data + 8, device->receiver.bad_crc);
  bytes_write_u16(data + 10, sum_u16(device->receiver.dropped, board_wire_malformed()));
  bytes_write_u16(data + 12, board_wire_overruns());
  bytes_write_u16(data + 14, board_reset_count());
  answer->length = STATUS_SIZE;
  return COMMAND_OK;
}

static uint16_t sum_u16(uint16_t first, uint16_t second) {
  return first > UINT16_MAX - second ? UINT16_MAX : (uint16_t)(first + second);
}
