/* Equations, symbols and limits: general_fund.h. */
#include "general_fund.h"

#include "finance.h"

#include <math.h>
#include <stdlib.h>

void
general_fund_release(struct general_fund *self)
{
    free(self->transport);
    free(self->setting);
    free(self->capital);
    free(self->reserves);
    *self = (struct general_fund){ 0 };
}

int
general_state_init(struct general_state *self, const struct general_fund *fund, struct hr_err *err)
{
    *self = (struct general_state){ 0 };
    if (fund->in == NULL)
        return 0;
    self->index = calloc(fund->n_transport + 1, sizeof *self->index);
    self->growth = calloc(fund->n_transport + 1, sizeof *self->growth);
    self->loan = calloc(fund->n_capital + fund->n_year, sizeof *self->loan);
    if (self->index == NULL || self->growth == NULL || self->loan == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the general fund's %zu loans",
                       fund->n_capital + fund->n_year);
    return 0;
}

void
general_state_release(struct general_state *self)
{
    free(self->index);
    free(self->growth);
    free(self->loan);
    *self = (struct general_state){ 0 };
}

static struct loan
loan_on(const struct borrowing_in *terms, const double *value, unsigned in_use)
{
    return (struct loan){ .rate = value[terms->rate],
                          .life_years = terms->life_years,
                          .method = terms->method,
                          .in_use = in_use };
}

static void
start_loans(struct general_state *self, const struct general_fund *fund, const double *value)
{
    for (size_t i = 0; i < fund->n_capital; i++) {
        const struct capital_in *capital = fund->capital[i];
        const int in_use = capital->in_use_fy != 0 ? capital->in_use_fy : capital->fy;
        self->loan[i] = loan_on(&capital->terms, value, (unsigned)(in_use - fund->first_fy));
        self->loan[i].principal_gbp = value[capital->amount_gbp];
    }
    const struct capital_defaults_in *of_options = &fund->in->capital_defaults;
    for (size_t t = 0; t < fund->n_year; t++)
        self->loan[fund->n_capital + t] = of_options->where == NULL
                                              ? (struct loan){ 0 }
                                              : loan_on(&of_options->terms, value, (unsigned)t);
}

void
general_start(struct general_state *self, const struct general_fund *fund, const double *value)
{
    if (fund->in == NULL)
        return;
    for (size_t i = 0; i < fund->n_transport; i++) {
        self->index[i] = 1.0;
        path_start(&self->growth[i], &fund->transport[i]->growth, value);
    }
    if (fund->in->interest.where != NULL)
        path_start(&self->interest, &fund->in->interest.rate, value);
    start_loans(self, fund, value);
}

/* One shock serves all settings: the same vehicles, drivers and fuel. */
void
general_inflate(struct general_state *self, const struct general_fund *fund, double inflation,
                const struct step *step)
{
    if (step->year == 0 || fund->n_transport == 0)
        return; /* prices are those of the first forecast year */
    draw_at(step->draw, &(struct draw_key){ .national = true,
                                            .purpose = fund->purpose_transport,
                                            .item = fund->item_transport,
                                            .year = step->year });
    const double z = draw_shock(step->draw);
    for (size_t i = 0; i < fund->n_transport; i++)
        self->index[i] *= 1.0 + inflation + path_next(&self->growth[i], z);
}

double
general_transport(const struct general_state *self, const struct general_fund *fund, size_t i,
                  double place_years, const struct step *step)
{
    const struct transport_in *in = fund->transport[i];
    return place_years * step->value[in->share_transported] * step->value[in->gbp_per_pupil] *
           self->index[i];
}

static double
owed(double deficit_gbp)
{
    return deficit_gbp > 0.0 ? deficit_gbp : 0.0;
}

double
general_deficit_interest(struct general_state *self, const struct general_fund *fund,
                         double opening_gbp, double closing_gbp, const struct step *step)
{
    if (fund->in->interest.where == NULL)
        return 0.0;
    draw_at(step->draw, &(struct draw_key){ .national = true,
                                            .purpose = fund->purpose_interest,
                                            .item = fund->item_interest,
                                            .year = step->year });
    const double rate = path_next(&self->interest, draw_shock(step->draw));
    switch ((enum interest_base)fund->in->interest.on) {
    case INTEREST_ON_OPENING: return rate * owed(opening_gbp);
    case INTEREST_ON_AVERAGE: return rate * 0.5 * (owed(opening_gbp) + owed(closing_gbp));
    }
    hr_bug("interest on %d", fund->in->interest.on);
}

/* new_gbp: of its principal, borrowed in the step's year. */
static void
loan_year(struct loan *loan, double new_gbp, unsigned year, struct borrowing_year *out)
{
    if (new_gbp == 0.0 && loan->debt_gbp == 0.0)
        return;
    const double interest = loan->rate * (loan->debt_gbp + 0.5 * new_gbp);
    const int k = (int)year - (int)loan->in_use;
    const double mrp =
        mrp_charge(loan->method, loan->principal_gbp, loan->rate, loan->life_years, k);
    loan->debt_gbp += new_gbp - mrp;
    out->capital_gbp += new_gbp;
    out->interest_gbp += interest;
    out->mrp_gbp += mrp;
    out->debt_gbp += loan->debt_gbp;
}

int
general_borrow(struct general_state *self, const struct general_fund *fund,
               double option_capital_gbp, const struct step *step, struct borrowing_year *out,
               struct hr_err *err)
{
    *out = (struct borrowing_year){ 0 };
    if (option_capital_gbp != 0.0 && fund->in->capital_defaults.where == NULL)
        return hr_fail(err, HR_EMODEL,
                       "%s: options spend %.3g pounds of capital in %d, and "
                       "'general_fund.capital_defaults' does not say on what terms it is "
                       "borrowed: give it life_years, method and rate",
                       fund->in->where, option_capital_gbp, fund->first_fy + (int)step->year);
    for (size_t i = 0; i < fund->n_capital; i++) {
        const bool now = fund->capital[i]->fy == fund->first_fy + (int)step->year;
        loan_year(&self->loan[i], now ? self->loan[i].principal_gbp : 0.0, step->year, out);
    }
    self->loan[fund->n_capital + step->year].principal_gbp = option_capital_gbp;
    for (size_t t = 0; t <= step->year; t++) {
        struct loan *loan = &self->loan[fund->n_capital + t];
        loan_year(loan, t == step->year ? option_capital_gbp : 0.0, step->year, out);
    }
    return 0;
}

double
general_reserves(const struct general_fund *fund, const struct step *step)
{
    return step->value[fund->reserves[step->year]];
}
