/* changed_default.c: what a file written before meant by saying nothing. */
#include "scenario_sample.h"
#include "claim.h"

#include <string.h>

static const struct changed_default *
changed(const struct scenario *s, const char *path)
{
    const struct changed_default *found = NULL;
    for (size_t i = 0; i < s->n_changed; i++)
        if (strcmp(s->changed[i].path, path) == 0) {
            cr_expect_null(found, "%s is listed twice", path);
            found = &s->changed[i];
        }
    return found;
}

Claim(changed_default, a_default_that_changed_is_listed_unless_the_file_gives_the_key)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    const struct changed_default *backdated = changed(&s, "pipeline.backdated");
    cr_assert_not_null(backdated);
    cr_expect_not_null(
        strstr(backdated->applies,
               "England's { distribution = \"pert\"; min = 0; mode = 0.5; max = 1; }"),
        "%s", backdated->applies);
    cr_expect_str_eq(backdated->row->before, "nothing is paid back: late plans saved money");
    cr_expect_eq(backdated->n, (size_t)1);
    cr_expect_not(backdated->listed);
    const struct changed_default *shared = changed(&s, "inflation.factor");
    cr_assert_not_null(shared);
    cr_expect_str_eq(shared->applies, "England's \"demand\"");
    cr_expect_null(changed(&s, "lines.growth.factor"), "no default there, before or now");
    scenario_release(&s);
    cr_assert_eq(scenario_sample_load(&s, "pipeline.backdated=0.5", NULL), 0);
    cr_expect_null(changed(&s, "pipeline.backdated"), "--set gives it");
    scenario_release(&s);
    cr_assert_eq(scenario_sample_load(&s, "pipeline.backdated.mode=0.7", NULL), 0);
    cr_expect_null(changed(&s, "pipeline.backdated"), "and a part of it");
    scenario_release(&s);
}

Claim(changed_default, a_group_that_is_not_there_left_nothing_to_a_default)
{
    struct scenario s;
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load("tests/bad/parts/no-pipeline.cfg", NULL, 0, &s, &err), 0, "%s",
                 err.text);
    cr_expect_null(changed(&s, "pipeline.backdated"));
    scenario_release(&s);
}

Claim(changed_default, what_a_file_gives_is_not_listed)
{
    struct scenario s;
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load("tests/sample.cfg", NULL, 0, &s, &err), 0, "%s", err.text);
    cr_expect_null(changed(&s, "pipeline.backdated"));
    scenario_release(&s);
}
