/* Drivers of the deficit: shares that add up, effects two ways, and a scenario in which the answer
 * is known. */
#include "drivers.h"
#include "fixture.h"
#include "headline.h"
#include "pinned.h"
#include "run_chart.h"
#include "svg_check.h"
#include "tables.h"
#include "table_cells.h"
#include "claim.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_FUTURE = 800, N_PINNED = 100 };

struct made {
    struct fixture f;
    struct drivers drivers;
};

static void
make(struct made *self, void (*change)(struct sample *), size_t n_pinned, unsigned n_thread)
{
    struct hr_err err = { 0 };
    fixture_init(&self->f, sample_init);
    if (change != NULL)
        change(&self->f.sample);
    fixture_model(&self->f);
    fixture_run(&self->f, N_FUTURE, 1);
    const struct drivers_options options = { .n_pinned = n_pinned, .n_thread = n_thread };
    cr_assert_eq(drivers_make(&self->drivers, &self->f.results, &options, &err), 0, "%s", err.text);
}

static void
release(struct made *self)
{
    drivers_release(&self->drivers);
    fixture_release(&self->f);
}

static const struct driver *
row_of(const struct scenario_drivers *of, const char *id)
{
    for (size_t i = 0; i < of->n; i++)
        if (strcmp(of->row[i].id, id) == 0)
            return &of->row[i];
    cr_assert_fail("no row '%s'", id);
    return NULL;
}

Claim(drivers, shares_of_rows_groups_and_rest_add_up_to_one)
{
    struct made made;
    make(&made, NULL, 0, 1);
    cr_assert_eq(made.drivers.n, made.f.results.n_scenario);
    for (size_t k = 0; k < made.drivers.n; k++) {
        const struct scenario_drivers *of = drivers_of(&made.drivers, k);
        double rows = of->rest, groups = 0.0;
        for (size_t i = 0; i < of->n; i++) {
            cr_expect(of->row[i].share >= 0.0);
            cr_expect(i == 0 || of->row[i].share <= of->row[i - 1].share);
            rows += of->row[i].share;
        }
        for (size_t g = 0; g < N_DRIVER_GROUP; g++)
            groups += of->group_share[g];
        cr_expect_float_eq(rows, 1.0, 1e-12);
        cr_expect_float_eq(groups, 1.0, 1e-12);
        cr_expect(of->rest >= 0.0 && of->rest < 0.7, "%g", of->rest);
    }
    release(&made);
}

/* All certain but one number, so nearly all variance is its own, and the rest is the children's. */
static void
one_number(struct sample *sample)
{
    sample_certain(sample);
    sample_set(sample, "grant.settlement.flat_cash_chance", 0.0);
    struct quantity *q = sample_quantity(sample, "grant.settlement.trait");
    q->kind = QUANTITY_UNIFORM;
    q->p[0] = -0.05;
    q->p[1] = 0.05;
}

Claim(drivers, one_uncertain_number_is_all)
{
    struct made made;
    make(&made, one_number, N_PINNED, 1);
    const struct scenario_drivers *of = drivers_of(&made.drivers, 0);
    const struct driver *trait = &of->row[0];
    cr_expect_str_eq(trait->id, "grant.settlement.trait");
    cr_expect(trait->share > 0.7 && trait->share <= 1.0, "%g", trait->share);
    cr_expect_float_eq(of->rest, 1.0 - trait->share, 1e-12);
    cr_expect_float_eq(of->group_share[DRIVER_GRANT], trait->share, 1e-12);
    cr_expect(trait->simulated);
    cr_expect_float_eq(trait->low, -0.045, 1e-12);
    cr_expect_str_eq(trait->high_words.text, "4.5% a year");
    cr_expect(trait->effect_low > 0.0 && trait->effect_high < 0.0, "more grant, less deficit");
    cr_expect(strstr(of->sentence,
                     "One number matters most for the deficit at 31 March 2026, with "
                     "its share of its uncertainty: growth of the grant here") == of->sentence,
              "%s", of->sentence);
    release(&made);
}

/* Held at a value, the grant's growth is what a file says that types it: the same bytes. */
Claim(drivers, a_number_held_is_a_number_typed)
{
    struct fixture held, typed;
    struct hr_err err = { 0 };
    const size_t scenario[2] = { 0, 1 };
    static const char name[] = "grant.settlement.trait";
    fixture_init(&held, sample_init);
    fixture_model(&held);
    const struct quantity *q = sample_quantity(&held.sample, name);
    const struct pin pin = { (quantity_id)(q - held.sample.in.quantity), 0.02 };
    struct pinned pinned = { .model = &held.model,
                             .pin = &pin,
                             .n_pin = 1,
                             .scenario = scenario,
                             .n_scenario = 2,
                             .n_replicate = 50 };
    cr_assert_eq(pinned_run(&pinned, 2, NULL, &err), 0, "%s", err.text);
    fixture_init(&typed, sample_init);
    sample_set(&typed.sample, name, 0.02);
    fixture_model(&typed);
    fixture_run(&typed, 50, 1);
    for (size_t k = 0; k < 2; k++) {
        const double *deficit =
            sample_column(&typed.results, k, typed.results.n_year - 1, "deficit");
        for (size_t r = 0; r < 50; r++)
            cr_expect_eq(pinned_deficit(&pinned, 0, k)[r], deficit[r], "future %zu", r);
    }
    pinned_release(&pinned);
    fixture_release(&typed);
    fixture_release(&held);
}

/* The run's own futures and new simulations estimate the same change of the average. */
Claim(drivers, effects_of_the_run_and_of_numbers_held_agree)
{
    struct made run, held;
    size_t n = 0;
    make(&run, NULL, 0, 1);
    make(&held, NULL, N_PINNED, 1);
    for (size_t k = 0; k < 2; k++) {
        const struct scenario_drivers *a = drivers_of(&run.drivers, k),
                                      *b = drivers_of(&held.drivers, k);
        const double sd = run.f.results
                              .summary[results_index(&run.f.results, k, run.f.results.n_year - 1,
                                                     results_measure(&run.f.results, "deficit"))]
                              .sd;
        for (size_t i = 0; i < b->n; i++) {
            if (!b->row[i].simulated)
                continue;
            const struct driver *own = row_of(a, b->row[i].id);
            const double most = 4.0 * (b->row[i].effect_se + 2.5 * sd / sqrt(N_FUTURE));
            n++;
            cr_expect(fabs(own->effect_low - b->row[i].effect_low) < most, "%s: %g and %g", own->id,
                      own->effect_low, b->row[i].effect_low);
            cr_expect(fabs(own->effect_high - b->row[i].effect_high) < most, "%s: %g and %g",
                      own->id, own->effect_high, b->row[i].effect_high);
            cr_expect(b->row[i].effect_se < 0.1 * sd, "%s: %g of %g", own->id, b->row[i].effect_se,
                      sd);
        }
    }
    cr_expect_geq(n, 6);
    release(&run);
    release(&held);
}

Claim(drivers, do_not_depend_on_threads)
{
    struct made one, four;
    make(&one, NULL, 20, 1);
    make(&four, NULL, 20, 4);
    for (size_t k = 0; k < one.drivers.n; k++)
        for (size_t i = 0; i < one.drivers.of[k].n; i++) {
            const struct driver *a = &one.drivers.of[k].row[i], *b = &four.drivers.of[k].row[i];
            cr_expect_str_eq(a->id, b->id);
            cr_expect(memcmp(&a->share, &b->share, sizeof a->share) == 0);
            cr_expect(memcmp(&a->effect_low, &b->effect_low, sizeof a->effect_low) == 0);
            cr_expect(memcmp(&a->effect_high, &b->effect_high, sizeof a->effect_high) == 0);
        }
    release(&one);
    release(&four);
}

/* drivers.csv has the rows and the rest, and both ends add up with the average. */
Claim(drivers, the_table_adds_effects_to_the_average)
{
    struct made made;
    struct table table;
    struct hr_err err = { 0 };
    make(&made, NULL, 0, 1);
    cr_assert_eq(result_table_make(
                     &drivers_table,
                     &(struct table_source){ .results = &made.f.results, .drivers = &made.drivers },
                     &table, &err),
                 0, "%s", err.text);
    cr_expect_eq(table.n_row, made.drivers.of[0].n + made.drivers.of[1].n + 2);
    const size_t deficit = results_measure(&made.f.results, "deficit");
    const double mean =
        made.f.results
            .summary[results_index(&made.f.results, 0, made.f.results.n_year - 1, deficit)]
            .mean;
    for (size_t row = 0; row < made.drivers.of[0].n; row++) {
        const double effect = cell_number(&table, row, "effect_low_gbp_m"),
                     with = cell_number(&table, row, "deficit_low_gbp_m");
        cr_expect_eq(isnan(effect), isnan(with));
        cr_expect(isnan(effect) || fabs(with - mean - effect) < 2e-6);
    }
    const size_t rest = row_where(&table, (struct cell_is[]){ { "input", "rest" } }, 1);
    cr_expect_float_eq(cell_number(&table, rest, "share_of_variance"), made.drivers.of[0].rest,
                       0.00006);
    table_release(&table);
    release(&made);
}

/* A number whose share cannot be told from nothing was given the noise of a curve as its effect,
 * the same at both ends. */
Claim(drivers, what_cannot_be_told_has_no_effect)
{
    struct made made;
    size_t n_untold = 0;
    make(&made, NULL, 0, 1);
    for (size_t k = 0; k < made.drivers.n; k++)
        for (size_t i = 0; i < made.drivers.of[k].n; i++) {
            const struct driver *d = &made.drivers.of[k].row[i];
            const bool untold = d->share == 0.0 && !d->simulated;
            cr_expect(!untold || (isnan(d->effect_low) && isnan(d->effect_high)), "%s: %g", d->id,
                      d->effect_low);
            n_untold += untold;
        }
    cr_expect_gt(n_untold, 0);
    release(&made);
}

/* Too few futures say nothing. */
Claim(drivers, of_few_futures_are_not_told)
{
    struct fixture f;
    struct drivers drivers;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, 5, 1);
    cr_assert_eq(drivers_make(&drivers, &f.results, &(struct drivers_options){ 0 }, &err), 0, "%s",
                 err.text);
    cr_expect_null(drivers_of(&drivers, 0));
    drivers_release(&drivers);
    fixture_release(&f);
}

/* summary.json and drivers.csv say the same of the first row. */
Claim(drivers, the_summary_has_the_largest_rows_of_the_table)
{
    struct made made;
    struct hr_err err = { 0 };
    char *text = NULL;
    make(&made, NULL, 0, 1);
    cr_assert_eq(headline_json(&made.f.results, &made.drivers, &text, &err), 0, "%s", err.text);
    json_t *root = json_loads(text, 0, NULL);
    const json_t *list = json_object_get(root, "drivers");
    cr_assert_eq(json_array_size(list), made.drivers.n);
    for (size_t k = 0; k < made.drivers.n; k++) {
        const struct scenario_drivers *of = &made.drivers.of[k];
        const json_t *one = json_array_get(list, k), *rows = json_object_get(one, "largest");
        cr_expect_str_eq(json_string_value(json_object_get(one, "sentence")), of->sentence);
        cr_assert(json_array_size(rows) > 0 && json_array_size(rows) <= DRIVERS_SHOWN);
        const json_t *first = json_array_get(rows, 0);
        cr_expect_str_eq(json_string_value(json_object_get(first, "label")), of->row[0].name.text);
        cr_expect_float_eq(json_number_value(json_object_get(first, "share_of_variance")),
                           of->row[0].share, 0.00006);
    }
    json_decref(root);
    free(text);
    release(&made);
}

/* The picture shows rows of the table, of the first scenario and the last, and nothing where there
 * are none. */
Claim(drivers, the_chart_shows_rows_of_the_table)
{
    static struct svg_check check;
    struct made made;
    struct arena arena;
    struct chart chart;
    struct hr_err err = { 0 };
    make(&made, NULL, 20, 1);
    struct chart_subject subject = {
        .results = &made.f.results,
        .source = "source",
    };
    cr_expect(!chart_drivers.applies(&subject), "without drivers");
    subject.drivers = &made.drivers;
    for (; subject.scenario < made.f.results.n_scenario; subject.scenario++) {
        const struct scenario_drivers *of = drivers_of(&made.drivers, subject.scenario);
        cr_assert(chart_drivers.applies(&subject));
        arena_init(&arena);
        chart_init(&chart);
        cr_assert_eq(chart_drivers.draw(&subject, &arena, &chart, &err), 0, "%s", err.text);
        svg_check_sound(&check, chart.svg);
        for (size_t i = 0; i < chart.data.n_row; i++) {
            const struct driver *row = &of->row[i];
            cr_expect_str_eq(table_text(&chart.data, i, table_column(&chart.data, "label")),
                             row->name.text);
            cr_expect_eq(
                table_number(&chart.data, i, table_column(&chart.data, "effect_high_gbp_m")),
                row->effect_high);
        }
        cr_expect(chart.data.n_row > 0 && chart.data.n_row <= DRIVERS_SHOWN);
        chart_release(&chart);
        arena_release(&arena);
    }
    release(&made);
}
