#include "sha1.h"

#include <string.h>

#include "wipe.h"

/* Kept apart: within another function its words would no longer fit the registers, a fifth slower. */
static void compress(sha1_t *sha1) __attribute__((noinline));
static uint32_t mix(uint8_t round, uint32_t b, uint32_t c, uint32_t d);
static uint32_t next_word(uint32_t words[16], uint8_t round);
static uint32_t rotate_left_1(uint32_t word);
static uint32_t rotate_right_1(uint32_t word);
static uint32_t rotate_right_2(uint32_t word);
static uint32_t rotate_left_5(uint32_t word);

void sha1_begin(sha1_t *sha1) {
  sha1->state[0] = 0x67452301;
  sha1->state[1] = 0xEFCDAB89;
  sha1->state[2] = 0x98BADCFE;
  sha1->state[3] = 0x10325476;
  sha1->state[4] = 0xC3D2E1F0;
  sha1->size = 0;
}

void sha1_take(sha1_t *sha1, const uint8_t *bytes, uint8_t size) {
  for (uint8_t index = 0; index < size; index++) {
    sha1->block[sha1->size % SHA1_BLOCK_SIZE] = bytes[index];
    sha1->size++;
    if (sha1->size % SHA1_BLOCK_SIZE == 0) compress(sha1);
  }
}

void sha1_finish(sha1_t *sha1, uint8_t digest[SHA1_DIGEST_SIZE]) {
  static const uint8_t padding = 0x80;
  static const uint8_t zero = 0x00;
  const uint32_t bits = (uint32_t)sha1->size * 8;
  sha1_take(sha1, &padding, 1);
  while (sha1->size % SHA1_BLOCK_SIZE != SHA1_BLOCK_SIZE - 8) sha1_take(sha1, &zero, 1);
  /* The length has eight bytes; ours fits the lower four. */
  for (uint8_t index = 0; index < 4; index++) sha1_take(sha1, &zero, 1);
  for (uint8_t index = 0; index < 4; index++) {
    const uint8_t byte = (uint8_t)(bits >> (24 - 8 * index));
    sha1_take(sha1, &byte, 1);
  }
  for (uint8_t index = 0; index < SHA1_DIGEST_SIZE; index++) {
    digest[index] = (uint8_t)(sha1->state[index / 4] >> (24 - 8 * (index % 4)));
  }
  wipe(sha1, sizeof *sha1);
}

/* FIPS 180-4 §6.1.3: the schedule is kept in sixteen words, because a board has 2 KB in all. */
static void compress(sha1_t *sha1) {
  uint32_t words[16];
  for (uint8_t index = 0; index < 16; index++) {
    const uint8_t *from = sha1->block + 4 * index;
    words[index] = (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
  }
  uint32_t a = sha1->state[0];
  uint32_t b = sha1->state[1];
  uint32_t c = sha1->state[2];
  uint32_t d = sha1->state[3];
  uint32_t e = sha1->state[4];
  for (uint8_t round = 0; round < 80; round++) {
    uint32_t sum = mix(round, b, c, d);
    sum += next_word(words, round);
    sum += e;
    e = d;
    d = c;
    c = rotate_right_2(b);
    b = a;
    a = rotate_left_5(a) + sum;
  }
  sha1->state[0] += a;
  sha1->state[1] += b;
  sha1->state[2] += c;
  sha1->state[3] += d;
  sha1->state[4] += e;
  wipe(words, sizeof words);
}

/* FIPS 180-4 §4.1.1 and §4.2.1: the function and the constant of each twenty rounds. */
static uint32_t mix(uint8_t round, uint32_t b, uint32_t c, uint32_t d) {
  if (round < 20) return (d ^ (b & (c ^ d))) + 0x5A827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ED9EBA1;
  if (round < 60) return ((b & c) | (d & (b | c))) + 0x8F1BBCDC;
  return (b ^ c ^ d) + 0xCA62C1D6;
}

static uint32_t next_word(uint32_t words[16], uint8_t round) {
  uint32_t *word = &words[round % 16];
  if (round >= 16) {
    *word = rotate_left_1(words[(round + 13) % 16] ^ words[(round + 8) % 16] ^ words[(round + 2) % 16] ^ *word);
  }
  return *word;
}

/* The board shifts one bit at a time, so the distance is kept short: a whole byte is only moved. */
static uint32_t rotate_left_1(uint32_t word) {
  return (word << 1) | (uint8_t)((uint8_t)(word >> 24) >> 7);
}

static uint32_t rotate_right_1(uint32_t word) {
  return (word >> 1) | (uint32_t)((uint8_t)((uint8_t)word << 7)) << 24;
}

static uint32_t rotate_right_2(uint32_t word) {
  return rotate_right_1(rotate_right_1(word));
}

static uint32_t rotate_left_5(uint32_t word) {
  const uint32_t by_a_byte = (word << 8) | (word >> 24);
  return rotate_right_1(rotate_right_2(by_a_byte));
}
