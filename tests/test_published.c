/* published.c: figures that others published, of their measure's own calendar. */
#include "published.h"
#include "scenario_sample.h"
#include "claim.h"

#include <string.h>

static const char figures[] =
    "published=( { measure = \"deficit\"; fy = \"2026/27\"; value = 4.317; kind = \"outturn\"; "
    "known = \"hindsight\"; label = \"Outturn\"; scenarios = ( \"agreed\" ); }, "
    "{ measure = \"plans.special\"; census = 2027; value = 117; kind = \"forecast\"; "
    "known = \"as_known\"; label = \"Paper\"; }, "
    "{ measure = \"joined\"; year = 2025; value = 61; kind = \"outturn\"; known = \"as_known\"; "
    "label = \"SEN2\"; }, "
    "{ measure = \"deficit\"; fy = \"2071/72\"; value = 40; kind = \"forecast\"; known = "
    "\"as_known\"; label = \"Paper\"; } )";

Claim(published, a_figure_keeps_its_year_its_kind_and_who_it_speaks_of)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, figures, NULL), 0, "%s",
                 s.faults.n > 0 ? s.faults.item[0].text : "");
    cr_assert_eq(s.inputs.n_published, 4);
    const struct published_in *money = &s.inputs.published[0], *plans = money + 1,
                              *flow = money + 2;
    cr_expect(money->outturn && money->hindsight && !plans->outturn && !plans->hindsight);
    cr_expect_eq(money->value, 4.317, "in the measure's unit, not in pounds");
    cr_expect_eq(published_fy(money), 2026);
    cr_expect_eq(published_fy(plans), 2026, "January 2027 falls in 2026/27");
    cr_expect_eq(published_fy(flow), 2025);
    cr_expect(published_of(money, "agreed") && !published_of(money, "no-action"));
    cr_expect(published_of(plans, "agreed") && published_of(plans, "no-action"), "all of them");
    bool noted = false;
    for (size_t i = 0; i < s.notes.n; i++)
        noted = noted || strstr(s.notes.item[i].text,
                                "1 published figure is of years after the last forecast") != NULL;
    cr_expect(noted);
    scenario_release(&s);
}

Claim(published, what_others_said_is_no_assumption)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, figures, NULL), 0);
    size_t n = 0;
    for (size_t i = 0; i < s.n_key; i++)
        if (strncmp(s.key[i].path, "published.", 10) == 0 &&
            strcmp(s.key[i].row->key, "value") == 0) {
            cr_expect(s.key[i].row->untold, "%s", s.key[i].path);
            n++;
        }
    cr_expect_eq(n, 4);
    scenario_release(&s);
}
