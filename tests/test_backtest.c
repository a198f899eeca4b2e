#include "backtest.h"
#include "backtest_publish.h"
#include "csv.h"
#include "table_cells.h"
#include "rng.h"
#include "tidy_series.h"
#include "evidence_sample.h"
#include "claim.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ENGLAND "../shared/data/england"

enum { N_AREA = 30, FIRST = 2010, LAST = 2025, N_SAMPLE = 199 };

/* ---- a small country */

static double
normal(const char *item, uint32_t replicate, unsigned year)
{
    struct hr_rng state = { 0 };
    const gsl_rng rng = { hr_rng_philox, &state };
    const struct hr_address at = { .seed = 2385,
                                   .purpose = hr_hash32("test-backtest"),
                                   .item = hr_hash32(item),
                                   .replicate = replicate,
                                   .year = year };
    hr_rng_at(&state, &at);
    return gsl_cdf_ugaussian_Pinv(gsl_rng_uniform_pos(&rng));
}

static void
put_area(struct evidence *self, int at, int year, double plans)
{
    put_count(self, at, ALL_CATEGORIES, observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, plans));
    put_count(self, at, ALL_CATEGORIES,
              observed(EVIDENCE_NEW_PLANS, year - 1, ALL_AGES, ALL_AGES, plans / 6));
    if (year < 2024)
        put_count(self, at, ALL_CATEGORIES, observed(EVIDENCE_PLANS, year, 5, 10, plans * 0.4));
    put_count(self, at, CATEGORY_MAINSTREAM,
              observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, plans * 0.55));
    put_count(self, at, CATEGORY_STATE_SPECIAL,
              observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, plans * 0.43));
    for (int age = 5; age < 15 && year >= 2024; age++) {
        put_count(self, at, CATEGORY_MAINSTREAM,
                  observed(EVIDENCE_PLANS, year, age, age, plans * 0.055));
        put_count(self, at, CATEGORY_STATE_SPECIAL,
                  observed(EVIDENCE_PLANS, year, age, age, plans * 0.043));
        put_count(self, at, ALL_CATEGORIES, observed(EVIDENCE_PLANS, year, age, age, plans * 0.1));
    }
}

/* Authority i follows England's growth with noise of 4% a year. Counts of years after `from` are
 * multiplied by `factor`, and those after `until` are not there. */
static void
country(struct evidence *self, int until, int from, double factor)
{
    struct hr_err err = { 0 };
    int at;
    evidence_init(self);
    for (int i = 0; i <= N_AREA; i++) {
        struct evidence_area area = { .level = i == 0 ? AREA_ENGLAND : AREA_AUTHORITY };
        snprintf(area.code, sizeof area.code, i == 0 ? "E92000001" : "%d", 200 + i);
        snprintf(area.name, sizeof area.name, i == 0 ? "England" : "Area %d", i);
        cr_assert_eq(evidence_add_area(self, &area, &at, &err), 0);
        double plans = i == 0 ? 250000 : 1500 + 23.85 * i, level = 0;
        for (int year = FIRST; year <= until; year++) {
            level += i == 0 ? 0 : 0.04 * normal(area.code, 0, (unsigned)(year - FIRST));
            put_area(self, at, year,
                     plans * exp(0.08 * (year - FIRST) + level) * (year > from ? factor : 1));
        }
    }
    cr_assert_eq(evidence_finish(self, &err), 0);
}

/* ---- a forecaster that knows how the country was made */

struct knowing {
    const struct evidence *as_at;
    int origin, n_learnt;
};

static int
learn(void *opaque, const struct evidence *as_at, int origin, struct hr_err *err)
{
    struct knowing *self = opaque;
    (void)err;
    for (size_t i = 0; i < as_at->n_item; i++)
        cr_assert_leq(as_at->item[i].year, origin, "a row of later years was seen");
    self->as_at = as_at;
    self->origin = origin;
    self->n_learnt++;
    return 0;
}

static int
forecast(void *opaque, const char *code, size_t n_horizon, struct forecast *out, struct hr_err *err)
{
    const struct knowing *self = opaque;
    const int area = evidence_find_area(self->as_at, code);
    const double now = evidence_total(self->as_at, area, EVIDENCE_PLANS, self->origin);
    int ret = forecast_init(out, N_SAMPLE, n_horizon, err);
    for (uint32_t k = 0; k < N_SAMPLE && ret == 0; k++) {
        double level = 0;
        const double nation = 0.02 * normal("nation", k + 1, (unsigned)self->origin - 2000);
        for (size_t h = 0; h < n_horizon; h++) {
            level +=
                0.08 + nation +
                (area == 0 ? 0
                           : 0.04 * normal(code, k + 1, (unsigned)(self->origin - 1900 + (int)h)));
            forecast_at(out, FORECAST_PLANS, h)[k] = now * exp(level);
        }
    }
    return ret;
}

static const struct backtest_options usual = { .first_origin = 2017,
                                               .last_origin = 2022,
                                               .n_horizon = 5 };

static void
run(struct backtest *out, const struct evidence *all, const struct backtest_options *options,
    struct knowing *knowing)
{
    struct hr_err err = { 0 };
    const struct forecaster forecaster = { "knowing", knowing, learn, forecast };
    struct backtest_options with = *options;
    with.forecaster = &forecaster;
    with.n_forecaster = knowing == NULL ? 0 : 1;
    cr_assert_eq(backtest_run(out, all, &with, &err), 0, "%s", err.text);
}

static char *
csv_of(const struct backtest *self,
       int (*make)(const struct backtest *, struct table *, struct hr_err *))
{
    struct table table;
    struct hr_err err = { 0 };
    char *text;
    size_t size;
    cr_assert_eq(make(self, &table, &err), 0);
    cr_assert_eq(csv_text(&table, &text, &size, &err), 0);
    table_release(&table);
    return text;
}

/* ---- tests */

Claim(backtest, no_forecast_sees_later_rows)
{
    /* From 2019 only: the same forecasts whether 2020 and later are as they are, three times as
     * large, or gone but for what is scored. */
    struct evidence all, changed;
    struct backtest a, b;
    struct knowing one = { 0 }, two = { 0 };
    const struct backtest_options options = { .first_origin = 2019,
                                              .last_origin = 2019,
                                              .n_horizon = 5 };
    country(&all, LAST, 9999, 1);
    country(&changed, LAST, 2019, 3.1);
    run(&a, &all, &options, &one);
    run(&b, &changed, &options, &two);
    size_t n = 0;
    cr_assert_eq(a.n_row, b.n_row);
    for (size_t i = 0; i < a.n_row; i++) {
        const struct score *x = &a.row[i].score, *y = &b.row[i].score;
        if (a.row[i].origin !=
            2019) /* the tables by age and placement have an origin of their own */
            continue;
        const double left[] = { x->p05, x->p10, x->p25, x->p50, x->p75, x->p90, x->p95 };
        const double right[] = { y->p05, y->p10, y->p25, y->p50, y->p75, y->p90, y->p95 };
        cr_assert_eq(memcmp(left, right, sizeof left), 0, "%s of %s", target_name(a.row[i].target),
                     a.method[a.row[i].method]);
        n += a.row[i].outcome != b.row[i].outcome;
    }
    cr_expect_gt(n, 1000, "the outcomes did change");
    backtest_release(&a);
    backtest_release(&b);
    evidence_release(&all);
    evidence_release(&changed);
}

Claim(backtest, forecasts_are_the_same_when_later_rows_are_deleted)
{
    struct evidence all, cut;
    struct backtest a, b;
    struct knowing one = { 0 }, two = { 0 };
    struct backtest_options options = {
        .first_origin = 2019, .last_origin = 2019, .n_horizon = 2, .until = 2021
    };
    country(&all, LAST, 9999, 1);
    country(&cut, 2021, 9999, 1);
    run(&a, &all, &options, &one);
    run(&b, &cut, &options, &two);
    char *x = csv_of(&a, backtest_forecasts_table), *y = csv_of(&b, backtest_forecasts_table);
    cr_expect_str_eq(x, y);
    cr_expect_gt(strlen(x), 10000);
    free(x);
    free(y);
    backtest_release(&a);
    backtest_release(&b);
    evidence_release(&all);
    evidence_release(&cut);
}

Claim(backtest, a_forecaster_that_knows_beats_the_rules_and_its_ranges_hold)
{
    struct evidence all;
    struct backtest result;
    struct knowing knowing = { 0 };
    struct score_mean own, pooled, relative;
    country(&all, LAST, 9999, 1);
    run(&result, &all, &usual, &knowing);
    cr_expect_eq(knowing.n_learnt, 7, "six origins, and 2024 for the tables by age and placement");
    cr_assert_eq(result.n_method, 1 + N_SIMPLE_RULE);
    own = backtest_mean(&result, 0, 3, FORECAST_PLANS, 0);
    pooled = backtest_mean(&result, 0, 3, FORECAST_PLANS, 1 + RULE_POOLED_OWN_ERRORS);
    relative = backtest_mean(&result, 0, 3, TARGET_RELATIVE, 0);
    cr_expect_eq(own.n, 6 * N_AREA);
    cr_expect_eq(pooled.n, own.n, "all methods on the same rows");
    cr_expect_lt(own.mape, pooled.mape);
    cr_expect_lt(own.crps, pooled.crps);
    cr_expect(fabs(relative.covered[1] - 0.8) < 4 * sqrt(0.8 * 0.2 / (2 * N_AREA)), "%g",
              relative.covered[1]); /* origins overlap: some 2 */
    cr_expect_gt(own.covered[1], relative.covered[1],
                 "with the nation's own error, which did not come, ranges are wider");
    backtest_release(&result);
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, a_target_that_a_forecaster_does_not_forecast_is_scored_for_the_rules)
{
    struct evidence all;
    struct backtest result;
    struct knowing knowing = { 0 };
    struct score_mean own, rule;
    country(&all, LAST, 9999, 1);
    run(&result, &all, &usual, &knowing);
    const int target = FORECAST_CATEGORY + CATEGORY_STATE_SPECIAL;
    own = backtest_mean(&result, 0, 2, target, 0);
    rule = backtest_mean(&result, 0, 2, target, 1);
    cr_expect_eq(own.n, 0);
    cr_expect_eq(rule.n, 6 * N_AREA);
    rule = backtest_mean(&result, 0, 4, target, 1);
    cr_expect_eq(rule.n, 0, "placements are scored to three years");
    rule = backtest_mean(&result, 2024, 1, TARGET_CELLS, 1 + RULE_POOLED_OWN_ERRORS);
    cr_expect_eq(rule.n, N_AREA);
    cr_expect_lt(rule.mape, 0.1);
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, outcomes_after_until_are_not_looked_at_and_halves_make_the_whole)
{
    struct evidence all;
    struct backtest whole, odd, even, early, late;
    struct backtest_options options = usual;
    country(&all, LAST, 9999, 1);
    run(&whole, &all, &options, NULL);
    options.half = HALF_ODD;
    run(&odd, &all, &options, NULL);
    options.half = HALF_EVEN;
    run(&even, &all, &options, NULL);
    options.half = HALF_BOTH;
    options.until = 2021;
    run(&early, &all, &options, NULL);
    options.until = 0;
    options.since = 2022;
    run(&late, &all, &options, NULL);
    cr_expect_eq(early.n_row + late.n_row, whole.n_row);
    for (size_t i = 0; i < late.n_row; i++)
        cr_assert_geq(
            target_last_year(late.row[i].target, late.row[i].origin) + late.row[i].horizon, 2022);
    cr_expect_eq(odd.n_row + even.n_row, whole.n_row);
    cr_expect(odd.n_row > 0 && even.n_row > 0);
    cr_expect_eq(backtest_areas(&odd) + backtest_areas(&even), N_AREA);
    for (size_t i = 0; i < early.n_row; i++)
        cr_assert_leq(target_last_year(early.row[i].target, early.row[i].origin) +
                          early.row[i].horizon,
                      2021);
    struct score_mean mean;
    mean = backtest_mean(&early, 0, 1, FORECAST_PLANS, 0);
    cr_expect_eq(mean.n, 4 * N_AREA);
    struct backtest *each[] = { &whole, &odd, &even, &early, &late };
    for (size_t i = 0; i < 5; i++)
        backtest_release(each[i]);
    evidence_release(&all);
}

Claim(backtest, incomplete_authorities_are_left_out_by_name_and_reason)
{
    struct evidence all;
    struct backtest result;
    struct hr_err err = { 0 };
    int dorset, late;
    country(&all, LAST, 9999, 1);
    const struct evidence_area a = { AREA_AUTHORITY, "837", "", "Bournemouth", "", 0, 0 },
                               b = { AREA_AUTHORITY, "999", "", "Sparse", "", 0, 0 };
    cr_assert_eq(evidence_add_area(&all, &a, &dorset, &err), 0);
    cr_assert_eq(evidence_add_area(&all, &b, &late, &err), 0);
    for (int year = FIRST; year <= LAST; year++) {
        if (year <= 2019)
            put_count(&all, dorset, ALL_CATEGORIES,
                      observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, 700));
        if (year != 2014)
            put_count(&all, late, ALL_CATEGORIES,
                      observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, 500));
    }
    cr_assert_eq(evidence_finish(&all, &err), 0);
    run(&result, &all, &usual, NULL);
    cr_assert_eq(result.n_exclusion, 2);
    cr_expect_str_eq(result.exclusion[0].reason, "no count of plans in 6 Januaries from 2020 to "
                                                 "2025: Bournemouth became part of Bournemouth, "
                                                 "Christchurch and Poole in April 2019");
    cr_expect_str_eq(result.exclusion[1].reason, "no count of plans in January 2014");
    cr_expect_eq(backtest_areas(&result), N_AREA);
    char *text = csv_of(&result, backtest_exclusions_table);
    cr_expect_not_null(strstr(text, "\n999,Sparse,no count of plans in January 2014\n"), "%s",
                       text);
    free(text);
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, tables_hold_the_means_and_the_worst_misses)
{
    struct evidence all;
    struct backtest result;
    struct knowing knowing = { 0 };
    struct hr_err err = { 0 };
    struct table scores, misses;
    struct score_mean mean;
    country(&all, LAST, 9999, 1);
    run(&result, &all, &usual, &knowing);
    cr_assert_eq(backtest_scores_table(&result, &scores, &err), 0);
    const struct cell_is all_origins[] = { { "origin", "all" },
                                           { "target", "relative" },
                                           { "method", "knowing" } };
    const size_t row = row_where(&scores, all_origins, 3);
    mean = backtest_mean(&result, 0, 1, TARGET_RELATIVE, 0);
    cr_expect(cell_number(&scores, row, "horizon") == 1);
    cr_expect(cell_number(&scores, row, "n") == (double)mean.n);
    cr_expect(fabs(cell_number(&scores, row, "mape") - mean.mape) < 1e-12);
    cr_expect(fabs(cell_number(&scores, row, "coverage_80") - mean.covered[1]) < 1e-12);
    cr_expect(fabs(cell_number(&scores, row, "crps") - mean.crps) < 1e-12);
    const struct cell_is one_origin[] = { { "origin", "2021" },
                                          { "target", "plans" },
                                          { "method", "last_value" } };
    cr_expect(cell_number(&scores, row_where(&scores, one_origin, 3), "n") == N_AREA);
    cr_assert_eq(backtest_misses_table(&result, &misses, &err), 0);
    cr_expect_str_eq(cell_text(&misses, 0, "method"), "knowing");
    for (size_t i = 1; i < 20; i++)
        cr_expect_leq(fabs(cell_number(&misses, i, "error")),
                      fabs(cell_number(&misses, i - 1, "error")));
    cr_expect(cell_number(&misses, 0, "p10") < cell_number(&misses, 0, "p90"));
    table_release(&scores);
    table_release(&misses);
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, two_runs_write_the_same_folder)
{
    struct evidence all;
    struct backtest result;
    struct knowing knowing = { 0 };
    struct hr_err err = { 0 };
    char home[] = "/tmp/headroom-test-backtest-XXXXXX", path[64], command[200];
    cr_assert_not_null(mkdtemp(home));
    country(&all, LAST, 9999, 1);
    run(&result, &all, &usual, &knowing);
    for (int i = 0; i < 2; i++) {
        struct folder folder;
        const struct backtest_publication publication = { .backtest = &result,
                                                          .data = "data",
                                                          .charts = CHARTS_SVG,
                                                          .n_simulation = N_SAMPLE,
                                                          .seed = 7,
                                                          .started = "" };
        snprintf(path, sizeof path, "%s/%d", home, i);
        cr_assert_eq(folder_init(&folder, path, false, &err), 0, "%s", err.text);
        cr_assert_eq(backtest_publish(&publication, &folder, &err), 0, "%s", err.text);
        cr_expect_eq(folder.n_file, 6 + 2 * 3 + 2);
        folder_release(&folder);
    }
    snprintf(command, sizeof command,
             "diff -r %s/0 %s/1 && grep -q '80%% ranges held' %s/0/backtest.txt", home, home, home);
    cr_expect_eq(system(command), 0);
    snprintf(command, sizeof command, "cd %s/0 && sha256sum --quiet -c SHA256SUMS", home);
    cr_expect_eq(system(command), 0);
    snprintf(command, sizeof command, "rm -rf %s", home);
    cr_expect_eq(system(command), 0);
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, options_out_of_range_and_data_without_outcomes_are_refused)
{
    struct evidence all;
    struct backtest result;
    struct hr_err err = { 0 };
    country(&all, LAST, 9999, 1);
    const struct backtest_options bad[] = {
        { .first_origin = 2022, .last_origin = 2017, .n_horizon = 5 },
        { .first_origin = 2017, .last_origin = 2022, .n_horizon = 0 },
        { .first_origin = 2017, .last_origin = 2022, .n_horizon = 6 },
        { .first_origin = 2017, .last_origin = 3022, .n_horizon = 5 }
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect_eq(backtest_run(&result, &all, &bad[i], &err), HR_ERANGE, "%zu", i);
        backtest_release(&result);
    }
    const struct backtest_options late = {
        .first_origin = 2025, .last_origin = 2025, .n_horizon = 5, .until = 2024
    };
    cr_expect_eq(backtest_run(&result, &all, &late, &err), HR_ESCENARIO);
    backtest_release(&result);
    atomic_bool stop = true;
    struct backtest_options stopped = usual;
    stopped.stop = &stop;
    cr_expect_eq(backtest_run(&result, &all, &stopped, &err), HR_EINTERRUPT);
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, the_pooled_rule_has_its_known_errors_on_published_counts)
{
    struct evidence all;
    struct backtest result;
    struct hr_err err = { 0 };
    struct score_mean mean;
    static const double want[] = { 4.0, 6.5, 9.1, 11.5, 13.9 }; /* per cent, by another program */
    if (access(ENGLAND, R_OK) != 0)
        cr_skip("skipped: %s is not here\n", ENGLAND);
    evidence_init(&all);
    cr_assert_eq(tidy_series_read(&all, ENGLAND, &err), 0, "%s", err.text);
    cr_assert_eq(evidence_finish(&all, &err), 0, "%s", err.text);
    run(&result, &all, &usual, NULL);
    for (size_t h = 1; h <= 5; h++) {
        mean = backtest_mean(&result, 0, h, FORECAST_PLANS, RULE_POOLED_OWN_ERRORS);
        cr_expect(fabs(100 * mean.mape - want[h - 1]) < 0.06, "%zu: %g", h, 100 * mean.mape);
    }
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, the_rules_have_their_known_errors_on_published_money)
{
    struct evidence all;
    struct backtest result;
    struct hr_err err = { 0 };
    struct score_mean mean;
    /* The 89 authorities with an outturn of every year, origins 2019-20 on; per cent, by another
     * program. */
    static const double want[] = { 5.21, 9.26, 13.63, 18.89, 23.11 };
    if (access(ENGLAND, R_OK) != 0)
        cr_skip("skipped: %s is not here\n", ENGLAND);
    evidence_init(&all);
    cr_assert_eq(tidy_series_read(&all, ENGLAND, &err), 0, "%s", err.text);
    cr_assert_eq(evidence_finish(&all, &err), 0, "%s", err.text);
    run(&result, &all,
        &(struct backtest_options){
            .first_origin = 2020, .last_origin = 2024, .n_horizon = 5, .money = true },
        NULL);
    for (size_t h = 1; h <= 5; h++) {
        mean = backtest_mean(&result, 0, h, FORECAST_SPENDING, RULE_POOLED_OWN_ERRORS);
        cr_expect_eq(mean.n, 89 * (6 - h));
        cr_expect(fabs(100 * mean.mape - want[h - 1]) < 0.006, "%zu: %g", h, 100 * mean.mape);
    }
    size_t n_out = 0;
    for (size_t i = 0; i < result.n_exclusion; i++)
        n_out += strncmp(result.exclusion[i].reason, "no outturn of ", 14) == 0;
    cr_expect_eq(n_out, 4);
    cr_expect_gt(result.n_england, 0, "England's own rows are apart");
    backtest_release(&result);
    evidence_release(&all);
}

Claim(backtest, cash_cuts_of_the_block_are_counted_from_the_last_one_published)
{
    struct backtest self = { 0 };
    struct forecast of;
    struct hr_err err = { 0 };
    cr_assert_eq(forecast_init(&of, 4, 3, &err), 0);
    static const double GBP[3][4] = { { 99, 100, 101, 120 }, { 98, 101, 100, 120 }, { 0 } };
    for (size_t h = 0; h < 2; h++)
        memcpy(forecast_at(&of, FORECAST_BLOCK, h), GBP[h], sizeof GBP[h]);
    const struct backtest_cut at = { 1, 2020, 2022, 0 };
    cr_assert_eq(backtest_note_cuts(&self, at, 100, &of, &err), 0);
    cr_assert_eq(self.n_cut, 2, "the third year has no forecast");
    cr_expect_eq(self.cut[0].year, 2023);
    cr_expect(self.cut[0].share == 0.25 && self.cut[1].share == 0.5);
    forecast_release(&of);
    backtest_release(&self);
}

Claim(backtest, receipts_are_known_from_the_year_their_agreement_was_published)
{
    cr_expect(!backtest_receipts_known("314", 2020));
    cr_expect(backtest_receipts_known("314", 2021));
    cr_expect(!backtest_receipts_known("202", 2021));
}
