#include "claim.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct test_claim *first, **last = &first;
static struct test_between *betweens;
static const struct test_claim *running;
static bool failed;
static jmp_buf after;

void
claim_add(struct test_claim *claim)
{
    *last = claim;
    last = &claim->next;
}

void
claims_between(struct test_between *between)
{
    between->next = betweens;
    betweens = between;
}

/* The linker keeps the claims of a file together. */
const char *
claim_file(size_t i)
{
    const char *file = NULL;
    for (const struct test_claim *claim = first; claim != NULL; claim = claim->next) {
        if (file != NULL && strcmp(file, claim->file) == 0)
            continue;
        file = claim->file;
        if (i-- == 0)
            return file;
    }
    return NULL;
}

void
claim_fails(const char *file, int line, char *what, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    printf("%s:%d: %s", file, line, what);
    vprintf(format, args);
    printf("\n");
    (void)fflush(stdout); /* the claim may yet die */
    va_end(args);
    cr_asprintf_free(what);
    failed = true;
}

void
claim_abort(void)
{
    longjmp(after, 1);
}

void
claim_skip(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    printf("skipped: %s: ", running->name);
    vprintf(format, args);
    printf("\n");
    va_end(args);
    longjmp(after, 1);
}

static void
run_to_abort(const struct test_claim *claim)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) != NULL && setjmp(after) == 0)
            claim->run();
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFSIGNALED(status) ||
        WTERMSIG(status) != SIGABRT) {
        failed = true;
        printf("%s: it does not abort\n", claim->file);
    }
}

static void
run(const struct test_claim *claim, const struct test_between *between)
{
    running = claim;
    failed = false;
    if (setjmp(after) == 0) {
        if (between != NULL && between->before != NULL)
            between->before();
        if (claim->aborts)
            run_to_abort(claim);
        else
            claim->run();
    }
    if (between != NULL && between->after != NULL)
        between->after();
    if (failed)
        printf("FAILED: %s\n", claim->name);
    (void)fflush(stdout);
}

static bool
is_asked_for(const struct test_claim *claim, const char *file)
{
    const char *word = getenv("CLAIM");
    if (strcmp(claim->file, file) != 0 || (word != NULL && strstr(claim->name, word) == NULL))
        return false;
    if (word != NULL) {
        printf("%s\n", claim->name);
        (void)fflush(stdout);
    }
    return true;
}

void
claim_file_run(const char *file, struct claim_tally *tally)
{
    const struct test_between *between = betweens;
    while (between != NULL && strcmp(between->file, file) != 0)
        between = between->next;
    const int home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const struct test_claim *claim = first; claim != NULL; claim = claim->next) {
        if (!is_asked_for(claim, file))
            continue;
        tally->running = claim->name;
        run(claim, between);
        if (fchdir(home) != 0) {
            printf("%s: FAILED: %s loses the folder\n", file, claim->name);
            failed = true;
        }
        tally->passed += failed ? 0 : 1;
        tally->failed += failed ? 1 : 0;
    }
    (void)close(home);
    tally->running = NULL;
}
