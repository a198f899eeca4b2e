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

bool
cost_is_told(double children)
{
    return children == 0.0 || children >= COST_FEWEST;
}

bool
cost_place_is_told(const struct cost_prices *self, size_t place)
{
    const struct cost_price *price = &self->place[place];
    return price->children >= COST_FEWEST || !price->of_children;
}

bool
cost_is_of_another_size(const struct cost_prices *self, size_t place)
{
    static const double PRICE[2] = { 300.0, 500000.0 }, OF_A_CHILD = 1e6, TIMES = 100.0;
    const struct cost_price *of = &self->place[place];
    const double price = cost_price_gbp(of);
    return (cost_is_priced(self, place) && (price < PRICE[0] || price > PRICE[1])) ||
           of->most_gbp > OF_A_CHILD || of->most_gbp > TIMES * of->usual_gbp;
}

/* ---- pounds, and what joins ---- */

/* Named children are counted once, later. */
static void
add_to(struct cost_sum *self, const struct cost_row *row)
{
    self->rows += 1.0;
    self->gbp += row->gbp;
    if (row->key == SEN2_NONE && is_in_price(row->fund) && !is_joint(row->fund)) {
        self->children += row->children;
        self->unnamed += row->children;
    }
}

static void
add_row(struct cost_prices *self, const struct cost_row *row)
{
    add_to(&self->all, row);
    self->unknown_rows += row->fy == self->fy && row->unknown;
    if (row->fy != self->fy) {
        add_to(&self->other_years, row);
    } else if (row->place == SEN2_NONE) {
        add_to(&self->not_joined, row);
    } else {
        struct cost_price *price = &self->place[row->place];
        add_to(&self->joined, row);
        if (row->moved)
            add_to(&self->moved, row);
        if (row->children <= 0.0)
            add_to(&self->uncounted, row);
        price->gbp[row->fund] += row->gbp;
        price->of_children = price->of_children || row->children > 0.0;
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
    price->most_gbp = fmax(price->most_gbp, child->gbp);
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
    price->most_gbp = fmax(price->most_gbp, row->gbp / row->children);
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
        else if (child.gbp != 0.0) {
            self->uncounted.gbp += child.gbp;
            self->uncounted.children += 1.0;
        }
    }
    price->cv = moments.n >= 2.0 ? sqrt(moments.m2 / moments.weight) / moments.mean : (double)NAN;
    price->sd_log = moments.n >= 2.0 ? sqrt(moments.m2_log / moments.weight) : (double)NAN;
    price->usual_gbp = moments.n >= 2.0 ? exp(moments.mean_log) : (double)NAN;
}

/* Which sums a row is in, as bits. */
enum { JOINED = 1, NOT_JOINED = 2, OTHER_YEAR = 4, FEW = 8, MOVED = 16, IN_RETURN = 32 };

static int
sums_of(const struct cost_prices *self, const struct cost_row *row)
{
    if (row->fy != self->fy)
        return OTHER_YEAR;
    const int in = row->child != SEN2_NONE ? IN_RETURN : 0;
    if (row->place == SEN2_NONE)
        return in | NOT_JOINED;
    const bool few = !cost_place_is_told(self, (size_t)row->place);
    return in | JOINED | (few ? FEW : 0) | (row->moved ? MOVED : 0);
}

/* Sums of which the pounds are not told. */
static int
untold(const struct cost_prices *self)
{
    return (cost_is_told(self->few.children) ? 0 : FEW) |
           (cost_is_told(self->not_joined.children) ? 0 : NOT_JOINED) |
           (cost_is_told(self->other_years.children) ? 0 : OTHER_YEAR);
}

static void
count_named(struct cost_prices *self, const int *seen, int n)
{
    for (int key = 0; key < n; key++) {
        self->names_children = self->names_children || (seen[key] & (JOINED | NOT_JOINED)) != 0;
        self->joined.children += (seen[key] & JOINED) != 0;
        self->not_joined.children += (seen[key] & NOT_JOINED) != 0;
        self->other_years.children += (seen[key] & OTHER_YEAR) != 0;
        self->few.children += (seen[key] & FEW) != 0;
        self->moved.children += (seen[key] & MOVED) != 0;
        self->not_in_return += (seen[key] & (JOINED | IN_RETURN)) == JOINED;
        self->all.children += seen[key] != 0;
    }
    const int hidden = untold(self);
    self->untold_children = ((hidden & FEW) != 0 ? self->few.unnamed : 0.0) +
                            ((hidden & NOT_JOINED) != 0 ? self->not_joined.unnamed : 0.0) +
                            ((hidden & OTHER_YEAR) != 0 ? self->other_years.unnamed : 0.0);
    for (int key = 0; key < n; key++)
        self->untold_children += (seen[key] & hidden) != 0;
}

/* Named children, each once in each sum. */
static int
count_children(struct cost_prices *self, const struct cost_ledger *ledger, struct hr_err *err)
{
    int *seen = calloc((size_t)ledger->n_key + 1, sizeof *seen);
    if (seen == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %d children", ledger->n_key);
    for (size_t i = 0; i < ledger->n; i++) {
        const struct cost_row *row = &ledger->row[i];
        const int sums = sums_of(self, row);
        if (row->key != SEN2_NONE)
            seen[row->key] |= sums;
        if ((sums & FEW) != 0)
            add_to(&self->few, row);
    }
    count_named(self, seen, ledger->n_key);
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
        self->place[place].cv = self->place[place].sd_log = self->place[place].usual_gbp =
            (double)NAN;
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
