#include "comparator.h"

#include "field_rows.h"

#include <math.h>

const char *const comparator_kind_choice[] = { "area", "own", "neighbour", "england", NULL };

static const struct field mix_row[] = { CATEGORY_ROWS(comparator_in) };
static const struct field_table mix_fields = TABLE(mix_row);

static const struct field comparator_row[] = {
    TEXT("name", MUST, AT(comparator_in, name), "\"England\"", "The area, for people."),
    ENUM("kind", comparator_kind_choice, "\"area\"", AT(comparator_in, kind), "\"neighbour\"",
         "What it is to this area: a statistical neighbour, England, this area itself (own) from "
         "the same source as the others, or any area."),
    WHOLE("census", "year", 2000, 2060, MUST, AT(comparator_in, census), "2021",
          "Year of the January census."),
    NUMBER("plans_per_1000", "plans per 1,000 aged 0 to 25", 0.1, 500, MAY,
           AT(comparator_in, plans_per_1000), "24.5",
           "Its plans in that January per 1,000 people aged 0 to 25 at the mid-year before."),
    NUMBER("growth_one_year", "per year", -0.9, 9, MAY, AT(comparator_in, growth_one_year), "0.105",
           "Growth of its plans in the year to that January."),
    NUMBER("growth_five_years", "per year", -0.9, 9, MAY, AT(comparator_in, growth_five_years),
           "0.098", "Growth of its plans a year over the five years to that January, compound."),
    NUMBER("spending_per_plan_gbp", "pounds per plan and year", 100, 1000000, MAY,
           AT(comparator_in, spending_per_plan_gbp), "16810",
           "Its section 251 net outturn of lines 1.2.x, without place funding, over the mean of "
           "its plans of the two Januaries around spending_fy."),
    FY("spending_fy", MAY, AT(comparator_in, spending_fy), "\"2024/25\"",
       "Financial year of that spending."),
    GROUP("mix", MAY, HERE, &mix_fields,
          "Its plans of that January by category, as counts or shares of those whose placement is "
          "recorded."),
};
const struct field_table comparator_fields =
    TABLE_OF(comparator_in, comparator_row, "name", "census");

const char *
compared_name(size_t compared)
{
    static const char *const name[] = { "plans_per_1000", "growth_one_year", "growth_five_years",
                                        "spending_per_plan", "share" };
    return name[compared < COMPARED_SHARE ? compared : COMPARED_SHARE];
}

const char *
compared_category(size_t compared)
{
    return compared < COMPARED_SHARE ? ""
                                     : category_name((enum category)(compared - COMPARED_SHARE));
}

const char *
compared_unit(size_t compared)
{
    return compared == COMPARED_PLANS      ? "per_1000"
           : compared == COMPARED_SPENDING ? "gbp"
                                           : "ratio";
}

static double
share_of(const struct comparator_in *self, size_t category)
{
    double sum = 0.0;
    for (size_t c = 0; c < N_CATEGORY; c++)
        sum += self->by_category[c];
    return sum > 0.0 ? self->by_category[category] / sum : (double)NAN;
}

double
comparator_figure(const struct comparator_in *self, size_t compared)
{
    switch (compared) {
    case COMPARED_PLANS: return self->plans_per_1000;
    case COMPARED_GROWTH_ONE: return self->growth_one_year;
    case COMPARED_GROWTH_FIVE: return self->growth_five_years;
    case COMPARED_SPENDING: return self->spending_per_plan_gbp;
    default: return share_of(self, compared - COMPARED_SHARE);
    }
}
