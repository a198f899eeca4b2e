/* Chart 06: where children with a plan are placed: sums over settings in each future, then their
 * means and quantiles. */
#include "run_chart.h"

#include "stats.h"

#include <stdio.h>
#include <string.h>

/* What each category is part of, and how its children are told of where the part has others too. */
static const struct {
    enum mix_part part;
    const char *name;  /* of MIX_OTHER where most of it are these */
    const char *words; /* "52 educated otherwise than at school" */
} category_in[N_CATEGORY] = {
    [CATEGORY_MAINSTREAM] = { MIX_MAINSTREAM, "", "in mainstream schools" },
    [CATEGORY_EARLY_YEARS] = { MIX_MAINSTREAM, "", "in early years settings" },
    [CATEGORY_UNIT] = { MIX_UNIT, "", "in units" },
    [CATEGORY_STATE_SPECIAL] = { MIX_SPECIAL, "", "in special schools" },
    [CATEGORY_INDEPENDENT] = { MIX_INDEPENDENT, "", "in independent schools" },
    [CATEGORY_FURTHER_EDUCATION] = { MIX_COLLEGE, "", "in colleges" },
    [CATEGORY_SPECIALIST_POST16] = { MIX_COLLEGE, "", "in specialist post-16" },
    [CATEGORY_ALTERNATIVE] = { MIX_OTHER, "Alternative provision", "in alternative provision" },
    [CATEGORY_OTHERWISE] = { MIX_OTHER, "Education otherwise",
                             "educated otherwise than at school" },
    [CATEGORY_HOME_EDUCATION] = { MIX_OTHER, "Home education", "educated at home" },
    [CATEGORY_NOT_IN_EDUCATION] = { MIX_OTHER, "Not in education",
                                    "not in education or awaiting a place" },
    [CATEGORY_OTHER] = { MIX_OTHER, "Other", "elsewhere" },
};

static enum mix_part
part_of(enum category category)
{
    return category >= 0 && category < N_CATEGORY ? category_in[category].part : MIX_OTHER;
}

/* A setting whose count of the census is left out is drawn with the others that are: their sum is
 * no secret. */
static enum mix_part
part_in(const struct chart_subject *subject, size_t setting)
{
    if (subject->suppress != NULL && suppress_hides_of(subject->suppress, "plans.", setting, -1))
        return MIX_OTHER;
    return part_of(subject->results->model->setting[setting]->category);
}

static struct mix_year
known_year(const struct chart_subject *subject)
{
    const struct model *model = subject->results->model;
    struct mix_year out = { .census = model->in->base_census, .known = true };
    for (size_t s = 0; s < model->n_setting; s++) {
        out.part[part_in(subject, s)].mean += model->base_plans[s];
        out.total.mean += model->base_plans[s];
    }
    for (size_t p = 0; p < MIX_PARTS; p++)
        out.part[p].p05 = out.part[p].p95 = out.part[p].mean;
    out.total.p05 = out.total.p95 = out.total.mean;
    return out;
}

/* A past January that the scenario gives. */
static struct mix_year
past_year(const struct chart_subject *subject, const struct past_plans_in *past)
{
    const struct model *model = subject->results->model;
    struct mix_year out = { .census = past->census,
                            .known = true,
                            .whole = past->n_by_setting == 0 };
    for (size_t i = 0; i < past->n_by_setting; i++) {
        size_t s = 0;
        while (strcmp(model->setting[s]->id, past->by_setting[i].setting) != 0)
            s++;
        out.part[part_in(subject, s)].mean += past->by_setting[i].count;
    }
    for (size_t p = 0; p < MIX_PARTS; p++)
        out.part[p].p05 = out.part[p].p95 = out.part[p].mean;
    out.total.mean = out.total.p05 = out.total.p95 = past_plans_total(past);
    return out;
}

/* Past Januaries, the earliest first. */
static void
add_past(const struct chart_subject *subject, struct mix_year *year)
{
    const struct inputs *in = subject->results->model->in;
    for (size_t i = 0; i < in->plans.n_history; i++) {
        const struct past_plans_in *past = &in->plans.history[i];
        size_t before = 0;
        for (size_t k = 0; k < in->plans.n_history; k++)
            before += in->plans.history[k].census < past->census ? 1 : 0;
        year[before] = past_year(subject, past);
    }
}

static struct mix_count
count_of(double *value, size_t n)
{
    struct mix_count count = { 0 };
    for (size_t k = 0; k < n; k++)
        count.mean += value[k];
    count.mean /= (double)n;
    sample_sort(value, n);
    count.p05 = sample_quantile(value, n, 0.05);
    count.p95 = sample_quantile(value, n, 0.95);
    return count;
}

static struct mix_year
forecast_year(const struct chart_subject *subject, size_t year, double *sum)
{
    const struct model *model = subject->results->model;
    const size_t n = subject->results->n_replicate;
    struct mix_year out = { .census = model->in->base_census + 1 + (int)year };
    for (size_t p = 0; p <= MIX_PARTS; p++) { /* the last is the total */
        memset(sum, 0, n * sizeof *sum);
        for (size_t s = 0; s < model->n_setting; s++) {
            char id[sizeof subject->results->measure->id];
            snprintf(id, sizeof id, "plans.%s", model->setting[s]->id);
            if (p == MIX_PARTS || part_in(subject, s) == (enum mix_part)p)
                chart_add_measure(subject, year, id, 1.0, sum);
        }
        *(p == MIX_PARTS ? &out.total : &out.part[p]) = count_of(sum, n);
    }
    return out;
}

/* ---- what parts hold in the last January, on average */

struct categories {
    double mean[N_CATEGORY];
    enum mix_part part[N_CATEGORY];
};

static void
fill_categories(const struct chart_subject *subject, struct categories *out)
{
    const struct results *results = subject->results;
    const struct model *model = results->model;
    for (size_t s = 0; s < model->n_setting; s++) {
        const size_t plans = results_measure_of(results, "plans.", s);
        const int category = (int)model->setting[s]->category;
        if (category < 0 || category >= N_CATEGORY)
            continue;
        out->part[category] = part_in(subject, s);
        out->mean[category] +=
            results->summary[results_index(results, subject->scenario, results->n_year - 1, plans)]
                .mean;
    }
}

/* Categories of the part that hold a child, the largest first; returns how many. */
static size_t
sort_part(const struct categories *all, enum mix_part part, int out[N_CATEGORY])
{
    size_t n = 0;
    for (int c = 0; c < N_CATEGORY; c++) {
        if (all->part[c] != part || all->mean[c] < 0.5)
            continue;
        size_t at = n++;
        for (; at > 0 && all->mean[out[at - 1]] < all->mean[c]; at--)
            out[at] = out[at - 1];
        out[at] = c;
    }
    return n;
}

static const char *
name_other(const struct categories *all, struct arena *arena)
{
    int category[N_CATEGORY];
    const size_t n = sort_part(all, MIX_OTHER, category);
    if (n == 0 || category[0] == CATEGORY_OTHER)
        return "Other";
    return arena_format(arena, n == 1 ? "%s" : "%s, other", category_in[category[0]].name);
}

/* "College includes 58 in specialist post-16. Not in education, other: 111 not in education ..." */
static const char *
say_merged(const struct categories *all, const char *other, struct arena *arena)
{
    const char *const name[MIX_PARTS] = { [MIX_MAINSTREAM] = "Mainstream includes",
                                          [MIX_COLLEGE] = "College includes",
                                          [MIX_OTHER] = arena_format(arena, "%s:", other) };
    struct text said;
    text_init(&said);
    for (enum mix_part part = 0; part < MIX_PARTS; part++) {
        int category[N_CATEGORY];
        const size_t n = sort_part(all, part, category), first = part == MIX_OTHER ? 0 : 1;
        if (n < 2)
            continue;
        text_add(&said, "%s%s", said.length == 0 ? "" : " ", name[part]);
        for (size_t i = first; i < n; i++)
            text_add(&said, "%s %s %s",
                     i == first   ? ""
                     : i + 1 == n ? " and"
                                  : ",",
                     chart_count(all->mean[category[i]]).text, category_in[category[i]].words);
        text_add(&said, ".");
    }
    arena->failed = arena->failed || said.failed;
    const char *out = arena_format(arena, "%s", said.text == NULL ? "" : said.text);
    text_release(&said);
    return out;
}

/* Of parts that are one setting, whose label says something else than the category; and which parts
 * are left out, every setting of them. */
static void
name_parts(const struct chart_subject *subject, struct mix *out)
{
    const struct model *model = subject->results->model;
    size_t n[MIX_PARTS] = { 0 };
    for (size_t s = 0; s < model->n_setting; s++)
        out->in_other[part_of(model->setting[s]->category)] |= part_in(subject, s) == MIX_OTHER;
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct setting_in *setting = model->setting[s];
        const enum mix_part part = part_in(subject, s);
        out->in_other[part] = false;
        const bool tells =
            setting->category == CATEGORY_NONE || category_tells(setting->category, setting->label);
        out->own_name[part] = n[part]++ == 0 && part != MIX_OTHER && !tells ? setting->label : NULL;
    }
}

void
chart_mix_fill(const struct chart_subject *subject, struct arena *arena, struct mix *out)
{
    const struct results *results = subject->results;
    const struct scenario_in *s = chart_scenario(subject);
    const struct inputs *in = results->model->in;
    const size_t n_past = in->plans.n_history, n_year = n_past + 1 + results->n_year;
    struct mix_year *year = arena_zero(arena, n_year, sizeof *year);
    double *sum = arena_zero(arena, results->n_replicate, sizeof *sum);
    struct categories all = { .mean = { 0 } };
    if (year != NULL && sum != NULL) {
        add_past(subject, year);
        year[n_past] = known_year(subject);
        for (size_t t = 0; t < results->n_year; t++)
            year[n_past + 1 + t] = forecast_year(subject, t, sum);
    }
    fill_categories(subject, &all);
    const char *other = name_other(&all, arena);
    *out = (struct mix){ .id = arena_format(arena, "mix-%s", s->id),
                         .area = in->area,
                         .scenario = s->label,
                         .one_of_several = results->n_scenario > 1,
                         .year = year,
                         .n_year = n_year,
                         .other = other,
                         .merged = say_merged(&all, other, arena),
                         .run = chart_run_of(subject, results->n_replicate) };
    name_parts(subject, out);
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct mix mix;
    chart_mix_fill(subject, arena, &mix);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : mix_draw(&mix, out, err);
}

/* Parts are sums of settings that are shown, and one of those left out. */
static bool
may_show(const struct chart_subject *subject, const struct suppress *suppress)
{
    const struct plans_in *plans = &subject->results->model->in->plans;
    for (size_t i = 0; i < plans->n_history; i++) {
        const struct mix_year past = past_year(subject, &plans->history[i]);
        for (size_t part = 0; part < MIX_PARTS; part++)
            if (suppress_is_small(suppress, past.part[part].mean))
                return false;
    }
    return !suppress_hides(suppress, "plans", -1);
}

const struct run_chart chart_mix = {
    .file = "06_mix_{scenario}",
    .shows = "where children are placed each January",
    .figures = { "plans" },
    .scope = CHART_OF_SCENARIO,
    .may_show = may_show,
    .draw = draw,
};
