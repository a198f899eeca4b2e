/* What uncertain things are called: every number of a scenario file has a name, and every row of
 * the table is for something; values in words. */
#include "driver_words.h"
#include "fixture.h"
#include "uncertain.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>

/* Every path that a quantity of this table may have, with "x" for an element. */
static void
walk(const struct field_table *table, const char *path, void (*visit)(const char *path))
{
    char below[256];
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        snprintf(below, sizeof below, "%s%s%s%s", path, path[0] == '\0' ? "" : ".", row->key,
                 row->type == FIELD_LIST ? ".x" : "");
        if (row->type == FIELD_QUANTITY)
            visit(below);
        else if (row->type == FIELD_PATH || row->type == FIELD_GROUP || row->type == FIELD_LIST)
            walk(row->table, below, visit);
    }
}

static size_t n_visited;

static void
expect_named(const char *path)
{
    n_visited++;
    cr_expect(driver_is_named(path), "%s", path);
    cr_expect_neq(driver_group_of(path), DRIVER_REST, "%s", path);
}

Claim(driver_words, every_number_of_a_scenario_file_has_a_name_and_a_group)
{
    n_visited = 0;
    walk(&inputs_fields, "", expect_named);
    cr_expect_gt(n_visited, 100);
    cr_expect_not(driver_is_named("joiners.nonsense"));
    cr_expect_not(driver_is_named("joiners.level.of.nothing"));
}

Claim(driver_words, inside_a_sentence_england_keeps_its_capital)
{
    static const struct {
        const char *id, *begin;
    } name[] = { { "grant.settlement.real", "England's grant" },
                 { "grant.settlement.met", "growth of England's plans" },
                 { "joiners.growth", "growth of new plans in England" } };
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        const struct words whole = driver_name(NULL, name[i].id),
                           within = driver_name_within(name[i].id, whole.text);
        cr_expect_eq(strncmp(within.text, name[i].begin, strlen(name[i].begin)), 0, "%s",
                     within.text);
    }
}

/* Of the sample and what the engine adds to it: no path, one line, no full stop. */
Claim(driver_words, names_are_words)
{
    struct fixture f;
    struct uncertain_list list;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_assert_eq(uncertain_list_make(&list, &f.model, &err), 0, "%s", err.text);
    cr_expect_gt(list.n, 20);
    for (size_t i = 0; i < list.n; i++) {
        const struct words name = driver_name(f.model.in, list.item[i].id);
        const size_t n = strlen(name.text);
        cr_expect(driver_is_named(list.item[i].id), "%s", list.item[i].id);
        cr_expect_null(strchr(name.text, '_'), "%s", name.text);
        cr_expect(n > 3 && n < 100 && name.text[n - 1] != '.', "%s", name.text);
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(name.text, driver_name(f.model.in, list.item[k].id).text, "%s and %s",
                              list.item[i].id, list.item[k].id);
    }
    uncertain_list_release(&list);
    fixture_release(&f);
}

static const struct {
    const char *id, *name;
    enum driver_group group;
} name_case[] = {
    { "joiners.growth.long_run", "Growth of new plans in England, long run", DRIVER_PLANS },
    { "inflation.shock_sd", "General inflation, how much it varies", DRIVER_PRICES },
    { "inflation.yearly", "Yearly ups and downs of inflation", DRIVER_PRICES },
    { "receipts.safety-valve", "Safety Valve: whether it is paid", DRIVER_DELIVERY },
    { "receipts.safety-valve.status", "Safety Valve: whether it is on track", DRIVER_DELIVERY },
    { "receipts.unknown", "Unknown: whether it is paid", DRIVER_DELIVERY },
    { "prices.isp.by_need.asd.price_gbp", "Independent special: price for asd", DRIVER_PRICES },
    { "some_new.key", "Some new key", DRIVER_REST },
};

Claim(driver_words, an_element_is_called_by_its_label)
{
    struct sample sample;
    sample_init(&sample);
    for (size_t s = 0; s < sample.in.n_setting; s++)
        if (strcmp(sample.setting[s].id, "isp") == 0)
            sample.setting[s].label = "Independent special";
    for (size_t i = 0; i < sizeof name_case / sizeof name_case[0]; i++) {
        cr_expect_str_eq(driver_name(&sample.in, name_case[i].id).text, name_case[i].name, "%s",
                         driver_name(&sample.in, name_case[i].id).text);
        cr_expect_eq(driver_group_of(name_case[i].id), name_case[i].group);
    }
    sample_release(&sample);
}

static const struct {
    const char *name, *unit;
    double value;
    const char *words;
} value_case[] = {
    { "joiners.growth.first", "per year", 0.05, "5% a year" },
    { "joiners.growth.first", "per year", -0.0604, "-6% a year" },
    { "grant.settlement.trait", "per year", -0.00263, "-0.26% a year" },
    { "inflation.first", "per year", 0.0, "0% a year" },
    { "inflation.first", "per year", 1e-9, "0% a year" },
    { "joiners.own_mix", "share", 0.495, "50%" },
    { "settings.unit.others_share", "of its places", 1.0, "100%" },
    { "joiners.level", "factor", 0.8287, "0.83 times" },
    { "leavers.level", "factor on the odds", 2.13, "2.1 times" },
    { "leavers.yearly.local_sd", "of the logarithm of the odds", 0.46, "0.46" },
    { "line_elasticity", "per cent for each per cent of plans", 0.29, "0.29% for 1% of plans" },
    { "prices.unit.topup_gbp", "pounds per place and year", 12783.65,
      "\xC2\xA3"
      "12,800" },
    { "prices.unit.topup_gbp", "pounds per place and year", 250.4,
      "\xC2\xA3"
      "250" },
    { "lines.therapies.amount_gbp_m", "", 282100.0,
      "\xC2\xA3"
      "280,000" },
    { "options.x.places", "places", 90.0, "90 places" },
    { "options.x.places", "places", 1234.0, "1,234 places" },
    { "options.x.delay_years", "years", 0.405, "0.41 years" },
    { "joiners.transitory.correlation", "", 0.2, "0.2" },
};

Claim(driver_words, a_value_has_the_unit_of_its_key)
{
    for (size_t i = 0; i < sizeof value_case / sizeof value_case[0]; i++) {
        const struct quantity q = { .name = value_case[i].name, .unit = value_case[i].unit };
        const struct words words = quantity_words(&q, value_case[i].value);
        cr_expect_str_eq(words.text, value_case[i].words, "%s: '%s'", value_case[i].name,
                         words.text);
    }
}
