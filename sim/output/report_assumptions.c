/* The uncertain numbers of the scenario, those that matter most first, with who says so. */
#include "report_part.h"

#include "driver_words.h"

#include <math.h>

enum { MOST_ASSUMPTIONS = 15 };

/* One row: an uncertain number and, where it is known, its share of the variance. */
struct assumption {
    const struct quantity *of;
    struct words name;
    double share; /* NAN: not known */
};

struct assumptions {
    struct assumption row[MOST_ASSUMPTIONS];
    size_t n;
    bool shared, owned; /* is a share known, is anybody named? */
};

static void
add(struct assumptions *self, const struct assumption *row)
{
    if (self->n == MOST_ASSUMPTIONS)
        return;
    self->row[self->n++] = *row;
    self->shared = self->shared || !isnan(row->share);
    self->owned = self->owned || row->of->owner != NULL;
}

/* By share of the variance of the first scenario's deficit, else as the file has them. */
static void
find(struct assumptions *self, const struct table_source *from)
{
    const struct inputs *in = from->results->model->in;
    const struct scenario_drivers *drivers =
        from->drivers == NULL ? NULL : drivers_of(from->drivers, 0);
    for (size_t i = 0; drivers != NULL && i < drivers->n; i++)
        if (drivers->row[i].of != NULL)
            add(self, &(struct assumption){ drivers->row[i].of, drivers->row[i].name,
                                            drivers->row[i].share });
    for (size_t i = 1; drivers == NULL && i <= in->n_quantity; i++)
        if (in->quantity[i].kind != QUANTITY_FIXED)
            add(self, &(struct assumption){ &in->quantity[i], driver_name(in, in->quantity[i].name),
                                            (double)NAN });
}

static void
put_values(const struct assumption *row, const struct table_source *from, struct html *html)
{
    static const double point[] = { 0.05, 0.5, 0.95 };
    const bool hidden =
        from->suppress != NULL && suppress_hides_setting(from->suppress, row->of->name);
    for (size_t i = 0; i < sizeof point / sizeof *point; i++)
        html_cell(html,
                  hidden ? "" : quantity_words(row->of, quantity_quantile(row->of, point[i])).text,
                  true);
}

/* A share that cannot be told from 0 is 0. */
static struct words
share_words(double share)
{
    return share < 0.005 ? words_say("too small to tell") : words_say("%.0f%%", 100.0 * share);
}

static const char *
given(const char *text)
{
    return text == NULL ? "" : text;
}

static void
put_row(const struct assumptions *self, const struct assumption *row,
        const struct table_source *from, struct html *html)
{
    const struct quantity *q = row->of;
    html_begin(html, "tr", "");
    html_row_head(html, row->name.text);
    put_values(row, from, html);
    if (self->shared)
        html_cell(html, share_words(row->share).text, true);
    html_begin(html, "td", "class=\"wide\"");
    html_say(html, "%s%s%s", given(q->source), given(q->source_date)[0] == '\0' ? "" : ", ",
             given(q->source_date));
    html_end(html);
    html_cell(html, given(q->confidence), false);
    if (self->owned)
        html_cell(html, given(q->owner), false);
    html_end(html);
}

static void
put_table(const struct assumptions *self, const struct table_source *from, struct html *html)
{
    static const char *const value[] = { "Low (1 in 20 below)", "Middle", "High (1 in 20 above)" };
    html_table_begin(html, self->shared
                               ? "Uncertain numbers, those that matter most for the deficit first"
                               : "Uncertain numbers");
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    html_column_head(html, "Number", false);
    for (size_t i = 0; i < sizeof value / sizeof *value; i++)
        html_column_head(html, value[i], true);
    if (self->shared)
        html_column_head(html, "Share of the uncertainty", true);
    html_column_head(html, "Source", false);
    html_column_head(html, "Confidence", false);
    if (self->owned)
        html_column_head(html, "Owner", false);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t i = 0; i < self->n; i++)
        put_row(self, &self->row[i], from, html);
    html_end(html);
    html_table_end(html);
}

int
report_assumptions(struct page *page, bool *said, struct hr_err *err)
{
    struct assumptions self = { .n = 0 };
    find(&self, page->report->from);
    if (self.n > 0)
        put_table(&self, page->report->from, &page->html);
    report_paragraph(&page->html, "Every number of the run, England's and defaults too, with its "
                                  "source: assumptions.csv.");
    (void)err;
    *said = true;
    return 0;
}
