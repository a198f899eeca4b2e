/* s251: high-needs spending by section 251 line, and the balance on 1.9.3.
 *
 * Lines stand in the order of the return and add up to the measure high_needs_spending, future
 * demand included (the central column and every future; percentiles do not add up). The last row of
 * a year is 1.9.3, the Dedicated Schools Grant carried forward: with the sign of the return,
 * positive for a deficit. */
#include "tables.h"

#include "calendar.h"
#include "s251.h"
#include "table_rows.h"

#include <string.h>

enum { SHORTEST = -1 };

static const struct table_field s251_field[] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),     TABLE_FIELD("financial_year", TABLE_TEXT, 0),
    TABLE_FIELD("line_order", TABLE_NUMBER, 0), TABLE_FIELD("s251", TABLE_TEXT, 0),
    TABLE_FIELD("name", TABLE_TEXT, 0),         TABLE_FIELD("central", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p05", TABLE_NUMBER, SHORTEST), TABLE_FIELD("p50", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p95", TABLE_NUMBER, SHORTEST),
};
enum { S251_ORDER = 2, S251_CODE = 3, S251_NAME = 4, S251_CENTRAL = 5 };

static const char PREFIX[] = "s251.";

struct line {
    const char *code, *name;
    size_t measure, order;
};

static int
add_line(struct table *out, const struct results *results, size_t scenario, size_t year,
         const struct line *line, struct hr_err *err)
{
    const struct year_name fy = fy_name(run_fy(results, (long)year));
    int ret =
        row_add(out, (const char *const[]){ run_scenario(results, scenario)->id, fy.text }, 2, err);
    if (ret == 0)
        ret = table_set_text(out, S251_CODE, line->code, err);
    if (ret == 0)
        ret = table_set_text(out, S251_NAME, line->name, err);
    if (ret != 0)
        return ret;
    const size_t at = results_index(results, scenario, year, line->measure);
    const struct summary *s = &results->summary[at];
    double number[] = { results->central[at], s->p05, s->p50, s->p95 };
    all_in_unit_digits(number, sizeof number / sizeof number[0], "gbp_m");
    table_set_number(out, S251_ORDER, (double)line->order);
    row_numbers(out, S251_CENTRAL, number, sizeof number / sizeof number[0]);
    return 0;
}

static int
add_year(struct table *out, const struct results *results, size_t scenario, size_t year,
         struct hr_err *err)
{
    size_t order = 0;
    int ret = 0;
    for (size_t m = 0; ret == 0 && m < results->n_measure; m++) {
        const char *id = results->measure[m].id;
        if (strncmp(id, PREFIX, sizeof PREFIX - 1) != 0)
            continue;
        const char *code = id + sizeof PREFIX - 1;
        const size_t known = strcmp(code, "none") == 0 ? S251_NONE : s251_of_code(code);
        const struct line line = { s251_code(known), s251_name(known), m, ++order };
        ret = add_line(out, results, scenario, year, &line, err);
    }
    const struct line balance = {
        S251_BALANCE, "Dedicated Schools Grant carried forward to next year: a deficit is positive",
        results_measure(results, "deficit"), ++order
    };
    return ret == 0 ? add_line(out, results, scenario, year, &balance, err) : ret;
}

static int
fill_s251(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    int ret = 0;
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++)
        for (size_t year = 0; ret == 0 && year < results->n_year; year++)
            ret = add_year(out, results, scenario, year, err);
    return ret;
}

const struct result_table s251_table = {
    .name = "s251",
    .holds = "high-needs spending by section 251 line, in the order of the return, and the balance "
             "on 1.9.3 (GBP million)",
    .field = s251_field,
    .n_field = sizeof s251_field / sizeof s251_field[0],
    .fill = fill_s251,
};
