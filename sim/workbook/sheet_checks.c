/* Sources and checks: what the run read, and what must be equal, as live differences. */
#include "sheet_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS = 150 };

static size_t
put_sources(const struct workbook_source *from, const struct page *page, size_t row)
{
    page_text(page, row, 0, STYLE_HEAD, "File that the run read");
    page_text(page, row++, 1, STYLE_HEAD, "SHA-256");
    for (size_t i = 0; i < from->n_input; i++, row++) {
        page_text(page, row, 0, STYLE_TEXT, from->input[i].name);
        page_text(page, row, 1, STYLE_TEXT, from->input[i].sha256);
    }
    return row + 1;
}

static void
put_check(const struct page *page, size_t row, const struct check *check)
{
    page_text(page, row, 0, STYLE_TEXT, check->what.text);
    for (size_t i = 0; i < 2; i++)
        page_formula(page, &(struct cell_at){ row, 1 + i, STYLE_LEDGER }, check->value[i],
                     line_of("=%s", check->formula[i].text).text);
    const double difference = round((check->value[0] - check->value[1]) * 1e3) / 1e3;
    page_formula(page, &(struct cell_at){ row, 3, STYLE_LEDGER },
                 difference == 0.0 ? 0.0 : difference,
                 line_of("=ROUND(%s-%s,3)", cell_short(row, 1).text, cell_short(row, 2).text).text);
}

static double
n_differing(const struct writing *writing)
{
    double n = 0.0;
    for (size_t i = 0; i < writing->n_check; i++) {
        const struct check *check = &writing->check[i];
        n += round((check->value[0] - check->value[1]) * 1e3) != 0.0;
    }
    return n;
}

/* Percentiles of the sheet percentiles.csv are quantiles of forecast.csv. */
static void
check_percentiles(struct writing *writing, const char *scenario)
{
    static const struct {
        const char *column;
        size_t percentile;
    } same[] = { { "p05", 5 }, { "p50", 50 }, { "p95", 95 } };
    const struct workbook_source *from = writing->from;
    struct pick forecast = forecast_pick(from), percentile = chances_pick_of(from).percentile;
    for (size_t t = 0; t < from->n_year; t++) {
        const size_t at = forecast_row(&forecast, scenario, "deficit", from->first_fy + (int)t),
                     first =
                         forecast_row(&percentile, scenario, "deficit", from->first_fy + (int)t);
        for (size_t i = 0; at != (size_t)-1 && first != (size_t)-1 && i < 3; i++) {
            const size_t row = first + same[i].percentile;
            struct check check = { .value = { data_number(percentile.table, row, "value"),
                                              data_number(forecast.table, at, same[i].column) } };
            check.what = line_of("Percentile %zu of the deficit: %s, %s", same[i].percentile,
                                 scenario, data_text(forecast.table, at, "financial_year"));
            check.formula[0] = line_of("%s", data_place(percentile.table, row, "value").text);
            check.formula[1] = line_of("%s", data_place(forecast.table, at, same[i].column).text);
            checks_add(writing, &check);
        }
    }
}

/* What is brought forward, plus the in-year deficit, less money received, is the next deficit. */
static void
check_closing(struct writing *writing, const char *scenario)
{
    const struct workbook_source *from = writing->from;
    struct pick pick = forecast_pick(from);
    for (size_t t = 0; t < from->n_year; t++) {
        const int fy = from->first_fy + (int)t;
        const size_t before = forecast_row(&pick, scenario, "deficit", fy - 1),
                     now = forecast_row(&pick, scenario, "deficit", fy),
                     in_year = forecast_row(&pick, scenario, "in_year_deficit", fy),
                     receipts = forecast_row(&pick, scenario, "receipts", fy);
        const struct table *f = pick.table;
        const char *column = average_column(f, before);
        struct check check = { .value = { data_number(f, before, column) +
                                              data_number(f, in_year, "mean") -
                                              data_number(f, receipts, "mean"),
                                          data_number(f, now, "mean") } };
        if (!isfinite(check.value[0]))
            continue;
        check.what = line_of("Brought forward, plus in-year deficit, less money received: %s, %s",
                             scenario, data_text(f, now, "financial_year"));
        check.formula[0] =
            line_of("%s+%s-%s", data_place(f, before, column).text,
                    data_place(f, in_year, "mean").text, data_place(f, receipts, "mean").text);
        check.formula[1] = line_of("%s", data_place(f, now, "mean").text);
        checks_add(writing, &check);
    }
}

static size_t
put_checks(struct writing *writing, const struct page *page, size_t row)
{
    static const struct head head[] = { { "What must be equal, to three decimals", false, 96 },
                                        { "Here", true, 24 },
                                        { "There", true, 24 },
                                        { "Difference", true, 16 } };
    const size_t first = row + 2;
    page_text(page, row, 0, STYLE_BOLD, "Differences that are not 0");
    page_formula(page, &(struct cell_at){ row, 3, STYLE_COUNT_SUM }, n_differing(writing),
                 line_of("=COUNTIF(%s:%s,\"<>0\")", cell_short(first, 3).text,
                         cell_short(first + writing->n_check - 1, 3).text)
                     .text);
    page_head(page, row + 1, head, 4);
    for (size_t i = 0; i < writing->n_check; i++)
        put_check(page, first + i, &writing->check[i]);
    return first + writing->n_check + 1;
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page = book_page(writing->book, self->name, "Sources and checks");
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        check_closing(writing, shown_scenario(from, i)->id);
        check_percentiles(writing, shown_scenario(from, i)->id);
    }
    size_t row = page_lines(&page, 1, STYLE_NOTE, LETTERS,
                            line_of("headroom %s, %zu simulated futures, seed %.0f. run.json has "
                                    "every setting and the SHA-256 of every file.",
                                    from->version, from->n_future, from->seed)
                                .text);
    if (writing->n_check > 0)
        row = put_checks(writing, &page, row + 1);
    (void)put_sources(from, &page, row);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_checks = {
    .name = "Sources and checks",
    .holds = "the files that the run read, and differences that must be 0",
    .write = write,
};
