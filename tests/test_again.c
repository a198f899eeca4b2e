/* The record of a run, taken for a command line: what none could say is refused. */
#include "again.h"

#include "claim.h"
#include "temp_dir.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>

/* Reads a record with this set and these options; its sentence, or "" when it is taken. */
static struct again again;
static const char *
read_record(const char *set, const char *options)
{
    static struct hr_err err;
    char dir[256], path[512];
    err = (struct hr_err){ 0 };
    temp_dir(dir, sizeof dir);
    char *text = text_of(
        "{ \"program\": \"headroom\", \"version\": \"0\", \"scenario_file\": "
        "\"a.cfg\", \"settings\": {}, \"set\": %s, \"options\": { \"charts\": \"none\"%s } }",
        set, options);
    temp_dir_write(dir, "run.json", text, path, sizeof path);
    free(text);
    (void)!again_read(&again, dir, &err);
    temp_dir_remove(dir);
    return err.text;
}

Claim(again, options_are_those_of_the_record)
{
    cr_assert_str_eq(read_record("[ \"run.seed=5\" ]",
                                 ", \"simulations\": 12, \"seed\": 977, \"compared\": 40, "
                                 "\"precision_gbp_m\": 0.25"),
                     "");
    cr_expect_eq(again.options.load.simulations, 12.0);
    cr_expect_eq(again.options.load.seed, 977.0);
    cr_expect_eq(again.options.n_compared, 40);
    cr_expect_eq(again.options.precision_gbp_m, 0.25);
    cr_expect_eq(again.options.load.n_set, 1);
    again_release(&again);
}

Claim(again, null_is_a_number_that_was_not_given)
{
    cr_assert_str_eq(read_record("[]", ", \"simulations\": null, \"precision_gbp_m\": null"), "");
    cr_expect(isnan(again.options.load.simulations));
    cr_expect(isnan(again.options.load.seed));
    cr_expect_eq(again.options.precision_gbp_m, 0.0);
    again_release(&again);
}

Claim(again, what_no_command_line_says_is_damage)
{
    static const char *const options[] = {
        ", \"simulations\": -3",     ", \"simulations\": 2.5", ", \"simulations\": 1e300",
        ", \"simulations\": \"12\"", ", \"seed\": 1e300",      ", \"seed\": -1",
        ", \"compared\": -1",        ", \"compared\": 1e300",  ", \"compared\": true",
        ", \"precision_gbp_m\": -1", ", \"charts\": \"many\"",
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        cr_expect_not_null(strstr(read_record("[]", options[i]), "is damaged"), "%s", options[i]);
        again_release(&again);
    }
    cr_expect_not_null(strstr(read_record("[ 1 ]", ""), "is damaged"), "a set that is no text");
    again_release(&again);
}
