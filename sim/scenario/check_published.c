/* Published figures: measures that there are, years of the measure's own calendar, what could be
 * known, units. */
#include "checks.h"
#include "measures.h"
#include "nearest.h"

#include <string.h>

/* A ratio above this was typed as per cent. */
static const double MOST_RATIO = 5.0;

static bool
is_of(const struct measure_row *row, const char *calendar)
{
    return strcmp(row->calendar, calendar) == 0;
}

/* What a measure is of, where the file lists such things. */
static enum field_target
target_of(const struct measure_row *row)
{
    switch (row->scope) {
    case MEASURE_SETTING:
    case MEASURE_PLACE:
    case MEASURE_TRANSPORT: return TARGET_SETTING;
    case MEASURE_LINE: return TARGET_LINE;
    case MEASURE_BUDGET: return TARGET_BLOCK;
    case MEASURE_RECEIPT:
    case MEASURE_WITHHELD: return TARGET_RECEIPT;
    case MEASURE_TRANSFER: return TARGET_TRANSFER;
    case MEASURE_REACTED: return TARGET_OPTION;
    case MEASURE_TOTAL:
    case MEASURE_LEDGER:
    case MEASURE_PAIR:
    case MEASURE_GENERAL:
    case MEASURE_S251:
    case N_MEASURE_SCOPE: break;
    }
    return TARGET_NONE;
}

static const struct measure_row *
check_measure(const struct checks *self, const struct published_in *in)
{
    const char *item;
    const struct measure_row *row = measure_row_of(in->measure, &item);
    if (row == NULL) {
        struct nearest nearest = { .name = in->measure };
        for (size_t i = 0; i < n_measure_row; i++)
            nearest_offer(&nearest, measure_rows[i].id);
        faults_add(self->faults, in->where,
                   "measure '%s' of a published figure is none of forecast.csv%s%s%s", in->measure,
                   nearest.best == NULL ? "" : ": did you mean '",
                   nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
    } else if (target_of(row) != TARGET_NONE) {
        check_known(self, in->where, arena_format(self->arena, "published '%s':", in->measure),
                    item, target_of(row));
    }
    return row;
}

/* One year, of the measure's own calendar. */
static bool
check_calendar(const struct checks *self, const struct published_in *in,
               const struct measure_row *row)
{
    const bool census = is_of(row, "January census"),
               fy = is_of(row, "financial year") || is_of(row, "at 31 March"),
               right = (in->fy != 0) == fy && (in->census != 0) == census &&
                       (in->year != 0) == (!fy && !census);
    if (!right)
        faults_add(self->faults, in->where,
                   "published '%s' is a figure of a %s: give %s and no other year", in->measure,
                   is_of(row, "at 31 March") ? "31 March" : row->calendar,
                   fy       ? "fy, as \"2021/22\","
                   : census ? "census, as 2022,"
                            : "year, as 2021,");
    return right;
}

static void
check_when_known(const struct checks *self, const struct published_in *in)
{
    const int first = self->in->base_census;
    if (in->outturn && !in->hindsight && published_fy(in) >= first)
        faults_add(self->faults, in->where,
                   "published '%s' is the outturn of a year that is forecast (from %d/%02d): it "
                   "could not be known, want known = \"hindsight\"",
                   in->measure, first, (first + 1) % 100);
}

/* One note for all of them: a shorter horizon may be tried. */
static void
note_not_reached(const struct checks *self)
{
    const int last = self->in->base_census + self->in->horizon_years - 1;
    const struct published_in *beyond = NULL;
    size_t n = 0;
    for (size_t i = 0; i < self->in->n_published; i++)
        if (published_fy(&self->in->published[i]) > last) {
            beyond = beyond == NULL ? &self->in->published[i] : beyond;
            n++;
        }
    if (n > 0)
        faults_add(self->notes, beyond->where,
                   "%zu published figure%s of years after the last forecast year %d/%02d: not "
                   "reached",
                   n, n == 1 ? " is" : "s are", last, (last + 1) % 100);
}

static void
check_unit(const struct checks *self, const struct published_in *in, const struct measure_row *row)
{
    if (strcmp(row->unit, "gbp_m") == 0)
        check_per_plan(self, in->where, arena_format(self->arena, "published.%s", in->measure),
                       in->value * GBP_PER_GBP_M, MOST_PER_PLAN);
    else if (strcmp(row->unit, "ratio") == 0 && in->value > MOST_RATIO)
        faults_add(self->faults, in->where,
                   "published '%s' is %g, want a share: if that is per cent, write %g", in->measure,
                   in->value, in->value / 100.0);
    else if (row->counts != COUNTS_NOTHING && row->sign == NULL && in->value < 0.0)
        faults_add(self->faults, in->where, "published '%s' is %g, want a count of at least 0",
                   in->measure, in->value);
}

void
check_published(const struct checks *self)
{
    const struct inputs *in = self->in;
    const bool years = checks_clean(self, "base", "horizon_years");
    for (size_t i = 0; checks_clean(self, "published") && i < in->n_published; i++) {
        const struct published_in *figure = &in->published[i];
        const struct measure_row *row = check_measure(self, figure);
        if (row == NULL)
            continue;
        if (check_calendar(self, figure, row) && years)
            check_when_known(self, figure);
        check_unit(self, figure, row);
    }
    if (checks_clean(self, "published") && years)
        note_not_reached(self);
}
