/* Charts of many areas. */
#include "areas_charts.h"

#include "areas_campaign.h"
#include "areas_tables.h"
#include "tables.h"
#include "version.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The document that all areas share, else where each area's stands. */
static const char *
source_of(const struct areas_sums *sums, struct arena *arena)
{
    const char *first = sums->area[0].entry->source;
    for (size_t i = 1; i < sums->n_area; i++)
        if (strcmp(sums->area[i].entry->source, first) != 0)
            return arena_format(arena, "scenarios of %zu areas (run.json lists their files)",
                                sums->n_area);
    return first;
}

static struct chart_run
run_of(const struct areas_sums *sums, struct arena *arena)
{
    return (struct chart_run){ .title = "",
                               .source = source_of(sums, arena),
                               .version = HEADROOM_VERSION,
                               .n_simulation = sums->n_future,
                               .seed = (unsigned long long)sums->header->seed,
                               .mark = sums->group[0].mark };
}

/* ---- the fan of the sum */

/* What all areas brought in together; nothing where one does not say. */
static void
fill_history(const struct areas_sums *sums, struct arena *arena, struct fan *out)
{
    double opening_gbp_m = 0.0;
    for (size_t i = 0; i < sums->n_area; i++)
        opening_gbp_m += sums->area[i].entry->opening_gbp_m;
    struct fan_outturn *history = arena_zero(arena, 1, sizeof *history);
    if (history == NULL || !isfinite(opening_gbp_m))
        return;
    *history = (struct fan_outturn){ areas_fy(sums, 0) - 1, opening_gbp_m };
    for (size_t i = 0; i < sums->n_area; i++)
        out->estimated = out->estimated || sums->area[i].entry->opening_estimate;
    out->history = history;
    out->n_history = 1;
}

void
areas_fan_fill(const struct areas_sums *sums, size_t slot, struct arena *arena, struct fan *out)
{
    static const enum fan_role role[] = { [ROLE_UNMITIGATED] = FAN_UNMITIGATED,
                                          [ROLE_MITIGATED] = FAN_MITIGATED,
                                          [ROLE_OTHER] = FAN_OTHER };
    const struct areas_slot *of = &sums->slot[slot];
    struct fan_year *year = arena_zero(arena, sums->n_year, sizeof *year);
    for (size_t t = 0; year != NULL && t < sums->n_year; t++) {
        const struct summary *s =
            &areas_told_of(sums, sums->group[0].told, slot, t)[areas_told_named("deficit")];
        year[t] = (struct fan_year){ .fy = areas_fy(sums, t),
                                     .p05 = s->p05,
                                     .p25 = s->p25,
                                     .p50 = s->p50,
                                     .p75 = s->p75,
                                     .p95 = s->p95,
                                     .chance = (double)NAN,
                                     .chance_se = (double)NAN,
                                     .mean = s->mean };
    }
    *out = (struct fan){ .id = arena_format(arena, "fan-%s", of->id),
                         .area = arena_format(arena, "%s", areas_who(sums).text),
                         .scenario = of->label,
                         .role = role[of->role],
                         .one_of_several = sums->n_slot > 1,
                         .year = year,
                         .n_year = sums->n_year,
                         .run = run_of(sums, arena) };
    fill_history(sums, arena, out);
}

/* ---- the ranking */

static struct ranking_row
row_of(const struct areas_sums *sums, size_t slot, size_t i)
{
    const struct areas_area *area = &sums->area[i];
    const struct summary *head = &areas_told_of(
        sums, area->told, slot, sums->n_year - 1)[areas_told_named("deficit_per_person")];
    return (struct ranking_row){ .area = area->entry->area,
                                 .mean_gbp = head->mean,
                                 .p05_gbp = head->p05,
                                 .p25_gbp = head->p25,
                                 .p75_gbp = head->p75,
                                 .p95_gbp = head->p95,
                                 .rank_p05 = area->rank[slot].p05,
                                 .rank_p95 = area->rank[slot].p95 };
}

void
areas_ranking_fill(const struct areas_sums *sums, size_t slot, const size_t *order,
                   struct arena *arena, struct ranking *out)
{
    static const char *const role[] = {
        [ROLE_UNMITIGATED] = "Unmitigated", [ROLE_MITIGATED] = "Mitigated", [ROLE_OTHER] = ""
    };
    const struct areas_slot *of = &sums->slot[slot];
    struct ranking_row *row = arena_zero(arena, sums->n_area, sizeof *row);
    for (size_t i = 0; row != NULL && i < sums->n_area; i++)
        row[i] = row_of(sums, slot, order[i]);
    *out = (struct ranking){ .of = { of->label, role[of->role], sums->n_slot > 1 },
                             .fy = areas_fy(sums, sums->n_year - 1),
                             .row = row,
                             .n_row = sums->n_area,
                             .first = 1,
                             .n_all = sums->n_area,
                             .run = run_of(sums, arena) };
}

/* ---- files */

struct drawing {
    const struct areas_sums *sums;
    enum charts charts;
    struct folder *folder;
    struct arena arena; /* of one chart */
};

static int
put_chart(struct drawing *self, const char *name, const struct chart *chart, struct hr_err *err)
{
    const struct chart_file file = { self->folder, name, words_left_out(), "", self->charts };
    const int ret = arena_check(&self->arena, err);
    return ret == 0 ? chart_file_put(&file, chart, err) : ret;
}

static int
put_fan(struct drawing *self, size_t slot, struct hr_err *err)
{
    struct chart chart;
    struct fan fan;
    chart_init(&chart);
    areas_fan_fill(self->sums, slot, &self->arena, &fan);
    int ret = arena_check(&self->arena, err);
    if (ret == 0)
        ret = fan_draw(&fan, &chart, err);
    if (ret == 0)
        ret = put_chart(self, arena_format(&self->arena, "01_fan_%s", self->sums->slot[slot].id),
                        &chart, err);
    chart_release(&chart);
    return ret;
}

static int
put_page(struct drawing *self, size_t slot, size_t page, struct ranking ranking, struct hr_err *err)
{
    struct chart chart;
    const char *id = self->sums->slot[slot].id;
    const size_t before = page * BAR_ROWS, left = ranking.n_all - before;
    chart_init(&chart);
    ranking.id = arena_format(&self->arena, "ranking-%s-%zu", id, page + 1);
    ranking.row += before;
    ranking.first = before + 1;
    ranking.n_row = left < BAR_ROWS ? left : (size_t)BAR_ROWS;
    int ret = ranking_draw(&ranking, &chart, err);
    if (ret == 0)
        ret = put_chart(self, arena_format(&self->arena, "ranking_%s_%zu", id, page + 1), &chart,
                        err);
    chart_release(&chart);
    return ret;
}

static int
put_rankings(struct drawing *self, size_t slot, struct hr_err *err)
{
    struct ranking ranking;
    size_t *order = arena_zero(&self->arena, self->sums->n_area, sizeof *order);
    int ret = arena_check(&self->arena, err);
    if (ret == 0)
        ret = areas_order(self->sums, slot, order, err);
    if (ret != 0)
        return ret;
    areas_ranking_fill(self->sums, slot, order, &self->arena, &ranking);
    ret = arena_check(&self->arena, err);
    for (size_t page = 0; ret == 0 && page * BAR_ROWS < self->sums->n_area; page++)
        ret = put_page(self, slot, page, ranking, err);
    return ret;
}

int
areas_charts(const struct areas_sums *sums, enum charts charts, struct folder *folder,
             struct hr_err *err)
{
    struct drawing self = { .sums = sums, .charts = charts, .folder = folder };
    int ret = 0;
    for (size_t slot = 0; charts != CHARTS_NONE && ret == 0 && slot < sums->n_slot; slot++) {
        arena_init(&self.arena);
        ret = put_fan(&self, slot, err);
        if (ret == 0)
            ret = put_rankings(&self, slot, err);
        arena_release(&self.arena);
    }
    return ret;
}
