#include "made_fit.h"

#include "cohorts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int made_areas = MADE_AREAS;

/* Spreads of what lasts between authorities; the level is where its path keeps it (made_history.h).
 * Of placements (fit_place.c): what lasts and what one year brings. */
static const double LEVEL_SD = 0.19, USUAL = -0.05, POST16_SD = 0.30, OUT = 0.05,
                    OUTFLOW_SD = 0.010, TRAIT_SD = 0.0124;
static const double OWN_MIX = 0.15, OWN_MIX_SD = 0.11, OWN_MIX_YEARLY = 0.09;

void
made_must(int ret, const struct hr_err *err)
{
    if (ret != 0)
        hr_bug("%s", err->text);
}

double
made_z(unsigned seed, const char *what, int area)
{
    struct draw draw;
    draw_init(&draw, seed, HR_NATIONAL, 1);
    draw_at(&draw,
            &(struct draw_key){ .purpose = hr_hash32(what), .item = (uint32_t)area, .year = 0 });
    return draw_shock(&draw);
}

static double
share(double x)
{
    return fmin(1.0, fmax(0.0, x));
}

struct truth
truth_of(unsigned seed, int area)
{
    const double own_mix = share(OWN_MIX + OWN_MIX_SD * made_z(seed, "true-mix", area));
    return (struct truth){
        .level = USUAL + LEVEL_SD * made_z(seed, "true-level", area),
        .post16 = POST16_SD * made_z(seed, "true-post16", area),
        .balance = 1.0 - OUTFLOW_SD / OUT * made_z(seed, "true-outflow", area),
        .trait = area == 0 ? 0.0 : TRAIT_SD * made_z(seed, "true-trait", area),
        .own_mix = own_mix,
        .own_mix_of_year = share(own_mix + OWN_MIX_YEARLY * made_z(seed, "true-year-of-mix", area)),
    };
}

struct observation
made_count(int area, enum evidence_measure measure, int year)
{
    return (struct observation){ .area = area,
                                 .measure = (short)measure,
                                 .year = (short)year,
                                 .from_age = ALL_AGES,
                                 .to_age = ALL_AGES,
                                 .category = ALL_CATEGORIES,
                                 .need = ALL_NEEDS };
}

void
made_put(struct evidence *to, struct observation item, double count)
{
    struct hr_err err = { 0 };
    item.count = count;
    made_must(evidence_add(to, &item, &err), &err);
}

void
made_put_ages(struct evidence *to, struct observation item, const double count[N_NCY])
{
    double total = 0.0;
    struct observation all = item;
    for (int age = 0; age < N_NCY; age++) {
        total += count[age];
        item.from_age = item.to_age = (short)age;
        made_put(to, item, count[age]);
    }
    made_put(to, all, total);
}

int
made_area(struct evidence *to, int i)
{
    struct evidence_area area = { .level = i == 0 ? AREA_ENGLAND : AREA_AUTHORITY };
    struct hr_err err = { 0 };
    int index;
    (void)cohorts_code(i, area.code);
    (void)snprintf(area.name, sizeof area.name, i == 0 ? "England" : "County %d", i);
    made_must(evidence_add_area(to, &area, &index, &err), &err);
    return index;
}

void
made_set(struct fit_inputs *inputs, const char *name, double value)
{
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        if (strcmp(inputs->quantity[i].name, name) == 0) {
            inputs->quantity[i].kind = QUANTITY_FIXED;
            inputs->quantity[i].p[0] = value;
        }
}

const struct quantity *
made_quantity(const struct fit_inputs *inputs, const char *name)
{
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        if (strcmp(inputs->quantity[i].name, name) == 0)
            return &inputs->quantity[i];
    hr_bug("a fit has no '%s'", name);
}

void
made_fit_quantities(struct fit_inputs *inputs)
{
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        made_must(quantity_fit(&inputs->quantity[i], &err), &err);
}

void
made_release(struct fit_inputs *inputs)
{
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        quantity_release(&inputs->quantity[i]);
}
