/* Texts that a spreadsheet would run, through a table and back. */
#include "sheet_text.h"

#include "csv.h"
#include "csv_in.h"
#include "claim.h"

#include <stdlib.h>
#include <string.h>

static const char *const runs[] = {
    "=1+2",
    "+1+2",
    "-1+2",
    "@SUM(A1)",
    " =1+2",
    "\xC2\xA0=1+2",
    "\nx",
    "- a point",
    "-1 to 2",
    "'=1+2",
    "''@agreed",
    "\xEF\xBC\x9D"
    "1+2",
    "= \"a\",b",
    "+44 20 7946",
    "-5%",
    "=\ncmd",
    "\xE3\x80\x80+x",
    "\xEF\xBC\xA0"
    "x",
};
static const char *const stand[] = {
    "",    "-",    "=",      "-5",   "+2.5",      " -0.3e-2",
    "'-5", "'",    "'s",     "a=b",  "Aim: -1+2", "−5", /* U+2212 */
    "1-2", "'tis", "\"=1\"", "-inf",
};

/* The file of one cell, and what its reader makes of it. */
static void
expect_back(const char *text, bool guarded)
{
    static const struct table_field field[] = { TABLE_TEXT_COLUMN("name", 0),
                                                TABLE_TEXT_COLUMN("more", 0) };
    struct hr_err err = { 0 };
    struct table table;
    struct csv_in csv;
    struct faults faults;
    char *file = NULL;
    size_t size = 0;
    table_init(&table, "t", field, 2);
    table_put(&table, &text);
    cr_assert_eq(csv_text(&table, &file, &size, &err), 0);
    const char *cell = strchr(file, '\n') + 1;
    cell += cell[0] == '"' ? 1 : 0;
    const size_t n = strspn(text, "'");
    cr_expect_eq(strspn(cell, "'"), guarded ? n + 1 : n, "%s", file);
    faults_init(&faults);
    csv_in_init(&csv, &faults);
    cr_assert_eq(csv_in_parse(&csv, "t.csv", file, size, &err), 0, "%s", err.text);
    if (text[0] != '\0')
        cr_expect_str_eq(csv_in_text(&csv, 0, 1), text + (guarded ? 0 : strspn(text, " ")));
    csv_in_release(&csv);
    faults_release(&faults);
    table_release(&table);
    free(file);
}

Claim(sheet_text, what_would_run_as_a_formula_is_written_as_text_and_read_back_as_it_was)
{
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        cr_expect(sheet_text_runs(runs[i]), "%s", runs[i]);
        expect_back(runs[i], true);
    }
}

Claim(sheet_text, numbers_signs_and_other_texts_stand_as_they_are)
{
    for (size_t i = 0; i < sizeof stand / sizeof stand[0]; i++) {
        cr_expect_not(sheet_text_runs(stand[i]), "%s", stand[i]);
        expect_back(stand[i], false);
    }
}
