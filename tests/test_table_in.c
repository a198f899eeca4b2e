#include "table_in.h"
#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *name;
    char code[4];
    int level, age;
    double count, share;
};

static const char *const LEVEL[] = { "low", "high", NULL };
#define IN(member) .at = offsetof(struct row, member)
static const struct column COLUMN[] = {
    { "name", COLUMN_TEXT, IN(name) },
    { "code", COLUMN_NAME, IN(code), .size = sizeof((struct row *)NULL)->code },
    { "level", COLUMN_WORD, IN(level), .word = LEVEL, .want = "low or high" },
    { "age", COLUMN_WHOLE, IN(age), .low = 0, .high = 25, .may_be_blank = true },
    { "count", COLUMN_COUNT, IN(count), .whole = true, .want = "children",
      .if_suppressed = ": all of them" },
    { "share", COLUMN_COUNT, IN(share), .optional = true, .may_be_blank = true, .want = "a share" },
};
enum { N_COLUMN = sizeof COLUMN / sizeof COLUMN[0], MOST = 2000 };

struct reader {
    struct row row[MOST];
    size_t n;
};

static int
take(void *opaque, struct csv_in *csv, struct hr_err *err)
{
    struct reader *self = opaque;
    struct columns columns;
    if (!columns_find(&columns, csv, COLUMN, N_COLUMN, ""))
        return csv_in_check(csv, err);
    for (size_t i = 0; i < csv->n_row && self->n < MOST; i++) {
        struct row *row = &self->row[self->n];
        *row = (struct row){ .age = -1, .share = -1.0 };
        self->n += columns_read(&columns, i, row);
        row->name = "";
    }
    return 0;
}

static int
read_text(const char *text, struct reader *reader, struct faults *faults, struct hr_err *err)
{
    faults_init(faults);
    reader->n = 0;
    return table_in_take(&(struct table_in){ .name = "t.csv", .bytes = text, .size = strlen(text) },
                         take, reader, faults, err);
}

static void
expect_faults(const char *text, const char *wanted)
{
    static struct reader reader;
    struct faults faults;
    struct hr_err err = { 0 };
    cr_expect_eq(read_text(text, &reader, &faults, &err), HR_ESCENARIO, "%s", text);
    cr_expect_str_eq(import_sample_faults(&faults), wanted);
    faults_release(&faults);
}

Claim(table_in, columns_are_found_by_name_and_cells_go_where_the_row_says)
{
    static struct reader reader;
    struct faults faults;
    struct hr_err err = { 0 };
    cr_assert_eq(read_text("Count,age,other,level,CODE,name\n7,11,x,HIGH,abc,Ada\n0,,x,low,,\n",
                           &reader, &faults, &err),
                 0, "%s", err.text);
    cr_assert_eq(reader.n, 2);
    cr_expect(reader.row[0].count == 7.0 && reader.row[0].age == 11 && reader.row[0].level == 1);
    cr_expect_str_eq(reader.row[0].code, "abc");
    cr_expect(reader.row[1].age == -1 && reader.row[1].level == 0, "blank keeps what is there");
    cr_expect_eq(reader.row[1].share, -1.0, "there is no such column");
    faults_release(&faults);
}

Claim(table_in, absent_numbers_are_unknown_where_they_may_be_blank)
{
    static struct reader reader;
    struct faults faults;
    struct hr_err err = { 0 };
    cr_assert_eq(read_text("name,code,level,age,count,share\na,b,low,1,1,0.5\na,b,low,1,1,\n"
                           "a,b,low,1,1,c\n",
                           &reader, &faults, &err),
                 0, "%s", err.text);
    cr_expect(reader.row[0].share == 0.5 && isnan(reader.row[1].share) &&
              isnan(reader.row[2].share));
    faults_release(&faults);
}

Claim(table_in, every_missing_column_is_a_fault_with_the_nearest_name)
{
    expect_faults("name,cod,level,age\na,b,low,1\n",
                  "t.csv: has no column 'code': rename 'cod', if it is that\n"
                  "t.csv: has no column 'count'");
}

Claim(table_in, every_wrong_cell_of_a_row_is_a_fault)
{
    expect_faults("name,code,level,age,count,share\na,abcd,middle,26,2.5,-1\na,b,low,1,c,many\n"
                  "a,b,,x,,1\n",
                  "t.csv:2: column 'code': 'abcd...' is too long: want at most 3 bytes\n"
                  "t.csv:2: column 'level': is 'middle', want low or high\n"
                  "t.csv:2: column 'age': is '26', want a whole number from 0 to 25, or nothing "
                  "for all\n"
                  "t.csv:2: column 'count': is '2.5', want children\n"
                  "t.csv:2: column 'share': is '-1', want a share\n"
                  "t.csv:3: column 'count': is 'c', want children: all of them\n"
                  "t.csv:3: column 'share': is 'many', want a share\n"
                  "t.csv:4: column 'level': is empty, want low or high\n"
                  "t.csv:4: column 'age': is 'x', want a whole number from 0 to 25, or nothing "
                  "for all\n"
                  "t.csv:4: column 'count': is empty, want children");
}

Claim(table_in, a_thousand_faults_are_all_listed_and_the_error_counts_them)
{
    enum { N = 1000 };
    static struct reader reader;
    struct faults faults;
    struct hr_err err = { 0 };
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    cr_assert_not_null(out);
    fprintf(out, "name,code,level,age,count\n");
    for (int i = 0; i < N; i++)
        fprintf(out, "a,b,low,1,n/a\n");
    cr_assert_eq(fclose(out), 0);
    cr_expect_eq(read_text(text, &reader, &faults, &err), HR_ESCENARIO);
    cr_assert_eq(faults.n, (size_t)N);
    cr_expect_str_eq(faults.item[N - 1].where, "t.csv:1001");
    cr_expect_str_eq(faults.item[N - 1].text, "column 'count': is 'n/a', want children");
    cr_expect_str_eq(err.text, "'t.csv' has 1000 faults");
    faults_release(&faults);
    free(text);
}
