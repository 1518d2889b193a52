#ifndef JETON_CHECK_H
#define JETON_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A test says what holds, and where it does not. */

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)

void check_that(bool holds, const char *text, const char *file, int line);

/* Runs one test and prints  ok NAME  or  failed NAME  below what did not hold. */
void check_run(const char *name, void (*test)(void));

/* Bytes that look random and are the same each time. */
uint32_t check_random(uint32_t *state);

/* One function a file; each runs its tests. */
void test_frame(void);
void test_vectors(void);
void test_receiver(void);
void test_codes(void);
void test_timekeeper(void);
void test_keys(void);
void test_models(void);
void test_glass(void);
void test_key_face(void);
void test_store(void);
void test_records(void);
void test_erase(void);
void test_conversation(void);
void test_own_key(void);
void test_segments(void);

#endif
