/* comparator.h: other areas beside this one, for charts and tables alone: is this place unusual?
 * Nothing is simulated from them.
 *
 *   comparators = ( { name = "Merton"; kind = "neighbour"; census = 2025; plans_per_1000 = 44.1;
 *                     growth_one_year = 0.081; spending_per_plan_gbp = 18340.0;
 *                     spending_fy = "2024/25"; mix = { mainstream = 0.41; ... }; }, ... );
 *
 * A figure that is not known is left out and stays unknown: the area is named all the same.
 *
 *   figure             | field                 | unit
 *   plans_per_1000     | plans_per_1000        | plans in the January of census for each 1,000
 *                      |                       | people aged 0 to 25 at the mid-year before
 *   growth_one_year    | growth_one_year       | per year: of plans, to that January
 *   growth_five_years  | growth_five_years     | per year: the same over five years, compound
 *   spending_per_plan  | spending_per_plan_gbp | pounds: section 251 net outturn of lines 1.2.x in
 *                      |                       | spending_fy (no place funding) over the mean of
 *                      |                       | the plans of the two Januaries around it
 *   share              | mix                   | share of the plans of that January whose placement
 *                      |                       | is recorded
 *
 * The area's own figures come from the scenario where it has them (plans, population, history); an
 * entry of kind "own" says them on the comparators' basis, and alone can say its spending. */
#ifndef COMPARATOR_H
#define COMPARATOR_H

#include "category.h"
#include "field.h"

enum comparator_kind {
    COMPARATOR_AREA, /* any area */
    COMPARATOR_OWN,  /* this one, from the same source as the others */
    COMPARATOR_NEIGHBOUR,
    COMPARATOR_ENGLAND,
    N_COMPARATOR_KIND
};
struct comparator_in {
    const char *where;
    const char *name;
    enum comparator_kind kind;
    int census, spending_fy;                                   /* spending_fy 0: no spending */
    double plans_per_1000, growth_one_year, growth_five_years, /* NAN: not known */
        spending_per_plan_gbp;
    double by_category[N_CATEGORY]; /* weights; all 0: not known */
};

extern const struct field_table comparator_fields;
extern const char *const comparator_kind_choice[]; /* "area", "own", ...; ends in NULL */

/* What is compared, in the order of tables. */
enum compared_figure {
    COMPARED_PLANS,
    COMPARED_GROWTH_ONE,
    COMPARED_GROWTH_FIVE,
    COMPARED_SPENDING,
    COMPARED_SHARE, /* of the first category, and so on */
    N_COMPARED = COMPARED_SHARE + N_CATEGORY
};
const char *compared_name(size_t compared); /* "plans_per_1000", "share" */
/* Of a share: "mainstream"; of another figure "". */
const char *compared_category(size_t compared);
/* Unit as in forecast.csv: "per_1000", "ratio", "gbp". */
const char *compared_unit(size_t compared);
/* NAN: not known. */
double comparator_figure(const struct comparator_in *self, size_t compared);

#endif
