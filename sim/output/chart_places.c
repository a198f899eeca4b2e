/* Chart 14: need and places of the settings of one category together, where any of them has
 * places. */
#include "run_chart.h"

#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A category is an item. */
static size_t
n_item(const struct chart_subject *subject)
{
    (void)subject;
    return N_CATEGORY;
}

static struct words
item(const struct chart_subject *subject)
{
    return words_say("%s", category_name((int)subject->item));
}

/* Is the setting one of the category's that have places? */
static bool
has_places(const struct chart_subject *subject, size_t setting)
{
    const struct results *results = subject->results;
    char id[sizeof results->measure->id];
    if (results->model->setting[setting]->category != (enum category)subject->item)
        return false;
    snprintf(id, sizeof id, "places.%s", results->model->setting[setting]->id);
    for (size_t m = 0; m < results->n_measure; m++)
        if (strcmp(results->measure[m].id, id) == 0)
            return true;
    return false;
}

static bool
applies(const struct chart_subject *subject)
{
    bool any = false;
    for (size_t s = 0; s < subject->results->model->n_setting; s++)
        any = any || has_places(subject, s);
    return any;
}

/* ---- sums over settings, future by future */

struct sum {
    const struct chart_subject *subject;
    size_t year;
    double *value; /* [replicate] */
};

static void
add(struct sum *self, const char *prefix, const char *setting, double sign)
{
    char id[2 * sizeof self->subject->results->measure->id];
    (void)snprintf(id, sizeof id, "%s.%s", prefix, setting);
    chart_add_measure(self->subject, self->year, id, sign, self->value);
}

/* Who is in the category's settings with places, or is not because they were full. Who is in one of
 * them in place of another counts once. */
static void
add_need(struct sum *self)
{
    const struct model *model = self->subject->results->model;
    for (size_t s = 0; s < model->n_setting; s++) {
        if (!has_places(self->subject, s))
            continue;
        add(self, "plans", model->setting[s]->id, 1.0);
        add(self, "waiting", model->setting[s]->id, 1.0);
        add(self, "overflowed", model->setting[s]->id, 1.0);
        for (size_t to = 0; to < model->n_setting; to++) {
            char pair[sizeof self->subject->results->measure->id];
            snprintf(pair, sizeof pair, "%.70s.%.70s", model->setting[s]->id,
                     model->setting[to]->id);
            if (has_places(self->subject, to))
                add(self, "overflowed", pair, -1.0);
        }
    }
}

static void
add_places(struct sum *self)
{
    const struct model *model = self->subject->results->model;
    for (size_t s = 0; s < model->n_setting; s++) {
        if (model->setting[s]->category != (enum category)self->subject->item)
            continue;
        add(self, "places", model->setting[s]->id, 1.0);
        add(self, "others", model->setting[s]->id, -1.0);
    }
}

/* ---- years */

static void
set_range(struct sum *self, double *p05, double *mean, double *p95)
{
    const size_t n = self->subject->results->n_replicate;
    *mean = 0.0;
    for (size_t k = 0; k < n; k++)
        *mean += self->value[k] / (double)n;
    sample_sort(self->value, n);
    *p05 = sample_quantile(self->value, n, 0.05);
    *p95 = sample_quantile(self->value, n, 0.95);
    memset(self->value, 0, n * sizeof *self->value);
}

static struct seats_year
forecast_year(struct sum *sum)
{
    struct seats_year out = { .census = sum->subject->results->model->in->base_census + 1 +
                                        (int)sum->year };
    add_need(sum);
    set_range(sum, &out.need_p05, &out.need_mean, &out.need_p95);
    add_places(sum);
    set_range(sum, &out.places_p05, &out.places_mean, &out.places_p95);
    return out;
}

static struct seats_year
known_year(const struct chart_subject *subject)
{
    const struct model *model = subject->results->model;
    const double none = (double)NAN;
    struct seats_year out = { .census = model->in->base_census,
                              .known = true,
                              .places_p05 = none,
                              .places_mean = none,
                              .places_p95 = none };
    for (size_t s = 0; s < model->n_setting; s++)
        if (has_places(subject, s))
            out.need_mean += model->base_plans[s];
    out.need_p05 = out.need_p95 = out.need_mean;
    return out;
}

/* Share of futures in which more need a place in the last January than there are. */
static void
fill_chance(struct sum *sum, struct seats_chart *out)
{
    const size_t n = sum->subject->results->n_replicate;
    size_t count = 0;
    sum->year = sum->subject->results->n_year - 1;
    add_need(sum);
    for (size_t k = 0; k < n; k++)
        sum->value[k] = -sum->value[k];
    add_places(sum);
    for (size_t k = 0; k < n; k++)
        count += sum->value[k] < 0.0 ? 1 : 0;
    const double p = (double)count / (double)n;
    out->chance = p;
    out->chance_se = sqrt(fmax(p * (1.0 - p), 1.0 / (double)n) / (double)n);
}

/* What places of a category are called in a title. */
static const char *const places_of[N_CATEGORY] = {
    [CATEGORY_MAINSTREAM] = "mainstream school places",
    [CATEGORY_UNIT] = "SEN unit places",
    [CATEGORY_STATE_SPECIAL] = "special school places",
    [CATEGORY_INDEPENDENT] = "independent school places",
    [CATEGORY_ALTERNATIVE] = "alternative provision places",
    [CATEGORY_FURTHER_EDUCATION] = "college places",
    [CATEGORY_SPECIALIST_POST16] = "specialist post-16 places",
    [CATEGORY_OTHERWISE] = "other places",
    [CATEGORY_EARLY_YEARS] = "early years places",
    [CATEGORY_HOME_EDUCATION] = "other places",
    [CATEGORY_NOT_IN_EDUCATION] = "other places",
    [CATEGORY_OTHER] = "other places",
};

/* "State special school" where there is one, else the category's name in the DfE's tables. */
static const char *
name_of(const struct chart_subject *subject)
{
    const char *label = NULL;
    for (size_t s = 0; s < subject->results->model->n_setting; s++) {
        if (!has_places(subject, s))
            continue;
        if (label != NULL)
            return category_dfe_name((int)subject->item);
        label = subject->results->model->setting[s]->label;
    }
    return label == NULL ? category_dfe_name((int)subject->item) : label;
}

/* "special school places"; "places in 'School outside the borough'" where that is its label. */
static const char *
places_named(const struct chart_subject *subject, struct arena *arena)
{
    const char *name = name_of(subject);
    if (strcmp(name, category_dfe_name((int)subject->item)) == 0 ||
        category_tells((int)subject->item, name))
        return places_of[subject->item];
    return arena_format(arena, "places in \xE2\x80\x98%s\xE2\x80\x99", name);
}

void
chart_places_fill(const struct chart_subject *subject, struct arena *arena, struct seats_chart *out)
{
    const struct results *results = subject->results;
    const struct scenario_in *s = chart_scenario(subject);
    struct seats_year *year = arena_zero(arena, results->n_year + 1, sizeof *year);
    struct sum sum = { .subject = subject,
                       .value = arena_zero(arena, results->n_replicate, sizeof *sum.value) };
    *out = (struct seats_chart){ .id = arena_format(arena, "places-%s-%s",
                                                    category_name((int)subject->item), s->id),
                                 .area = results->model->in->area,
                                 .scenario = s->label,
                                 .setting = name_of(subject),
                                 .places = places_named(subject, arena),
                                 .year = year,
                                 .n_year = results->n_year + 1,
                                 .run = chart_run_of(subject, results->n_replicate) };
    if (year == NULL || sum.value == NULL)
        return;
    year[0] = known_year(subject);
    for (; sum.year < results->n_year; sum.year++)
        year[sum.year + 1] = forecast_year(&sum);
    fill_chance(&sum, out);
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct seats_chart seats;
    chart_places_fill(subject, arena, &seats);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : seats_chart_draw(&seats, out, err);
}

/* ---- publication */

static bool
may_show(const struct chart_subject *subject, const struct suppress *suppress)
{
    static const char *const prefix[] = { "plans.", "waiting.", "overflowed.", "others.",
                                          "empty." };
    const struct model *model = subject->results->model;
    for (long t = -1; t + 1 < (long)suppress->n_year; t++)
        for (size_t s = 0; s < model->n_setting; s++)
            for (size_t i = 0; i < sizeof prefix / sizeof prefix[0]; i++)
                if (model->setting[s]->category == (enum category)subject->item &&
                    suppress_hides_of(suppress, prefix[i], s, t))
                    return false;
    return true;
}

const struct run_chart chart_places = {
    .file = "14_places_{item}_{scenario}",
    .shows = "places of a kind of setting, and the children who need one",
    .figures = { "settings", "plans" },
    .scope = CHART_OF_SCENARIO,
    .n_item = n_item,
    .item = item,
    .applies = applies,
    .may_show = may_show,
    .draw = draw,
};
