/* Where children are placed: England's flows meet the change of every kind at every age; an
 * authority's stock adds up and is whole. */
#include "cohorts.h"
#include "fit_place.h"
#include "claim.h"

#include <math.h>

enum { N = 24, ORIGIN = 2025 };

struct fixture {
    struct evidence evidence;
    struct panel panel;
    struct age_flows flows;
    struct place_fit fit;
};

static void
fixture_init(struct fixture *self, bool single, bool kinds)
{
    struct hr_err err = { 0 };
    cohorts_evidence(&(struct cohorts){ .n = N, .until = ORIGIN, .single = single, .kinds = kinds },
                     &self->evidence);
    cr_assert_eq(panel_init(&self->panel, &self->evidence, ORIGIN, &err), 0, "%s", err.text);
    cr_assert(age_flows_of(&self->panel.series[0], ORIGIN - 1, &self->flows));
    cr_assert_eq(
        place_fit(&self->fit, &self->panel, self->flows.hazard, self->flows.join_share, &err), 0,
        "%s", err.text);
}

static void
fixture_release(struct fixture *self)
{
    panel_release(&self->panel);
    evidence_release(&self->evidence);
}

static double
count(const struct fixture *self, int year, int age, int category)
{
    const struct observation like = { .area = 0,
                                      .measure = EVIDENCE_PLANS,
                                      .year = (short)year,
                                      .from_age = (short)age,
                                      .to_age = (short)age,
                                      .category = (short)category,
                                      .need = ALL_NEEDS };
    const double plans = evidence_get(&self->evidence, &like);
    return isnan(plans) ? 0.0 : plans;
}

Claim(fit_place, those_who_stay_move_and_join_make_the_next_january)
{
    struct fixture f;
    fixture_init(&f, true, true);
    cr_assert(f.fit.known && f.fit.published);
    const double new_plans = f.panel.series[0].new_plans[series_year(ORIGIN - 1)];
    for (int a = 1; a < N_NCY; a++) {
        double next[N_KIND], kept_all = 0.0;
        for (int k = 0; k < N_KIND; k++)
            next[k] = new_plans * f.flows.join_share[a] * f.fit.join[a][k];
        for (int k = 0; k < N_CATEGORY; k++) {
            const double kept = count(&f, ORIGIN - 1, a - 1, k) * (1.0 - f.flows.hazard[a]);
            kept_all += kept;
            next[k] += kept;
            for (int to = 0; to < N_KIND; to++) {
                next[k] -= kept * f.fit.move[a][k][to];
                next[to] += kept * f.fit.move[a][k][to];
            }
        }
        for (int k = 0; k < N_CATEGORY;
             k++) /* moves of less than 0.2% are rounding of counts and left out */
            cr_expect_float_eq(next[k], count(&f, ORIGIN, a, k), 0.004 * kept_all + 0.5,
                               "age %d, %s: %.1f, want %.1f", a, kind_name(k), next[k],
                               count(&f, ORIGIN, a, k));
    }
    fixture_release(&f);
}

Claim(fit_place, moves_that_were_made_are_found_and_no_others)
{
    struct fixture f;
    fixture_init(&f, true, true);
    cr_expect_float_eq(f.fit.move[11][CATEGORY_MAINSTREAM][CATEGORY_STATE_SPECIAL], 0.09, 0.0005);
    cr_expect_float_eq(f.fit.move[14][CATEGORY_STATE_SPECIAL][CATEGORY_INDEPENDENT], 0.05, 0.0005);
    cr_expect_float_eq(f.fit.move[16][CATEGORY_MAINSTREAM][CATEGORY_FURTHER_EDUCATION], 0.80,
                       0.0005);
    cr_expect_float_eq(f.fit.move[16][CATEGORY_STATE_SPECIAL][CATEGORY_FURTHER_EDUCATION], 0.25,
                       0.0005);
    for (int a = 3; a < 16; a++)
        for (int from = 0; from < N_KIND; from++)
            for (int to = 0; to < N_KIND; to++)
                if (a != 11 && a != 14)
                    cr_expect_leq(f.fit.move[a][from][to], 0.005, "age %d: %s to %s", a,
                                  kind_name(from), kind_name(to));
    fixture_release(&f);
}

Claim(fit_place, shares_of_new_plans_are_those_counted_and_every_share_is_one)
{
    struct fixture f;
    fixture_init(&f, true, true);
    cr_expect_float_eq(f.fit.join[8][CATEGORY_STATE_SPECIAL], 0.27, 1e-9);
    cr_expect_float_eq(f.fit.join[17][CATEGORY_FURTHER_EDUCATION], 0.65, 1e-9);
    for (int a = 0; a < N_NCY; a++) {
        double join = 0.0;
        for (int k = 0; k < N_KIND; k++) {
            double move = 0.0;
            join += f.fit.join[a][k];
            for (int to = 0; to < N_KIND; to++) {
                cr_expect_geq(f.fit.move[a][k][to], 0.0);
                move += f.fit.move[a][k][to];
            }
            cr_expect_leq(move, 0.9 + 1e-12);
        }
        cr_expect_float_eq(join, 1.0, 1e-12);
    }
    fixture_release(&f);
}

/* Before placements were published by age: ages and kinds are both kept. */
Claim(fit_place, totals_by_kind_are_raked_to_the_ages)
{
    struct fixture f;
    double ages[N_NCY];
    fixture_init(&f, false, true);
    cr_assert(f.fit.known);
    cr_expect_not(f.fit.published);
    plans_by_age(&f.panel.series[0], ORIGIN, ages);
    const double total = f.panel.series[0].plans[series_year(ORIGIN)];
    for (int a = 0; a < N_NCY; a++) {
        double sum = 0.0;
        for (int k = 0; k < N_KIND; k++)
            sum += f.fit.stock[a][k];
        cr_expect_float_eq(sum, ages[a], 1e-6 * total);
    }
    for (int k = 0; k < N_CATEGORY; k++) {
        double sum = 0.0;
        for (int a = 0; a < N_NCY; a++)
            sum += f.fit.stock[a][k];
        cr_expect_float_eq(sum, count(&f, ORIGIN, ALL_AGES, k), 1e-6 * total, "%s", kind_name(k));
    }
    cr_expect_lt(f.fit.stock[8][CATEGORY_FURTHER_EDUCATION], 1.0, "colleges are for those past 16");
    fixture_release(&f);
}

static void
expect_adds_up(const struct fixture *f, const struct series *series, bool kinds)
{
    struct hr_err err = { 0 };
    double ages[N_NCY], out[N_NCY][N_KIND], total = 0.0;
    for (int a = 0; a < N_NCY; a++)
        total += ages[a] = a < 3 ? 0.0 : a == 16 ? 211.0 : 140.0 - 3.0 * a;
    cr_assert_eq(place_stock(&f->fit, series, ages, out, &err), 0, "%s", err.text);
    for (int a = 0; a < N_NCY; a++) {
        double sum = 0.0;
        for (int k = 0; k < N_KIND; k++) {
            cr_expect(out[a][k] >= 0.0 && out[a][k] == floor(out[a][k]), "age %d, %s: %g", a,
                      kind_name(k), out[a][k]);
            sum += out[a][k];
        }
        cr_expect_eq(sum, ages[a], "age %d: %g, want %g", a, sum, ages[a]);
    }
    for (int k = 0; k < N_CATEGORY && kinds; k++) {
        const struct observation like = { .area = series->area,
                                          .year = ORIGIN,
                                          .from_age = ALL_AGES,
                                          .to_age = ALL_AGES,
                                          .category = (short)k,
                                          .need = ALL_NEEDS };
        const double known = evidence_get(&f->evidence, &like),
                     plans = series->plans[series_year(ORIGIN)];
        double sum = 0.0;
        for (int a = 0; a < N_NCY; a++)
            sum += out[a][k];
        cr_expect_float_eq(sum, isnan(known) ? 0.0 : known * total / plans, (double)N_NCY,
                           "%s: within one at each age", kind_name(k));
    }
}

Claim(fit_place, an_authoritys_stock_is_whole_and_adds_up_by_age_and_kind)
{
    for (int single = 0; single < 2; single++) {
        struct fixture f;
        fixture_init(&f, single, true);
        for (int i = 1; i <= N; i += 5)
            expect_adds_up(&f, &f.panel.series[i], true);
        fixture_release(&f);
    }
}

/* A return counts by single age and placement: its own table is taken, however hard it would be to
 * rake. All under five are in early years settings here, and nobody else is. */
Claim(fit_place, a_table_that_has_the_ages_is_taken_as_it_is)
{
    struct fixture f;
    struct hr_err err = { 0 };
    double ages[N_NCY] = { 0.0 }, want[N_NCY][N_KIND] = { { 0.0 } }, out[N_NCY][N_KIND];
    fixture_init(&f, true, true);
    const int area = evidence_find_area(&f.evidence, "110");
    for (size_t i = 0; i < f.evidence.n_item; i++) {
        struct observation *o = &f.evidence.item[i];
        if (o->area != area || o->measure != EVIDENCE_PLANS || o->year != ORIGIN ||
            o->from_age == ALL_AGES || o->from_age != o->to_age || o->category == ALL_CATEGORIES ||
            o->category == NOT_RECORDED || o->need != ALL_NEEDS)
            continue;
        if (o->from_age < 5)
            o->category = CATEGORY_EARLY_YEARS;
        o->count = round(o->count);
        want[o->from_age][o->category] += o->count;
        ages[o->from_age] += o->count;
    }
    cr_assert_gt(want[4][CATEGORY_EARLY_YEARS], 0.0);
    cr_assert_eq(place_stock(&f.fit, panel_find(&f.panel, "110"), ages, out, &err), 0, "%s",
                 err.text);
    for (int a = 0; a < N_NCY; a++)
        for (int k = 0; k < N_KIND; k++)
            cr_expect_eq(out[a][k], want[a][k], "age %d, %s: %g, want %g", a, kind_name(k),
                         out[a][k], want[a][k]);
    fixture_release(&f);
}

/* Such children are spread over the kinds of all ages. */
Claim(fit_place, an_age_of_which_no_placement_is_recorded_has_whole_children)
{
    struct fixture f;
    struct hr_err err = { 0 };
    double ages[N_NCY] = { 0.0 }, out[N_NCY][N_KIND];
    fixture_init(&f, true, true);
    const int area = evidence_find_area(&f.evidence, "110");
    for (size_t i = 0; i < f.evidence.n_item; i++) {
        struct observation *o = &f.evidence.item[i];
        if (o->area != area || o->measure != EVIDENCE_PLANS || o->year != ORIGIN ||
            o->from_age == ALL_AGES || o->from_age != o->to_age || o->category == ALL_CATEGORIES ||
            o->need != ALL_NEEDS)
            continue;
        o->category = o->from_age == 12 ? NOT_RECORDED : o->category;
        o->count = round(o->count);
        ages[o->from_age] += o->count;
    }
    cr_assert_gt(ages[12], 0.0);
    cr_assert_eq(place_stock(&f.fit, panel_find(&f.panel, "110"), ages, out, &err), 0, "%s",
                 err.text);
    double sum = 0.0;
    for (int k = 0; k < N_KIND; k++) {
        cr_expect_eq(out[12][k], round(out[12][k]), "%s: %g", kind_name(k), out[12][k]);
        sum += out[12][k];
    }
    cr_expect_eq(sum, ages[12]);
    fixture_release(&f);
}

Claim(fit_place, an_authority_without_placements_has_englands)
{
    struct fixture f;
    fixture_init(&f, true, true);
    const int area = evidence_find_area(&f.evidence, "105");
    for (size_t i = 0; i < f.evidence.n_item; i++)
        if (f.evidence.item[i].area == area && f.evidence.item[i].category != ALL_CATEGORIES)
            f.evidence.item[i].count = 0.0;
    expect_adds_up(&f, panel_find(&f.panel, "105"), false);
    struct hr_err err = { 0 };
    double ages[N_NCY] = { 0.0 }, out[N_NCY][N_KIND];
    for (int a = 0; a < N_NCY; a++)
        for (int k = 0; k < N_KIND; k++)
            ages[a] += f.fit.stock[a][k];
    for (int a = 0; a < N_NCY; a++)
        ages[a] = floor(ages[a]);
    cr_assert_eq(place_stock(&f.fit, panel_find(&f.panel, "105"), ages, out, &err), 0, "%s",
                 err.text);
    for (int k = 0; k < N_KIND; k++)
        cr_expect_float_eq(out[9][k], f.fit.stock[9][k], 2.0, "%s", kind_name(k));
    fixture_release(&f);
}

Claim(fit_place, without_placements_nothing_is_known_and_that_is_no_failure)
{
    struct fixture f;
    fixture_init(&f, true, false);
    cr_expect_not(f.fit.known);
    fixture_release(&f);
}

Claim(fit_place, names_of_kinds_are_all_different)
{
    for (int k = 0; k < N_KIND; k++)
        for (int other = 0; other < k; other++)
            cr_expect_str_neq(kind_name(k), kind_name(other));
}

/* The new plans of the last year of an authority, many times over, as they are with own_mix w. */
static void
place_as(struct fixture *self, const struct series *series, double stock[N_NCY][N_KIND], double w)
{
    size_t first, end;
    evidence_range(&self->evidence, series->area, EVIDENCE_NEW_PLANS, &first, &end);
    for (size_t i = first; i < end; i++) {
        struct observation *o = &self->evidence.item[i];
        if (o->year != ORIGIN - 1 || o->category < 0 || o->from_age < 0)
            continue;
        const size_t a = (size_t)(o->from_age == 0 ? o->to_age : o->from_age);
        double own = 0.0;
        for (size_t k = 0; k < N_CATEGORY; k++)
            own += stock[a][k];
        if (own > 0.0)
            o->count = 1e6 * ((1.0 - w) * self->fit.join[a][o->category] +
                              w * stock[a][o->category] / own);
    }
}

Claim(fit_place, how_far_new_plans_follow_the_own_mix_is_found_and_shrunk)
{
    struct fixture f;
    struct hr_err err;
    double stock[N_NCY][N_KIND], plans[N_NCY];
    fixture_init(&f, true, true);
    cr_assert(f.fit.join_published);
    const struct series *series = &f.panel.series[3];
    plans_by_age(series, ORIGIN, plans);
    cr_assert_eq(place_stock(&f.fit, series, plans, stock, &err), 0, "%s", err.text);
    const double believed = 0.11 * 0.11 / (0.11 * 0.11 + 0.09 * 0.09);
    static const double w[] = { 0.0, 0.31, 0.83 };
    double before = 0.0;
    for (size_t i = 0; i < 3; i++) {
        place_as(&f, series, stock, w[i]);
        const struct own_mix mix = place_own_mix(&f.fit, series, &stock[0][0]);
        cr_expect(mix.fitted);
        cr_expect_float_eq(mix.central, 0.15 + believed * (w[i] - 0.15), 0.08, "%g: %g", w[i],
                           mix.central);
        cr_expect(0.0 < mix.low && mix.low < mix.central && mix.central < mix.high &&
                  mix.high < 1.0 && mix.central > before);
        before = mix.central;
    }
    const struct own_mix england = place_own_mix(&f.fit, &f.panel.series[0], &stock[0][0]);
    cr_expect(!england.fitted && england.central == 0.15);
    fixture_release(&f);
}

Claim(fit_place, where_new_plans_by_placement_are_not_published_the_own_mix_is_a_judgement)
{
    struct fixture f;
    fixture_init(&f, false, true);
    cr_expect(!f.fit.join_published);
    const struct own_mix mix = place_own_mix(&f.fit, &f.panel.series[3], &f.fit.stock[0][0]);
    cr_expect(!mix.fitted && mix.low == 0.10 && mix.central == 0.25 && mix.high == 0.40);
    fixture_release(&f);
}

/* ---- placements that are not recorded ---- */

static void
put_plans(struct evidence *to, int area, int category, double count)
{
    const int year = ORIGIN, age = ALL_AGES;
    struct hr_err err = { 0 };
    const struct observation o = { .area = area,
                                   .measure = EVIDENCE_PLANS,
                                   .year = (short)year,
                                   .from_age = (short)age,
                                   .to_age = (short)age,
                                   .category = (short)category,
                                   .need = ALL_NEEDS,
                                   .count = count };
    cr_assert_eq(evidence_add(to, &o, &err), 0, "%s", err.text);
}

static bool
is_placed(const struct observation *o)
{
    return o->measure == EVIDENCE_PLANS && o->category != ALL_CATEGORIES;
}

/* One child in five whose placement was recorded is not, everywhere and of all kinds. */
static double
four_fifths(const struct observation *o)
{
    return is_placed(o) || (o->measure == EVIDENCE_NEW_PLANS && o->category != ALL_CATEGORIES)
               ? floor(0.8 * o->count)
               : o->count;
}

/* What the placements leave of each age is not recorded. */
static void
put_rest(struct evidence *evidence)
{
    struct hr_err err = { 0 };
    const size_t n = evidence->n_item;
    for (size_t i = 0; i < n; i++) {
        const struct observation o = evidence->item[i];
        double placed = 0.0;
        if ((o.measure != EVIDENCE_PLANS && o.measure != EVIDENCE_NEW_PLANS) ||
            o.category != ALL_CATEGORIES)
            continue;
        struct observation like = o;
        for (like.category = 0; like.category < N_CATEGORY; like.category++) {
            const double count = evidence_get(evidence, &like);
            placed += isnan(count) ? 0.0 : count;
        }
        like.category = NOT_RECORDED;
        like.count = o.count - placed;
        if (placed > 0.0)
            cr_assert_eq(evidence_add(evidence, &like, &err), 0, "%s", err.text);
    }
    cr_assert_eq(evidence_finish(evidence, &err), 0);
}

Claim(fit_place, who_is_not_recorded_is_placed_as_the_others)
{
    struct fixture all, some;
    fixture_init(&all, true, true);
    fixture_init(&some, true, true);
    panel_release(&some.panel);
    for (size_t i = 0; i < some.evidence.n_item; i++)
        some.evidence.item[i].count = four_fifths(&some.evidence.item[i]);
    put_rest(&some.evidence);
    struct hr_err err = { 0 };
    cr_assert_eq(panel_init(&some.panel, &some.evidence, ORIGIN, &err), 0, "%s", err.text);
    cr_assert_eq(place_fit(&some.fit, &some.panel, some.flows.hazard, some.flows.join_share, &err),
                 0, "%s", err.text);
    cr_assert(some.fit.known && some.fit.published && some.fit.join_published);
    for (int a = 4; a < 19; a++)
        for (int k = 0; k < N_KIND; k++) {
            cr_expect_float_eq(some.fit.join[a][k], all.fit.join[a][k], 0.02, "age %d %s", a,
                               kind_name(k));
            for (int to = 0; to < N_KIND; to++)
                cr_expect_float_eq(some.fit.move[a][k][to], all.fit.move[a][k][to], 0.03);
        }
    for (int a = 0; a < N_NCY; a++) {
        double full = 0.0, spread = 0.0;
        for (int k = 0; k < N_KIND; k++) {
            full += all.fit.stock[a][k];
            spread += some.fit.stock[a][k];
        }
        cr_expect_float_eq(full, spread, 1e-6 * (1.0 + full), "no child is lost at age %d", a);
    }
    fixture_release(&all);
    fixture_release(&some);
}

Claim(fit_place, whole_children_go_where_the_remainder_is_largest)
{
    struct fixture f;
    fixture_init(&f, true, true);
    const int area = f.panel.series[3].area;
    double kinds[N_KIND];
    panel_release(&f.panel);
    for (size_t i = 0; i < f.evidence.n_item; i++) {
        struct observation *o = &f.evidence.item[i];
        if (o->area != area || o->year != ORIGIN || !is_placed(o) || o->from_age != ALL_AGES)
            continue;
        o->count = o->category == CATEGORY_MAINSTREAM      ? 10.0
                   : o->category == CATEGORY_STATE_SPECIAL ? 6.0
                                                           : 0.0;
    }
    put_plans(&f.evidence, area, NOT_RECORDED, 4.0);
    struct hr_err err = { 0 };
    cr_assert_eq(evidence_finish(&f.evidence, &err), 0);
    for (size_t i = 0; i < f.evidence.n_item; i++) {
        struct observation *o = &f.evidence.item[i];
        if (o->area == area && o->year == ORIGIN && o->measure == EVIDENCE_PLANS &&
            o->from_age == ALL_AGES && o->category == ALL_CATEGORIES && o->need == ALL_NEEDS)
            o->count = 20.0;
    }
    cr_assert_eq(panel_init(&f.panel, &f.evidence, ORIGIN, &err), 0, "%s", err.text);
    cr_expect(place_kinds(&f.panel, &f.panel.series[3], ORIGIN, kinds));
    cr_expect_eq(kinds[CATEGORY_MAINSTREAM], 13.0, "10 and 2.5 of 4: the first of equal ones");
    cr_expect_eq(kinds[CATEGORY_STATE_SPECIAL], 7.0, "6 and 1.5");
    const struct place_source source = place_source_of(&f.panel, &f.panel.series[3]);
    cr_expect_eq(source.not_recorded, 4.0);
    cr_expect_eq(source.january, ORIGIN);
    fixture_release(&f);
}
