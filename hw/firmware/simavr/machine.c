#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <simavr/avr_ioport.h>
#include <simavr/avr_spi.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_hex.h>

enum { RS = 0, ENABLE = 1, LOAD = 2, BITS_PER_BYTE = 10, KEYS = 6, WDR = 0x95A8, MCUSR = 0x54, EXTRF = 1 };

static uint8_t port_output(const machine_t *machine, char name);
static void hold_keys_again(avr_t *avr);
static void take_byte(avr_irq_t *irq, uint32_t value, void *parameter);
static void enable_changed(avr_irq_t *irq, uint32_t value, void *parameter);
static void load_changed(avr_irq_t *irq, uint32_t value, void *parameter);
static void take_spi(avr_irq_t *irq, uint32_t value, void *parameter);
static avr_cycle_count_t end_of_run(avr_t *avr, avr_cycle_count_t when, void *parameter);
static void sleep_no_time(avr_t *avr, avr_cycle_count_t cycles);
static void connect_parts(machine_t *machine);

void machine_start(machine_t *machine, const char *hex_path) {
  memset(machine, 0, sizeof *machine);
  machine->baud = 19200;
  memset(machine->lcd.cells, ' ', sizeof machine->lcd.cells);
  uint32_t size = 0;
  uint32_t base = 0;
  uint8_t *code = read_ihex_file(hex_path, &size, &base);
  machine->avr = avr_make_mcu_by_name("atmega328p");
  if (code == NULL || machine->avr == NULL) {
    fprintf(stderr, "Cannot run \"%s\": no binary for this machine\n", hex_path);
    exit(2);
  }
  avr_init(machine->avr);
  machine->avr->frequency = MACHINE_HZ;
  machine->avr->log = LOG_NONE;
  machine->avr->sleep = sleep_no_time;
  machine->avr->run_cycle_limit = 1; /* an instruction at a time, and interrupts between them */
  avr_loadcode(machine->avr, code, size, base);
  machine->avr->codeend = size + base;
  free(code);
  connect_parts(machine);
  machine->avr->custom.data = machine;
  machine->avr->reset = hold_keys_again;
  machine_hold_keys(machine, 0);
}

void machine_run(machine_t *machine, avr_cycle_count_t cycles) {
  avr_t *avr = machine->avr;
  const avr_cycle_count_t until = avr->cycle + cycles;
  /* A sleeping processor is taken to the next event: without this one, perhaps far beyond. */
  avr_cycle_timer_register(avr, cycles, end_of_run, machine);
  while (avr->cycle < until) {
    const bool is_feeding = avr->flash[avr->pc] == (WDR & 0xFF) && avr->flash[avr->pc + 1] == WDR >> 8;
    const bool was_asleep = avr->state == cpu_Sleeping;
    const avr_cycle_count_t before = avr->cycle;
    const int state = avr_run(avr);
    if (state == cpu_Crashed || state == cpu_Done) {
      fprintf(stderr, "Cannot go on: the processor has stopped\n");
      exit(2);
    }
    if (!was_asleep) machine->worked += avr->cycle - before;
    if (is_feeding) machine->worked = 0;
    if (machine->worked > machine->worked_longest) machine->worked_longest = machine->worked;
  }
}

void machine_send(machine_t *machine, uint8_t byte) {
  avr_raise_irq(avr_io_getirq(machine->avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT), byte);
  machine_run(machine, MACHINE_HZ / machine->baud * BITS_PER_BYTE);
}

void machine_hold_keys(machine_t *machine, uint8_t keys) {
  machine->keys = keys;
  for (int key = 0; key < KEYS; key++) {
    avr_irq_t *pin = avr_io_getirq(machine->avr, AVR_IOCTL_IOPORT_GETIRQ('C'), key);
    avr_raise_irq(pin, (keys >> key & 1) ? 0 : 1);
  }
}

void machine_reset(machine_t *machine) {
  avr_reset(machine->avr);
  machine->worked = 0;
  /* simavr knows of no pin that resets, so it does not mark it either. */
  machine->avr->data[MCUSR] |= 1u << EXTRF;
}

/* A jump to itself is laid at the end of the flash, where no code is. */
void machine_hang(machine_t *machine) {
  avr_t *avr = machine->avr;
  const uint32_t place = avr->flashend - 1;
  avr->flash[place] = 0xFF;
  avr->flash[place + 1] = 0xCF;
  avr->codeend = avr->flashend;
  avr->pc = place;
  avr->state = cpu_Running;
}

/* A reset makes simavr forget the pins' levels, and a level that does not change it does not see. */
static void hold_keys_again(avr_t *avr) {
  machine_t *machine = avr->custom.data;
  const uint8_t keys = machine->keys;
  machine_hold_keys(machine, (uint8_t)~keys);
  machine_hold_keys(machine, keys);
}

static void connect_parts(machine_t *machine) {
  avr_t *avr = machine->avr;
  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(uint32_t)(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), take_byte, machine);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('B'), ENABLE), enable_changed, machine);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('B'), LOAD), load_changed, machine);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_SPI_GETIRQ(0), SPI_IRQ_OUTPUT), take_spi, machine);
}

static void take_byte(avr_irq_t *irq, uint32_t value, void *parameter) {
  (void)irq;
  machine_t *machine = parameter;
  if (machine->received_size < MACHINE_RECEIVED_MAX) machine->received[machine->received_size++] = (uint8_t)value;
}

static void enable_changed(avr_irq_t *irq, uint32_t value, void *parameter) {
  machine_t *machine = parameter;
  if (irq->value == 0 || value != 0) return; /* only the falling edge counts */
  const bool is_data = (port_output(machine, 'B') >> RS & 1) != 0;
  lcd_take(&machine->lcd, is_data, port_output(machine, 'D') >> 4);
}

static void load_changed(avr_irq_t *irq, uint32_t value, void *parameter) {
  machine_t *machine = parameter;
  if (irq->value == 0 && value != 0) segments_load(&machine->segments);
}

static void take_spi(avr_irq_t *irq, uint32_t value, void *parameter) {
  (void)irq;
  machine_t *machine = parameter;
  segments_shift(&machine->segments, (uint8_t)value);
}

static avr_cycle_count_t end_of_run(avr_t *avr, avr_cycle_count_t when, void *parameter) {
  (void)avr;
  (void)when;
  (void)parameter;
  return 0; /* once is enough */
}

/* Virtual time: what the processor sleeps, nobody waits for. */
static void sleep_no_time(avr_t *avr, avr_cycle_count_t cycles) {
  (void)avr;
  (void)cycles;
}

static uint8_t port_output(const machine_t *machine, char name) {
  avr_ioport_state_t state;
  avr_ioctl(machine->avr, AVR_IOCTL_IOPORT_GETSTATE(name), &state);
  return (uint8_t)state.port;
}
