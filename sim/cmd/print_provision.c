/* Places now and at the end of the forecast, and who pays for those that open. */
#include "print.h"

#include "calendar.h"
#include "words.h"

#include <limits.h>
#include <math.h>

static double
schemes_open(const struct places *places, size_t finite, double by)
{
    double sum = 0.0;
    for (size_t i = 0; i < places->n_scheme; i++)
        if (places->pool[places->scheme[i].pool].finite == finite &&
            is_by(places->scheme[i].opens, by))
            sum += places->scheme[i].count;
    return sum;
}

/* A growth typed as 0 is none. */
static bool
has_trend(const struct model *model, const struct finite *finite)
{
    const struct quantity *growth = &model->in->quantity[finite->growth];
    return finite->new_places != 0 ||
           (finite->growth != 0 && !(growth->kind == QUANTITY_FIXED && growth->p[0] == 0.0));
}

static void
print_trend(FILE *out, const struct model *model, const struct finite *finite)
{
    const struct quantity *quantity = model->in->quantity;
    if (!has_trend(model, finite)) {
        fprintf(out, "none open by a trend");
        return;
    }
    if (finite->new_places != 0)
        fprintf(out, "%.4g more a year", quantity_central(&quantity[finite->new_places]));
    else
        fprintf(out, "%.3g%% more a year", 100.0 * quantity_central(&quantity[finite->growth]));
    fprintf(out, " from September %d", finite->trend_first);
    if (finite->trend_last != INT_MAX)
        fprintf(out, " to September %d", finite->trend_last);
}

/* Whose the money of the trend's places is. */
static void
print_payer(FILE *out, const struct model *model, const struct finite *finite)
{
    const double rate = model->provision.rate_gbp[finite->setting];
    if (!has_trend(model, finite))
        return;
    if (finite->academies > 0.0)
        fprintf(out, "; %.0f%% of them academies', which DfE deducts at £%s a place",
                100.0 * finite->academies, words_rounded(rate).text);
    if (finite->maintained > 0.0)
        fprintf(out, "; place funding pays for %.0f%%", 100.0 * finite->maintained);
    if (finite->academies + finite->maintained < 1.0)
        fprintf(out, "; growth that is typed, or a line, pays for %.0f%%",
                100.0 * (1.0 - finite->academies - finite->maintained));
}

static void
print_followed(FILE *out, const struct model *model)
{
    const struct provision *provision = &model->provision;
    for (size_t i = 0; i < model->n_setting; i++) {
        const size_t s = model->file_setting[i];
        const double gbp = provision->follow[s] * provision->rate_gbp[s],
                     council = model->prices.price[s].follow;
        if (gbp > 0.0)
            fprintf(out,
                    "  %s: never full; DfE deducts £%s a year more for each child more than in "
                    "%s.\n",
                    model->setting[s]->id, words_rounded(gbp).text,
                    fy_name(model->in->base_census + (int)provision->announced).text);
        if (council > 0.0)
            fprintf(out,
                    "  %s: never full; place funding pays for %.2f places a year more for each "
                    "child more than in %s.\n",
                    model->setting[s]->id, council,
                    fy_name(model->in->base_census + (int)model->prices.price[s].settled).text);
    }
}

static void
print_deductions(FILE *out, const struct model *model, const struct future *expected)
{
    const double first = expected->year[0].money.deductions_gbp,
                 last = expected->year[model->n_year - 1].money.deductions_gbp;
    const char *why = "as the academy places open then";
    if (model->in->grant.basis == GRANT_AFTER_DEDUCTIONS || model->provision.all_by_council)
        return;
    if (model->in->grant.deductions_growth != 0)
        why = "grown at grant.deductions_growth, in place of the baseline's academy places";
    fprintf(out, "  deductions: %s in %s, %s in %s, %s.\n",
            words_ledger(first / GBP_PER_GBP_M).text, fy_name(model->in->base_census).text,
            words_ledger(last / GBP_PER_GBP_M).text,
            fy_name(model->in->base_census + (int)model->n_year - 1).text, why);
}

void
provision_print(FILE *out, const struct model *model, const struct future *expected)
{
    const struct places *places = &model->places;
    const int base = model->in->base_census;
    fprintf(out, "\nPlaces, without options (expected-value run):\n");
    for (size_t f = 0; f < places->n_finite; f++) {
        const struct finite *finite = &places->finite[f];
        fprintf(out, "  %s: %.0f in January %d, %.0f in January %d; ",
                model->setting[finite->setting]->id, schemes_open(places, f, base + CENSUS_DAY),
                base, expected->year[model->n_year - 1].place[f].places, base + (int)model->n_year);
        print_trend(out, model, finite);
        print_payer(out, model, finite);
        fprintf(out, ".\n");
    }
    if (places->n_finite == 0)
        fprintf(out, "  no setting has places: each is never full.\n");
    print_followed(out, model);
    print_deductions(out, model, expected);
}
