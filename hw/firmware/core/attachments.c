#include "attachments.h"

#include <string.h>

/* Nothing is ever connected to this board. So it answers as a bought board without fans and sensors
   does, and programs that look for them at their start need not wait for answers that never come. */
enum {
  CMD_FAN_REPORTS = 16,
  CMD_FAN_POWER = 17,
  CMD_ONE_WIRE_DEVICE = 18,
  CMD_TEMPERATURE_REPORTS = 19,
  CMD_LIVE_DISPLAY = 21,
  CMD_LAMP = 34,
  FAN_POWER_SIZE = 4,
  TEMPERATURE_MASK_SIZE = 4,
  ONE_WIRE_DEVICES = 32,
  ONE_WIRE_ROM_SIZE = 8,
  LIVE_DISPLAY_SIZE = 7, /* slot, kind, sensor, digits, column, row, unit */
  LIVE_DISPLAY_OFF_SIZE = 2,
  LIVE_DISPLAY_OFF = 0,
  LAMP_PIN_FIRST = 5, /* pins 0 to 4 lead to a connector of a bought board */
  PERCENT_MAX = 100
};

static command_status_t find_device(const frame_t *command, frame_t *answer);
static command_status_t show_live(const frame_t *command);
static command_status_t light_lamp(device_t *device, const frame_t *command);

command_status_t attachments_do(device_t *device, const frame_t *command, frame_t *answer) {
  const uint8_t length = command->length;
  switch (command->type) {
    case CMD_FAN_REPORTS:
      return length == 1 ? COMMAND_OK : COMMAND_LENGTH;
    case CMD_FAN_POWER:
      if (length != FAN_POWER_SIZE) return COMMAND_LENGTH;
      for (uint8_t fan = 0; fan < FAN_POWER_SIZE; fan++) {
        if (command->data[fan] > PERCENT_MAX) return COMMAND_VALUE;
      }
      return COMMAND_OK;
    case CMD_ONE_WIRE_DEVICE:
      return length == 1 ? find_device(command, answer) : COMMAND_LENGTH;
    case CMD_TEMPERATURE_REPORTS:
      return length == TEMPERATURE_MASK_SIZE ? COMMAND_OK : COMMAND_LENGTH;
    case CMD_LIVE_DISPLAY:
      return show_live(command);
    case CMD_LAMP:
      if (MODEL_LAMPS == 0) return COMMAND_UNKNOWN;
      return length == 2 || length == 3 ? light_lamp(device, command) : COMMAND_LENGTH;
    default:
      return COMMAND_UNKNOWN;
  }
}

/* An address of zeros says that there is no device with this number. */
static command_status_t find_device(const frame_t *command, frame_t *answer) {
  if (command->data[0] >= ONE_WIRE_DEVICES) return COMMAND_VALUE;
  memset(answer->data, 0, 1 + ONE_WIRE_ROM_SIZE);
  answer->data[0] = command->data[0];
  answer->length = 1 + ONE_WIRE_ROM_SIZE;
  return COMMAND_OK;
}

/* A slot can be switched off. What it would show, a fan or a sensor, is not there. */
static command_status_t show_live(const frame_t *command) {
  if (command->length != LIVE_DISPLAY_OFF_SIZE && command->length != LIVE_DISPLAY_SIZE) return COMMAND_LENGTH;
  return command->data[1] == LIVE_DISPLAY_OFF ? COMMAND_OK : COMMAND_VALUE;
}

/* A lamp is on or off: any level above zero lights it. A third byte, how the pin is driven, changes
   nothing for a lamp. Programs set the pins of the connector as well: nothing is connected there. */
static command_status_t light_lamp(device_t *device, const frame_t *command) {
  const int lamp = command->data[0] - LAMP_PIN_FIRST;
  if (lamp >= MODEL_LAMPS || command->data[1] > PERCENT_MAX) return COMMAND_VALUE;
  if (lamp < 0) return COMMAND_OK;
  const uint8_t bit = (uint8_t)(1u << lamp);
  device->lamps = (uint8_t)(command->data[1] > 0 ? device->lamps | bit : device->lamps & ~bit);
  board_set_lamps(device->lamps);
  return COMMAND_OK;
}
