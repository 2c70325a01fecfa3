// Stands before libc's file calls of one process (LD_PRELOAD). Calls that change files are counted; at the N-th the process
// is killed, or the call answers an error. Calls on standard input, output and error are not counted.
//
//   FAULT_AT=N      the call that is hit, counted from 1; 0 or absent: none
//   FAULT_KIND      kill (before the call), torn (half of what it writes is written, then kill), enospc, eio, wait (two seconds before the call)
//   FAULT_ON=1      every call from the N-th on is hit, not only that one
//   FAULT_LOG=FILE  a line per call: number, name, file
//   FAULT_TRACE=FILE  what is written to files with "sqlite" in their names, to be replayed: records of
//                     {uint32 kind, uint32 length of name, uint64 offset, uint64 length of data}, name, data
//
// Writes that libc makes inside itself (a stream that is flushed) do not pass here, so the calls on streams are counted.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { traceWrite = 1, traceSync = 2, traceTruncate = 3, traceUnlink = 4 };

static atomic_long calls;
static long at;
static int kind, on, log_file = -1, trace_file = -1;  // kind: 0 none, 'k', 't', or an errno behind 1000
static const int torn = 't', killing = 'k', waiting = 'w';

__attribute__((constructor)) static void begin(void) {
  const char *number = getenv("FAULT_AT"), *what = getenv("FAULT_KIND"), *log = getenv("FAULT_LOG"), *trace = getenv("FAULT_TRACE");
  at = number ? atol(number) : 0;
  on = getenv("FAULT_ON") != NULL;
  if (what) kind = !strcmp(what, "wait") ? waiting : !strcmp(what, "kill") ? killing : !strcmp(what, "torn") ? torn : 1000 + (!strcmp(what, "eio") ? EIO : ENOSPC);
  if (log) log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (trace) trace_file = (int)syscall(SYS_openat, AT_FDCWD, trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  // What this process starts is another process: it is not counted.
  unsetenv("LD_PRELOAD");
}

static void die(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

static const char *name_of(int file, char *room, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, room, size - 1);
  room[length < 0 ? 0 : length] = 0;
  return room;
}

// Counts a call. 0: let it pass; 't': write half of it and die; otherwise the errno to answer.
static int hit(const char *call, int file, const char *path) {
  if (file >= 0 && file <= 2) return 0;
  int kept = errno;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (log_file >= 0) {
    char room[4096], line[4400];
    int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path ? path : name_of(file, room, sizeof room));
    syscall(SYS_write, log_file, line, (size_t)length);
  }
  errno = kept;
  if (at == 0 || !(on ? number >= at : number == at)) return 0;
  if (kind == killing) die();
  if (kind == torn) return torn;
  if (kind == waiting) sleep(2);
  return kind > 1000 ? kind - 1000 : 0;
}

static void record(uint32_t what, int file, const char *path, uint64_t offset, const void *data, uint64_t length) {
  if (trace_file < 0) return;
  char room[4096];
  int kept = errno;
  const char *name = path ? path : name_of(file, room, sizeof room);
  if (strstr(name, "sqlite")) {
    struct { uint32_t kind, name; uint64_t offset, length; } head = {what, (uint32_t)strlen(name), offset, data ? length : 0};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)name, head.name}, {(void *)data, head.length}};
    syscall(SYS_writev, trace_file, parts, data ? 3 : 2);
  }
  errno = kept;
}

#define REAL(type, call, ...)                               \
  static type (*real)(__VA_ARGS__);                         \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, call)
#define PASS_OR(call, file, path)                           \
  int error = hit(call, file, path);                        \
  if (error == torn) die();                                 \
  if (error) return errno = error, -1

ssize_t write(int file, const void *data, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t);
  int error = hit("write", file, NULL);
  if (error == torn) real(file, data, size / 2), die();
  if (error) return errno = error, -1;
  if (trace_file >= 0) record(traceWrite, file, NULL, (uint64_t)lseek(file, 0, SEEK_CUR), data, size);
  return real(file, data, size);
}

#define PWRITE(name)                                                                  \
  ssize_t name(int file, const void *data, size_t size, off_t offset) {               \
    REAL(ssize_t, #name, int, const void *, size_t, off_t);                           \
    int error = hit(#name, file, NULL);                                               \
    if (error == torn) real(file, data, size / 2, offset), die();                     \
    if (error) return errno = error, -1;                                              \
    record(traceWrite, file, NULL, (uint64_t)offset, data, size);                     \
    return real(file, data, size, offset);                                            \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t writev(int file, const struct iovec *parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  PASS_OR("writev", file, NULL);
  return real(file, parts, count);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset) {
  REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t);
  PASS_OR("pwritev", file, NULL);
  return real(file, parts, count, offset);
}

#define SYNC(name)                                \
  int name(int file) {                            \
    REAL(int, #name, int);                        \
    PASS_OR(#name, file, NULL);                   \
    int result = real(file);                      \
    record(traceSync, file, NULL, 0, NULL, 0);    \
    return result;                                \
  }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name)                                            \
  int name(int file, off_t size) {                                \
    REAL(int, #name, int, off_t);                                 \
    PASS_OR(#name, file, NULL);                                   \
    record(traceTruncate, file, NULL, (uint64_t)size, NULL, 0);   \
    return real(file, size);                                      \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  PASS_OR("rename", -1, to);
  return real(from, to);
}

int renameat(int folder, const char *from, int other, const char *to) {
  REAL(int, "renameat", int, const char *, int, const char *);
  PASS_OR("renameat", -1, to);
  return real(folder, from, other, to);
}

int renameat2(int folder, const char *from, int other, const char *to, unsigned flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
  PASS_OR("renameat2", -1, to);
  return real(folder, from, other, to, flags);
}

int link(const char *from, const char *to) {
  REAL(int, "link", const char *, const char *);
  PASS_OR("link", -1, to);
  return real(from, to);
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  PASS_OR("unlink", -1, path);
  record(traceUnlink, -1, path, 0, NULL, 0);
  return real(path);
}

int unlinkat(int folder, const char *path, int flags) {
  REAL(int, "unlinkat", int, const char *, int);
  PASS_OR("unlinkat", -1, path);
  return real(folder, path, flags);
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  PASS_OR("mkdir", -1, path);
  return real(path, mode);
}

int mkdirat(int folder, const char *path, mode_t mode) {
  REAL(int, "mkdirat", int, const char *, mode_t);
  PASS_OR("mkdirat", -1, path);
  return real(folder, path, mode);
}

#define MODE(flags, last)                             \
  mode_t mode = 0;                                    \
  if ((flags) & (O_CREAT | __O_TMPFILE)) {            \
    va_list rest;                                     \
    va_start(rest, last);                             \
    mode = va_arg(rest, mode_t);                      \
    va_end(rest);                                     \
  }
#define OPEN(name)                                            \
  int name(const char *path, int flags, ...) {                \
    REAL(int, #name, const char *, int, ...);                 \
    MODE(flags, flags)                                        \
    if (flags & O_CREAT) { PASS_OR(#name, -1, path); }        \
    return real(path, flags, mode);                           \
  }
OPEN(open)
OPEN(open64)
#define OPENAT(name)                                                  \
  int name(int folder, const char *path, int flags, ...) {            \
    REAL(int, #name, int, const char *, int, ...);                    \
    MODE(flags, flags)                                                \
    if (flags & O_CREAT) { PASS_OR(#name, -1, path); }                \
    return real(folder, path, flags, mode);                           \
  }
OPENAT(openat)
OPENAT(openat64)

size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) {
  REAL(size_t, "fwrite", const void *, size_t, size_t, FILE *);
  int error = hit("fwrite", fileno(stream), NULL);
  if (error == torn) real(data, size, count / 2, stream), fflush(stream), die();
  if (error) return errno = error, 0;
  return real(data, size, count, stream);
}

int fclose(FILE *stream) {
  REAL(int, "fclose", FILE *);
  // What is only read is not changed: the start of a program reads what the system says of it.
  if (!__fwritable(stream)) return real(stream);
  int error = hit("fclose", fileno(stream), NULL);
  if (error == torn) die();
  int result = real(stream);
  return error ? (errno = error, EOF) : result;
}
