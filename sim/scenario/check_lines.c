/* Section 251 lines that exist and shares that add up. */
#include "checks.h"

#include "nearest.h"
#include "s251.h"

#include <math.h>
#include <string.h>

static const double SHARES_ROUNDING = 1e-6;

static void
check_code(const struct checks *self, const char *where, const char *path, const char *code)
{
    struct nearest nearest = { .name = code };
    if (s251_of_code(code) != SIZE_MAX)
        return;
    if (strcmp(code, S251_BALANCE) == 0) {
        faults_add(self->faults, where,
                   "'%s' is \"%s\", the balance carried forward: no spending falls on it", path,
                   code);
        return;
    }
    for (size_t i = 0; i < S251_NONE; i++)
        nearest_offer(&nearest, s251_code(i));
    faults_add(
        self->faults, where,
        "'%s' is \"%s\", want a high-needs line of section 251, 1.0.2 or 1.2.1 to 1.2.13%s%s%s",
        path, code, nearest.best == NULL ? "" : ": did you mean \"",
        nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "\"?");
}

static void
check_price_lines(const struct checks *self, const struct price_in *price)
{
    double sum = 0.0;
    for (size_t i = 0; i < price->n_line; i++) {
        check_code(self, price->line[i].where,
                   arena_format(self->arena, "prices.%s.lines", price->setting),
                   price->line[i].s251);
        sum += price->line[i].share;
    }
    if (price->n_line > 0 && fabs(sum - 1.0) > SHARES_ROUNDING)
        faults_add(self->faults, price->where,
                   "the shares of 'prices.%s.lines' add up to %.6g, want 1", price->setting, sum);
    check_code(self, price->where,
               arena_format(self->arena, "prices.%s.place_line", price->setting),
               price->place_line);
}

void
check_section_251(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (checks_clean(self, "prices"))
        for (size_t i = 0; i < in->n_price; i++) {
            check_price_lines(self, &in->price[i]);
            if (!isnan(in->price[i].uprate) && in->price[i].unit_cost != UNIT_COST_ENGLAND)
                faults_add(self->faults, in->price[i].where,
                           "'prices.%s.uprate' has no meaning: the price is typed, in prices of "
                           "the first forecast year",
                           in->price[i].setting);
        }
    for (size_t i = 0; checks_clean(self, "lines") && i < in->n_line; i++)
        check_code(self, in->line[i].where,
                   arena_format(self->arena, "lines.%s.s251", in->line[i].id), in->line[i].s251);
}
