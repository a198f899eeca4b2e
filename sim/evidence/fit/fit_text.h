/* fit_text.h: a fit as files: fitted people as a part of a scenario that a person can read, check
 * and change (fit_part.c), and in words what they rest on (fit_report.c).
 *
 * The part gives plans, population, joiners, leavers, migration and movers, the same numbers and
 * ranges that fit_inputs.h runs, each with its source, and a ceiling (fit.h). A scenario
 * includes it:   @include "people.cfg"   and finds the plans in stock.csv beside it. It needs a
 * setting for each kind of placement (kind_name in fit_place.h), which the scenario beside it
 * defines together with prices, grant and account (own_money.h), options that suit
 * (suited_options.h) and the list of what its user is to replace. */
#ifndef FIT_TEXT_H
#define FIT_TEXT_H

#include "forecaster.h"
#include "own_money.h"
#include "words.h"

/* people.cfg, stock.csv and scenario.cfg; owned by the caller (free). HR_ESCENARIO when placements
 * are not known. */
HR_CHECKED int fit_part_text(const struct fit *fit, const struct people_fit *people, char **text,
                             struct hr_err *err);
HR_CHECKED int fit_stock_text(const struct people_fit *people, char **text, struct hr_err *err);
/* The scenario around them (fit_scenario.c), with the authority's own money; where own->known is
 * false, with EXAMPLE money of the size of its plans. */
HR_CHECKED int fit_scenario_text(const struct national_money *nation,
                                 const struct people_fit *people, const struct own_money *own,
                                 char **text, struct hr_err *err);

/* ---- fit.txt: data, estimates with their ranges, and how well the same method, a year earlier,
 * met the last year of this authority */

/* Forecast of the last year by a fit to what was published a year before, and what came; NAN where
 * it is not known. */
struct last_year {
    struct {
        const char *what;                  /* "plans", "aged 5 to 10", "new plans" */
        double low, median, high, outcome; /* 80% range */
    } row[7];
    size_t n_row; /* 0: the year before could not be fitted, and why: */
    char why[256];
};

/* A fit to what was known a year before, of which any authority's last year is forecast. */
struct year_before { /* must not move */
    struct panel now;
    struct evidence before;
    struct own_forecaster own;
    struct forecaster forecaster;
    int origin;
    char why[256]; /* why the year before could not be fitted */
};
HR_CHECKED int year_before_init(struct year_before *self, const struct evidence *evidence,
                                int origin, struct hr_err *err);
void year_before_release(struct year_before *self); /* also after a failure, or all zero */

HR_CHECKED int last_year_of(struct last_year *self, const struct year_before *before,
                            const char *code, struct hr_err *err);
/* Did all plans come outside their range? Then in words: */
bool last_year_missed(const struct last_year *self);
struct words last_year_words(const struct last_year *self, int origin);

/* fit.txt; owned by the caller (free). */
HR_CHECKED int fit_report_text(const struct fit *fit, const struct people_fit *people,
                               const struct last_year *last, char **text, struct hr_err *err);

#endif
