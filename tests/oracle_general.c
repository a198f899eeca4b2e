#include "oracle_general.h"
#include "oracle_account.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct sum_borrowed {
    double principal, rate, debt;
    int life, in_use; /* in_use: year of the forecast */
    enum mrp_method method;
    size_t spent;
};

static double
repayment(const struct sum_borrowed *loan, int k)
{
    const double p = loan->principal, r = loan->rate;
    const int n = loan->life;
    if (k < 1 || k > n)
        return 0.0;
    if (loan->method == MRP_EQUAL_INSTALMENTS || r == 0.0)
        return p / n;
    return p * r / (1.0 - pow(1.0 + r, -n)) * pow(1.0 + r, -(n - k + 1));
}

static void
borrow(struct money_oracle *self, struct sum_borrowed loan)
{
    for (size_t t = loan.spent; t < self->n_year; t++) {
        struct oracle_year *year = &self->year[t];
        const double fresh = t == loan.spent ? loan.principal : 0.0,
                     set_aside = repayment(&loan, (int)t - loan.in_use);
        year->capital += fresh;
        year->borrowed_interest += loan.rate * (loan.debt + 0.5 * fresh);
        loan.debt += fresh - set_aside;
        year->mrp += set_aside;
        year->debt += loan.debt;
    }
}

static void
all_borrowing(struct money_oracle *self)
{
    const struct general_fund_in *in = &self->in->general_fund;
    for (size_t i = 0; i < in->n_capital; i++) {
        const struct capital_in *capital = &in->capital[i];
        const int used = capital->in_use_fy == 0 ? capital->fy : capital->in_use_fy;
        borrow(self,
               (struct sum_borrowed){ .principal = oracle_value(self, capital->amount_gbp, 0.0),
                                      .rate = oracle_value(self, capital->terms.rate, 0.0),
                                      .life = capital->terms.life_years,
                                      .in_use = used - self->in->base_census,
                                      .method = capital->terms.method,
                                      .spent = (size_t)(capital->fy - self->in->base_census) });
    }
    for (size_t t = 0; t < self->n_year; t++)
        if (self->levers[t].capital > 0.0)
            borrow(self, (struct sum_borrowed){
                             .principal = self->levers[t].capital,
                             .rate = oracle_value(self, in->capital_defaults.terms.rate, 0.0),
                             .life = in->capital_defaults.terms.life_years,
                             .in_use = (int)t,
                             .method = in->capital_defaults.terms.method,
                             .spent = t });
}

static void
transport(struct money_oracle *self)
{
    const struct general_fund_in *in = &self->in->general_fund;
    for (size_t i = 0; i < in->n_transport; i++) {
        const struct transport_in *row = &in->transport[i];
        const size_t s = oracle_setting(self->in, row->setting);
        double price = oracle_value(self, row->gbp_per_pupil, 0.0);
        for (size_t t = 0; t < self->n_year; t++) {
            struct oracle_year *year = &self->year[t];
            price *= t == 0 ? 1.0 : 1.0 + year->inflation + oracle_path(self, &row->growth, t - 1);
            year->transport[i] =
                self->people[t].years[s] * oracle_value(self, row->share_transported, 0.0) * price;
            year->transport_total += year->transport[i];
        }
    }
}

double
oracle_reserves(const struct money_oracle *self, size_t t)
{
    const struct reserves_in *in = &self->in->general_fund.reserves;
    int latest = 0;
    double amount = (double)NAN;
    for (size_t i = 0; i < in->n_by_year; i++) {
        int fy = in->by_year[i].fy, year;
        if (fy == 0 && sscanf(in->by_year[i].date, "%d-", &year) == 1)
            fy = year - 1;
        if (fy <= self->in->base_census + (int)t && fy > latest) {
            latest = fy;
            amount = oracle_value(self, in->by_year[i].amount_gbp, 0.0);
        }
    }
    return amount;
}

void
oracle_general(struct money_oracle *self)
{
    const struct general_fund_in *in = &self->in->general_fund;
    if (in->where == NULL)
        return;
    transport(self);
    all_borrowing(self);
    for (size_t t = 0; t < self->n_year; t++) {
        struct oracle_year *year = &self->year[t];
        const double opening = fmax(0.0, year->opening), closing = fmax(0.0, year->closing);
        if (in->interest.where != NULL)
            year->interest =
                oracle_path(self, &in->interest.rate, t) *
                (in->interest.on == INTEREST_ON_OPENING ? opening : 0.5 * (opening + closing));
        year->option_general = self->levers[t].real_general * year->price_level;
        year->general_cost = year->transport_total + year->interest + year->borrowed_interest +
                             year->mrp + year->option_general;
        if (in->reserves.n_by_year > 0) {
            year->reserves = oracle_reserves(self, t) - oracle_contributed(self, t);
            year->reserves_left = year->reserves - year->closing;
        }
    }
}
