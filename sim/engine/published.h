/* published.h: what others said of a year, and what came: forecasts of a council's papers and
 * outturns, each of one measure and year, for charts and tables alone. Nothing is simulated from
 * them.
 *
 *   published = ( { measure = "deficit"; fy = "2021/22"; value = 10.886; kind = "forecast";
 *                   known = "as_known"; label = "Paper"; source = "..."; }, ... );
 *
 * A figure is in its measure's own unit (£ million, children) and of its measure's own calendar: a
 * financial year for money, a January census for plans, a calendar or mid-year for flows and
 * population. What could be known when the forecast is dated and what came after (hindsight) are
 * never mixed: an outturn of a year that the file forecasts is hindsight. */
#ifndef PUBLISHED_H
#define PUBLISHED_H

#include "field.h"

struct published_in {
    const char *where;
    const char *measure;   /* as in forecast.csv: "deficit", "plans.special" */
    int fy, census, year;  /* one of them; 0 for the others */
    double value;          /* in the measure's unit */
    bool outturn;          /* else a forecast that somebody made */
    bool hindsight;        /* not known when the forecast of this file is dated */
    const char *label;     /* who says it, in a word or two: "Paper" */
    const char **scenario; /* ids of the scenarios that it speaks of; none: of all */
    size_t n_scenario;
};

extern const struct field_table published_fields;

/* The financial year in which its year of a forecast ends or falls: that of its census, calendar or
 * mid-year. */
int published_fy(const struct published_in *self);
/* Does it speak of the scenario of this id? */
bool published_of(const struct published_in *self, const char *scenario);

#endif
