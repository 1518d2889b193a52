#include "commands.h"

#include <stddef.h>
#include <string.h>

#include "attachments.h"
#include "boot_state.h"
#include "glass_commands.h"
#include "own_commands.h"

/* The commands of the bought boards, with their numbers (hw/PROTOCOL.md). */
enum {
  CMD_PING = 0,
  CMD_VERSION = 1,
  CMD_WRITE_USER = 2,
  CMD_READ_USER = 3,
  CMD_STORE_BOOT = 4,
  CMD_REBOOT = 5,
  CMD_KEY_MASKS = 23,
  CMD_POLL_KEYS = 24,
  CMD_BAUD = 33,
  PING_MAX = 16
};

static command_status_t write_user(device_t *device, const frame_t *command);
static command_status_t read_user(const device_t *device, frame_t *answer);
static command_status_t store_boot(device_t *device);
static command_status_t reboot(device_t *device, const frame_t *command);
static command_status_t set_key_masks(device_t *device, const frame_t *command);
static command_status_t poll_keys(device_t *device, frame_t *answer);
static command_status_t set_baud(device_t *device, const frame_t *command);
static void reply(frame_t *answer, const void *bytes, uint8_t size);

command_status_t commands_do(device_t *device, const frame_t *command, frame_t *answer) {
  if (command->type >= OWN_COMMAND_FIRST) return own_commands_do(device, command, answer);
  const command_status_t attached = attachments_do(device, command, answer);
  if (attached != COMMAND_UNKNOWN) return attached;
  const uint8_t length = command->length;
  switch (command->type) {
    case CMD_PING:
      if (length > PING_MAX) return COMMAND_LENGTH;
      reply(answer, command->data, length);
      return COMMAND_OK;
    case CMD_VERSION:
      if (length != 0) return COMMAND_LENGTH;
      reply(answer, MODEL_VERSION, MODEL_VERSION_SIZE);
      return COMMAND_OK;
    case CMD_WRITE_USER:
      return length == STORE_USER_SIZE ? write_user(device, command) : COMMAND_LENGTH;
    case CMD_READ_USER:
      return length == 0 ? read_user(device, answer) : COMMAND_LENGTH;
    case CMD_STORE_BOOT:
      return length == 0 ? store_boot(device) : COMMAND_LENGTH;
    case CMD_REBOOT:
      return length == 3 ? reboot(device, command) : COMMAND_LENGTH;
    case CMD_KEY_MASKS:
      return length == 2 ? set_key_masks(device, command) : COMMAND_LENGTH;
    case CMD_POLL_KEYS:
      return length == 0 ? poll_keys(device, answer) : COMMAND_LENGTH;
    case CMD_BAUD:
      return length == 1 ? set_baud(device, command) : COMMAND_LENGTH;
    default:
      return glass_commands_do(device, command, answer);
  }
}

static command_status_t write_user(device_t *device, const frame_t *command) {
  if (device->store.is_faulty) return COMMAND_EEPROM;
  store_put(&device->store, STORE_USER, command->data);
  return COMMAND_OK;
}

/* What was never written reads as an empty EEPROM does. */
static command_status_t read_user(const device_t *device, frame_t *answer) {
  const uint8_t *record = store_record(&device->store, STORE_USER);
  memset(answer->data, 0xFF, STORE_USER_SIZE);
  answer->length = STORE_USER_SIZE;
  if (record != NULL) reply(answer, record, STORE_USER_SIZE);
  return COMMAND_OK;
}

static command_status_t store_boot(device_t *device) {
  /* A code on the glass would still stand there after years. */
  if (device->own_key.mode != OWN_KEY_OFF) return COMMAND_NOT_NOW;
  if (device->store.is_faulty) return COMMAND_EEPROM;
  boot_state_store(device);
  return COMMAND_OK;
}

/* Three bytes that no noise sends by chance. */
static command_status_t reboot(device_t *device, const frame_t *command) {
  static const uint8_t word[3] = {8, 18, 99};
  if (memcmp(command->data, word, sizeof word) != 0) return COMMAND_VALUE;
  device->is_rebooting = true;
  return COMMAND_OK;
}

static command_status_t set_key_masks(device_t *device, const frame_t *command) {
  if (command->data[0] > KEYS_ALL || command->data[1] > KEYS_ALL) return COMMAND_VALUE;
  device->keys.press_mask = keys_from_wire(command->data[0]);
  device->keys.release_mask = keys_from_wire(command->data[1]);
  return COMMAND_OK;
}

static command_status_t poll_keys(device_t *device, frame_t *answer) {
  keys_t *keys = &device->keys;
  const uint8_t state[3] = {keys_to_wire(keys->down), keys_to_wire(keys->pressed_since_poll),
                            keys_to_wire(keys->released_since_poll)};
  reply(answer, state, sizeof state);
  keys->pressed_since_poll = 0;
  keys->released_since_poll = 0;
  return COMMAND_OK;
}

static command_status_t set_baud(device_t *device, const frame_t *command) {
  if (command->data[0] > BOARD_RATE_115200) return COMMAND_VALUE;
  device->rate_next = command->data[0] == 0 ? BOARD_RATE_19200 : BOARD_RATE_115200;
  return COMMAND_OK;
}

static void reply(frame_t *answer, const void *bytes, uint8_t size) {
  memcpy(answer->data, bytes, size);
  answer->length = size;
}
