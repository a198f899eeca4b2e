/* Successors of areas. */
#include "areas_successors.h"

#include "csv_in.h"
#include "nearest.h"
#include "quantity.h"
#include "text.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* Typed shares are rounded: 0.333 three times is meant as 1. */
static const double ROUNDING = 0.0015;

static const struct {
    const char *name, *column;
} bases[N_AREAS_BASIS] = {
    [BASIS_CHILDREN] = { "children", "share" },
    [BASIS_PLANS] = { "plans", "plans_share" },
    [BASIS_POPULATION] = { "population", "population_share" },
    [BASIS_SPENDING] = { "spending", "spending_share" },
    [BASIS_GRANT] = { "grant", "grant_share" },
    [BASIS_TYPED] = { "typed", "deficit_share" },
};

const char *
areas_basis_name(enum areas_basis basis)
{
    return bases[basis].name;
}

/* ---- reading */

struct reading {
    struct areas_successors *out;
    struct csv_in csv;
    size_t successor, from, rule, begins, low, high, share[N_AREAS_BASIS];
};

static void
find_columns(struct reading *self)
{
    const struct {
        const char *name;
        size_t *at;
        bool needed;
    } want[] = { { "successor", &self->successor, true }, { "from", &self->from, true },
                 { "deficit_rule", &self->rule, false },  { "begins", &self->begins, false },
                 { "share_low", &self->low, false },      { "share_high", &self->high, false } };
    enum { N_WANT = sizeof want / sizeof want[0] };
    for (size_t i = 0; i < N_WANT; i++) {
        *want[i].at = csv_in_column(&self->csv, want[i].name);
        if (*want[i].at == SIZE_MAX && want[i].needed)
            csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX, "there is no column '%s'", want[i].name);
    }
    for (size_t b = 0; b < N_AREAS_BASIS; b++)
        self->share[b] = csv_in_column(&self->csv, bases[b].column);
    for (size_t i = 0; i < self->csv.n_column; i++) {
        struct nearest nearest = { .name = self->csv.column[i] };
        bool known = nearest.name[0] == '\0';
        for (size_t k = 0; k < N_WANT; k++) {
            known = known || *want[k].at == i;
            nearest_offer(&nearest, want[k].name);
        }
        for (size_t b = 0; b < N_AREAS_BASIS; b++) {
            known = known || self->share[b] == i;
            nearest_offer(&nearest, bases[b].column);
        }
        if (!known)
            csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX, "there is no use for column '%s'%s%s%s",
                         nearest.name, nearest.best == NULL ? "" : ": did you mean '",
                         nearest.best == NULL ? "" : nearest.best,
                         nearest.best == NULL ? "" : "'?");
    }
}

static const char *
cell(const struct reading *self, size_t row, size_t column)
{
    return column == SIZE_MAX ? "" : csv_in_text(&self->csv, row, column);
}

/* A number from 0 to 1; NAN where the cell is empty. */
static double
share_at(struct reading *self, size_t row, size_t column)
{
    const char *text = cell(self, row, column);
    enum csv_absent why;
    const double share = text[0] == '\0' ? (double)NAN : csv_in_number(text, &why);
    if (text[0] != '\0' && !(share >= 0.0 && share <= 1.0))
        csv_in_fault(&self->csv, row, column, "is '%s', want a share from 0 to 1", text);
    return share;
}

static enum areas_basis
rule_at(struct reading *self, size_t row)
{
    const char *text = cell(self, row, self->rule);
    for (size_t b = 0; b < N_AREAS_BASIS; b++)
        if (strcmp(text, bases[b].name) == 0 && b != BASIS_GRANT)
            return (enum areas_basis)b;
    if (text[0] != '\0')
        csv_in_fault(&self->csv, row, self->rule,
                     "is '%s', want children, plans, population, spending or typed", text);
    return BASIS_CHILDREN;
}

static int
begins_at(struct reading *self, size_t row)
{
    const char *text = cell(self, row, self->begins);
    struct hr_err why;
    int fy = INT_MIN;
    if (text[0] != '\0' && fy_parse(text, &fy, &why) != 0)
        csv_in_fault(&self->csv, row, self->begins, "%s", why.text);
    return fy;
}

static const char *
name_at(struct reading *self, size_t row, size_t column)
{
    const char *text = cell(self, row, column);
    if (text[0] == '\0' && column != SIZE_MAX)
        csv_in_fault(&self->csv, row, column, "is empty");
    return arena_text(&self->out->arena, text, strlen(text));
}

static void
take_row(struct reading *self, size_t row)
{
    struct areas_part *part = &self->out->part[self->out->n_part++];
    *part = (struct areas_part){ .line = self->csv.line[row],
                                 .successor = name_at(self, row, self->successor),
                                 .from = name_at(self, row, self->from),
                                 .low = share_at(self, row, self->low),
                                 .high = share_at(self, row, self->high),
                                 .rule = rule_at(self, row),
                                 .begins = begins_at(self, row) };
    for (size_t b = 0; b < N_AREAS_BASIS; b++)
        part->share[b] = share_at(self, row, self->share[b]);
    if (isnan(part->share[BASIS_CHILDREN]))
        part->share[BASIS_CHILDREN] = 1.0;
    if (isnan(part->low) != isnan(part->high) ||
        (!isnan(part->low) &&
         !(part->low < part->share[BASIS_CHILDREN] && part->share[BASIS_CHILDREN] < part->high)))
        csv_in_fault(&self->csv, row, SIZE_MAX,
                     "share_low, share and share_high are '%s', '%s' and '%s', want all three, "
                     "rising, or share alone",
                     cell(self, row, self->low), cell(self, row, self->share[BASIS_CHILDREN]),
                     cell(self, row, self->high));
}

/* ---- the parts of an area */

static bool
same_area(const struct areas_part *a, const struct areas_part *b)
{
    return strcmp(a->from, b->from) == 0;
}

/* A share of some basis is given for all parts of an area or for none, and they make 1. */
static void
check_basis(struct reading *self, size_t first, enum areas_basis basis)
{
    struct areas_successors *out = self->out;
    size_t n = 0, n_given = 0;
    double sum = 0.0;
    for (size_t i = first; i < out->n_part; i++) {
        const struct areas_part *part = &out->part[i];
        if (!same_area(part, &out->part[first]))
            continue;
        n++;
        n_given += isnan(part->share[basis]) ? 0 : 1;
        sum += isnan(part->share[basis]) ? 0.0 : part->share[basis];
    }
    const bool wanted = basis == BASIS_TYPED && out->part[first].rule == BASIS_TYPED;
    if (n_given == 0 && !wanted)
        return;
    if (n_given < n)
        csv_in_fault(&self->csv, first, SIZE_MAX, "%s of '%s' is given in %zu of its %zu rows",
                     bases[basis].column, out->part[first].from, n_given, n);
    else if (fabs(sum - 1.0) > ROUNDING)
        csv_in_fault(&self->csv, first, SIZE_MAX,
                     "%s of '%s' adds up to %g over its %zu rows, want 1: no child and no pound "
                     "may be lost",
                     bases[basis].column, out->part[first].from, sum, n);
    for (size_t i = first; sum > 0.0 && i < out->n_part; i++)
        if (same_area(&out->part[i], &out->part[first]))
            out->part[i].share[basis] /= sum;
}

static void
check_area(struct reading *self, size_t first)
{
    const struct areas_part *of = &self->out->part[first];
    for (size_t i = first + 1; i < self->out->n_part; i++) {
        const struct areas_part *part = &self->out->part[i];
        if (!same_area(part, of))
            continue;
        if (part->rule != of->rule || part->begins != of->begins)
            csv_in_fault(&self->csv, i, SIZE_MAX,
                         "'%s' has another deficit_rule or begins in line %zu: an area has one",
                         part->from, of->line);
        if (strcmp(part->successor, of->successor) == 0)
            csv_in_fault(&self->csv, i, SIZE_MAX, "'%s' from '%s' stands in line %zu already",
                         part->successor, part->from, of->line);
    }
    for (size_t b = 0; b < N_AREAS_BASIS; b++)
        check_basis(self, first, (enum areas_basis)b);
}

static bool
is_first_of_area(const struct areas_successors *self, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (same_area(&self->part[k], &self->part[i]))
            return false;
    return true;
}

static int
read_rows(struct reading *self, struct hr_err *err)
{
    struct areas_successors *out = self->out;
    find_columns(self);
    if (!csv_in_at_most(&self->csv, AREAS_MOST, "a table of successors"))
        return HR_ESCENARIO;
    out->part = arena_zero(&out->arena, self->csv.n_row, sizeof *out->part);
    for (size_t row = 0; out->part != NULL && row < self->csv.n_row; row++)
        take_row(self, row);
    for (size_t i = 0; i < out->n_part; i++)
        if (is_first_of_area(out, i))
            check_area(self, i);
    if (self->csv.n_row == 0)
        csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX, "there are no rows");
    return arena_check(&out->arena, err);
}

int
areas_successors_read(struct areas_successors *self, const char *path, struct hr_err *err)
{
    struct reading reading = { .out = self };
    *self = (struct areas_successors){ .n_part = 0 };
    arena_init(&self->arena);
    faults_init(&self->faults);
    csv_in_init(&reading.csv, &self->faults);
    self->name = arena_text(&self->arena, text_base(path), strlen(text_base(path)));
    int ret = digest_file(path, self->sha256, err);
    if (ret == 0)
        ret = csv_in_read(&reading.csv, path, err);
    if (ret == 0)
        ret = read_rows(&reading, err);
    csv_in_release(&reading.csv);
    if (self->faults.n > 0)
        return hr_fail(err, HR_ESCENARIO, "'%s' has %zu fault%s", path, self->faults.n,
                       self->faults.n == 1 ? "" : "s");
    return ret;
}

void
areas_successors_release(struct areas_successors *self)
{
    faults_release(&self->faults);
    arena_release(&self->arena);
    *self = (struct areas_successors){ .n_part = 0 };
}

/* ---- uncertain shares */

static int
draw_part(struct areas_successors *self, struct areas_part *part, double seed, size_t n_future,
          struct hr_err *err)
{
    struct quantity share = { .name = arena_format(&self->arena, "successors.%s/%s",
                                                   part->successor, part->from),
                              .kind = QUANTITY_TRIPLET,
                              .support = QUANTITY_UNIT,
                              .national = true,
                              .p = { part->low, part->share[BASIS_CHILDREN], part->high } };
    struct hr_err why;
    int ret = quantity_fit(&share, &why);
    if (ret != 0)
        return hr_fail(err, HR_ESCENARIO, "%s:%zu: %s", self->name, part->line, why.text);
    for (size_t r = 0; r < n_future; r++) {
        struct draw draw;
        draw_init(&draw, (uint32_t)seed, HR_NATIONAL, (uint32_t)r);
        part->drawn[r] = quantity_draw(&share, &draw);
    }
    quantity_release(&share);
    return 0;
}

/* Of an area with any uncertain share all parts are drawn, a certain one as its number, and scaled
 * to make 1. */
static int
draw_area(struct areas_successors *self, size_t first, double seed, size_t n_future,
          struct hr_err *err)
{
    bool uncertain = false;
    int ret = 0;
    for (size_t i = first; i < self->n_part; i++)
        uncertain = uncertain ||
                    (same_area(&self->part[i], &self->part[first]) && !isnan(self->part[i].low));
    double *sum = uncertain ? arena_zero(&self->arena, n_future, sizeof *sum) : NULL;
    for (size_t i = first; sum != NULL && ret == 0 && i < self->n_part; i++) {
        struct areas_part *part = &self->part[i];
        if (!same_area(part, &self->part[first]))
            continue;
        part->drawn = arena_zero(&self->arena, n_future, sizeof *part->drawn);
        if (part->drawn == NULL)
            break;
        for (size_t r = 0; r < n_future; r++)
            part->drawn[r] = part->share[BASIS_CHILDREN];
        if (!isnan(part->low))
            ret = draw_part(self, part, seed, n_future, err);
        for (size_t r = 0; r < n_future; r++)
            sum[r] += part->drawn[r];
    }
    for (size_t i = first; sum != NULL && i < self->n_part; i++)
        for (size_t r = 0; self->part[i].drawn != NULL && r < n_future; r++)
            if (same_area(&self->part[i], &self->part[first]))
                self->part[i].drawn[r] /= sum[r];
    return ret == 0 ? arena_check(&self->arena, err) : ret;
}

int
areas_successors_draw(struct areas_successors *self, double seed, size_t n_future,
                      struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < self->n_part; i++)
        if (is_first_of_area(self, i))
            ret = draw_area(self, i, seed, n_future, err);
    return ret;
}

/* ---- what a part has */

static double
share_of(const struct areas_part *part, enum areas_basis basis, size_t future)
{
    if (basis != BASIS_CHILDREN && !isnan(part->share[basis]))
        return part->share[basis];
    return part->drawn == NULL ? part->share[BASIS_CHILDREN] : part->drawn[future];
}

static double
kept_at(const struct areas_future *of, size_t year, enum areas_kept kept)
{
    return of->column[(year * N_AREAS_KEPT + (size_t)kept) * of->n_future + of->future];
}

static double
in_year(const struct areas_part *part, const struct areas_future *of, size_t year)
{
    const double spending = kept_at(of, year, KEPT_SPENDING), grant = kept_at(of, year, KEPT_GRANT);
    return share_of(part, BASIS_SPENDING, of->future) * spending -
           share_of(part, BASIS_GRANT, of->future) * grant +
           share_of(part, BASIS_CHILDREN, of->future) *
               (kept_at(of, year, KEPT_IN_YEAR) - spending + grant);
}

/* At the 31 March before year `year` (0: what was brought into the forecast). */
static double
opening(const struct areas_future *of, size_t year)
{
    return year > 0 ? kept_at(of, year - 1, KEPT_DEFICIT)
                    : kept_at(of, 0, KEPT_DEFICIT) - kept_at(of, 0, KEPT_IN_YEAR) +
                          kept_at(of, 0, KEPT_RECEIPTS);
}

static double
deficit(const struct areas_part *part, const struct areas_future *of, size_t year)
{
    const double share = share_of(part, part->rule, of->future);
    const size_t first =
        part->begins <= of->base_census ? 0 : (size_t)(part->begins - of->base_census);
    if (year < first)
        return share * kept_at(of, year, KEPT_DEFICIT);
    double sum = share * opening(of, first);
    for (size_t u = first; u <= year; u++)
        sum += in_year(part, of, u) - share * kept_at(of, u, KEPT_RECEIPTS);
    return sum;
}

bool
areas_part_is_whole(const struct areas_part *part)
{
    bool whole = part->drawn == NULL;
    for (size_t b = 0; b < N_AREAS_BASIS; b++)
        whole = whole && (isnan(part->share[b]) || part->share[b] >= 1.0);
    return whole;
}

void
areas_part_kept(const struct areas_part *part, const struct areas_future *of, size_t year,
                double out[N_AREAS_KEPT])
{
    static const enum areas_basis by[N_AREAS_KEPT] = {
        [KEPT_PLANS] = BASIS_PLANS,           [KEPT_JOINED] = BASIS_PLANS,
        [KEPT_SPECIAL] = BASIS_PLANS,         [KEPT_INDEPENDENT] = BASIS_PLANS,
        [KEPT_POPULATION] = BASIS_POPULATION, [KEPT_SPENDING] = BASIS_SPENDING,
        [KEPT_GRANT] = BASIS_GRANT,
    };
    for (size_t k = 0; k < N_AREAS_KEPT; k++)
        out[k] = share_of(part, by[k], of->future) * kept_at(of, year, (enum areas_kept)k);
    out[KEPT_IN_YEAR] = in_year(part, of, year);
    out[KEPT_RECEIPTS] = share_of(part, part->rule, of->future) * kept_at(of, year, KEPT_RECEIPTS);
    out[KEPT_DEFICIT] = deficit(part, of, year);
    out[KEPT_RESERVES] = areas_part_is_whole(part) ? kept_at(of, year, KEPT_RESERVES) : (double)NAN;
}
