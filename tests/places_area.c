#include "places_area.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { SCHOOLS, SPECIAL, ISP };

struct seats_in *
area_places(struct sample *self, size_t setting, size_t i, enum phase phase, double count)
{
    struct setting_in *in = &self->setting[setting];
    self->seats[i] = (struct seats_in){
        .where = "area", .phase = phase, .count = count, .chance = 1.0, .delay_years = 0
    };
    if (in->n_seats == 0) {
        in->seats = &self->seats[i];
        in->others_share = in->returns_transfer = in->returns_mid_phase = 0;
        in->wait_share = 1.0;
    }
    in->n_seats++;
    return &self->seats[i];
}

size_t
area_setting(const struct model *model, const char *id)
{
    for (size_t s = 0; s < model->n_setting; s++)
        if (strcmp(model->setting[s]->id, id) == 0)
            return s;
    hr_bug("no setting '%s'", id);
}

static void
still_prices(struct sample *sample)
{
    static const char *const zero[] = { "inflation.first",
                                        "inflation.long_run",
                                        "prices.isp.growth.first",
                                        "prices.isp.growth.long_run",
                                        "prices.local-special.growth.first",
                                        "prices.local-special.growth.long_run",
                                        "prices.schools.growth.first",
                                        "prices.schools.growth.long_run" };
    for (size_t i = 0; i < sizeof zero / sizeof zero[0]; i++)
        sample_set(sample, zero[i], 0.0);
    sample_set(sample, "prices.isp.fee_gbp", 60000.0);
    sample_set(sample, "prices.local-special.topup_gbp", 15000.0);
    sample_set(sample, "prices.local-special.place_gbp", 10000.0);
    sample_set(sample, "prices.schools.topup_gbp", 6000.0);
    sample->price[0].n_by_need = 0;
    sample->places[0] = (struct places_in){ "area", 2020, 46.0, false };
    sample->price[1].n_places = 1;
}

static void
still_people(struct sample *sample)
{
    sample->in.population.n_count = 1;
    for (size_t i = 0; i < N_NCY; i++) {
        sample->population[0].by_age[i] = 1000.0;
        sample->in.joiners.rate_by_age[i] = i == 4 ? 0.04 : 0.0;
        sample->in.leavers.hazard_by_age[i] = 0.0;
    }
    for (size_t i = 0; i < SAMPLE_N_MIX; i++) {
        memset(sample->joiner_mix[i].by_category, 0, sizeof sample->joiner_mix[i].by_category);
        sample->joiner_mix[i].by_category[CATEGORY_MAINSTREAM] = 3.0;
        sample->joiner_mix[i].by_category[CATEGORY_STATE_SPECIAL] = 1.0;
    }
    for (size_t m = 0; m < N_MONTH; m++)
        sample->in.joiners.months[m] = 1.0 / N_MONTH;
    sample->in.joiners.new_plans = 40.0;
    sample->in.movers.n_rule = 0;
    sample_set(sample, "population.drift", 0.0);
    sample_set(sample, "joiners.level", 1.0);
    sample_set(sample, "joiners.growth.first", 0.0);
    sample_set(sample, "joiners.growth.long_run", 0.0);
    sample_set(sample, "joiners.own_mix", 0.0);
}

void
worked_area(struct sample *sample)
{
    sample_init(sample);
    struct inputs *in = &sample->in;
    in->horizon_years = 3;
    in->n_need = 1;
    in->n_setting = 3;
    in->plans =
        (struct plans_in){ .where = "area", .total = 90.0, .cell = sample->cell, .n_cell = 12 };
    for (int year = 1; year <= 6; year++) {
        sample->cell[2 * year - 2] =
            (struct stock_cell_in){ "area", year, sample->need[0].id, "local-special", 5.0 };
        sample->cell[2 * year - 1] =
            (struct stock_cell_in){ "area", year, sample->need[0].id, "schools", 10.0 };
    }
    still_people(sample);
    still_prices(sample);
    (void)area_places(sample, SPECIAL, 0, PHASE_ALL, 46.0);
    sample->overflow[0] = (struct overflow_in){ "area", "isp", (double)NAN };
    sample->setting[SPECIAL].overflow = sample->overflow;
    sample->setting[SPECIAL].n_overflow = 1;
}

void
crowded_area(struct sample *sample, double places)
{
    sample_init(sample);
    sample_add_empty_setting(sample, "unit", CATEGORY_UNIT);
    sample_add_empty_setting(sample, "second-special", CATEGORY_STATE_SPECIAL);
    enum { UNIT = 4, SECOND };
    (void)area_places(sample, SPECIAL, 0, PHASE_EARLY_YEARS, floor(0.03 * places));
    (void)area_places(sample, SPECIAL, 1, PHASE_PRIMARY, floor(0.37 * places));
    (void)area_places(sample, SPECIAL, 2, PHASE_SECONDARY, floor(0.4 * places));
    (void)area_places(sample, SPECIAL, 3, PHASE_POST16, floor(0.2 * places));
    (void)area_places(sample, UNIT, 4, PHASE_ALL, floor(0.1 * places));
    (void)area_places(sample, SECOND, 5, PHASE_ALL, floor(0.05 * places));
    area_places(sample, SECOND, 6, PHASE_ALL, floor(0.04 * places))->from = "2023-01-09";
    sample->overflow[0] = (struct overflow_in){ "area", "second-special", (double)NAN };
    sample->overflow[1] = (struct overflow_in){ "area", "unit", (double)NAN };
    sample->overflow[2] = (struct overflow_in){ "area", "isp", 0.7131 };
    sample->overflow[3] = (struct overflow_in){ "area", "schools", 0.2869 };
    struct setting_in *special = &sample->setting[SPECIAL], *unit = &sample->setting[UNIT],
                      *second = &sample->setting[SECOND];
    special->overflow = sample->overflow;
    special->n_overflow = 2;
    special->wait_in = "schools";
    special->wait_until = WAIT_SEAT;
    special->wait_share = 0.2713;
    unit->overflow = sample->overflow + 2;
    unit->n_overflow = 2;
    sample->overflow[4] = (struct overflow_in){ "area", "isp", (double)NAN };
    second->overflow = sample->overflow + 4;
    second->n_overflow = 1;
    special->returns_transfer = special->returns_mid_phase = second->returns_transfer =
        sample->in.joiners.own_mix;
}
