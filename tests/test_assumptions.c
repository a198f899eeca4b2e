/* tables_assumed.c and the digits that numbers are shown with (table_round). */
#include "table_cells.h"
#include "fixture.h"
#include "tables.h"
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- digits ---- */

Claim(assumptions, numbers_have_the_digits_of_their_unit)
{
    static const struct {
        double value;
        const char *unit, *text;
    } shown[] = {
        { 19.251999999999999, "gbp_m", "19.252" },
        { 443.95000000000005, "children", "443.95" },
        { 0.1 + 0.2, "ratio", "0.3" },
        { 1.0 / 3.0, "per_year", "0.3333333333" },
        { 17.0856237, "gbp_m", "17.085624" },
        { -2.00000049, "gbp_m", "-2" },
        { 57702.98765, "gbp", "57702.99" },
        { 354.123456, "place_years", "354.1235" },
        { 1424.0, "children", "1424" },
        { -0.0000001, "gbp_m", "0" },
        { 1.527299 * GBP_PER_GBP_M / GBP_PER_GBP_M, "", "1.527299" },
        { 0.000018, "per person and year", "1.8e-05" },
    };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        char text[48];
        table_format(table_round(shown[i].value, shown[i].unit), -1, text, sizeof text);
        cr_expect_str_eq(text, shown[i].text);
    }
    cr_expect(isnan(table_round((double)NAN, "gbp_m")));
    cr_expect(isnan(table_round((double)NAN, "ratio")));
}

/* ---- assumptions of a file: every number, as it was typed ---- */

struct loaded_run { /* the sample file, run */
    struct scenario scenario;
    struct model model;
    struct results results;
    struct table table;
};

static void
loaded_init(struct loaded_run *self)
{
    struct hr_err err;
    cr_assert_eq(
        scenario_sample_load(&self->scenario,
                             "prices.special.by_need=( { need = \"asd\"; factor = 1.25; } )",
                             "joiners.new_plans={ value = 63; source = \"SEN2, calendar 2025\"; "
                             "confidence = \"good\"; }",
                             NULL),
        0, "%s", self->scenario.faults.n > 0 ? self->scenario.faults.item[0].text : "");
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    sample_run(&self->model, 3, 1, &self->results);
    const struct table_source from = { .results = &self->results, .scenario = &self->scenario };
    cr_assert_eq(result_table_make(&assumptions_table, &from, &self->table, &err), 0, "%s",
                 err.text);
}

static void
loaded_release(struct loaded_run *self)
{
    table_release(&self->table);
    results_release(&self->results);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

Claim(assumptions, hold_every_number_a_reader_might_challenge)
{
    static const struct {
        const char *name, *unit, *where;
        double central;
    } row[] = {
        { "base.position_plans", "plans", "base.cfg:", 410 },
        { "plans.total", "plans", "plans.cfg:", 400 },
        { "joiners.new_plans", "plans", "--set", 63 },
        { "grant.known.2026/27.amount_gbp_m", "gbp_m", "grant.cfg:", 7.4 },
        { "grant.known.2026/27.deductions_gbp_m", "gbp_m", "grant.cfg:", 0.6 },
        { "dsg.carry_forward_gbp_m", "gbp_m", "dsg.cfg:", -2.8 },
        { "dsg.blocks.high_needs.budget_gbp_m", "gbp_m", "dsg.cfg:", 6.9 },
        { "receipts.grant90.instalments.2026/27.chance", "probability", "receipts.cfg:", 0.8 },
        { "receipts.grant90.instalments.2026/27.amount_gbp_m", "gbp_m", "receipts.cfg:", 2.52 },
        { "transfers.half.share", "of the giving block", "transfers.cfg:", 0.005 },
        { "lines.therapies.amount_gbp_m", "gbp_m", "lines.cfg:", 0.25 },
        { "prices.special.by_need.asd.factor", "factor", "--set", 1.25 },
    };
    struct loaded_run run;
    loaded_init(&run);
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const size_t at = row_where(&run.table, (struct cell_is[]){ { "name", row[i].name } }, 1);
        cr_expect_float_eq(cell_number(&run.table, at, "central"), row[i].central, 1e-12, "%s",
                           row[i].name);
        cr_expect_str_eq(cell_text(&run.table, at, "unit"), row[i].unit);
        cr_expect_eq(
            strncmp(cell_text(&run.table, at, "where"), row[i].where, strlen(row[i].where)), 0,
            "%s", row[i].name);
    }
    loaded_release(&run);
}

/* What the sample's grant.growth takes the place of. */
static bool
is_replaced(const struct scenario *scenario, const char *path)
{
    return strncmp(path, "grant.settlement.", 17) == 0 &&
           grant_replaces(&scenario->inputs.grant, path + 17);
}

Claim(assumptions, show_of_the_settlement_what_is_used)
{
    static const struct cell_is trait = { "name", "grant.settlement.trait" },
                                loading = { "name", "grant.settlement.real.loading" };
    struct loaded_run run;
    loaded_init(&run);
    cr_assert_neq(run.scenario.inputs.grant.growth.first, 0);
    cr_expect_lt(row_where(&run.table, &trait, 1), run.table.n_row);
    cr_expect_lt(row_where(&run.table, &loading, 1), run.table.n_row);
    for (size_t row = 0; row < run.table.n_row; row++)
        cr_expect_str_neq(cell_text(&run.table, row, "name"), "grant.settlement.met");
    loaded_release(&run);
}

/* Counted from the keys themselves: no number is left out but those that are said to be. */
Claim(assumptions, leave_out_only_england_s_weights_and_how_the_run_is_made)
{
    struct loaded_run run;
    size_t n = 0;
    loaded_init(&run);
    for (size_t i = 0; i < run.scenario.n_key; i++) {
        const struct field *row = run.scenario.key[i].row;
        if (row->untold)
            cr_expect(strncmp(run.scenario.key[i].path, "england.", 8) == 0 ||
                          strncmp(run.scenario.key[i].path, "grant.settlement.england.", 25) == 0 ||
                          strncmp(run.scenario.key[i].path, "joiners.mix.", 12) == 0 ||
                          strncmp(run.scenario.key[i].path, "run.", 4) == 0,
                      "%s", run.scenario.key[i].path);
        else if (row->type == FIELD_NUMBERS)
            n += row->total ? 1 : row->length;
        else if (!is_replaced(&run.scenario, run.scenario.key[i].path))
            n += row->type == FIELD_QUANTITY || row->type == FIELD_COUNT ||
                 row->type == FIELD_NUMBER;
    }
    cr_expect_eq(run.table.n_row, n);
    for (size_t row = 0; row < run.table.n_row; row++)
        cr_expect(!isnan(cell_number(&run.table, row, "central")), "%s",
                  cell_text(&run.table, row, "name"));
    loaded_release(&run);
}

Claim(assumptions, tell_a_population_by_its_total_and_other_ages_one_by_one)
{
    struct loaded_run run;
    double total = 0.0;
    loaded_init(&run);
    const struct population_count_in *count = &run.scenario.inputs.population.count[0];
    char name[64];
    for (size_t i = 0; i < N_NCY; i++)
        total += count->by_age[i];
    snprintf(name, sizeof name, "population.counts.%d.by_age", count->mid_year);
    cr_expect_float_eq(cell_number(&run.table,
                                   row_where(&run.table, (struct cell_is[]){ { "name", name } }, 1),
                                   "central"),
                       total, 1e-6);
    const size_t leaving =
        row_where(&run.table, (struct cell_is[]){ { "name", "leavers.hazard_by_age.19" } }, 1);
    cr_expect_float_eq(cell_number(&run.table, leaving, "central"),
                       run.scenario.inputs.leavers.hazard_by_age[19], 1e-10);
    loaded_release(&run);
}

Claim(assumptions, of_inputs_written_by_hand_show_a_triplet_as_it_was_written)
{
    struct fixture f;
    struct table table;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, 3, 1);
    cr_assert_eq(result_table_make(&assumptions_table,
                                   &(struct table_source){ .results = &f.results }, &table, &err),
                 0, "%s", err.text);
    cr_assert_eq(table.n_row, f.model.in->n_quantity);
    size_t n_triplet = 0, n_fixed = 0;
    for (size_t row = 0; row < table.n_row; row++) {
        const struct quantity *q = &f.model.in->quantity[row + 1];
        const size_t length = strlen(q->name);
        const double unit =
            length > 6 && strcmp(q->name + length - 6, "_gbp_m") == 0 ? GBP_PER_GBP_M : 1.0;
        cr_expect_str_eq(cell_text(&table, row, "name"), q->name);
        if (q->kind == QUANTITY_TRIPLET) {
            n_triplet++;
            cr_expect_float_eq(unit * cell_number(&table, row, "low"), q->p[0],
                               1e-9 * fabs(q->p[0]));
            cr_expect_float_eq(unit * cell_number(&table, row, "high"), q->p[2],
                               1e-9 * fabs(q->p[2]));
        } else if (q->kind == QUANTITY_FIXED) {
            n_fixed++;
            cr_expect(isnan(cell_number(&table, row, "low")));
            cr_expect_float_eq(unit * cell_number(&table, row, "central"), q->p[0],
                               1e-14 * fabs(q->p[0]));
        }
    }
    cr_expect_gt(n_triplet, 0);
    cr_expect_gt(n_fixed, 0);
    table_release(&table);
    fixture_release(&f);
}
