/* From results to a fan: quantiles of the deficit at each 31 March, the past, thresholds and dated
 * events. */
#include "fan_input.h"

#include "stats.h"
#include "table_rows.h"
#include "version.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double GBP_PER_GBP_M = 1e6;

static void
set_year(const struct results *results, size_t scenario, size_t year, struct fan_year *out)
{
    const struct inputs *in = results->model->in;
    const size_t measure = results_measure(results, "deficit");
    const struct summary *s = &results->summary[results_index(results, scenario, year, measure)];

    *out = (struct fan_year){ .fy = run_fy(results, (long)year),
                              .p05 = s->p05,
                              .p25 = s->p25,
                              .p50 = s->p50,
                              .p75 = s->p75,
                              .p95 = s->p95,
                              .chance = (double)NAN,
                              .chance_se = (double)NAN };
    if (in->n_threshold > 0) {
        size_t count;
        sample_chance_above(results_column(results, scenario, year, measure), results->n_replicate,
                            in->threshold[0].amount_gbp / GBP_PER_GBP_M, &count, &out->chance,
                            &out->chance_se);
    }
}

static int
set_history(struct fan_input *self, const struct results *results, struct hr_err *err)
{
    struct past_deficit *past = NULL;
    size_t n = 0;

    int ret = past_deficits(results->model->in, &past, &n, err);
    if (ret == 0) {
        self->history = calloc(n, sizeof *self->history);
        if (self->history == NULL)
            ret = hr_fail(err, HR_ENOMEM, "no memory for a chart");
    }
    for (size_t i = 0; ret == 0 && i < n; i++)
        self->history[i] = (struct fan_outturn){ past[i].fy, past[i].deficit_gbp / GBP_PER_GBP_M };
    self->fan.history = self->history;
    self->fan.n_history = n;
    free(past);
    return ret;
}

static int
set_lists(struct fan_input *self, const struct results *results, size_t scenario,
          struct hr_err *err)
{
    const struct inputs *in = results->model->in;

    self->year = calloc(results->n_year, sizeof *self->year);
    self->threshold = calloc(in->n_threshold + 1, sizeof *self->threshold);
    self->event = calloc(in->n_event + 1, sizeof *self->event);
    if (self->year == NULL || self->threshold == NULL || self->event == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a chart");
    for (size_t year = 0; year < results->n_year; year++)
        set_year(results, scenario, year, &self->year[year]);
    for (size_t i = 0; i < in->n_threshold; i++)
        self->threshold[i] = (struct fan_threshold){ in->threshold[i].label,
                                                     in->threshold[i].amount_gbp / GBP_PER_GBP_M };
    for (size_t i = 0; i < in->n_event; i++)
        self->event[i] =
            (struct fan_event){ in->event[i].date, in->event[i].label, in->event[i].hindsight };
    self->fan.year = self->year;
    self->fan.n_year = results->n_year;
    self->fan.threshold = self->threshold;
    self->fan.n_threshold = in->n_threshold;
    self->fan.event = self->event;
    self->fan.n_event = in->n_event;
    return 0;
}

int
fan_input_init(struct fan_input *self, const struct results *results, size_t scenario,
               const char *source, struct hr_err *err)
{
    static const enum fan_role role[] = {
        [ROLE_UNMITIGATED] = FAN_UNMITIGATED,
        [ROLE_MITIGATED] = FAN_MITIGATED,
        [ROLE_OTHER] = FAN_OTHER,
    };
    const struct inputs *in = results->model->in;
    const struct scenario_in *s = run_scenario(results, scenario);

    *self = (struct fan_input){ 0 };
    snprintf(self->id, sizeof self->id, "fan-%s", s->id);
    self->fan = (struct fan){
        .id = self->id,
        .area = in->area,
        .scenario = s->label,
        .role = role[s->role],
        .one_of_several = results->n_scenario > 1,
        .run = { .title = in->title,
                 .source = source,
                 .version = HEADROOM_VERSION,
                 .n_simulation = results->n_replicate,
                 .seed = (unsigned long long)in->seed },
    };
    int ret = set_history(self, results, err);
    if (ret == 0)
        ret = set_lists(self, results, scenario, err);
    return ret;
}

void
fan_input_release(struct fan_input *self)
{
    free(self->history);
    free(self->year);
    free(self->threshold);
    free(self->event);
    *self = (struct fan_input){ 0 };
}
