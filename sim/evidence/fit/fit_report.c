#include "fit_text.h"

#include "forecaster.h"
#include "stats.h"
#include "text.h"

#include <ctype.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_FUTURE = 1000 };

/* ---- the last year again ---- */

static const struct {
    int target;
    const char *what;
} SHOWN[] = {
    { FORECAST_PLANS, "plans" },
    { FORECAST_UNDER_5, "aged under 5" },
    { FORECAST_5_TO_10, "aged 5 to 10" },
    { FORECAST_11_TO_15, "aged 11 to 15" },
    { FORECAST_16_TO_19, "aged 16 to 19" },
    { FORECAST_20_TO_25, "aged 20 to 25" },
    { FORECAST_NEW_PLANS, "new plans" },
};

static double
outcome_of(const struct series *series, int origin, int target)
{
    if (target == FORECAST_PLANS)
        return series->plans[series_year(origin)];
    if (target == FORECAST_NEW_PLANS)
        return series->new_plans[series_year(origin - 1)];
    return series->band[series_year(origin)][target - FORECAST_UNDER_5];
}

static void
fill_rows(struct last_year *self, const struct forecast *forecast, const struct series *series,
          int origin)
{
    for (size_t i = 0; i < sizeof SHOWN / sizeof SHOWN[0]; i++) {
        double *sample = forecast_at(forecast, SHOWN[i].target, 0);
        gsl_sort(sample, 1, forecast->n_sample);
        self->row[self->n_row].what = SHOWN[i].what;
        self->row[self->n_row].low =
            gsl_stats_quantile_from_sorted_data(sample, 1, forecast->n_sample, 0.1);
        self->row[self->n_row].median =
            gsl_stats_quantile_from_sorted_data(sample, 1, forecast->n_sample, 0.5);
        self->row[self->n_row].high =
            gsl_stats_quantile_from_sorted_data(sample, 1, forecast->n_sample, 0.9);
        self->row[self->n_row++].outcome = outcome_of(series, origin, SHOWN[i].target);
    }
}

int
year_before_init(struct year_before *self, const struct evidence *evidence, int origin,
                 struct hr_err *err)
{
    struct hr_err why = { 0 };
    *self = (struct year_before){ .origin = origin };
    self->forecaster = own_forecaster(&self->own, N_FUTURE, 1, 20250101.0);
    int ret = panel_init(&self->now, evidence, origin, err);
    if (ret == 0)
        ret = evidence_as_at(evidence, origin - 1, &self->before, err);
    if (ret == 0 &&
        self->forecaster.learn(self->forecaster.self, &self->before, origin - 1, &why) != 0)
        (void)snprintf(self->why, sizeof self->why, "%.250s", why.text);
    return ret;
}

void
year_before_release(struct year_before *self)
{
    own_forecaster_release(&self->own);
    evidence_release(&self->before);
    panel_release(&self->now);
}

int
last_year_of(struct last_year *self, const struct year_before *before, const char *code,
             struct hr_err *err)
{
    struct forecast sample = { 0 };
    int ret = 0;
    *self = (struct last_year){ 0 };
    const struct series *series = panel_find(&before->now, code);
    if (before->why[0] == '\0')
        ret = before->forecaster.forecast(before->forecaster.self, code, 1, &sample, err);
    if (ret == 0 && sample.n_sample > 0 && series != NULL)
        fill_rows(self, &sample, series, before->origin);
    else if (ret == 0)
        (void)snprintf(self->why, sizeof self->why, "%s",
                       before->why[0] != '\0'
                           ? before->why
                           : "too little was known of this authority a year before");
    forecast_release(&sample);
    return ret;
}

bool
last_year_missed(const struct last_year *self)
{
    return self->n_row > 0 &&
           (self->row[0].outcome < self->row[0].low || self->row[0].outcome > self->row[0].high);
}

struct words
last_year_words(const struct last_year *self, int origin)
{
    return words_say("the plans of January %d came outside what the same method forecast a year "
                     "before: %.0f (8 in 10: %.0f to %.0f), %.0f came",
                     origin, self->row[0].median, self->row[0].low, self->row[0].high,
                     self->row[0].outcome);
}

/* ---- in words ---- */

enum { LONG_HISTORY = 12 }; /* years of new plans that show more than one phase of policy */

static void
put_last_year(struct text *out, const struct last_year *last, int origin)
{
    text_add(out, "\nThe last year again\n\n");
    if (last->n_row == 0) {
        text_add(out, "The same method could not be tried a year earlier: %s.\n", last->why);
        return;
    }
    text_add(out,
             "The same method, fitted to what had been published by June %d, forecasts January %d "
             "(new plans: calendar %d):\n\n",
             origin - 1, origin, origin - 1);
    text_add(out, "                  forecast   80%% range           came\n");
    for (size_t i = 0; i < last->n_row; i++) {
        const double came = last->row[i].outcome;
        text_add(out, "  %-14s %9.0f   %7.0f to %7.0f", last->row[i].what, last->row[i].median,
                 last->row[i].low, last->row[i].high);
        if (isnan(came))
            text_add(out, "   not known\n");
        else
            text_add(out, " %7.0f%s\n", came,
                     came < last->row[i].low || came > last->row[i].high ? "   outside" : "");
    }
    if (last_year_missed(last))
        text_add(out,
                 "\nDOUBTFUL: %s.\nSee that the count of that January is right before the "
                 "forecast is used: it starts from there.\n",
                 last_year_words(last, origin).text);
}

static void
put_level(struct text *out, const struct fit *fit, const struct people_fit *people)
{
    const int origin = fit->panel.origin;
    text_add(out, "\nNew plans\n\n");
    text_add(out,
             "  England's rates of %d would give %.0f here; the authority's level is %.2f of that "
             "(8 in 10: %.2f to %.2f)",
             origin - 1, people->new_plans, people->level,
             people->level * exp(-1.2816 * people->level_sd),
             people->level * exp(1.2816 * people->level_sd));
    text_add(out,
             " and moves\n  toward %.2f: each year %.0f%% of the distance remains. It rests on\n",
             people->level_to, 100.0 * fit->level.phi);
    for (int year = origin - 3; year < origin; year++) {
        const double x = relative_new_plans(&fit->panel, people->series, year);
        if (isnan(x))
            text_add(out, "    %d: new plans are not known\n", year);
        else
            text_add(out,
                     "    %d: %.0f new plans, %.2f of England's for each person aged 0 to 17\n",
                     year, people->series->new_plans[series_year(year)], exp(x));
    }
    const double prevalence = relative_prevalence(&fit->panel, people->series, origin);
    if (!isnan(prevalence))
        text_add(out, "    January %d: plans are %.2f of England's for each person aged 0 to 17\n",
                 origin, exp(prevalence));
    text_add(
        out,
        "  and, as learnt from all authorities, on how much such numbers predict: %.2f of past "
        "levels and %.2f of plans held.\n",
        fit->level.alpha, fit->level.beta);
    text_add(out,
             "  England's new plans for each person grow by %.1f%% next year (standard deviation "
             "%.1f), "
             "damped toward %.1f%%.\n",
             100.0 * fit->growth.first, 100.0 * hypot(fit->growth.first_sd, fit->growth.shock_sd),
             100.0 * fit->growth.long_run);
}

static void
put_leavers(struct text *out, const struct fit *fit, const struct people_fit *people)
{
    text_add(out, "\nPlans that end, and families that move\n\n");
    text_add(out,
             "  From Year 12 on plans end at %.2f times England's odds (8 in 10: %.2f to %.2f); "
             "yearly ups and downs come on top.\n",
             people->post16, people->post16 * exp(-1.2816 * people->post16_sd),
             people->post16 * exp(1.2816 * people->post16_sd));
    text_add(
        out,
        "  Of plans in school %.1f%% go to another authority in a year, and %.2f come for each "
        "(8 in 10: %.2f to %.2f);\n",
        100.0 * people->out, people->balance, people->balance * exp(-1.2816 * people->balance_sd),
        people->balance * exp(1.2816 * people->balance_sd));
    text_add(out,
             "  a year's change that records do not explain has a standard deviation of %.1f%% of "
             "plans.\n",
             100.0 * fit->outflow.outflow.yearly_sd);
}

/* Children whose placement is not recorded are placed as the others: how many, and who is like
 * them. */
static void
put_places(struct text *out, const struct fit *fit, const struct people_fit *people)
{
    const struct panel *panel = &fit->panel;
    const struct place_source source = place_source_of(panel, people->series);
    const double plans = people->series->plans[series_year(panel->origin)];
    if (!fit->place.known || !(source.not_recorded > 0.0))
        return;
    if (source.january == panel->origin)
        text_add(out,
                 "  The placement of %.0f of %.0f plans is not recorded: these children are spread "
                 "over the settings as the others\n  are, at each age where that is known.\n",
                 source.not_recorded, plans);
    else if (source.january != 0)
        text_add(out,
                 "  Placements are not known in January %d: all %.0f plans are placed as those of "
                 "January %d were.\n",
                 panel->origin, plans, source.january);
    else
        text_add(out,
                 "  Placements are not known in January %d nor in the three before: all %.0f plans "
                 "are placed as England's\n  are at each age.\n",
                 panel->origin, plans);
}

static void
put_leans(struct text *out, const struct fit *fit, const struct people_fit *people)
{
    const struct series *own = people->series;
    const size_t y = series_year(fit->panel.origin);
    text_add(out, "\nWhat it leans on where the authority's own numbers are missing\n\n");
    const size_t before = out->length;
    if (isnan(own->new_plans[y - 1]))
        text_add(out,
                 "  New plans of the last year are not known: the level rests on earlier years "
                 "and on plans held.\n");
    if (own->new_by_age > 0)
        text_add(out,
                 "  The total of new plans of %d is far from the sum of its ages, which is taken "
                 "instead.\n",
                 own->new_by_age);
    if (isnan(own->band[y][0]) && isnan(own->single[y][0]))
        text_add(out, "  Plans by age are not known: England's ages.\n");
    if (isnan(own->single[y][0]) && !isnan(own->band[y][0]))
        text_add(out, "  Plans by single year of age are not known: five bands, smoothed.\n");
    put_places(out, fit, people);
    if (!fit->ages_published)
        text_add(out, "  New plans by age are not known: the change of England's cohorts.\n");
    if (fit->growth.first_year > fit->panel.origin - LONG_HISTORY)
        text_add(out,
                 "  England's new plans are known from %d only: their long-run growth is that of "
                 "these years, not of a long history.\n",
                 fit->growth.first_year);
    if (fit->outflow.post16.n_pair == 0 || fit->outflow.outflow.n_pair == 0)
        text_add(out, "  Too few years by age are known to see how authorities differ in how plans "
                      "end and families move: the spreads\n"
                      "  are those that 92 authorities showed to January 2025.\n");
    if (people->population.last_year < fit->panel.origin - 1)
        text_add(out, "  Population is known to mid-%d: England's cohorts after that.\n",
                 people->population.last_year);
    if (out->length == before)
        text_add(out, "  Nothing: all that is used is known.\n");
    text_add(out,
             "  Moves between placements are England's net shifts, more of them to what the "
             "authority has more of than England;\n  how much of such differences lasts is what "
             "authorities showed to January 2021.\n");
}

/* Does a text of n characters name the area, and not one whose name only holds it ("Derby" in
 * "Derbyshire")? */
static bool
names(const char *text, size_t n, const char *area)
{
    const size_t length = strlen(area);
    for (size_t i = 0; i + length <= n; i++)
        if (strncmp(text + i, area, length) == 0 &&
            (i == 0 || !isalnum((unsigned char)text[i - 1])) &&
            (i + length == n || !isalnum((unsigned char)text[i + length])))
            return true;
    return false;
}

/* "same: two years have one count: Leeds 2012: 31; York 2013: 17": the opening, and of the finds
 * those that name the area. */
static size_t
put_remark(struct text *out, const char *remark, const char *area)
{
    const char *kind = strstr(remark, ": "),
               *opening = kind == NULL ? NULL : strstr(kind + 2, ": ");
    size_t n = 0;
    for (const char *part = opening == NULL ? remark : opening + 2; part != NULL;) {
        const char *end = opening == NULL ? NULL : strstr(part, "; ");
        const size_t length = end == NULL ? strlen(part) : (size_t)(end - part);
        if (names(part, length, area)) {
            text_add(out, "%s%.*s%.*s", n == 0 ? "  " : "; ",
                     n == 0 && opening != NULL ? (int)(opening + 2 - remark) : 0, remark,
                     (int)length, part);
            n++;
        }
        part = end == NULL ? NULL : end + 2;
    }
    if (n > 0)
        text_add(out, "\n");
    return n;
}

static void
put_remarks(struct text *out, const struct evidence *evidence, const char *area)
{
    size_t n = 0;
    text_add(out, "\nSeen in the data about this authority\n\n");
    for (size_t i = 0; i < evidence->n_remark; i++)
        n += put_remark(out, evidence->remark[i], area);
    if (n == 0)
        text_add(out, "  Nothing odd among what is listed; headroom import lists all of it.\n");
}

/* "2010 to 2025, 16 years": those of a series that are known. */
static void
put_known(struct text *out, const char *what, const double known[SERIES_N], const char *by)
{
    int first = 0, last = 0, n = 0;
    for (int y = 0; y < SERIES_N; y++)
        if (!isnan(known[y])) {
            first = n++ == 0 ? SERIES_FIRST + y : first;
            last = SERIES_FIRST + y;
        }
    if (n == 0)
        text_add(out, "  %-26s not known\n", what);
    else
        text_add(out, "  %-26s %d to %d, %d year%s%s\n", what, first, last, n, n == 1 ? "" : "s",
                 by);
}

static void
put_data(struct text *out, const struct fit *fit, const struct people_fit *people)
{
    const struct series *own = people->series;
    double band[SERIES_N], single[SERIES_N], new_single[SERIES_N], population[SERIES_N];
    for (int y = 0; y < SERIES_N; y++) {
        band[y] = own->band[y][0];
        single[y] = own->single[y][0];
        new_single[y] = own->new_single[y][0];
        population[y] = own->population[y][0];
    }
    text_add(out, "\nWhat is known of %s\n\n", own->name);
    put_known(out, "plans (January)", own->plans, "");
    put_known(out, "  by age band", band, "");
    put_known(out, "  by single year of age", single, "");
    put_known(out, "new plans (calendar year)", own->new_plans, "");
    put_known(out, "  by age", new_single, "");
    put_known(out, "people aged 0 to 17", own->people, "");
    put_known(out, "  by single year of age", population, "");
    text_add(out, "  England's ages of joining and leaving are %s; its placements by age are %s.\n",
             fit->ages_published ? "counted" : "derived from age bands",
             !fit->place.known      ? "not known"
             : fit->place.published ? "counted"
                                    : "derived from totals by placement and by age");
}

int
fit_report_text(const struct fit *fit, const struct people_fit *people,
                const struct last_year *last, char **text, struct hr_err *err)
{
    const struct evidence *evidence = fit->panel.evidence;
    struct text all, *out = &all;
    text_init(out);
    text_add(out, "%s: rates fitted to what was published up to January %d\n\n",
             people->series->name, fit->panel.origin);
    text_add(out,
             "Looked at: %zu authorities; England's new plans from %d; %zu pairs of years for "
             "levels, %zu for what records do not explain.\n",
             fit->level.n_area, fit->growth.first_year, fit->level.n_pair,
             fit->outflow.outflow.n_pair);
    put_data(out, fit, people);
    put_level(out, fit, people);
    put_leavers(out, fit, people);
    put_last_year(out, last, fit->panel.origin);
    put_leans(out, fit, people);
    put_remarks(out, evidence, people->series->name);
    text_add(out, "\nFiles read (SHA-256)\n\n");
    for (size_t i = 0; i < evidence->n_source; i++)
        text_add(out, "  %s\n", evidence->source[i]);
    return text_take(out, text, err);
}
