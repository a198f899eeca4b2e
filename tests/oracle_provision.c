#include "oracle_provision.h"
#include "oracle_levers.h"

#include <math.h>

size_t
oracle_announced(const struct inputs *in)
{
    int last = (int)in->grant.n_known - 1;
    for (size_t i = 0; i < in->grant.n_academy; i++)
        if (in->grant.academy[i].ay + 1 - in->base_census > last)
            last = in->grant.academy[i].ay + 1 - in->base_census;
    return (size_t)last;
}

/* The first September of the trend: no announced year and no list of places covers it. */
static int
trend_begins(const struct money_oracle *self, const struct setting_in *setting)
{
    const struct grant_in *grant = &self->in->grant;
    const struct price_in *price = oracle_price(self->in, oracle_setting(self->in, setting->id));
    int known = grant->known[grant->n_known - 1].fy;
    for (size_t i = 0; i < grant->n_academy; i++)
        known = grant->academy[i].ay > known ? grant->academy[i].ay : known;
    for (size_t i = 0; price != NULL && i < price->n_places; i++)
        known = price->places[i].ay > known ? price->places[i].ay : known;
    return setting->trend_from > known + 1 ? setting->trend_from : known + 1;
}

/* Named places open by a moment; late: as they come, not as they are planned. */
static double
named_by(const struct money_oracle *self, const struct setting_in *setting, double at, bool late)
{
    double places = 0.0;
    for (size_t i = 0; i < setting->n_seats; i++)
        if (oracle_opens(self, &setting->seats[i], late) <= at + 1e-6)
            places += setting->seats[i].count;
    return places;
}

/* Places open by the trend in September of a year, beyond those named. */
static double
trend_in(const struct money_oracle *self, const struct setting_in *setting, int year)
{
    const int begins = trend_begins(self, setting),
              last = setting->trend_last != 0 && year > setting->trend_last ? setting->trend_last
                                                                            : year,
              k = last - begins + 1;
    const double september = 8.0 / 12.0,
                 known = named_by(self, setting, begins - 1 + september, true),
                 named = named_by(self, setting, year + september, true) - known;
    if (k <= 0)
        return 0.0;
    const double all =
        setting->trend_growth == 0
            ? k * oracle_value(self, setting->trend_places, 0.0)
            : known * (pow(1.0 + oracle_value(self, setting->trend_growth, 0.0), k) - 1.0);
    return all > 0.0 ? fmax(0.0, all - fmax(0.0, named)) : all;
}

double
oracle_trend(const struct money_oracle *self, const struct setting_in *setting, size_t t)
{
    const int september = self->in->base_census + (int)t;
    return oracle_weight(false) * trend_in(self, setting, september) +
           (1.0 - oracle_weight(false)) * trend_in(self, setting, september - 1);
}

double
oracle_listed(const struct inputs *in)
{
    int last = 0;
    for (size_t i = 0; i < in->grant.n_academy; i++)
        last = in->grant.academy[i].ay > last ? in->grant.academy[i].ay : last;
    return last == 0 ? 0.0 : last + 8.0 / 12.0;
}

/* Part of year t in which places that open then are there. */
static double
there(const struct money_oracle *self, double opens, size_t t)
{
    return fmin(1.0, fmax(0.0, self->in->base_census + (double)t + 1.25 - opens));
}

double
oracle_named(const struct money_oracle *self, const struct setting_in *setting, enum school school,
             size_t t)
{
    const size_t known = school == SCHOOL_ACADEMY ? oracle_announced(self->in) : 0;
    const double list = school == SCHOOL_ACADEMY ? oracle_listed(self->in) : 0.0;
    double years = 0.0;
    for (size_t i = 0; i < setting->n_seats; i++) {
        const struct seats_in *seats = &setting->seats[i];
        const double planned = oracle_opens(self, seats, false);
        const bool has = list > 0.0 && planned <= list + 1e-6;
        const double paid = list > 0.0 ? (has ? 1.0 : 0.0) : there(self, planned, known);
        if (seats->school == school && (t > known || (t == known && list > 0.0 && !has)))
            years += seats->count * (there(self, oracle_opens(self, seats, true), t) - paid);
    }
    return years;
}

/* A(t) of a setting that can be full, in place-years. */
static double
opened(const struct money_oracle *self, const struct setting_in *setting, size_t t)
{
    const size_t known = oracle_announced(self->in);
    const double list = oracle_listed(self->in);
    const double paid =
        list > 0.0 ? trend_in(self, setting, (int)list) : oracle_trend(self, setting, known);
    return setting->academies * (oracle_trend(self, setting, t) - paid) +
           oracle_named(self, setting, SCHOOL_ACADEMY, t);
}

double
oracle_deducted(const struct money_oracle *self, size_t t)
{
    const size_t known = oracle_announced(self->in);
    double sum = 0.0;
    for (size_t s = 0; s < self->in->n_setting && t >= known; s++) {
        const struct setting_in *setting = &self->in->setting[s];
        const double grown = self->people[t].years[s] - self->people[known].years[s];
        if (setting->n_seats > 0)
            sum += setting->place_rate_gbp * opened(self, setting, t);
        else if (setting->local && setting->place_rate_gbp > 0.0)
            sum += setting->place_rate_gbp * setting->academies * grown;
    }
    return sum;
}
