/* The page: head, answer, sections, foot. */
#include "report_part.h"

#include "version.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* ---- the answer */

static void
key_number(struct page *page, const char *number, const char *of)
{
    struct html *html = &page->html;
    html_begin(html, "li", "");
    html_put(html, "strong", "", number);
    html_say(html, " %s%s", page->report->answer->mark.text, of);
    html_end(html);
}

/* The central forecast, its range and the chance, of the first scenario. */
static void
key_numbers(struct page *page)
{
    const struct answer *answer = page->report->answer;
    const struct headline *h = &answer->scenario[0].headline;
    struct html *html = &page->html;
    html_begin(html, "ul", "class=\"key\"");
    key_number(page, words_deficit(h->mean).text,
               words_say("%sat %s: central forecast, the average of %s",
                         h->mean < 0.0 ? "" : "deficit ", answer->until,
                         words_futures(answer->n_future).text)
                   .text);
    if (answer->n_future > 1) {
        key_number(page, words_range(h->p05, h->p95).text,
                   "likely range (9 in 10 simulated futures)");
        key_number(page, answer_chance(answer, h).text,
                   words_say("simulated futures end with %s", answer_passed(h).text).text);
    }
    html_end(html);
}

static void
scenario_row(struct page *page, const struct answer_scenario *s, bool first)
{
    const struct answer *answer = page->report->answer;
    const struct headline *h = &s->headline;
    struct html *html = &page->html;
    html_begin(html, "tr", "");
    html_row_head(html, s->label);
    if (answer->scenario[0].plans.text[0] != '\0')
        html_cell(html, s->plans.text, true);
    html_cell(html, words_deficit(h->mean).text, true);
    html_cell(html, words_range(h->p05, h->p95).text, true);
    html_cell(html, answer_chance(answer, h).text, true);
    html_cell(html, first ? "" : words_change(h->change.whole.mean).text, true);
    html_cell(html, first ? "" : words_change_range(h->change.whole.p05, h->change.whole.p95).text,
              true);
    html_end(html);
}

/* All scenarios side by side, where there are several. */
static void
scenarios(struct page *page)
{
    static const char *const column[] = { "Deficit, central forecast", "Likely range", "Chance",
                                          "Against the first, on average", "Likely range of that" };
    const struct answer *answer = page->report->answer;
    struct html *html = &page->html;
    if (answer->n_scenario < 2)
        return;
    html_table_begin(html,
                     words_say("%sScenarios at %s; chance of %s", answer->mark.text, answer->until,
                               answer_passed(&answer->scenario[0].headline).text)
                         .text);
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    html_column_head(html, "Scenario", false);
    if (answer->scenario[0].plans.text[0] != '\0')
        html_column_head(
            html, words_say("Children and young people with a plan, %s", answer->census).text,
            true);
    for (size_t i = 0; i < sizeof column / sizeof *column; i++)
        html_column_head(html, column[i], true);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t k = 0; k < answer->n_scenario; k++)
        scenario_row(page, &answer->scenario[k], k == 0);
    html_end(html);
    html_table_end(html);
}

static void
answer(struct page *page)
{
    const struct answer *answer = page->report->answer;
    struct html *html = &page->html;
    html_begin(html, "section", "aria-labelledby=\"answer\"");
    html_put(html, "h2", "id=\"answer\"", "The answer");
    report_paragraph(html, answer->paragraph[ANSWER_CHILDREN]);
    report_paragraph(html, answer->paragraph[ANSWER_FINDING]);
    key_numbers(page);
    scenarios(page);
    report_paragraph(html, answer->paragraph[ANSWER_DRIVERS]);
    report_paragraph(html, answer->paragraph[ANSWER_READING]);
    html_end(html);
}

/* ---- sections */

/* Does the first scenario's central forecast end as a deficit that still grows? */
static bool
grows(const struct results *results)
{
    static const char *const measure[] = { "deficit", "in_year_deficit" };
    bool yes = true;
    for (size_t i = 0; i < sizeof measure / sizeof *measure; i++)
        yes = yes && results->summary[results_index(results, 0, results->n_year - 1,
                                                    results_measure(results, measure[i]))]
                             .mean > 0.0;
    return yes;
}

static const char *
question(const struct page *page, const struct report_section *of)
{
    return of->no_growth == NULL || grows(page->report->from->results) ? of->question
                                                                       : of->no_growth;
}

/* A section that has nothing to show leaves no trace. */
static int
section(struct page *page, const struct report_section *of, struct hr_err *err)
{
    struct html *html = &page->html;
    const size_t begun = html->out.length;
    const char *opens = page->report->answer->paragraph[of->opens];
    bool said = opens[0] != '\0';
    html_begin_with(html, "section", "", "aria-labelledby", of->id);
    html_begin_with(html, "h2", "", "id", of->id);
    html_say(html, "%s", question(page, of));
    html_end(html);
    report_paragraph(html, opens);
    int ret = of->before == NULL ? 0 : of->before(page, &said, err);
    if (ret == 0)
        said = report_figures(page, of) > 0 || said;
    if (ret == 0 && of->after != NULL)
        ret = of->after(page, &said, err);
    html_end(html);
    if (!said && !html->out.failed)
        html_cut(html, begun);
    return ret;
}

static int
sections(struct page *page, struct hr_err *err)
{
    size_t n = 0;
    const struct report_section *const all = report_sections(&n);
    int ret = 0;
    if (page->report->gallery->n == 0)
        report_paragraph(&page->html, "This run drew no charts.");
    for (size_t i = 0; ret == 0 && i < n; i++)
        ret = section(page, &all[i], err);
    return ret;
}

/* ---- the page */

static void
head(struct page *page)
{
    const struct answer *answer = page->report->answer;
    struct html *html = &page->html;
    html_markup(html, "<!DOCTYPE html>");
    html_begin(html, "html", "lang=\"en-GB\"");
    html_begin(html, "head", "");
    html_markup(html, "\n<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "style-src 'unsafe-inline'; img-src data:\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"generator\" content=\"Headroom " HEADROOM_VERSION "\">");
    html_put(html, "title", "", words_say("High needs forecast: %s", answer->area).text);
    html_begin(html, "style", "");
    html_markup(html, "\n");
    html_markup(html, report_style);
    html_end(html);
    html_end(html);
}

static void
banner(struct page *page)
{
    const struct answer *answer = page->report->answer;
    struct html *html = &page->html;
    html_begin(html, "header", "");
    html_put(html, "h1", "", words_say("High needs forecast: %s", answer->area).text);
    html_begin(html, "p", "");
    if (answer->title[0] != '\0')
        html_say(html, "%s. ", answer->title);
    html_say(html, "%s to %s.", words_futures(answer->n_future).text, answer->until);
    html_end(html);
    if (answer->mark.text[0] != '\0') {
        html_begin(html, "p", "class=\"mark\"");
        html_say(html, "%s%s.", answer->mark.text, answer->mark_means);
        html_end(html);
    }
    html_end(html);
}

int
report_text(const struct report *self, char **text, struct hr_err *err)
{
    struct page page = { .report = self };
    struct html *html = &page.html;
    html_init(html);
    head(&page);
    html_begin(html, "body", "");
    html_markup(html, "\n<a class=\"skip\" href=\"#main\">Skip to the answer</a>");
    banner(&page);
    html_begin(html, "main", "id=\"main\"");
    answer(&page);
    const int ret = sections(&page, err);
    html_end(html);
    html_begin(html, "footer", "");
    html_put(html, "p", "", "Made by Headroom " HEADROOM_VERSION ".");
    html_end(html);
    html_end(html);
    html_end(html);
    html_markup(html, "\n");
    *text = NULL;
    if (ret == 0)
        return html_take(html, text, err);
    html_release(html);
    return ret;
}

void
report_paragraph(struct html *html, const char *text)
{
    if (text[0] != '\0')
        html_put(html, "p", "", text);
}
