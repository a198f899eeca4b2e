/* The uncertain numbers of the scenario file, with who says so. */
#include "report_part.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ASSUMPTIONS = 25 };

struct assumptions {
    struct table table;
    size_t name, meaning, unit, distribution, low, central, high;
    size_t source, source_date, confidence, owner, where;
    bool owned; /* is anybody named? */
};

static void
find_columns(struct assumptions *self)
{
    const struct {
        const char *name;
        size_t *at;
    } column[] = {
        { "name", &self->name },
        { "meaning", &self->meaning },
        { "unit", &self->unit },
        { "distribution", &self->distribution },
        { "low", &self->low },
        { "central", &self->central },
        { "high", &self->high },
        { "source", &self->source },
        { "source_date", &self->source_date },
        { "confidence", &self->confidence },
        { "owner", &self->owner },
        { "where", &self->where },
    };
    for (size_t i = 0; i < sizeof column / sizeof *column; i++)
        *column[i].at = table_column(&self->table, column[i].name);
}

static const char *
text_at(const struct assumptions *self, size_t row, size_t column)
{
    return table_text(&self->table, row, column);
}

/* Has it a range, and does the file itself give it? */
static bool
is_told(const struct assumptions *self, size_t row)
{
    return strcmp(text_at(self, row, self->distribution), "fixed") != 0 &&
           strncmp(text_at(self, row, self->where), "england.cfg", 11) != 0 &&
           strcmp(text_at(self, row, self->where), "default") != 0;
}

/* Four digits at the most: who wants more has the file. */
static struct words
number_words(double x)
{
    char text[48];
    if (isnan(x))
        return words_say("%s", "");
    if (fabs(x) >= 1e4)
        return words_ledger(x);
    (void)snprintf(text, sizeof text, "%.4g", x);
    return words_say("%s", text);
}

static void
put_row(const struct assumptions *self, struct html *html, size_t row)
{
    const char *date = text_at(self, row, self->source_date);
    const size_t number[] = { self->low, self->central, self->high };
    html_begin(html, "tr", "");
    html_begin(html, "th", "scope=\"row\"");
    html_say(html, "%s (%s)", text_at(self, row, self->meaning), text_at(self, row, self->name));
    html_end(html);
    for (size_t i = 0; i < 3; i++)
        html_cell(html, number_words(table_number(&self->table, row, number[i])).text, true);
    html_cell(html, text_at(self, row, self->unit), false);
    html_begin(html, "td", "class=\"wide\"");
    html_say(html, "%s%s%s", text_at(self, row, self->source), date[0] == '\0' ? "" : ", ", date);
    html_end(html);
    html_cell(html, text_at(self, row, self->confidence), false);
    if (self->owned)
        html_cell(html, text_at(self, row, self->owner), false);
    html_end(html);
}

static void
put_table(const struct assumptions *self, struct html *html)
{
    static const char *const head[] = { "Number", "1 in 10 below", "Middle",    "1 in 10 above",
                                        "Unit",   "Source",        "Confidence" };
    size_t n = 0;
    html_table_begin(html, "Uncertain numbers of the scenario file");
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        html_column_head(html, head[i], i >= 1 && i <= 3);
    if (self->owned)
        html_column_head(html, "Owner", false);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t r = 0; r < self->table.n_row && n < MOST_ASSUMPTIONS; r++)
        if (is_told(self, r)) {
            put_row(self, html, r);
            n++;
        }
    html_end(html);
    html_table_end(html);
}

int
report_assumptions(struct page *page, bool *said, struct hr_err *err)
{
    struct assumptions self = { .owned = false };
    size_t n = 0;
    const int ret = result_table_make(&assumptions_table, page->report->from, &self.table, err);
    if (ret == 0)
        find_columns(&self);
    for (size_t r = 0; ret == 0 && r < self.table.n_row; r++) {
        n += is_told(&self, r);
        self.owned = self.owned || (is_told(&self, r) && text_at(&self, r, self.owner)[0] != '\0');
    }
    if (n > 0) {
        put_table(&self, &page->html);
        report_paragraph(&page->html, "Every number of the run, England's and defaults too, with "
                                      "its source: assumptions.csv.");
        *said = true;
    }
    table_release(&self.table);
    return ret;
}
