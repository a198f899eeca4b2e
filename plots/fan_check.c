/* Is the input as fan.h says? */
#include "fan.h"

#include "chart_bands.h"

#include <math.h>

static int
check_history(const struct fan *fan, struct hr_err *err)
{
    for (size_t i = 0; i < fan->n_history; i++) {
        const struct fan_outturn *point = &fan->history[i];
        if (isinf(point->deficit_gbp_m))
            return hr_fail(err, HR_ERANGE, "outturn of %s is not finite",
                           words_financial_year(point->fy).text);
        if (i > 0 && point->fy <= fan->history[i - 1].fy)
            return hr_fail(err, HR_ERANGE, "outturn of %s does not follow %s",
                           words_financial_year(point->fy).text,
                           words_financial_year(fan->history[i - 1].fy).text);
    }
    if (fan->n_history > 0 && fan->history[fan->n_history - 1].fy >= fan->year[0].fy)
        return hr_fail(err, HR_ERANGE, "forecast starts in %s, want a year after the last outturn",
                       words_financial_year(fan->year[0].fy).text);
    return 0;
}

static int
check_years(const struct fan *fan, struct hr_err *err)
{
    for (size_t i = 0; i < fan->n_year; i++) {
        const struct fan_year *y = &fan->year[i];
        const struct words name = words_financial_year(y->fy);
        if (i > 0 && y->fy != fan->year[i - 1].fy + 1)
            return hr_fail(err, HR_ERANGE, "forecast of %s does not follow %s", name.text,
                           words_financial_year(fan->year[i - 1].fy).text);
        if (!quantiles_finite(QUANTILES(y)))
            return hr_fail(err, HR_ERANGE, "forecast of %s is not finite", name.text);
        if (!quantiles_rise(QUANTILES(y)))
            return hr_fail(err, HR_ERANGE, "quantiles of %s are out of order: %g %g %g %g %g",
                           name.text, y->p05, y->p25, y->p50, y->p75, y->p95);
        if (!isfinite(y->mean))
            return hr_fail(err, HR_ERANGE, "the average of %s is not finite", name.text);
        if (y->chance < 0.0 || y->chance > 1.0)
            return hr_fail(err, HR_ERANGE, "chance of %s is %g, want 0 to 1", name.text, y->chance);
    }
    return 0;
}

/* The title speaks of chances and the picture shows quantiles: they must be of the same futures and
 * the first threshold. */
static int
check_chances(const struct fan *fan, struct hr_err *err)
{
    for (size_t i = 0; fan->n_threshold > 0 && i < fan->n_year; i++) {
        const struct fan_year *y = &fan->year[i];
        const struct fan_threshold *threshold = &fan->threshold[0];
        double share;
        const size_t k = quantiles_contradict(QUANTILES(y), threshold->gbp_m, y->chance,
                                              fan->run.n_simulation, &share);
        if (k < BANDS)
            return hr_fail(
                err, HR_ERANGE,
                "chance of %s is %g, but a share of %g exceeds %g and the threshold '%s' is %g",
                words_financial_year(y->fy).text, y->chance, share, QUANTILES(y)[k],
                threshold->label, threshold->gbp_m);
    }
    return 0;
}

int
fan_check(const struct fan *fan, struct hr_err *err)
{
    if (fan->n_year < 1)
        return hr_fail(err, HR_ERANGE, "a fan needs at least one forecast year");
    const int first = fan->n_history > 0 ? fan->history[0].fy : fan->year[0].fy,
              last = fan->year[fan->n_year - 1].fy;
    if (first < 1 || last > 9998 || fan->n_year > FAN_YEARS || last - first >= FAN_YEARS)
        return hr_fail(err, HR_ERANGE, "a fan from %d to %d, want at most %d years", first, last,
                       (int)FAN_YEARS);
    int ret = check_years(fan, err);
    if (ret == 0)
        ret = check_history(fan, err);
    struct day day;
    for (size_t i = 0; ret == 0 && i < fan->n_threshold; i++)
        if (!isfinite(fan->threshold[i].gbp_m))
            ret = hr_fail(err, HR_ERANGE, "threshold '%s' is not finite", fan->threshold[i].label);
    for (size_t i = 0; ret == 0 && i < fan->n_published; i++)
        if (!isfinite(fan->published[i].value))
            ret = hr_fail(err, HR_ERANGE, "published figure '%s' is not finite",
                          fan->published[i].label);
    for (size_t i = 0; ret == 0 && i < fan->n_event; i++) {
        if (!words_read_day(fan->event[i].date, &day))
            ret = hr_fail(err, HR_ERANGE, "date of event '%s' is '%s', want the form 2028-03-31",
                          fan->event[i].label, fan->event[i].date);
    }
    return ret != 0 ? ret : check_chances(fan, err);
}
