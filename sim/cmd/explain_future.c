/* Figures in full (three decimals of a £ million), because this is for checking, not for reading
 * out. */
#include "print.h"

#include "calendar.h"
#include "table.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const double GBP_M = 1e-6;
enum { LABEL_WIDTH = 26, N_DECIMAL = 3 };

static void
print_people(FILE *out, int census, const struct year *t)
{
    fprintf(out,
            "  Children and young people with a plan: %.0f in %s, %.0f in %s. In between %.0f "
            "joined, %.0f left and %.0f moved to another setting.\n",
            t->people.plans_opening, census_name(census).text, t->people.plans_closing,
            census_name(census + 1).text, t->people.joined, t->people.left, t->people.moved);
    if (t->people.migrated.in > 0.0 || t->people.migrated.out > 0.0 ||
        t->people.migrated.unexplained != 0.0)
        fprintf(out,
                "  %.0f came from other authorities and %.0f went there; %.0f %s that no record "
                "explains.\n",
                t->people.migrated.in, t->people.migrated.out, fabs(t->people.migrated.unexplained),
                t->people.migrated.unexplained < 0.0 ? "fewer" : "more");
}

/* Requests and assessments of the calendar year, where the scenario has a pipeline. */
static void
print_pipeline(FILE *out, const struct pipeline_year *y)
{
    fprintf(
        out,
        "  Of %.0f requests for an assessment and those waiting, %.0f were refused, %.0f "
        "withdrawn, and %.0f assessed: %.0f plans issued, "
        "%.0f%% of them within 20 weeks, after %.1f weeks on average; %.0f assessments go on.\n",
        y->requests, y->refused, y->withdrawn, y->finished, y->issued, 100.0 * y->in_time, y->weeks,
        y->assessing);
}

struct money {
    char text[64];
};

/* "£17.086m", "-£0.436m"; never "-£0.000m". */
static struct money
money(double gbp)
{
    struct money out;
    char digits[48];

    table_format(gbp * GBP_M, N_DECIMAL, digits, sizeof digits);
    const bool negative = digits[0] == '-';
    snprintf(out.text, sizeof out.text, "%s£%sm", negative ? "-" : "", digits + negative);
    return out;
}

static void
print_money(FILE *out, const struct year *t)
{
    const struct money other = money(fabs(t->money.other_blocks_gbp));
    const bool none = strcmp(other.text, money(0.0).text) == 0;

    fprintf(out, "  High needs spending %s, grant %s; other blocks %s%s: in-year deficit %s.\n",
            money(t->money.spending_gbp).text, money(t->money.grant_gbp).text,
            none ? "" : other.text,
            none                              ? "on budget"
            : t->money.other_blocks_gbp < 0.0 ? " under budget"
                                              : " over budget",
            money(t->money.in_year_deficit_gbp).text);
    fprintf(out, "  Deficit %s brought forward, %s received: deficit %s carried forward.\n\n",
            money(t->money.deficit_opening_gbp).text, money(t->money.receipts_gbp).text,
            money(t->money.deficit_closing_gbp).text);
}

/* Parts that the scenario does not give are 0 there, and left out here. */
static void
print_general(FILE *out, const struct general_fund_in *in, const struct general_year *g)
{
    fprintf(out, "  General fund, next to it: %s", money(g->cost_gbp).text);
    if (in->n_transport > 0)
        fprintf(out, ", transport %s", money(g->transport_gbp).text);
    if (in->interest.where != NULL)
        fprintf(out, ", interest on the deficit %s", money(g->deficit_interest_gbp).text);
    if (in->n_capital > 0 || in->capital_defaults.where != NULL)
        fprintf(out, ", interest on borrowing %s, MRP %s", money(g->borrowing.interest_gbp).text,
                money(g->borrowing.mrp_gbp).text);
    if (in->reserves.where != NULL)
        fprintf(out, "; reserves %s", money(g->reserves_gbp).text);
    fputs(".\n\n", out);
}

static void
print_settings(FILE *out, const struct model *model, const struct future *future, size_t year,
               int width)
{
    label_print(out, "setting", width);
    fprintf(out, " opening    left   moved   moved departed arrived  joined closing   place- unit "
                 "price  spending\n");
    label_print(out, "", width);
    fprintf(out, "                     out      in                                    years        "
                 "  £        £m\n");
    for (size_t i = 0; i < model->n_setting; i++) {
        const size_t s = model->file_setting[i];
        const struct setting_year *y = future_setting(future, year, s);
        label_print(out, model->setting[s]->label, width);
        fprintf(out, " %7.0f %7.0f %7.0f %7.0f  %7.0f %7.0f %7.0f %7.0f %8.1f %10.0f %9.3f\n",
                y->flows.opening, y->flows.left, y->flows.moved_out, y->flows.moved_in,
                y->flows.departed, y->flows.arrived, y->flows.joined, y->flows.closing,
                y->cost.place_years, y->cost.unit_price_gbp, y->cost.spending_gbp * GBP_M);
    }
    for (size_t i = 0; i < model->n_line; i++) {
        const size_t line = model->file_line[i];
        label_print(out, model->line[line]->label, width + 85);
        fprintf(out, "%9.3f\n", future->year[year].line_gbp[line] * GBP_M);
    }
    fputc('\n', out);
}

static void
print_policy(FILE *out, const struct policy_in *policy)
{
    fprintf(out, "Policy '%s' (weight %g): %s\n\n", policy->id, policy->weight, policy->label);
}

void
explain_future_print(FILE *out, const struct model *model, size_t scenario, size_t replicate,
                     const struct future *future)
{
    const struct scenario_in *in = &model->in->scenario[scenario];
    const int width = label_width(model, LABEL_WIDTH);

    fprintf(out, "Simulated future %zu of %s. Scenario '%s': %s\n\n", replicate, model->in->area,
            in->id, in->label);
    if (model->in->n_policy > 0)
        print_policy(out, &model->in->policy[(size_t)future->year[0].people.policy - 1]);
    for (size_t year = 0; year < future->n_year; year++) {
        const int fy = model->in->base_census + (int)year;
        fprintf(out, "%s\n", fy_name(fy).text);
        print_people(out, fy, &future->year[year]);
        if (model->in->pipeline.where != NULL)
            print_pipeline(out, &future->year[year].people.pipeline);
        print_money(out, &future->year[year]);
        if (model->in->general_fund.where != NULL)
            print_general(out, &model->in->general_fund, &future->year[year].general);
        print_settings(out, model, future, year, width);
    }
}
