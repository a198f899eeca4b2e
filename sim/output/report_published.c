/* What others said and what came: each published figure beside the simulated futures, for the
 * first scenario that it speaks of. */
#include "report_part.h"

#include "chart.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const char *
cell(const struct table *table, size_t row, const char *column)
{
    return table_text(table, row, table_column(table, column));
}

static double
number(const struct table *table, size_t row, const char *column)
{
    return table_number(table, row, table_column(table, column));
}

/* Is it the same figure, of another scenario? */
static bool
said_before(const struct table *table, size_t row)
{
    static const char *const same[] = { "date", "financial_year", "measure", "published_kind",
                                        "said_by" };
    for (size_t before = 0; before < row; before++) {
        bool is_same = true;
        for (size_t i = 0; i < sizeof same / sizeof *same; i++)
            is_same =
                is_same && strcmp(cell(table, row, same[i]), cell(table, before, same[i])) == 0;
        if (is_same)
            return true;
    }
    return false;
}

/* Up to the first colon, but for measures of a setting, where what follows is the setting. */
static struct words
measure_words(const struct results *results, const char *id)
{
    for (size_t m = 0; m < results->n_measure; m++)
        if (strcmp(results->measure[m].id, id) == 0) {
            const char *text = results->measure[m].definition, *colon = strchr(text, ':');
            const size_t n = colon == NULL || results->measure[m].setting != SIZE_MAX
                                 ? strlen(text)
                                 : (size_t)(colon - text);
            return words_say("%.*s", (int)n, text);
        }
    return words_say("%s", id);
}

static bool
is_unit(const struct table *table, size_t row, const char *unit)
{
    return strcmp(cell(table, row, "unit"), unit) == 0;
}

static struct words
amount(const struct table *table, size_t row, const char *column)
{
    const double value = number(table, row, column);
    if (isnan(value))
        return words_say("%s", "");
    if (is_unit(table, row, "gbp_m"))
        return strstr(cell(table, row, "measure"), "deficit") != NULL ? words_stated_deficit(value)
                                                                      : words_stated(value);
    if (is_unit(table, row, "ratio"))
        return words_say("%.1f%%", 100.0 * value);
    return value == floor(value) || fabs(value) >= 100.0 ? chart_count(value)
                                                         : words_say("%.3g", value);
}

static struct words
range(const struct table *table, size_t row)
{
    const double low = number(table, row, "p05"), high = number(table, row, "p95");
    if (isnan(low) || isnan(high))
        return words_say("%s", "");
    if (is_unit(table, row, "gbp_m"))
        return words_range(low, high);
    if (is_unit(table, row, "children"))
        return chart_count_range(low, high);
    return words_say("%s to %s", amount(table, row, "p05").text, amount(table, row, "p95").text);
}

static struct words
when(const struct table *table, size_t row)
{
    struct day day;
    return words_read_day(cell(table, row, "date"), &day)
               ? words_day(day)
               : words_say("%s", cell(table, row, "financial_year"));
}

static struct words
kind(const struct table *table, size_t row)
{
    return words_say("%s%s", cell(table, row, "published_kind"),
                     strcmp(cell(table, row, "known"), "hindsight") == 0 ? ", known later" : "");
}

static void
put_row(struct html *html, const struct table *table, size_t row, struct words measure)
{
    html_begin(html, "tr", "");
    html_row_head(html, measure.text);
    html_cell(html, when(table, row).text, false);
    html_cell(html, cell(table, row, "said_by"), false);
    html_cell(html, kind(table, row).text, false);
    html_cell(html, amount(table, row, "published").text, true);
    html_cell(html, amount(table, row, "mean").text, true);
    html_cell(html, range(table, row).text, true);
    html_cell(html, cell(table, row, "position"), false);
    html_end(html);
}

static void
put_table(struct html *html, const struct table *table, const struct results *results)
{
    static const char *const column[] = { "What",         "When",         "Who said it",
                                          "Kind",         "Figure",       "Central forecast here",
                                          "Likely range", "The figure is" };
    enum { FIRST_NUMBER = 4, LAST_NUMBER = 6 };
    html_table_begin(html, "Figures that others published, next to this forecast");
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    for (size_t i = 0; i < sizeof column / sizeof *column; i++)
        html_column_head(html, column[i], i >= FIRST_NUMBER && i <= LAST_NUMBER);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t row = 0; row < table->n_row; row++)
        if (!said_before(table, row))
            put_row(html, table, row, measure_words(results, cell(table, row, "measure")));
    html_end(html);
    html_table_end(html);
}

int
report_published(struct page *page, bool *said, struct hr_err *err)
{
    const struct table_source *from = page->report->from;
    struct table table;
    const int ret = result_table_make(&published_table, from, &table, err);
    if (ret == 0 && table.n_row > 0) {
        report_paragraph(&page->html,
                         "The forecast uses none of these figures. Inside: within the likely "
                         "range, 9 in 10 simulated futures. Known later: published after the date "
                         "of this forecast. Each stands beside the first scenario that it speaks "
                         "of; all of them, with sources: published.csv.");
        put_table(&page->html, &table, from->results);
        *said = true;
    }
    table_release(&table);
    return ret;
}
