#include "cost_prices.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool
is_joint(enum cost_fund fund)
{
    return fund == FUND_HEALTH || fund == FUND_SOCIAL_CARE;
}

static bool
is_in_price(enum cost_fund fund)
{
    return fund == FUND_TOP_UP || fund == FUND_FEE || fund == FUND_OTHER || is_joint(fund);
}

bool
cost_is_priced(const struct cost_prices *self, size_t place)
{
    const struct cost_price *price = &self->place[place];
    return price->children >= COST_FEWEST && price->years > 0.0 && price->priced_gbp > 0.0;
}

double
cost_price_gbp(const struct cost_price *self)
{
    return self->years > 0.0 ? self->priced_gbp / self->years : (double)NAN;
}

/* ---- pounds, and what joins ---- */

static void
add_row(struct cost_prices *self, const struct cost_row *row)
{
    self->total_gbp += row->gbp;
    if (row->fy != self->fy) {
        self->other_years_gbp += row->gbp;
        self->other_years_rows += 1.0;
    } else if (row->place == SEN2_NONE) {
        self->not_joined_gbp += row->gbp;
        self->not_joined_rows += 1.0;
    } else {
        self->joined_gbp += row->gbp;
        self->joined_rows += 1.0;
        self->moved_gbp += row->moved ? row->gbp : 0.0;
        self->uncounted_gbp += row->children > 0.0 ? 0.0 : row->gbp;
        self->place[row->place].gbp[row->fund] += row->gbp;
    }
}

/* ---- children: the rows of one child at one kind of setting, together ---- */

/* The year's rows by kind of setting, child, then first day. */
static int
by_place_child_day(const void *a, const void *b)
{
    const struct cost_row *x = *(const struct cost_row *const *)a,
                          *y = *(const struct cost_row *const *)b;
    const int left[] = { x->place, x->key, x->from, x->to, (int)x->fund },
              right[] = { y->place, y->key, y->from, y->to, (int)y->fund };
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return (x->gbp > y->gbp) - (x->gbp < y->gbp);
}

struct child {
    double years, gbp;
    int until; /* last day counted, not included */
};

struct moments { /* of children's prices, weighted by years */
    double weight, mean, m2, mean_log, m2_log, n;
};

static void
add_moment(struct moments *self, const struct child *child)
{
    const double price = child->gbp / child->years, weight = child->years;
    if (!(price > 0.0))
        return;
    self->n += 1.0;
    self->weight += weight;
    const double by = price - self->mean, by_log = log(price) - self->mean_log;
    self->mean += weight / self->weight * by;
    self->m2 += weight * by * (price - self->mean);
    self->mean_log += weight / self->weight * by_log;
    self->m2_log += weight * by_log * (log(price) - self->mean_log);
}

static void
add_child(struct cost_price *price, struct moments *moments, const struct child *child)
{
    price->children += 1.0;
    price->years += child->years;
    price->priced_gbp += child->gbp;
    if (child->gbp > 0.0)
        add_moment(moments, child);
}

static void
add_to_child(struct child *child, struct cost_price *price, const struct cost_row *row,
             double days_of_year)
{
    if (row->fund == FUND_TRANSPORT)
        return;
    const int from = row->from > child->until ? row->from : child->until;
    if (row->to > from) {
        child->years += (row->to - from) / days_of_year;
        child->until = row->to;
    }
    if (!is_in_price(row->fund))
        return;
    child->gbp += row->gbp;
    price->joint_gbp += is_joint(row->fund) ? row->gbp : 0.0;
}

static void
add_unnamed(struct cost_price *price, const struct cost_row *row, double days_of_year)
{
    if (row->children <= 0.0 || !is_in_price(row->fund))
        return;
    if (!is_joint(row->fund)) {
        price->children += row->children;
        price->years += row->children * (row->to - row->from) / days_of_year;
    }
    price->priced_gbp += row->gbp;
    price->joint_gbp += is_joint(row->fund) ? row->gbp : 0.0;
}

static void
add_place(struct cost_prices *self, const struct cost_row *const *row, size_t n)
{
    struct cost_price *price = &self->place[row[0]->place];
    const double days = cost_year_begins(self->fy + 1) - cost_year_begins(self->fy);
    struct moments moments = { .n = 0.0 };
    for (size_t i = 0; i < n;) {
        struct child child = { .until = 0 };
        const int key = row[i]->key;
        if (key == SEN2_NONE) {
            add_unnamed(price, row[i++], days);
            continue;
        }
        for (; i < n && row[i]->key == key; i++)
            add_to_child(&child, price, row[i], days);
        if (child.years > 0.0)
            add_child(price, &moments, &child);
        else
            self->uncounted_gbp += child.gbp;
    }
    price->cv = moments.n >= 2.0 ? sqrt(moments.m2 / moments.weight) / moments.mean : (double)NAN;
    price->sd_log = moments.n >= 2.0 ? sqrt(moments.m2_log / moments.weight) : (double)NAN;
}

/* Children named, each once: joined if any row of theirs is. */
static int
count_children(struct cost_prices *self, const struct cost_ledger *ledger, struct hr_err *err)
{
    enum { NAMED = 1, JOINED = 2, IN_RETURN = 4 };
    int *seen = calloc((size_t)ledger->n_key + 1, sizeof *seen);
    if (seen == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %d children", ledger->n_key);
    for (size_t i = 0; i < ledger->n; i++) {
        const struct cost_row *row = &ledger->row[i];
        if (row->key != SEN2_NONE && row->fy == self->fy)
            seen[row->key] |=
                NAMED | (row->place != SEN2_NONE ? JOINED : 0) | (row->in_return ? IN_RETURN : 0);
    }
    for (int key = 0; key < ledger->n_key; key++) {
        self->joined_children += (seen[key] & JOINED) != 0;
        self->not_joined_children += (seen[key] & (NAMED | JOINED)) == NAMED;
        self->not_in_return += (seen[key] & (JOINED | IN_RETURN)) == JOINED;
    }
    free(seen);
    return 0;
}

int
cost_prices_init(struct cost_prices *self, const struct cost_ledger *ledger, struct hr_err *err)
{
    const struct cost_row **row = calloc(ledger->n + 1, sizeof *row);
    size_t n = 0;
    *self = (struct cost_prices){ .fy = ledger->fy };
    if (row == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rows", ledger->n);
    for (size_t place = 0; place < N_SEN2_PLACE; place++)
        self->place[place].cv = self->place[place].sd_log = (double)NAN;
    for (size_t i = 0; i < ledger->n; i++) {
        add_row(self, &ledger->row[i]);
        if (ledger->row[i].fy == self->fy && ledger->row[i].place != SEN2_NONE)
            row[n++] = &ledger->row[i];
    }
    qsort(row, n, sizeof *row, by_place_child_day);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && row[end]->place == row[i]->place; end++)
            continue;
        add_place(self, row + i, end - i);
    }
    free(row);
    return count_children(self, ledger, err);
}
