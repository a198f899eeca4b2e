#include "table.h"
#include "claim.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct deficit_row {
    const char *scenario;
    double p50, mean;
};
static const struct table_field FIELD[] = {
    TABLE_TEXT_COLUMN("scenario", offsetof(struct deficit_row, scenario)),
    TABLE_NUMBER_COLUMN("p50_gbp_m", 3, offsetof(struct deficit_row, p50)),
    TABLE_NUMBER_COLUMN("mean_gbp_m", -1, offsetof(struct deficit_row, mean)),
};

static void
table_of_rows(struct table *table, size_t n)
{
    struct hr_err err = { 0 };
    table_init(table, "forecast", FIELD, 3);
    for (size_t i = 0; i < n; i++)
        table_put(table, &(struct deficit_row){ i % 2 == 0 ? "no-action" : "plan",
                                                2.385 * (double)i, (double)NAN });
    cr_assert_eq(table_check(table, &err), 0);
}

Claim(table, cells_are_read_as_they_were_set_through_growth)
{
    struct table table;
    table_of_rows(&table, 1000);
    cr_assert_eq(table.n_row, 1000);
    for (size_t i = 0; i < 1000; i++) {
        cr_assert_str_eq(table_text(&table, i, 0), i % 2 == 0 ? "no-action" : "plan");
        cr_assert(table_number(&table, i, 1) == 2.385 * (double)i);
        cr_assert(isnan(table_number(&table, i, 2)), "a cell that was not set is empty");
    }
    table_release(&table);
}

Claim(table, text_is_copied)
{
    struct table table;
    char text[] = "no-action";
    table_init(&table, "forecast", FIELD, 3);
    table_put(&table, &(struct deficit_row){ text, 2.385, 3.25 });
    text[0] = 'X';
    cr_assert_str_eq(table_text(&table, 0, 0), "no-action");
    table_release(&table);
}

Claim(table, release_twice_is_harmless_and_the_table_can_be_used_again)
{
    struct table table;
    table_of_rows(&table, 40);
    table_release(&table);
    cr_assert_eq(table.n_row, 0);
    table_release(&table);
    table_put(&table, &(struct deficit_row){ NULL, 2.385, 3.25 });
    cr_assert_str_eq(table_text(&table, 0, 0), "");
    table_release(&table);
}

Claim(table, columns_are_found_by_name)
{
    struct table table;
    table_init(&table, "forecast", FIELD, 3);
    cr_assert_eq(table_column(&table, "scenario"), 0);
    cr_assert_eq(table_column(&table, "mean_gbp_m"), 2);
}

Claim(table, rows_beyond_memory_are_refused_with_a_sentence)
{
    struct table table;
    struct hr_err err = { 0 };
    table_init(&table, "forecast", FIELD, 3);
    table.capacity = table.n_row = SIZE_MAX / 32; /* as if it had grown so far */
    table_put(&table, &(struct deficit_row){ "plan", 2.385, 3.25 });
    cr_assert_eq(table.n_row, SIZE_MAX / 32);
    cr_assert_eq(table_check(&table, &err), HR_ENOMEM);
    cr_assert_neq(strstr(err.text, "table 'forecast'"), NULL, "%s", err.text);
}

#define BUG_TEST(claim, call)     \
    ClaimAborts(table, claim)     \
    {                             \
        struct table table;       \
        table_of_rows(&table, 3); \
        call;                     \
    }

BUG_TEST(unknown_column_is_a_bug, (void)table_column(&table, "median"))
BUG_TEST(reading_a_number_as_a_text_is_a_bug, (void)table_text(&table, 1, 1))
BUG_TEST(reading_a_text_as_a_number_is_a_bug, (void)table_number(&table, 1, 0))
BUG_TEST(row_beyond_the_end_is_a_bug, (void)table_number(&table, 3, 1))
BUG_TEST(column_beyond_the_end_is_a_bug, (void)table_number(&table, 1, 3))

Claim(table, numbers_are_written_as_the_header_says)
{
    static const struct {
        double value;
        int decimals;
        const char *want;
    } form[] = {
        { 2.385, 3, "2.385" },
        { 2.3854999, 3, "2.385" },
        { 1424.0, 0, "1424" },
        { -12.401, 3, "-12.401" },
        { -0.0004, 3, "0.000" },
        { -0.0006, 3, "-0.001" },
        { -0.0, 3, "0.000" },
        { -0.0, -1, "0" },
        { -0.4, 0, "0" },
        { 0.1, -1, "0.1" },
        { 0.1 + 0.2, -1, "0.30000000000000004" },
        { 58200.0, -1, "58200" },
        { 123456789012.0, -1, "123456789012" },
        { 1.0 / 3.0, -1, "0.3333333333333333" },
        { 5e-324, -1, "4.94065645841247e-324" },
        { -1.7976931348623157e308, -1, "-1.7976931348623157e+308" },
        { 1e300, 3, "1e+300" },
    };
    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        char buf[48];
        table_format(form[i].value, form[i].decimals, buf, sizeof buf);
        cr_assert_str_eq(buf, form[i].want, "%zu: '%s', want '%s'", i, buf, form[i].want);
    }
}

Claim(table, an_empty_number_is_written_as_nothing)
{
    char buf[48] = "x";
    table_format((double)NAN, 3, buf, sizeof buf);
    cr_assert_str_eq(buf, "");
    table_format((double)NAN, -1, buf, sizeof buf);
    cr_assert_str_eq(buf, "");
}

Claim(table, every_double_reads_back_from_32_bytes)
{
    uint64_t bits = 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < 20000; i++) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        double value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        char buf[32];
        table_format(value, -1, buf, sizeof buf);
        cr_assert(strtod(buf, NULL) == value, "%s", buf);
    }
}

/* ---- rows that are structs ---- */

struct bar {
    const char *label, *unit;
    struct {
        double mean, sd;
    } spread;
};
#define BAR(member) offsetof(struct bar, member)
static const struct table_field BARS[] = {
    { .name = "label", .type = TABLE_TEXT, .offset = BAR(label) },
    { .name = "unit", .type = TABLE_TEXT, .offset = BAR(unit) },
    { .name = "mean",
      .type = TABLE_NUMBER,
      .decimals = -1,
      .offset = BAR(spread.mean),
      .unit = TABLE_UNIT_OF_ROW },
    { .name = "sd", .type = TABLE_NUMBER, .decimals = -1, .offset = BAR(spread.sd) },
};

Claim(table, a_struct_is_put_into_the_columns_that_name_its_members)
{
    static const struct bar BAR_ROW[] = {
        { "plan", "gbp_m at 2026/27 prices", { 2.38512345678, 0.12345678 } },
        { NULL, "children", { 7.00004999, (double)NAN } },
    };
    struct table table;
    struct hr_err err;
    table_init(&table, "bars", BARS, sizeof BARS / sizeof BARS[0]);
    for (size_t i = 0; i < 2; i++)
        table_put(&table, &BAR_ROW[i]);
    cr_assert_eq(table_check(&table, &err), 0);
    cr_assert_eq(table.n_row, 2);
    cr_expect_str_eq(table_text(&table, 0, 0), "plan");
    cr_expect(table_number(&table, 0, 2) == 2.385123, "to the pound");
    cr_expect(table_number(&table, 0, 3) == 0.12345678, "without a unit, as it is");
    cr_expect_str_eq(table_text(&table, 1, 0), "");
    cr_expect(table_number(&table, 1, 2) == 7.0, "to four decimals");
    cr_expect(isnan(table_number(&table, 1, 3)));
    table_release(&table);
}

Claim(table, a_failure_is_remembered_until_it_is_asked_for)
{
    struct table table;
    struct hr_err err;
    table_init(&table, "bars", BARS, sizeof BARS / sizeof BARS[0]);
    table.failed = true;
    table_put(&table, &(struct bar){ "plan", "children", { 1.0, 1.0 } });
    cr_expect_eq(table.n_row, 0);
    cr_expect_eq(table_check(&table, &err), HR_ENOMEM);
    cr_expect_not_null(strstr(err.text, "'bars'"));
    table_release(&table);
}
