/* A machine that fails: a shared object for LD_PRELOAD, under which the k-th call of a kind fails.
 *
 *   FAULTY=memory:17:ENOMEM FAULTY_LOG=log LD_PRELOAD=build/tests/faulty.so headroom check FILE
 *
 * FAULTY is KIND:K:HOW[:WHICH]. KIND: memory (malloc, calloc, realloc, reallocarray, aligned_alloc,
 * posix_memalign, memalign, of the program, its libraries and the C library), thread
 * (pthread_create), or a kind of system call: open, read, look (stat, access, readlink), write,
 * sync, rename (link too), make (a folder), remove, close, lock; change: all that changes a file
 * or a folder. K counts from 1; 0: none fails. HOW: the name of an error, short (a write takes half
 * of what it is given), or a signal: KILL, INT, TERM. WHICH: every (default: each call counts),
 * place (each call chain of at most N_FRAME functions counts once, at its first call, and none
 * through the libraries of is_spared), and after either "+" where all later calls fail as well.
 *
 * Calls before main and after it are not counted, nor what is written to the standard error. What
 * failed goes to FAULTY_LOG as a line "fired" and the call chain; at the end a line "calls N".
 * FAULTY_CLOCK=1 makes both clocks of clock_gettime go backwards, a second a call.
 *
 * System calls are caught by a seccomp filter that sends SIGSYS, so that those within the C library
 * (fread, fclose, readdir) are caught too; the handler makes the call itself from the one place the
 * filter lets through. x86-64 and glibc. */
#define _GNU_SOURCE /* dladdr, REG_RAX */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum { N_FRAME = 16, N_SEEN = 1 << 18, N_RULE = 64 };
enum kind {
    NONE,
    MEMORY,
    THREAD,
    OPEN,
    READ,
    LOOK,
    WRITE,
    SYNC,
    RENAME,
    MAKE,
    REMOVE,
    CLOSE,
    LOCK,
    CHANGE,
    N_KIND
};
static const char *const kind_name[N_KIND] = {
    [NONE] = "none",     [MEMORY] = "memory", [THREAD] = "thread", [OPEN] = "open",
    [READ] = "read",     [LOOK] = "look",     [WRITE] = "write",   [SYNC] = "sync",
    [RENAME] = "rename", [MAKE] = "make",     [REMOVE] = "remove", [CLOSE] = "close",
    [LOCK] = "lock",     [CHANGE] = "change",
};

static const struct {
    int number;
    enum kind kind;
} calls[] = {
    { SYS_open, OPEN },       { SYS_openat, OPEN },     { SYS_creat, OPEN },
    { SYS_read, READ },       { SYS_pread64, READ },    { SYS_getdents64, READ },
    { SYS_lseek, READ },      { SYS_stat, LOOK },       { SYS_fstat, LOOK },
    { SYS_lstat, LOOK },      { SYS_newfstatat, LOOK }, { SYS_statx, LOOK },
    { SYS_access, LOOK },     { SYS_faccessat, LOOK },  { SYS_readlink, LOOK },
    { SYS_write, WRITE },     { SYS_pwrite64, WRITE },  { SYS_writev, WRITE },
    { SYS_ftruncate, WRITE }, { SYS_fsync, SYNC },      { SYS_fdatasync, SYNC },
    { SYS_rename, RENAME },   { SYS_renameat, RENAME }, { SYS_renameat2, RENAME },
    { SYS_link, RENAME },     { SYS_linkat, RENAME },   { SYS_mkdir, MAKE },
    { SYS_mkdirat, MAKE },    { SYS_unlink, REMOVE },   { SYS_unlinkat, REMOVE },
    { SYS_rmdir, REMOVE },    { SYS_close, CLOSE },     { SYS_flock, LOCK },
};
enum { N_CALL = sizeof calls / sizeof calls[0] };

static const struct {
    const char *name;
    int value;
    bool is_signal;
} ways[] = {
    { "ENOMEM", ENOMEM, false }, { "EIO", EIO, false },       { "ENOSPC", ENOSPC, false },
    { "EACCES", EACCES, false }, { "EMFILE", EMFILE, false }, { "EAGAIN", EAGAIN, false },
    { "ENOENT", ENOENT, false }, { "EROFS", EROFS, false },   { "EINVAL", EINVAL, false },
    { "short", 0, false },       { "KILL", SIGKILL, true },   { "INT", SIGINT, true },
    { "TERM", SIGTERM, true },
};

static struct {
    enum kind kind;
    long k;
    int why;    /* errno; 0: a short write */
    int signal; /* 0: none */
    bool by_place, later_too, clock_back;
    const char *log;
} plan;
static atomic_bool armed;
static atomic_long n_counted;
static _Thread_local int inside; /* calls of this file's own are not counted */
static _Atomic uintptr_t seen[N_SEEN];

/* ---- counting */

/* A system call that the filter lets through: it returns to own_call_end. */
long own_call(long number, long a, long b, long c, long d, long e, long f);
__asm__(".text\n.global own_call\n.hidden own_call\n.type own_call, @function\nown_call:\n"
        "mov %rdi, %rax\n mov %rsi, %rdi\n mov %rdx, %rsi\n mov %rcx, %rdx\n mov %r8, %r10\n"
        "mov %r9, %r8\n mov 8(%rsp), %r9\n syscall\n.global own_call_end\n.hidden own_call_end\n"
        "own_call_end: ret\n.size own_call, . - own_call\n");
extern const char own_call_end[];

/* Libraries that end or break the process when memory runs out, whatever their caller does, or go
 * on without a word (libxlsxwriter, jansson, GSL's robust fit), and the loader, with what libraries
 * do while they are loaded (library.h): the program enters them only when
 * there is enough (memory_at_hand), and what they ask for does not fail here. */
static bool
is_spared(void *const *frame, int n)
{
    static const char *const library[] = { "/libconfig",     "/libglib",  "/libgobject",
                                           "/librsvg",       "/libpango", "/libgdk_pixbuf",
                                           "/libfontconfig", "/libcairo", "/libxlsxwriter",
                                           "/ld-linux" };
    static const char *const symbol[] = { "json_dumps", "json_load", "gsl_multifit_robust",
                                          "gsl_linalg_SV_decomp" };
    for (int i = 0; (plan.kind == MEMORY || plan.kind == THREAD) && i < n; i++) {
        Dl_info info;
        if (dladdr(frame[i], &info) == 0 || info.dli_fname == NULL)
            continue;
        for (size_t k = 0; k < sizeof library / sizeof library[0]; k++)
            if (strstr(info.dli_fname, library[k]) != NULL)
                return true;
        for (size_t k = 0; info.dli_sname != NULL && k < sizeof symbol / sizeof symbol[0]; k++)
            if (strncmp(info.dli_sname, symbol[k], strlen(symbol[k])) == 0)
                return true;
    }
    return false;
}

static bool
is_new_place(void)
{
    void *frame[N_FRAME + 4];
    const int n = backtrace(frame, N_FRAME + 4);
    uintptr_t hash = 14695981039346656037U;
    for (int i = 2; i < n; i++)
        hash = (hash ^ (uintptr_t)frame[i]) * 1099511628211U;
    hash |= 1;
    for (size_t at = hash % N_SEEN, tries = 0; tries < N_SEEN; tries++, at = (at + 1) % N_SEEN) {
        uintptr_t there = 0;
        if (atomic_compare_exchange_strong(&seen[at], &there, hash))
            return !is_spared(frame, n);
        if (there == hash)
            return false;
    }
    return false;
}

static void
say(const char *text)
{
    const long fd = own_call(SYS_open, (long)plan.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                             0666, 0, 0, 0);
    if (fd < 0)
        return;
    (void)own_call(SYS_write, fd, (long)text, (long)strlen(text), 0, 0, 0);
    if (strcmp(text, "fired\n") == 0) {
        void *frame[40];
        const int n = backtrace(frame, 40);
        for (int i = 2; i < n; i++) {
            Dl_info info;
            char line[300];
            if (dladdr(frame[i], &info) == 0 || info.dli_fname == NULL)
                continue;
            snprintf(line, sizeof line, "  %s+%#zx %s\n", info.dli_fname,
                     (size_t)((char *)frame[i] - (char *)info.dli_fbase),
                     info.dli_sname == NULL ? "" : info.dli_sname);
            (void)own_call(SYS_write, fd, (long)line, (long)strlen(line), 0, 0, 0);
        }
    }
    (void)own_call(SYS_close, fd, 0, 0, 0, 0, 0);
}

/* Is this the call that fails? */
static bool
is_due(void)
{
    if (inside > 0 || !atomic_load(&armed))
        return false;
    inside++;
    bool due = false;
    if (!plan.by_place || is_new_place()) {
        const long n = atomic_fetch_add(&n_counted, 1) + 1;
        due = n == plan.k;
        if (due)
            say("fired\n");
    }
    due = due || (plan.later_too && plan.k > 0 && atomic_load(&n_counted) > plan.k);
    if (due && plan.signal != 0)
        (void)own_call(SYS_kill, getpid(), plan.signal, 0, 0, 0, 0);
    inside--;
    return due && plan.signal == 0;
}

/* ---- memory and threads */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static bool
no_memory(void)
{
    const bool due = plan.kind == MEMORY && is_due();
    if (due)
        errno = ENOMEM;
    return due;
}

void *
malloc(size_t size)
{
    return no_memory() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t n, size_t size)
{
    return no_memory() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *old, size_t size)
{
    return size > 0 && no_memory() ? NULL : __libc_realloc(old, size);
}

void *
reallocarray(void *old, size_t n, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(n, size, &all)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, all);
}

void *
memalign(size_t alignment, size_t size)
{
    return no_memory() ? NULL : __libc_memalign(alignment, size);
}

void *
aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int
posix_memalign(void **out, size_t alignment, size_t size)
{
    void *memory = memalign(alignment, size);
    if (memory == NULL)
        return ENOMEM;
    *out = memory;
    return 0;
}

static void *
next(const char *name)
{
    inside++;
    void *function = dlsym(RTLD_NEXT, name);
    inside--;
    return function;
}

typedef int create_function(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

int
pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*start)(void *), void *argument)
{
    union {
        void *pointer;
        create_function *function;
    } real = { next("pthread_create") };
    return plan.kind == THREAD && is_due() ? EAGAIN : real.function(thread, how, start, argument);
}

typedef int clock_function(clockid_t, struct timespec *);

int
clock_gettime(clockid_t clock, struct timespec *out)
{
    static atomic_long n_asked;
    union {
        void *pointer;
        clock_function *function;
    } real = { next("clock_gettime") };
    const int ret = real.function(clock, out);
    if (ret == 0 && plan.clock_back)
        out->tv_sec -= atomic_fetch_add(&n_asked, 1);
    return ret;
}

/* ---- system calls */

static bool
is_counted(enum kind kind, int number, const greg_t *r)
{
    if (kind == WRITE && number != SYS_ftruncate && r[REG_RDI] == STDERR_FILENO)
        return false;
    if (plan.kind != CHANGE)
        return true;
    const long flags = number == SYS_open ? r[REG_RSI] : r[REG_RDX];
    return kind != OPEN || (flags & O_ACCMODE) != O_RDONLY;
}

/* What a call that fails does: a close closes all the same. */
static long
failed(int number, const greg_t *r)
{
    if (plan.why == 0 && number == SYS_write)
        return own_call(number, r[REG_RDI], r[REG_RSI], r[REG_RDX] > 1 ? r[REG_RDX] / 2 : 1, 0, 0,
                        0);
    if (number == SYS_close)
        (void)own_call(number, r[REG_RDI], 0, 0, 0, 0, 0);
    return -plan.why;
}

static void
handle(int signal_number, siginfo_t *info, void *context)
{
    greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
    const int number = info->si_syscall, before = errno;
    enum kind kind = NONE;

    (void)signal_number;
    for (size_t i = 0; i < N_CALL; i++)
        if (calls[i].number == number)
            kind = calls[i].kind;
    if (is_counted(kind, number, r) && is_due())
        r[REG_RAX] = failed(number, r);
    else
        r[REG_RAX] =
            own_call(number, r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]);
    errno = before;
}

static bool
is_caught(enum kind kind)
{
    if (plan.kind == CHANGE)
        return kind == OPEN || kind == WRITE || kind == RENAME || kind == MAKE || kind == REMOVE;
    return kind == plan.kind;
}

static void
catch_calls(void)
{
    const uintptr_t end = (uintptr_t)own_call_end;
    struct sock_filter rule[N_RULE];
    unsigned short n = 0;
#define LOAD(member, half) \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member) + (half))
#define GIVE(what) BPF_STMT(BPF_RET | BPF_K, what)
    const struct sock_filter head[] = {
        LOAD(arch, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
        GIVE(SECCOMP_RET_ALLOW),
        LOAD(instruction_pointer, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)end, 0, 3),
        LOAD(instruction_pointer, 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(end >> 32), 0, 1),
        GIVE(SECCOMP_RET_ALLOW),
        LOAD(nr, 0),
    };
    memcpy(rule, head, sizeof head);
    n = sizeof head / sizeof head[0];
    for (size_t i = 0; i < N_CALL; i++) {
        if (!is_caught(calls[i].kind))
            continue;
        rule[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                                 (uint32_t)calls[i].number, 0, 1);
        rule[n++] = (struct sock_filter)GIVE(SECCOMP_RET_TRAP);
    }
    rule[n++] = (struct sock_filter)GIVE(SECCOMP_RET_ALLOW);
    const struct sock_fprog filter = { .len = n, .filter = rule };
    const struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_NODEFER };
    if (sigaction(SIGSYS, &action, NULL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        say("no filter\n");
        _exit(126);
    }
}

/* ---- the plan */

static void
read_plan(const char *text)
{
    char kind[16] = "", how[16] = "", which[16] = "";
    if (sscanf(text, "%15[^:]:%ld:%15[^:]:%15s", kind, &plan.k, how, which) < 3)
        _exit(126);
    for (int i = 1; i < N_KIND; i++)
        if (strcmp(kind, kind_name[i]) == 0)
            plan.kind = (enum kind)i;
    bool known = false;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (strcmp(how, ways[i].name) == 0) {
            known = true;
            *(ways[i].is_signal ? &plan.signal : &plan.why) = ways[i].value;
        }
    if (plan.kind == NONE || !known)
        _exit(126);
    plan.by_place = strncmp(which, "place", 5) == 0;
    plan.later_too = strchr(which, '+') != NULL;
}

static void
at_end(void)
{
    char line[64];
    atomic_store(&armed, false);
    snprintf(line, sizeof line, "calls %ld\n", atomic_load(&n_counted));
    say(line);
}

/* Objects are initialised in the order in which they need each other, this one after the libraries
 * and before main. */
__attribute__((constructor)) static void
start(void)
{
    void *frame[4];
    const char *text = getenv("FAULTY");
    plan.log = getenv("FAULTY_LOG");
    plan.log = plan.log == NULL ? "/dev/null" : plan.log;
    plan.clock_back = getenv("FAULTY_CLOCK") != NULL;
    (void)backtrace(frame, 4); /* it loads its library at its first call */
    (void)atexit(at_end);
    if (text != NULL)
        read_plan(text);
    if (plan.kind > THREAD)
        catch_calls();
    atomic_store(&armed, text != NULL);
}
