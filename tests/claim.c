#include "claim.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#undef criterion_send_assert
#undef criterion_abort_test
#undef criterion_skip_test

static struct test_claim *first, **last = &first;
static void (*begin)(void), (*end)(void);
static const struct test_claim *running; /* NULL: a Test of Criterion's runs */
static bool failed;
static jmp_buf after;

void
claim_add(struct test_claim *claim)
{
    *last = claim;
    last = &claim->next;
}

void
claims_between(void (*before)(void), void (*then)(void))
{
    begin = before;
    end = then;
}

void
claim_assert(struct criterion_assert_stats *stats)
{
    failed |= !stats->passed;
    criterion_send_assert(stats);
}

void
claim_abort(void)
{
    if (running != NULL)
        longjmp(after, 1);
    criterion_abort_test();
    abort();
}

void
claim_skip(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    printf("skipped: %s: ", running == NULL ? "" : running->name);
    vprintf(format, args);
    printf("\n");
    va_end(args);
    if (running != NULL)
        longjmp(after, 1);
    criterion_skip_test("skipped");
    abort();
}

static void
run(const struct test_claim *claim)
{
    running = claim;
    failed = false;
    if (setjmp(after) == 0) {
        if (begin != NULL)
            begin();
        claim->run();
    }
    if (end != NULL)
        end();
    running = NULL;
    if (failed)
        printf("FAILED: %s\n", claim->name);
}

/* The last line is what tests/run_tests counts. */
Test(claims, hold)
{
    const char *word = getenv("CLAIM");
    size_t n = 0, n_failed = 0;
    const int home = open(".", O_RDONLY | O_DIRECTORY);
    cr_assert(home >= 0);
    for (const struct test_claim *claim = first; claim != NULL; claim = claim->next) {
        if (word != NULL && strstr(claim->name, word) == NULL)
            continue;
        if (word != NULL)
            printf("%s\n", claim->name);
        (void)fflush(stdout);
        run(claim);
        cr_assert_eq(fchdir(home), 0, "%s left the folder", claim->name);
        n++;
        n_failed += failed ? 1 : 0;
    }
    (void)close(home);
    printf("claims: %zu passed, %zu failed\n", n - n_failed, n_failed);
    (void)fflush(stdout);
}
