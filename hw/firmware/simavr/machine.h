#ifndef JETON_MACHINE_H
#define JETON_MACHINE_H

#include <stddef.h>
#include <stdint.h>

#include <simavr/sim_avr.h>

#include "../port/host/parts.h"

/* An ATmega328P in simavr with what is wired to it: a serial line, six keys, a display. */

enum { MACHINE_HZ = 16000000, MACHINE_RECEIVED_MAX = 65536 };

typedef struct {
  avr_t *avr;
  unsigned baud;
  uint8_t received[MACHINE_RECEIVED_MAX];
  size_t received_size;
  lcd_t lcd;
  segments_t segments;
  uint8_t keys; /* bit i: the contact of key i is closed */
  avr_cycle_count_t worked;          /* cycles since the watchdog was fed, but for sleep */
  avr_cycle_count_t worked_longest;  /* of all passes of the loop */
} machine_t;

/* Loads the file and lets the power come. Ends the program when the file cannot be read. */
void machine_start(machine_t *machine, const char *hex_path);

void machine_run(machine_t *machine, avr_cycle_count_t cycles);
void machine_send(machine_t *machine, uint8_t byte);
void machine_hold_keys(machine_t *machine, uint8_t keys);
void machine_reset(machine_t *machine);
void machine_hang(machine_t *machine);

#endif
