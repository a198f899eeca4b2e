/* check_options.c: what is accepted and noted; what is refused is in tests/bad/options.txt. */
#include "scenario_sample.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>

static size_t
n_noted(const struct scenario *s, const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i < s->notes.n; i++)
        n += strstr(s->notes.item[i].text, text) != NULL;
    return n;
}

static void
expect_note(const char *option, const char *note)
{
    struct scenario s;
    char set[400];
    (void)snprintf(set, sizeof set, "options=( { id = \"x\"; label = \"An option\"; %s } )",
                   option);
    const int ret = scenario_sample_load(&s, set, NULL);
    cr_expect_eq(ret, 0, "%s is refused: %s", set, s.faults.n > 0 ? s.faults.item[0].text : "");
    cr_expect_eq(n_noted(&s, note), (size_t)1, "%s: want \"%s\"", set, note);
    scenario_release(&s);
}

Claim(check_options, the_day_of_a_rise_is_told_back_and_whether_it_is_decided)
{
    expect_note(
        "type = \"price_rise\"; settings = ( \"fees\" ); share = 0.03; start = \"2027/28\";",
        "option 'x' raises prices from 1 April 2027");
    expect_note("type = \"price_rise\"; settings = ( \"fees\" ); amount_gbp = 250; "
                "start = \"2027-09-01\"; baseline = true;",
                "option 'x' raises prices from 1 September 2027, in every scenario");
    expect_note(
        "type = \"price_rise\"; settings = ( \"fees\" ); share = 0.03; "
        "start = \"2026-09-01\"; baseline = true;",
        "option 'x' starts on 1 September 2026: in the first forecast year it comes on top");
}

Claim(check_options, the_last_day_in_force_is_told_back_and_what_it_was_before)
{
    expect_note("type = \"ceasing\"; share = 0.1; start = \"2027/28\"; end = \"2028/29\";",
                "option 'x' ends on 31 March 2029; a file written before meant 31 March 2028");
    expect_note("type = \"ceasing\"; share = 0.1; start = \"2027/28\"; end = \"2029-03-31\";",
                "option 'x' ends on 31 March 2029; a file written before meant 30 March 2029");
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, "written_for=\"0.2\"",
                                      "options=( { id = \"x\"; label = \"An option\"; type = "
                                      "\"ceasing\"; share = 0.1; start = \"2027/28\"; end = "
                                      "\"2028/29\"; } )",
                                      NULL),
                 0);
    cr_expect_eq(n_noted(&s, "option 'x' ends on 31 March 2029"), (size_t)1);
    cr_expect_eq(n_noted(&s, "written before"), (size_t)0, "it is a file of this version");
    scenario_release(&s);
    expect_note("type = \"new_places\"; to = \"special\"; phase = \"primary\"; places = 9; "
                "start = \"2027/28\"; end = \"2028/29\";",
                "option 'x' ends on 31 August 2029; a file written before meant 31 August 2028");
}
