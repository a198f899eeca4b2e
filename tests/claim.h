/* claim.h: the claims of a test program, all in one process.
 *
 *   Claim(ledger, closes_at_opening_plus_variance) { cr_assert(...); }
 *
 * Criterion starts a process for each Test, which takes longer than nearly all of ours run. So the
 * claims of a program are one Criterion test ("claims", in claim.c) that runs each of them in the
 * order written, goes on after one that fails, and ends by saying how many there were. A claim that
 * must abort stays a Test with .signal, in a process of its own. Assertions are Criterion's;
 * include this header in place of criterion.h.
 *
 *   build/tests/test_ledger                     all
 *   CLAIM=closes build/tests/test_ledger        those whose name holds the word
 *   CLAIM= build/tests/test_ledger              all, each named as it begins */
#ifndef CLAIM_H
#define CLAIM_H

#include <criterion/criterion.h>

struct test_claim {
    const char *name;
    void (*run)(void);
    struct test_claim *next;
};
void claim_add(struct test_claim *claim);
/* What is run before and after each claim of the program: ClaimsBetween(enter, leave); */
void claims_between(void (*before)(void), void (*after)(void));
#define ClaimsBetween(before, after)                                   \
    __attribute__((constructor)) static void claims_between_both(void) \
    {                                                                  \
        claims_between(before, after);                                 \
    }                                                                  \
    struct test_claim

#define Claim(suite, name)                                                        \
    static void suite##_##name##_claim(void);                                     \
    __attribute__((constructor)) static void suite##_##name##_add(void)           \
    {                                                                             \
        static struct test_claim claim = { #name, suite##_##name##_claim, NULL }; \
        claim_add(&claim);                                                        \
    }                                                                             \
    static void suite##_##name##_claim(void)

/* Criterion's assertions call these. */
void claim_assert(struct criterion_assert_stats *stats);
_Noreturn void claim_abort(void);
_Noreturn void claim_skip(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define criterion_send_assert claim_assert
#define criterion_abort_test claim_abort
#define criterion_skip_test claim_skip

#endif
