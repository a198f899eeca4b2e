#include "oracle_levers.h"
#include "oracle_provision.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct timing {
    double planned, start, end; /* moments */
    bool delivered;
};

/* ---- moments: 2022.25 is 1 April 2022; a month is a twelfth of a year ---- */

/* The moment a year or a day begins; after: of which it is the last. */
static double
moment(const char *text, double year_begins, bool after)
{
    int y, m, d;
    if (sscanf(text, "%d-%d-%d", &y, &m, &d) == 3) {
        static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        const bool leap = m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
        const double of_month = days[m - 1] + (leap ? 1.0 : 0.0), day = d - (after ? 0 : 1);
        return y + (m - 1 + day / of_month) / 12.0;
    }
    return sscanf(text, "%d/", &y) == 1 ? y + year_begins + (after ? 1.0 : 0.0) : (double)INFINITY;
}

static double
chance(const struct money_oracle *self, const struct option_in *option)
{
    if (!isnan(option->delivery))
        return option->delivery;
    for (size_t i = 0; i < self->in->n_odds_word; i++)
        if (option->delivery_words != NULL &&
            strcmp(option->delivery_words, self->in->odds_word[i].word) == 0)
            return self->in->odds_word[i].chance;
    return 1.0;
}

/* Places that are late open at the start of a term: January, April or September (places.h). */
static double
term_from(double at)
{
    static const double terms[] = { 0.0, 3.0 / 12.0, 8.0 / 12.0, 1.0 };
    const double year = floor(at + 1e-6);
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        if (at <= year + terms[i] + 1e-6)
            return year + terms[i];
    return at;
}

double
oracle_opens(const struct money_oracle *self, const struct seats_in *seats, bool late)
{
    const double planned = seats->from[0] == '\0' ? (double)-INFINITY
                                                  : moment(seats->from, 8.0 / 12.0, false),
                 delay = oracle_value(self, seats->delay_years, 0.0);
    if (!late)
        return planned;
    if (seats->chance < 0.5)
        return (double)INFINITY;
    return delay > 0.0 ? term_from(planned + delay) : planned;
}

static struct timing
timing_of(const struct money_oracle *self, const struct option_in *option)
{
    const double begins = option->kind == OPTION_NEW_PLACES ? 8.0 / 12.0 : 3.0 / 12.0,
                 planned = moment(option->start, begins, false),
                 late = planned + oracle_value(self, option->delay_years, 0.0),
                 start =
                     option->kind == OPTION_NEW_PLACES && late > planned ? term_from(late) : late,
                 end =
                     option->end[0] == '\0' ? (double)INFINITY : moment(option->end, begins, true);
    return (struct timing){ .planned = planned,
                            .start = start,
                            .end = end,
                            .delivered = chance(self, option) >= 0.5 && start < end };
}

/* The part of financial year t that lies between two moments. */
static double
part_between(const struct money_oracle *self, size_t t, double from, double to)
{
    const double april = self->in->base_census + (double)t + 0.25;
    return fmax(0.0, fmin(to, april + 1.0) - fmax(from, april));
}

static double
ramp_at(const struct option_in *option, size_t k)
{
    if (option->n_ramp == 0)
        return 1.0;
    return option->ramp[k < option->n_ramp ? k : option->n_ramp - 1];
}

/* e(t) of an effect of 1. */
static double
effect(const struct money_oracle *self, const struct option_in *option, size_t t)
{
    const struct timing when = timing_of(self, option);
    double sum = 0.0;
    for (size_t k = 0; when.delivered && k <= MOST_YEARS + 1; k++)
        sum += ramp_at(option, k) * part_between(self, t, when.start + (double)k,
                                                 fmin(when.end, when.start + (double)k + 1.0));
    return sum;
}

/* Is it the financial year in which that moment lies? */
static bool
lies_in(const struct money_oracle *self, size_t t, double at)
{
    const double april = self->in->base_census + (double)t + 0.25;
    return at >= april - 1e-6 && at < april + 1.0 - 1e-6;
}

static bool
takes(const struct money_oracle *self, const struct option_in *option)
{
    return option->baseline ||
           oracle_lists(self->scenario->option, self->scenario->n_option, option->id);
}

static bool
is_for(const struct money_oracle *self, const struct option_in *option, size_t s)
{
    const struct setting_in *setting = &self->in->setting[s];
    return oracle_lists(option->setting, option->n_setting, setting->id) ||
           oracle_lists(option->setting, option->n_setting, category_name(setting->category));
}

/* ---- new places ---- */

/* Place-years that are there in year t, from that start on. */
static double
open_years(const struct money_oracle *self, const struct option_in *option, size_t t, double start)
{
    const struct timing when = timing_of(self, option);
    const double places = oracle_value(self, option->places, 0.0);
    double years = 0.0;
    for (size_t k = 0; k <= MOST_YEARS + 1; k++)
        years += places * ramp_at(option, k) *
                 part_between(self, t, start + (double)k, fmin(when.end, start + (double)k + 1.0));
    return years;
}

/* Places planned to be open by a moment. */
static double
planned_by(const struct money_oracle *self, const struct option_in *option, double at)
{
    const double start = timing_of(self, option).planned;
    const double places = oracle_value(self, option->places, 0.0);
    return at < start - 1e-6 ? 0.0 : places * ramp_at(option, (size_t)(at - start + 1e-6));
}

/* What an academy's places add to the deductions. Taken: by the scenario. */
static void
deduct(struct money_oracle *self, const struct option_in *option, size_t t, bool taken)
{
    const size_t to = oracle_setting(self->in, option->to), known = oracle_announced(self->in);
    const struct timing when = timing_of(self, option);
    const double rate = self->in->setting[to].place_rate_gbp, list = oracle_listed(self->in);
    double years = 0.0;
    if (option->announced && t <= known)
        return;
    if (option->announced)
        years -= list > 0.0 ? planned_by(self, option, list)
                            : open_years(self, option, known, when.planned);
    if (taken && when.delivered)
        years += open_years(self, option, t, when.start);
    self->levers[t].deductions += rate * years;
}

/* ---- kinds ---- */

/* The year of the forecast in which it starts, or the first. */
static size_t
year_of_start(const struct money_oracle *self, const struct option_in *option)
{
    const double start = timing_of(self, option).start;
    size_t t = self->n_year - 1;
    while (t > 0 && start < self->in->base_census + (double)t + 0.25 - 1e-6)
        t--;
    return t;
}

static void
write_prices(struct money_oracle *self, const struct option_in *option, size_t t)
{
    struct oracle_levers *levers = &self->levers[t];
    const double now = effect(self, option, t),
                 share = oracle_value(self, option->share, 0.0) * now,
                 pounds = oracle_value(self, option->amount_gbp, 0.0) * now;
    for (size_t s = 0; s < self->in->n_setting; s++) {
        if (!is_for(self, option, s))
            continue;
        if (option->kind == OPTION_TOP_UP_CUT || option->kind == OPTION_PRICE_CONTROL)
            levers->factor[s] *= 1.0 - fmin(1.0, share);
        if (option->kind == OPTION_TOP_UP_CUT)
            levers->gbp[s] -= pounds;
        if (option->kind == OPTION_PRICE_CONTROL)
            levers->growth[s] += oracle_value(self, option->growth, 0.0) * now;
        if (option->kind == OPTION_PRICE_RISE) {
            levers->rise[s] *= 1.0 + share;
            levers->risen[s][year_of_start(self, option)] += pounds;
        }
        if (option->kind == OPTION_JOINT_FUNDING)
            levers->joint[s] = 1.0 - (1.0 - levers->joint[s]) * (1.0 - fmin(1.0, share));
    }
}

/* The share of the schools block that an option's transfer is granted; delivery and consent are one
 * chain (transfers.h). */
static double
transferred(const struct money_oracle *self, const struct option_in *option, size_t t)
{
    const struct timing when = timing_of(self, option);
    const double limit = 0.005, delivery = chance(self, option),
                 first = floor(when.start - 0.25 + 1e-6),
                 year = (double)self->in->base_census + (double)t,
                 forum = isnan(option->forum) ? 1.0 : option->forum,
                 secretary = isnan(option->secretary) ? 0.0 : option->secretary;
    if (year < first || year + 0.25 >= when.end - 1e-6)
        return 0.0;
    const double asked = oracle_value(self, option->share, 0.0) *
                         ramp_at(option, (size_t)(year - first)),
                 appeal = asked > limit ? secretary : 0.0;
    if (delivery * (1.0 - (1.0 - forum) * (1.0 - appeal)) < 0.5)
        return 0.0;
    if (asked <= limit)
        return asked;
    return secretary >= (1.0 - secretary) * forum ? asked : limit;
}

static void
write_other(struct money_oracle *self, const struct option_in *option, size_t t)
{
    struct oracle_levers *levers = &self->levers[t];
    const double now = effect(self, option, t);
    if (option->kind == OPTION_EMPTY_PLACES)
        levers->commissioned[oracle_setting(self->in, option->to)] -=
            oracle_value(self, option->places, 0.0) * now;
    if (option->kind == OPTION_BLOCK_TRANSFER)
        levers->transfer_share += transferred(self, option, t);
    for (size_t l = 0; l < self->in->n_line && option->kind == OPTION_SERVICE_REDESIGN; l++)
        if (strcmp(self->in->line[l].id, option->line) == 0)
            levers->real_line[l] -= oracle_value(self, option->yearly_gbp, 0.0) * now;
}

/* ---- what they cost ---- */

static void
write_cost(struct money_oracle *self, const struct option_in *option, size_t t)
{
    const struct option_cost_in *cost = &option->cost;
    const struct timing when = timing_of(self, option);
    struct oracle_levers *levers = &self->levers[t];
    const size_t o = (size_t)(option - self->in->option);
    double *account =
        cost->account == ACCOUNT_GENERAL_FUND ? &levers->real_general : &levers->real_dsg;
    const double capital = oracle_value(self, cost->capital_gbp, 0.0);
    if (!when.delivered) {
        levers->capital += lies_in(self, t, when.planned) ? capital * cost->abortive : 0.0;
        return;
    }
    const double starts = lies_in(self, t, when.start) ? 1.0 : 0.0;
    *account +=
        oracle_value(self, cost->revenue_gbp, 0.0) * part_between(self, t, when.start, when.end) +
        oracle_value(self, cost->once_gbp, 0.0) * starts +
        oracle_value(self, cost->per_child_gbp, 0.0) * self->people[t].went[o];
    levers->capital += capital * starts;
    if (option->kind == OPTION_NEW_PLACES)
        *(cost->per_place_uprated ? &levers->places_uprated : &levers->places) +=
            oracle_value(self, cost->per_place_gbp, 0.0) * open_years(self, option, t, when.start);
}

void
oracle_levers(struct money_oracle *self)
{
    for (size_t t = 0; t < self->n_year; t++) {
        for (size_t s = 0; s < self->in->n_setting; s++)
            self->levers[t].factor[s] = self->levers[t].rise[s] = 1.0;
        for (size_t o = 0; o < self->in->n_option; o++) {
            const struct option_in *option = &self->in->option[o];
            const bool taken = takes(self, option);
            if (option->kind == OPTION_NEW_PLACES && option->school == SCHOOL_ACADEMY)
                deduct(self, option, t, taken);
            if (!taken)
                continue;
            write_prices(self, option, t);
            write_other(self, option, t);
            write_cost(self, option, t);
        }
    }
}
