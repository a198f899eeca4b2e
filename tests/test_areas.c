/* Many areas: lists, what is kept of each, sums future by future, ranks, shards. */
#define _GNU_SOURCE /* asprintf */
#include "areas_charts.h"
#include "areas_list.h"
#include "areas_run.h"
#include "areas_sums.h"
#include "areas_tables.h"
#include "calibrate.h"
#include "claim.h"
#include "scenario.h"
#include "svg_check.h"
#include "temp_dir.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 40, N_AREA = 3, PATH = 512 };
static const char *const names[N_AREA] = { "Ashford", "Birchwood", "Cedarham" };

struct world {
    char dir[256], list_path[PATH], path[N_AREA][PATH];
    struct areas_list list;
    struct areas_header header;
    FILE *file[N_AREA];
    struct areas_shard shard[N_AREA];
    size_t n_shard;
    struct areas_sums sums;
    struct areas_successors successors, *heirs; /* NULL: none */
};

/* tests/sample.cfg under another name, with a little more grant for each. */
static void
write_area(struct world *self, size_t i)
{
    static const char was[] = "area = \"Sampleton\";";
    char *text = NULL, *out = NULL, file[64];
    size_t size = 0;
    struct hr_err err = { 0 };
    cr_assert_eq(bytes_read("tests/sample.cfg", &text, &size, &err), 0, "%s", err.text);
    char *at = strstr(text, was);
    cr_assert_not_null(at);
    *at = '\0';
    cr_assert_geq(asprintf(&out, "%sarea = \"%s\";%s", text, names[i], at + strlen(was)), 0);
    snprintf(file, sizeof file, "%s.cfg", names[i]);
    temp_dir_write(self->dir, file, out, self->path[i], PATH);
    free(out);
    free(text);
}

static void
read_list(struct world *self, const char *rows)
{
    struct hr_err err = { 0 };
    temp_dir_write(self->dir, "list.csv", rows, self->list_path, PATH);
    cr_assert_eq(areas_list_read(&self->list, self->list_path, NULL, 0, &err), 0, "%s", err.text);
    self->header = (struct areas_header){ .version = "1",
                                          .commit = "c",
                                          .rng = "r",
                                          .gsl = "g",
                                          .seed = 7.0,
                                          .n_future = N,
                                          .list = self->list.name,
                                          .list_sha256 = self->list.sha256,
                                          .n_row = self->list.n_row };
}

static void
world_init(struct world *self)
{
    *self = (struct world){ .n_shard = 0 };
    temp_dir(self->dir, sizeof self->dir);
    for (size_t i = 0; i < N_AREA; i++)
        write_area(self, i);
    read_list(self, "area,scenario,region,group\n"
                    "Ashford,Ashford.cfg,North,a;b\n"
                    "Birchwood,Birchwood.cfg,South,b\n"
                    "Cedarham,Cedarham.cfg,North,\n");
}

static void
simulate(struct world *self, size_t n_shard, unsigned n_thread)
{
    struct hr_err err = { 0 };
    self->n_shard = n_shard;
    for (size_t i = 0; i < n_shard; i++) {
        struct areas_header header = self->header;
        const struct areas_run run = { &self->list, &header, n_thread, NULL, NULL };
        header.shard = i + 1;
        header.n_shard = n_shard;
        self->file[i] = tmpfile();
        cr_assert_not_null(self->file[i]);
        cr_assert_eq(areas_run(&run, self->file[i], &err), 0, "%s", err.text);
        cr_assert_eq(areas_shard_open(&self->shard[i], "shard", self->file[i], &err), 0, "%s",
                     err.text);
    }
    const struct areas_request request = { self->shard, n_shard, self->heirs, n_thread };
    cr_assert_eq(areas_sums_make(&self->sums, &request, &err), 0, "%s", err.text);
}

static void
forget_runs(struct world *self)
{
    areas_sums_release(&self->sums);
    for (size_t i = 0; i < self->n_shard; i++) {
        areas_shard_release(&self->shard[i]);
        fclose(self->file[i]);
    }
    self->n_shard = 0;
}

static void
world_release(struct world *self)
{
    forget_runs(self);
    areas_successors_release(&self->successors);
    areas_list_release(&self->list);
    temp_dir_remove(self->dir);
}

static size_t
cell_at(const struct areas_sums *sums, size_t slot, size_t year)
{
    return areas_cell(sums, slot, year);
}

/* Adds a measure of an area's own run to a sum over futures. */
static void
add_own_run(const struct world *self, size_t i, const char *measure, double *sum)
{
    struct scenario scenario;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load(self->path[i], NULL, 0, &scenario, &err), 0, "%s", err.text);
    scenario.inputs.seed = self->header.seed;
    scenario.inputs.simulations = N;
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    const struct engine_options options = { .n_replicate = N, .n_thread = 1 };
    cr_assert_eq(engine_run(&model, &options, &results, &err), 0, "%s", err.text);
    const double *x =
        results_column(&results, 0, results.n_year - 1, results_measure(&results, measure));
    for (size_t r = 0; r < N; r++)
        sum[r] += x[r];
    results_release(&results);
    model_release(&model);
    scenario_release(&scenario);
}

Claim(areas, a_sum_is_that_of_each_areas_own_run_in_every_future)
{
    static const struct {
        const char *measure;
        enum areas_kept kept;
    } kept[] = { { "deficit", KEPT_DEFICIT },
                 { "plans", KEPT_PLANS },
                 { "high_needs_spending", KEPT_SPENDING },
                 { "high_needs_grant", KEPT_GRANT } };
    struct world world;
    world_init(&world);
    simulate(&world, 1, 1);
    const size_t cell = cell_at(&world.sums, 0, world.sums.n_year - 1);
    for (size_t k = 0; k < sizeof kept / sizeof kept[0]; k++) {
        double sum[N] = { 0.0 };
        for (size_t i = 0; i < N_AREA; i++)
            add_own_run(&world, i, kept[k].measure, sum);
        const double *all = &world.sums.group[0].column[(cell * N_AREAS_KEPT + kept[k].kept) * N];
        for (size_t r = 0; r < N; r++)
            cr_expect_float_eq(all[r], sum[r], 1e-9 * fabs(sum[r]), "%s of future %zu: %g, want %g",
                               kept[k].measure, r, all[r], sum[r]);
    }
    world_release(&world);
}

Claim(areas, national_draws_are_shared_and_local_ones_are_not)
{
    struct world world;
    double *column[2];
    struct hr_err err = { 0 };
    size_t n_grant = 0, n_plans = 0;
    world_init(&world);
    simulate(&world, 1, 2);
    const struct areas_shard *shard = &world.shard[0];
    const size_t last = shard->entry[0].n_year - 1;
    for (size_t i = 0; i < 2; i++) {
        column[i] = calloc(areas_n_column(&shard->entry[i]) * N, sizeof **column);
        cr_assert_eq(areas_shard_read(shard, i, column[i], &err), 0, "%s", err.text);
    }
    for (size_t r = 0; r < N; r++) {
        const size_t plans = areas_index(last + 1, 0, last, KEPT_PLANS) * N + r;
        const size_t population = areas_index(last + 1, 0, last, KEPT_POPULATION) * N + r;
        n_plans += fabs(column[0][plans] - column[1][plans]) > 0.5;
        n_grant += fabs(column[0][population] - column[1][population]) < 1e-9;
    }
    cr_expect_eq(n_grant, N, "the drift of the population is national");
    cr_expect_gt(n_plans, N / 2, "who joins is local");
    free(column[0]);
    free(column[1]);
    world_release(&world);
}

static void
expect_same(const struct areas_sums *a, const struct areas_sums *b)
{
    cr_assert_eq(a->n_group, b->n_group);
    const size_t n = a->n_slot * a->n_year * N_AREAS_KEPT * N;
    for (size_t g = 0; g < a->n_group; g++)
        cr_expect_eq(memcmp(a->group[g].column, b->group[g].column, n * sizeof(double)), 0,
                     "group %s", a->group[g].name);
}

Claim(areas, shards_and_threads_give_the_bytes_of_one_run)
{
    struct world one, many;
    world_init(&one);
    world_init(&many);
    simulate(&one, 1, 1);
    for (size_t n = 2; n <= N_AREA; n++) {
        simulate(&many, n, (unsigned)n);
        expect_same(&one.sums, &many.sums);
        forget_runs(&many);
    }
    world_release(&one);
    world_release(&many);
}

Claim(areas, groups_are_regions_and_lists_and_add_up)
{
    struct world world;
    world_init(&world);
    simulate(&world, 1, 1);
    const struct areas_sums *sums = &world.sums;
    static const char *const wanted[] = { "all", "North", "South", "a", "b" };
    static const size_t n_area[] = { 3, 2, 1, 1, 2 };
    cr_assert_eq(sums->n_group, 5);
    for (size_t g = 0; g < 5; g++) {
        cr_expect_str_eq(sums->group[g].name, wanted[g]);
        cr_expect_eq(sums->group[g].n_area, n_area[g]);
    }
    const size_t n = sums->n_slot * sums->n_year * N_AREAS_KEPT * N;
    for (size_t i = 0; i < n; i++) {
        const double all = sums->group[0].column[i],
                     parts = sums->group[1].column[i] + sums->group[2].column[i];
        if (!isnan(all))
            cr_expect_float_eq(all, parts, 1e-9 * fabs(all) + 1e-12);
    }
    world_release(&world);
}

Claim(areas, a_rank_is_one_more_than_how_many_are_higher)
{
    struct world world;
    world_init(&world);
    simulate(&world, 1, 1);
    const struct areas_sums *sums = &world.sums;
    double mean[N_AREA] = { 0.0 };
    for (size_t r = 0; r < N; r++)
        for (size_t i = 0; i < N_AREA; i++) {
            mean[i] += 1.0 / N;
            for (size_t k = 0; k < N_AREA; k++)
                mean[i] += sums->head[k * N + r] > sums->head[i * N + r] ? 1.0 / N : 0.0;
        }
    for (size_t i = 0; i < N_AREA; i++)
        cr_expect_float_eq(sums->area[i].rank[0].mean, mean[i], 1e-9, "%s", names[i]);
    world_release(&world);
}

/* Takes a group out of a scenario's text. */
static void
cut_group(char *text, const char *begins)
{
    char *at = strstr(text, begins), *end;
    int depth = 0;
    cr_assert_not_null(at);
    for (end = at; *end != '\0'; end++) {
        depth += *end == '{' ? 1 : *end == '}' ? -1 : 0;
        if (*end == '}' && depth == 0)
            break;
    }
    memset(at, ' ', (size_t)(end - at) + 2); /* and its ; */
}

/* The second area gives no reserves. */
static void
without_reserves(struct world *self)
{
    char *text = NULL, path[PATH];
    size_t size = 0;
    struct hr_err err = { 0 };
    cr_assert_eq(bytes_read(self->path[1], &text, &size, &err), 0);
    cut_group(text, "reserves = {");
    temp_dir_write(self->dir, "Birchwood.cfg", text, path, sizeof path);
    free(text);
}

Claim(areas, counts_of_areas_are_what_their_deficits_say)
{
    struct world world;
    world_init(&world);
    without_reserves(&world);
    simulate(&world, 1, 1);
    const struct areas_sums *sums = &world.sums;
    cr_assert_eq(sums->n_left, 0, "%s", sums->n_left > 0 ? sums->left[0].text : "");
    const struct areas_group *all = &sums->group[0];
    const size_t cell = cell_at(sums, 0, sums->n_year - 1);
    double mean = 0.0;
    for (size_t r = 0; r < N; r++)
        for (size_t i = 0; i < N_AREA; i++)
            mean += sums->head[i * N + r] > 0.0 ? 1.0 / N : 0.0;
    cr_expect_float_eq(all->counted[cell * N_AREAS_TEST + TEST_IN_DEFICIT].mean, mean, 1e-9);
    cr_expect_eq(all->n_reserves, 2);
    cr_expect(isnan(sums->area[1].count[cell * N_AREAS_TEST + TEST_ABOVE_RESERVES]),
              "without reserves nobody knows whether they are passed");
    const double above = sums->area[0].count[cell * N_AREAS_TEST + TEST_ABOVE_RESERVES] +
                         sums->area[2].count[cell * N_AREAS_TEST + TEST_ABOVE_RESERVES];
    cr_expect_float_eq(all->counted[cell * N_AREAS_TEST + TEST_ABOVE_RESERVES].mean, above / N,
                       1e-9);
    const size_t reserves = areas_told_named("reserves");
    cr_expect(isnan(all->told[cell * n_areas_told + reserves].mean), "missing is not 0");
    cr_expect(isfinite(sums->area[0].told[cell * n_areas_told + reserves].mean));
    world_release(&world);
}

Claim(areas, an_area_of_another_base_census_is_left_out_and_said_to_be)
{
    struct world world;
    char *text = NULL, path[PATH];
    size_t size = 0;
    struct hr_err err = { 0 };
    world_init(&world);
    cr_assert_eq(bytes_read(world.path[1], &text, &size, &err), 0);
    char *at = strstr(text, "census = 2021");
    cr_assert_not_null(at);
    memcpy(at, "census = 2020", strlen("census = 2020"));
    temp_dir_write(world.dir, "Birchwood.cfg", text, path, sizeof path);
    free(text);
    simulate(&world, 1, 1);
    cr_expect_eq(world.sums.n_area, 2);
    cr_assert_geq(world.sums.n_left, 1);
    cr_expect_str_eq(world.sums.left[0].entry->area, "Birchwood");
    world_release(&world);
}

Claim(areas, charts_are_sound_pictures)
{
    static struct svg_check check;
    struct world world;
    struct arena arena;
    struct hr_err err = { 0 };
    struct fan fan;
    struct ranking ranking;
    struct chart chart;
    size_t order[N_AREA];
    world_init(&world);
    simulate(&world, 1, 1);
    arena_init(&arena);
    areas_fan_fill(&world.sums, 0, &arena, &fan);
    cr_assert_eq(fan_draw(&fan, &chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart.svg);
    cr_expect_not_null(strstr(chart.subtitle, "3 areas together"));
    chart_release(&chart);
    cr_assert_eq(areas_order(&world.sums, 0, order, &err), 0);
    areas_ranking_fill(&world.sums, 0, order, &arena, &ranking);
    ranking.id = "ranking";
    cr_assert_eq(ranking_draw(&ranking, &chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart.svg);
    for (size_t i = 0; i < N_AREA; i++)
        cr_expect_not_null(svg_check_find(&check, names[i]), "%s", names[i]);
    chart_release(&chart);
    arena_release(&arena);
    world_release(&world);
}

#define TO_REPLACE(key, what)                            \
    "to_replace = ( { what = \"" what "\"; key = \"" key \
    "\"; now = \"1\"; why = \"published\"; } );"

/* The mark of all is read from each area's text. */
static void
expect_mark(const char *const key[N_AREA], const char *wanted)
{
    struct world world;
    world_init(&world);
    for (size_t i = 0; i < N_AREA; i++) {
        char *text = NULL, *out = NULL, file[64], path[PATH];
        size_t size = 0;
        struct hr_err err = { 0 };
        cr_assert_eq(bytes_read(world.path[i], &text, &size, &err), 0);
        cr_assert_geq(asprintf(&out, "%s\n%s\n", text, key[i]), 0);
        snprintf(file, sizeof file, "%s.cfg", names[i]);
        temp_dir_write(world.dir, file, out, path, sizeof path);
        free(out);
        free(text);
    }
    simulate(&world, 1, 1);
    cr_expect_eq(world.sums.n_left, 0, "%s", world.sums.n_left > 0 ? world.sums.left[0].text : "");
    cr_expect_str_eq(world.sums.group[0].mark, wanted);
    world_release(&world);
}

Claim(areas, the_mark_of_any_area_marks_the_sum)
{
    expect_mark((const char *[]){ "", "example = { money = true; };", "" }, "EXAMPLE MONEY");
    expect_mark((const char *[]){ "", "", "" }, "");
    expect_mark((const char *[]){ TO_REPLACE("grant", "allocation"), TO_REPLACE("dsg", "balance"),
                                  TO_REPLACE("grant", "allocation") },
                "ESTIMATES (allocation, balance)");
}

/* ---- successors */

static void
read_successors(struct world *self, const char *rows)
{
    char path[PATH];
    struct hr_err err = { 0 };
    temp_dir_write(self->dir, "successors.csv", rows, path, sizeof path);
    cr_assert_eq(areas_successors_read(&self->successors, path, &err), 0, "%s", err.text);
    self->heirs = &self->successors;
}

/* In every future and year successors have what their areas have, and no more. */
static void
expect_nothing_lost(const struct areas_sums *sums)
{
    const size_t n = sums->n_slot * sums->n_year * N_AREAS_KEPT * N;
    size_t n_heir = 0;
    for (size_t g = 0; g < sums->n_group; g++)
        n_heir += sums->group[g].kind == GROUP_SUCCESSOR;
    cr_assert_gt(n_heir, 0);
    for (size_t i = 0; i < n; i++) {
        double sum = 0.0;
        if (i / N % N_AREAS_KEPT == KEPT_RESERVES)
            continue;
        for (size_t g = 0; g < sums->n_group; g++)
            sum += sums->group[g].kind == GROUP_SUCCESSOR ? sums->group[g].column[i] : 0.0;
        cr_assert_float_eq(sum, sums->group[0].column[i],
                           1e-9 * fabs(sums->group[0].column[i]) + 1e-9, "%zu: %g, want %g", i, sum,
                           sums->group[0].column[i]);
    }
}

Claim(areas, successors_have_every_child_and_pound)
{
    static const char *const files[] = {
        "successor,from,share\nX,Ashford,0.4\nY,Ashford,0.6\nY,Birchwood,\nZ,Cedarham,1\n",
        "successor,from,share,deficit_rule,population_share,spending_share,grant_share\n"
        "X,Ashford,0.4,population,0.45,0.3,0.41\nY,Ashford,0.6,population,0.55,0.7,0.59\n"
        "X,Birchwood,1,,1,1,1\nY,Cedarham,1,,1,1,1\n",
        "successor,from,share,share_low,share_high,deficit_rule,deficit_share,begins\n"
        "X,Ashford,0.4,0.3,0.52,typed,0.25,2023/24\nY,Ashford,0.6,,,typed,0.75,2023/24\n"
        "X,Birchwood,,,,,,\nX,Cedarham,,,,,,\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct world world;
        world_init(&world);
        read_successors(&world, files[i]);
        simulate(&world, 1, 2);
        expect_nothing_lost(&world.sums);
        world_release(&world);
    }
}

static const struct areas_group *
group_called(const struct areas_sums *sums, const char *name)
{
    for (size_t g = 0; g < sums->n_group; g++)
        if (strcmp(sums->group[g].name, name) == 0)
            return &sums->group[g];
    cr_assert_fail("no group '%s'", name);
    return NULL;
}

static double
kept_mean(const struct areas_sums *sums, const char *group, size_t year, enum areas_kept kept)
{
    double mean = 0.0;
    const double *x =
        &group_called(sums, group)->column[(cell_at(sums, 0, year) * N_AREAS_KEPT + kept) * N];
    for (size_t r = 0; r < N; r++)
        mean += x[r] / N;
    return mean;
}

Claim(areas, a_typed_share_of_the_deficit_is_that_until_they_begin)
{
    struct world world;
    world_init(&world);
    read_successors(&world, "successor,from,share,deficit_rule,deficit_share,begins\n"
                            "X,Birchwood,0.4,typed,0.25,2023/24\nY,Birchwood,0.6,typed,0.75,"
                            "2023/24\n");
    simulate(&world, 1, 1);
    const struct areas_sums *sums = &world.sums;
    for (size_t t = 0; t < 2; t++)
        cr_expect_float_eq(kept_mean(sums, "X", t, KEPT_DEFICIT),
                           0.25 * kept_mean(sums, "South", t, KEPT_DEFICIT), 1e-9);
    const double in_year = kept_mean(sums, "South", 2, KEPT_IN_YEAR),
                 receipts = kept_mean(sums, "South", 2, KEPT_RECEIPTS),
                 before = kept_mean(sums, "South", 1, KEPT_DEFICIT);
    cr_expect_float_eq(kept_mean(sums, "X", 2, KEPT_DEFICIT),
                       0.25 * (before - receipts) + 0.4 * in_year, 1e-9);
    cr_expect_float_eq(kept_mean(sums, "Y", 2, KEPT_PLANS),
                       0.6 * kept_mean(sums, "South", 2, KEPT_PLANS), 1e-9);
    world_release(&world);
}

Claim(areas, reserves_of_a_part_are_not_known_those_of_whole_areas_are)
{
    struct world world;
    world_init(&world);
    read_successors(&world, "successor,from,share\nX,Ashford,0.4\nY,Ashford,0.6\n"
                            "Z,Birchwood,\nZ,Cedarham,\n");
    simulate(&world, 1, 1);
    const size_t reserves = areas_told_named("reserves");
    cr_expect(isnan(group_called(&world.sums, "X")->told[reserves].mean));
    cr_expect_float_eq(
        group_called(&world.sums, "Z")->told[reserves].mean,
        world.sums.area[1].told[reserves].mean + world.sums.area[2].told[reserves].mean, 1e-9);
    world_release(&world);
}

static void
expect_successor_faults(const char *rows, const char *const *wanted)
{
    char dir[256], path[PATH];
    struct areas_successors successors;
    struct hr_err err = { 0 };
    size_t n = 0;
    temp_dir(dir, sizeof dir);
    temp_dir_write(dir, "successors.csv", rows, path, sizeof path);
    cr_expect_eq(areas_successors_read(&successors, path, &err), HR_ESCENARIO);
    for (; wanted[n] != NULL; n++) {
        bool found = false;
        for (size_t i = 0; i < successors.faults.n; i++)
            found = found || strstr(successors.faults.item[i].text, wanted[n]) != NULL;
        cr_expect(found, "no fault says '%s'", wanted[n]);
    }
    cr_expect_eq(successors.faults.n, n);
    areas_successors_release(&successors);
    temp_dir_remove(dir);
}

Claim(areas, all_faults_of_successors_are_told_at_once)
{
    expect_successor_faults(
        "successor,from,share,deficit_rule,begins\nX,A,0.4,people,\nY,A,0.5,plans,2028\n"
        "X,B,1.2,,\n",
        (const char *[]){ "want children, plans, population, spending or typed", "'2028'",
                          "share of 'A' adds up to 0.9", "want a share from 0 to 1",
                          "another deficit_rule or begins", "share of 'B' adds up to 1.2", NULL });
    expect_successor_faults("successor,from,shares\nX,A,1\n",
                            (const char *[]){ "did you mean 'share'?", NULL });
    expect_successor_faults(
        "successor,from,share,plans_share,deficit_rule\nX,A,0.5,0.5,typed\nX,A,0.5,,typed\n",
        (const char *[]){ "plans_share of 'A' is given in 1 of its 2 rows",
                          "deficit_share of 'A' is given in 0 of its 2 rows",
                          "'X' from 'A' stands in line 2 already", NULL });
}

/* ---- lists */

static void
expect_faults(const char *rows, const char *const *wanted)
{
    char dir[256], path[PATH];
    struct areas_list list;
    struct hr_err err = { 0 };
    size_t n = 0;
    temp_dir(dir, sizeof dir);
    temp_dir_write(dir, "list.csv", rows, path, sizeof path);
    cr_expect_eq(areas_list_read(&list, path, NULL, 0, &err), HR_ESCENARIO);
    for (; wanted[n] != NULL; n++) {
        bool found = false;
        for (size_t i = 0; i < list.faults.n; i++)
            found = found || strstr(list.faults.item[i].text, wanted[n]) != NULL;
        cr_expect(found, "no fault says '%s'", wanted[n]);
    }
    cr_expect_eq(list.faults.n, n);
    areas_list_release(&list);
    temp_dir_remove(dir);
}

Claim(areas, all_faults_of_a_list_are_told_at_once)
{
    expect_faults("area,scenario\nA,\n,b.cfg\nA,c.cfg\na,d.cfg\n",
                  (const char *[]){ "column 'scenario': is empty", "column 'area': is empty",
                                    "'A' stands in line 2 already", "'a' stands in line 2 already",
                                    NULL });
    expect_faults(
        "name,scenario,group\nA,b.cfg,\n",
        (const char *[]){ "there is no column 'area'", "column 'name' is none of", NULL });
    expect_faults("area,scenario\n", (const char *[]){ "there are no rows", NULL });
}

Claim(areas, a_path_is_from_the_lists_folder)
{
    struct arena arena;
    arena_init(&arena);
    cr_expect_str_eq(areas_path(&arena, "a/b/list.csv", "c/d.cfg"), "a/b/c/d.cfg");
    cr_expect_str_eq(areas_path(&arena, "list.csv", "c/d.cfg"), "c/d.cfg");
    cr_expect_str_eq(areas_path(&arena, "a/list.csv", "/d.cfg"), "/d.cfg");
    size_t n = 0;
    const char **split = areas_split(&arena, " one; two ;;three", &n);
    cr_assert_eq(n, 3);
    cr_expect_str_eq(split[1], "two");
    arena_release(&arena);
}
