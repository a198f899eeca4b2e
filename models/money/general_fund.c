/* Equations, symbols and limits: general_fund.h. */
#include "general_fund.h"

#include "field_rows.h"

#include "finance.h"
#include "known.h"
#include "shocks.h"

#include <math.h>

void
general_state_init(struct general_state *self, const struct general_fund *fund, struct arena *arena)
{
    self->index = arena_zero(arena, fund->n_transport, sizeof *self->index);
    self->growth = arena_zero(arena, fund->n_transport, sizeof *self->growth);
    self->loan = arena_zero(arena, fund->n_capital + fund->n_year, sizeof *self->loan);
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
    const struct draw_key key = { .national = true,
                                  .purpose = fund->purpose_transport,
                                  .item = fund->item_transport,
                                  .year = step->year };
    const double z = draw_shock_at(step->draw, &key);
    for (size_t i = 0; i < fund->n_transport; i++)
        self->index[i] *= growth_factor(1.0 + inflation + path_year(&self->growth[i], z, step));
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
    const struct draw_key key = { .national = true,
                                  .purpose = fund->purpose_interest,
                                  .item = fund->item_interest,
                                  .year = step->year };
    const double rate = path_year(&self->interest, draw_shock_at(step->draw, &key), step);
    switch (fund->in->interest.on) {
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
               double option_capital_gbp, const struct step *step, struct hr_err *err)
{
    struct borrowing_year *out = &self->borrowing;
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

/* ---- fields */

static const char *const interest_choice[] = {
    [INTEREST_ON_OPENING] = "opening", [INTEREST_ON_AVERAGE] = "average", NULL
};

static const struct field transport_row[] = {
    ID("setting", MUST, AT(transport_in, setting), "\"independent\"",
       "Id of the setting whose children are transported.",
       REFERS_AS(SETTING, "'general_fund.transport': setting")),
    QUANTITY("gbp_per_pupil", "pounds a pupil and year", 0, 200000, MUST,
             AT(transport_in, gbp_per_pupil), "{ low = 7000; central = 8100; high = 9500; }",
             "Cost of SEN transport for each pupil transported, in prices of the first forecast "
             "year.",
             POSITIVE),
    QUANTITY("share_transported", "of occupied place-years", 0, 1, "1.0",
             AT(transport_in, share_transported), "{ low = 0.5; central = 0.6; high = 0.7; }",
             "Part of the setting's pupils who are transported; left out, gbp_per_pupil is per "
             "pupil of the setting.",
             SHARE, OWN_SOURCE),
    PATH("growth", "per year", "0.0", AT(transport_in, growth), &path_fields,
         "{ first = 0.03; long_run = 0.01; persistence = 0.6; shock_sd = 0.02; }",
         "Growth of the cost per pupil on top of general inflation.", OWN_SOURCE),
};
static const struct field_table transport_fields = TABLE_OF(transport_in, transport_row, "setting");

static const struct field interest_row[] = {
    PATH("rate", "per year", MUST, AT(deficit_interest_in, rate), &path_fields,
         "{ first = { low = 0.040; central = 0.045; high = 0.052; }; long_run = 0.04; persistence "
         "= 0.7; shock_sd = 0.006; }",
         "Rate of interest of each year: the rate itself, not its growth.", NATIONAL),
    ENUM("on", interest_choice, "\"average\"", AT(deficit_interest_in, on), "\"average\"",
         "Whether a year's interest is on the deficit brought forward (opening), or on the mean "
         "of that and the one carried forward (average). A surplus bears none."),
};
static const struct field_table interest_fields = TABLE_WHERE(interest_row);

static const char *const mrp_choice[] = {
    [MRP_ANNUITY] = "annuity", [MRP_EQUAL_INSTALMENTS] = "equal_instalments", NULL
};

/* Terms of borrowing, in s.terms. */
#define BORROWING_ROWS(s)                                                                       \
    WHOLE("life_years", "years", 1, 100, MUST, AT(s, terms.life_years), "40",                   \
          "Life of the asset, over which what is borrowed is set aside again (minimum revenue " \
          "provision, MRP)."),                                                                  \
        ENUM("method", mrp_choice, MUST, AT(s, terms.method), "\"annuity\"",                    \
             "How it is set aside: MRP and interest the same together each year (annuity), or " \
             "MRP the same each year (equal_instalments)."),                                    \
        QUANTITY("rate", "per year", 0, 0.2, MUST, AT(s, terms.rate), "0.055",                  \
                 "Rate at which it is borrowed, for the life of the loan.", OWN_SOURCE)

static const struct field capital_row[] = {
    ID("id", MUST, AT(capital_in, id), "\"moor-lane\"",
       "Short name of the scheme, which names its numbers."),
    FY("fy", MUST, AT(capital_in, fy), "\"2022/23\"", "Financial year in which it is spent."),
    QUANTITY("amount_gbp_m", "£ million", 0, 1000, MUST, AT(capital_in, amount_gbp),
             "{ low = 3.6; central = 4.0; high = 4.9; }",
             "What is borrowed: the cost less what grants and receipts pay.", POSITIVE),
    FY("in_use_fy", MAY, AT(capital_in, in_use_fy), "\"2023/24\"",
       "Financial year in which the asset comes into use: MRP starts in the year after. Left "
       "out: fy."),
    BORROWING_ROWS(capital_in),
};
static const struct field_table capital_fields = TABLE_OF(capital_in, capital_row, "id");

static const struct field capital_defaults_row[] = {
    BORROWING_ROWS(capital_defaults_in),
};
static const struct field_table capital_defaults_fields = TABLE_WHERE(capital_defaults_row);

static const struct field reserve_row[] = {
    DATE("date", MAY, AT(reserve_in, date), "\"2028-03-31\"",
         "The 31 March of the amount; or give fy, the year that it ends."),
    FY("fy", MAY, AT(reserve_in, fy), "\"2027/28\"",
       "Financial year at whose end the reserves are of that amount, in place of date."),
    QUANTITY("amount_gbp_m", "£ million", 0, 5000, MUST, AT(reserve_in, amount_gbp),
             "{ low = 18.0; central = 22.5; high = 26.0; }",
             "Usable reserves at that date, before any of the deficit is met from them; they hold "
             "until the next entry.",
             POSITIVE),
};
static const struct field_table reserve_fields = TABLE_OF(reserve_in, reserve_row, "date", "fy");

static const struct field reserve_test_row[] = {
    DATE("date", MUST, AT(reserve_test_in, date), "\"2028-03-31\"", "A 31 March."),
    TEXT("label", MUST, AT(reserve_test_in, label), "\"Statutory override ends\"",
         "Why that date, for people."),
    FLAG("known", known_choice, MUST, AT(reserve_test_in, hindsight), "\"as_known\"",
         "Whether the date was known when the forecast is dated (as_known), or is tested with "
         "hindsight."),
};
static const struct field_table reserve_test_fields =
    TABLE_OF(reserve_test_in, reserve_test_row, "date");

static const struct field reserves_row[] = {
    TEXT("definition", MUST, AT(reserves_in, definition),
         "\"General fund balance and unallocated earmarked reserves\"",
         "Which reserves these are: what is in the amount and what is not."),
    LIST("by_year", 1, 60, MUST, LIST_AT(reserves_in, by_year), &reserve_fields,
         "( { date = \"2022-03-31\"; amount_gbp_m = 21.0; }, { fy = \"2027/28\"; amount_gbp_m = "
         "22.5; } )",
         "Amounts by date, the end of the first forecast year or before it among them."),
    LIST("test_dates", 0, 20, "( )", LIST_AT(reserves_in, test), &reserve_test_fields,
         "( { date = \"2028-03-31\"; label = \"Statutory override ends\"; known = \"as_known\"; } "
         ")",
         "Dates on which the deficit is compared with the reserves: the end of the statutory "
         "override, and others. The first is the one that the end of a run speaks of."),
};
static const struct field_table reserves_fields = TABLE_WHERE(reserves_row);

static const struct field general_fund_row[] = {
    LIST("transport", 0, 200, "( )", LIST_AT(general_fund_in, transport), &transport_fields,
         "( { setting = \"independent\"; gbp_per_pupil = 8100; share_transported = 0.6; growth = "
         "0.01; }, ... )",
         "SEN transport, by setting."),
    GROUP("interest", MAY, AT(general_fund_in, interest), &interest_fields,
          "Interest on the cumulative DSG deficit, which the general fund bears."),
    LIST("capital", 0, 100, "( )", LIST_AT(general_fund_in, capital), &capital_fields,
         "( { id = \"units\"; fy = \"2022/23\"; amount_gbp_m = 1.6; life_years = 40; method = "
         "\"annuity\"; rate = 0.055; }, ... )",
         "Capital that is borrowed, in all scenarios; options bring their own."),
    GROUP("capital_defaults", MAY, AT(general_fund_in, capital_defaults), &capital_defaults_fields,
          "Terms on which the capital that comes with options is borrowed."),
    GROUP("reserves", MAY, AT(general_fund_in, reserves), &reserves_fields,
          "Usable reserves, with which the deficit is compared."),
};
const struct field_table general_fund_fields = TABLE_WHERE(general_fund_row);
