/* Who is scored, and who is left out, by name and reason. */
#include "backtest.h"

#include "list.h"
#include "rng.h"
#include "text.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

bool
backtest_in_half(enum backtest_half half, const char *area_code)
{
    const bool odd = (hr_hash32(area_code) & 1) != 0;
    return half == HALF_BOTH || (half == HALF_ODD) == odd;
}

/* ---- who is scored */

static int exclude(struct backtest *self, int area, struct hr_err *err, const char *fmt, ...)
    HR_PRINTF(4, 5);
static int
exclude(struct backtest *self, int area, struct hr_err *err, const char *fmt, ...)
{
    const int ret = list_room(&self->exclusion, self->n_exclusion, sizeof *self->exclusion, err);
    if (ret != 0)
        return ret;
    struct backtest_exclusion *exclusion = &self->exclusion[self->n_exclusion];
    struct text text;
    va_list args;
    text_init(&text);
    va_start(args, fmt);
    text_add_args(&text, fmt, args);
    va_end(args);
    exclusion->area = area;
    const int taken = text_take(&text, &exclusion->reason, err);
    self->n_exclusion += taken == 0;
    return taken;
}

/* Authorities whose boundaries changed, for the reason: code, what happened. */
static const char *
boundary_change(const char *code)
{
    static const struct {
        const char *code, *what;
    } CHANGE[] = {
        { "835", "Dorset, Bournemouth and Poole became two authorities in April 2019" },
        { "836", "Poole became part of Bournemouth, Christchurch and Poole in April 2019" },
        { "837", "Bournemouth became part of Bournemouth, Christchurch and Poole in April 2019" },
        { "838", "Dorset lost Christchurch in April 2019" },
        { "839", "Bournemouth, Christchurch and Poole was formed in April 2019" },
        { "909", "Cumbria was split in two in April 2023" },
        { "928", "Northamptonshire was split in two in April 2021" },
        { "940", "North Northamptonshire was formed in April 2021" },
        { "941", "West Northamptonshire was formed in April 2021" },
        { "942", "Cumberland was formed in April 2023" },
        { "943", "Westmorland and Furness was formed in April 2023" },
    };
    for (size_t i = 0; i < sizeof CHANGE / sizeof *CHANGE; i++)
        if (strcmp(CHANGE[i].code, code) == 0)
            return CHANGE[i].what;
    return NULL;
}

/* What an authority must have of every year to be scored. */
static int
wanted(const struct backtest *self)
{
    return self->options.money ? FORECAST_SPENDING : FORECAST_PLANS;
}

bool
backtest_receipts_known(const char *area_code, int origin)
{
    static const char *const AGREED[] = { "205", "314", "318", "351", "861" };
    enum { PUBLISHED = 2021 };
    bool known = false;
    for (size_t i = 0; i < sizeof AGREED / sizeof *AGREED; i++)
        known = known || strcmp(AGREED[i], area_code) == 0;
    return known && origin >= PUBLISHED;
}

/* Receipts that were known, listed with the exclusions. */
static int
list_receipts(struct backtest *self, const bool *scored, struct hr_err *err)
{
    int ret = 0;
    for (int area = 0; (size_t)area < self->evidence->n_area && ret == 0; area++)
        if (scored[area] &&
            backtest_receipts_known(self->evidence->area[area].code, self->options.last_origin))
            ret = exclude(self, area, err,
                          "flagged: an agreement was published in March 2021, and its payments "
                          "after are in no forecast of the balance");
    return ret;
}

/* How many years are missing, within those that England has; the first and last. */
static int
gaps(const struct target_series *series, int target, int area, int gap[2])
{
    int n = 0;
    for (int year = series->first_year; year < series->first_year + series->n_year; year++)
        if (isnan(target_series_count(series, target, area, year)) &&
            !isnan(target_series_count(series, target, series->england, year))) {
            gap[0] = n == 0 ? year : gap[0];
            gap[1] = year;
            n++;
        }
    return n;
}

static int
exclude_gaps(struct backtest *self, const struct target_series *series, int area, bool *excluded,
             struct hr_err *err)
{
    int gap[2] = { 0 };
    const bool money = self->options.money;
    const int n = gaps(series, wanted(self), area, gap);
    const char *change = boundary_change(self->evidence->area[area].code);
    const char *join = change == NULL ? "" : ": ";
    change = change == NULL ? "" : change;
    *excluded = n > 0;
    if (n == 0)
        return 0;
    if (n == 1 && money)
        return exclude(self, area, err, "no outturn of the year to March %d%s%s", gap[0], join,
                       change);
    if (n == 1)
        return exclude(self, area, err, "no count of plans in January %d%s%s", gap[0], join,
                       change);
    return exclude(self, area, err,
                   money ? "no outturn of %d years to March from %d to %d%s%s"
                         : "no count of plans in %d Januaries from %d to %d%s%s",
                   n, gap[0], gap[1], join, change);
}

/* Placements that cannot be scored, listed with the exclusions. */
static int
list_placements(struct backtest *self, const struct target_series *series, const bool *scored,
                struct hr_err *err)
{
    int ret = 0;
    for (int area = 0; (size_t)area < self->evidence->n_area && ret == 0; area++)
        for (int year = self->options.first_origin;
             year < series->first_year + series->n_year && ret == 0 && scored[area]; year++) {
            const double recorded = target_series_recorded(self->evidence, area, year);
            if (!isnan(recorded) && fabs(recorded - 1) > 0.10)
                ret = exclude(
                    self, area, err,
                    "placements of January %d left out: recorded ones add up to %.0f%% of plans",
                    year, 100 * recorded);
        }
    return ret;
}

/* Complete authorities of the half into scored[]; the others by name and reason. */
int
backtest_choose_areas(struct backtest *self, const struct target_series *series, bool *scored,
                      struct hr_err *err)
{
    size_t n = 0;
    for (int area = 0; (size_t)area < self->evidence->n_area; area++) {
        const struct evidence_area *about = &self->evidence->area[area];
        bool any = false;
        for (int year = series->first_year; year < series->first_year + series->n_year; year++)
            any = any || !isnan(target_series_count(series, wanted(self), area, year));
        if (about->level != AREA_AUTHORITY || !any) /* only in files of population or appeals */
            continue;
        bool excluded;
        const int ret = exclude_gaps(self, series, area, &excluded, err);
        if (ret != 0)
            return ret;
        scored[area] = !excluded && backtest_in_half(self->options.half, about->code);
        n += scored[area];
    }
    if (series->england < 0)
        return hr_fail(err, HR_ESCENARIO,
                       "the data have no counts for England, which growth is measured against");
    if (n == 0)
        return hr_fail(err, HR_ESCENARIO,
                       self->options.money
                           ? "no authority has an outturn of every year to March from %d to %d"
                           : "no authority has a count of plans in every January from %d to %d",
                       series->first_year, series->first_year + series->n_year - 1);
    return self->options.money ? list_receipts(self, scored, err)
                               : list_placements(self, series, scored, err);
}
