/* Labels, the first year next to the ledger, and one future year by year. */
#include "print.h"

#include "calendar.h"
#include "reconcile.h"
#include "table.h"
#include "words.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { LABEL_MAX = 60, WIDTH = 34 };

/* ---- labels ---- */

/* UTF-8: a byte 10xxxxxx continues a character. */
static int
n_character(const char *text)
{
    int n = 0;
    for (const char *c = text; *c != '\0'; c++)
        n += ((unsigned char)*c & 0xc0u) != 0x80u;
    return n;
}

int
label_width(const struct model *model, int least)
{
    int width = least;
    for (size_t i = 0; i < model->n_setting + model->n_line; i++) {
        const int n = n_character(i < model->n_setting ? model->setting[i]->label
                                                       : model->line[i - model->n_setting]->label);
        if (n > width && n <= LABEL_MAX)
            width = n;
    }
    return width;
}

void
label_print(FILE *out, const char *label, int width)
{
    const int n = n_character(label);
    fprintf(out, "  %s%*s", label, n < width ? width - n : 0, "");
}

/* ---- the first year next to the ledger ---- */

static void
print_held(FILE *out, const struct model *model, const struct future *expected)
{
    const int width = label_width(model, WIDTH);

    label_print(out, "", width);
    fprintf(out, "    plans   place-    unit price    held     to come\n");
    label_print(out, "", width);
    fprintf(out, "  January    years             £      £m          £m\n");
    for (size_t i = 0; i < model->n_setting; i++) {
        const size_t s = model->file_setting[i];
        const struct setting_year *y = future_setting(expected, 0, s);
        label_print(out, model->setting[s]->label, width);
        fprintf(out, "%9.0f %8.1f %13s %7.3f %11.3f\n", y->flows.opening, y->cost.place_years,
                words_rounded(y->cost.unit_price_gbp).text,
                (y->cost.spending_gbp - y->cost.later_gbp) / GBP_PER_GBP_M,
                y->cost.later_gbp / GBP_PER_GBP_M);
    }
    for (size_t i = 0; i < model->n_line; i++) {
        const size_t line = model->file_line[i];
        label_print(out, model->line[line]->label, width);
        fprintf(out, "%9s %8s %13s %7.3f\n", "", "", "",
                expected->year[0].line_gbp[line] / GBP_PER_GBP_M);
    }
}

static void
print_pair(FILE *out, const char *label, double model, const char *beside, double target)
{
    const double difference = model - target;
    label_print(out, label, WIDTH);
    if (reconcile_ties(model, target))
        fprintf(out, "model %8.3f   %s %8.3f   ties\n", model, beside, target);
    else
        fprintf(out, "model %8.3f   %s %8.3f   DIFFERENCE %.3f\n", model, beside, target,
                difference);
}

static void
print_demand(FILE *out, const struct reconciliation *r, const char *beside)
{
    static const char *const label = "Future demand (plans to come)";
    if (isnan(r->later_target)) {
        label_print(out, label, WIDTH);
        fprintf(out, "model %8.3f   %s does not say\n", r->later, beside);
        return;
    }
    if (reconcile_ties(r->later, r->later_target) || !reconcile_demand_ties(r)) {
        print_pair(out, label, r->later, beside, r->later_target);
        return;
    }
    label_print(out, label, WIDTH);
    fprintf(out, "model %8.3f   %s %8.3f   within 0.2%% of spending\n", r->later, beside,
            r->later_target);
}

/* Plans on the position date: given, and as the monthly profile of new plans would have it. */
static void
print_position(FILE *out, const struct model *model, const struct future *expected)
{
    const struct inputs *in = model->in;
    const struct year *t = &expected->year[0];
    struct hr_err err;
    double moment;

    if (in->position_date[0] == '\0' || date_parse(in->position_date, &moment, &err) != 0)
        return;
    if (in->pipeline.where != NULL) {
        fprintf(out,
                "  On %s about %.0f plans are held (from the months in which the pipeline issues "
                "them)%s",
                in->position_date, t->people.plans_opening + t->people.joined_by_position,
                isnan(in->position_plans) ? ".\n" : "; ");
        if (!isnan(in->position_plans))
            fprintf(out, "the file says %.0f.\n", in->position_plans);
        return;
    }
    const double by_profile =
        t->people.plans_opening +
        t->people.joined * joiner_share_by(in->joiners.months, moment - in->base_census);
    if (isnan(in->position_plans))
        fprintf(out, "  On %s about %.0f plans are held (from the monthly profile of new plans).\n",
                in->position_date, by_profile);
    else
        fprintf(out,
                "  On %s %.0f plans are held, as the file says (the monthly profile of new plans "
                "alone would give %.0f).\n",
                in->position_date, in->position_plans, by_profile);
}

void
reconcile_print(FILE *out, const struct model *model, const struct future *expected)
{
    struct reconciliation r;
    const char *beside = reconcile_beside(model->in);

    reconcile(model, expected, &r);
    fprintf(out, "Expected-value run of %s next to the %s, high needs, £ million:\n",
            fy_name(model->in->base_census).text, beside);
    print_position(out, model, expected);
    print_held(out, model, expected);
    print_pair(out, "Outturn (plans held, lines)", r.held, beside, r.held_target);
    print_demand(out, &r, beside);
    print_pair(out, "Budget", r.budget, beside, r.budget_target);
    if (!reconcile_ties(r.held, r.held_target) && r.price_factor > 0.0)
        fprintf(out,
                "  To tie the outturn, multiply the top-ups and fees by %.4f, or change the plans "
                "or the lines.\n",
                r.price_factor);
}

/* ---- one simulated future: figures in full (three decimals of a £ million), because this is for
 * checking, not for reading out ---- */

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

    table_format(gbp / GBP_PER_GBP_M, N_DECIMAL, digits, sizeof digits);
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
                y->cost.place_years, y->cost.unit_price_gbp, y->cost.spending_gbp / GBP_PER_GBP_M);
    }
    for (size_t i = 0; i < model->n_line; i++) {
        const size_t line = model->file_line[i];
        label_print(out, model->line[line]->label, width + 85);
        fprintf(out, "%9.3f\n", future->year[year].line_gbp[line] / GBP_PER_GBP_M);
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
