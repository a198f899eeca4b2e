/* chances, reserves: how many futures pass a threshold, get back into balance, exceed reserves or
 * receive what agreements promise. */
#include "example.h"
#include "tables.h"

#include "known.h"
#include "reserves_test.h"
#include "stats.h"
#include "words.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LEDGER_DECIMALS = 3, PROBABILITY_DECIMALS = 6 };
static const double ROUNDING_GBP_M = 1e-9, HALF_A_PLACE = 0.5, ROUNDING_SHARE = 1e-9;

/* ---- chances.csv ---- */

struct chance_row {
    const char *scenario, *date, *event, *words;
    double threshold_gbp_m, count, n, p, se;
};
#define ROW(member) offsetof(struct chance_row, member)

static const struct table_field chance_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_TEXT("event", ROW(event), "what the chance is of, at that date"),
    COLUMN_NUMBER("threshold_gbp_m", LEDGER_DECIMALS, ROW(threshold_gbp_m),
                  "the level that is passed, in GBP million"),
    COLUMN_KEY("count", ROW(count), "number of simulated futures in which the event happened"),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "probability", ROW(p), "count divided by n"),
    COLUMN_NUMBER("standard_error", PROBABILITY_DECIMALS, ROW(se),
                  "Monte Carlo standard error of the probability, or of the correlation"),
    COLUMN_TEXT("words", ROW(words), "the chance in words"),
};
#undef ROW

struct chances { /* of one scenario */
    const struct results *results;
    struct table *out;
    size_t scenario;
    double *column; /* [replicate]; scratch */
    size_t *count;  /* [year + 1]; scratch */
};

struct event { /* "deficit above: £50m" */
    char text[320];
};

static struct event HR_PRINTF(1, 2) event_text(const char *fmt, ...)
{
    struct event event;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(event.text, sizeof event.text, fmt, args);
    va_end(args);
    return event;
}

/* In front, where it rests on example money. */
static struct words
words_marked(const struct results *results, double p, double se)
{
    return words_say("%s%s", example_say(results->model->in, RESTS_ON_MONEY).text,
                     words_chance(p, se).text);
}

/* A threshold that is NAN is none. */
static void
put_count(const struct chances *self, const char *event, size_t year, double threshold_gbp_m,
          size_t count)
{
    const struct results *results = self->results;
    const struct year_name date = fy_end_name(run_fy(results, (long)year));
    double p, se;

    sample_chance_of(count, results->n_replicate, &p, &se);
    const struct words words = words_marked(results, p, se);
    table_put(self->out,
              &(struct chance_row){ .scenario = run_scenario(results, self->scenario)->id,
                                    .date = date.text,
                                    .event = event,
                                    .words = words.text,
                                    .threshold_gbp_m = threshold_gbp_m,
                                    .count = (double)count,
                                    .n = (double)results->n_replicate,
                                    .p = p,
                                    .se = se });
}

/* The chance that a measure ends above a threshold, one row a year. */
static void
put_above(const struct chances *self, const char *event, const char *measure,
          double threshold_gbp_m)
{
    const struct results *results = self->results;
    const size_t m = results_measure(results, measure);

    for (size_t year = 0; year < results->n_year; year++)
        put_count(self, event, year, threshold_gbp_m,
                  results_count_above(results, self->scenario, year, m, threshold_gbp_m));
}

static void
put_thresholds(const struct chances *self)
{
    const struct inputs *in = self->results->model->in;
    for (size_t i = 0; i < in->n_threshold; i++)
        put_above(self, event_text("deficit above: %s", in->threshold[i].label).text, "deficit",
                  in->threshold[i].amount_gbp / GBP_PER_GBP_M);
    put_above(self, "DSG in deficit at 31 March", "deficit", 0.0);
    put_above(self, "spending above the year's funding", "in_year_deficit", 0.0);
}

/* ---- new places */

/* The chance, in each year, that options have opened the places that are needed. */
static void
put_place_needs(const struct chances *self)
{
    const struct inputs *in = self->results->model->in;
    const size_t opened = results_measure_of(self->results, "option_places", SIZE_MAX);
    for (size_t i = 0; i < in->n_place_need && opened != SIZE_MAX; i++)
        for (size_t year = 0; year < self->results->n_year; year++)
            put_count(self,
                      event_text("at least %s new places by January: %s",
                                 words_rounded(in->place_need[i].count).text,
                                 in->place_need[i].label)
                          .text,
                      year, (double)NAN,
                      results_count_above(self->results, self->scenario, year, opened,
                                          in->place_need[i].count - HALF_A_PLACE));
}

/* ---- plans in time */

/* The chance that nearly all plans of a year are issued within 20 weeks. */
static void
put_in_time(const struct chances *self)
{
    const struct results *results = self->results;
    const size_t in_time = results_measure_of(results, "pipeline.in_time", SIZE_MAX);
    for (size_t year = 0; in_time != SIZE_MAX && year < results->n_year; year++)
        put_count(self,
                  event_text("at least 90%% of the plans of %d within 20 weeks",
                             run_fy(results, (long)year))
                      .text,
                  year, (double)NAN,
                  results_count_above(results, self->scenario, year, in_time,
                                      PIPELINE_NEARLY_ALL - ROUNDING_SHARE));
}

/* ---- what agreements pay */

/* What the receipt pays when nothing is withheld, by the last forecast year. */
static double
full_gbp_m(const struct results *results, const struct receipt_in *receipt)
{
    double gbp = 0.0;
    for (size_t k = 0; k < receipt->n_instalment; k++)
        if (receipt->instalment[k].fy <= run_fy(results, (long)results->n_year - 1))
            gbp += receipt->instalment[k].amount_gbp;
    return gbp / GBP_PER_GBP_M;
}

static const double *
receipt_column(const struct chances *self, const char *measure, const struct receipt_in *receipt,
               size_t year)
{
    const struct results *results = self->results;
    char id[sizeof results->measure->id];
    (void)snprintf(id, sizeof id, "%s.%s", measure, receipt->id);
    return results_column(results, self->scenario, year, results_measure(results, id));
}

/* Anything of a share of the deficit; all of another receipt. */
static void
put_paid(const struct chances *self, const struct receipt_in *receipt)
{
    const size_t n = self->results->n_replicate, n_year = self->results->n_year;
    const bool grant = receipt->n_instalment == 0;
    const double full = grant ? 0.0 : full_gbp_m(self->results, receipt);
    for (size_t k = 0; k < n; k++)
        self->column[k] = 0.0;
    for (size_t year = 0; year < n_year; year++) {
        const double *paid = receipt_column(self, "receipt", receipt, year);
        for (size_t k = 0; k < n; k++)
            self->column[k] += paid[k];
        results_done(self->results, paid);
    }
    put_count(self, event_text(grant ? "paid: %s" : "paid in full: %s", receipt->label).text,
              n_year - 1, full,
              sample_count_above(self->column, n, grant ? 0.0 : full - ROUNDING_GBP_M));
}

static void
put_withheld(const struct chances *self, const struct receipt_in *receipt)
{
    const size_t n = self->results->n_replicate, n_year = self->results->n_year;
    for (size_t k = 0; k < n; k++)
        self->column[k] = 0.0;
    for (size_t year = 0; year < n_year; year++) {
        const double *withheld = receipt_column(self, "withheld", receipt, year);
        for (size_t k = 0; k < n; k++)
            self->column[k] = withheld[k] > self->column[k] ? withheld[k] : self->column[k];
        results_done(self->results, withheld);
    }
    put_count(self, event_text("ever withheld: %s", receipt->label).text, n_year - 1, 0.0,
              sample_count_above(self->column, n, 0.0));
}

/* The chances, up to the last forecast year, that each typed receipt of the scenario pays, and that
 * one with conditions is ever withheld. */
static void
put_agreements(const struct chances *self)
{
    const struct model *model = self->results->model;
    for (size_t r = 0; r < model->n_receipt; r++) {
        const struct receipt_in *receipt = model->receipt[r];
        if (receipt->type == RECEIPT_INSTALMENTS || !model_has_receipt(model, self->scenario, r))
            continue;
        put_paid(self, receipt);
        if (receipt_may_withhold(receipt))
            put_withheld(self, receipt);
    }
}

/* ---- the year in which something happens first */

/* Of options that wait for a condition: the chance that it has been met by the start of a year. */
static void
put_reactions(const struct chances *self)
{
    const struct results *results = self->results;
    const struct model *model = results->model;
    const struct choice choice = model_choice(model, self->scenario);
    for (size_t i = 0; i < model->n_option; i++) {
        const size_t o = model->file_option[i];
        if (choice.option[o] == 0 || model->option[o].counted == NULL)
            continue;
        char id[sizeof results->measure->id];
        (void)snprintf(id, sizeof id, "started.%s", model->option_in[o]->id);
        put_above(self, event_text("called for: %s", model->option_in[o]->label).text, id, 0.0);
    }
}

/* Words before and after the year, and of no year. */
struct first_year {
    const char *before, *after, *never;
    size_t measure; /* whose average is the threshold; SIZE_MAX: 0 */
};

/* A row a year, from self->count, then one for no year. */
static void
put_first_years(const struct chances *self, const struct first_year *words)
{
    const struct results *results = self->results;
    const bool bare = words->measure == SIZE_MAX;
    const size_t n_year = results->n_year;

    for (size_t year = 0; year < n_year; year++) {
        const struct year_name fy = fy_name(run_fy(results, (long)year));
        put_count(
            self, event_text("%s%s%s", words->before, fy.text, words->after).text, year,
            bare ? 0.0
                 : results->summary[results_index(results, self->scenario, year, words->measure)]
                       .mean,
            self->count[year]);
    }
    put_count(
        self,
        event_text("%s%s", words->never, fy_name(run_fy(results, (long)n_year - 1)).text).text,
        n_year - 1, bare ? 0.0 : (double)NAN, self->count[n_year]);
}

static void
put_balance(const struct chances *self)
{
    const struct results *results = self->results;
    const struct event to_last =
        event_text(" to %s", fy_name(run_fy(results, (long)results->n_year - 1)).text);

    first_years_in_balance(results, self->scenario, false, self->column, self->count);
    put_first_years(self, &(struct first_year){ "first year of in-year balance: ", "",
                                                "no in-year balance by ", SIZE_MAX });
    first_years_in_balance(results, self->scenario, true, self->column, self->count);
    put_first_years(self, &(struct first_year){ "first year of in-year balance that lasts: ",
                                                to_last.text, "no in-year balance in ", SIZE_MAX });
}

/* Test dates, then the first year above reserves. Nothing where the scenario has no reserves. */
static void
put_reserves(const struct chances *self)
{
    const struct results *results = self->results;
    const struct reserves_in *in = &results->model->in->general_fund.reserves;
    if (!reserves_given(results))
        return;
    for (size_t i = 0; i < in->n_test; i++) {
        struct reserves_test test;
        if (reserves_test_of(results, self->scenario, i, &test))
            put_count(self, event_text("deficit exceeds reserves: %s", test.in->label).text,
                      (size_t)(test.fy - run_fy(results, 0)), test.reserves_gbp_m, test.n_above);
    }
    first_years_above_reserves(results, self->scenario, self->column, self->count);
    put_first_years(
        self, &(struct first_year){ "first year above reserves: ", "", "never above reserves by ",
                                    results_measure(results, "general_fund.reserves") });
}

static int
fill_chances(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    struct chances self = {
        .results = results,
        .out = out,
        .column = calloc(results->n_replicate + 1, sizeof *self.column),
        .count = calloc(results->n_year + 1, sizeof *self.count),
    };
    const bool room = self.column != NULL && self.count != NULL;
    for (; room && self.scenario < results->n_scenario; self.scenario++) {
        put_thresholds(&self);
        put_place_needs(&self);
        put_in_time(&self);
        put_agreements(&self);
        put_reactions(&self);
        put_balance(&self);
        put_reserves(&self);
    }
    free(self.column);
    free(self.count);
    return room ? 0 : hr_fail(err, HR_ENOMEM, "no memory to count futures");
}

const struct result_table chances_table = {
    .name = "chances",
    .holds =
        "chances of passing each threshold, of being in deficit, of spending above the year's "
        "funding, of new places that are needed, of plans in time, of what agreements pay, of the "
        "year in which in-year balance returns, and of exceeding reserves",
    .field = chance_field,
    .n_field = N_FIELD(chance_field),
    .fill = fill_chances,
};

/* ---- reserves.csv ---- */

struct reserves_row {
    const char *scenario, *date, *label, *known, *definition, *words;
    double count, n;
    struct reserves_test test;
};
#define ROW(member) offsetof(struct reserves_row, member)

static const struct table_field reserves_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_TEXT("label", ROW(label), AS_BEFORE),
    COLUMN_TEXT("known", ROW(known), AS_BEFORE),
    COLUMN_TEXT("reserves_definition", ROW(definition),
                "which reserves these are, as the scenario file says"),
    COLUMN_NUMBER("reserves_gbp_m", LEDGER_DECIMALS, ROW(test.reserves_gbp_m),
                  "usable reserves at that date, average of all simulated futures, in GBP million"),
    COLUMN_KEY("count", ROW(count), AS_BEFORE),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "probability", ROW(test.chance), AS_BEFORE),
    COLUMN_NUMBER("standard_error", PROBABILITY_DECIMALS, ROW(test.chance_se), AS_BEFORE),
    COLUMN_IN(
        IN_MONEY, "expected_excess_gbp_m", ROW(test.excess_gbp_m),
        "mean over all simulated futures of how far the deficit exceeds the reserves, 0 where it "
        "does not"),
    COLUMN_IN(IN_MONEY, "expected_excess_se_gbp_m", ROW(test.excess_se),
              "Monte Carlo standard error of the expected excess"),
    COLUMN_TEXT("words", ROW(words), AS_BEFORE),
};
#undef ROW

static void
put_test(const struct results *results, struct table *out, size_t scenario,
         const struct reserves_test *test)
{
    const struct words words = words_marked(results, test->chance, test->chance_se);
    table_put(out, &(struct reserves_row){ .scenario = run_scenario(results, scenario)->id,
                                           .date = test->in->date,
                                           .label = test->in->label,
                                           .known = known_choice[test->in->hindsight],
                                           .definition =
                                               results->model->in->general_fund.reserves.definition,
                                           .words = words.text,
                                           .count = (double)test->n_above,
                                           .n = (double)results->n_replicate,
                                           .test = *test });
}

static int
fill_reserves(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    const size_t n_test =
        reserves_given(results) ? results->model->in->general_fund.reserves.n_test : 0;
    (void)err;
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++)
        for (size_t i = 0; i < n_test; i++) {
            struct reserves_test test;
            if (reserves_test_of(results, scenario, i, &test))
                put_test(results, out, scenario, &test);
        }
    return 0;
}

const struct result_table reserves_table = {
    .name = "reserves",
    .holds = "the deficit against usable reserves on the dates of the test: chance, expected "
             "excess; where the scenario gives reserves",
    .field = reserves_field,
    .n_field = N_FIELD(reserves_field),
    .fill = fill_reserves,
    .applies = reserves_given,
};
