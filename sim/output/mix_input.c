/* From results to the placement mix and the charts of places: sums over settings in each future,
 * then their means and quantiles. */
#include "mix_input.h"

#include "stats.h"
#include "table_rows.h"
#include "version.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- sums over settings, future by future */

/* A measure by id, or n_measure when there is none. */
static size_t
find_measure(const struct results *results, const char *id)
{
    size_t m = 0;
    while (m < results->n_measure && strcmp(results->measure[m].id, id) != 0)
        m++;
    return m;
}

struct sum { /* of one number over settings, for every future of a scenario and year */
    const struct results *results;
    size_t scenario, year;
    double *value; /* [replicate] */
};

static void
add_measure(struct sum *self, const char *prefix, const char *setting, double sign)
{
    char id[sizeof self->results->measure->id];
    snprintf(id, sizeof id, "%s.%s", prefix, setting);
    const size_t measure = find_measure(self->results, id);
    if (measure == self->results->n_measure)
        return;
    const double *column = results_column(self->results, self->scenario, self->year, measure);
    for (size_t k = 0; k < self->results->n_replicate; k++)
        self->value[k] += sign * column[k];
}

static void
sum_start(struct sum *self)
{
    memset(self->value, 0, self->results->n_replicate * sizeof *self->value);
}

static struct chart_run
run_of(const struct results *results, const char *source)
{
    return (struct chart_run){ .title = results->model->in->title,
                               .source = source,
                               .version = HEADROOM_VERSION,
                               .n_simulation = results->n_replicate,
                               .seed = (unsigned long long)results->model->in->seed };
}

/* ---- the placement mix */

enum mix_part
mix_part_of(int category)
{
    switch ((enum category)category) {
    case CATEGORY_MAINSTREAM:
    case CATEGORY_EARLY_YEARS: return MIX_MAINSTREAM;
    case CATEGORY_UNIT: return MIX_UNIT;
    case CATEGORY_STATE_SPECIAL: return MIX_SPECIAL;
    case CATEGORY_INDEPENDENT: return MIX_INDEPENDENT;
    case CATEGORY_FURTHER_EDUCATION:
    case CATEGORY_SPECIALIST_POST16: return MIX_COLLEGE;
    case CATEGORY_ALTERNATIVE:
    case CATEGORY_OTHERWISE:
    case CATEGORY_HOME_EDUCATION:
    case CATEGORY_NOT_IN_EDUCATION:
    case CATEGORY_OTHER:
    case N_CATEGORY: break;
    }
    return MIX_OTHER;
}

static void
known_year(const struct results *results, struct mix_year *out)
{
    const struct model *model = results->model;
    *out = (struct mix_year){ .census = model->in->base_census, .known = true };
    for (size_t s = 0; s < model->n_setting; s++) {
        struct mix_count *part = &out->part[mix_part_of(model->setting[s]->category)];
        part->mean += model->base_plans[s];
        out->total.mean += model->base_plans[s];
    }
    for (size_t p = 0; p < MIX_PARTS; p++)
        out->part[p].p05 = out->part[p].p95 = out->part[p].mean;
    out->total.p05 = out->total.p95 = out->total.mean;
}

static struct mix_count
count_of(struct sum *sum)
{
    const size_t n = sum->results->n_replicate;
    struct mix_count count = { 0 };
    for (size_t k = 0; k < n; k++)
        count.mean += sum->value[k];
    count.mean /= (double)n;
    sample_sort(sum->value, n);
    count.p05 = sample_quantile(sum->value, n, 0.05);
    count.p95 = sample_quantile(sum->value, n, 0.95);
    return count;
}

static void
forecast_year(struct sum *sum, struct mix_year *out)
{
    const struct model *model = sum->results->model;
    *out = (struct mix_year){ .census = model->in->base_census + 1 + (int)sum->year };
    for (size_t p = 0; p <= MIX_PARTS; p++) { /* the last is the total */
        sum_start(sum);
        for (size_t s = 0; s < model->n_setting; s++)
            if (p == MIX_PARTS || mix_part_of(model->setting[s]->category) == (enum mix_part)p)
                add_measure(sum, "plans", model->setting[s]->id, 1.0);
        *(p == MIX_PARTS ? &out->total : &out->part[p]) = count_of(sum);
    }
}

int
mix_input_init(struct mix_input *self, const struct results *results, size_t scenario,
               const char *source, struct hr_err *err)
{
    const struct scenario_in *s = run_scenario(results, scenario);
    *self = (struct mix_input){ 0 };
    snprintf(self->id, sizeof self->id, "mix-%s", s->id);
    self->year = calloc(results->n_year + 1, sizeof *self->year);
    struct sum sum = { .results = results,
                       .scenario = scenario,
                       .value = calloc(results->n_replicate, sizeof *sum.value) };
    if (self->year == NULL || sum.value == NULL) {
        free(sum.value);
        return hr_fail(err, HR_ENOMEM, "no memory for a chart");
    }
    known_year(results, &self->year[0]);
    for (; sum.year < results->n_year; sum.year++)
        forecast_year(&sum, &self->year[sum.year + 1]);
    free(sum.value);
    self->mix = (struct mix){ .id = self->id,
                              .area = results->model->in->area,
                              .scenario = s->label,
                              .one_of_several = results->n_scenario > 1,
                              .year = self->year,
                              .n_year = results->n_year + 1,
                              .run = run_of(results, source) };
    return 0;
}

void
mix_input_release(struct mix_input *self)
{
    free(self->year);
    *self = (struct mix_input){ 0 };
}

/* ---- places of a category */

static bool
has_places(const struct results *results, size_t setting)
{
    char id[sizeof results->measure->id];
    snprintf(id, sizeof id, "places.%s", results->model->setting[setting]->id);
    return find_measure(results, id) < results->n_measure;
}

bool
seats_input_has(const struct results *results, int category)
{
    for (size_t s = 0; s < results->model->n_setting; s++)
        if (results->model->setting[s]->category == category && has_places(results, s))
            return true;
    return false;
}

/* Who is in the category's settings with places, or is not because they were full. Who is in one of
 * them in place of another counts once. */
static void
add_need(struct sum *sum, int category)
{
    const struct model *model = sum->results->model;
    for (size_t s = 0; s < model->n_setting; s++) {
        if (model->setting[s]->category != category || !has_places(sum->results, s))
            continue;
        add_measure(sum, "plans", model->setting[s]->id, 1.0);
        add_measure(sum, "waiting", model->setting[s]->id, 1.0);
        add_measure(sum, "overflowed", model->setting[s]->id, 1.0);
        for (size_t to = 0; to < model->n_setting; to++) {
            char pair[sizeof sum->results->measure->id];
            if (model->setting[to]->category != category || !has_places(sum->results, to))
                continue;
            snprintf(pair, sizeof pair, "%.70s.%.70s", model->setting[s]->id,
                     model->setting[to]->id);
            add_measure(sum, "overflowed", pair, -1.0);
        }
    }
}

static void
add_places(struct sum *sum, int category)
{
    const struct model *model = sum->results->model;
    for (size_t s = 0; s < model->n_setting; s++) {
        if (model->setting[s]->category != category)
            continue;
        add_measure(sum, "places", model->setting[s]->id, 1.0);
        add_measure(sum, "others", model->setting[s]->id, -1.0);
    }
}

static void
seats_quantiles(struct sum *sum, double out[3])
{
    static const double p[3] = { 0.05, 0.50, 0.95 };
    sample_sort(sum->value, sum->results->n_replicate);
    for (size_t i = 0; i < 3; i++)
        out[i] = sample_quantile(sum->value, sum->results->n_replicate, p[i]);
}

static void
fill_seats_year(struct sum *sum, int category, struct seats_year *out)
{
    double q[3];
    *out =
        (struct seats_year){ .census = sum->results->model->in->base_census + 1 + (int)sum->year };
    sum_start(sum);
    add_need(sum, category);
    seats_quantiles(sum, q);
    out->need_p05 = q[0];
    out->need_p50 = q[1];
    out->need_p95 = q[2];
    sum_start(sum);
    add_places(sum, category);
    seats_quantiles(sum, q);
    out->places_p05 = q[0];
    out->places_p50 = q[1];
    out->places_p95 = q[2];
}

/* Share of futures in which more need a place in the last January than there are. */
static void
fill_chance(struct seats_input *self, struct sum *sum, int category)
{
    const size_t n = sum->results->n_replicate;
    size_t count = 0;
    sum->year = sum->results->n_year - 1;
    sum_start(sum);
    add_need(sum, category);
    for (size_t k = 0; k < n; k++)
        sum->value[k] = -sum->value[k];
    add_places(sum, category);
    for (size_t k = 0; k < n; k++)
        count += sum->value[k] < 0.0 ? 1 : 0;
    const double p = (double)count / (double)n;
    self->seats.chance = p;
    self->seats.chance_se = sqrt(fmax(p * (1.0 - p), 1.0 / (double)n) / (double)n);
}

/* "State special school" where there is one, else the category's name in the DfE's tables. */
static const char *
name_of(const struct results *results, int category)
{
    const char *label = NULL;
    for (size_t s = 0; s < results->model->n_setting; s++) {
        if (results->model->setting[s]->category != category || !has_places(results, s))
            continue;
        if (label != NULL)
            return category_dfe_name(category);
        label = results->model->setting[s]->label;
    }
    return label == NULL ? category_dfe_name(category) : label;
}

int
seats_input_init(struct seats_input *self, const struct results *results, size_t scenario,
                 int category, const char *source, struct hr_err *err)
{
    const struct scenario_in *s = run_scenario(results, scenario);
    *self = (struct seats_input){ 0 };
    snprintf(self->id, sizeof self->id, "places-%s-%.80s", category_name(category), s->id);
    self->year = calloc(results->n_year + 1, sizeof *self->year);
    struct sum sum = { .results = results,
                       .scenario = scenario,
                       .value = calloc(results->n_replicate, sizeof *sum.value) };
    if (self->year == NULL || sum.value == NULL) {
        free(sum.value);
        return hr_fail(err, HR_ENOMEM, "no memory for a chart");
    }
    self->seats = (struct seats_chart){ .id = self->id,
                                        .area = results->model->in->area,
                                        .scenario = s->label,
                                        .setting = name_of(results, category),
                                        .year = self->year,
                                        .n_year = results->n_year + 1,
                                        .run = run_of(results, source) };
    const double none = (double)NAN;
    self->year[0] = (struct seats_year){ .census = results->model->in->base_census,
                                         .known = true,
                                         .places_p05 = none,
                                         .places_p50 = none,
                                         .places_p95 = none };
    for (size_t k = 0; k < results->model->n_setting; k++)
        if (results->model->setting[k]->category == category && has_places(results, k))
            self->year[0].need_p50 += results->model->base_plans[k];
    self->year[0].need_p05 = self->year[0].need_p95 = self->year[0].need_p50;
    for (; sum.year < results->n_year; sum.year++)
        fill_seats_year(&sum, category, &self->year[sum.year + 1]);
    fill_chance(self, &sum, category);
    free(sum.value);
    return 0;
}

void
seats_input_release(struct seats_input *self)
{
    free(self->year);
    *self = (struct seats_input){ 0 };
}
