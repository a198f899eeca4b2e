/* Tables of many areas. */
#include "areas_tables.h"

#include "tables.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- areas.csv and groups.csv: rows of a measure in a year */

struct told_row {
    const char *area, *region, *groups, *kind, *scenario, *role, *own, *mark;
    const char *fy, *date, *measure, *unit;
    double n_area, n_own, share, n;
    struct summary s;
};
#define ROW(member) offsetof(struct told_row, member)

#define TOLD_COLUMNS                                                                           \
    COLUMN_TEXT("mark", ROW(mark),                                                             \
                "EXAMPLE MONEY and the like: what the figures rest on is not the areas' own"), \
        COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),                                     \
        COLUMN_TEXT("date", ROW(date), AS_BEFORE),                                             \
        COLUMN_TEXT("measure", ROW(measure), AS_BEFORE),                                       \
        COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),                                             \
        COLUMN_IN(TABLE_UNIT_OF_ROW, "mean", ROW(s.mean), AS_BEFORE),                          \
        COLUMN_IN(TABLE_UNIT_OF_ROW, "p05", ROW(s.p05), AS_BEFORE),                            \
        COLUMN_IN(TABLE_UNIT_OF_ROW, "p25", ROW(s.p25), AS_BEFORE),                            \
        COLUMN_IN(TABLE_UNIT_OF_ROW, "p50", ROW(s.p50), AS_BEFORE),                            \
        COLUMN_IN(TABLE_UNIT_OF_ROW, "p75", ROW(s.p75), AS_BEFORE),                            \
        COLUMN_IN(TABLE_UNIT_OF_ROW, "p95", ROW(s.p95), AS_BEFORE),                            \
        COLUMN_IN(TABLE_UNIT_OF_ROW, "mean_se", ROW(s.mean_se), AS_BEFORE),                    \
        COLUMN_KEY("n", ROW(n), AS_BEFORE)

static const struct table_field area_field[] = {
    COLUMN_TEXT("area", ROW(area), "of the list"),
    COLUMN_TEXT("region", ROW(region), "of the list"),
    COLUMN_TEXT("groups", ROW(groups), "of the list, with ; between them"),
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("own_scenario", ROW(own), "no: the area has none of this id, its unmitigated one"),
    COLUMN_IN(IN_RATIO, "share_of_all", ROW(share),
              "the area's average by that of all areas; empty where the sum is not above 0"),
    TOLD_COLUMNS,
};

static const struct table_field group_field[] = {
    COLUMN_TEXT("kind", ROW(kind), "all, region, group or successor"),
    COLUMN_TEXT("group", ROW(area), "name of the region, group or successor"),
    COLUMN_KEY("areas", ROW(n_area), "how many areas the row is of"),
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_KEY("areas_own", ROW(n_own), "areas of the run that have a scenario of this id"),
    TOLD_COLUMNS,
};

const char *
areas_group_kind_name(enum areas_group_kind kind)
{
    static const char *const name[] = { [GROUP_ALL] = "all",
                                        [GROUP_REGION] = "region",
                                        [GROUP_LISTED] = "group",
                                        [GROUP_SUCCESSOR] = "successor" };
    return name[kind];
}

/* A row of a calendar's year; the rest is the caller's. */
static void
put_row(const struct areas_sums *sums, struct table *out, size_t year, const char *calendar,
        const struct told_row *rest)
{
    struct year_text when;
    struct told_row row = *rest;
    if (!year_text_in(areas_fy(sums, year), calendar, &when))
        hr_bug("'%s' has the unknown calendar '%s'", row.measure, calendar);
    row.fy = when.fy.text;
    row.date = when.date.text;
    table_put(out, &row);
}

static double
share_of_all(const struct areas_sums *sums, size_t cell, size_t told, double mean)
{
    const double all = sums->group[0].told[cell * n_areas_told + told].mean;
    return areas_told[told].shared && all > 0.0 ? mean / all : (double)NAN;
}

static void
put_area_cell(const struct areas_sums *sums, struct table *out, const struct areas_area *area,
              size_t cell, struct told_row row)
{
    const size_t year = cell % sums->n_year;
    for (size_t i = 0; i < n_areas_told; i++) {
        row.s = area->told[cell * n_areas_told + i];
        row.measure = areas_told[i].id;
        row.unit = areas_told[i].unit;
        row.mark = areas_told[i].children ? area->entry->mark_children : area->entry->mark;
        row.share = share_of_all(sums, cell, i, row.s.mean);
        if (!isnan(row.s.mean))
            put_row(sums, out, year, areas_told[i].calendar, &row);
    }
    row.share = (double)NAN;
    row.mark = area->entry->mark;
    for (size_t t = 0; t < N_AREAS_TEST; t++) {
        const double count = area->count[cell * N_AREAS_TEST + t];
        char measure[64];
        if (isnan(count))
            continue;
        snprintf(measure, sizeof measure, "chance.%s", areas_tests[t].id);
        row.s = no_summary;
        row.s.mean = count / (double)sums->n_future;
        row.measure = measure;
        row.unit = "ratio";
        put_row(sums, out, year, "at 31 March", &row);
    }
    if (year + 1 < sums->n_year)
        return;
    row.s = area->rank[cell / sums->n_year];
    row.measure = "rank.deficit_per_person";
    row.unit = "number";
    put_row(sums, out, year, "at 31 March", &row);
}

/* The groups of an entry in one cell; owned by the caller (free). */
static char *
groups_text(const struct areas_entry *entry)
{
    struct text text;
    char *out = NULL;
    text_init(&text);
    for (size_t i = 0; i < entry->n_group; i++)
        text_add(&text, "%s%s", i == 0 ? "" : ";", entry->group[i]);
    (void)!text_take(&text, &out, NULL);
    return out;
}

static int
fill_areas(const struct areas_sums *sums, struct table *out, struct hr_err *err)
{
    table_init(out, "areas", area_field, N_FIELD(area_field));
    for (size_t i = 0; i < sums->n_area; i++) {
        const struct areas_area *area = &sums->area[i];
        char *groups = groups_text(area->entry);
        out->failed = out->failed || groups == NULL;
        for (size_t cell = 0; cell < sums->n_slot * sums->n_year; cell++) {
            const size_t slot = cell / sums->n_year;
            put_area_cell(sums, out, area, cell,
                          (struct told_row){ .area = area->entry->area,
                                             .region = area->entry->region,
                                             .groups = groups,
                                             .scenario = sums->slot[slot].id,
                                             .own = area->own[slot] ? "yes" : "no",
                                             .mark = area->entry->mark,
                                             .n = (double)sums->n_future });
        }
        free(groups);
    }
    return table_check(out, err);
}

/* How many of a sum's areas pass a test; of a successor, in which share of futures it does. */
static void
put_count(const struct areas_sums *sums, struct table *out, const struct areas_group *group,
          size_t at, struct told_row row)
{
    const size_t t = at % N_AREAS_TEST, year = at / N_AREAS_TEST % sums->n_year;
    const bool one = group->kind == GROUP_SUCCESSOR, reserves = t == TEST_ABOVE_RESERVES;
    const struct summary *counted = &group->counted[at];
    char measure[64];
    if (reserves && (group->n_reserves == 0 || (one && group->n_reserves < group->n_area)))
        return;
    snprintf(measure, sizeof measure, "%s.%s", one ? "chance" : "areas", areas_tests[t].id);
    row.n_area = (double)(reserves ? group->n_reserves : group->n_area);
    row.s = one ? no_summary : *counted;
    row.s.mean = counted->mean;
    row.measure = measure;
    row.unit = one ? "ratio" : "number";
    put_row(sums, out, year, "at 31 March", &row);
}

static void
put_group_cell(const struct areas_sums *sums, struct table *out, const struct areas_group *group,
               size_t cell, struct told_row row)
{
    const size_t year = cell % sums->n_year;
    for (size_t i = 0; i < n_areas_told; i++) {
        row.s = group->told[cell * n_areas_told + i];
        row.measure = areas_told[i].id;
        row.unit = areas_told[i].unit;
        row.mark = areas_told[i].children ? group->mark_children : group->mark;
        if (!isnan(row.s.mean))
            put_row(sums, out, year, areas_told[i].calendar, &row);
    }
    row.mark = group->mark;
    for (size_t t = 0; t < N_AREAS_TEST; t++)
        put_count(sums, out, group, cell * N_AREAS_TEST + t, row);
}

/* The groups that successors are, or those that they are not. */
static void
put_groups(const struct areas_sums *sums, struct table *out, bool successors)
{
    for (size_t g = 0; g < sums->n_group; g++)
        for (size_t cell = 0; cell < sums->n_slot * sums->n_year; cell++) {
            const struct areas_group *group = &sums->group[g];
            const struct areas_slot *slot = &sums->slot[cell / sums->n_year];
            if ((group->kind == GROUP_SUCCESSOR) == successors)
                put_group_cell(sums, out, group, cell,
                               (struct told_row){ .kind = areas_group_kind_name(group->kind),
                                                  .area = group->name,
                                                  .n_area = (double)group->n_area,
                                                  .scenario = slot->id,
                                                  .n_own = (double)slot->n_own,
                                                  .mark = group->mark,
                                                  .n = (double)sums->n_future });
        }
}

static int
fill_groups(const struct areas_sums *sums, struct table *out, struct hr_err *err)
{
    table_init(out, "groups", group_field, N_FIELD(group_field));
    put_groups(sums, out, false);
    return table_check(out, err);
}

static int
fill_successors(const struct areas_sums *sums, struct table *out, struct hr_err *err)
{
    table_init(out, "successors", group_field, N_FIELD(group_field));
    put_groups(sums, out, true);
    return table_check(out, err);
}
#undef ROW

/* ---- ranking.csv */

struct rank_row {
    const char *area, *region, *scenario, *mark, *date;
    struct summary rank, head, deficit, plans;
    double in_deficit, above_reserves, above_grant;
};
#define ROW(member) offsetof(struct rank_row, member)
#define RANK_CHANCE(id_, member) COLUMN_IN(IN_RATIO, "chance_" id_, ROW(member), "share of futures")

static const struct table_field rank_field[] = {
    COLUMN_TEXT("area", ROW(area), AS_BEFORE),
    COLUMN_TEXT("region", ROW(region), AS_BEFORE),
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("mark", ROW(mark), AS_BEFORE),
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_KEY("rank_p50", ROW(rank.p50),
               "rank by deficit a head in the same future, 1 the highest: median"),
    COLUMN_KEY("rank_p05", ROW(rank.p05), "9 in 10 futures: from this rank"),
    COLUMN_KEY("rank_p95", ROW(rank.p95), "9 in 10 futures: to this rank"),
    COLUMN_IN("gbp", "deficit_per_person_mean_gbp", ROW(head.mean), "average"),
    COLUMN_IN("gbp", "deficit_per_person_p05_gbp", ROW(head.p05), "low end of the likely range"),
    COLUMN_IN("gbp", "deficit_per_person_p95_gbp", ROW(head.p95), "high end of the likely range"),
    COLUMN_IN(IN_MONEY, "deficit_mean_gbp_m", ROW(deficit.mean), "average"),
    COLUMN_IN(IN_MONEY, "deficit_p05_gbp_m", ROW(deficit.p05), "low end of the likely range"),
    COLUMN_IN(IN_MONEY, "deficit_p95_gbp_m", ROW(deficit.p95), "high end of the likely range"),
    COLUMN_IN("per 1,000", "plans_per_1000_mean", ROW(plans.mean), "average"),
    RANK_CHANCE("in_deficit", in_deficit),
    RANK_CHANCE("above_reserves", above_reserves),
    RANK_CHANCE("above_grant", above_grant),
};
#undef ROW

struct ranked {
    double head;
    size_t area;
};

static int
by_head(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return x->head < y->head   ? 1
           : x->head > y->head ? -1
                               : (x->area > y->area) - (x->area < y->area);
}

static void
put_rank(const struct areas_sums *sums, struct table *out, size_t slot, size_t i)
{
    const struct areas_area *area = &sums->area[i];
    const size_t cell = areas_cell(sums, slot, sums->n_year - 1);
    const struct summary *told = &area->told[cell * n_areas_told];
    const double *count = &area->count[cell * N_AREAS_TEST], n = (double)sums->n_future;
    const struct year_name date = fy_end_name(areas_fy(sums, sums->n_year - 1));
    table_put(out, &(struct rank_row){
                       .area = area->entry->area,
                       .region = area->entry->region,
                       .scenario = sums->slot[slot].id,
                       .mark = area->entry->mark,
                       .date = date.text,
                       .rank = area->rank[slot],
                       .head = told[areas_told_named("deficit_per_person")],
                       .deficit = told[areas_told_named("deficit")],
                       .plans = told[areas_told_named("plans_per_1000")],
                       .in_deficit = count[TEST_IN_DEFICIT] / n,
                       .above_reserves = count[TEST_ABOVE_RESERVES] / n,
                       .above_grant = count[TEST_ABOVE_GRANT] / n,
                   });
}

int
areas_order(const struct areas_sums *sums, size_t slot, size_t *order, struct hr_err *err)
{
    const size_t cell = areas_cell(sums, slot, sums->n_year - 1),
                 head = areas_told_named("deficit_per_person");
    struct ranked *ranked = calloc(sums->n_area, sizeof *ranked);
    if (ranked == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to rank %zu areas", sums->n_area);
    for (size_t i = 0; i < sums->n_area; i++)
        ranked[i] = (struct ranked){ sums->area[i].told[cell * n_areas_told + head].mean, i };
    qsort(ranked, sums->n_area, sizeof *ranked, by_head);
    for (size_t i = 0; i < sums->n_area; i++)
        order[i] = ranked[i].area;
    free(ranked);
    return 0;
}

static int
fill_ranking(const struct areas_sums *sums, struct table *out, struct hr_err *err)
{
    size_t *order = calloc(sums->n_area, sizeof *order);
    int ret = order == NULL ? hr_fail(err, HR_ENOMEM, "no memory for ranking.csv") : 0;
    table_init(out, "ranking", rank_field, N_FIELD(rank_field));
    for (size_t slot = 0; ret == 0 && slot < sums->n_slot; slot++) {
        ret = areas_order(sums, slot, order, err);
        for (size_t i = 0; ret == 0 && i < sums->n_area; i++)
            put_rank(sums, out, slot, order[i]);
    }
    free(order);
    return ret == 0 ? table_check(out, err) : ret;
}

/* ---- areas_left_out.csv */

struct left_row {
    double line;
    const char *area, *scenario_file, *where, *reason;
};
#define ROW(member) offsetof(struct left_row, member)
static const struct table_field left_field[] = {
    COLUMN_KEY("line", ROW(line), "of the list of areas"),
    COLUMN_TEXT("area", ROW(area), AS_BEFORE),
    COLUMN_TEXT("scenario_file", ROW(scenario_file), "as the list has it"),
    COLUMN_TEXT("where", ROW(where), AS_BEFORE),
    COLUMN_TEXT("reason", ROW(reason), "why the area is in no sum"),
};
#undef ROW

static int
fill_left(const struct areas_sums *sums, struct table *out, struct hr_err *err)
{
    table_init(out, "areas_left_out", left_field, N_FIELD(left_field));
    for (size_t i = 0; i < sums->n_left; i++) {
        const struct areas_left *left = &sums->left[i];
        table_put(out, &(struct left_row){ (double)left->entry->line, left->entry->area,
                                           left->entry->file, left->where, left->text });
    }
    return table_check(out, err);
}

#define OF(list) (list), N_FIELD(list)
const struct areas_table areas_tables[] = {
    { "areas",
      "of headroom run --areas: every measure of every area by scenario and financial year, with "
      "its share of all areas (headroom new --area all: the list of scenarios that run --areas "
      "reads)",
      OF(area_field), false, fill_areas },
    { "groups",
      "of headroom run --areas: the same of sums (all, regions, groups), taken in each future, and "
      "how many areas are in deficit or above their reserves",
      OF(group_field), false, fill_groups },
    { "ranking",
      "of headroom run --areas: areas by deficit a head at the end of the last year, a row for "
      "each area and scenario",
      OF(rank_field), false, fill_ranking },
    { "successors",
      "of headroom run --areas --successors: the councils that come after the areas, as groups.csv",
      OF(group_field), true, fill_successors },
    { "areas_left_out",
      "of headroom run --areas: areas that could not be run, and why, a row for each fault "
      "(headroom new --area all: those that could not be made)",
      OF(left_field), false, fill_left },
    { NULL, NULL, NULL, 0, false, NULL },
};
