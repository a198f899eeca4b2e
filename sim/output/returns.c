#include "returns.h"

#include "whole_numbers.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* ---- the path ---- */

static const double *
divided(const double *sum, size_t n, double by, struct arena *arena)
{
    double *out = arena_zero(arena, n, sizeof *out);
    for (size_t i = 0; out != NULL && i < n; i++)
        out[i] = sum[i] / by;
    return out;
}

/* A total of the year, shared out by year group as new plans are: a request has no age here. */
static const double *
shared_out(const struct results *results, const struct january *self, const char *measure,
           const double *like, struct arena *arena)
{
    const size_t scenario = (size_t)(self->scenario - self->model->in->scenario);
    const double total = results
                             ->summary[results_index(results, scenario, (size_t)self->t,
                                                     results_measure(results, measure))]
                             .mean;
    double *out = arena_zero(arena, N_NCY, sizeof *out), sum = 0.0;
    for (size_t i = 0; i < N_NCY; i++)
        sum += like[i];
    for (size_t i = 0; out != NULL && i < N_NCY; i++)
        out[i] = sum > 0.0 ? total * like[i] / sum : 0.0;
    if (out != NULL)
        whole_numbers(out, N_NCY, sum > 0.0 ? round(total) : 0.0, arena, out);
    return out;
}

static void
flows_of_year(const struct results *results, size_t scenario, struct january *out,
              struct arena *arena)
{
    const double *mean = divided(headcount_joined(&results->headcount, scenario, (size_t)out->t),
                                 N_NCY, (double)results->n_replicate, arena);
    double *whole = arena_zero(arena, N_NCY, sizeof *whole), sum = 0.0;
    if (mean == NULL || whole == NULL)
        return;
    for (size_t i = 0; i < N_NCY; i++)
        sum += mean[i];
    whole_numbers(mean, N_NCY, round(sum), arena, whole);
    out->new_plans = whole;
    if (results->model->pipeline.in == NULL)
        return;
    out->requests = shared_out(results, out, "pipeline.requests", mean, arena);
    out->assessments = shared_out(results, out, "pipeline.assessed", mean, arena);
}

/* Whole children by cell; kept: where they are. */
static void
count_children(const struct results *results, const struct january *self, size_t scenario,
               struct arena *kept)
{
    const struct dims *dims = &results->model->dims;
    struct arena arena;
    arena_init(&arena);
    const double *mean =
        self->t < 0 ? results->model->base_stock
                    : divided(headcount_stock(&results->headcount, scenario, (size_t)self->t),
                              dims->n_cell, (double)results->n_replicate, &arena);
    if (mean != NULL)
        whole_cells(dims, mean, &arena, self->child);
    kept->failed = kept->failed || arena.failed;
    arena_release(&arena);
}

static void
january_of(const struct results *results, size_t scenario, long t, struct arena *arena,
           struct january *out)
{
    const size_t alike = results->headcount.same_as[scenario];
    *out = (struct january){ .model = results->model,
                             .scenario = run_scenario(results, scenario),
                             .t = t,
                             .census = run_fy(results, t) + 1,
                             .basis = t < 0 ? "outturn" : "forecast" };
    if (t >= 0)
        flows_of_year(results, scenario, out, arena);
    if (alike < scenario) {
        out->child = out[-(long)((scenario - alike) * (results->n_year + 1))].child;
        return;
    }
    out->child = arena_zero(arena, results->model->dims.n_cell, sizeof *out->child);
    if (out->child != NULL)
        count_children(results, out, scenario, arena);
}

int
januaries_init(struct januaries *self, const struct results *results, struct hr_err *err)
{
    const size_t n_january = results->n_year + 1;
    *self = (struct januaries){ .n = results->n_scenario * n_january };
    arena_init(&self->arena);
    self->item = arena_zero(&self->arena, self->n, sizeof *self->item);
    for (size_t i = 0; self->item != NULL && i < self->n; i++)
        january_of(results, i / n_january, (long)(i % n_january) - 1, &self->arena, &self->item[i]);
    return arena_check(&self->arena, err);
}

void
januaries_release(struct januaries *self)
{
    arena_release(&self->arena);
    *self = (struct januaries){ 0 };
}

int
each_january(const struct table_source *from, put_january *put, struct table *out,
             struct hr_err *err)
{
    struct januaries own = { 0 };
    const struct januaries *all = from->januaries != NULL ? from->januaries : &own;
    const int ret = all == &own ? januaries_init(&own, from->results, err) : 0;
    for (size_t i = 0; ret == 0 && i < all->n; i++)
        if (all->item[i].t >= 0 || from->suppress == NULL)
            put(&all->item[i], out);
    januaries_release(&own);
    return ret;
}

/* ---- who is counted ---- */

static const struct ncys all_ncys = { 1, 0 };

/* Of one setting and year group. */
static double
children_of_needs(const struct january *self, const struct who *who, size_t setting, int ncy)
{
    const struct dims *d = &self->model->dims;
    const double *child = self->child + (size_t)(ncy - NCY_MIN) * d->n_place + setting;
    double sum = 0.0;
    if (who->need != SIZE_MAX)
        return child[who->need * d->n_setting];
    for (size_t need = 0; need < d->n_need; need++)
        sum += child[need * d->n_setting];
    return sum;
}

double
children(const struct january *self, const struct who *who)
{
    const bool all = who->ncy.first > who->ncy.last;
    const struct ncys ncys = all ? (struct ncys){ NCY_MIN, NCY_MAX } : who->ncy;
    double sum = 0.0;
    for (size_t s = 0; s < self->model->n_setting; s++) {
        const enum category category = self->model->setting[s]->category;
        if (who->dfe != NULL && strcmp(category_dfe_name(category), who->dfe) != 0)
            continue;
        for (int ncy = ncys.first; ncy <= ncys.last; ncy++)
            if (who->at == NULL || who->at(category, ncy, who->provision))
                sum += children_of_needs(self, who, s, ncy);
    }
    return sum;
}

struct who
everyone(void)
{
    return (struct who){ .ncy = all_ncys, .need = SIZE_MAX };
}

/* ---- ages ---- */

const char *const age_rule_text[N_AGE_RULE] = { "at 31 August before the school year",
                                                "turned in the school year" };

/* A child is so many years older than on 31 August before the year. */
static const int years_later[N_AGE_RULE] = { 0, 1 };

const char *const age_band_text[N_AGE_BAND] = { "Under 5", "Age 5 to 10", "Age 11 to 15",
                                                "Age 16 to 19", "Age 20 to 25" };

struct ncys
ncys_of_band(size_t band, enum age_rule rule)
{
    const int first = ncy_of_age(age_bands[band].first) - years_later[rule],
              last = ncy_of_age(age_bands[band].last) - years_later[rule];
    return (struct ncys){ band == 0 ? NCY_MIN : first, band + 1 == N_AGE_BAND ? NCY_MAX : last };
}

double
of_ages(const double *by_ncy, struct ncys ncys)
{
    double sum = 0.0;
    for (int ncy = ncys.first; ncy <= ncys.last; ncy++)
        sum += by_ncy[ncy - NCY_MIN];
    return sum;
}

/* ---- needs: the forms' names for the SEN2 codes that a scenario may use as ids ---- */

static const struct {
    const char *code, *name;
} dfe_need[] = {
    { "ASD", "Autistic Spectrum Disorder" },
    { "HI", "Hearing Impairment" },
    { "MLD", "Moderate Learning Difficulty" },
    { "MSI", "Multi-Sensory Impairment" },
    { "PD", "Physical Disability" },
    { "PMLD", "Profound & Multiple Learning Difficulty" },
    { "SEMH", "Social, Emotional and Mental Health" },
    { "SLCN", "Speech, Language and Communications needs" },
    { "SLD", "Severe Learning Difficulty" },
    { "SPLD", "Specific Learning Difficulty" },
    { "VI", "Visual Impairment" },
    { "OTH", "Other Difficulty/Disability" },
};

const char *
need_name(const struct need_in *need)
{
    for (size_t i = 0; i < sizeof dfe_need / sizeof dfe_need[0]; i++)
        if (strcasecmp(dfe_need[i].code, need->id) == 0)
            return dfe_need[i].name;
    return need->label;
}

bool
has_needs(const struct model *model)
{
    return model->n_need > 1;
}
