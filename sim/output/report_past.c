/* How well such forecasts did: the scores of past ones, and what they are not of. */
#include "report_part.h"

#include "past.h"

#include <math.h>

static void
cell(struct html *html, double share)
{
    html_cell(html, isnan(share) ? "" : words_say("%.1f%%", 100.0 * share).text, true);
}

static void
table(struct html *html, const struct past *past, const char *of)
{
    static const char *const column[] = { "Years ahead", "Forecasts", "Mean error",
                                          "Mean error of the best simple rule",
                                          "Outcomes within the likely range" };
    html_table_begin(html, words_say("%s: forecasts made in %d to %d against what came", of,
                                     past->first_origin, past->last_origin)
                               .text);
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    for (size_t i = 0; i < sizeof column / sizeof *column; i++)
        html_column_head(html, column[i], true);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t i = 0; i < past->n; i++) {
        const struct past_year *year = &past->year[i];
        html_begin(html, "tr", "");
        html_row_head(html, words_say("%d", year->ahead).text);
        html_cell(html, words_count((unsigned long long)year->n).text, true);
        cell(html, year->error);
        cell(html, year->rule);
        cell(html, year->held);
        html_end(html);
    }
    html_end(html);
    html_table_end(html);
}

int
report_past(struct page *page, bool *said, struct hr_err *err)
{
    static const char *const of[] = {
        [PAST_PLANS] = "Children and young people with a plan",
        [PAST_OUTTURN] = "Net spending on high needs",
    };
    (void)err;
    for (size_t i = 0; i < N_PAST_TARGET; i++) {
        const struct past *past = &page->report->answer->past[i];
        if (past->n == 0)
            continue;
        table(&page->html, past, of[i]);
        *said = true;
    }
    return 0;
}
