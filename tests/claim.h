/* claim.h: the claims of a file of tests, all in one process.
 *
 *   Claim(ledger, closes_at_opening_plus_variance) { cr_assert(...); }
 *   ClaimAborts(draw, half_a_child_is_a_bug) { ... }     this ends in abort(), or it is wrong
 *
 * A file's claims run in the order written, and go on after one that fails; one that must abort has
 * a process of its own. Assertions are Criterion's, but not its runner, which starts a program for
 * each test and takes longer than nearly all of ours: include this header in place of criterion.h.
 * Every file is in the program build/tests/all, and any alone in build/tests/test_NAME (suite.c).
 *
 *   build/tests/test_ledger                     all
 *   CLAIM=closes build/tests/test_ledger        those whose name holds the word
 *   CLAIM= build/tests/test_ledger              all, each named as it begins */
#ifndef CLAIM_H
#define CLAIM_H

#include <criterion/criterion.h>

struct test_claim {
    const char *file, *name;
    void (*run)(void);
    bool aborts;
    struct test_claim *next;
};
void claim_add(struct test_claim *claim);

#define CLAIM_OF(suite, name, aborts)                                                       \
    static void suite##_##name##_claim(void);                                               \
    __attribute__((constructor)) static void suite##_##name##_add(void)                     \
    {                                                                                       \
        static struct test_claim claim = { __FILE__, #name, suite##_##name##_claim, aborts, \
                                           NULL };                                          \
        claim_add(&claim);                                                                  \
    }                                                                                       \
    static void suite##_##name##_claim(void)
#define Claim(suite, name) CLAIM_OF(suite, name, false)
#define ClaimAborts(suite, name) CLAIM_OF(suite, name, true)

/* What is run before and after each claim of the file: ClaimsBetween(enter, leave); */
struct test_between {
    const char *file;
    void (*before)(void), (*after)(void);
    struct test_between *next;
};
void claims_between(struct test_between *between);
#define ClaimsBetween(before, after)                                         \
    __attribute__((constructor)) static void claims_between_both(void)       \
    {                                                                        \
        static struct test_between both = { __FILE__, before, after, NULL }; \
        claims_between(&both);                                               \
    }                                                                        \
    struct test_between

/* What became of a file's claims so far; `running` is NULL once all have ended. */
struct claim_tally {
    size_t passed, failed;
    const char *running;
};
/* The i-th file with claims in this program; NULL: there are no more. */
const char *claim_file(size_t i);
void claim_file_run(const char *file, struct claim_tally *tally);

/* What Criterion's assertions come to; its own words take a fifth longer to compile. */
void claim_fails(const char *file, int line, char *what, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
_Noreturn void claim_abort(void);
_Noreturn void claim_skip(const char *format, ...) __attribute__((format(printf, 1, 2)));
#ifndef cr_assert_impl
#error "this Criterion expands assertions by another name: without ours a failure is not counted"
#endif
#undef cr_assert_impl
#define cr_assert_impl(fail, condition, dummy, what, expression, ...)             \
    do {                                                                          \
        if (!(condition)) {                                                       \
            claim_fails(__FILE__, __LINE__,                                       \
                        cr_translate_assert_msg(what, "" CR_IDENTITY expression), \
                        " " __VA_ARGS__);                                         \
            fail();                                                               \
        }                                                                         \
    } while (0)
#define criterion_abort_test claim_abort
#define criterion_skip_test claim_skip

#endif
