/* The numbers behind a chart, as a table for people: its columns' names in words, money, children
 * and chances as they are read. */
#include "report_part.h"

#include "words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Parts of columns' names in words: a name is read from its longest end that is known, and what
 * stands before it is words already. */
struct part {
    const char *name, *words;
};
static const struct part unit_part[] = {
    { "_gbp_m", ", " POUND "m" },
    { "_gbp", ", " POUND },
};
static const struct part statistic_part[] = {
    { "p05", "low end of likely range" },
    { "p25", "low end of middle half" },
    { "p50", "median" },
    { "p75", "high end of middle half" },
    { "p95", "high end of likely range" },
    { "mean", "average" },
    { "central", "central forecast" },
    { "likely_low", "low end of likely range" },
    { "likely_high", "high end of likely range" },
    { "variance_incl_demand", "variance with future demand" },
    { "low", "low" },
    { "high", "high" },
    { "chance_above", "chance of more than the threshold" },
    { "chance", "chance" },
    { "financial_year", "financial year" },
    { "census_date", "January" },
    { "basis", "known or forecast" },
};

static bool
ends_in(const char *text, const char *end)
{
    const size_t n = strlen(text), n_end = strlen(end);
    return n >= n_end && strcmp(text + n - n_end, end) == 0;
}

static struct words
spaced(const char *name, size_t length)
{
    struct words out = words_say("%.*s", (int)length, name);
    for (char *c = out.text; *c != '\0'; c++)
        if (*c == '_')
            *c = ' ';
    return out;
}

/* "change_p05_gbp_m": "Change: low end of likely range, £m" */
static struct words
heading(const char *column)
{
    const char *unit = "", *statistic = "";
    struct words name = words_say("%s", column);
    for (size_t i = 0; i < sizeof unit_part / sizeof *unit_part && unit[0] == '\0'; i++)
        if (ends_in(name.text, unit_part[i].name)) {
            unit = unit_part[i].words;
            name.text[strlen(name.text) - strlen(unit_part[i].name)] = '\0';
        }
    for (size_t i = 0; i < sizeof statistic_part / sizeof *statistic_part; i++)
        if (statistic[0] == '\0' && ends_in(name.text, statistic_part[i].name)) {
            statistic = statistic_part[i].words;
            name.text[strlen(name.text) - strlen(statistic_part[i].name)] = '\0';
        }
    size_t n = strlen(name.text);
    while (n > 0 && name.text[n - 1] == '_')
        n--;
    const struct words before = spaced(name.text, n);
    return words_sentence_start(words_say("%s%s%s%s", before.text,
                                          n > 0 && statistic[0] != '\0' ? ": " : "", statistic,
                                          unit)
                                    .text);
}

/* ---- cells */

static bool
is_chance(const char *column)
{
    return strncmp(column, "chance", 6) == 0;
}

/* Money of a table has as many decimals throughout as its largest amount lets one read. */
static int
money_decimals(const struct report_numbers *self)
{
    const struct table *table = self->table;
    double largest = 0.0;
    for (size_t c = 0; c < table->n_field; c++)
        for (size_t r = 0; r < self->n && ends_in(table->field[c].name, "_gbp_m"); r++) {
            const double x = table_number(table, self->first + r, c);
            largest = isnan(x) ? largest : fmax(largest, fabs(x));
        }
    return largest >= 10.0 ? 1 : largest >= 1.0 ? 2 : 3;
}

static struct words
number_words(const struct report_numbers *self, const struct table_field *field, double x)
{
    char text[48];
    if (isnan(x))
        return words_say("%s", "");
    if (is_chance(field->name))
        return words_chance_count(x, 100);
    const bool gbp_m = ends_in(field->name, "_gbp_m");
    if (gbp_m && self->ledger)
        return words_ledger(x);
    const int decimals = gbp_m ? money_decimals(self) : field->decimals == 1 ? 0 : field->decimals;
    if (decimals == 0 && x >= 0.0 && !ends_in(field->name, "year"))
        return words_rounded(x);
    table_format(x, decimals, text, sizeof text);
    return words_say("%s", text);
}

/* Dates and January counts in words. */
static struct words
text_words(const char *text)
{
    struct day day;
    int year = 0, month = 0;
    char rest = '\0';
    if (words_read_day(text, &day))
        return words_day(day);
    if (strlen(text) == 7 && sscanf(text, "%4d-%2d%c", &year, &month, &rest) == 2 && month == 1)
        return words_say("January %d", year);
    return words_say("%s", text);
}

/* ---- columns and rows */

static bool
is_skipped(const char *skip, const char *name)
{
    const size_t n = strlen(name);
    for (const char *at = skip; at != NULL && *at != '\0'; at += strspn(at, " ")) {
        const size_t length = strcspn(at, " ");
        if (length == n && strncmp(at, name, n) == 0)
            return true;
        at += length;
    }
    return false;
}

static bool
is_shown(const struct report_numbers *self, size_t column)
{
    const struct table *table = self->table;
    const struct table_field *field = &table->field[column];
    if (ends_in(field->name, "_se") || is_skipped(self->skip, field->name))
        return false;
    for (size_t r = self->first; r < self->first + self->n; r++)
        if (field->type == TABLE_TEXT ? table_text(table, r, column)[0] != '\0'
                                      : !isnan(table_number(table, r, column)))
            return true;
    return false;
}

/* Rows of the council table that add others up. */
static bool
is_sum(const struct report_numbers *self, size_t row)
{
    if (!self->ledger)
        return false;
    const char *line = table_text(self->table, row, table_column(self->table, "line"));
    return strcmp(line, "Sub-Total") == 0 || strcmp(line, "Total") == 0;
}

static void
put_row(const struct report_numbers *self, struct html *html, size_t row)
{
    const struct table *table = self->table;
    bool headed = false;
    html_begin(html, "tr", is_sum(self, row) ? "class=\"sum\"" : "");
    for (size_t c = 0; c < table->n_field; c++) {
        const struct table_field *field = &table->field[c];
        const bool number = field->type == TABLE_NUMBER;
        if (!is_shown(self, c))
            continue;
        const struct words words = number ? number_words(self, field, table_number(table, row, c))
                                          : text_words(table_text(table, row, c));
        if (headed)
            html_cell(html, words.text, number);
        else
            html_row_head(html, words.text);
        headed = true;
    }
    html_end(html);
}

void
report_numbers_write(const struct report_numbers *self, struct html *html)
{
    html_table_begin(html, self->caption);
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    for (size_t c = 0; c < self->table->n_field; c++)
        if (is_shown(self, c))
            html_column_head(html, heading(self->table->field[c].name).text,
                             self->table->field[c].type == TABLE_NUMBER);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t r = self->first; r < self->first + self->n; r++)
        put_row(self, html, r);
    html_end(html);
    html_table_end(html);
}
