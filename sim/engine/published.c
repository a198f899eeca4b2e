#include "published.h"

#include "field_rows.h"
#include "known.h"

#include <string.h>

static const char *const kind_choice[] = { "forecast", "outturn", NULL };

static const struct field published_row[] = {
    TEXT("measure", MUST, AT(published_in, measure), "\"deficit\"",
         "What the figure is of: the name of a measure in forecast.csv, such as deficit, "
         "high_needs_spending, plans or plans.special; "
         "'headroom explain output NAME' says what one is."),
    FY("fy", MAY, AT(published_in, fy), "\"2021/22\"",
       "Its financial year, where the measure is of one or of the 31 March that ends it."),
    WHOLE("census", "year", 2010, 2060, MAY, AT(published_in, census), "2022",
          "Year of its January census, where the measure is a count of that day."),
    WHOLE("year", "year", 2010, 2060, MAY, AT(published_in, year), "2021",
          "Its calendar year or mid-year, where the measure is of one."),
    NUMBER("value", "the measure's unit", -1e7, 1e7, MUST, AT(published_in, value), "9.82",
           "The figure, in the unit of the measure: £ million for money, children for plans, a "
           "share for a ratio. A deficit is positive.",
           UNTOLD),
    FLAG("kind", kind_choice, MUST, AT(published_in, outturn), "\"outturn\"",
         "A forecast that somebody published, or the outturn."),
    FLAG("known", known_choice, MUST, AT(published_in, hindsight), "\"hindsight\"",
         "Whether it was known when the forecast is dated (as_known), or came later."),
    TEXT("label", MUST, AT(published_in, label), "\"Outturn\"",
         "Who says it, in a word or two, for charts."),
    TEXTS("scenarios", 0, 50, "( )", LIST_AT(published_in, scenario), "( \"with-agreement\" )",
          "Ids of the scenarios that it speaks of; none: all of them.", REFERS(SCENARIO)),
};
const struct field_table published_fields =
    TABLE_OF(published_in, published_row, "measure", "fy", "census", "year", "kind", "label");

int
published_fy(const struct published_in *self)
{
    if (self->fy != 0)
        return self->fy;
    return self->census != 0 ? self->census - 1 : self->year;
}

bool
published_of(const struct published_in *self, const char *scenario)
{
    for (size_t i = 0; i < self->n_scenario; i++)
        if (strcmp(self->scenario[i], scenario) == 0)
            return true;
    return self->n_scenario == 0;
}
