#include "tables.h"

#include "csv.h"
#include "table_cells.h"
#include "fixture.h"
#include "stats.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_FUTURE = 60 };

static void
made_init(struct fixture *self)
{
    fixture_init(self, sample_init);
    fixture_model(self);
    fixture_run(self, N_FUTURE, 1);
}

static void
make(const struct result_table *which, const struct fixture *made, struct table *out)
{
    struct hr_err err;
    cr_assert_eq(
        result_table_make(which, &(struct table_source){ .results = &made->results }, out, &err), 0,
        "%s", err.text);
}

static char *
csv_of(const struct result_table *which, const struct fixture *made, size_t *size)
{
    struct table table;
    struct hr_err err;
    char *text = NULL;
    make(which, made, &table);
    cr_assert_eq(csv_text(&table, &text, size, &err), 0);
    table_release(&table);
    return text;
}

/* ---- all tables ---- */

static const struct {
    const char *name, *header;
} promised[] = {
    { "forecast", "scenario,role,financial_year,date,measure,unit,basis,central,p05,p10,p25,"
                  "p50,p75,p90,p95,mean,sd,mean_se,p50_low,p50_high,n\n" },
    { "measures", "measure,unit,sign,definition,calendar\n" },
    { "events", "date,label,known\n" },
    { "dsg_table", "scenario,financial_year,row_order,line,budget_gbp_m,outturn_gbp_m,variance_"
                   "gbp_m,future_demand_gbp_m,"
                   "variance_incl_demand_gbp_m,likely_low_gbp_m,likely_high_gbp_m\n" },
    { "chances", "scenario,date,event,threshold_gbp_m,count,n,probability,standard_error,words\n" },
    { "percentiles", "scenario,financial_year,date,measure,percentile,value\n" },
    { "placements", "scenario,census_date,setting,category,dfe_category,measure,unit,basis,"
                    "central,p05,p25,p50,p75,p95\n" },
    { "comparison", "scenario,compared_with,financial_year,date,measure,unit,mean,mean_se,p05,"
                    "p50,p95,chance_lower,received_mean,received_p05,received_p95,acted_mean,"
                    "acted_p05,acted_p50,acted_p95\n" },
    { "options", "scenario,kind,option,label,type,start,order,delivery,if_delivered_mean,"
                 "if_delivered_p05,if_delivered_p95,if_not_delivered_mean,effect_mean,effect_se,"
                 "effect_p05,effect_p50,effect_p95,received_gbp_m,received_p05,"
                 "received_p95,"
                 "step_mean,step_p05,step_p95,last_mean,shapley_mean,shapley_se,cost_gbp_m,"
                 "general_fund_cost_gbp_m,capital_gbp_m,net_gbp_m,"
                 "general_fund_more_gbp_m,npv_gbp_m,npv_general_fund_gbp_m,npv_invested_gbp_m,"
                 "benefit_cost,payback_year,chance_paid_back,"
                 "planned_gbp_m,chance_meets_plan,chance_of_loss,children_moved,children_"
                 "declined,children_without_seat,kept_local,without_place,"
                 "n\n" },
    { "options_yearly", "scenario,option,financial_year,in_year_mean,in_year_p05,in_year_p50,"
                        "in_year_p95,saving_mean,saving_se,"
                        "saving_p05,saving_p50,saving_p95,received_mean,received_p05,"
                        "received_p95,general_fund_mean,general_fund_p05,"
                        "general_fund_p95\n" },
    { "payback", "scenario,option,financial_year,mean,p05,p25,p50,p75,p95,chance_paid_back,"
                 "standard_error,n\n" },
    { "ladder", "option,scenario,level_of,level,deficit_mean,deficit_p05,deficit_p50,deficit_"
                "p95,saving_mean,saving_se,saving_p05,"
                "saving_p50,saving_p95,chance_surplus,standard_error,kept_local,n\n" },
    { "s251", "scenario,financial_year,line_order,s251,name,central,p05,p50,p95\n" },
    { "assumptions", "name,meaning,unit,distribution,low,central,high,source,source_date,"
                     "confidence,owner,note,where\n" },
    { "reserves", "scenario,date,label,known,reserves_definition,reserves_gbp_m,count,n,"
                  "probability,standard_error,"
                  "expected_excess_gbp_m,expected_excess_se_gbp_m,words\n" },
    { "receipts",
      "scenario,receipt,label,branch,count,n,probability,standard_error,paid_mean,"
      "deficit_mean,deficit_p05,deficit_p50,deficit_p95,change_mean,change_p05,change_p50,"
      "change_p95\n" },
    { "forecast_real", "scenario,role,financial_year,date,measure,unit,basis,central,p05,p10,"
                       "p25,p50,p75,p90,p95,mean,sd,mean_se,p50_low,p50_high,n\n" },
    { "correlations", "scenario,role,financial_year,measure,with,correlation,standard_error,n\n" },
    { "drivers", "scenario,role,input,label,group,low_p05,high_p95,unit,share_of_variance,share_se,"
                 "effect_low_gbp_m,effect_high_gbp_m,effect_se_gbp_m,deficit_low_gbp_m,"
                 "deficit_high_gbp_m,effect_from,source,confidence,owner\n" },
    { "dsg_plan", "scenario,role,census_date,basis,dfe_category,age_group,need,key,plans\n" },
    { "lsrp", "scenario,role,form_table,form_title,form_row,form_label,age_rule,calendar_year,"
              "census_date,basis,children\n" },
    { "scap", "scenario,role,planning_area,school_phase,provision_type,national_curriculum_year,"
              "academic_year,census_date,basis,pupils\n" },
    { "published", "scenario,financial_year,date,measure,unit,published_kind,known,said_by,"
                   "published,mean,p05,p95,share_at_or_below,position,difference,source\n" },
    { "comparators", "figure,share_of,unit,area,area_is,year_of_figure,amount,rank,rank_of,"
                     "source\n" },
    { "policies", "scenario,policy,policy_label,financial_year,date,measure,unit,mean,mean_se,p05,"
                  "p50,p95,n\n" },
};

Claim(tables, have_the_columns_that_are_promised)
{
    struct fixture made;
    made_init(&made);
    cr_assert_eq(tables_count(), sizeof promised / sizeof promised[0]);
    for (size_t i = 0; i < tables_count(); i++) {
        size_t size = 0;
        char *text = csv_of(tables_item(i), &made, &size);
        cr_expect_str_eq(tables_item(i)->name, promised[i].name);
        cr_expect_eq(strncmp(text, promised[i].header, strlen(promised[i].header)), 0, "%.200s",
                     text);
        free(text);
    }
    fixture_release(&made);
}

Claim(tables, hold_ascii_and_no_not_a_number)
{
    struct fixture made;
    made_init(&made);
    for (size_t i = 0; i < tables_count(); i++) {
        size_t size = 0;
        char *text = csv_of(tables_item(i), &made, &size);
        for (size_t k = 0; k < size; k++)
            cr_assert((unsigned char)text[k] < 0x80u, "%s has a byte beyond ASCII",
                      tables_item(i)->name);
        static const char *const bad[] = { ",nan,",  ",-nan",  ",inf,", ",-inf",
                                           ",nan\n", ",inf\n", ",NA," };
        for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++)
            cr_expect_null(strstr(text, bad[k]), "%s", tables_item(i)->name);
        free(text);
    }
    fixture_release(&made);
}

Claim(tables, explain_every_column)
{
    for (size_t i = 0; i < tables_count(); i++) {
        for (size_t k = 0; k < tables_item(i)->n_field; k++)
            cr_expect_not_null(column_meaning(tables_item(i)->field[k].name), "%s.%s",
                               tables_item(i)->name, tables_item(i)->field[k].name);
    }
    cr_expect_null(column_meaning("no_such_column"));
}

Claim(tables, say_what_a_column_means_once)
{
    for (size_t i = 0; i < tables_count(); i++) {
        const struct result_table *table = tables_item(i);
        for (size_t k = 0; k < table->n_field; k++)
            cr_expect(table->field[k].meaning == NULL ||
                          table->field[k].meaning == column_meaning(table->field[k].name),
                      "%s.%s", table->name, table->field[k].name);
    }
}

Claim(tables, are_found_by_name_with_or_without_the_ending)
{
    cr_expect_eq(tables_named("forecast.csv"), &forecast_table);
    cr_expect_eq(tables_named("dsg_table"), &dsg_table);
    cr_expect_null(tables_named("forecast.xlsx"));
    cr_expect_null(tables_named("fore"));
    cr_expect_null(tables_named(".csv"));
}

Claim(tables, no_number_of_any_table_has_more_than_ten_digits_after_its_leading_zeros)
{
    struct fixture made;
    made_init(&made);
    for (size_t i = 0; i < tables_count(); i++) {
        size_t size = 0;
        char *text = csv_of(tables_item(i), &made, &size);
        for (const char *c = strpbrk(text, "0123456789"); c != NULL; c = strpbrk(c, "0123456789")) {
            c += strspn(c, "0.");
            const size_t n = strspn(c, "0123456789.");
            cr_expect_leq(n, 14, "%s has %.*s", tables_item(i)->name, (int)n, c);
            c += n == 0 ? strspn(c, "0123456789") : n;
        }
        free(text);
    }
    fixture_release(&made);
}

/* ---- forecast ---- */

Claim(tables, forecast_begins_with_the_outturn_of_each_scenario)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&forecast_table, &made, &table);
    const struct inputs *in = made.model.in;
    for (size_t s = 0; s < in->n_scenario; s++) {
        size_t row = row_where(&table,
                               (struct cell_is[]){ { "scenario", in->scenario[s].id },
                                                   { "basis", "outturn" },
                                                   { "measure", "deficit" },
                                                   { "financial_year", "2020/21" } },
                               4);
        cr_expect_str_eq(cell_text(&table, row, "date"), "2021-03-31");
        cr_expect_float_eq(cell_number(&table, row, "central"),
                           -in->dsg.carry_forward_gbp / GBP_PER_GBP_M, 5.1e-7);
        cr_expect(isnan(cell_number(&table, row, "p50")));
        row = row_where(&table,
                        (struct cell_is[]){ { "scenario", in->scenario[s].id },
                                            { "basis", "outturn" },
                                            { "measure", "plans" } },
                        3);
        cr_expect_str_eq(cell_text(&table, row, "date"), "2021-01-31");
        cr_expect_str_eq(cell_text(&table, row, "financial_year"), "2020/21");
        cr_expect_float_eq(cell_number(&table, row, "central"), in->plans.total, 5.1e-5);
    }
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, forecast_repeats_the_summary_and_its_average_is_central)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&forecast_table, &made, &table);
    const size_t m = results_measure(&made.results, "plans.isp"),
                 at = results_index(&made.results, 1, 3, m);
    const struct summary *s = &made.results.summary[at];
    const size_t row = row_where(&table,
                                 (struct cell_is[]){ { "scenario", made.model.in->scenario[1].id },
                                                     { "basis", "forecast" },
                                                     { "measure", "plans.isp" },
                                                     { "financial_year", "2024/25" } },
                                 4);
    cr_expect_str_eq(cell_text(&table, row, "date"), "2025-01-31");
    cr_expect_float_eq(cell_number(&table, row, "central"), s->mean, 5e-5);
    cr_expect_eq(cell_number(&table, row, "mean"), cell_number(&table, row, "central"));
    cr_expect_float_eq(cell_number(&table, row, "p05"), s->p05, 5e-5);
    cr_expect_float_eq(cell_number(&table, row, "p50"), s->p50, 5e-5);
    cr_expect_float_eq(cell_number(&table, row, "p95"), s->p95, 5e-5);
    cr_expect_float_eq(cell_number(&table, row, "mean_se"), s->mean_se, 5e-5);
    cr_expect_float_eq(cell_number(&table, row, "p50_high"), s->p50_high, 5e-5);
    cr_expect_eq(cell_number(&table, row, "n"), (double)N_FUTURE);
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, forecast_has_one_row_a_scenario_year_and_measure_and_no_ledger_rows)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&forecast_table, &made, &table);
    size_t n_measure = 0, n_forecast = 0;
    for (size_t i = 0; i < made.results.n_measure; i++)
        n_measure += !made.results.measure[i].ledger_row;
    for (size_t row = 0; row < table.n_row; row++) {
        n_forecast += strcmp(cell_text(&table, row, "basis"), "forecast") == 0;
        cr_assert_neq(strncmp(cell_text(&table, row, "measure"), "variance.", 9), 0);
    }
    cr_expect_eq(n_forecast, n_measure * made.results.n_year * made.results.n_scenario);
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, each_measure_of_the_forecast_is_defined)
{
    struct fixture made;
    struct table forecast, measures;
    made_init(&made);
    make(&forecast_table, &made, &forecast);
    make(&measures_table, &made, &measures);
    for (size_t row = 0; row < forecast.n_row; row++) {
        const size_t where =
            row_where(&measures,
                      (struct cell_is[]){ { "measure", cell_text(&forecast, row, "measure") } }, 1);
        cr_expect_str_eq(cell_text(&measures, where, "unit"), cell_text(&forecast, row, "unit"));
        cr_expect_gt(strlen(cell_text(&measures, where, "definition")), 10);
    }
    table_release(&forecast);
    table_release(&measures);
    fixture_release(&made);
}

Claim(tables, future_demand_is_of_the_first_year_and_empty_after_it)
{
    struct fixture made;
    struct table forecast, dsg;
    made_init(&made);
    make(&forecast_table, &made, &forecast);
    make(&dsg_table, &made, &dsg);
    const char *first_fy = "2021/22";
    size_t n_empty = 0;
    for (size_t row = 0; row < forecast.n_row; row++) {
        if (strcmp(cell_text(&forecast, row, "measure"), "future_demand") != 0)
            continue;
        const bool first = strcmp(cell_text(&forecast, row, "financial_year"), first_fy) == 0;
        cr_expect_eq(!isnan(cell_number(&forecast, row, "central")), first);
        cr_expect_eq(!isnan(cell_number(&forecast, row, "p50")), first);
        n_empty += !first;
    }
    cr_expect_eq(n_empty, (made.results.n_year - 1) * made.results.n_scenario);
    for (size_t row = 0; row < dsg.n_row; row++) {
        const bool first = strcmp(cell_text(&dsg, row, "financial_year"), first_fy) == 0;
        cr_expect_eq(!isnan(cell_number(&dsg, row, "future_demand_gbp_m")), first);
        cr_expect(!isnan(cell_number(&dsg, row, "variance_incl_demand_gbp_m")));
    }
    table_release(&forecast);
    table_release(&dsg);
    fixture_release(&made);
}

/* ---- the council-paper table ---- */

/* The first year of the paper of July 2021 (seed 001, section 7), in £: rows in the plan's order,
 * sorted by id. */
static void
set_average(struct fixture *made, const char *measure, const char *row, double gbp_m)
{
    char id[80];
    snprintf(id, sizeof id, "%s%s", measure, row);
    made->results.summary[results_index(&made->results, 1, 0, results_measure(&made->results, id))]
        .mean = gbp_m;
}

static void
put_paper(struct fixture *made)
{
    static const struct {
        const char *id;
        double budget, outturn, later;
    } paper[] = {
        { "schools", 53.674, 53.674, 0.0 },
        { "central", 1.128, 1.128 - 0.0003, 0.0 },
        { "early_years", 13.651, 13.215, 0.0 },
        { "high_needs", 21.011, 25.131, 1.000 },
    };
    const struct model *model = &made->model;
    for (size_t b = 0; b < model->n_block; b++)
        for (size_t i = 0; i < sizeof paper / sizeof paper[0]; i++)
            if (strcmp(model->block[b]->id, paper[i].id) == 0) {
                set_average(made, "budget.", paper[i].id, paper[i].budget);
                set_average(made, "variance.", paper[i].id,
                            paper[i].outturn + paper[i].later - paper[i].budget);
            }
    set_average(made, "future_demand", "", 1.0);
    set_average(made, "variance.", "carry_forward", 12.401);
    for (size_t r = 0; r < model->n_receipt; r++)
        set_average(made, "variance.", model->receipt[r]->id, r == 0 ? -1.2 : -5.0);
}

Claim(tables, dsg_table_gives_the_paper_of_2021_with_its_signs)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    cr_assert_eq(made.model.n_block, 4);
    put_paper(&made);
    make(&dsg_table, &made, &table);
    const char *scenario = made.model.in->scenario[1].id;
    static const struct {
        const char *line;
        double budget, outturn, variance, later, including;
    } row[] = {
        { "Sub-Total", 89.463, 93.147, 3.685, 1.000, 4.685 },
        { "2020/21 Carry forward", -12.401, 0.000, 12.401, 0.000, 12.401 },
        { "Total", 83.262, 93.147, 9.886, 1.000, 10.886 },
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const size_t at = row_where(&table,
                                    (struct cell_is[]){ { "scenario", scenario },
                                                        { "financial_year", "2021/22" },
                                                        { "line", row[i].line } },
                                    3);
        cr_expect_float_eq(cell_number(&table, at, "budget_gbp_m"), row[i].budget, 0.002);
        cr_expect_float_eq(cell_number(&table, at, "outturn_gbp_m"), row[i].outturn, 0.002);
        cr_expect_float_eq(cell_number(&table, at, "variance_gbp_m"), row[i].variance, 0.002);
        cr_expect_float_eq(cell_number(&table, at, "future_demand_gbp_m"), row[i].later, 0.002);
        cr_expect_float_eq(cell_number(&table, at, "variance_incl_demand_gbp_m"), row[i].including,
                           0.002);
    }
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, dsg_table_never_shows_a_negative_zero)
{
    struct fixture made;
    size_t size = 0;
    made_init(&made);
    put_paper(&made); /* the central block is 0.0003 under budget: the paper printed (0.000) */
    char *text = csv_of(&dsg_table, &made, &size);
    cr_expect_null(strstr(text, "-0.000"));
    free(text);
    fixture_release(&made);
}

Claim(tables, dsg_table_keeps_the_order_of_the_file_and_the_receipts_of_the_scenario)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&dsg_table, &made, &table);
    const struct inputs *in = made.model.in;
    size_t row = 0;
    for (size_t s = 0; s < in->n_scenario; s++) {
        for (size_t year = 0; year < made.results.n_year; year++) {
            size_t order = 0;
            for (size_t b = 0; b < in->dsg.n_block; b++, row++)
                cr_expect_str_eq(cell_text(&table, row, "line"), in->dsg.block[b].label);
            cr_expect_str_eq(cell_text(&table, row++, "line"), "Sub-Total");
            cr_expect_str_eq(cell_text(&table, row++, "line") + 7, " Carry forward");
            for (size_t r = 0; r < in->n_receipt; r++) {
                bool has = false;
                for (size_t k = 0; k < in->scenario[s].n_receipt; k++)
                    has = has || strcmp(in->scenario[s].receipt[k], in->receipt[r].id) == 0;
                if (has)
                    cr_expect_str_eq(cell_text(&table, row++, "line"), in->receipt[r].label);
            }
            cr_expect_str_eq(cell_text(&table, row, "line"), "Total");
            order = (size_t)cell_number(&table, row++, "row_order");
            cr_expect_eq(cell_number(&table, row - order, "row_order"), 1.0);
        }
    }
    cr_expect_eq(row, table.n_row);
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, dsg_table_total_is_the_deficit_with_its_likely_range)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&dsg_table, &made, &table);
    const size_t m = results_measure(&made.results, "deficit"),
                 at = results_index(&made.results, 1, 4, m);
    const size_t row = row_where(&table,
                                 (struct cell_is[]){ { "scenario", made.model.in->scenario[1].id },
                                                     { "financial_year", "2025/26" },
                                                     { "line", "Total" } },
                                 3);
    cr_expect_float_eq(cell_number(&table, row, "variance_incl_demand_gbp_m"),
                       made.results.summary[at].mean, 1e-9);
    cr_expect_float_eq(cell_number(&table, row, "likely_low_gbp_m"), made.results.summary[at].p05,
                       1e-9);
    cr_expect_float_eq(cell_number(&table, row, "likely_high_gbp_m"), made.results.summary[at].p95,
                       1e-9);
    table_release(&table);
    fixture_release(&made);
}

/* ---- chances, percentiles, placements, comparison, assumptions ---- */

Claim(tables, chances_count_the_futures)
{
    struct fixture made;
    struct table table;
    struct threshold_in threshold = { "sample", "reserves", "Usable reserves", 0.0 };
    made_init(&made);
    const size_t m = results_measure(&made.results, "deficit");
    threshold.amount_gbp =
        made.results.summary[results_index(&made.results, 0, 2, m)].p75 * GBP_PER_GBP_M;
    made.sample.in.threshold = &threshold;
    made.sample.in.n_threshold = 1;
    make(&chances_table, &made, &table);
    const double *deficit = results_column(&made.results, 0, 2, m);
    size_t count = 0;
    for (size_t i = 0; i < N_FUTURE; i++)
        count += deficit[i] > threshold.amount_gbp / GBP_PER_GBP_M;
    const size_t row =
        row_where(&table,
                  (struct cell_is[]){ { "scenario", made.model.in->scenario[0].id },
                                      { "date", "2024-03-31" },
                                      { "event", "deficit above: Usable reserves" } },
                  3);
    cr_expect_eq(cell_number(&table, row, "count"), (double)count);
    cr_expect_eq(cell_number(&table, row, "n"), (double)N_FUTURE);
    cr_expect_float_eq(cell_number(&table, row, "probability"), (double)count / N_FUTURE, 1e-10);
    cr_expect_gt(cell_number(&table, row, "standard_error"), 0.0);
    cr_expect_not_null(strstr(cell_text(&table, row, "words"), " in 20"), "%s",
                       cell_text(&table, row, "words"));
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, percentiles_rise_from_the_lowest_to_the_highest_future)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&percentiles_table, &made, &table);
    cr_assert_eq(table.n_row, 101 * 2 * made.results.n_year * made.results.n_scenario);
    for (size_t row = 0; row < table.n_row; row++) {
        cr_assert_eq(cell_number(&table, row, "percentile"), (double)(row % 101));
        if (row % 101 > 0)
            cr_assert_geq(cell_number(&table, row, "value"), cell_number(&table, row - 1, "value"));
    }
    const double *deficit =
        results_column(&made.results, 0, 0, results_measure(&made.results, "deficit"));
    double low = deficit[0], high = deficit[0];
    for (size_t i = 0; i < N_FUTURE; i++) {
        low = fmin(low, deficit[i]);
        high = fmax(high, deficit[i]);
    }
    cr_expect_float_eq(cell_number(&table, 0, "value"), low, 5.1e-7);
    cr_expect_float_eq(cell_number(&table, 100, "value"), high, 5.1e-7);
    cr_expect_float_eq(
        cell_number(&table, 50, "value"),
        made.results
            .summary[results_index(&made.results, 0, 0, results_measure(&made.results, "deficit"))]
            .p50,
        5.1e-7);
    cr_expect_str_eq(cell_text(&table, 0, "date"), "2022-03-31");
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, placements_begin_with_the_known_census_and_keep_the_order_of_the_file)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&placements_table, &made, &table);
    const struct inputs *in = made.model.in;
    const size_t n_year = made.results.n_year + 1;
    double total = 0.0;
    for (size_t i = 0; i < in->n_setting; i++) {
        const size_t row = i * n_year;
        cr_expect_str_eq(cell_text(&table, row, "setting"), in->setting[i].id);
        cr_expect_str_eq(cell_text(&table, row, "category"),
                         category_name(in->setting[i].category));
        cr_expect_str_eq(cell_text(&table, row, "census_date"), "2021-01");
        cr_expect_str_eq(cell_text(&table, row, "basis"), "outturn");
        cr_expect_str_eq(cell_text(&table, row + 1, "census_date"), "2022-01");
        cr_expect_str_eq(cell_text(&table, row + 1, "basis"), "forecast");
        total += cell_number(&table, row, "central");
    }
    cr_expect_float_eq(total, in->plans.total, 1e-9);
    cr_expect_eq(table.n_row, in->n_setting * n_year * in->n_scenario);
    table_release(&table);
    fixture_release(&made);
}

Claim(tables, comparison_is_of_the_same_futures)
{
    struct fixture made;
    struct table table;
    made_init(&made);
    make(&comparison_table, &made, &table);
    const size_t m = results_measure(&made.results, "deficit");
    const double *a = results_column(&made.results, 0, 1, m),
                 *b = results_column(&made.results, 1, 1, m);
    double sum = 0.0;
    size_t n_lower = 0;
    for (size_t i = 0; i < N_FUTURE; i++) {
        sum += b[i] - a[i];
        n_lower += b[i] < a[i];
    }
    const size_t row = row_where(&table,
                                 (struct cell_is[]){ { "scenario", made.model.in->scenario[1].id },
                                                     { "measure", "deficit" },
                                                     { "date", "2023-03-31" } },
                                 3);
    cr_expect_str_eq(cell_text(&table, row, "compared_with"), made.model.in->scenario[0].id);
    cr_expect_float_eq(cell_number(&table, row, "mean"), sum / N_FUTURE, 5.1e-7);
    cr_expect_float_eq(cell_number(&table, row, "chance_lower"), (double)n_lower / N_FUTURE, 1e-10);
    table_release(&table);
    fixture_release(&made);
}
