/* report.html and paper.txt of a small area: can everybody read them, do they say what the results
 * are, and no more than may be said? */
#include "chart.h"
#include "chart_files.h"
#include "fixture.h"
#include "paper.h"
#include "page_check.h"
#include "report.h"
#include "stats.h"
#include "temp_dir.h"
#include "words.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct made {
    struct fixture f;
    char dir[64];
    struct folder folder;
    struct gallery gallery;
    struct arena arena;
    struct answer answer;
    struct record record;
    struct drivers *drivers; /* NULL: none */
    char *page, *paper;
};

static void
draw(struct made *self, struct suppress *suppress)
{
    struct hr_err err = { 0 };
    char target[80];
    temp_dir(self->dir, sizeof self->dir);
    snprintf(target, sizeof target, "%s/out", self->dir);
    gallery_init(&self->gallery);
    cr_assert_eq(folder_init(&self->folder, target, false, &err), 0, "%s", err.text);
    cr_assert_eq(chart_files_write(&(struct chart_files){ .results = &self->f.results,
                                                          .source = "Testshire <outturn>",
                                                          .charts = CHARTS_SVG,
                                                          .suppress = suppress,
                                                          .folder = &self->folder,
                                                          .gallery = &self->gallery },
                                   &err),
                 0, "%s", err.text);
}

static void
write_texts(struct made *self, struct suppress *suppress)
{
    struct hr_err err = { 0 };
    const struct table_source from = { .results = &self->f.results,
                                       .suppress = suppress,
                                       .drivers = self->drivers };
    arena_init(&self->arena);
    self->record = (struct record){ .results = &self->f.results, .folder = &self->folder };
    cr_assert_eq(answer_make(&from, &self->arena, &self->answer, &err), 0);
    const struct report report = { &from, &self->answer, &self->gallery, &self->record,
                                   "Testshire <outturn>" };
    cr_assert_eq(report_text(&report, &self->page, &err), 0, "%s", err.text);
    cr_assert_eq(paper_text(&report, &self->paper, &err), 0, "%s", err.text);
}

/* Draws the charts, writes page and paper. */
static void
write_both(struct made *self, struct suppress *suppress)
{
    draw(self, suppress);
    write_texts(self, suppress);
}

static void
made_init(struct made *self, void (*area)(struct sample *), size_t n)
{
    *self = (struct made){ .page = NULL };
    fixture_init(&self->f, area);
    fixture_model(&self->f);
    fixture_run(&self->f, n, 1);
}

static void
made_release(struct made *self)
{
    free(self->page);
    free(self->paper);
    folder_release(&self->folder);
    temp_dir_remove(self->dir);
    gallery_release(&self->gallery);
    arena_release(&self->arena);
    fixture_release(&self->f);
}

static void
evil_names(struct sample *sample)
{
    sample_init(sample);
    sample->in.area = "Ash & <b>Birch</b> \"Council\"";
    sample->in.title = "<script>alert(1)</script>";
    for (size_t k = 0; k < sample->in.n_scenario; k++)
        sample->scenario[k].label = k == 0 ? "A < B & \"C\"" : "</section><h1>No</h1>";
    for (size_t k = 0; k < sample->in.n_setting; k++)
        sample->setting[k].label = "School </svg> & co";
}

Claim(report, everybody_can_read_the_page_and_it_fetches_nothing)
{
    static struct page_check check;
    static void (*const area[])(struct sample *) = { sample_init, evil_names };
    for (size_t i = 0; i < 2; i++) {
        struct made made;
        made_init(&made, area[i], 40);
        write_both(&made, NULL);
        page_check_read(&check, made.page);
        cr_expect_str_eq(check.fault, "");
        cr_expect_geq(check.n_figure, 3);
        cr_expect_eq(check.n_svg, check.n_figure);
        cr_expect_geq(check.n_table, check.n_figure, "each figure has its numbers");
        cr_expect_not_null(strstr(made.page, "default-src 'none'"));
        made_release(&made);
    }
}

Claim(report, the_three_numbers_are_those_of_the_results)
{
    struct made made;
    made_init(&made, sample_init, 400);
    write_both(&made, NULL);
    const struct results *r = &made.f.results;
    const size_t i = results_index(r, 0, r->n_year - 1, results_measure(r, "deficit"));
    const struct summary *s = &r->summary[i];
    const char *const key = strstr(made.page, "class=\"key\"");
    cr_assert_not_null(key);
    const char *const mean = strstr(key, words_deficit(s->mean).text),
                      *const range = strstr(key, words_range(s->p05, s->p95).text),
                      *const end = strstr(key, "</ul>");
    cr_expect(mean != NULL && range != NULL && mean < range && range < end);
    made_release(&made);
}

Claim(report, a_question_without_charts_or_words_is_not_asked)
{
    static struct page_check check;
    struct made made;
    made_init(&made, sample_init, 40);
    write_both(&made, NULL);
    page_check_read(&check, made.page);
    bool options = false, size = false;
    for (size_t i = 0; i < check.n_heading; i++) {
        options = options || strstr(check.heading[i], "each option") != NULL;
        size = size || strstr(check.heading[i], "How large could") != NULL;
    }
    cr_expect(size);
    cr_expect_not(options, "nothing was compared");
    made_release(&made);
}

/* A central forecast of the first scenario at the end. */
static void
set_last(struct made *made, const char *measure, double mean)
{
    const struct results *r = &made->f.results;
    r->summary[results_index(r, 0, r->n_year - 1, results_measure(r, measure))].mean = mean;
}

Claim(report, growth_is_asked_about_only_where_a_deficit_grows)
{
    static const struct {
        double deficit, in_year;
        bool grows;
    } end[] = {
        { 20.0, 3.0, true }, { 20.0, -3.0, false }, { -20.0, 3.0, false }, { -20.0, -3.0, false }
    };
    for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
        struct made made;
        made_init(&made, sample_init, 40);
        draw(&made, NULL);
        set_last(&made, "deficit", end[i].deficit);
        set_last(&made, "in_year_deficit", end[i].in_year);
        write_texts(&made, NULL);
        cr_expect_eq(strstr(made.page, "Why does the deficit grow?") != NULL, end[i].grows);
        cr_expect_eq(strstr(made.page, "How does spending compare with the grant?") != NULL,
                     !end[i].grows);
        made_release(&made);
    }
}

static size_t
count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
        n++;
    return n;
}

/* Receipts move no child, so the mix is the same with them and without. */
Claim(report, a_chart_of_the_same_numbers_is_shown_once)
{
    struct made made;
    size_t n = 0;
    made_init(&made, sample_init, 40);
    write_both(&made, NULL);
    for (size_t i = 0; i < made.gallery.n; i++)
        n += picture_is(&made.gallery.picture[i], "06");
    cr_expect_eq(n, made.f.results.n_scenario);
    cr_expect_geq(n, 2);
    cr_expect_eq(count(made.page, "<title id=\"mix-"), 1);
    cr_expect_eq(count(made.page, "<title id=\"fan-"), 2);
    made_release(&made);
}

static void
example_money(struct sample *sample)
{
    sample_init(sample);
    sample->in.example.money = true;
}

/* A chart's title, wherever it is quoted: a line of the paper, the name and the caption of a
 * figure. Those of children have none. */
static void
expect_titles_marked(const struct made *made)
{
    size_t n_money = 0;
    for (size_t i = 0; i < made->gallery.n; i++) {
        const struct chart *chart = &made->gallery.picture[i].chart;
        const bool money = strstr(chart->svg, ">EXAMPLE MONEY</text>") != NULL;
        cr_expect_eq(strncmp(chart->title, "EXAMPLE MONEY: ", 15) == 0, money, "%s", chart->title);
        n_money += money;
    }
    cr_expect_geq(n_money, 2);
    cr_expect_lt(n_money, made->gallery.n);
    cr_expect_geq(count(strstr(made->paper, "What the charts show"), "\n- EXAMPLE MONEY: "), 2);
    cr_expect_geq(count(made->page, ": EXAMPLE MONEY: "), 4, "names and captions of figures");
}

/* The page as a whole, its three numbers, its tables and its pictures can each be copied alone. */
Claim(report, example_money_is_marked_wherever_it_stands)
{
    struct made made;
    made_init(&made, example_money, 40);
    write_both(&made, NULL);
    const char *key = strstr(made.page, "class=\"key\"");
    cr_expect_not_null(strstr(made.page, "<p class=\"mark\">EXAMPLE MONEY: "));
    cr_assert_not_null(key);
    cr_expect_eq(count(key, "</strong> EXAMPLE MONEY: "), 3);
    cr_expect_not_null(strstr(made.page, "<caption>EXAMPLE MONEY: Scenarios at"));
    cr_expect_not_null(strstr(made.paper, "EXAMPLE MONEY: figures so marked"));
    expect_titles_marked(&made);
    cr_expect_null(strstr(made.answer.paragraph[ANSWER_CHILDREN], "EXAMPLE"));
    made_release(&made);
    made_init(&made, sample_init, 40);
    write_both(&made, NULL);
    cr_expect_null(strstr(made.page, "EXAMPLE"), "figures of one's own are not marked");
    made_release(&made);
}

/* As fewer futures than a chance wants are counted, and one future has no range. */
Claim(report, few_futures_are_said_to_be_few)
{
    for (size_t n = 1; n <= 10; n += 9) {
        struct made made;
        made_init(&made, sample_init, n);
        write_both(&made, NULL);
        if (n == 1) {
            cr_expect_not_null(strstr(made.page, "one simulated future"));
            cr_expect_eq(count(strstr(made.page, "class=\"key\""), "<strong>"), 1);
        } else {
            cr_expect_not_null(strstr(made.page, "of 10 simulated futures"));
            cr_expect_not_null(strstr(made.page, "ranges are rough"));
        }
        made_release(&made);
    }
}

/* A count of all plans that --publish hides is on neither page. */
Claim(report, what_is_left_out_of_tables_is_left_out_here)
{
    struct made made;
    struct suppress suppress;
    struct hr_err err;
    made_init(&made, sample_init, 40);
    double plans = 0.0;
    for (size_t s = 0; s < made.f.model.n_setting; s++)
        plans += made.f.model.base_plans[s];
    cr_assert_eq(suppress_init(&suppress, &made.f.results, plans + 1.0, &err), 0);
    cr_assert(suppress_hides(&suppress, "plans", -1));
    write_both(&made, &suppress);
    const struct words count = words_say("%.0f children", plans);
    cr_expect_null(strstr(made.page, count.text));
    cr_expect_null(strstr(made.paper, count.text));
    made_release(&made);
    suppress_release(&suppress);
}

static struct published_in said[] = {
    { .measure = "deficit", .fy = SAMPLE_CENSUS + 1, .value = 900.0, .label = "Paper" },
    { .measure = "plans",
      .census = SAMPLE_CENSUS + 1,
      .value = 3.0,
      .outturn = true,
      .hindsight = true,
      .label = "Outturn" },
};

static void
with_published(struct sample *sample)
{
    sample_init(sample);
    sample->in.published = said;
    sample->in.n_published = sizeof said / sizeof *said;
}

Claim(report, what_others_said_stands_once_beside_the_forecast)
{
    struct made made;
    made_init(&made, with_published, 40);
    write_both(&made, NULL);
    const char *const question = strstr(made.page, "What did others say, and what came?</h2>");
    cr_assert_not_null(question);
    const char *const row = strstr(question, "Paper</td>");
    cr_assert_not_null(row);
    cr_expect_null(strstr(row + 1, "Paper</td>"), "once, whatever the number of scenarios");
    cr_expect(strstr(row, ">\xC2\xA3"
                          "900m<") != NULL &&
              strstr(row, ">above<") != NULL);
    cr_expect_not_null(strstr(question, "outturn, known later"));
    made_release(&made);
    made_init(&made, sample_init, 40);
    write_both(&made, NULL);
    cr_expect_null(strstr(made.page, "What did others say"));
    made_release(&made);
}

static void
with_pipeline(struct sample *sample)
{
    sample_init(sample);
    sample_add_pipeline(sample);
}

Claim(report, plans_in_time_are_told_where_requests_are_simulated)
{
    struct made made;
    char requests[300];
    made_init(&made, with_pipeline, 40);
    write_both(&made, NULL);
    const char *const question = strstr(made.page, "How many plans come in time?</h2>");
    cr_assert_not_null(question);
    const struct results *results = &made.f.results;
    const size_t m = results_measure(results, "pipeline.requests");
    (void)snprintf(requests, sizeof requests, ">%s<",
                   chart_count(results->summary[results_index(results, 0, 0, m)].mean).text);
    const char *const row = strstr(question, run_scenario(results, 0)->label);
    cr_assert_not_null(row);
    const char *const found = strstr(row, requests);
    cr_expect(found != NULL && found < strstr(row, "</tr>"), "%s", requests);
    double p, se;
    sample_chance_of(
        sample_count_above(
            results_column(results, 0, 0, results_measure(results, "pipeline.in_time")),
            results->n_replicate, 0.9 - 1e-9),
        results->n_replicate, &p, &se);
    const struct words chance = words_chance_count(p, words_chance_base(p));
    const char *const told = strstr(row, chance.text);
    cr_expect(told != NULL && told < strstr(row, "</tr>"), "%s", chance.text);
    made_release(&made);
    made_init(&made, sample_init, 40);
    write_both(&made, NULL);
    cr_expect_null(strstr(made.page, "How many plans come in time"));
    made_release(&made);
}

Claim(report, the_same_run_gives_the_same_bytes)
{
    struct made one, two;
    made_init(&one, sample_init, 40);
    made_init(&two, sample_init, 40);
    write_both(&one, NULL);
    write_both(&two, NULL);
    cr_expect_str_eq(one.page, two.page);
    cr_expect_str_eq(one.paper, two.paper);
    made_release(&one);
    made_release(&two);
}

/* In "The answer", before any other question, once; and on paper before what charts show. */
static void
expect_said_first(const struct made *made, const char *sentence)
{
    struct text line, one;
    text_init(&line);
    text_init(&one);
    svg_add_escaped(&line, sentence);
    const char *const page = strstr(made->page, line.text),
                      *const asked = strstr(strstr(made->page, "id=\"answer\""), "</section>"),
                      *const charts = strstr(made->paper, "What the charts show");
    cr_assert(sentence[0] != '\0' && page != NULL);
    cr_expect(page < asked, "%s is not in the answer", sentence);
    cr_expect_eq(count(made->page, line.text), 1);
    text_add(&one, "What the figures depend on\n\n");
    paper_wrap(&one, sentence, "", "");
    const char *const paper = strstr(made->paper, one.text);
    cr_expect(paper != NULL && paper < charts, "the paper lacks %s", one.text);
    text_release(&line);
    text_release(&one);
}

/* What matters most is read first: the sentence on it opens page and paper, and numbers stand in
 * the order of their shares, as drivers.csv has them. */
Claim(report, assumptions_stand_by_how_much_they_matter)
{
    struct made made;
    struct drivers drivers;
    struct hr_err err;
    made_init(&made, sample_init, 400);
    cr_assert_eq(
        drivers_make(&drivers, &made.f.results, &(struct drivers_options){ .n_thread = 1 }, &err),
        0);
    made.drivers = &drivers;
    write_both(&made, NULL);
    const struct scenario_drivers *of = drivers_of(&drivers, 0);
    cr_assert_not_null(of);
    const char *at = strstr(made.page, "Uncertain numbers, those that matter most");
    for (size_t i = 0, n = 0; i < of->n && n < 10; i++) {
        if (of->row[i].of == NULL)
            continue;
        struct text name;
        text_init(&name);
        text_add(&name, "<th scope=\"row\">");
        svg_add_escaped(&name, of->row[i].name.text);
        text_add(&name, "</th>");
        cr_assert_not_null(at);
        at = strstr(at, name.text);
        cr_expect_not_null(at, "%s is not in its place", name.text);
        text_release(&name);
        n++;
    }
    expect_said_first(&made, made.answer.paragraph[ANSWER_DRIVERS]);
    made_release(&made);
    drivers_release(&drivers);
}

/* ---- the paper */

Claim(paper, lines_are_at_most_as_wide_as_said_and_lose_no_word)
{
    struct made made;
    made_init(&made, evil_names, 40);
    write_both(&made, NULL);
    size_t column = 0, longest = 0;
    for (const char *c = made.paper; *c != '\0'; c++) {
        column = *c == '\n' ? 0 : column + (((unsigned char)*c & 0xC0u) != 0x80u);
        longest = column > longest ? column : longest;
    }
    cr_expect_leq(longest, PAPER_COLUMNS);
    cr_expect_gt(longest, PAPER_COLUMNS - 12);
    made_release(&made);
}

Claim(paper, a_text_is_wrapped_at_words)
{
    struct text out;
    char *text;
    struct hr_err err;
    text_init(&out);
    paper_wrap(&out,
               "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
               "fifteen",
               "- ", "  ");
    cr_assert_eq(text_take(&out, &text, &err), 0);
    cr_expect_str_eq(text,
                     "- one two three four five six seven eight nine ten eleven twelve thirteen\n"
                     "  fourteen fifteen\n");
    free(text);
}

/* Paper and page say the same: every paragraph of the answer is on both. */
Claim(paper, it_says_what_the_page_says)
{
    struct made made;
    made_init(&made, sample_init, 400);
    write_both(&made, NULL);
    for (size_t i = 0; i < N_ANSWER_PART; i++) {
        const char *word = made.answer.paragraph[i], *at = made.paper;
        struct text escaped;
        text_init(&escaped);
        svg_add_escaped(&escaped, word);
        cr_expect(word[0] == '\0' || strstr(made.page, escaped.text) != NULL, "page: %s", word);
        text_release(&escaped);
        for (; *word != '\0'; word += strcspn(word, " "), word += strspn(word, " ")) {
            char one[64];
            snprintf(one, sizeof one, "%.*s", (int)strcspn(word, " "), word);
            at = strstr(at, one);
            cr_assert_not_null(at, "paper: '%s' of paragraph %zu", one, i);
        }
    }
    made_release(&made);
}
