#include "grant.h"

#include "calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums the reconciling lines of each year. */
static void
add_other(struct grant *self, int first_fy)
{
    for (size_t i = 0; i < self->in->n_other; i++) {
        const struct grant_other_in *other = &self->in->other[i];
        for (size_t t = 0; t < self->n_year; t++) {
            const int fy = first_fy + (int)t;
            if (fy >= other->first_fy && (other->last_fy == 0 || fy <= other->last_fy))
                self->other_gbp[t] += other->amount_gbp;
        }
    }
}

/* Places of an entry's id in force in academic year ay: the latest that has begun. 0 before the
 * first. */
static double
academy_places_in(const struct grant_in *in, const char *id, int ay)
{
    const struct academy_places_in *latest = NULL;
    for (size_t i = 0; i < in->n_academy; i++)
        if (strcmp(in->academy[i].id, id) == 0 && in->academy[i].ay <= ay &&
            (latest == NULL || in->academy[i].ay > latest->ay))
            latest = &in->academy[i];
    return latest == NULL ? 0.0 : latest->count * latest->rate_gbp;
}

static bool
is_first_of_id(const struct grant_in *in, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(in->academy[k].id, in->academy[i].id) == 0)
            return false;
    return true;
}

/* 5/12 of the academic year that ends, 7/12 of the one that begins; post-16 4/12 and 8/12. */
double
grant_deductions_of_places(const struct grant_in *in, int fy)
{
    double gbp = 0.0;
    for (size_t i = 0; i < in->n_academy; i++)
        if (is_first_of_id(in, i))
            gbp += commissioned_places(academy_places_in(in, in->academy[i].id, fy - 1),
                                       academy_places_in(in, in->academy[i].id, fy),
                                       in->academy[i].post16);
    return gbp;
}

static void
mark_flat(struct grant *self, int first_fy)
{
    for (size_t i = 0; i < self->in->n_flat_cash; i++) {
        int fy;
        if (fy_parse(self->in->flat_cash[i], &fy, NULL) == 0 && fy >= first_fy &&
            fy < first_fy + (int)self->n_year)
            self->flat[fy - first_fy] = true;
    }
}

static const struct grant_known_in *
known_in(const struct grant_in *in, int fy)
{
    for (size_t i = 0; i < in->n_known; i++)
        if (in->known[i].fy == fy)
            return &in->known[i];
    return NULL;
}

double
grant_deductions(const struct grant_in *in, int fy)
{
    const struct grant_known_in *known = known_in(in, fy);
    if (in->n_academy > 0)
        return grant_deductions_of_places(in, fy);
    return known == NULL ? (double)NAN : known->deductions_gbp;
}

int
grant_init(struct grant *self, const struct grant_in *in, int first_fy, size_t n_year,
           struct hr_err *err)
{
    *self = (struct grant){ .in = in, .n_year = n_year };
    self->amount_gbp = calloc(n_year, sizeof *self->amount_gbp);
    self->deductions_gbp = calloc(n_year, sizeof *self->deductions_gbp);
    self->other_gbp = calloc(n_year, sizeof *self->other_gbp);
    self->flat = calloc(n_year, sizeof *self->flat);
    self->by_place = in->n_academy > 0;
    if (self->amount_gbp == NULL || self->deductions_gbp == NULL || self->other_gbp == NULL ||
        self->flat == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the grant of %zu years", n_year);
    for (; self->n_known < n_year; self->n_known++) {
        const struct grant_known_in *known = known_in(in, first_fy + (int)self->n_known);
        if (known == NULL)
            break;
        self->amount_gbp[self->n_known] = known->amount_gbp;
        if (!self->by_place)
            self->deductions_gbp[self->n_known] = known->deductions_gbp;
    }
    if (self->n_known == 0)
        return hr_fail(err, HR_ESCENARIO, "grant.known does not have the first forecast year");
    add_other(self, first_fy);
    for (size_t t = 0; self->by_place && t < n_year; t++)
        self->deductions_gbp[t] = grant_deductions_of_places(in, first_fy + (int)t);
    mark_flat(self, first_fy);
    return 0;
}

void
grant_release(struct grant *self)
{
    free(self->amount_gbp);
    free(self->deductions_gbp);
    free(self->other_gbp);
    free(self->flat);
    *self = (struct grant){ 0 };
}

void
grant_start(struct grant_state *self, const struct grant *grant, const double *value)
{
    *self = (struct grant_state){ 0 };
    path_start(&self->growth, &grant->in->growth, value);
}

/* The amount of a year after the announced ones. Its draws are made in flat years too, so that a
 * later year is the same either way. */
static void
grow(struct grant_state *self, const struct grant *grant, const struct grant_pupils *pupils,
     const struct step *step)
{
    const struct grant_limits_in *limits = &grant->in->limits;
    struct draw_key key = {
        .national = true, .purpose = grant->purpose_growth, .item = grant->item, .year = step->year
    };
    draw_at(step->draw, &key);
    const double national = path_next(&self->growth, draw_shock(step->draw));
    key.national = false;
    key.purpose = grant->purpose_local;
    draw_at(step->draw, &key);
    double rate = 1.0 + national + step->value[grant->in->local_sd] * draw_shock(step->draw);
    if (grant->flat[step->year])
        return;
    if (limits->where != NULL && pupils->aged_2_18 > 0.0 && self->last.aged_2_18 > 0.0) {
        const double heads = pupils->aged_2_18 / self->last.aged_2_18;
        rate = fmin(fmax(rate, (1.0 + step->value[limits->floor]) * heads),
                    (1.0 + step->value[limits->cap]) * heads);
    }
    self->amount_gbp *= rate;
}

/* What pupils add beyond those of the last announced year. */
static void
run_formula(struct grant_state *self, const struct grant *grant, const struct grant_pupils *now,
            const struct step *step)
{
    const struct grant_formula_in *formula = &grant->in->formula;
    if (formula->where == NULL || grant->flat[step->year])
        return;
    const double basic_gbp =
        step->value[formula->basic_entitlement_gbp] * formula->area_cost_adjustment;
    self->import_export_gbp =
        step->value[formula->import_export_gbp] *
        (now->imported - now->exported - (self->known.imported - self->known.exported));
    self->formula_gbp =
        basic_gbp * (now->special_local - self->known.special_local) + self->import_export_gbp;
}

double
grant_next(struct grant_state *self, const struct grant *grant, const struct grant_pupils *pupils,
           const struct step *step)
{
    const size_t t = step->year;
    if (t < grant->n_known) {
        self->amount_gbp = grant->amount_gbp[t];
        self->deductions_gbp = grant->deductions_gbp[t];
        self->known = *pupils;
    } else {
        grow(self, grant, pupils, step);
        run_formula(self, grant, pupils, step);
        self->deductions_gbp =
            grant->by_place
                ? grant->deductions_gbp[t]
                : self->deductions_gbp * (1.0 + step->value[grant->in->deductions_growth]);
    }
    self->last = *pupils;
    return self->amount_gbp + self->formula_gbp - self->deductions_gbp + grant->other_gbp[t];
}
