#include "fit_text.h"

#include "evidence_join.h"
#include "fit.h"
#include "fit_beside.h"
#include "fit_inputs.h"
#include "memory_stream.h"
#include "scenario_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_YEAR = 10, MOST_REMARKS = 40 };

/* What is written and where it comes from. */
enum { PAST_JANUARIES = 8 };

struct part {
    struct text out;
    const struct fit *fit;
    const struct people_fit *people;
    struct inputs in; /* what fit_inputs has, without what stands in stock.csv */
    struct scenario_remark remark[MOST_REMARKS];
    size_t n_remark;
    char source[MOST_REMARKS][160]; /* of groups */
    struct past_plans_in past[PAST_JANUARIES];
    struct stock_setting_in past_place[PAST_JANUARIES][N_KIND];
    struct fit_beside beside;
};

static void
rule(struct text *out, const char *title)
{
    text_add(out, "\n# ---- %s\n\n", title);
}

/* ---- remarks ---- */

/* Who says so, where it is not what the group around it says: a judgement is no count of DfE's. */
#define JUDGEMENT .source = "judgement", .confidence = "weak"
#define CHOSEN .source = "judgement, chosen on outcomes to January 2021", .confidence = "weak"

#define SAYS(at, ...)                      \
    {                                      \
        .path = at, .comment = __VA_ARGS__ \
    }

static const struct scenario_remark remarks[] = {
    SAYS("population.drift",
         "no error of its own: the ranges of new plans, proved by backtest, hold "
         "what\nprojections missed"),
    SAYS("joiners.level", "New plans here over what England's rates would give. 1: as England"),
    SAYS("joiners.level_reverts.to", "the median authority; below 1 because a few are far above"),
    SAYS("joiners.level_reverts.persistence", "part of the distance that is left a year later"),
    SAYS("joiners.level_reverts.shock_sd", "yearly changes that last, sd of the logarithm"),
    SAYS("joiners.transitory.sd", "ups and downs of single years, sd of the logarithm"),
    SAYS("joiners.transitory.correlation", "they do not go on"),
    SAYS("joiners.growth", "England's new plans for each person, a year"),
    SAYS("joiners.growth.first",
         "next year: mean of the last two years' growth of new plans and of plans"),
    SAYS("joiners.growth.long_run", "where it goes: mean growth since the series begins"),
    SAYS("joiners.growth.persistence", "part of the distance that is left a year later", CHOSEN),
    SAYS("joiners.growth.shock_sd", "a year's growth around its path, robust sd"),
    SAYS("joiners.own_mix",
         "0: new plans are placed as mix says, 1: as the authority's own plans of that age",
         JUDGEMENT),
    SAYS("joiners.placement_sd",
         "habits of placement that stray for years: sd of the logarithm of a setting's share",
         CHOSEN),
    SAYS("joiners.placement_by_category", "categories that stray further than that, or less"),
    SAYS("joiners.rate_by_age", "Shape by age, new plans for each person without one: England."),
    SAYS("joiners.ceiling_by_age",
         "Who could ever hold a plan: 4 times the highest authorities' "
         "share of an age (98th\npercentile), 3 times the own; judgement."),
    SAYS("joiners.mix",
         "Where new plans are placed, by age: England's shares, made the authority's by what it "
         "has\nmore or less of than England, to the power 0.6; those not recorded as the others."),
    SAYS("leavers.hazard_by_age", "Chance that a plan ends in a year, by age after the school year "
                                  "has turned: England."),
    SAYS("leavers.level",
         "below Year 12: as England, because counts do not show an authority's own", JUDGEMENT),
    SAYS("leavers.level_post16",
         "odds that a plan ends from Year 12 on, over England's: the authority's own, shrunk"),
    SAYS("leavers.yearly.national_sd", "years in which more plans end, or fewer: all authorities "
                                       "together, sd of the logarithm"),
    SAYS("leavers.yearly.local_sd", "and this one in addition to it"),
    SAYS("leavers.by_category", "no difference between placements was fitted"),
    SAYS("migration.out", "of plans below Year 14, to another authority in a year"),
    SAYS("migration.balance",
         "plans that come for each that goes; also takes up what lasts of unexplained change"),
    SAYS("migration.residual_sd", "of plans: what records do not explain in a year"),
    SAYS("movers.turnover",
         "gross moving over net shifts: two tables of stocks show net shifts only", JUDGEMENT),
};

static bool
is_own(const struct part *self)
{
    const struct panel *panel = &self->fit->panel;
    return evidence_is_own(panel->evidence, self->people->series->area, panel->origin);
}

/* Of a group: DfE's release, read for `what`; where the authority gave its own return or tables of
 * that January, those, and the release for what is England's. */
static void
add_source(struct part *self, const char *path, const char *what, const char *confidence)
{
    char *source = self->source[self->n_remark];
    const bool counts = strcmp(path, "plans") == 0;
    (void)snprintf(source, sizeof self->source[0], "%s%s, to January %d: %s",
                   is_own(self) ? "own return or tables" : "",
                   !is_own(self) ? "DfE, Education, health and care plans"
                   : counts      ? ""
                                 : "; DfE, Education, health and care plans",
                   self->fit->panel.origin, what);
    for (size_t i = 0; i < self->n_remark; i++)
        if (strcmp(self->remark[i].path, path) == 0)
            hr_bug("'%s' has two remarks", path);
    self->remark[self->n_remark++] =
        (struct scenario_remark){ .path = path, .source = source, .confidence = confidence };
}

/* Learnt from the authority's own new plans, or what all authorities are, or judgement. */
static void
say_own_mix(struct part *self)
{
    struct scenario_remark *remark = self->remark;
    while (strcmp(remark->path, "joiners.own_mix") != 0)
        remark++;
    if (!self->fit->place.join_published)
        return;
    remark->confidence = self->people->own_mix.fitted ? "fair" : "weak";
    remark->source =
        self->people->own_mix.fitted
            ? "DfE, Education, health and care plans: the authority's own new plans by age and "
              "placement, shrunk by headroom fit"
            : "DfE, Education, health and care plans: new plans by age and placement of 87 "
              "authorities, 2022 to 2024";
}

static void
add_remarks(struct part *self)
{
    const struct fit *fit = self->fit;
    memcpy(self->remark, remarks, sizeof remarks);
    self->n_remark = sizeof remarks / sizeof remarks[0];
    say_own_mix(self);
    add_source(self, "plans",
               fit->place.published ? "plans by age and placement"
                                    : "plans by placement and by age, combined",
               fit->place.published ? "good" : "fair");
    add_source(self, "joiners", "new plans, fitted by headroom fit", "fair");
    add_source(self, "leavers", "plans by age less new plans", "fair");
    add_source(
        self, "migration",
        "change of plans that joiners and leavers do not explain; transfers to other authorities",
        "weak");
    add_source(self, "movers",
               "England's net shifts between two Januaries, by what the authority has of a "
               "placement",
               "weak");
    add_source(self, "comparators", "plans by placement; ONS, population; section 251 outturn",
               "good");
    struct scenario_remark *population = &self->remark[self->n_remark];
    (void)snprintf(self->source[self->n_remark++], sizeof self->source[0],
                   "ONS mid-year estimates to mid-%d; projected by headroom fit",
                   self->people->population.last_year);
    *population = (struct scenario_remark){ .path = "population",
                                            .source = self->source[self->n_remark - 1],
                                            .confidence = "fair" };
}

/* Where the children of an earlier January were, when their placements add up to its plans. */
static void
set_past_places(struct part *self, size_t i)
{
    struct past_plans_in *past = &self->past[i];
    double kind[N_KIND], sum = 0.0;
    if (!place_kinds(&self->fit->panel, self->people->series, past->census, kind))
        return;
    for (int k = 0; k < N_KIND; k++)
        sum += kind[k];
    for (int k = 0; k < N_KIND && sum == past->total; k++)
        if (kind[k] > 0.0)
            self->past_place[i][past->n_by_setting++] = (struct stock_setting_in){
                .where = past->where, .setting = kind_name(k), .count = kind[k]
            };
    past->by_setting = self->past_place[i];
}

/* Januaries before the base census, as far back as they are known without a gap. */
static void
set_past(struct part *self)
{
    const int origin = self->fit->panel.origin;
    const double *plans = self->people->series->plans;
    int first = origin;
    while (origin - first < PAST_JANUARIES && first - 1 >= SERIES_FIRST &&
           plans[series_year(first - 1)] > 0.0)
        first--;
    for (int census = first; census < origin; census++) {
        self->past[census - first] = (struct past_plans_in){ .where = "fit",
                                                             .census = census,
                                                             .total = plans[series_year(census)] };
        set_past_places(self, (size_t)(census - first));
    }
    self->in.plans.history = self->past;
    self->in.plans.n_history = (size_t)(origin - first);
}

/* What is written: plans by age and placement are in stock.csv, new plans come in any month. */
static void
set_inputs(struct part *self, const struct fit_inputs *inputs)
{
    struct joiners_in *joiners = &self->in.joiners;
    struct hr_err ignored;
    self->in = inputs->in;
    self->in.plans.n_cell = 0;
    self->in.plans.table = "stock.csv";
    set_past(self);
    self->in.comparator = self->beside.item;
    self->in.n_comparator = self->beside.n;
    memset(joiners->months, 0, sizeof joiners->months);
    if (fit_ceiling(self->fit, self->people, joiners->ceiling_by_age, &ignored) != 0)
        memset(joiners->ceiling_by_age, 0, sizeof joiners->ceiling_by_age);
}

static void
put(struct part *self, const char *key)
{
    const struct scenario_writer writer = {
        .in = &self->in, .remark = self->remark, .n_remark = self->n_remark, .digits = 6
    };
    scenario_write(&writer, key, &self->out);
}

/* ---- sections ---- */

static void
put_head(struct part *self)
{
    const struct fit *fit = self->fit;
    const struct series *own = self->people->series;
    text_add(
        &self->out,
        "# %s: people, fitted by headroom fit to what was published up to January %d.\n"
        "#\n"
        "# A part of a scenario: the scenario file says   @include \"people.cfg\"   beside "
        "base = { census = %d; }; and the settings that\n"
        "# are named here. Every number may be changed; fit.txt says what each rests on and "
        "how well all this meets the last year.\n"
        "#\n"
        "# %zu authorities were looked at. England's new plans are known from %d. Rates by age "
        "are %s.\n"
        "# In January %d %s had %.0f plans%s; in %d it issued %s%.0f new ones.\n",
        own->name, fit->panel.origin, fit->panel.origin, fit->level.n_area, fit->growth.first_year,
        fit->ages_published ? "counted by single year of age" : "derived from age bands",
        fit->panel.origin, own->name, own->plans[series_year(fit->panel.origin)],
        is_own(self) ? " by its own return or tables" : "", fit->panel.origin - 1,
        isnan(own->new_plans[series_year(fit->panel.origin - 1)])
            ? "an unknown number of, here written as 0: "
            : "",
        isnan(own->new_plans[series_year(fit->panel.origin - 1)])
            ? 0.0
            : own->new_plans[series_year(fit->panel.origin - 1)]);
}

/* The plans are in stock.csv, by single age and placement: two lists of sums would be raked to
 * England's table anew and be other children. The sums stand in comments, for the reader. */
static void
put_plans(struct part *self)
{
    const struct people_fit *p = self->people;
    rule(&self->out, "plans in January of the base census");
    for (size_t k = 0; k < N_KIND; k++) {
        double count = 0.0;
        for (size_t a = 0; a < N_NCY; a++)
            count += p->kinds[a][k];
        text_add(&self->out, "#   %-18s %6.0f\n", kind_name((int)k), count);
    }
    for (size_t b = 0; b < N_AGE_BAND; b++) {
        const struct ages *band = &age_bands[b];
        double count = 0.0;
        for (int a = band->first; a <= band->last; a++)
            count += p->plans[a];
        text_add(&self->out, "#   age %2d to %2d       %6.0f\n", band->first, band->last, count);
    }
    text_add(&self->out, "#\n# By single age and placement they are in stock.csv; to give your own "
                         "sums by placement and by age in its place, see\n"
                         "# headroom explain key plans.by_setting and plans.by_age.\n");
    put(self, "plans");
}

static void
put_joiners(struct part *self)
{
    const struct level_fit *level = &self->fit->level;
    rule(&self->out, "new plans");
    text_add(&self->out,
             "# new_plans is what England's rates of %d would have given with this population; "
             "level is\n"
             "# the authority's own, relative to it. Its own history (new plans of three years, "
             "plans held)\n"
             "# counts for %.0f%%, as learnt from %zu authorities and %zu pairs of years; of its "
             "distance from\n"
             "# the others %.0f%% remains each year.\n",
             self->fit->panel.origin - 1, 100.0 * (level->alpha + level->beta), level->n_area,
             level->n_pair, 100.0 * level->phi);
    put(self, "joiners");
}

static void
put_comparators(struct part *self)
{
    if (self->beside.n == 0)
        return;
    rule(&self->out, "its statistical neighbours and England, for comparators.csv, the chart of "
                     "plans and the report");
    put(self, "comparators");
}

/* ---- whole files ---- */

static int
end_text(FILE *out, char **text, struct hr_err *err)
{
    if (fclose(out) == 0)
        return 0;
    free(*text);
    *text = NULL;
    return hr_fail(err, HR_ENOMEM, "no memory for a scenario part");
}

int
fit_part_text(const struct fit *fit, const struct people_fit *people, char **text,
              struct hr_err *err)
{
    *text = NULL;
    if (!fit->place.known)
        return hr_fail(err, HR_ESCENARIO,
                       "the evidence has no plans by placement for England in January %d and %d, "
                       "which a scenario needs",
                       fit->panel.origin - 1, fit->panel.origin);
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    struct part *part = malloc(sizeof *part);
    int ret = HR_ENOMEM;
    if (inputs == NULL || part == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for a scenario part");
        goto out;
    }
    *part = (struct part){ .fit = fit, .people = people };
    ret = fit_beside_init(&part->beside, &fit->panel, people->series, err);
    if (ret != 0)
        goto out;
    fit_inputs_init(inputs, fit, people, (struct fit_run){ true, N_YEAR, 10000.0, 1.0 });
    set_inputs(part, inputs);
    add_remarks(part);
    put_head(part);
    put_plans(part);
    rule(&part->out, "people of each age: location quotients on England's cohorts, ages 0 to 17 as "
                     "last counted");
    put(part, "population");
    put_joiners(part);
    rule(&part->out, "plans that end, and families that move");
    put(part, "leavers");
    text_add(&part->out, "\n");
    put(part, "migration");
    rule(&part->out, "moves between placements: net shifts of England's last year, of those who "
                     "keep a plan, by year group moved into");
    put(part, "movers");
    put_comparators(part);
    ret = text_take(&part->out, text, err);
out:
    free(part);
    free(inputs);
    return ret;
}

int
fit_stock_text(const struct people_fit *people, char **text, struct hr_err *err)
{
    size_t size;
    *text = NULL;
    FILE *out = memory_stream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a table of plans");
    fputs("age,need,setting,count\n", out);
    for (int a = 0; a < N_NCY; a++)
        for (int k = 0; k < N_KIND; k++)
            if (people->kinds[a][k] > 0.0)
                fprintf(out, "%d,all,%s,%.0f\n", a, kind_name(k), people->kinds[a][k]);
    return end_text(out, text, err);
}
