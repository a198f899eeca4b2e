/* Inputs as text: what is written reads back as the same inputs, whatever keys there are. */
#include "scenario_write.h"

#include "record.h"
#include "scenario_sample.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The settings of run.json, without where a number stands and who says so. */
static char *
settings_text(const struct inputs *in)
{
    static const char *const of_the_file[] = { "where", "source",     "source_date",
                                               "owner", "confidence", "note" };
    struct json_build build = { .failed = false };
    json_t *root = json_object(), *quantity;
    size_t i;
    record_settings(&build, root, in, NULL, "");
    cr_assert(!build.failed);
    json_t *quantities = json_object_get(json_object_get(root, "settings"), "quantities"),
           *by_name =
               json_object(); /* what is left to England comes after all else; typed, it has a
                                        place of its own */
    json_array_foreach(quantities, i, quantity)
    {
        for (size_t k = 0; k < sizeof of_the_file / sizeof of_the_file[0]; k++)
            (void)json_object_del(quantity, of_the_file[k]);
        (void)json_object_set(by_name, json_string_value(json_object_get(quantity, "name")),
                              quantity);
    }
    (void)json_object_set_new(json_object_get(root, "settings"), "quantities", by_name);
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS | JSON_REAL_PRECISION(12));
    json_decref(root);
    return text;
}

/* The first line in which two texts differ. */
static void
expect_same_lines(const char *a, const char *b, const char *name)
{
    const char *line = a;
    for (; *a != '\0' && *a == *b; a++, b++)
        line = *a == '\n' ? a + 1 : line;
    cr_expect(*a == *b, "%s: %.*s is read back otherwise", name, (int)strcspn(line, "\n"), line);
}

static char *
written(const struct inputs *in, const struct scenario_remark *remark, size_t n_remark, int digits)
{
    const struct scenario_writer writer = {
        .in = in, .remark = remark, .n_remark = n_remark, .digits = digits
    };
    struct hr_err err = { 0 };
    struct text out;
    char *text = NULL;
    text_init(&out);
    for (size_t i = 0; i < inputs_fields.n_row; i++)
        scenario_write(&writer, inputs_fields.row[i].key, &out);
    cr_assert_eq(text_take(&out, &text, &err), 0, "%s", err.text);
    return text;
}

static void
expect_round_trip(const char *path, const struct scenario_remark *remark, size_t n_remark)
{
    struct scenario given, read;
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load(path, NULL, 0, &given, &err), 0, "%s", err.text);
    char *text = written(&given.inputs, remark, n_remark, 17);
    cr_assert_eq(scenario_load_text("written", text, strlen(text), &read, &err), 0, "%s: %s %s",
                 path, read.faults.n > 0 ? read.faults.item[0].where : "",
                 read.faults.n > 0 ? read.faults.item[0].text : err.text);
    char *before = settings_text(&given.inputs), *after = settings_text(&read.inputs);
    expect_same_lines(before, after, path);
    free(before);
    free(after);
    free(text);
    scenario_release(&read);
    scenario_release(&given);
}

/* That it is left out is a fault where places are commissioned, and inputs do not say so. */
static const struct scenario_remark basis[] = { { .path = "dsg.basis" } };

Claim(scenario_write, what_is_written_reads_back_as_the_same_inputs)
{
    expect_round_trip(SCENARIO_SAMPLE, basis, 1);
    expect_round_trip("tests/sample.cfg", basis, 1);
    expect_round_trip("tests/same/options.cfg", basis, 1);
    expect_round_trip("scenarios/starter.cfg", basis, 1); /* with England's rules of moves */
    expect_round_trip("scenarios/kingston-2021.cfg", basis, 1);
}

Claim(scenario_write, a_remark_says_why_and_who_says_so_and_changes_no_number)
{
    static const struct scenario_remark remark[] = {
        { .path = "joiners", .comment = "First line\nand second", .source = "a \"count\"" },
        { .path = "joiners.level", .comment = "why", .source = "judgement", .confidence = "weak" },
        { .path = "joiners.transitory.sd", .comment = "ups and downs" },
        { .path = "receipts", .comment = "agreed" },
        { .path = "dsg.basis" },
    };
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, NULL), 0);
    char *text = written(&scenario.inputs, remark, sizeof remark / sizeof remark[0], 6);
    cr_expect_not_null(strstr(text, "\n# First line\n# and second\njoiners = {\n"
                                    "    source = \"a \\\"count\\\"\";\n    new_plans = 52.0;\n"
                                    "    # why\n    level = { low = 0.85; central = 1.0; "
                                    "high = 1.15; source = \"judgement\";"),
                       "%s", text);
    cr_expect_not_null(strstr(text, "    transitory = {\n        # ups and downs\n        sd = "
                                    "0.19;\n        correlation = 0.2;\n    };\n"));
    free(text);
    scenario_release(&scenario);
    expect_round_trip(SCENARIO_SAMPLE, remark, sizeof remark / sizeof remark[0]);
}

Claim(scenario_write, no_line_is_wider_than_a_hundred_columns_where_a_space_allows)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, NULL), 0);
    char *text = written(&scenario.inputs, NULL, 0, 6);
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1)
        cr_expect_leq(strcspn(line, "\n"), 100u, "%.120s", line);
    free(text);
    scenario_release(&scenario);
}
