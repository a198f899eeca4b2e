/* explain.c: the fields in words. */
#include "explain.h"
#include "scenario_sample.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *
explained(const char *name)
{
    struct hr_err err = { .code = HR_OK };
    char *text = NULL;
    cr_assert_eq(explain_key(name, &text, &err), 0, "%s: %s", name, err.text);
    return text;
}

static void
expect_says(const char *name, const char *part)
{
    char *text = explained(name);
    cr_expect_not_null(strstr(text, part), "%s does not say '%s':\n%s", name, part, text);
    free(text);
}

Claim(explain, a_key_says_what_it_is_its_type_range_default_and_an_example)
{
    expect_says("prices.fee_gbp",
                "prices.fee_gbp\n    Whole fee, in prices of the first forecast year;");
    expect_says("prices.fee_gbp", "from 100 to 1,000,000 (pounds per place and year)");
    expect_says("prices.fee_gbp", "May be left");
    expect_says("prices.fee_gbp",
                "Example: fee_gbp = { low = 52000; central = 58200; high = 66000; };");
    expect_says("horizon_years", "a whole number from 1 to 30 (years). Must be given.");
    expect_says("run.simulations", "Left out: 10000.");
}

Claim(explain, england_s_value_is_told_where_england_gives_one)
{
    expect_says("grant.local_sd", "Left out: England's, { distribution =");
    expect_says("grant.local_sd", "(england.cfg:");
}

Claim(explain, a_type_of_option_that_is_asked_for_as_a_key_is_pointed_to)
{
    struct hr_err err = { .code = HR_OK };
    char *text = NULL;
    cr_assert_lt(explain_key("price_rise", &text, &err), 0);
    cr_expect_not_null(strstr(err.text, "headroom explain option price_rise"), "%s", err.text);
}

/* "England's numbers are used" was said of groups that England's file does not have; a key of
 * England's was also said to be 0. */
Claim(explain, what_a_key_that_is_left_out_means_is_said_once_and_true)
{
    char *text = explained("receipts.status");
    cr_expect_null(strstr(text, "England's"), "%s", text);
    cr_expect_not_null(strstr(text, "In version 0.1, leaving it out meant: "), "%s", text);
    free(text);
    text = explained("line_elasticity");
    cr_expect_null(strstr(text, "Left out: 0"), "%s", text);
    free(text);
}

Claim(explain, a_short_name_a_path_and_the_name_of_a_quantity_all_find_the_key)
{
    expect_says("fee_gbp", "prices.fee_gbp\n");
    expect_says("prices.independent.fee_gbp", "prices.fee_gbp\n");
    expect_says("lines.therapies.growth.first", "lines.growth.first\n");
    expect_says("receipts.safety_valve.instalments.2021/22.chance",
                "receipts.instalments.chance\n");
}

Claim(explain, a_name_that_several_keys_share_tells_all_of_them)
{
    char *text = explained("growth");
    cr_expect_not_null(strstr(text, "joiners.growth\n"));
    cr_expect_not_null(strstr(text, "prices.growth\n"));
    cr_expect_not_null(strstr(text, "grant.growth\n"));
    free(text);
}

/* "explain key fee" suggested 'seed'. */
Claim(explain, a_word_of_a_key_finds_it)
{
    expect_says("fee", "No key is called 'fee'; in these it is a word.");
    expect_says("fee", "prices.fee_gbp\n");
    expect_says("reserves", "general_fund.reserves\n");
}

/* What every uncertain number and every group may say is told, though it is the key of no row. */
Claim(explain, keys_of_every_number_and_group_are_told)
{
    static const char *const name[] = { "distribution", "low",    "high",       "median",
                                        "factor",       "source", "confidence", "owner" };
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++)
        expect_says(name[i], "An uncertain number is one of");
}

Claim(explain, the_index_has_every_group_and_is_short)
{
    struct hr_err err = { .code = HR_OK };
    char *text = NULL;
    size_t n_line = 0;
    cr_assert_eq(explain_index(&text, &err), 0, "%s", err.text);
    for (size_t i = 0; i < inputs_fields.n_row; i++) {
        char line[100];
        (void)snprintf(line, sizeof line, "\n  %s\n", inputs_fields.row[i].key);
        cr_expect_not_null(strstr(text, line), "%s", inputs_fields.row[i].key);
    }
    for (const char *at = text; *at != '\0'; at++)
        n_line += *at == '\n';
    cr_expect_lt(n_line, 150, "%zu lines", n_line);
    free(text);
}

Claim(explain, a_group_tells_what_it_holds)
{
    expect_says("run", "Holds: simulations, seed");
}

Claim(explain, an_unknown_name_is_a_usage_error_that_names_the_nearest)
{
    struct hr_err err = { .code = HR_OK };
    char *text = NULL;
    cr_assert_eq(explain_key("prices.fee_gpb", &text, &err), HR_EUSAGE);
    cr_assert_null(text);
    cr_expect_str_eq(err.text, "no key is called 'prices.fee_gpb': did you mean 'prices.fee_gbp'?");
    cr_assert_eq(explain_key("xyzzy", &text, &err), HR_EUSAGE);
    cr_expect_not_null(strstr(err.text, "lists them all"));
    cr_assert_eq(explain_key("", &text, &err), HR_EUSAGE);
}

static size_t n_missing;
static const char *page;

static void
expect_on_page(const struct field_table *table, const char *path)
{
    for (size_t i = 0; i < table->n_row; i++) {
        char inner[200], line[210];
        (void)snprintf(inner, sizeof inner, "%s%s%s", path, path[0] == '\0' ? "" : ".",
                       table->row[i].key);
        (void)snprintf(line, sizeof line, "\n%s\n    ", inner);
        cr_expect_not_null(strstr(page, line), "%s is not on the reference page", inner);
        n_missing += strstr(page, line) == NULL;
        if (table->row[i].table != NULL && table->row[i].type != FIELD_PATH)
            expect_on_page(table->row[i].table, inner);
    }
}

Claim(explain, the_reference_page_has_every_key_and_no_line_too_wide)
{
    struct hr_err err = { .code = HR_OK };
    char *text = NULL;
    cr_assert_eq(explain_all(&text, &err), 0, "%s", err.text);
    page = text;
    expect_on_page(&inputs_fields, "");
    cr_expect_eq(n_missing, 0);
    for (const char *line = text; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        cr_expect_leq(length, 100, "%.*s", (int)length, line);
        line += length + (line[length] == '\n');
    }
    free(text);
}

/* Each key that a real scenario uses, by the very path that --set takes and faults show, can be
 * explained. */
Claim(explain, every_path_of_a_scenario_is_explained)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    for (size_t i = 0; i < s.n_key; i += 17) {
        char *text = NULL;
        struct hr_err err = { .code = HR_OK };
        cr_expect_eq(explain_key(s.key[i].path, &text, &err), 0, "%s: %s", s.key[i].path, err.text);
        free(text);
    }
    scenario_release(&s);
}
