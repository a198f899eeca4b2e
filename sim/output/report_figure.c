/* Figures of report.html: a chart, its files, and the numbers behind it. */
#include "report_part.h"

#include "run_chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PICTURES = 4 };

/* ---- which pictures */

static bool
is_wanted(const struct page *page, const struct picture *picture, enum report_pictures which)
{
    const struct results *results = page->report->from->results;
    const size_t last = run_last_typed(results);
    switch (which) {
    case PICTURES_FIRST: return picture->scenario == 0;
    case PICTURES_ENDS: return picture->scenario == 0 || picture->scenario == last;
    case PICTURES_LAST: return picture->scenario == last;
    case PICTURES_SOME: return true;
    }
    hr_bug("pictures %d are none", (int)which);
}

/* ---- one figure */

static void
link_files(struct page *page, const struct picture *picture)
{
    static const char *const ending[] = { "svg", "png", "pdf", "csv", "txt" };
    static const char *const name[] = { "SVG", "PNG", "PDF", "numbers (CSV)", "text" };
    const struct folder *folder = page->report->record->folder;
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        const struct words file = words_say("%s.%s", picture->file, ending[i]);
        for (size_t k = 0; k < folder->n_file; k++)
            if (strcmp(folder->file[k].name, file.text) == 0) {
                html_say(&page->html, " ");
                html_link(&page->html, file.text, name[i]);
            }
    }
}

static void
put_figure(struct page *page, const struct picture *picture)
{
    struct html *html = &page->html;
    const struct words name = words_say("Figure %zu", ++page->n_figure);
    const struct words region = words_say("%s: %s", name.text, picture->chart.title);
    html_begin_with(html, "figure", "", "id", words_say("figure-%zu", page->n_figure).text);
    html_begin_with(html, "div", "class=\"scroll\" role=\"region\" tabindex=\"0\"", "aria-label",
                    region.text);
    html_markup(html, "\n");
    html_markup(html, picture->chart.svg);
    html_end(html);
    html_put(html, "p", "class=\"print\" aria-hidden=\"true\"", picture->chart.alt);
    html_begin(html, "figcaption", "");
    html_begin(html, "p", "");
    html_say(html, "%s.", name.text);
    link_files(page, picture);
    html_end(html);
    html_begin(html, "details", "");
    html_put(html, "summary", "", words_say("Show the numbers behind %s", name.text).text);
    const struct words caption = words_say("Numbers behind %s", region.text);
    report_numbers_write(&(struct report_numbers){ .table = &picture->chart.data,
                                                   .caption = caption.text,
                                                   .n = picture->chart.data.n_row },
                         html);
    html_end(html);
    html_end(html);
    html_end(html);
}

/* What is not shown is in the folder. */
static void
tell_rest(struct page *page, size_t n)
{
    if (n > 0)
        report_paragraph(&page->html, words_say("%zu more chart%s like %s in the folder charts.", n,
                                                n == 1 ? "" : "s", n == 1 ? "this is" : "these are")
                                          .text);
}

static bool
same_cell(const struct table *a, const struct table *b, size_t row, size_t column)
{
    if (a->field[column].type == TABLE_TEXT)
        return strcmp(table_text(a, row, column), table_text(b, row, column)) == 0;
    const double x = table_number(a, row, column), y = table_number(b, row, column);
    return x == y || (isnan(x) && isnan(y));
}

/* Do two charts of one kind show the same numbers? Then the second tells a reader nothing. */
static bool
same_numbers(const struct table *a, const struct table *b)
{
    bool same = a->n_row == b->n_row && a->n_field == b->n_field;
    for (size_t r = 0; same && r < a->n_row; r++)
        for (size_t c = 0; same && c < a->n_field; c++)
            same = same_cell(a, b, r, c);
    return same;
}

/* The charts of one number. */
static size_t
figures_of(struct page *page, const struct report_chart *chart)
{
    const struct gallery *gallery = page->report->gallery;
    const struct picture *shown[MOST_PICTURES] = { NULL };
    size_t n = 0, n_rest = 0;
    for (size_t i = 0; i < gallery->n; i++) {
        const struct picture *picture = &gallery->picture[i];
        if (!picture_is(picture, chart->number))
            continue;
        bool wanted = n < MOST_PICTURES && is_wanted(page, picture, chart->which);
        for (size_t k = 0; k < n; k++)
            wanted = wanted && !same_numbers(&picture->chart.data, &shown[k]->chart.data);
        if (wanted) {
            put_figure(page, picture);
            shown[n++] = picture;
        } else {
            n_rest++;
        }
    }
    tell_rest(page, n_rest);
    return n;
}

size_t
report_figures(struct page *page, const struct report_section *section)
{
    size_t n = 0;
    for (size_t c = 0; c < REPORT_CHARTS && section->chart[c].number != NULL; c++)
        n += figures_of(page, &section->chart[c]);
    return n;
}
