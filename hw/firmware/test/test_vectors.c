#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/frame.h"
#include "check.h"

/* hw/vectors/packets.txt, which the TypeScript tests read as well:  name | bytes | outcome  */

enum { LINE_SIZE = 512, BYTES_MAX = 64, VECTORS_MIN = 20 };

static const char *const path = "../vectors/packets.txt"; /* from hw/firmware, where `make test` runs */

static uint8_t read_bytes(const char *hex, uint8_t bytes[BYTES_MAX]);
static bool has_outcome(const uint8_t *bytes, uint8_t size, char *outcome);

static void every_vector_has_its_outcome(void) {
  FILE *file = fopen(path, "r");
  CHECK(file != NULL);
  if (file == NULL) return;
  int vectors = 0;
  char line[LINE_SIZE];
  while (fgets(line, sizeof line, file) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#' || line[0] == '\0') continue;
    char *const hex = strchr(line, '|');
    char *const outcome = hex == NULL ? NULL : strchr(hex + 1, '|');
    CHECK(outcome != NULL);
    if (outcome == NULL) continue;
    uint8_t bytes[BYTES_MAX];
    const uint8_t size = read_bytes(hex + 1, bytes);
    const bool holds = has_outcome(bytes, size, outcome + 2);
    if (!holds) printf("vector: %s\n", line);
    CHECK(holds);
    vectors++;
  }
  fclose(file);
  CHECK(vectors >= VECTORS_MIN);
}

void test_vectors(void) {
  check_run("frame_decode() and frame_encode() agree with hw/vectors/packets.txt", every_vector_has_its_outcome);
}

static uint8_t read_bytes(const char *hex, uint8_t bytes[BYTES_MAX]) {
  uint8_t size = 0;
  unsigned byte;
  int taken;
  while (size < BYTES_MAX && sscanf(hex, " %2x%n", &byte, &taken) == 1) {
    bytes[size++] = (uint8_t)byte;
    hex += taken;
  }
  return size;
}

/* A packet is also written again, and must give the same bytes. */
static bool has_outcome(const uint8_t *bytes, uint8_t size, char *outcome) {
  frame_t frame;
  const frame_status_t status = frame_decode(bytes, size, &frame);
  if (strcmp(outcome, "incomplete") == 0) return status == FRAME_INCOMPLETE;
  if (strcmp(outcome, "bad-length") == 0) return status == FRAME_TOO_LONG;
  if (strcmp(outcome, "bad-checksum") == 0) return status == FRAME_BAD_CRC;
  if (strncmp(outcome, "packet ", 7) != 0 || status != FRAME_OK) return false;
  char *data = NULL;
  const long type = strtol(outcome + 7, &data, 10);
  uint8_t wanted[BYTES_MAX];
  const uint8_t length = read_bytes(data, wanted);
  uint8_t again[FRAME_SIZE_MAX];
  return frame.type == type && frame.length == length && memcmp(frame.data, wanted, length) == 0 &&
         frame_encode(&frame, again) == size && memcmp(again, bytes, size) == 0;
}
