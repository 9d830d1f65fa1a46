/* Counts the calls that change a disk, and at the n-th one does what a bad day would do. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* COUNT only counts. POWER keeps in mind what was never synced and takes it away; LEAVES dies and tells
   what was never synced, so that the next process can lose it. */
enum { OFF, COUNT, BEFORE, AFTER, TORN, POWER, EIO_ONCE, FULL_DISK, NO_LINKS, LEAVES };
enum { CHANGE, REMOVE, WRITE, SYNC, LINK };

static int mode = OFF;
static long at, lie, calls, syncs;

/* Bytes written but not synced: where the file ended when it was last safe. */
#define MOST 4096
static struct { int fd; dev_t dev; ino_t ino; off_t safe; } bytes[MOST];
static int bytes_count;
/* Names made but not synced: undone by removing them, or by renaming them back. */
static struct { char path[512], from[512]; dev_t dev; ino_t ino; } names[MOST];
static int names_count;

static int told = -1; /* where LEAVES tells it */
static int minds(void) { return mode == POWER || mode == LEAVES; }

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

void fault_arm(int how, long n, long lied_sync) {
    mode = how, at = n, lie = lied_sync, calls = syncs = 0;
}
long fault_calls(void) { return calls; }
long fault_syncs(void) { return syncs; }

static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

void fault_cut_power(void) {
    for (int i = names_count - 1; i >= 0; i--) {
        if (names[i].from[0]) REAL(rename)(names[i].path, names[i].from);
        else if (REAL(unlink)(names[i].path) != 0) REAL(rmdir)(names[i].path);
    }
    for (int i = 0; i < bytes_count; i++)
        if (REAL(ftruncate)(bytes[i].fd, bytes[i].safe) != 0) continue;
    die();
}

static int plain(int fd) {
    struct stat s;
    return fstat(fd, &s) == 0 && (S_ISREG(s.st_mode) || S_ISDIR(s.st_mode));
}

static void wrote(int fd, off_t safe) {
    struct stat s;
    if (!minds() || fstat(fd, &s) != 0) return;
    for (int i = 0; i < bytes_count; i++)
        if (bytes[i].dev == s.st_dev && bytes[i].ino == s.st_ino) {
            if (safe < bytes[i].safe) bytes[i].safe = safe;
            return;
        }
    if (bytes_count == MOST) return;
    bytes[bytes_count].fd = fcntl(fd, F_DUPFD_CLOEXEC, 200);
    bytes[bytes_count].dev = s.st_dev, bytes[bytes_count].ino = s.st_ino;
    bytes[bytes_count++].safe = safe;
}

static off_t length(int fd) {
    struct stat s;
    return fstat(fd, &s) == 0 ? s.st_size : 0;
}

static void synced(int fd) {
    struct stat s;
    if (!minds() || fstat(fd, &s) != 0) return;
    int left = 0;
    for (int i = 0; i < bytes_count; i++) {
        if (bytes[i].dev == s.st_dev && bytes[i].ino == s.st_ino) close(bytes[i].fd);
        else bytes[left++] = bytes[i];
    }
    bytes_count = left;
    left = 0;
    for (int i = 0; i < names_count; i++)
        if (names[i].dev != s.st_dev || names[i].ino != s.st_ino) names[left++] = names[i];
    names_count = left;
}

static void forget(const char *path) {
    int left = 0;
    for (int i = 0; i < names_count; i++)
        if (strcmp(names[i].path, path) != 0) names[left++] = names[i];
    names_count = left;
}

static int exists(const char *path) {
    struct stat s;
    return lstat(path, &s) == 0;
}

static void named(const char *path, const char *from) {
    char copy[512];
    struct stat s;
    if (!minds() || names_count == MOST || strlen(path) >= 512) return;
    strcpy(copy, path);
    if (stat(dirname(copy), &s) != 0) return;
    strcpy(names[names_count].path, path);
    snprintf(names[names_count].from, 512, "%s", from);
    names[names_count].dev = s.st_dev, names[names_count++].ino = s.st_ino;
}

static void renamed(const char *from, const char *to, int replaced) {
    int fresh = 0;
    for (int i = 0; i < names_count; i++)
        fresh |= strcmp(names[i].path, from) == 0 && !names[i].from[0];
    forget(from);
    if (!replaced) named(to, fresh ? "" : from);
}

void fault_tell(int fd) { told = fd; }

/* A line each: how long the file safely is, -1 for a name that is not safe; and its path. */
static void tell(void) {
    char from[64], path[512], line[600];
    for (int i = 0; i < names_count; i++)
        if (!names[i].from[0])
            if (write(told, line, snprintf(line, 600, "-1 %s\n", names[i].path)) < 0) return;
    for (int i = 0; i < bytes_count; i++) {
        snprintf(from, 64, "/proc/self/fd/%d", bytes[i].fd);
        ssize_t size = readlink(from, path, 511);
        if (size < 0) continue;
        path[size] = 0;
        size = snprintf(line, 600, "%ld %s\n", (long)bytes[i].safe, path);
        if (write(told, line, size) < 0) return;
    }
}

/* A killed process left this file, or this file grown from `safe` bytes, and never synced it. */
void fault_unsynced(const char *path, long safe) {
    if (safe < 0) { named(path, ""); return; }
    int fd = REAL(open)(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return;
    wrote(fd, safe);
    close(fd);
}

/* Non-zero: the call fails with errno set. */
static int comes(int kind) {
    if (mode == OFF) return 0;
    if (mode == NO_LINKS && kind == LINK) { errno = EPERM; return 1; }
    if (kind == SYNC) syncs++;
    if (mode == TORN && kind != WRITE) return 0; /* would be the same as BEFORE */
    calls++;
    if (calls != at) return 0;
    if (mode == BEFORE) die();
    if (mode == LEAVES) { mode = OFF; tell(); die(); }
    if (mode == POWER) fault_cut_power();
    if (mode == EIO_ONCE) { errno = EIO; return 1; }
    if (mode == FULL_DISK && (kind == CHANGE || kind == LINK)) { errno = ENOSPC; return 1; }
    return 0;
}

static void gone(void) {
    if (mode == AFTER && calls == at) die();
}

#define STEP(kind, call, then) \
    if (comes(kind)) return -1; \
    int result = call; \
    if (result == 0) { then; } \
    int kept = errno; gone(); errno = kept; \
    return result;

static size_t shortened(size_t size) {
    if (calls != at) return size;
    if (mode == TORN) return size / 2;
    return mode == FULL_DISK ? size / 3 : size;
}

static ssize_t ended(ssize_t result) {
    int kept = errno;
    if (mode == TORN && calls == at) die();
    gone();
    if (mode == FULL_DISK && calls == at) { errno = ENOSPC; return -1; }
    errno = kept;
    return result;
}

ssize_t write(int fd, const void *from, size_t size) {
    if (mode == OFF || !plain(fd)) return REAL(write)(fd, from, size);
    if (comes(WRITE)) return -1;
    wrote(fd, length(fd));
    return ended(REAL(write)(fd, from, shortened(size)));
}
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t where) {
    if (mode == OFF || !plain(fd)) return REAL(pwrite64)(fd, from, size, where);
    if (comes(WRITE)) return -1;
    wrote(fd, length(fd));
    return ended(REAL(pwrite64)(fd, from, shortened(size), where));
}
ssize_t pwrite(int fd, const void *from, size_t size, off_t where) {
    return pwrite64(fd, from, size, where);
}

static int sync_with(int (*call)(int), int fd) {
    if (comes(SYNC)) return -1;
    int lied = mode != OFF && syncs == lie;
    int result = lied ? 0 : call(fd);
    if (result == 0 && !lied) synced(fd);
    int kept = errno; gone(); errno = kept;
    return result;
}
int fsync(int fd) { return sync_with(REAL(fsync), fd); }
int fdatasync(int fd) { return sync_with(REAL(fdatasync), fd); }

int link(const char *a, const char *b) { STEP(LINK, REAL(link)(a, b), named(b, "")) }
int linkat(int x, const char *a, int y, const char *b, int flags) {
    STEP(LINK, REAL(linkat)(x, a, y, b, flags), named(b, ""))
}
int rename(const char *a, const char *b) {
    int there = exists(b);
    STEP(CHANGE, REAL(rename)(a, b), renamed(a, b, there))
}
int renameat(int x, const char *a, int y, const char *b) {
    int there = exists(b);
    STEP(CHANGE, REAL(renameat)(x, a, y, b), renamed(a, b, there))
}
int renameat2(int x, const char *a, int y, const char *b, unsigned flags) {
    STEP(CHANGE, REAL(renameat2)(x, a, y, b, flags), renamed(a, b, 0))
}
int unlink(const char *a) { STEP(REMOVE, REAL(unlink)(a), forget(a)) }
int unlinkat(int x, const char *a, int flags) {
    STEP(REMOVE, REAL(unlinkat)(x, a, flags), forget(a))
}
int mkdir(const char *a, mode_t m) { STEP(CHANGE, REAL(mkdir)(a, m), named(a, "")) }
int mkdirat(int x, const char *a, mode_t m) { STEP(CHANGE, REAL(mkdirat)(x, a, m), named(a, "")) }
int rmdir(const char *a) { STEP(REMOVE, REAL(rmdir)(a), forget(a)) }
int ftruncate64(int fd, off64_t size) {
    STEP(REMOVE, REAL(ftruncate64)(fd, size), wrote(fd, size))
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
int truncate(const char *a, off_t size) { STEP(REMOVE, REAL(truncate)(a, size), ) }

static int opened(int (*call)(const char *, int, ...), const char *a, int flags, mode_t m) {
    if (mode == OFF || !(flags & (O_CREAT | O_TRUNC))) return call(a, flags, m);
    int there = exists(a);
    if (there && !(flags & O_TRUNC)) return call(a, flags, m);
    if (comes(CHANGE)) return -1;
    int fd = call(a, flags, m);
    if (fd >= 0 && !there) named(a, "");
    if (fd >= 0) wrote(fd, 0);
    int kept = errno; gone(); errno = kept;
    return fd;
}
int open(const char *a, int flags, ...) {
    va_list more; va_start(more, flags);
    mode_t m = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; va_end(more);
    return opened(REAL(open), a, flags, m);
}
int open64(const char *a, int flags, ...) {
    va_list more; va_start(more, flags);
    mode_t m = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; va_end(more);
    return opened(REAL(open64), a, flags, m);
}
