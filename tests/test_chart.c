/* Head, foot and mark of every chart. */
#include "chart.h"
#include "svg_check.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct svg_check check;

/* A chart of nothing but its head and foot. */
static void
draw(const char *source, const char *mark, struct chart *out)
{
    const struct chart_run run = { .title = "EX-01",
                                   .source = source,
                                   .version = "0.1.0",
                                   .n_simulation = 10000,
                                   .seed = 7,
                                   .mark = mark };
    static const struct table_field field[] = {
        { .name = "fy", .type = TABLE_TEXT, .offset = 0, .meaning = "a year" }
    };
    struct chart_draft draft;
    struct hr_err err = { 0 };
    chart_draft_init(&draft, &run);
    text_add(&draft.title, "The deficit grows");
    text_add(&draft.subtitle, "Deficit, Exampleshire");
    text_add(&draft.alt, "A line that rises.");
    text_add(&draft.note, "How to read it.");
    (void)chart_begin(&draft, "x");
    (void)chart_foot(&draft);
    table_init(&draft.data, "x", field, 1);
    cr_assert_eq(chart_finish(&draft, 0, out, &err), 0, "%s", err.text);
    svg_check_read(&check, out->svg);
    cr_expect_str_empty(check.fault);
}

Claim(chart, a_long_source_loses_its_end_in_the_picture_and_never_the_run)
{
    for (size_t n = 0; n <= 40; n++) {
        char source[2048] = "";
        struct chart chart;
        for (size_t i = 0; i < n; i++)
            strcat(source, "Exampleshire Council, budget report; ");
        draw(source, "", &chart);
        svg_check_layout(&check, CHART_WIDTH, CHART_HEIGHT);
        cr_expect_str_empty(check.fault, "%zu documents", n);
        char foot[1100]; /* the run may go on in the last line */
        snprintf(foot, sizeof foot, "%s %s", check.text[check.n_text - 2].text,
                 check.text[check.n_text - 1].text);
        cr_assert_gt(strlen(foot), strlen("seed 7."));
        cr_expect_str_eq(foot + strlen(foot) - strlen("seed 7."), "seed 7.", "%zu documents", n);
        cr_expect_not_null(strstr(chart.source, source), "the words beside it have it whole");
        chart_release(&chart);
    }
}

Claim(chart, a_mark_lies_across_the_picture_and_in_its_words)
{
    struct chart plain, marked;
    draw("A report", NULL, &plain);
    draw("A report", "EXAMPLE MONEY", &marked);
    cr_expect_null(strstr(plain.svg, "rotate"));
    cr_expect_not_null(strstr(marked.svg, "fill-opacity=\"0.16\" transform=\"rotate("));
    cr_expect_str_eq(marked.subtitle, "EXAMPLE MONEY. Deficit, Exampleshire");
    cr_expect_str_eq(marked.alt, "EXAMPLE MONEY. A line that rises.");
    const struct words quoted = words_say("EXAMPLE MONEY: %s", plain.title);
    cr_expect_str_eq(marked.title, quoted.text, "a title is quoted alone");
    cr_expect_not_null(strstr(marked.svg, words_say(">%s</title>", quoted.text).text));
    cr_expect_not_null(strstr(marked.svg, ">EXAMPLE MONEY. A line that rises.</desc>"));
    cr_expect_null(strstr(strstr(marked.svg, "<text"), quoted.text), "drawn without it");
    cr_expect_not_null(strstr(marked.svg, words_say(">%s</text>", plain.title).text));
    chart_release(&plain);
    chart_release(&marked);
}

Claim(chart, a_source_that_is_not_given_is_not_named)
{
    struct chart chart;
    draw("", "", &chart);
    cr_expect_str_eq(chart.source, "Headroom 0.1.0, run EX-01, 10,000 simulated futures, seed 7.");
    chart_release(&chart);
}
