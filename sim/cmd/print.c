/* Labels, and the first year next to the ledger. */
#include "print.h"

#include "calendar.h"
#include "reconcile.h"
#include "words.h"

#include <math.h>
#include <string.h>

static const double GBP_M = 1e-6;
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
print_settings(FILE *out, const struct model *model, const struct future *expected)
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
                words_count((unsigned long long)llround(y->cost.unit_price_gbp)).text,
                (y->cost.spending_gbp - y->cost.later_gbp) * GBP_M, y->cost.later_gbp * GBP_M);
    }
    for (size_t i = 0; i < model->n_line; i++) {
        const size_t line = model->file_line[i];
        label_print(out, model->line[line]->label, width);
        fprintf(out, "%9s %8s %13s %7.3f\n", "", "", "", expected->year[0].line_gbp[line] * GBP_M);
    }
}

static void
print_pair(FILE *out, const char *label, double model, double target)
{
    const double difference = model - target;
    label_print(out, label, WIDTH);
    if (reconcile_ties(model, target))
        fprintf(out, "model %8.3f   ledger %8.3f   ties\n", model, target);
    else
        fprintf(out, "model %8.3f   ledger %8.3f   DIFFERENCE %.3f\n", model, target, difference);
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

    reconcile(model, expected, &r);
    fprintf(out, "Expected-value run of %s next to the ledger, high needs, £ million:\n",
            fy_name(model->in->base_census).text);
    print_position(out, model, expected);
    print_settings(out, model, expected);
    print_pair(out, "Outturn (plans held, lines)", r.held, r.held_target);
    print_pair(out, "Future demand (plans to come)", r.later, r.later_target);
    print_pair(out, "Budget", r.budget, r.budget_target);
    if (!reconcile_ties(r.held, r.held_target) && r.price_factor > 0.0)
        fprintf(out,
                "  To tie the outturn, multiply the top-ups and fees by %.4f, or change the plans "
                "or the lines.\n",
                r.price_factor);
}
