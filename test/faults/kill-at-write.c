/*
 * Loaded into a process (LD_PRELOAD), kills it with SIGKILL at the Nth time (KILL_AT) it is about to
 * change a file whose path contains KILL_PATH: a write, a truncation, a flush, a removal. With
 * KILL_TORN=1 half of what the last write holds gets through first. With KILL_AT=0 nothing happens
 * but counting; the count is written to the file KILL_COUNT when the process ends.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int count;

static int is_watched_path(const char *path) {
    const char *part = getenv("KILL_PATH");
    return part != NULL && path != NULL && strstr(path, part) != NULL;
}

static int is_watched(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = '\0';
    return is_watched_path(path);
}

/* Answers whether the boundary that was reached is the last one. */
static int is_last(void) {
    const char *at = getenv("KILL_AT");
    count += 1;
    return at != NULL && atoi(at) == count;
}

static int is_torn(void) {
    const char *torn = getenv("KILL_TORN");
    return torn != NULL && torn[0] == '1';
}

static void die(void) {
    raise(SIGKILL);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
    if (is_watched(file) && is_last()) {
        if (is_torn()) NEXT(pwrite64)(file, bytes, size / 2, at);
        die();
    }
    return NEXT(pwrite64)(file, bytes, size, at);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) {
    return pwrite64(file, bytes, size, at);
}

ssize_t write(int file, const void *bytes, size_t size) {
    if (is_watched(file) && is_last()) {
        if (is_torn()) NEXT(write)(file, bytes, size / 2);
        die();
    }
    return NEXT(write)(file, bytes, size);
}

int fdatasync(int file) {
    if (is_watched(file) && is_last()) die();
    return NEXT(fdatasync)(file);
}

int fsync(int file) {
    if (is_watched(file) && is_last()) die();
    return NEXT(fsync)(file);
}

int ftruncate64(int file, off64_t size) {
    if (is_watched(file) && is_last()) die();
    return NEXT(ftruncate64)(file, size);
}

int ftruncate(int file, off_t size) {
    return ftruncate64(file, size);
}

int unlink(const char *path) {
    if (is_watched_path(path) && is_last()) die();
    return NEXT(unlink)(path);
}

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("KILL_COUNT");
    if (path == NULL) return;
    FILE *file = fopen(path, "w");
    if (file == NULL) return;
    fprintf(file, "%d", count);
    fclose(file);
}
