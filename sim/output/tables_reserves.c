/* reserves, and the rows of chances that are about reserves and in-year balance. */
#include "calendar.h"
#include "chance_rows.h"
#include "reserves_test.h"
#include "stats.h"
#include "table_rows.h"
#include "tables.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { LEDGER_DECIMALS = 3, PROBABILITY_DECIMALS = 6, SHORTEST = -1, EVENT_TEXT = 320 };

/* ---- rows of chances */

enum { CHANCE_THRESHOLD = 3, CHANCE_WORDS = 8 };

struct counted { /* one row */
    const char *event;
    int fy;                 /* at whose end */
    double threshold_gbp_m; /* NAN: none */
    size_t count;
};

static int
add_counted(struct table *out, const struct results *results, size_t scenario,
            const struct counted *row, struct hr_err *err)
{
    const struct year_name date = fy_end_name(row->fy);
    double p, se;

    sample_chance_of(row->count, results->n_replicate, &p, &se);
    int ret = row_add(
        out, (const char *const[]){ run_scenario(results, scenario)->id, date.text, row->event },
        CHANCE_THRESHOLD, err);
    if (ret == 0)
        ret = table_set_text(out, CHANCE_WORDS, words_chance(p, se).text, err);
    if (ret == 0)
        row_numbers(out, CHANCE_THRESHOLD,
                    (const double[]){ row->threshold_gbp_m, (double)row->count,
                                      (double)results->n_replicate, in_unit_digits(p, "ratio"),
                                      se },
                    5);
    return ret;
}

/* A row a year, then one for no year; the words before and after the year are the event's. */
struct first_year {
    const char *before, *after, *never;
    const double *threshold_gbp_m; /* [year]; NULL: 0 */
};

static int
add_first_years(struct table *out, const struct results *results, size_t scenario,
                const struct first_year *words, const size_t *count, struct hr_err *err)
{
    char event[EVENT_TEXT];
    int ret = 0;

    for (size_t year = 0; ret == 0 && year < results->n_year; year++) {
        snprintf(event, sizeof event, "%s%s%s", words->before,
                 fy_name(run_fy(results, (long)year)).text, words->after);
        const double threshold =
            words->threshold_gbp_m == NULL ? 0.0 : words->threshold_gbp_m[year];
        ret = add_counted(
            out, results, scenario,
            &(struct counted){ event, run_fy(results, (long)year), threshold, count[year] }, err);
    }
    const int last = run_fy(results, (long)results->n_year - 1);
    snprintf(event, sizeof event, "%s%s", words->never, fy_name(last).text);
    const double threshold = words->threshold_gbp_m == NULL ? 0.0 : (double)NAN;
    return ret != 0
               ? ret
               : add_counted(out, results, scenario,
                             &(struct counted){ event, last, threshold, count[results->n_year] },
                             err);
}

int
add_chances_of_balance(struct table *out, const struct results *results, size_t scenario,
                       struct hr_err *err)
{
    char to_last[32];
    size_t *count = calloc(results->n_year + 1, sizeof *count);
    if (count == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to count futures by year");
    snprintf(to_last, sizeof to_last, " to %s",
             fy_name(run_fy(results, (long)results->n_year - 1)).text);
    first_years_in_balance(results, scenario, false, count);
    const struct first_year first = { "first year of in-year balance: ", "",
                                      "no in-year balance by ", NULL };
    int ret = add_first_years(out, results, scenario, &first, count, err);
    first_years_in_balance(results, scenario, true, count);
    const struct first_year lasting = { "first year of in-year balance that lasts: ", to_last,
                                        "no in-year balance in ", NULL };
    if (ret == 0)
        ret = add_first_years(out, results, scenario, &lasting, count, err);
    free(count);
    return ret;
}

static int
add_test_chances(struct table *out, const struct results *results, size_t scenario,
                 struct hr_err *err)
{
    const struct reserves_in *in = &results->model->in->general_fund.reserves;
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < in->n_test; i++) {
        struct reserves_test test;
        char event[EVENT_TEXT];
        if (!reserves_test_of(results, scenario, i, &test))
            continue;
        snprintf(event, sizeof event, "deficit exceeds reserves: %.250s", test.in->label);
        ret = add_counted(out, results, scenario,
                          &(struct counted){ event, test.fy, test.reserves_gbp_m, test.n_above },
                          err);
    }
    return ret;
}

int
add_chances_of_reserves(struct table *out, const struct results *results, size_t scenario,
                        struct hr_err *err)
{
    if (!reserves_given(results))
        return 0;
    int ret = add_test_chances(out, results, scenario, err);
    const size_t measure = results_measure(results, "general_fund.reserves");
    size_t *count = calloc(results->n_year + 1, sizeof *count);
    double *reserves = calloc(results->n_year, sizeof *reserves);
    if (count == NULL || reserves == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory to count futures by year");
    if (ret != 0)
        goto out;
    for (size_t year = 0; year < results->n_year; year++)
        reserves[year] = results->central[results_index(results, scenario, year, measure)];
    first_years_above_reserves(results, scenario, count);
    ret = add_first_years(out, results, scenario,
                          &(struct first_year){ "first year above reserves: ", "",
                                                "never above reserves by ", reserves },
                          count, err);
out:
    free(count);
    free(reserves);
    return ret;
}

/* ---- the table */

enum { RESERVES_N_TEXT = 5, RESERVES_WORDS = 12 };
static const struct table_field reserves_field[] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),
    TABLE_FIELD("label", TABLE_TEXT, 0),
    TABLE_FIELD("known", TABLE_TEXT, 0),
    TABLE_FIELD("reserves_definition", TABLE_TEXT, 0),
    TABLE_FIELD("reserves_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("count", TABLE_NUMBER, 0),
    TABLE_FIELD("n", TABLE_NUMBER, 0),
    TABLE_FIELD("probability", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("standard_error", TABLE_NUMBER, PROBABILITY_DECIMALS),
    TABLE_FIELD("expected_excess_gbp_m", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("expected_excess_se_gbp_m", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("words", TABLE_TEXT, 0),
};

static int
add_test(struct table *out, const struct results *results, size_t scenario,
         const struct reserves_test *test, struct hr_err *err)
{
    const struct reserves_in *in = &results->model->in->general_fund.reserves;
    const char *const text[] = { run_scenario(results, scenario)->id, test->in->date,
                                 test->in->label, test->in->hindsight ? "hindsight" : "as_known",
                                 in->definition };
    int ret = row_add(out, text, RESERVES_N_TEXT, err);
    if (ret == 0)
        ret = table_set_text(out, RESERVES_WORDS, words_chance(test->chance, test->chance_se).text,
                             err);
    if (ret == 0)
        row_numbers(out, RESERVES_N_TEXT,
                    (const double[]){ test->reserves_gbp_m, (double)test->n_above,
                                      (double)results->n_replicate,
                                      in_unit_digits(test->chance, "ratio"), test->chance_se,
                                      in_unit_digits(test->excess_gbp_m, "gbp_m"),
                                      in_unit_digits(test->excess_se, "gbp_m") },
                    7);
    return ret;
}

static int
fill_reserves(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    int ret = 0;
    for (size_t scenario = 0; scenario < results->n_scenario && reserves_given(results); scenario++)
        for (size_t i = 0; ret == 0 && i < results->model->in->general_fund.reserves.n_test; i++) {
            struct reserves_test test;
            if (reserves_test_of(results, scenario, i, &test))
                ret = add_test(out, results, scenario, &test, err);
        }
    return ret;
}

const struct result_table reserves_table = {
    .name = "reserves",
    .holds = "the deficit against usable reserves on the dates of the test: chance, expected "
             "excess; where the scenario gives reserves",
    .field = reserves_field,
    .n_field = sizeof reserves_field / sizeof reserves_field[0],
    .fill = fill_reserves,
    .applies = reserves_given,
};
