/* beside.c, beside_words.c, tables_comparators.c: an area beside its neighbours, by hand. */
#include "beside_words.h"

#include "beside.h"
#include "table_cells.h"
#include "tables.h"
#include "fixture.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static const double NONE = (double)NAN;
enum { OWN, ENGLAND, HIGH, UNKNOWN, LOW, MIDDLE, OTHER, N_ENTRY };

/* Four neighbours, of which one is not known, so the middle one of three is MIDDLE. */
static void
made_init(struct fixture *self, struct comparator_in entry[N_ENTRY])
{
    const struct comparator_in neighbour = { .kind = COMPARATOR_NEIGHBOUR,
                                             .census = SAMPLE_CENSUS,
                                             .plans_per_1000 = NONE,
                                             .growth_one_year = NONE,
                                             .growth_five_years = NONE,
                                             .spending_per_plan_gbp = NONE };
    static const char *const name[] = { "Testshire", "England", "Highton", "Darkshire",
                                        "Lowton",    "Midton",  "Otherham" };
    for (size_t i = 0; i < N_ENTRY; i++) {
        entry[i] = neighbour;
        entry[i].name = name[i];
    }
    entry[OWN].kind = COMPARATOR_OWN;
    entry[OWN].spending_per_plan_gbp = 20400.0;
    entry[OWN].spending_fy = SAMPLE_CENSUS - 1;
    entry[OWN].plans_per_1000 = 41.5;
    entry[ENGLAND].kind = COMPARATOR_ENGLAND;
    entry[ENGLAND].plans_per_1000 = 36.1;
    entry[HIGH].plans_per_1000 = 52.0;
    entry[LOW].plans_per_1000 = 28.0;
    entry[MIDDLE].plans_per_1000 = 40.0;
    entry[LOW].by_category[CATEGORY_MAINSTREAM] = 300.0;
    entry[LOW].by_category[CATEGORY_INDEPENDENT] = 100.0;
    entry[OTHER].kind = COMPARATOR_AREA;
    entry[OTHER].plans_per_1000 = 99.0;
    fixture_init(self, sample_init);
    self->sample.in.comparator = entry;
    self->sample.in.n_comparator = N_ENTRY;
    fixture_model(self);
    fixture_run(self, 20, 1);
}

Claim(beside, the_middle_is_of_the_neighbours_that_are_known)
{
    struct fixture made;
    struct comparator_in entry[N_ENTRY];
    struct beside beside;
    made_init(&made, entry);
    beside_init(&beside, &made.results, COMPARED_PLANS);
    cr_expect(beside.own == 41.5 && beside.own_says == &entry[OWN]);
    cr_expect(beside.england == 36.1);
    cr_expect(beside.n == 3 && beside.n_unknown == 1 && beside.above == 1);
    cr_expect(beside.median == 40.0, "not known is not 0: with it the middle would be 34");
    cr_expect(beside_neighbour(&made.results, COMPARED_PLANS, 0) == &entry[HIGH]);
    cr_expect(beside_neighbour(&made.results, COMPARED_PLANS, 2) == &entry[LOW]);
    cr_expect_null(beside_neighbour(&made.results, COMPARED_PLANS, 3));

    entry[UNKNOWN].plans_per_1000 = 44.0;
    beside_init(&beside, &made.results, COMPARED_PLANS);
    cr_expect(beside.median == 42.0, "of four: between the two in the middle");
    cr_expect(beside.above == 2 && beside.n_unknown == 0);
    fixture_release(&made);
}

Claim(beside, own_figures_are_the_scenario_s_where_no_entry_says_them)
{
    struct fixture made;
    struct comparator_in entry[N_ENTRY];
    struct beside beside;
    made_init(&made, entry);
    entry[OWN].plans_per_1000 = NONE;
    double plans = 0.0, people = 0.0, independent = 0.0;
    for (size_t s = 0; s < made.model.n_setting; s++) {
        plans += made.model.base_plans[s];
        if (made.model.setting[s]->category == CATEGORY_INDEPENDENT)
            independent += made.model.base_plans[s];
    }
    for (size_t a = 0; a < N_NCY; a++)
        people += made.model.population.base[a];
    beside_init(&beside, &made.results, COMPARED_PLANS);
    cr_expect(people > 0.0 && fabs(beside.own - 1000.0 * plans / people) < 1e-9);
    cr_expect_null(beside.own_says);
    beside_init(&beside, &made.results, COMPARED_SHARE + CATEGORY_INDEPENDENT);
    cr_expect(independent > 0.0 && fabs(beside.own - independent / plans) < 1e-12);
    cr_expect(beside.n == 1 && beside.median == 0.25, "one of four of Lowton's plans");
    beside_init(&beside, &made.results, COMPARED_SPENDING);
    cr_expect(beside.own == 20400.0 && beside.n == 0 && isnan(beside.median));
    fixture_release(&made);
}

Claim(beside, the_table_names_every_area_and_leaves_what_is_not_known_empty)
{
    struct fixture made;
    struct comparator_in entry[N_ENTRY];
    struct table table;
    struct hr_err err;
    made_init(&made, entry);
    const struct table_source from = { .results = &made.results };
    cr_assert_eq(result_table_make(&comparators_table, &from, &table, &err), 0);
    const size_t own = row_where(
        &table, (const struct cell_is[]){ { "figure", "plans_per_1000" }, { "area_is", "own" } },
        2);
    cr_expect(cell_number(&table, own, "rank") == 2.0 &&
              cell_number(&table, own, "rank_of") == 4.0);
    const size_t dark = row_where(
        &table, (const struct cell_is[]){ { "figure", "plans_per_1000" }, { "area", "Darkshire" } },
        2);
    cr_expect(isnan(cell_number(&table, dark, "amount")));
    cr_expect_str_eq(cell_text(&table, dark, "area_is"), "neighbour");
    const size_t spent = row_where(
        &table, (const struct cell_is[]){ { "figure", "spending_per_plan" }, { "area_is", "own" } },
        2);
    cr_expect_str_eq(cell_text(&table, spent, "year_of_figure"), fy_name(SAMPLE_CENSUS - 1).text);
    const size_t share = row_where(
        &table, (const struct cell_is[]){ { "area", "Lowton" }, { "share_of", "mainstream" } }, 2);
    cr_expect(cell_number(&table, share, "amount") == 0.75);
    table_release(&table);
    fixture_release(&made);
}

Claim(beside, the_paragraph_says_where_it_lies_and_who_is_not_known)
{
    struct fixture made;
    struct comparator_in entry[N_ENTRY];
    struct arena arena;
    arena_init(&arena);
    made_init(&made, entry);
    const char *said = beside_words(&made.results, NULL, &arena);
    cr_expect_not_null(strstr(said, "41.5 plans for each 1,000 people aged 0 to 25, more than 2 of "
                                    "its 3 statistical neighbours (the middle one has 40.0, "
                                    "England 36.1)."),
                       "%s", said);
    cr_expect_not_null(strstr(said, "Not known of its neighbours: Darkshire."), "%s", said);
    cr_expect_null(strstr(said, "spent"), "there is nobody to compare its spending with: %s", said);
    made.sample.in.n_comparator = 0;
    cr_expect_str_eq(beside_words(&made.results, NULL, &arena), "");
    fixture_release(&made);
    arena_release(&arena);
}

/* Of some 300 plans a share of 1% is three children. */
Claim(beside, a_share_of_few_children_is_not_published)
{
    struct fixture made;
    struct comparator_in entry[N_ENTRY];
    struct suppress suppress;
    struct table table;
    struct hr_err err;
    struct arena arena;
    arena_init(&arena);
    made_init(&made, entry);
    double plans = 0.0;
    for (size_t s = 0; s < made.model.n_setting; s++)
        plans += made.model.base_plans[s];
    entry[OWN].by_category[CATEGORY_INDEPENDENT] = 3.0;
    entry[OWN].by_category[CATEGORY_MAINSTREAM] = plans - 3.0;
    cr_assert_eq(suppress_init(&suppress, &made.results, 5.0, &err), 0, "%s", err.text);
    const struct table_source from = { .results = &made.results, .suppress = &suppress };
    cr_assert_eq(result_table_make(&comparators_table, &from, &table, &err), 0, "%s", err.text);
    const struct cell_is few[] = { { "area_is", "own" }, { "share_of", "independent" } },
                         many[] = { { "area_is", "own" }, { "share_of", "mainstream" } };
    cr_expect(isnan(cell_number(&table, row_where(&table, few, 2), "amount")));
    cr_expect_gt(cell_number(&table, row_where(&table, many, 2), "amount"), 0.5);
    cr_expect_null(strstr(beside_words(&made.results, &suppress, &arena), "independent"));
    cr_expect_not_null(strstr(beside_words(&made.results, NULL, &arena), "independent"));
    table_release(&table);
    suppress_release(&suppress);
    arena_release(&arena);
    fixture_release(&made);
}
