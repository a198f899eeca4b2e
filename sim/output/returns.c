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
shared_out(const struct table_source *from, const struct january *self, const char *measure,
           const double *like, struct arena *arena)
{
    const struct results *results = from->results;
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
flows_of_year(const struct table_source *from, size_t scenario, struct january *out,
              struct arena *arena)
{
    const struct results *results = from->results;
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
    out->requests = shared_out(from, out, "pipeline.requests", mean, arena);
    out->assessments = shared_out(from, out, "pipeline.assessed", mean, arena);
}

static void
january_of(const struct table_source *from, size_t scenario, long t, struct arena *arena,
           struct january *out)
{
    const struct results *results = from->results;
    const struct dims *dims = &results->model->dims;
    *out = (struct january){ .model = results->model,
                             .scenario = run_scenario(results, scenario),
                             .t = t,
                             .census = run_fy(results, t) + 1,
                             .basis = t < 0 ? "outturn" : "forecast",
                             .child = arena_zero(arena, dims->n_cell, sizeof *out->child) };
    const double *mean = results->model->base_stock;
    if (t >= 0) {
        mean = divided(headcount_stock(&results->headcount, scenario, (size_t)t), dims->n_cell,
                       (double)results->n_replicate, arena);
        flows_of_year(from, scenario, out, arena);
    }
    if (mean != NULL && out->child != NULL)
        whole_cells(dims, mean, arena, out->child);
}

int
each_january(const struct table_source *from, put_january *put, struct table *out,
             struct hr_err *err)
{
    int ret = 0;
    for (size_t scenario = 0; ret == 0 && scenario < from->results->n_scenario; scenario++)
        for (long t = from->suppress == NULL ? -1 : 0; ret == 0 && t < (long)from->results->n_year;
             t++) {
            struct arena arena;
            struct january january;
            arena_init(&arena);
            january_of(from, scenario, t, &arena, &january);
            ret = arena_check(&arena, err);
            if (ret == 0)
                put(&january, out);
            arena_release(&arena);
        }
    return ret;
}

/* ---- who is counted ---- */

static bool
counts(const struct january *self, const struct who *who, size_t cell)
{
    const struct dims *d = &self->model->dims;
    const int ncy = NCY_MIN + (int)(cell / d->n_place);
    const enum category category = self->model->setting[cell % d->n_setting]->category;
    if (who->ncy.first <= who->ncy.last && (ncy < who->ncy.first || ncy > who->ncy.last))
        return false;
    if (who->need != SIZE_MAX && cell / d->n_setting % d->n_need != who->need)
        return false;
    if (who->dfe != NULL && strcmp(category_dfe_name(category), who->dfe) != 0)
        return false;
    return who->at == NULL || who->at(category, ncy, who->provision);
}

double
children(const struct january *self, const struct who *who)
{
    double sum = 0.0;
    for (size_t cell = 0; cell < self->model->dims.n_cell; cell++)
        if (self->child[cell] != 0.0 && counts(self, who, cell))
            sum += self->child[cell];
    return sum;
}

static const struct ncys all_ncys = { 1, 0 };

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
