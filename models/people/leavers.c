#include "leavers.h"

#include "field_rows.h"

#include <math.h>
#include <string.h>

void
leavers_init(struct leavers *self, const struct leavers_in *in, struct address_book *book)
{
    *self = (struct leavers){ .level = in->level,
                              .level_post16 = in->level_post16,
                              .national_sd = in->yearly.national_sd,
                              .local_sd = in->yearly.local_sd,
                              .purpose = purpose_of(book, "leaving-yearly"),
                              .item = address_of(book, "leaving", "plans") };
    memcpy(self->hazard, in->hazard_by_age,
           sizeof self->hazard); /* index of age and of NCY are the same */
    for (size_t c = 0; c < N_CATEGORY; c++)
        self->odds[c] = 1.0;
    for (size_t i = 0; i < in->n_by_category; i++)
        self->odds[in->by_category[i].category] = in->by_category[i].odds;
}

double
leave_level(const struct leavers *self, const double *value, size_t i_ncy)
{
    return value[NCY_MIN + (int)i_ncy >= NCY_POST16 ? self->level_post16 : self->level];
}

double
leave_hazard(const struct leavers *self, const double *value, size_t i_ncy, int category)
{
    return scale_odds(self->hazard[i_ncy], leave_level(self, value, i_ncy) * self->odds[category]);
}

struct leave_year
leave_year_of(const struct leavers *self, const struct step *step)
{
    const double national_sd = step->value[self->national_sd],
                 local_sd = step->value[self->local_sd];
    if (step->draw->expected || (national_sd == 0.0 && local_sd == 0.0))
        return (struct leave_year){ .usual = 1.0, .lifted = 1.0, .u = 1.0 };
    struct draw_key key = {
        .national = true, .purpose = self->purpose, .item = self->item, .year = step->year
    };
    draw_at(step->draw, &key);
    double log_odds = national_sd * draw_shock(step->draw);
    key.national = false;
    draw_at(step->draw, &key);
    log_odds += local_sd * draw_shock(step->draw);
    const double half = 0.5 * (national_sd * national_sd + local_sd * local_sd);
    return (struct leave_year){ .usual = exp(log_odds - half),
                                .lifted = exp(log_odds + half),
                                .u = draw_uniform(step->draw) };
}

/* ---- fields */

static const struct field leave_odds_row[] = {
    ENUM("category", category_choice, MUST, AT(leave_odds_in, category), "\"not_in_education\"",
         "Category of settings."),
    NUMBER("odds", "factor", 0.001, 1000, MUST, AT(leave_odds_in, odds), "3.0",
           "Factor on the odds that a plan there ends."),
};
static const struct field_table leave_odds_fields =
    TABLE_OF(leave_odds_in, leave_odds_row, "category");

static const struct field yearly_row[] = {
    QUANTITY("national_sd", "of the logarithm of the odds", 0, 2, "0.0",
             AT(leavers_in, yearly.national_sd), "0.08",
             "How much readiness to end plans varies from year to year in all authorities "
             "together.",
             POSITIVE, BEFORE("0: every year ended plans as readily as any other")),
    QUANTITY("local_sd", "of the logarithm of the odds", 0, 2, "0.0",
             AT(leavers_in, yearly.local_sd), "0.25",
             "How much it varies from year to year in this authority in addition to that.",
             POSITIVE, BEFORE("0: every year ended plans as readily as any other")),
};
static const struct field_table yearly_fields = TABLE(yearly_row);

static const struct field leavers_row[] = {
    NUMBERS("hazard_by_age", "per year", 0, 1, MUST, AT(leavers_in, hazard_by_age),
            EACH(N_NCY, "age", 0), "[ 0.004, 0.004, ... ]",
            "Chance that a plan ends in a year, by age after the birthday year has turned (a "
            "plan that ends on the way from 17 to 18 counts at 18)."),
    QUANTITY("level", "factor on the odds", 0.001, 1000, MUST, AT(leavers_in, level), "1.0",
             "How readily plans end before Year 12, relative to England.", POSITIVE),
    QUANTITY("level_post16", "factor on the odds", 0.001, 1000, MUST, AT(leavers_in, level_post16),
             "{ low = 0.8; central = 1.0; high = 1.25; }",
             "How readily plans end from Year 12 on, relative to England.", POSITIVE),
    GROUP("yearly", MUST, HERE, &yearly_fields, "Years in which more plans end, or fewer."),
    LIST("by_category", 0, 12, "( )", LIST_AT(leavers_in, by_category), &leave_odds_fields,
         "( { category = \"not_in_education\"; odds = 3.0; } )",
         "Categories where plans end more or less readily."),
};
const struct field_table leavers_fields = TABLE(leavers_row);
