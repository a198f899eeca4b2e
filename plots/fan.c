#include "fan.h"

#include "fan_picture.h"

#include <math.h>
#include <stdlib.h>

/* ---- is the input as fan.h says? */

static int
check_history(const struct fan *fan, struct hr_err *err)
{
    for (size_t i = 0; i < fan->n_history; i++) {
        const struct fan_outturn *const point = &fan->history[i];
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
        const struct fan_year *const y = &fan->year[i];
        const struct words name = words_financial_year(y->fy);
        if (i > 0 && y->fy != fan->year[i - 1].fy + 1)
            return hr_fail(err, HR_ERANGE, "forecast of %s does not follow %s", name.text,
                           words_financial_year(fan->year[i - 1].fy).text);
        if (!isfinite(y->p05) || !isfinite(y->p25) || !isfinite(y->p50) || !isfinite(y->p75) ||
            !isfinite(y->p95))
            return hr_fail(err, HR_ERANGE, "forecast of %s is not finite", name.text);
        if (y->p05 > y->p25 || y->p25 > y->p50 || y->p50 > y->p75 || y->p75 > y->p95)
            return hr_fail(err, HR_ERANGE, "quantiles of %s are out of order: %g %g %g %g %g",
                           name.text, y->p05, y->p25, y->p50, y->p75, y->p95);
        if (y->chance < 0.0 || y->chance > 1.0)
            return hr_fail(err, HR_ERANGE, "chance of %s is %g, want 0 to 1", name.text, y->chance);
    }
    return 0;
}

/* The title speaks of chances and the picture shows quantiles: they must be of the same futures and
 * the first threshold. Where the threshold lies above a quantile, no more than that quantile's
 * share may exceed it, and so on; a little is left for interpolation between few futures. */
static int
check_chances(const struct fan *fan, struct hr_err *err)
{
    static const double share_above[] = { 0.95, 0.75, 0.50, 0.25, 0.05 };
    const double slack = 0.01 + 2.0 / fmax(1.0, (double)fan->run.n_simulation),
                 threshold = fan->n_threshold > 0 ? fan->threshold[0].gbp_m : 0.0;
    for (size_t i = 0; fan->n_threshold > 0 && i < fan->n_year; i++) {
        const struct fan_year *const y = &fan->year[i];
        const double quantile[] = { y->p05, y->p25, y->p50, y->p75, y->p95 };
        for (size_t k = 0; k < 5; k++) {
            if ((threshold > quantile[k] && y->chance > share_above[k] + slack) ||
                (threshold < quantile[k] && y->chance < share_above[k] - slack))
                return hr_fail(
                    err, HR_ERANGE,
                    "chance of %s is %g, but a share of %g exceeds %g and the threshold '%s' is %g",
                    words_financial_year(y->fy).text, y->chance, share_above[k], quantile[k],
                    fan->threshold[0].label, threshold);
        }
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
    for (size_t i = 0; ret == 0 && i < fan->n_threshold; i++) {
        if (!isfinite(fan->threshold[i].gbp_m))
            ret = hr_fail(err, HR_ERANGE, "threshold '%s' is not finite", fan->threshold[i].label);
    }
    for (size_t i = 0; ret == 0 && i < fan->n_event; i++) {
        if (!words_read_day(fan->event[i].date, &day))
            ret = hr_fail(err, HR_ERANGE, "date of event '%s' is '%s', want the form 2028-03-31",
                          fan->event[i].label, fan->event[i].date);
    }
    return ret != 0 ? ret : check_chances(fan, err);
}

/* ---- data */

enum {
    FIELD_FY,
    FIELD_DATE,
    FIELD_BASIS,
    FIELD_OUTTURN,
    FIELD_P05,
    FIELD_P25,
    FIELD_CENTRAL,
    FIELD_P75,
    FIELD_P95,
    FIELD_THRESHOLD,
    FIELD_CHANCE,
    N_FIELD
};
static const struct table_field fields[N_FIELD] = {
    TABLE_FIELD("financial_year", TABLE_TEXT, 0),  TABLE_FIELD("date", TABLE_TEXT, 0),
    TABLE_FIELD("basis", TABLE_TEXT, 0),           TABLE_FIELD("outturn_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("p05_gbp_m", TABLE_NUMBER, 3),     TABLE_FIELD("p25_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("central_gbp_m", TABLE_NUMBER, 3), TABLE_FIELD("p75_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("p95_gbp_m", TABLE_NUMBER, 3),     TABLE_FIELD("threshold_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("chance_above", TABLE_NUMBER, 4),
};

static int
add_row(const struct fan *fan, int fy, const char *basis, struct table *data, struct hr_err *err)
{
    int ret = table_add(data, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_FY, words_financial_year(fy).text, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_DATE, words_year_end_iso(fy).text, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_BASIS, basis, err);
    if (ret == 0 && fan->n_threshold > 0)
        table_set_number(data, FIELD_THRESHOLD, fan->threshold[0].gbp_m);
    return ret;
}

static int
fill_data(const struct fan *fan, struct table *data, struct hr_err *err)
{
    int ret = 0;
    table_init(data, "fan", fields, N_FIELD);
    for (size_t i = 0; ret == 0 && i < fan->n_history; i++) {
        ret = add_row(fan, fan->history[i].fy, "outturn", data, err);
        if (ret == 0)
            table_set_number(data, FIELD_OUTTURN, fan->history[i].deficit_gbp_m);
    }
    for (size_t i = 0; ret == 0 && i < fan->n_year; i++) {
        const struct fan_year *const year = &fan->year[i];
        const double value[] = { year->p05, year->p25, year->p50, year->p75, year->p95 };
        ret = add_row(fan, year->fy, "forecast", data, err);
        for (size_t k = 0; ret == 0 && k < 5; k++)
            table_set_number(data, FIELD_P05 + k, value[k]);
        if (ret == 0)
            table_set_number(data, FIELD_CHANCE, year->chance);
    }
    return ret;
}

/* ---- the chart */

int
fan_draw(const struct fan *fan, struct chart *out, struct hr_err *err)
{
    struct text title, subtitle, alt, source, note;
    chart_init(out);
    text_init(&title);
    text_init(&subtitle);
    text_init(&alt);
    text_init(&source);
    text_init(&note);
    int ret = fan_check(fan, err);
    if (ret != 0)
        goto out;
    text_add(&title, "%s", fan_title(fan).text);
    fan_subtitle(fan, &subtitle);
    fan_alt(fan, &alt);
    chart_source(&source, &fan->run);
    if ((ret = text_take(&title, &out->title, err)) != 0 ||
        (ret = text_take(&subtitle, &out->subtitle, err)) != 0 ||
        (ret = text_take(&alt, &out->alt, err)) != 0 ||
        (ret = text_take(&source, &out->source, err)) != 0)
        goto out;
    ret = fan_picture(fan, out, &note, err);
    if (ret == 0)
        ret = text_take(&note, &out->note, err);
    if (ret == 0)
        ret = fill_data(fan, &out->data, err);
out:
    text_release(&title);
    text_release(&subtitle);
    text_release(&alt);
    text_release(&source);
    text_release(&note);
    if (ret != 0)
        chart_release(out);
    return ret;
}
