/* What each option of the last scenario that has some does: for children first, then for the
 * deficit. */
#include "report_part.h"

#include <math.h>
#include <string.h>

/* A column of the table: which of options.csv, what people call it, and how it is said. */
struct option_column {
    const char *name, *head;
    struct words (*say)(double x);
    double least; /* a column whose figures are all smaller says nothing */
};

static struct words
children(double x)
{
    return chart_count(x);
}

/* "21 fewer" */
static struct words
more(double x)
{
    if (fabs(x) < 0.5)
        return words_say("no change");
    return words_say("%s %s", chart_count(fabs(x)).text, x < 0.0 ? "fewer" : "more");
}

/* A saving lowers the deficit. */
static struct words
saving(double gbp_m)
{
    return words_change(-gbp_m);
}

static struct words
chance(double p)
{
    return words_chance_count(p, 100);
}

static const struct option_column column[] = {
    { "children_moved", "Children and young people it moves", children, 0.5 },
    { "kept_local", "In local settings, in the last January", more, 0.5 },
    { "without_place", "Without the place they need, in the last January", more, 0.5 },
    { "effect_mean", "Deficit by itself, on average", saving, 0.0 },
    { "chance_meets_plan", "Chance to meet its plan", chance, 0.0 },
};
enum { N_COLUMN = sizeof column / sizeof *column };

struct options {
    struct table table;
    size_t label, start, at[N_COLUMN];
    bool shown[N_COLUMN], started; /* has any option such a figure, a start? */
    const char *scenario;          /* whose options are shown; NULL: there are none */
};

static bool
is_option(const struct options *self, size_t row)
{
    const struct table *table = &self->table;
    return strcmp(table_text(table, row, table_column(table, "kind")), "option") == 0 &&
           (self->scenario == NULL ||
            strcmp(table_text(table, row, table_column(table, "scenario")), self->scenario) == 0);
}

/* The last scenario in the table with an option, and what its options have figures of. */
static void
find(struct options *self)
{
    const struct table *table = &self->table;
    self->label = table_column(table, "label");
    self->start = table_column(table, "start");
    for (size_t r = table->n_row; r-- > 0 && self->scenario == NULL;)
        if (is_option(self, r))
            self->scenario = table_text(table, r, table_column(table, "scenario"));
    for (size_t c = 0; c < N_COLUMN; c++)
        self->at[c] = table_column(table, column[c].name);
    for (size_t r = 0; r < table->n_row && self->scenario != NULL; r++)
        for (size_t c = 0; c < N_COLUMN && is_option(self, r); c++) {
            self->shown[c] =
                self->shown[c] || fabs(table_number(table, r, self->at[c])) >= column[c].least;
            self->started = self->started || table_text(table, r, self->start)[0] != '\0';
        }
}

/* A financial year, or a day in words. */
static struct words
start_words(const char *start)
{
    struct day day;
    return words_read_day(start, &day) ? words_day(day) : words_say("%s", start);
}

static void
put_row(const struct options *self, struct html *html, size_t row)
{
    html_begin(html, "tr", "");
    html_row_head(html, table_text(&self->table, row, self->label));
    if (self->started)
        html_cell(html, start_words(table_text(&self->table, row, self->start)).text, false);
    for (size_t c = 0; c < N_COLUMN; c++) {
        const double x = table_number(&self->table, row, self->at[c]);
        if (self->shown[c])
            html_cell(html, isnan(x) ? "" : column[c].say(x).text, true);
    }
    html_end(html);
}

static void
put_table(const struct options *self, const struct page *page, struct html *html)
{
    const struct words caption =
        words_say("%sWhat each option does by itself by %s", page->report->answer->mark.text,
                  page->report->answer->until);
    html_table_begin(html, caption.text);
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    html_column_head(html, "Option", false);
    if (self->started)
        html_column_head(html, "Starts", false);
    for (size_t c = 0; c < N_COLUMN; c++)
        if (self->shown[c])
            html_column_head(html, column[c].head, true);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t r = 0; r < self->table.n_row; r++)
        if (is_option(self, r))
            put_row(self, html, r);
    html_end(html);
    html_table_end(html);
}

int
report_options(struct page *page, bool *said, struct hr_err *err)
{
    struct options self = { .scenario = NULL };
    if (page->report->from->study == NULL)
        return 0;
    const int ret = result_table_make(&options_table, page->report->from, &self.table, err);
    if (ret == 0)
        find(&self);
    if (ret == 0 && self.scenario != NULL) {
        put_table(&self, page, &page->html);
        *said = true;
    }
    table_release(&self.table);
    return ret;
}
