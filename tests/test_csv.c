#include "csv.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct csv_row {
    const char *name;
    double amount, exact;
};
static const struct table_field field[] = {
    TABLE_TEXT_COLUMN("name", offsetof(struct csv_row, name)),
    TABLE_NUMBER_COLUMN("amount_gbp_m", 3, offsetof(struct csv_row, amount)),
    TABLE_NUMBER_COLUMN("exact", -1, offsetof(struct csv_row, exact)),
};

static void
row(struct table *table, const char *name, double amount, double exact)
{
    table_put(table, &(struct csv_row){ name, amount, exact });
}

static void
expect_text(const struct table *table, const char *expected)
{
    struct hr_err err;
    char *text = NULL;
    size_t size = 0;
    cr_assert_eq(csv_text(table, &text, &size, &err), 0);
    cr_expect_str_eq(text, expected);
    cr_expect_eq(size, strlen(expected));
    free(text);
}

Claim(csv, writes_one_header_row_and_line_feeds)
{
    struct table table;
    table_init(&table, "t", field, 3);
    expect_text(&table, "name,amount_gbp_m,exact\n");
    row(&table, "plain", 17.0856, 0.1);
    expect_text(&table, "name,amount_gbp_m,exact\nplain,17.086,0.1\n");
    table_release(&table);
}

Claim(csv, quotes_only_what_needs_it_and_doubles_quotes)
{
    static const struct {
        const char *text, *cell;
    } cases[] = {
        { "two words", "two words" },
        { "a,b", "\"a,b\"" },
        { "say \"no\"", "\"say \"\"no\"\"\"" },
        { "two\nlines", "\"two\nlines\"" },
        { " lead", "\" lead\"" },
        { "trail ", "\"trail \"" },
        { "", "" },
        { "cr\rlf", "\"cr\rlf\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct table table;
        char expected[128];
        table_init(&table, "t", field, 3);
        row(&table, cases[i].text, 2.385, 2.385);
        snprintf(expected, sizeof expected, "name,amount_gbp_m,exact\n%s,2.385,2.385\n",
                 cases[i].cell);
        expect_text(&table, expected);
        table_release(&table);
    }
}

Claim(csv, writes_missing_cells_as_nothing)
{
    struct table table;
    table_init(&table, "t", field, 3);
    row(&table, NULL, (double)NAN, (double)NAN);
    expect_text(&table, "name,amount_gbp_m,exact\n,,\n");
    table_release(&table);
}

Claim(csv, never_writes_a_negative_zero)
{
    struct table table;
    table_init(&table, "t", field, 3);
    row(&table, "a", -0.0004, 0.0);
    expect_text(&table, "name,amount_gbp_m,exact\na,0.000,0\n");
    table_release(&table);
}

Claim(csv, numbers_in_shortest_form_read_back_as_the_same_double)
{
    static const double value[] = { 0.1 + 0.2, 1.0 / 3.0,           1e300,
                                    5e-324,    123456789.123456789, -2.3849999999999998 };
    for (size_t i = 0; i < sizeof value / sizeof value[0]; i++) {
        struct table table;
        struct hr_err err;
        char *text = NULL;
        size_t size = 0;
        table_init(&table, "t", field, 3);
        row(&table, "a", 0.0, value[i]);
        cr_assert_eq(csv_text(&table, &text, &size, &err), 0);
        cr_expect_eq(strtod(strrchr(text, ',') + 1, NULL), value[i], "%s", text);
        free(text);
        table_release(&table);
    }
}
