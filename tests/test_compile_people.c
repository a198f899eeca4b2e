/* From a file's names, margins and categories to cells, moves and placement. */
#include "sample_change.h"

#include "model.h"
#include "claim.h"

#include <math.h>
#include <string.h>

struct town {
    struct sample sample;
    struct model model;
    struct dims dims;
};

static void
town_compile(struct town *self)
{
    sample_plan(&self->sample, &self->model);
    self->dims = self->model.dims;
}

static void
town_release(struct town *self)
{
    model_release(&self->model);
    sample_release(&self->sample);
}

static int
town_refused(struct town *self, struct hr_err *err)
{
    for (size_t i = 1; i <= self->sample.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&self->sample.quantity[i], err), 0, "%s", err->text);
    const int ret = model_make(&self->model, &self->sample.in, err);
    town_release(self);
    return ret;
}

static size_t
cell_at(const struct town *town, size_t i_ncy, const char *need, const char *setting)
{
    return (i_ncy * town->dims.n_need + model_need(&town->model, need)) * town->dims.n_setting +
           model_setting(&town->model, setting);
}

struct part {
    int from, to;               /* ages */
    const char *need, *setting; /* NULL: all */
};

static double
sum_of(const struct town *town, const double *cell, struct part of)
{
    double sum = 0.0;
    for (size_t c = 0; c < town->dims.n_cell; c++) {
        const int age = (int)(c / town->dims.n_place);
        if (age >= of.from && age <= of.to &&
            (of.need == NULL ||
             model_need(&town->model, of.need) == c / town->dims.n_setting % town->dims.n_need) &&
            (of.setting == NULL ||
             model_setting(&town->model, of.setting) == c % town->dims.n_setting))
            sum += cell[c];
    }
    return sum;
}

/* ---- stock ---- */

Claim(compile_people, the_raked_stock_has_all_three_margins)
{
    struct town town;
    sample_init(&town.sample);
    town_compile(&town);
    for (size_t i = 0; i < 4; i++)
        cr_expect_float_eq(sum_of(&town, town.model.base_raked,
                                  (struct part){ 0, 25, NULL, town.sample.by_setting[i].setting }),
                           town.sample.by_setting[i].count, 1e-6);
    for (size_t i = 0; i < 2; i++)
        cr_expect_float_eq(sum_of(&town, town.model.base_raked,
                                  (struct part){ 0, 25, town.sample.by_need[i].need, NULL }),
                           town.sample.by_need[i].count, 1e-6);
    for (size_t i = 0; i < 5; i++)
        cr_expect_float_eq(sum_of(&town, town.model.base_raked,
                                  (struct part){ town.sample.by_age[i].from_age,
                                                 town.sample.by_age[i].to_age, NULL, NULL }),
                           town.sample.by_age[i].count, 1e-6);
    town_release(&town);
}

Claim(compile_people, whole_plans_keep_the_settings_totals_and_stay_within_one)
{
    struct town town;
    sample_init(&town.sample);
    town_compile(&town);
    for (size_t i = 0; i < 4; i++) {
        const char *id = town.sample.by_setting[i].setting;
        cr_expect_eq(sum_of(&town, town.model.base_stock, (struct part){ 0, 25, NULL, id }),
                     town.sample.by_setting[i].count);
        cr_expect_eq(town.model.base_plans[model_setting(&town.model, id)],
                     town.sample.by_setting[i].count);
    }
    for (size_t c = 0; c < town.dims.n_cell; c++) {
        cr_expect_eq(town.model.base_stock[c], floor(town.model.base_stock[c]));
        cr_expect_leq(fabs(town.model.base_stock[c] - town.model.base_raked[c]), 1.0 + 1e-6);
    }
    town_release(&town);
}

Claim(compile_people, raking_keeps_englands_associations)
{
    struct town town;
    sample_init(&town.sample);
    town_compile(&town);
    const double *x = town.model.base_raked;
    /* ages 8 and 11 have mix rows of their own (index 2 and 3) */
    const double *a = town.sample.england_stock[2].by_category,
                 *b = town.sample.england_stock[3].by_category;
    const double england = a[CATEGORY_MAINSTREAM] * b[CATEGORY_INDEPENDENT] /
                           (a[CATEGORY_INDEPENDENT] * b[CATEGORY_MAINSTREAM]);
    const double here =
        x[cell_at(&town, 8, "asd", "schools")] * x[cell_at(&town, 11, "asd", "isp")] /
        (x[cell_at(&town, 8, "asd", "isp")] * x[cell_at(&town, 11, "asd", "schools")]);
    cr_expect_float_eq(here, england, 1e-9);
    town_release(&town);
}

Claim(compile_people, a_stock_given_by_cells_is_taken_as_it_is)
{
    struct town raked, typed;
    sample_init(&raked.sample);
    town_compile(&raked);
    sample_init(&typed.sample);
    sample_take_cells(&typed.sample, &raked.model);
    town_compile(&typed);
    cr_expect_arr_eq(typed.model.base_stock, raked.model.base_stock,
                     raked.dims.n_cell * sizeof(double));
    cr_expect_arr_eq(typed.model.base_raked, raked.model.base_stock,
                     raked.dims.n_cell * sizeof(double));
    town_release(&typed);
    town_release(&raked);
}

Claim(compile_people, part_of_a_child_is_refused)
{
    struct town raked, typed;
    struct hr_err err = { 0 };
    sample_init(&raked.sample);
    town_compile(&raked);
    sample_init(&typed.sample);
    sample_take_cells(&typed.sample, &raked.model);
    typed.sample.cell[57].count += 0.5;
    cr_expect_eq(town_refused(&typed, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "whole number"), "%s", err.text);
    town_release(&raked);
}

Claim(compile_people, margins_that_disagree_are_refused)
{
    struct town town;
    struct hr_err err = { 0 };
    sample_init(&town.sample);
    town.sample.by_age[2].count += 1.0;
    cr_expect_eq(town_refused(&town, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "cannot all hold"), "%s", err.text);
}

/* ---- moves ---- */

/* Share that moves from one setting to another at an NCY, from the compiled exits. */
static double
share_of_move(const struct town *town, int ncy, const char *need, const char *from, const char *to)
{
    const struct exits *e = &town->model.exits;
    const size_t cell = cell_at(town, (size_t)(ncy - NCY_MIN), need, from),
                 destination = model_setting(&town->model, to);
    for (size_t i = e->first[cell]; i < e->first[cell + 1]; i++)
        if (e->to[i] == destination)
            return e->share[i];
    return 0.0;
}

/* A second independent school with 41 of the 118 plans. */
static void
split_independent(struct sample *sample)
{
    sample_add_empty_setting(sample, "isp-2", CATEGORY_INDEPENDENT);
    sample->by_setting[0].count = 77.0;
    sample->by_setting[4].count = 41.0;
}

Claim(compile_people,
      a_rule_to_a_category_is_split_as_its_plans_are_and_one_from_a_category_is_for_all)
{
    struct town town;
    sample_init(&town.sample);
    split_independent(&town.sample);
    town.sample.rule[7] = (struct move_in){ "sample", 9, "independent", "schools", NULL, 0.0417 };
    town_compile(&town);
    cr_expect_float_eq(share_of_move(&town, 7, "asd", "schools", "isp"), 0.0231 * 77.0 / 118.0,
                       1e-15);
    cr_expect_float_eq(share_of_move(&town, 7, "semh", "schools", "isp-2"), 0.0231 * 41.0 / 118.0,
                       1e-15);
    cr_expect_float_eq(share_of_move(&town, 9, "semh", "isp", "schools"), 0.0417, 1e-16);
    cr_expect_float_eq(share_of_move(&town, 9, "asd", "isp-2", "schools"), 0.0417, 1e-16);
    cr_expect_eq(share_of_move(&town, 9, "asd", "isp-2", "local-special"), 0.0,
                 "a rule by id is for that setting alone");
    town_release(&town);
}

Claim(compile_people, a_rule_for_one_need_leaves_the_others_where_they_are)
{
    struct town town;
    sample_init(&town.sample);
    town_compile(&town);
    cr_expect_eq(share_of_move(&town, 7, "semh", "local-special", "isp"), 0.0617);
    cr_expect_eq(share_of_move(&town, 7, "asd", "local-special", "isp"), 0.0);
    town_release(&town);
}

/* ---- joiners ---- */

Claim(compile_people, placement_of_new_plans_sums_to_one_at_every_age)
{
    struct town town;
    sample_init(&town.sample);
    split_independent(&town.sample);
    town_compile(&town);
    for (int age = 0; age < N_NCY; age++) {
        cr_expect_float_eq(
            sum_of(&town, town.model.joiners.national, (struct part){ age, age, NULL, NULL }), 1.0,
            1e-12);
        cr_expect_float_eq(
            sum_of(&town, town.model.joiners.own, (struct part){ age, age, NULL, NULL }), 1.0,
            1e-12);
    }
    town_release(&town);
}

Claim(compile_people, new_plans_follow_the_nearest_ages_mix_without_categories_that_have_no_setting)
{
    struct town town;
    sample_init(&town.sample);
    split_independent(&town.sample);
    town_compile(&town);
    const double *mix = town.sample.joiner_mix[3].by_category; /* age 11 serves 10 and 12 */
    const double all = mix[CATEGORY_MAINSTREAM] + mix[CATEGORY_STATE_SPECIAL] +
                       mix[CATEGORY_INDEPENDENT] + mix[CATEGORY_NOT_IN_EDUCATION];
    for (int age = 10; age <= 12; age++) {
        const double *national = town.model.joiners.national;
        cr_expect_float_eq(sum_of(&town, national, (struct part){ age, age, NULL, "schools" }),
                           mix[CATEGORY_MAINSTREAM] / all, 1e-12);
        cr_expect_float_eq(sum_of(&town, national, (struct part){ age, age, NULL, "isp" }),
                           mix[CATEGORY_INDEPENDENT] / all * 77.0 / 118.0, 1e-12);
        cr_expect_float_eq(sum_of(&town, national, (struct part){ age, age, NULL, "isp-2" }),
                           mix[CATEGORY_INDEPENDENT] / all * 41.0 / 118.0, 1e-12);
    }
    town_release(&town);
}

/* Needs of new plans: as at that age in that setting; where it has nobody of that age, as in the
 * setting; where it has nobody, as in England. */
Claim(compile_people, needs_of_new_plans_come_from_the_nearest_evidence_there_is)
{
    struct town town;
    sample_init(&town.sample);
    struct stock_cell_in *cell = town.sample.cell;
    cell[0] = (struct stock_cell_in){ "sample", 4, "asd", "schools", 13.0 };
    cell[1] = (struct stock_cell_in){ "sample", 4, "semh", "schools", 5.0 };
    cell[2] = (struct stock_cell_in){ "sample", 6, "asd", "schools", 4.0 };
    cell[3] = (struct stock_cell_in){ "sample", 6, "asd", "local-special", 7.0 };
    town.sample.in.plans.cell = cell;
    town.sample.in.plans.n_cell = 4;
    town_compile(&town);
    const double *q = town.model.joiners.national;
    const double here =
        q[cell_at(&town, 8, "asd", "schools")] /
        (q[cell_at(&town, 8, "asd", "schools")] + q[cell_at(&town, 8, "semh", "schools")]);
    const double setting =
        q[cell_at(&town, 3, "asd", "schools")] /
        (q[cell_at(&town, 3, "asd", "schools")] + q[cell_at(&town, 3, "semh", "schools")]);
    const double england =
        q[cell_at(&town, 8, "asd", "isp")] /
        (q[cell_at(&town, 8, "asd", "isp")] + q[cell_at(&town, 8, "semh", "isp")]);
    cr_expect_float_eq(here, 13.0 / 18.0, 1e-12);
    cr_expect_float_eq(setting, 17.0 / 22.0, 1e-12);
    cr_expect_float_eq(england, 0.47 + 0.031 * CATEGORY_INDEPENDENT, 1e-12);
    cr_expect_float_eq(town.model.joiners.own[cell_at(&town, 8, "semh", "schools")], 5.0 / 18.0,
                       1e-12);
    cr_expect_eq(town.model.joiners.own[cell_at(&town, 9, "asd", "isp")],
                 q[cell_at(&town, 9, "asd", "isp")], "nobody of that age: as England");
    town_release(&town);
}

Claim(compile_people, rates_give_the_base_years_new_plans_back)
{
    struct town town;
    sample_init(&town.sample);
    town_compile(&town);
    double expected = 0.0;
    for (size_t i = 0; i < N_NCY; i++)
        expected += joined_until(town.sample.population[0].by_age[i],
                                 cells_at_ncy(&town.dims, town.model.base_stock, i),
                                 town.model.joiners.rate[i]);
    cr_expect_float_eq(expected, 131.0, 1e-9);
    town_release(&town);
}

Claim(compile_people, an_age_whose_new_plans_have_nowhere_to_go_is_refused)
{
    struct town town;
    struct hr_err err = { 0 };
    sample_init(&town.sample);
    memset(town.sample.joiner_mix[3].by_category, 0, sizeof town.sample.joiner_mix[3].by_category);
    town.sample.joiner_mix[3].by_category[CATEGORY_UNIT] = 1.0;
    cr_expect_eq(town_refused(&town, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "at age 10"), "%s", err.text);
}
