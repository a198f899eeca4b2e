/* Three tables of council papers, reproduced from scenario files: every cell of the account of the
 * first forecast year, on the averages of the futures. What is known or typed is within £0.002m of
 * what was printed; of what is forecast (future demand, and sums with it; an instalment that may be
 * withheld), the printed figure is a likely one. The papers:
 *
 *   Kingston 2017/18, Richmond 2017/18   Achieving for Children, SEND Education Review in Kingston
 *                                        and Richmond, update of October 2017,
 *                                        sections 7.1.1 and 7.1.3
 *   Kingston 2021/22                     Kingston SEND Partnership Board, July 2021, SEND Futures
 *                                        Plan Update, section 7
 *
 * The papers' own rounding, to the last printed digit: their figures were added before they were
 * rounded, ours are added as printed.
 *
 *   Richmond 2017/18   Sub-Total, budget 103.373, its blocks come to 103.374; Total, budget 97.556,
 *                      blocks and carry forward 97.558;
 *                      Schools Block, variance 0.095, outturn less budget 0.094; Sub-Total,
 *                      variance 3.169, ours 3.168; Total, variance 8.985, ours 8.984 (8.986 from
 *                      the printed total)
 *   Kingston 2021/22   Sub-Total, budget 89.463, its blocks come to 89.464; outturn 93.147, ours
 *                      93.148; variance 3.685 and with future
 *                      demand 4.685, ours 3.684 and 4.684; Total, budget 83.262, ours 83.263;
 *                      outturn 93.147, ours 93.148; variance 9.886 and 10.886, ours 9.885 and
 *                      10.885
 *   Kingston 2017/18   none
 *
 * Runs from the project root. */
#include "tables.h"
#include "scenario.h"
#include "table_cells.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double TOLERANCE_GBP_M = 0.002 + 1e-9, NOT_PRINTED = (double)NAN;
enum { MOST_ROWS = 9, N_CELL = 5, N_FUTURE = 20 };

struct printed_row {
    const char *line;
    double cell[N_CELL]; /* budget, outturn, variance, future demand, variance with it */
};

struct paper {
    const char *file, *area, *fy, *scenario;
    struct printed_row row[MOST_ROWS];
};

static const char *const column[N_CELL] = { "budget_gbp_m", "outturn_gbp_m", "variance_gbp_m",
                                            "future_demand_gbp_m", "variance_incl_demand_gbp_m" };

#define NOTHING (double)NAN, (double)NAN
static const struct paper papers[] = {
    { "scenarios/kingston-2017.cfg",
      "Kingston upon Thames",
      "2017-18",
      "no-action",
      { { "Schools Block", { 50.447, 50.535, 0.088, NOTHING } },
        { "Early Years Block", { 11.121, 11.121, 0.0, NOTHING } },
        { "High Needs Block", { 16.334, 20.063, 3.729, NOTHING } },
        { "Sub-Total", { 77.902, 81.719, 3.817, NOTHING } },
        { "2016/17 Carry forward", { -6.482, 0.0, 6.482, NOTHING } },
        { "Total", { 71.420, 81.719, 10.299, NOTHING } } } },
    { "scenarios/richmond-2017.cfg",
      "Richmond upon Thames",
      "2017-18",
      "no-action",
      { { "Schools Block", { 67.917, 68.011, 0.095, NOTHING } },
        { "Early Years Block", { 13.310, 13.310, 0.0, NOTHING } },
        { "High Needs Block", { 22.147, 25.221, 3.074, NOTHING } },
        { "Sub-Total", { 103.373, 106.542, 3.169, NOTHING } },
        { "2016/17 Carry forward", { -5.816, 0.0, 5.816, NOTHING } },
        { "Total", { 97.556, 106.542, 8.985, NOTHING } } } },
    { "scenarios/kingston-2021.cfg",
      "Kingston upon Thames",
      "2021-22",
      "with-agreement",
      { { "Schools Block", { 53.674, 53.674, 0.0, 0.0, 0.0 } },
        { "Central School Services Block", { 1.128, 1.128, 0.0, 0.0, 0.0 } },
        { "Early Years Block", { 13.651, 13.215, -0.436, 0.0, -0.436 } },
        { "High Needs Block", { 21.011, 25.131, 4.120, 1.0, 5.120 } },
        { "Sub-Total", { 89.463, 93.147, 3.685, 1.0, 4.685 } },
        { "2020/21 Carry forward", { -12.401, 0.0, 12.401, 0.0, 12.401 } },
        { "Safety Valve Funding", { 5.0, 0.0, -5.0, 0.0, -5.0 } },
        { "Council Funding", { 1.2, 0.0, -1.2, 0.0, -1.2 } },
        { "Total", { 83.262, 93.147, 9.886, 1.0, 10.886 } } } },
};
enum { N_PAPER = sizeof papers / sizeof papers[0] };

struct run {
    struct scenario scenario;
    struct model model;
    struct results results;
    struct table table;
};

static void
run_init(struct run *self, const char *file)
{
    struct hr_err err = { 0 };
    const struct engine_options options = { .n_replicate = N_FUTURE };
    cr_assert_eq(scenario_load(file, NULL, 0, &self->scenario, &err), 0, "%s: %s", err.text,
                 self->scenario.faults.n > 0 ? self->scenario.faults.item[0].text : "");
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(engine_run(&self->model, &options, &self->results, &err), 0, "%s", err.text);
    cr_assert_eq(result_table_make(&dsg_table, &(struct table_source){ .results = &self->results },
                                   &self->table, &err),
                 0, "%s", err.text);
}

static void
run_release(struct run *self)
{
    table_release(&self->table);
    results_release(&self->results);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

/* First row of a scenario in its first year. */
static size_t
first_row(const struct table *table, const char *scenario)
{
    for (size_t row = 0; row < table->n_row; row++)
        if (strcmp(cell_text(table, row, "scenario"), scenario) == 0)
            return row;
    cr_assert_fail("no scenario '%s'", scenario);
    return 0;
}

/* What is the same in all futures is known: a row without a range, and of a row of the first year
 * budget and outturn, unless a receipt may not be paid or the outturn itself is uncertain. Of the
 * rest the printed figure is a likely one, and the row adds up. */
static void
expect_cell(const struct run *run, size_t at, const struct printed_row *row, size_t c)
{
    enum { BUDGET, OUTTURN, VARIANCE, DEMAND, WITH_DEMAND };
    const struct table *table = &run->table;
    const bool is_sum_of_receipts = strcmp(row->line, "Total") == 0,
               is_uncertain = run->scenario.inputs.dsg.outturn_error != 0;
    const double ours = cell_number(table, at, column[c]),
                 low = cell_number(table, at, "likely_low_gbp_m"),
                 high = cell_number(table, at, "likely_high_gbp_m"),
                 printed =
                     isnan(row->cell[WITH_DEMAND]) ? row->cell[VARIANCE] : row->cell[WITH_DEMAND];
    if (isnan(row->cell[c]))
        return;
    if (high - low < 1e-6 || (c == OUTTURN && !is_uncertain) ||
        (c == BUDGET && !is_sum_of_receipts && ours > 0.0 && row->cell[OUTTURN] > 0.0))
        cr_expect_float_eq(ours, row->cell[c], TOLERANCE_GBP_M, "%s, %s: printed %.3f, ours %.6f",
                           row->line, column[c], row->cell[c], ours);
    cr_expect(printed >= low - TOLERANCE_GBP_M && printed <= high + TOLERANCE_GBP_M,
              "%s: printed %.3f, ours %.3f to %.3f", row->line, printed, low, high);
    cr_expect_float_eq(cell_number(table, at, column[OUTTURN]) -
                           cell_number(table, at, column[BUDGET]),
                       cell_number(table, at, column[VARIANCE]), 1e-9, "%s", row->line);
}

Claim(dsg_tables, of_three_papers_are_reproduced_row_by_row_and_cell_by_cell)
{
    for (size_t p = 0; p < N_PAPER; p++) {
        struct run run;
        run_init(&run, papers[p].file);
        const size_t first = first_row(&run.table, papers[p].scenario);
        size_t n = 0;
        for (; n < MOST_ROWS && papers[p].row[n].line != NULL; n++) {
            const struct printed_row *row = &papers[p].row[n];
            cr_expect_str_eq(table_text(&run.table, first + n, table_column(&run.table, "line")),
                             row->line);
            for (size_t c = 0; c < N_CELL; c++)
                expect_cell(&run, first + n, row, c);
        }
        cr_expect_str_eq(papers[p].row[n - 1].line, "Total", "no row is left out");
        run_release(&run);
    }
}

static const struct ledger_row *
expected_row(const struct run *run, const struct paper *paper, const char *line)
{
    const struct model *model = &run->model;
    size_t scenario = 0;
    while (strcmp(model->in->scenario[scenario].id, paper->scenario) != 0)
        scenario++;
    for (size_t r = 0; r < model->n_row; r++) {
        const bool carry = model->row[r].kind == ROW_CARRY;
        if (carry ? strstr(line, " Carry forward") != NULL : strcmp(model->row[r].label, line) == 0)
            return future_row(&run->results.expected[scenario], 0, r);
    }
    hr_bug("no row '%s'", line);
}

/* The model is tied to what was printed: with no shocks the account is the paper's to the cell. */
Claim(dsg_tables, the_expected_value_run_is_tied_to_every_cell_of_the_papers)
{
    for (size_t p = 0; p < N_PAPER; p++) {
        struct run run;
        run_init(&run, papers[p].file);
        for (size_t n = 0; n < MOST_ROWS && papers[p].row[n].line != NULL; n++) {
            const struct printed_row *row = &papers[p].row[n];
            const struct ledger_row *ours = expected_row(&run, &papers[p], row->line);
            const double cell[N_CELL] = { ours->budget_gbp, ours->outturn_gbp,
                                          ours->outturn_gbp - ours->budget_gbp,
                                          ours->future_demand_gbp, ledger_variance(ours) };
            for (size_t c = 0; c < N_CELL; c++)
                cr_expect(isnan(row->cell[c]) ||
                              fabs(cell[c] / GBP_PER_GBP_M - row->cell[c]) <= TOLERANCE_GBP_M,
                          "%s, %s, %s: printed %.3f, ours %.6f", papers[p].file, row->line,
                          column[c], row->cell[c], cell[c] / GBP_PER_GBP_M);
        }
        run_release(&run);
    }
}

/* What is carried into the second year is what the first year's total says. */
Claim(dsg_tables, carry_forward_is_the_deficit_of_the_year_before_in_the_councils_sign)
{
    for (size_t p = 0; p < N_PAPER; p++) {
        struct run run;
        run_init(&run, papers[p].file);
        const struct model *model = &run.model;
        for (size_t year = 1; year < run.results.n_year; year++) {
            const struct future *future = &run.results.expected[0];
            const struct ledger_row *carry = future_row(future, year, model->n_block + 1);
            cr_expect_eq(carry->budget_gbp, -future->year[year - 1].money.deficit_closing_gbp);
            cr_expect_eq(carry->outturn_gbp, 0.0);
        }
        cr_expect_eq(future_row(&run.results.expected[0], 0, model->n_block + 1)->budget_gbp,
                     run.scenario.inputs.dsg.carry_forward_gbp);
        run_release(&run);
    }
}

Claim(dsg_tables, are_printed_with_the_papers_brackets_and_never_a_negative_nothing)
{
    static const struct {
        const char *file, *line, *text;
    } want[] = {
        { "scenarios/kingston-2017.cfg", "2016/17 Carry forward",
          "(6.482)        0.000        6.482" },
        { "scenarios/kingston-2017.cfg", "\nSchools Block", "50.447       50.535        0.088" },
        { "scenarios/richmond-2017.cfg", "2016/17 Carry forward",
          "(5.816)        0.000        5.816" },
        { "scenarios/kingston-2021.cfg", "Early Years Block", "13.651       13.215      (0.436)" },
        { "scenarios/kingston-2021.cfg", "2020/21 Carry forward",
          "(12.401)        0.000       12.401" },
    };
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        struct run run;
        struct hr_err err = { 0 };
        char *text = NULL;
        size_t size = 0;
        run_init(&run, want[i].file);
        cr_assert_eq(dsg_text(&run.results, &text, &size, &err), 0, "%s", err.text);
        cr_expect_eq(strlen(text), size);
        const char *line = strstr(text, want[i].line);
        cr_assert_not_null(line);
        line += line[0] == '\n';
        const char *found = strstr(line, want[i].text);
        cr_expect(found != NULL && found < strchr(line, '\n'), "%s: %.120s", want[i].file, line);
        cr_expect_null(strstr(text, "(0.000)"));
        cr_expect_not_null(strstr(text, "Figures may not add because of rounding."));
        free(text);
        run_release(&run);
    }
}

/* No paper splits its outturn: those of 2017 have England's prices, that of 2021 the council's
 * budget, times a factor that is among the assumptions. */
Claim(dsg_tables, factor_of_solved_prices_is_among_the_assumptions_where_there_is_one)
{
    for (size_t p = 0; p < N_PAPER; p++) {
        struct run run;
        struct table table;
        struct hr_err err = { 0 };
        double factor = NOT_PRINTED;
        run_init(&run, papers[p].file);
        const struct table_source from = { .results = &run.results, .scenario = &run.scenario };
        cr_assert_eq(result_table_make(&assumptions_table, &from, &table, &err), 0, "%s", err.text);
        for (size_t row = 0; row < table.n_row; row++)
            if (strcmp(cell_text(&table, row, "name"), "prices.solved") == 0)
                factor = table_number(&table, row, table_column(&table, "central"));
        if (isnan(model_price_factor(&run.model)))
            cr_expect(isnan(factor), "%s", papers[p].file);
        else
            cr_expect_float_eq(factor, model_price_factor(&run.model), 1e-9, "%s", papers[p].file);
        cr_expect(factor > 0.5 && factor < 2.0, "%s: %g", papers[p].file, factor);
        table_release(&table);
        run_release(&run);
    }
}

/* ---- against the list of expected values, where it is */

static double
number_or_nothing(const char *text)
{
    return text[0] == '\0' ? NOT_PRINTED : strtod(text, NULL);
}

/* "2017-18,line": the fields of a comma-separated line without quotes. */
static size_t
split(char *text, char **field, size_t most)
{
    size_t n = 0;
    for (char *at = text; n < most; at++) {
        field[n++] = at;
        at += strcspn(at, ",\r\n");
        if (*at != ',') {
            *at = '\0';
            return n;
        }
        *at = '\0';
    }
    return n;
}

static const struct printed_row *
row_of(const char *area, const char *fy, const char *line)
{
    for (size_t p = 0; p < N_PAPER; p++)
        for (size_t i = 0; i < MOST_ROWS && papers[p].row[i].line != NULL; i++)
            if (strcmp(papers[p].area, area) == 0 && strcmp(papers[p].fy, fy) == 0 &&
                strcmp(papers[p].row[i].line, line) == 0)
                return &papers[p].row[i];
    return NULL;
}

Claim(dsg_tables, typed_here_are_those_of_the_list_of_expected_values)
{
    enum { AREA = 2, FY = 3, LINE = 5, FIRST_CELL = 6, N_FIELD = FIRST_CELL + N_CELL };
    FILE *in = fopen("../shared/domain/seeds/seed_dsg_tables.csv", "r");
    char text[512], *field[N_FIELD];
    size_t n = 0;
    if (in == NULL)
        cr_skip_test("../shared is not here: the list of expected values cannot be compared");
    cr_assert_not_null(fgets(text, sizeof text, in), "a header");
    while (fgets(text, sizeof text, in) != NULL) {
        cr_assert_eq(split(text, field, N_FIELD), N_FIELD, "%s", text);
        const struct printed_row *row = row_of(field[AREA], field[FY], field[LINE]);
        cr_assert_not_null(row, "%s %s %s is not among the tables here", field[AREA], field[FY],
                           field[LINE]);
        for (size_t c = 0; c < N_CELL; c++) {
            const double want = number_or_nothing(field[FIRST_CELL + c]);
            cr_expect(isnan(want) ? isnan(row->cell[c]) : row->cell[c] == want,
                      "%s %s %s, %s: %g here", field[AREA], field[FY], field[LINE], column[c],
                      row->cell[c]);
        }
        n++;
    }
    (void)fclose(in);
    cr_expect_eq(n, 6u + 6u + 9u);
}
