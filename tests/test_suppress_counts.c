/* Counts that add up, against one who knows their sum, what is shown and the rule itself: all lists
 * of four small numbers are gone through, and those that look the same when published are put
 * together. A count that is left out must be able to be each number below the threshold. */
#include "suppress.h"

#include "claim.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { N = 4, MOST = 13, LISTS = (MOST + 1) * (MOST + 1) * (MOST + 1) * (MOST + 1) };

struct seen {
    uint64_t published; /* what is shown, what is left out and its sum */
    int count[N];
    bool hidden[N];
    bool open; /* numbers beyond MOST would look the same */
};

typedef void rule(const struct suppress *self, const double *count, bool *hidden, size_t n);

static struct seen
seen_of(const struct suppress *self, rule *hide, int list)
{
    struct seen out = { 0 };
    double count[N];
    int sum = 0, n_shown = 0;
    for (size_t i = 0; i < N; i++, list /= MOST + 1) {
        out.count[i] = list % (MOST + 1);
        count[i] = out.count[i];
    }
    hide(self, count, out.hidden, N);
    for (size_t i = 0; i < N; i++) {
        const int shown = out.hidden[i] ? MOST + 1 : out.count[i];
        out.published = out.published * (MOST + 2) + (uint64_t)shown;
        sum += out.hidden[i] ? out.count[i] : 0;
        n_shown += !out.hidden[i] && out.count[i] > 0;
    }
    out.published = out.published * (N * MOST + 1) + (uint64_t)sum;
    out.open = n_shown == 0;
    return out;
}

static int
by_published(const void *a, const void *b)
{
    const uint64_t x = ((const struct seen *)a)->published, y = ((const struct seen *)b)->published;
    return (x > y) - (x < y);
}

/* Numbers that the i-th of those that look the same may be, of those that are small, as bits. */
static unsigned
may_be(const struct seen *same, size_t n, size_t i, int threshold)
{
    unsigned bits = 0;
    for (size_t k = 0; k < n; k++)
        if (same[k].count[i] < threshold)
            bits |= 1u << same[k].count[i];
    return bits;
}

/* How many published lists tell that a count left out is not some number below the threshold. */
static size_t
told(int threshold, rule *hide, size_t *n_published)
{
    const struct suppress suppress = { .threshold = threshold };
    struct seen *seen = calloc(LISTS, sizeof *seen);
    const unsigned all = (1u << threshold) - 2u;
    size_t n_told = 0;
    cr_assert_not_null(seen);
    for (int list = 0; list < LISTS; list++)
        seen[list] = seen_of(&suppress, hide, list);
    qsort(seen, LISTS, sizeof *seen, by_published);
    *n_published = 0;
    for (size_t from = 0, to; from < LISTS; from = to) {
        bool is_told = false;
        for (to = from + 1; to < LISTS && seen[to].published == seen[from].published;)
            to++;
        for (size_t i = 0; i < N && !seen[from].open; i++) {
            const unsigned bits = may_be(seen + from, to - from, i, threshold);
            is_told = is_told || (seen[from].hidden[i] && bits != 0 && bits != all);
        }
        n_told += is_told ? 1 : 0;
        *n_published += seen[from].open ? 0 : 1;
    }
    free(seen);
    return n_told;
}

/* Two that are not 0, and the threshold together: not enough for who knows the rule. */
static void
two_and_the_threshold(const struct suppress *self, const double *count, bool *hidden, size_t n)
{
    double sum = 0.0;
    size_t n_hidden = 0;
    for (size_t i = 0; i < n; i++) {
        hidden[i] = suppress_is_small(self, count[i]);
        n_hidden += hidden[i] ? 1 : 0;
        sum += hidden[i] ? count[i] : 0.0;
    }
    while (n_hidden == 1 || (n_hidden > 0 && sum < self->threshold)) {
        size_t next = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (!hidden[i] && count[i] > 0.0 && (next == SIZE_MAX || count[i] < count[next]))
                next = i;
        if (next == SIZE_MAX)
            return;
        hidden[next] = true;
        n_hidden++;
        sum += count[next];
    }
}

Claim(suppress_counts, nobody_who_knows_sums_and_the_rule_can_rule_out_a_small_number)
{
    for (int threshold = 2; threshold <= 6; threshold++) {
        size_t n_published = 0;
        const size_t n = told(threshold, suppress_counts, &n_published);
        cr_expect_eq(n, 0, "threshold %d: %zu of %zu", threshold, n, n_published);
        cr_expect_gt(n_published, 1000);
    }
}

Claim(suppress_counts, the_attacker_finds_what_a_weaker_rule_tells)
{
    size_t n_published = 0;
    cr_expect_gt(told(5, two_and_the_threshold, &n_published), 100);
}

/* 4 and 10 of 14 with 10 shown: the rule would have left out 10, had the second been 11 to 13. */
Claim(suppress_counts, what_is_shown_does_not_bound_what_is_left_out)
{
    const struct suppress suppress = { .threshold = 5.0 };
    const double near[] = { 4.0, 10.0, 10.0, 300.0 }, far[] = { 4.0, 10.0, 17.0, 300.0 },
                 ones[] = { 1.0, 1.0, 1.0, 2.0 };
    bool hidden[N];
    suppress_counts(&suppress, near, hidden, N);
    cr_expect(hidden[0] && hidden[1] && hidden[2] && !hidden[3]);
    suppress_counts(&suppress, far, hidden, N);
    cr_expect(hidden[0] && hidden[1] && !hidden[2] && !hidden[3]);
    cr_expect(suppress_is_enough(&suppress, 4, 7.0, 100.0));
    cr_expect_not(suppress_is_enough(&suppress, 4, 6.0, 100.0), "none could be 4");
    suppress_counts(&suppress, ones, hidden, N);
    cr_expect(hidden[0] && hidden[1] && hidden[2] && hidden[3]);
}
