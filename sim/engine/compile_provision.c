/* Compiles who pays for places that open: which are counted, at what rate, and what is typed
 * elsewhere (provision.h). */
#include "model.h"

#include <limits.h>
#include <math.h>

static double
or_none(double typed)
{
    return isnan(typed) ? 0.0 : typed;
}

static int
later(int a, int b)
{
    return a > b ? a : b;
}

static int
last_academy_year(const struct grant_in *in)
{
    int last = INT_MIN;
    for (size_t i = 0; i < in->n_academy; i++)
        last = later(last, in->academy[i].ay);
    return last;
}

static const struct price_in *
price_with_places(const struct model *model, size_t s)
{
    const struct price_in *in = model->prices.price[s].in;
    return in != NULL && in->place_gbp != 0 ? in : NULL;
}

/* Does a line of place funding grow with plans? One that does not pays for the places there were.
 */
static bool
line_pays_places(const struct model *model)
{
    for (size_t i = 0; i < model->n_line; i++)
        if (s251_of_code(model->line[i]->s251) == S251_PLACES && model->line[i]->elasticity != 0)
            return true;
    return false;
}

/* The first September of the trend: all before is known. */
static int
trend_begins(const struct model *model, const struct setting_in *in, const struct price_in *price)
{
    int known = later(model->in->base_census + (int)model->grant.n_known - 1,
                      last_academy_year(&model->in->grant));
    for (size_t i = 0; price != NULL && i < price->n_places; i++)
        known = later(known, price->places[i].ay);
    return in->trend_from != 0 ? in->trend_from : known + 1;
}

/* The money of the trend's places, as far as no other key has it. */
static void
compile_trend(struct model *model, struct finite *finite, bool followed)
{
    const size_t s = finite->setting;
    const struct setting_in *in = model->setting[s];
    const struct price_in *price = price_with_places(model, s);
    const double academies = model->provision.all_by_council ? 0.0 : or_none(in->academies);
    const bool paid = price != NULL || !line_pays_places(model);
    finite->growth = in->trend_growth;
    finite->new_places = in->trend_places;
    finite->trend_first = trend_begins(model, in, price);
    finite->trend_last = in->trend_last != 0 ? in->trend_last : INT_MAX;
    finite->academies = followed ? academies : 0.0;
    finite->maintained = paid ? 1.0 - academies : 0.0;
}

/* Does the setting open a place for each child, of whom DfE deducts some? */
static double
compile_follow(const struct model *model, size_t s, bool followed)
{
    const struct setting_in *in = model->setting[s];
    return followed && in->local && in->n_seats == 0 ? or_none(in->academies) : 0.0;
}

/* The same of places that the council pays for: those of schools, whose price pays for places, from
 * the last academic year typed there. */
static void
follow_maintained(struct model *model, size_t s, bool followed)
{
    const struct setting_in *in = model->setting[s];
    const struct price_in *priced = price_with_places(model, s);
    const bool by_council = model->provision.all_by_council;
    struct price *price = &model->prices.price[s];
    if (!(followed || by_council) || priced == NULL || !in->local || in->n_seats > 0 ||
        isnan(in->academies) || in->category == CATEGORY_FURTHER_EDUCATION)
        return;
    price->follow = by_council ? 1.0 : 1.0 - in->academies;
    for (size_t i = 0; i < priced->n_places; i++)
        price->settled =
            (size_t)later((int)price->settled, priced->places[i].ay - model->in->base_census);
}

/* Any academy's places of the trend, or of a named scheme? */
static bool
places_are_deducted(const struct places *places)
{
    bool any = false;
    for (size_t f = 0; f < places->n_finite; f++)
        any |= places->finite[f].academies > 0.0 &&
               (places->finite[f].growth != 0 || places->finite[f].new_places != 0);
    for (size_t i = 0; i < places->n_scheme; i++)
        any |= places->scheme[i].school == SCHOOL_ACADEMY;
    return any;
}

int
compile_provision(struct model *model, struct hr_err *err)
{
    const struct inputs *in = model->in;
    struct provision *self = &model->provision;
    const bool listed = in->grant.n_academy > 0;
    const int settled = listed ? last_academy_year(&in->grant) + 1 - in->base_census : 0;
    *self = (struct provision){ .announced = model->grant.n_known - 1,
                                .all_by_council = in->dsg.basis == BEFORE_RECOUPMENT };
    if (listed && settled > (int)self->announced)
        self->announced = (size_t)settled;
    self->rate_gbp = arena_zero(&model->arena, model->n_setting, sizeof *self->rate_gbp);
    self->follow = arena_zero(&model->arena, model->n_setting, sizeof *self->follow);
    const int ret = arena_check(&model->arena, err);
    if (ret != 0)
        return ret;
    const bool followed = !self->all_by_council && in->grant.basis == GRANT_BEFORE_DEDUCTIONS &&
                          in->grant.deductions_growth == 0;
    for (size_t s = 0; s < model->n_setting; s++) {
        self->rate_gbp[s] = or_none(model->setting[s]->place_rate_gbp);
        self->follow[s] = compile_follow(model, s, followed);
        self->deducts |= self->follow[s] * self->rate_gbp[s] > 0.0;
        if (model->prices.price[s].in != NULL)
            model->prices.price[s].rate_gbp = self->rate_gbp[s];
        follow_maintained(model, s, followed);
    }
    for (size_t i = 0; self->all_by_council && i < model->places.n_scheme; i++)
        if (model->places.scheme[i].school == SCHOOL_ACADEMY)
            model->places.scheme[i].school = SCHOOL_MAINTAINED;
    model->places.announced = self->announced;
    model->places.by_list = in->grant.n_academy > 0;
    model->places.listed = (double)last_academy_year(&in->grant) + SEPTEMBER;
    for (size_t f = 0; f < model->places.n_finite; f++)
        compile_trend(model, &model->places.finite[f], followed);
    self->deducts |= places_are_deducted(&model->places);
    return 0;
}
