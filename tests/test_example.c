/* The mark of example figures: which, and on what. */
#include "chart_source.h"
#include "example.h"
#include "fixture.h"
#include "headline.h"
#include "reconcile.h"
#include "svg_check.h"
#include "tables.h"
#include "claim.h"

#include <stdlib.h>
#include <string.h>

#define N(list) (sizeof(list) / sizeof(list)[0])

static struct svg_check check;

Claim(example, the_mark_names_what_is_an_example_and_children_never_rest_on_money)
{
    static const struct {
        bool money, children;
        const char *on_money, *on_children;
    } row[] = {
        { false, false, "", "" },
        { true, false, "EXAMPLE MONEY", "" },
        { false, true, "EXAMPLE CHILDREN", "EXAMPLE CHILDREN" },
        { true, true, "EXAMPLE FIGURES", "EXAMPLE CHILDREN" },
    };
    for (size_t i = 0; i < N(row); i++) {
        const struct inputs in = { .example = { row[i].money, row[i].children } };
        cr_expect_str_eq(example_mark(&in, RESTS_ON_MONEY), row[i].on_money, "row %zu", i);
        cr_expect_str_eq(example_mark(&in, RESTS_ON_CHILDREN), row[i].on_children, "row %zu", i);
    }
    cr_expect(example_source("example: budget 2026/27"));
    cr_expect(example_source("EXAMPLE"));
    cr_expect(!example_source("budget 2026/27, for example"));
    cr_expect(!example_source(NULL));
}

Claim(example, estimates_are_named_until_their_rows_are_taken_away)
{
    static const struct to_replace_in row[] = {
        { .what = "allocation" }, { .what = "agreements", .absent = true },
        { .what = "balance" },    { .what = "places" },
        { .what = "spending" },   { .what = "income" },
    };
    struct arena arena;
    arena_init(&arena);
    cr_expect_str_eq(to_replace_mark(row, 0, &arena), "");
    cr_expect_str_eq(to_replace_mark(&row[1], 1, &arena), "", "what is not in the file marks none");
    cr_expect_str_eq(to_replace_mark(row, 3, &arena), "ESTIMATES (allocation, balance)");
    cr_expect_str_eq(to_replace_mark(row, N(row), &arena),
                     "ESTIMATES (allocation, balance, places, spending and 1 more)");
    struct inputs in = { .estimates = to_replace_mark(row, 3, &arena) };
    cr_expect_str_eq(example_mark(&in, RESTS_ON_MONEY), in.estimates);
    cr_expect_str_eq(example_mark(&in, RESTS_ON_CHILDREN), "", "children do not rest on money");
    in.example.money = true;
    cr_expect_str_eq(example_mark(&in, RESTS_ON_MONEY), "EXAMPLE MONEY", "the graver of the two");
    arena_release(&arena);
}

static void
made_init(struct fixture *made, bool money)
{
    fixture_init(made, sample_init);
    made->sample.in.example.money = money;
    fixture_model(made);
    fixture_run(made, 200, 1);
}

Claim(example, every_headline_sentence_has_the_mark_once_and_none_without_it)
{
    for (int money = 0; money < 2; money++) {
        struct fixture made;
        struct headline h;
        struct hr_err err = { 0 };
        made_init(&made, money == 1);
        cr_assert_eq(headline_of(&made.results, made.results.n_scenario - 1, &h, &err), 0);
        const char *const text[] = { h.finding.text, h.range.text, h.passing.text };
        for (size_t i = 0; i < N(text); i++) {
            const char *at = strstr(text[i], "EXAMPLE MONEY: ");
            cr_expect_eq(at, money == 1 ? text[i] : NULL, "%s", text[i]);
            cr_expect(at == NULL || strstr(at + 1, "EXAMPLE") == NULL, "%s", text[i]);
        }
        fixture_release(&made);
    }
}

Claim(example, charts_of_money_have_the_mark_across_them_and_in_their_words)
{
    struct fixture made;
    struct arena arena;
    struct chart chart;
    struct hr_err err = { 0 };
    made_init(&made, true);
    arena_init(&arena);
    struct chart_subject subject = { .results = &made.results, .source = "", .kind = &chart_fan };
    cr_assert_eq(chart_fan.draw(&subject, &arena, &chart, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(chart.svg, ")\">EXAMPLE MONEY</text>"));
    svg_check_sound(&check, chart.svg);
    cr_expect_eq(strncmp(chart.subtitle, "EXAMPLE MONEY. ", 15), 0);
    cr_expect_eq(strncmp(chart.alt, "EXAMPLE MONEY. ", 15), 0);
    cr_expect_eq(strncmp(chart.title, "EXAMPLE MONEY: ", 15), 0);
    cr_expect_not_null(strstr(chart.svg, ">EXAMPLE MONEY: "), "the SVG's title");
    chart_release(&chart);
    subject.kind = &chart_mix;
    cr_assert_eq(chart_mix.draw(&subject, &arena, &chart, &err), 0, "%s", err.text);
    cr_expect_null(strstr(chart.svg, "EXAMPLE"));
    cr_expect_null(strstr(chart.subtitle, "EXAMPLE"));
    cr_expect_null(strstr(chart.title, "EXAMPLE"));
    chart_release(&chart);
    arena_release(&arena);
    fixture_release(&made);
}

Claim(example, the_council_table_and_the_words_of_chances_have_the_mark)
{
    struct fixture made;
    struct table table;
    struct hr_err err = { 0 };
    char *text = NULL;
    size_t size = 0;
    made_init(&made, true);
    cr_assert_eq(dsg_text(&made.results, &text, &size, &err), 0);
    cr_expect_not_null(strstr(text, "EXAMPLE MONEY"));
    free(text);
    cr_assert_eq(result_table_make(&chances_table,
                                   &(struct table_source){ .results = &made.results }, &table,
                                   &err),
                 0);
    const size_t words = table_column(&table, "words");
    for (size_t row = 0; row < table.n_row; row++)
        cr_expect_eq(strncmp(table_text(&table, row, words), "EXAMPLE MONEY: ", 15), 0);
    table_release(&table);
    fixture_release(&made);
}

Claim(example, a_chart_of_estimates_says_so_across_the_picture)
{
    struct fixture made;
    struct arena arena;
    struct chart chart;
    struct hr_err err = { 0 };
    fixture_init(&made, sample_init);
    made.sample.in.estimates = "ESTIMATES (balance)";
    fixture_model(&made);
    fixture_run(&made, 200, 1);
    struct headline h;
    cr_assert_eq(headline_of(&made.results, 0, &h, &err), 0, "%s", err.text);
    cr_expect_eq(strncmp(h.finding.text, "ESTIMATES (balance): ", 21), 0, "%s", h.finding.text);
    const struct chart_subject subject = { .results = &made.results,
                                           .source = "",
                                           .kind = &chart_fan };
    arena_init(&arena);
    cr_assert_eq(chart_fan.draw(&subject, &arena, &chart, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(chart.svg, ")\">ESTIMATES (balance)</text>"));
    chart_release(&chart);
    arena_release(&arena);
    fixture_release(&made);
}

/* What the file lists as an estimate is not told as the council's. */
Claim(example, an_estimated_outturn_is_not_the_councils)
{
    struct to_replace_in row[] = { { .what = "spending", .key = KEY_OUTTURN } };
    for (size_t n = 0; n < 2; n++) {
        struct fixture made;
        char *text = NULL;
        size_t size = 0;
        struct hr_err err = { 0 };
        fixture_init(&made, sample_init);
        made.sample.in.to_replace = row;
        made.sample.in.n_to_replace = n;
        fixture_model(&made);
        fixture_run(&made, 50, 1);
        cr_assert_eq(dsg_text(&made.results, &text, &size, &err), 0, "%s", err.text);
        cr_expect_eq(strstr(text, "DSG outturn") == NULL, n == 1);
        cr_expect_eq(strstr(text, "DSG estimate") == NULL, n == 0);
        cr_expect_eq(strstr(text, "Outturn") == NULL, n == 1);
        cr_expect(n == 0 || strstr(text, "The council gave") == NULL);
        cr_expect_str_eq(reconcile_beside(&made.sample.in), n == 1 ? "estimate" : "ledger");
        free(text);
        fixture_release(&made);
    }
}
