/* What connects prices and lines with each other and with the children, through the engine: the
 * pressure that all prices share, and lines that follow plans. */
#include "fixture.h"
#include "option_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { LAST = SAMPLE_N_YEAR - 1 };

static size_t
line_index(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_line; i++)
        if (strcmp(model->line[i]->id, id) == 0)
            return i;
    hr_bug("no line '%s'", id);
}

static double
line_gbp(const struct fixture *f, const char *id, size_t year)
{
    return f->future.year[year].line_gbp[line_index(&f->model, id)];
}

static double
plans(const struct future *future, size_t year)
{
    const struct people_year *people = &future->year[year].people;
    return 0.5 * (people->plans_opening + people->plans_closing);
}

/* Neither inflation nor growth nor pressure. */
static void
stand_still(struct sample *sample)
{
    static const char *const path[] = { "inflation", "lines.therapies.growth",
                                        "lines.hospital.growth", "lines.inclusion.growth" };
    static const char *const key[] = { "first", "long_run", "shock_sd" };
    sample_init(sample);
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 3; k++) {
            char name[64];
            (void)snprintf(name, sizeof name, "%s.%s", path[i], key[k]);
            sample_set(sample, name, 0.0);
        }
}

Claim(money_links, a_line_with_elasticity_1_and_no_growth_is_in_proportion_to_plans)
{
    struct fixture f;
    fixture_init(&f, stand_still);
    sample_set(&f.sample, "line_elasticity", 1.0);
    fixture_model(&f);
    for (int k = -1; k < 5; k++) {
        if (k < 0)
            fixture_expected(&f, 0);
        else
            fixture_one(&f, 0, (size_t)k);
        cr_assert_gt(plans(&f.future, LAST), 1.05 * plans(&f.future, 0));
        for (size_t t = 0; t <= LAST; t++) {
            const double ratio = plans(&f.future, t) / plans(&f.future, 0);
            cr_expect_float_eq(line_gbp(&f, "therapies", t) / line_gbp(&f, "therapies", 0), ratio,
                               1e-12, "future %d, year %zu", k, t);
        }
    }
    fixture_release(&f);
}

Claim(money_links, place_funding_and_lines_that_say_so_do_not_follow_plans)
{
    struct fixture f;
    fixture_init(&f, stand_still);
    sample_set(&f.sample, "line_elasticity", 1.0);
    f.sample.line[1].s251 = "1.0.2";
    f.sample.line[2].elasticity =
        sample_add(&f.sample, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { 0.0 } },
                   "lines.inclusion.elasticity");
    fixture_model(&f);
    fixture_one(&f, 0, 3);
    for (size_t t = 1; t <= LAST; t++) {
        cr_expect_float_eq(line_gbp(&f, "hospital", t), line_gbp(&f, "hospital", 0), 1e-6);
        cr_expect_float_eq(line_gbp(&f, "inclusion", t), line_gbp(&f, "inclusion", 0), 1e-6);
        cr_expect_gt(line_gbp(&f, "therapies", t), line_gbp(&f, "therapies", 0));
    }
    fixture_release(&f);
}

Claim(money_links, an_option_that_lowers_plans_lowers_the_lines)
{
    struct option_sample s;
    option_sample_init(&s, OPTION_SAMPLE);
    sample_set(&s.sample, "line_elasticity", 1.0);
    struct option_in *in = option_add(&s, OPTION_CEASING, "fewer");
    in->share = option_quantity(&s, 0.3);
    option_sample_plan(&s);
    struct future without = sample_keep(option_run(&s, 0, 3));
    const struct future *with = option_run(&s, 1, 3);
    const size_t therapies = line_index(&s.model, "therapies");
    cr_assert_lt(plans(with, LAST), plans(&without, LAST));
    cr_expect_float_eq(with->year[LAST].line_gbp[therapies] /
                           without.year[LAST].line_gbp[therapies],
                       plans(with, LAST) / plans(&without, LAST), 1e-12);
    future_release(&without);
    option_sample_release(&s);
}

/* 2% more in the second year, 1% and then less: persistence 0.5 toward 0. */
static void
press(struct sample *sample)
{
    sample_init(sample);
    sample_certain(sample);
    sample_set(sample, "price_pressure.first", 0.02);
    sample_set(sample, "price_pressure.persistence", 0.5);
    sample->in.line_pressure = sample_add(
        sample, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { 0.25 } }, "line_pressure");
}

static void
plain(struct sample *sample)
{
    sample_init(sample);
    sample_certain(sample);
    sample->in.line_pressure = 0;
}

/* By how much a place is dearer than without pressure, less the same in the year before: the
 * pressure over 1 and what prices grow anyway. */
static double
dearer(const struct fixture *with, const struct fixture *without, size_t s, size_t t)
{
    double ratio[2];
    for (size_t i = 0; i < 2; i++)
        ratio[i] = future_setting(&with->future, t - i, s)->cost.unit_price_gbp /
                   future_setting(&without->future, t - i, s)->cost.unit_price_gbp;
    return ratio[0] / ratio[1] - 1.0;
}

Claim(money_links, a_pressure_is_added_to_the_growth_of_every_price_and_in_part_of_every_line)
{
    struct fixture with, without;
    fixture_init(&with, press);
    fixture_init(&without, plain);
    fixture_model(&with);
    fixture_model(&without);
    fixture_expected(&with, 0);
    fixture_expected(&without, 0);
    double pressure = 0.02;
    for (size_t t = 1; t <= LAST; t++, pressure *= 0.5) {
        for (size_t s = 0; s < with.model.n_setting; s++)
            if (with.model.prices.price[s].in != NULL)
                cr_expect_float_eq(dearer(&with, &without, s, t), pressure, 0.08 * pressure,
                                   "%s, year %zu", with.model.setting[s]->id, t);
        const double a = line_gbp(&with, "therapies", t) / line_gbp(&with, "therapies", t - 1),
                     b = line_gbp(&without, "therapies", t) /
                         line_gbp(&without, "therapies", t - 1);
        cr_expect_float_eq(a - b, 0.25 * pressure, 1e-12);
    }
    fixture_release(&with);
    fixture_release(&without);
}

Claim(money_links, the_pressure_is_one_for_all_sectors_and_authorities)
{
    struct fixture here, there;
    fixture_init(&here, press);
    fixture_init(&there, press);
    sample_set(&here.sample, "price_pressure.shock_sd", 0.03);
    sample_set(&there.sample, "price_pressure.shock_sd", 0.03);
    there.sample.in.area = "Elsewhere";
    fixture_model(&here);
    fixture_model(&there);
    fixture_one(&here, 0, 5);
    fixture_one(&there, 0, 5);
    const double first = line_gbp(&here, "therapies", 1) / line_gbp(&here, "therapies", 0);
    cr_expect_float_eq(line_gbp(&there, "therapies", 1) / line_gbp(&there, "therapies", 0), first,
                       1e-12);
    fixture_one(&here, 0, 6);
    cr_expect_gt(fabs(line_gbp(&here, "therapies", 1) / line_gbp(&here, "therapies", 0) - first),
                 1e-5, "and another in another future");
    fixture_release(&here);
    fixture_release(&there);
}
