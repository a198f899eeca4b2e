/* Requests, assessments, contested placements. */
#include "checks.h"
#include "nearest.h"

#include <math.h>
#include <string.h>

static const double MONTHS_ROUNDING = 1e-6;
static const double BACKLOG_YEARS =
    3.0; /* assessments under way are fewer than so many years of requests */

static double
central(const struct inputs *in, quantity_id id)
{
    return quantity_central(&in->quantity[id]);
}

static void
check_months(const struct checks *self)
{
    double sum = 0.0;
    const char *where = check_where(self, "pipeline.months");
    for (size_t i = 0; i < N_MONTH; i++)
        sum += self->in->pipeline.months[i];
    if (strcmp(where, "default") != 0 && fabs(sum - 1.0) > MONTHS_ROUNDING)
        faults_add(self->faults, where, "'pipeline.months' adds up to %.8g, want 1", sum);
}

/* The numbers of January against the requests that the new plans say there were. */
static void
check_opening(const struct checks *self)
{
    const struct inputs *in = self->in;
    const struct pipeline_in *p = &in->pipeline;
    const double refused = central(in, p->refused),
                 ordered = refused * central(in, p->appealed) * central(in, p->overturned);
    const double plans =
        central(in, p->issued) * ((1.0 - refused) * (1.0 - central(in, p->withdrawn)) + ordered);
    if (plans <= 0.0) {
        faults_add(self->faults, p->where,
                   "'pipeline' lets no request lead to a plan (refused, withdrawn, issued), but "
                   "'joiners.new_plans' is %s",
                   check_count(self, in->joiners.new_plans));
        return;
    }
    const double requests = in->joiners.new_plans / plans;
    const struct {
        const char *path;
        double value;
    } given[] = { { "pipeline.requests_undecided", p->requests_undecided },
                  { "pipeline.in_assessment", p->in_assessment } };
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].value > BACKLOG_YEARS * requests)
            faults_add(self->faults, check_where(self, given[i].path),
                       "'%s' is %s, but 'joiners.new_plans' = %s makes some %s requests a year: is "
                       "one of them mistyped?",
                       given[i].path, check_count(self, given[i].value),
                       check_count(self, in->joiners.new_plans),
                       check_count(self, round(requests)));
}

/* Capacity after the years of the forecast is right, and without effect. */
static void
check_capacity(const struct checks *self)
{
    const struct inputs *in = self->in;
    const int last = in->base_census + in->horizon_years - 1;
    for (size_t i = 0; i < in->pipeline.n_capacity; i++)
        if (in->pipeline.capacity[i].year > last)
            faults_add(
                self->notes, in->pipeline.capacity[i].where,
                "the capacity of %d begins after the last calendar year forecast, %d: not reached",
                in->pipeline.capacity[i].year, last);
}

static bool
means(const char *name, const struct setting_in *setting)
{
    return strcmp(name, setting->id) == 0 || strcmp(name, category_name(setting->category)) == 0;
}

static void
check_place(const struct checks *self, const char *key, const char *name)
{
    const struct inputs *in = self->in;
    const char *path = arena_format(self->arena, "pipeline.appeals.%s", key);
    const char *where = strcmp(check_where(self, path), "default") == 0 ? in->pipeline.where
                                                                        : check_where(self, path);
    struct nearest nearest = { .name = name };
    for (size_t i = 0; i < in->n_setting; i++) {
        if (means(name, &in->setting[i]))
            return;
        nearest_offer(&nearest, in->setting[i].id);
        nearest_offer(&nearest, category_name(in->setting[i].category));
    }
    if (category_of_name(name) >= 0)
        faults_add(
            self->faults, where,
            "'%s' has the category '%s', which no setting has: name another setting or category",
            path, name);
    else
        faults_add(self->faults, where, "'%s' has '%s', which is no setting and no category%s%s%s",
                   path, name, nearest.best == NULL ? "" : ": did you mean '",
                   nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
}

/* Where no placement is contested, it does not matter what the settings would be. */
static void
check_appeals(const struct checks *self)
{
    const struct inputs *in = self->in;
    const struct contest_in *appeals = &in->pipeline.appeals;
    const struct quantity *rate = &in->quantity[appeals->rate];
    if (rate->kind == QUANTITY_FIXED && rate->p[0] <= 0.0)
        return;
    check_place(self, "to", appeals->to);
    for (size_t i = 0; i < appeals->n_from; i++) {
        check_place(self, "from", appeals->from[i]);
        for (size_t s = 0; s < in->n_setting; s++)
            if (means(appeals->from[i], &in->setting[s]) && means(appeals->to, &in->setting[s])) {
                faults_add(self->faults, check_where(self, "pipeline.appeals.rate"),
                           "'pipeline.appeals' moves new plans from '%s' to itself: its 'from' has "
                           "'%s', its 'to' is '%s'",
                           in->setting[s].id, appeals->from[i], appeals->to);
                break;
            }
    }
}

void
check_pipeline(const struct checks *self)
{
    if (self->in->pipeline.where == NULL || !checks_clean(self, "pipeline"))
        return;
    check_months(self);
    if (checks_clean(self, "joiners"))
        check_opening(self);
    if (checks_clean(self, "base horizon_years"))
        check_capacity(self);
    if (checks_clean(self, "settings"))
        check_appeals(self);
}
