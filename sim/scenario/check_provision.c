/* New places of a setting: the years of their trend, and that each is paid for once. */
#include "checks.h"

#include <string.h>

static void
check_trend(const struct checks *self, const struct setting_in *setting)
{
    const int first = self->in->base_census;
    if (setting->trend_growth != 0 && setting->trend_places != 0)
        faults_add(self->faults, setting->where,
                   "the trend of '%s' has both growth and places: give one of them", setting->id);
    if (setting->trend_from != 0 && setting->trend_from < first)
        faults_add(self->faults, setting->where,
                   "the trend of '%s' begins in %d/%02d, before the first forecast year: those "
                   "places are in its `places`",
                   setting->id, setting->trend_from, (setting->trend_from + 1) % 100);
    if (setting->trend_from != 0 && setting->trend_last != 0 &&
        setting->trend_last < setting->trend_from)
        faults_add(self->faults, setting->where,
                   "the trend of '%s' runs from %d/%02d to %d/%02d, want years in order",
                   setting->id, setting->trend_from, (setting->trend_from + 1) % 100,
                   setting->trend_last, (setting->trend_last + 1) % 100);
}

/* Places typed year by year in prices or grant hold those of every scheme. */
static void
check_schools(const struct checks *self, const struct setting_in *setting)
{
    const struct price_in *price = NULL;
    for (size_t i = 0; i < self->in->n_price; i++)
        if (strcmp(self->in->price[i].setting, setting->id) == 0)
            price = &self->in->price[i];
    const bool priced = price != NULL && price->place_gbp != 0;
    for (size_t i = 0; i < setting->n_seats; i++) {
        const struct seats_in *seats = &setting->seats[i];
        if (seats->school == SCHOOL_UNSAID)
            continue;
        if (!(setting->place_rate_gbp > 0.0) && (seats->school == SCHOOL_ACADEMY || !priced))
            faults_add(self->faults, seats->where,
                       "places of '%s' say who runs the school, and DfE's rate for them is not "
                       "known: add place_rate_gbp to the setting",
                       setting->id);
        if (seats->school == SCHOOL_MAINTAINED && priced && price->n_places > 1 &&
            seats->from != NULL && seats->from[0] != '\0')
            faults_add(self->faults, seats->where,
                       "places of '%s' that open at a maintained school would be paid for twice: "
                       "prices.%s.places change by year too; leave them out there or leave school "
                       "out here",
                       setting->id, setting->id);
    }
}

void
check_provision(const struct checks *self, const struct setting_in *setting)
{
    if (checks_clean(self, "base"))
        check_trend(self, setting);
    if (checks_clean(self, "prices"))
        check_schools(self, setting);
}
