#include "csv_in.h"
#include "claim.h"
#include "text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct faults faults; /* of the last file */

static void
start(struct csv_in *csv)
{
    faults_release(&faults);
    csv_in_init(csv, &faults);
}

static int
parse(struct csv_in *csv, const char *text, struct hr_err *err)
{
    *err = (struct hr_err){ 0 };
    start(csv);
    return csv_in_parse(csv, "stock.csv", text, strlen(text), err);
}

static void
expect_said(size_t i, const char *fault)
{
    char said[400] = "";
    if (i < faults.n)
        snprintf(said, sizeof said, "%s: %s", faults.item[i].where, faults.item[i].text);
    cr_expect_str_eq(said, fault);
}

static void
expect_cells(const char *text, size_t n_row, size_t n_column, const char *const *cell)
{
    struct csv_in csv;
    struct hr_err err;
    cr_assert_eq(parse(&csv, text, &err), 0, "%s", err.text);
    cr_assert_eq(csv.n_row, n_row, "%zu rows in '%s'", csv.n_row, text);
    cr_assert_eq(csv.n_column, n_column);
    for (size_t i = 0; i < n_row * n_column; i++)
        cr_expect_str_eq(csv_in_text(&csv, i / n_column, i % n_column), cell[i]);
    csv_in_release(&csv);
    csv_in_release(&csv);
}

Claim(csv_in, reads_what_spreadsheets_write)
{
    static const char *const cell[] = { "Bristol, City of", "2385", "say \"no\"", "" };
    expect_cells("area,count\n\"Bristol, City of\",2385\n\"say \"\"no\"\"\",\n", 2, 2, cell);
    expect_cells("\xef\xbb\xbf"
                 "area,count\r\n\"Bristol, City of\",2385\r\n\"say \"\"no\"\"\",\r\n\r\n",
                 2, 2, cell);
    expect_cells("area,count\r\"Bristol, City of\",2385\r\"say \"\"no\"\"\",", 2, 2, cell);
    expect_cells("\n \n area , count \n\n  \"Bristol, City of\"  ,\t2385 \n \"say \"\"no\"\" \" , "
                 "\n,\n , \n",
                 2, 2, cell);
}

Claim(csv_in, knows_the_line_where_each_row_begins)
{
    struct csv_in csv;
    struct hr_err err;
    cr_assert_eq(parse(&csv, "\na,b\r\n1,\"two\r\n\r\nlines\"\r\n\r\n3,4\r\n5,6", &err), 0, "%s",
                 err.text);
    cr_assert_eq(csv.n_row, 3);
    cr_expect_eq(csv.line[0], 3);
    cr_expect_eq(csv.line[1], 7);
    cr_expect_eq(csv.line[2], 8);
    cr_expect_str_eq(csv_in_text(&csv, 0, 1), "two\r\n\r\nlines");
    csv_in_release(&csv);
}

/* A header of n columns, named by their numbers, the last as the first, and no row. */
static void
parse_wide(size_t n, struct csv_in *csv, struct hr_err *err)
{
    struct text text;
    text_init(&text);
    for (size_t i = 0; i < n; i++)
        text_add(&text, "%sc%zu", i == 0 ? "" : ",", i + 1 < n ? i : 0);
    start(csv);
    cr_expect_eq(csv_in_parse(csv, "stock.csv", text.text, text.length, err), HR_ESCENARIO);
    text_release(&text);
}

Claim(csv_in, finds_two_columns_of_one_name_among_as_many_as_a_spreadsheet_has)
{
    struct csv_in csv;
    struct hr_err err;
    parse_wide(CSV_MOST_COLUMNS, &csv, &err);
    cr_assert_eq(faults.n, 1);
    expect_said(0, "stock.csv:1: column 16384 is called 'c0' as column 1 is ('c0'): two columns "
                   "may not have the same name");
    csv_in_release(&csv);
}

Claim(csv_in, says_which_of_many_columns_have_one_name)
{
    static const char *const column[] = { "b_2", "", "a", "B-2", "", "A", "b 2" };
    static const size_t wanted[] = { 0, 1, 2, 0, 4, 2, 0 };
    const struct csv_in csv = { .column = (const char **)(uintptr_t)column, .n_column = 7 };
    size_t first[7];
    cr_assert_eq(csv_in_first_of_name(&csv, first, NULL), 0);
    for (size_t i = 0; i < 7; i++)
        cr_expect_eq(first[i], wanted[i], "column %zu", i);
}

Claim(csv_in, refuses_a_row_beyond_what_a_spreadsheet_has)
{
    struct csv_in csv;
    struct hr_err err;
    parse_wide(CSV_MOST_COLUMNS + 1, &csv, &err);
    cr_assert_eq(faults.n, 1);
    expect_said(0, "stock.csv:1: the row has more than 16384 cells, and a table has at most that "
                   "many columns: is it the right file?");
    cr_expect_eq(csv.n_row, 0);
    csv_in_release(&csv);
}

Claim(csv_in, counts_faults_beyond_those_it_lists)
{
    struct csv_in csv;
    struct hr_err err;
    start(&csv);
    cr_assert_eq(csv_in_parse(&csv, "stock.csv", "a\n1\n", 4, &err), 0);
    for (size_t i = 0; i < FAULTS_MOST + 3; i++)
        csv_in_fault(&csv, 0, 0, "x");
    cr_expect_eq(faults.n, FAULTS_MOST);
    cr_expect_eq(faults.n_unlisted, 3);
    cr_expect_eq(csv.n_fault, FAULTS_MOST + 3);
    cr_expect_eq(csv_in_check(&csv, &err), HR_ESCENARIO);
    csv_in_release(&csv);
    csv_in_init(&csv, &faults);
    cr_assert_eq(csv_in_parse(&csv, "other.csv", "a\n1,2\n", 6, &err), HR_ESCENARIO);
    cr_expect_str_eq(err.text, "other.csv: has faults");
    csv_in_release(&csv);
}

Claim(csv_in, says_where_a_table_has_too_many_rows)
{
    struct csv_in csv;
    struct hr_err err;
    cr_assert_eq(parse(&csv, "a\n1\n2\n3\n", &err), 0);
    cr_expect(csv_in_at_most(&csv, 3, "a list of areas"));
    cr_expect(!csv_in_at_most(&csv, 2, "a list of areas"));
    expect_said(0, "stock.csv: the table has 3 rows, and a list of areas has at most 2: is it the "
                   "right file?");
    csv_in_release(&csv);
}

Claim(csv_in, keeps_many_rows_in_order)
{
    enum { N = 1499 };
    static char text[N * 40 + 16];
    size_t size = (size_t)snprintf(text, sizeof text, "a,b,c\n");
    for (int i = 0; i < N; i++)
        size +=
            (size_t)snprintf(text + size, sizeof text - size, "%d,\"x,%d\",%d.385\n", i, 7 * i, i);
    struct csv_in csv;
    struct hr_err err;
    start(&csv);
    cr_assert_eq(csv_in_parse(&csv, "many", text, size, &err), 0);
    cr_assert_eq(csv.n_row, (size_t)N);
    for (size_t i = 0; i < N; i++) {
        char expected[32];
        snprintf(expected, sizeof expected, "x,%zu", 7 * i);
        cr_assert_str_eq(csv_in_text(&csv, i, 1), expected);
        cr_assert_eq(csv_in_number(csv_in_text(&csv, i, 2), NULL), (double)i + 0.385);
        cr_assert_eq(csv.line[i], i + 2);
    }
    csv_in_release(&csv);
}

Claim(csv_in, names_the_line_of_every_fault)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        { "", "stock.csv: the file is empty: want a header row and rows under it" },
        { "\n , ,\n", "stock.csv: the file is empty: want a header row and rows under it" },
        { "a,b\n1,2\n1,2,3\n", "stock.csv:3: the row has 3 cells, the header has 2" },
        { "a,b\n1\n", "stock.csv:2: the row has 1 cell, the header has 2" },
        { "a,b,A \n1,2,3\n", "stock.csv:1: column 3 is called 'A' as column 1 is ('a'): two "
                             "columns may not have the same name" },
        { "from_age,From Age\n1,2\n", "stock.csv:1: column 2 is called 'From Age' as column 1 is "
                                      "('from_age'): two columns may not have the same name" },
        { "a;b\n1;2\n", "stock.csv:1: the separator is a semicolon; a comma is required: save the "
                        "file as \"CSV UTF-8\"" },
        { "a\tb\n1\t2\n", "stock.csv:1: the separator is a tab; a comma is required: save the file "
                          "as \"CSV UTF-8\"" },
        { "a,b\n1,\"2\n3,4\n", "stock.csv:2: a quote opens in this row and is never closed" },
        { "a,b\n1,2\n1,say \"no\"\n", "stock.csv:3: there is a quote inside a cell: put the whole "
                                      "cell in quotes and write each quote in it twice" },
        { "a,b\n1,\"2\n3,\"4\"\n", "stock.csv:2: a quote opens in this row and the next is on line "
                                   "3, inside a cell: close it" },
        { "a,b\n\n1,caf\xe9\n",
          "stock.csv:3: byte 0xE9 is not UTF-8 text: save the file as \"CSV UTF-8\"" },
        { "a,b\n1,\xE2\x80\xAE"
          "2\n",
          "stock.csv:2: character U+202E, which cannot be seen, does not belong in a table: remove "
          "it" },
        { "\xff\xfe"
          "a",
          "stock.csv: the file is saved as UTF-16 (\"Unicode Text\"): save it as \"CSV UTF-8\"" },
        { "PK\3\4zip",
          "stock.csv: the file is a zip or an Excel workbook: save the sheet as \"CSV UTF-8\"" },
        { "a,\n1,\n1,2\n", "stock.csv:3: column 2 has the value '2' but no name in the header" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv_in csv;
        struct hr_err err;
        cr_expect_eq(parse(&csv, cases[i].text, &err), HR_ESCENARIO);
        cr_expect_str_eq(err.text, cases[i].fault);
        cr_assert_geq(csv.n_fault, (size_t)1);
        expect_said(0, cases[i].fault);
        csv_in_release(&csv);
    }
}

Claim(csv_in, a_nul_is_a_fault)
{
    static const char text[] = "a,b\n1,2\n3\0,4\n";
    struct csv_in csv;
    struct hr_err err = { 0 };
    start(&csv);
    cr_expect_eq(csv_in_parse(&csv, "stock.csv", text, sizeof text - 1, &err), HR_ESCENARIO);
    cr_expect_str_eq(err.text, "stock.csv:3: there is a NUL byte: is this the right file?");
    csv_in_release(&csv);
}

Claim(csv_in, lists_all_faults_and_reads_the_rows_between_them)
{
    struct csv_in csv;
    struct hr_err err;
    cr_expect_eq(parse(&csv, "a,b\n1\n2,3\n4,x\"y\n5,6\n7,8,9\n", &err), HR_ESCENARIO);
    cr_expect_eq(csv.n_fault, 3);
    cr_expect_eq(csv.n_row, 2);
    cr_expect_str_eq(csv_in_text(&csv, 1, 1), "6");
    csv_in_fault(&csv, 1, 0, "%d is below %g", 5, 5.5);
    csv_in_fault(&csv, 0, SIZE_MAX, "is a duplicate");
    csv_in_fault(&csv, SIZE_MAX, SIZE_MAX, "has no column 'age'");
    cr_expect_eq(csv_in_check(&csv, &err), HR_ESCENARIO);
    cr_expect_str_eq(err.text, "stock.csv:2: the row has 1 cell, the header has 2");
    cr_expect_eq(faults.n, 6);
    expect_said(0, "stock.csv:2: the row has 1 cell, the header has 2");
    expect_said(1, "stock.csv:4: there is a quote inside a cell: put the whole cell in quotes and "
                   "write each quote in it twice");
    expect_said(2, "stock.csv:6: the row has 3 cells, the header has 2");
    expect_said(3, "stock.csv:5: column 'a': 5 is below 5.5");
    expect_said(4, "stock.csv:3: is a duplicate");
    expect_said(5, "stock.csv: has no column 'age'");
    csv_in_release(&csv);
}

Claim(csv_in, keeps_every_fault_of_a_long_list)
{
    static char text[400] = "a,b\n";
    for (size_t i = 0; i < 97; i++)
        strncat(text, "1\n", sizeof text - strlen(text) - 1);
    struct csv_in csv;
    struct hr_err err;
    cr_expect_eq(parse(&csv, text, &err), HR_ESCENARIO);
    cr_expect_eq(csv.n_fault, 97);
    cr_expect_eq(faults.n, 97);
    expect_said(96, "stock.csv:98: the row has 1 cell, the header has 2");
    csv_in_release(&csv);
}

Claim(csv_in, the_faults_of_a_second_file_follow_those_of_the_first)
{
    struct csv_in csv[2];
    struct hr_err err = { 0 };
    start(&csv[0]);
    csv_in_init(&csv[1], &faults);
    cr_expect_eq(csv_in_parse(&csv[0], "one.csv", "a\n1,2\n", 6, &err), HR_ESCENARIO);
    cr_expect_eq(csv_in_parse(&csv[1], "two.csv", "a\n1,2,3\n", 8, &err), HR_ESCENARIO);
    cr_expect_str_eq(err.text, "two.csv:2: the row has 3 cells, the header has 1");
    expect_said(0, "one.csv:2: the row has 2 cells, the header has 1");
    cr_expect_eq(csv[0].n_fault, 1);
    for (size_t i = 0; i < 2; i++)
        csv_in_release(&csv[i]);
}

Claim(csv_in, finds_columns_exactly_first_then_loosely)
{
    struct csv_in csv;
    struct hr_err err;
    cr_assert_eq(parse(&csv, "calendar-year,Setting 1,need_1,AP_PRU_total_pc\n", &err), 0);
    cr_expect_eq(csv.n_row, 0);
    cr_expect_eq(csv_in_column(&csv, "calendar-year"), 0);
    cr_expect_eq(csv_in_column(&csv, "Calendar Year"), 0);
    cr_expect_eq(csv_in_column(&csv, "setting-1"), 1);
    cr_expect_eq(csv_in_column(&csv, "need1"), 2);
    cr_expect_eq(csv_in_column(&csv, "ap_pru_total_pc"), 3);
    cr_expect_eq(csv_in_column(&csv, "need"), SIZE_MAX);
    cr_expect_eq(csv_in_check(&csv, &err), 0);
    csv_in_release(&csv);
}

Claim(csv_in, reads_numbers_as_people_write_them)
{
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        { "2385", 2385.0 },
        { " 12 ", 12.0 },
        { "1,234.5", 1234.5 },
        { "12,345,678", 12345678.0 },
        { "(5.816)", -5.816 },
        { "-0.25", -0.25 },
        { "+7", 7.0 },
        { "\xc2\xa3"
          "1,000",
          1000.0 },
        { "(\xc2\xa3"
          "12)",
          -12.0 },
        { "-\xc2\xa3"
          "3",
          -3.0 },
        { ".5", 0.5 },
        { "2.385E+04", 23850.0 },
        { "0", 0.0 },
        { "(0)", 0.0 },
        { "( 4 )", -4.0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum csv_absent why = CSV_BLANK;
        cr_expect_eq(csv_in_number(cases[i].text, &why), cases[i].value, "%s", cases[i].text);
        cr_expect_eq(why, CSV_PRESENT);
    }
}

/* From one digit to more than a double holds, with the point at every place. */
Claim(csv_in, numbers_are_those_of_strtod_to_the_last_bit)
{
    static const char digits[] = "90071992547409939876543";
    for (size_t first = 0; first < 5; first++)
        for (size_t n = 1; first + n < sizeof digits; n++)
            for (size_t point = 0; point <= n; point++) {
                char text[sizeof digits + 1];
                enum csv_absent why = CSV_BLANK;
                memcpy(text, digits + first, point);
                text[point] = '.';
                memcpy(text + point + 1, digits + first + point, n - point);
                text[n + 1] = '\0';
                cr_assert_eq(csv_in_number(text, &why), strtod(text, NULL), "%s", text);
                cr_assert_eq(why, CSV_PRESENT);
            }
}

Claim(csv_in, absent_values_are_neither_numbers_nor_nothing)
{
    static const struct {
        const char *text;
        enum csv_absent why;
    } cases[] = {
        { "", CSV_BLANK },
        { "  ", CSV_BLANK },
        { "c", CSV_SUPPRESSED },
        { "low", CSV_SUPPRESSED },
        { "u", CSV_SUPPRESSED },
        { "x", CSV_NOT_APPLICABLE },
        { "Z", CSV_NOT_APPLICABLE },
        { "-", CSV_NOT_APPLICABLE },
        { ".", CSV_NOT_APPLICABLE },
        { ":", CSV_NOT_APPLICABLE },
        { "..", CSV_NOT_APPLICABLE },
        { "N/A", CSV_NOT_APPLICABLE },
        { "[x]", CSV_NOT_APPLICABLE },
        { "[low]", CSV_SUPPRESSED },
        { "*", CSV_SUPPRESSED },
        { "<5", CSV_SUPPRESSED },
        { "<", CSV_NOT_A_NUMBER },
        { "<5.5", CSV_NOT_A_NUMBER },
        { "1,23", CSV_NOT_A_NUMBER },
        { "1,2345", CSV_NOT_A_NUMBER },
        { "12%", CSV_NOT_A_NUMBER },
        { "0x10", CSV_NOT_A_NUMBER },
        { "nan", CSV_NOT_A_NUMBER },
        { "inf", CSV_NOT_A_NUMBER },
        { "1e", CSV_NOT_A_NUMBER },
        { "1e999", CSV_NOT_A_NUMBER },
        { "3 4", CSV_NOT_A_NUMBER },
        { "(3", CSV_NOT_A_NUMBER },
        { "3)", CSV_NOT_A_NUMBER },
        { "--3", CSV_NOT_A_NUMBER },
        { "-(3)", CSV_NOT_A_NUMBER },
        { "abc", CSV_NOT_A_NUMBER },
        { "(-3)", CSV_NOT_A_NUMBER },
        { ",123", CSV_NOT_A_NUMBER },
        { "1.2.3", CSV_NOT_A_NUMBER },
        { "11111111111111111111111111111111111111111", CSV_NOT_A_NUMBER },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum csv_absent why = CSV_PRESENT;
        cr_expect(isnan(csv_in_number(cases[i].text, &why)), "%s", cases[i].text);
        cr_expect_eq(why, cases[i].why, "%s: %d", cases[i].text, (int)why);
    }
}

Claim(csv_in, reads_files_and_names_those_it_cannot)
{
    char path[] = "/tmp/headroom-csv.XXXXXX";
    static const char bytes[] = "age,count\n4,23\n";
    const int fd = mkstemp(path);
    cr_assert(fd >= 0 && write(fd, bytes, sizeof bytes - 1) == (ssize_t)sizeof bytes - 1);
    cr_assert_eq(close(fd), 0);
    struct csv_in csv;
    struct hr_err err = { 0 };
    start(&csv);
    cr_expect_eq(csv_in_read(&csv, path, &err), 0);
    cr_expect_eq(csv_in_number(csv_in_text(&csv, 0, 1), NULL), 23.0);
    cr_expect_str_eq(csv.name, path);
    csv_in_release(&csv);
    cr_assert_eq(unlink(path), 0);
    cr_expect_eq(csv_in_read(&csv, path, &err), HR_EIO);
    cr_expect_not_null(strstr(err.text, "there is no such file"));
    csv_in_release(&csv);
    cr_expect_eq(csv_in_read(&csv, "/tmp", &err), HR_EIO);
    cr_expect_not_null(strstr(err.text, "it is a folder, not a file"));
    csv_in_release(&csv);
}
