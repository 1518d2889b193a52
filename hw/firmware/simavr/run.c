#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"

/* Runs a built binary in simavr and does what its standard input says, a command a line:

     send HEX     bytes to the board, at the line's rate, and time for an answer to begin
     wait MS      lets time pass
     baud N       the line's rate from here on (19200 at first)
     keys MASK    closes the contacts of these keys (decimal, bit i = key i), opens the others
     reset        the reset pin
     hang         sends the processor into an endless loop
     glass        prints what the HD44780 shows:  glass |................|................|
     segments     prints what the MAX7219 shows:  segments 0000000000000000
     longest      prints the longest pass of the loop since last asked, sleep not counted:
                  longest CYCLES

   What the board sends is printed when the next command is read, as  received HEX  with a line for
   each command during which bytes came. Ends with exit status 0, or 2 and a sentence on the error
   output when an input line cannot be understood. */

enum { LINE_MAX = 1024, STEP_MS = 1 };

static void do_line(machine_t *machine, const char *line);
static void send_hex(machine_t *machine, const char *hex);
static void print_glass(const lcd_t *lcd);
static void print_received(machine_t *machine);

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "Cannot run: a .hex file is wanted\n");
    return 2;
  }
  static machine_t machine;
  machine_start(&machine, arguments[1]);
  char line[LINE_MAX];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\r\n")] = '\0';
    do_line(&machine, line);
    print_received(&machine);
    fflush(stdout);
  }
  return 0;
}

static void do_line(machine_t *machine, const char *line) {
  long number = 0;
  if (strncmp(line, "send ", 5) == 0) {
    send_hex(machine, line + 5);
  } else if (sscanf(line, "wait %ld", &number) == 1) {
    for (long passed = 0; passed < number; passed += STEP_MS) machine_run(machine, MACHINE_HZ / 1000 * STEP_MS);
  } else if (sscanf(line, "baud %ld", &number) == 1 && number > 0) {
    machine->baud = (unsigned)number;
  } else if (sscanf(line, "keys %ld", &number) == 1) {
    machine_hold_keys(machine, (uint8_t)number);
  } else if (strcmp(line, "reset") == 0) {
    machine_reset(machine);
  } else if (strcmp(line, "hang") == 0) {
    machine_hang(machine);
  } else if (strcmp(line, "glass") == 0) {
    print_glass(&machine->lcd);
  } else if (strcmp(line, "segments") == 0) {
    printf("segments ");
    for (int digit = 8; digit >= 1; digit--) printf("%02x", machine->segments.registers[digit]);
    printf("\n");
  } else if (strcmp(line, "longest") == 0) {
    printf("longest %llu\n", (unsigned long long)machine->worked_longest);
    machine->worked_longest = 0;
  } else if (line[0] != '\0') {
    fprintf(stderr, "Cannot do \"%s\": not a command\n", line);
    exit(2);
  }
}

static void send_hex(machine_t *machine, const char *hex) {
  unsigned byte;
  while (sscanf(hex, " %2x", &byte) == 1) {
    machine_send(machine, (uint8_t)byte);
    while (*hex == ' ') hex++;
    hex += 2;
  }
}

static void print_glass(const lcd_t *lcd) {
  printf("glass |");
  for (int line = 0; line < 2; line++) {
    for (int column = 0; column < 16; column++) {
      const uint8_t cell = lcd->cells[64 * line + column];
      printf(cell >= ' ' && cell <= '~' ? "%c" : "\\%02x", cell);
    }
    printf("|");
  }
  printf("\n");
}

static void print_received(machine_t *machine) {
  if (machine->received_size == 0) return;
  printf("received ");
  for (size_t index = 0; index < machine->received_size; index++) printf("%02x", machine->received[index]);
  printf("\n");
  machine->received_size = 0;
}
