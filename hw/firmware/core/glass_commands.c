#include "glass_commands.h"

enum {
  CMD_CLEAR = 6,
  CMD_LINE_1 = 7,
  CMD_LINE_2 = 8,
  CMD_PATTERN = 9,
  CMD_READ_MEMORY = 10,
  CMD_CURSOR_POSITION = 11,
  CMD_CURSOR_STYLE = 12,
  CMD_CONTRAST = 13,
  CMD_BACKLIGHT = 14,
  CMD_TEXT = 31,
  TEXT_AT = 2 /* column and line stand before the text */
};

static command_status_t write_glass(glass_t *glass, const frame_t *command);
static command_status_t write_text(glass_t *glass, const frame_t *command);
static command_status_t move_cursor(glass_t *glass, const frame_t *command);
static command_status_t set_contrast(device_t *device, const frame_t *command);
static command_status_t set_backlight(device_t *device, const frame_t *command);
static command_status_t read_memory(const glass_t *glass, const frame_t *command, frame_t *answer);

command_status_t glass_commands_do(device_t *device, const frame_t *command, frame_t *answer) {
  switch (command->type) {
    case CMD_READ_MEMORY:
      return command->length == 1 ? read_memory(&device->glass, command, answer) : COMMAND_LENGTH;
    case CMD_CONTRAST:
      return command->length == 1 ? set_contrast(device, command) : COMMAND_LENGTH;
    case CMD_BACKLIGHT:
      return command->length == 1 ? set_backlight(device, command) : COMMAND_LENGTH;
    case CMD_CLEAR:
    case CMD_LINE_1:
    case CMD_LINE_2:
    case CMD_PATTERN:
    case CMD_CURSOR_POSITION:
    case CMD_CURSOR_STYLE:
    case CMD_TEXT:
      if (device->own_key.mode != OWN_KEY_OFF) return COMMAND_NOT_NOW;
      return write_glass(&device->glass, command);
    default:
      return COMMAND_UNKNOWN;
  }
}

uint8_t contrast_of_board(uint8_t contrast) {
  /* 0..254 with 60 faint, 120 about right, 150 dark; as 0..50 that is 8, 16 and 20. */
  return (uint8_t)(MODEL_CONTRAST_MAX > 50 ? (uint16_t)contrast * 2 / 15 : contrast);
}

static command_status_t write_glass(glass_t *glass, const frame_t *command) {
  const uint8_t length = command->length;
  switch (command->type) {
    case CMD_CLEAR:
      if (length != 0) return COMMAND_LENGTH;
      glass_clear(glass);
      return COMMAND_OK;
    case CMD_LINE_1:
    case CMD_LINE_2:
      /* Boards of 20 columns have command 31 instead. */
      if (GLASS_COLUMNS != 16) return COMMAND_UNKNOWN;
      if (length != GLASS_COLUMNS) return COMMAND_LENGTH;
      glass_write(glass, (uint8_t)(command->type - CMD_LINE_1), 0, command->data, GLASS_COLUMNS);
      return COMMAND_OK;
    case CMD_PATTERN:
      if (length != 1 + GLASS_PATTERN_ROWS) return COMMAND_LENGTH;
      if (command->data[0] >= GLASS_PATTERNS) return COMMAND_VALUE;
      glass_set_pattern(glass, command->data[0], command->data + 1);
      return COMMAND_OK;
    case CMD_CURSOR_POSITION:
      return length == 2 ? move_cursor(glass, command) : COMMAND_LENGTH;
    case CMD_CURSOR_STYLE:
      if (length != 1) return COMMAND_LENGTH;
      if (command->data[0] > GLASS_CURSOR_MAX) return COMMAND_VALUE;
      glass_set_cursor(glass, command->data[0]);
      return COMMAND_OK;
    default:
      return length > TEXT_AT ? write_text(glass, command) : COMMAND_LENGTH;
  }
}

static command_status_t write_text(glass_t *glass, const frame_t *command) {
  const uint8_t column = command->data[0];
  const uint8_t line = command->data[1];
  if (column >= GLASS_COLUMNS || line >= GLASS_LINES) return COMMAND_VALUE;
  glass_write(glass, line, column, command->data + TEXT_AT, (uint8_t)(command->length - TEXT_AT));
  return COMMAND_OK;
}

static command_status_t move_cursor(glass_t *glass, const frame_t *command) {
  if (command->data[0] >= GLASS_COLUMNS || command->data[1] >= GLASS_LINES) return COMMAND_VALUE;
  glass_move_cursor(glass, command->data[0], command->data[1]);
  return COMMAND_OK;
}

static command_status_t set_contrast(device_t *device, const frame_t *command) {
  if (command->data[0] > MODEL_CONTRAST_MAX) return COMMAND_VALUE;
  device->contrast = command->data[0];
  board_set_contrast(contrast_of_board(device->contrast));
  return COMMAND_OK;
}

static command_status_t set_backlight(device_t *device, const frame_t *command) {
  if (command->data[0] > GLASS_BACKLIGHT_MAX) return COMMAND_VALUE;
  device->backlight = command->data[0];
  board_set_backlight(device->backlight);
  display_set_brightness(&device->display, device->backlight);
  return COMMAND_OK;
}

static command_status_t read_memory(const glass_t *glass, const frame_t *command, frame_t *answer) {
  if (!glass_read(glass, command->data[0], answer->data + 1)) return COMMAND_VALUE;
  answer->data[0] = command->data[0];
  answer->length = 1 + GLASS_READ_SIZE;
  return COMMAND_OK;
}
