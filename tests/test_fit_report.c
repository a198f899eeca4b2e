/* fit.txt: what a fit rests on, in words, and the last year again. */
#include "fit_text.h"

#include "evidence_sample.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct evidence_sample country;
    struct fit fit;
    struct people_fit people;
};

static void
init(struct fixture *self, int authority)
{
    struct hr_err err = { 0 };
    evidence_sample_init(&self->country, true);
    cr_assert_eq(fit_init(&self->fit, &self->country.evidence, AUTHORITIES_LAST, &err), 0, "%s",
                 err.text);
    cr_assert_eq(fit_people(&self->fit, authority_code(authority), &self->people, &err), 0, "%s",
                 err.text);
}

static void
release(struct fixture *self)
{
    fit_release(&self->fit);
    evidence_sample_release(&self->country);
}

static char *
report(const struct fixture *self, const struct last_year *last)
{
    struct hr_err err = { 0 };
    char *text = NULL;
    cr_assert_eq(fit_report_text(&self->fit, &self->people, last, &text, &err), 0, "%s", err.text);
    return text;
}

static void
last_of(const struct fixture *self, const char *code, struct last_year *out)
{
    static struct year_before before;
    struct hr_err err = { 0 };
    cr_assert_eq(year_before_init(&before, &self->country.evidence, AUTHORITIES_LAST, &err), 0,
                 "%s", err.text);
    cr_assert_eq(last_year_of(out, &before, code, &err), 0, "%s", err.text);
    year_before_release(&before);
}

/* The count of that January is 20% off: the report says that it is doubtful; else it does not. */
Claim(fit_report, a_last_january_that_was_missed_is_doubtful)
{
    static struct fixture f;
    static struct last_year last = { .n_row = 1,
                                     .row = { { "plans", 2213.0, 2358.0, 2515.0, 1909.0 } } };
    init(&f, 4);
    cr_expect(last_year_missed(&last));
    char *text = report(&f, &last);
    cr_expect_not_null(strstr(text, "DOUBTFUL: the plans of January"));
    cr_expect_not_null(strstr(text, "2358 (8 in 10: 2213 to 2515), 1909 came"));
    free(text);
    last.row[0].outcome = 2500.0;
    cr_expect(!last_year_missed(&last));
    text = report(&f, &last);
    cr_expect_null(strstr(text, "DOUBTFUL"));
    free(text);
    release(&f);
}

Claim(fit_report, the_last_year_is_forecast_from_the_year_before_and_set_beside_what_came)
{
    static struct fixture f;
    static struct last_year last;
    struct hr_err err = { 0 };
    init(&f, 4);
    for (size_t i = 0; i < f.country.evidence.n_item;
         i++) /* single ages of people two years sooner: published in time for the year before */
        if (f.country.evidence.item[i].measure == EVIDENCE_POPULATION &&
            f.country.evidence.item[i].from_age == f.country.evidence.item[i].to_age)
            f.country.evidence.item[i].year = AUTHORITIES_LAST - 5;
    fit_release(&f.fit);
    cr_assert_eq(evidence_finish(&f.country.evidence, &err), 0, "%s", err.text);
    cr_assert_eq(fit_init(&f.fit, &f.country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_assert_eq(fit_people(&f.fit, authority_code(4), &f.people, &err), 0, "%s", err.text);
    last_of(&f, authority_code(4), &last);
    cr_assert_eq(last.n_row, 7u, "%s", last.why);
    cr_expect_eq(last.row[0].outcome, f.people.series->plans[series_year(AUTHORITIES_LAST)]);
    cr_expect_eq(last.row[6].outcome,
                 f.people.series->new_plans[series_year(AUTHORITIES_LAST - 1)]);
    for (size_t i = 0; i < last.n_row; i++)
        cr_expect(last.row[i].low < last.row[i].median && last.row[i].median < last.row[i].high,
                  "%s", last.row[i].what);
    cr_expect(fabs(last.row[0].median / last.row[0].outcome - 1.0) < 0.1, "%.0f and %.0f",
              last.row[0].median, last.row[0].outcome);
    char *text = report(&f, &last);
    cr_expect_not_null(
        strstr(text, "County 4: rates fitted to what was published up to January 2025"));
    cr_expect_not_null(strstr(text, "plans (January)            2010 to 2025, 16 years"));
    free(text);
    release(&f);
}

Claim(fit_report, when_the_year_before_cannot_be_fitted_it_says_why)
{
    static struct fixture f;
    static struct last_year last;
    init(&f, 4);
    last_of(&f, "no such code", &last);
    cr_expect_eq(last.n_row, 0u);
    cr_expect_neq(last.why[0], '\0');
    char *text = report(&f, &last);
    cr_expect_not_null(strstr(text, last.why));
    free(text);
    release(&f);
}

Claim(fit_report, what_is_leant_on_is_named)
{
    static struct fixture f;
    static struct last_year last = { .why = "nobody asked" };
    init(&f, 4);
    char *full = report(&f, &last);
    cr_expect_null(strstr(full, "Too few years by age"));
    f.fit.outflow.post16.n_pair = 0;
    f.fit.growth.first_year = AUTHORITIES_LAST - 4;
    char *sparse = report(&f, &last);
    cr_expect_not_null(strstr(sparse, "Too few years by age are known"));
    cr_expect_not_null(strstr(sparse, "England's new plans are known from 2021 only"));
    free(full);
    free(sparse);
    release(&f);
}

Claim(fit_report, of_what_is_odd_in_the_data_only_this_authority_s_is_told)
{
    static struct fixture f;
    static struct last_year last = { .why = "nobody asked" };
    struct hr_err err = { 0 };
    init(&f, 4);
    cr_assert_eq(evidence_remark(&f.country.evidence, &err, "%s",
                                 "outliers: new plans of 3 authorities are odd: County 40 2022: "
                                 "11; County 4 2023: 17; County 5 2021: 29"),
                 0);
    char *text = report(&f, &last);
    cr_expect_not_null(
        strstr(text, "outliers: new plans of 3 authorities are odd: County 4 2023: 17\n"));
    cr_expect_null(strstr(text, "County 40"));
    cr_expect_null(strstr(text, "County 5 2021"));
    free(text);
    release(&f);
}
