#include "options_input.h"

#include "stats.h"
#include "table_rows.h"
#include "version.h"

#include <math.h>
#include <stdio.h>

static const double GBP_PER_GBP_M = 1e6;
static const char deficit_name[] = "Cumulative Dedicated Schools Grant (DSG) deficit";

static struct chart_run
run_of(const struct results *results, const char *source, size_t n)
{
    return (struct chart_run){ .title = results->model->in->title,
                               .source = source,
                               .version = HEADROOM_VERSION,
                               .n_simulation = n,
                               .seed = (unsigned long long)results->model->in->seed };
}

/* ---- chart 03 ---- */

static enum compare_role
role_of(int role)
{
    return role == ROLE_UNMITIGATED ? COMPARE_UNMITIGATED
           : role == ROLE_MITIGATED ? COMPARE_MITIGATED
                                    : COMPARE_OTHER;
}

static struct compare_scenario
at_end(const struct results *results, size_t scenario)
{
    const struct inputs *in = results->model->in;
    const size_t deficit = results_measure(results, "deficit"), last = results->n_year - 1;
    const struct summary *s = &results->summary[results_index(results, scenario, last, deficit)];
    const struct paired *paired = &results->paired[results_index(results, scenario, last, deficit)];
    struct compare_scenario out = {
        .label = in->scenario[scenario].label,
        .role = role_of(in->scenario[scenario].role),
        .p05 = s->p05,
        .p25 = s->p25,
        .p50 = s->p50,
        .p75 = s->p75,
        .p95 = s->p95,
        .chance = (double)NAN,
        .chance_se = (double)NAN,
        .change_p05 = paired->p05,
        .change_p50 = paired->p50,
        .change_p95 = paired->p95,
    };
    size_t count;
    if (in->n_threshold > 0)
        sample_chance_above(results_column(results, scenario, last, deficit), results->n_replicate,
                            in->threshold[0].amount_gbp / GBP_PER_GBP_M, &count, &out.chance,
                            &out.chance_se);
    return out;
}

void
compare_input_init(struct compare_input *self, const struct results *results, const char *source)
{
    const struct inputs *in = results->model->in;
    size_t n = 0;
    for (size_t k = 0; k < results->n_scenario && n < COMPARE_SCENARIOS; k++)
        if (!in->scenario[k].derived)
            self->scenario[n++] = at_end(results, k);
    for (size_t k = 1; k < n; k++) /* the chart knows one scenario without mitigation: what the
                                      others are compared with */
        if (self->scenario[k].role == COMPARE_UNMITIGATED)
            self->scenario[k].role = COMPARE_OTHER;
    self->compare = (struct compare){
        .id = "compare",
        .area = in->area,
        .measure = deficit_name,
        .fy = run_fy(results, (long)results->n_year - 1),
        .scenario = self->scenario,
        .n_scenario = n,
        .threshold_label = in->n_threshold > 0 ? in->threshold[0].label : NULL,
        .threshold_gbp_m =
            in->n_threshold > 0 ? in->threshold[0].amount_gbp / GBP_PER_GBP_M : (double)NAN,
        .run = run_of(results, source, results->n_replicate),
    };
}

/* ---- chart 04 ---- */

static struct waterfall_amount
amount(const struct spread *s)
{
    return (struct waterfall_amount){ s->mean, s->p05, s->p95 };
}

/* A saving as a change of the deficit. */
static struct waterfall_amount
change(const struct spread *saving)
{
    return (struct waterfall_amount){ -saving->mean, -saving->p95, -saving->p05 };
}

bool
waterfall_input_has(const struct comparison *comparison)
{
    return comparison->n_element > 0 && comparison->n_element + 1 <= WATERFALL_STEPS;
}

void
waterfall_input_init(struct waterfall_input *self, const struct results *results,
                     const struct comparison *c, const char *source)
{
    const struct inputs *in = results->model->in;
    const struct effect_year *end = &c->all.year[c->n_year - 1];
    const double n = (double)c->n_replicate;
    snprintf(self->id, sizeof self->id, "waterfall-%.100s", in->scenario[c->scenario].id);
    for (size_t i = 0; i < c->n_element; i++)
        self->step[i] =
            (struct waterfall_step){ .label = c->element[i].label,
                                     .kind = WATERFALL_OPTION,
                                     .effect = change(&c->of[i].alone.year[c->n_year - 1].saving) };
    self->step[c->n_element] =
        (struct waterfall_step){ .kind = WATERFALL_INTERACTION, .effect = change(&c->interaction) };
    self->waterfall = (struct waterfall){
        .id = self->id,
        .area = in->area,
        .measure = deficit_name,
        .fy = run_fy(results, (long)results->n_year - 1),
        .start_label = in->scenario[0].label,
        .end_label = in->scenario[c->scenario].label,
        .start = amount(&c->before),
        .end = amount(&c->after),
        .net = change(&end->saving),
        .chance_lower = c->chance_lower,
        .chance_lower_se = sqrt(c->chance_lower * (1.0 - c->chance_lower) / n),
        .outturn_gbp_m = -in->dsg.carry_forward_gbp / GBP_PER_GBP_M,
        .method = WATERFALL_ALONE,
        .step = self->step,
        .n_step = c->n_element + 1,
        .run = run_of(results, source, c->n_replicate),
    };
}

/* ---- chart 05 ---- */

static const struct effect *
effect_at(const struct comparison *c, size_t element)
{
    return element < c->n_element ? &c->of[element].alone : &c->all;
}

bool
payback_input_has(const struct comparison *c, size_t element)
{
    const struct effect *e = effect_at(c, element);
    return c->n_element > 0 && c->n_year <= PAYBACK_YEARS &&
           (e->capital > 0.0 || e->fund_cost > 0.0 || e->dsg_cost > 0.0);
}

void
payback_input_init(struct payback_input *self, const struct results *results,
                   const struct comparison *c, size_t element, const char *source)
{
    const struct inputs *in = results->model->in;
    const struct effect *e = effect_at(c, element);
    const bool all = element == c->n_element, fund = e->fund_cost > 0.0 || e->capital > 0.0;
    snprintf(self->id, sizeof self->id, "payback-%.100s-%.100s", in->scenario[c->scenario].id,
             all ? "all" : c->element[element].id);
    for (size_t t = 0; t < c->n_year; t++) {
        const struct effect_year *y = &e->year[t];
        self->year[t] = (struct payback_year){ .fy = run_fy(results, (long)t),
                                               .p05 = y->net.p05,
                                               .p25 = y->net.p25,
                                               .p50 = y->net.p50,
                                               .p75 = y->net.p75,
                                               .p95 = y->net.p95,
                                               .chance = y->chance_paid_back,
                                               .chance_se = y->chance_paid_back_se };
    }
    self->payback = (struct payback){
        .id = self->id,
        .area = in->area,
        .label = all ? in->scenario[c->scenario].label : c->element[element].label,
        .set = all && c->n_element > 1,
        .accounts = fund ? PAYBACK_BOTH : PAYBACK_DSG,
        .basis = fund ? "DSG saving, net of revenue cost to the DSG, less capital and the general "
                        "fund's revenue cost when they are spent, "
                        "before borrowing"
                      : "DSG saving, net of revenue cost to the DSG",
        .revenue_gbp_m = e->dsg_cost + e->fund_cost,
        .capital_gbp_m = e->capital,
        .year = self->year,
        .n_year = c->n_year,
        .run = run_of(results, source, c->n_replicate),
    };
}
