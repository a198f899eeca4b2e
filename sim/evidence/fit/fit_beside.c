#include "fit_beside.h"

#include "fit_place.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { YEARS_BACK = 5 };

static double
plans_at(const struct series *series, int census)
{
    return census < SERIES_FIRST ? (double)NAN : series->plans[series_year(census)];
}

static double
growth(const struct series *series, int census, int years)
{
    return pow(plans_at(series, census) / plans_at(series, census - years), 1.0 / (double)years) -
           1.0;
}

static bool
has_people(const struct series *series)
{
    bool has = false;
    for (size_t y = 0; y < SERIES_N; y++)
        has = has || series->people[y] > 0.0;
    return has;
}

static int
set_plans(struct comparator_in *out, const struct panel *panel, const struct series *series,
          struct hr_err *err)
{
    struct population_fit population;
    double people[N_NCY], sum = 0.0;
    const double plans = plans_at(series, panel->origin);
    out->plans_per_1000 = (double)NAN;
    if (isnan(plans) || !has_people(series))
        return 0;
    const int ret = population_fit(&population, panel, series, err);
    if (ret != 0)
        return ret;
    population_at(&population, panel->origin - 1, people);
    for (size_t a = 0; a < N_NCY; a++)
        sum += people[a];
    if (sum > 0.0)
        out->plans_per_1000 = 1000.0 * plans / sum;
    return 0;
}

/* The last financial year whose outturn is known, with the plans of both Januaries. */
static void
set_spending(struct comparator_in *out, const struct panel *panel, const struct series *series)
{
    out->spending_per_plan_gbp = (double)NAN;
    for (int march = panel->origin; march > SERIES_FIRST && out->spending_fy == 0; march--) {
        const double spent =
            evidence_total(panel->evidence, series->area, EVIDENCE_SPENDING, march);
        const double plans = (plans_at(series, march - 1) + plans_at(series, march)) / 2.0;
        if (isnan(spent) || isnan(plans) || plans <= 0.0)
            continue;
        out->spending_per_plan_gbp = spent / plans;
        out->spending_fy = march - 1;
    }
}

static void
set_mix(struct comparator_in *out, const struct panel *panel, const struct series *series)
{
    double kind[N_KIND];
    if (isnan(plans_at(series, panel->origin)) || !place_kinds(panel, series, panel->origin, kind))
        return;
    for (size_t c = 0; c < N_CATEGORY; c++)
        out->by_category[c] = kind[c];
}

static int
add(struct fit_beside *self, const struct panel *panel, const struct series *series,
    enum comparator_kind kind, struct hr_err *err)
{
    struct comparator_in *out = &self->item[self->n++];
    *out = (struct comparator_in){ .where = "fit",
                                   .name = series->name,
                                   .kind = kind,
                                   .census = panel->origin,
                                   .growth_one_year = growth(series, panel->origin, 1),
                                   .growth_five_years = growth(series, panel->origin, YEARS_BACK) };
    set_spending(out, panel, series);
    set_mix(out, panel, series);
    return set_plans(out, panel, series, err);
}

static void
add_unknown(struct fit_beside *self, const struct panel *panel, const char *code)
{
    const double none = (double)NAN;
    const int area = evidence_find_area(panel->evidence, code);
    char *name = self->name[self->n - 2];
    if (area < 0)
        (void)snprintf(name, sizeof self->name[0], "DfE code %s", code);
    else
        (void)snprintf(name, sizeof self->name[0], "%s", panel->evidence->area[area].name);
    self->item[self->n++] = (struct comparator_in){ .where = "fit",
                                                    .name = name,
                                                    .kind = COMPARATOR_NEIGHBOUR,
                                                    .census = panel->origin,
                                                    .plans_per_1000 = none,
                                                    .growth_one_year = none,
                                                    .growth_five_years = none,
                                                    .spending_per_plan_gbp = none };
}

/* DfE's code of the neighbour of a rank, of the last list; "": there is none. */
static void
neighbour_code(const struct panel *panel, const struct series *own, int rank, char code[12])
{
    size_t first, end;
    code[0] = '\0';
    evidence_range(panel->evidence, own->area, EVIDENCE_NEIGHBOUR, &first, &end);
    for (size_t i = first; i < end; i++)
        if (panel->evidence->item[i].part == rank)
            (void)snprintf(code, 12, "%03.0f", panel->evidence->item[i].count);
}

int
fit_beside_init(struct fit_beside *self, const struct panel *panel, const struct series *own,
                struct hr_err *err)
{
    *self = (struct fit_beside){ .n = 0 };
    if (own == &panel->series[0])
        return 0;
    int ret = add(self, panel, own, COMPARATOR_OWN, err);
    if (ret == 0)
        ret = add(self, panel, &panel->series[0], COMPARATOR_ENGLAND, err);
    for (int rank = 1; ret == 0 && rank <= FIT_NEIGHBOURS; rank++) {
        char code[12];
        neighbour_code(panel, own, rank, code);
        const struct series *series = code[0] == '\0' ? NULL : panel_find(panel, code);
        if (series != NULL && series != &panel->series[0])
            ret = add(self, panel, series, COMPARATOR_NEIGHBOUR, err);
        else if (code[0] != '\0')
            add_unknown(self, panel, code);
    }
    return ret;
}
