#include "device.h"

#include <string.h>

#include "boot_state.h"
#include "bytes.h"
#include "commands.h"
#include "wipe.h"

enum { IDLE_TICKS = 15625 /* one second: half of the watchdog's patience */ };

static void listen(device_t *device, uint16_t now);
static void answer_command(device_t *device, const frame_t *command);
static void report_keys(device_t *device);
static void do_when_answered(device_t *device);
static uint16_t ticks_to_sleep(const device_t *device, uint16_t display_ticks);
static void send(const frame_t *frame);

void device_start(device_t *device) {
  memset(device, 0, sizeof *device);
  device->timekeeper.counter = board_ticks();
  glass_init(&device->glass);
  store_open(&device->store);
  const uint8_t *trim = store_record(&device->store, STORE_TRIM);
  if (trim != NULL) device->timekeeper.trim_ppb = (int32_t)bytes_read_u32(trim);
  boot_state_restore(device);
}

uint16_t device_step(device_t *device) {
  const uint16_t now = board_ticks();
  timekeeper_advance(&device->timekeeper, now);
  keys_sample(&device->keys, board_keys(), now);
  listen(device, now);
  report_keys(device);
  own_key_step(&device->own_key, &device->store, &device->timekeeper, &device->glass);
  const uint16_t display_ticks = display_step(&device->display, &device->glass, now);
  store_step(&device->store);
  do_when_answered(device);
  return ticks_to_sleep(device, display_ticks);
}

/* One command a step, and only when its answer will fit: nothing is understood and not answered. */
static void listen(device_t *device, uint16_t now) {
  if (device->is_rebooting || board_wire_room() < FRAME_SIZE_MAX) return;
  frame_t command;
  bool is_whole = receiver_next(&device->receiver, now, &command);
  uint8_t byte;
  while (!is_whole && receiver_has_room(&device->receiver) && board_wire_read(&byte)) {
    receiver_take(&device->receiver, byte, now);
    is_whole = receiver_next(&device->receiver, now, &command);
  }
  if (!is_whole) return;
  answer_command(device, &command);
  wipe(&command, sizeof command); /* it may have held a seed */
}

static void answer_command(device_t *device, const frame_t *command) {
  frame_t answer = {.type = (uint8_t)(FRAME_ANSWER | command->type), .length = 0};
  const command_status_t status = commands_do(device, command, &answer);
  if (status != COMMAND_OK) {
    answer.type = (uint8_t)(FRAME_ERROR | command->type);
    answer.length = 1;
    answer.data[0] = (uint8_t)-status;
  }
  send(&answer);
  device->is_led_on = !device->is_led_on;
  board_set_led(device->is_led_on);
}

static void report_keys(device_t *device) {
  while (board_wire_room() >= FRAME_SIZE_MAX) {
    const uint8_t event = keys_next_event(&device->keys);
    if (event == 0) return;
    const frame_t report = {.type = FRAME_REPORT, .length = 1, .data = {event}};
    send(&report);
  }
}

static void do_when_answered(device_t *device) {
  if (!board_wire_is_idle()) return;
  if (device->rate_next != device->rate) {
    device->rate = device->rate_next;
    board_wire_set_rate(device->rate);
  }
  if (device->is_rebooting && store_rests(&device->store)) board_reset();
}

static uint16_t ticks_to_sleep(const device_t *device, uint16_t display_ticks) {
  uint16_t ticks = IDLE_TICKS;
  if (device->own_key.mode != OWN_KEY_OFF) ticks = timekeeper_ticks_left(&device->timekeeper);
  if (receiver_waits(&device->receiver)) ticks = RECEIVER_SILENCE_TICKS;
  if (keys_are_settling(&device->keys)) ticks = KEYS_SAMPLE_TICKS;
  if (!store_rests(&device->store)) ticks = STORE_POLL_TICKS;
  if (display_ticks > 0 && display_ticks < ticks) ticks = display_ticks;
  /* Nobody calls when the last bit of an answer has left. */
  if (device->rate_next != device->rate || device->is_rebooting) ticks = 1;
  return ticks;
}

static void send(const frame_t *frame) {
  uint8_t bytes[FRAME_SIZE_MAX];
  board_wire_write(bytes, frame_encode(frame, bytes));
}
