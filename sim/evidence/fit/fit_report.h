/* fit_report.h: fit.txt, what a fit rests on, in words: data, estimates with their ranges, and how
 * well the same method, a year earlier, met the last year of this authority. */
#ifndef FIT_REPORT_H
#define FIT_REPORT_H

#include "fit.h"

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

HR_CHECKED int last_year_of(struct last_year *self, const struct evidence *evidence, int origin,
                            const char *code, struct hr_err *err);

/* fit.txt; owned by the caller (free). */
HR_CHECKED int fit_report_text(const struct fit *fit, const struct people_fit *people,
                               const struct last_year *last, char **text, struct hr_err *err);

#endif
