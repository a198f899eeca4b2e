#include "cost_ledger.h"

#include "list.h"
#include "private_table.h"
#include "text.h"

#include <ctype.h>
#include <glob.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const cost_fund_name[N_COST_FUND + 1] = { "place",       "top_up",    "fee",   "health",
                                                      "social_care", "transport", "other", NULL };

enum { APRIL_MONTH = 4 };

int
cost_year_begins(int fy)
{
    return sen2_day(fy, APRIL_MONTH, 1);
}

/* ---- columns ---- */

enum column_of {
    OF_CHILD,
    OF_URN,
    OF_UKPRN,
    OF_SETTING,
    OF_FUND,
    OF_COST,
    OF_ANNUAL,
    OF_WEEKLY,
    OF_WEEKS,
    OF_START,
    OF_END,
    OF_YEAR,
    OF_CHILDREN,
    N_OF
};
enum { MOST_NAMES = 7 };
static const char *const NAMES[N_OF][MOST_NAMES] = {
    [OF_CHILD] = { "child", "upn", "uln", "pupil", "person", "persontableid" },
    [OF_URN] = { "urn", "school_urn" },
    [OF_UKPRN] = { "ukprn" },
    [OF_SETTING] = { "setting", "sensetting", "category", "provision" },
    [OF_FUND] = { "fund", "funding", "element", "cost_type" },
    [OF_COST] = { "cost", "paid", "actual", "amount" },
    [OF_ANNUAL] = { "annual_cost", "annual", "cost_per_year" },
    [OF_WEEKLY] = { "weekly_cost", "weekly", "cost_per_week" },
    [OF_WEEKS] = { "weeks" },
    [OF_START] = { "start", "start_date" },
    [OF_END] = { "end", "end_date" },
    [OF_YEAR] = { "financial_year", "year" },
    [OF_CHILDREN] = { "children", "places" },
};

struct reading { /* of the files of a folder */
    struct cost_ledger *to;
    const struct sen2 *sen2;
    const struct placement_map *map;
    struct csv_in *csv;
    char **key;  /* owned; of children, as the rows come; compared, never written */
    char **line; /* owned; each row's cells, in order; compared, never written */
    size_t n_key, n_line, column[N_OF];
};

static const char *
text_at(const struct reading *self, size_t row, enum column_of of)
{
    return self->column[of] == SIZE_MAX ? "" : csv_in_text(self->csv, row, self->column[of]);
}

static int
find_columns(struct reading *self, struct hr_err *err)
{
    struct csv_in *csv = self->csv;
    for (size_t of = 0; of < N_OF; of++) {
        self->column[of] = SIZE_MAX;
        for (size_t k = 0; NAMES[of][k] != NULL && self->column[of] == SIZE_MAX; k++)
            self->column[of] = csv_in_column(csv, NAMES[of][k]);
    }
    if (self->column[OF_COST] == SIZE_MAX && self->column[OF_ANNUAL] == SIZE_MAX &&
        self->column[OF_WEEKLY] == SIZE_MAX)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX,
                     "has no column of costs: want cost, annual_cost or weekly_cost");
    if (self->column[OF_WEEKLY] != SIZE_MAX && self->column[OF_WEEKS] == SIZE_MAX)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX,
                     "has weekly costs and no column 'weeks': how many of the year are paid, 38 of "
                     "term or 52");
    if (self->column[OF_CHILD] == SIZE_MAX && self->column[OF_URN] == SIZE_MAX &&
        self->column[OF_UKPRN] == SIZE_MAX && self->column[OF_SETTING] == SIZE_MAX)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX,
                     "has nothing to join by: want a column child, urn, ukprn or setting");
    return csv_in_check(csv, err);
}

/* ---- cells; a fault shows no cell, for it may be about a child ---- */

static bool
read_number(struct reading *self, size_t row, enum column_of of, double *number)
{
    enum csv_absent why;
    *number = csv_in_number(text_at(self, row, of), &why);
    if (why == CSV_PRESENT || why == CSV_BLANK)
        return true;
    csv_in_fault(self->csv, row, self->column[of], "is no number");
    return false;
}

static bool
read_day(struct reading *self, size_t row, enum column_of of, int *day)
{
    if (sen2_day_parse(text_at(self, row, of), day))
        return true;
    csv_in_fault(self->csv, row, self->column[of], "is no day, want one such as 2024-09-01");
    return false;
}

static bool
read_fund(struct reading *self, size_t row, enum cost_fund *fund)
{
    static const struct {
        const char *text;
        enum cost_fund fund;
    } also[] = { { "", FUND_OTHER },
                 { "element 3", FUND_TOP_UP },
                 { "fees", FUND_FEE },
                 { "places", FUND_PLACE },
                 { "care", FUND_SOCIAL_CARE } };
    const char *text = text_at(self, row, OF_FUND);
    for (int i = 0; i < N_COST_FUND; i++)
        if (csv_in_same_name(cost_fund_name[i], text)) {
            *fund = (enum cost_fund)i;
            return true;
        }
    for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
        if (csv_in_same_name(also[i].text, text)) {
            *fund = also[i].fund;
            return true;
        }
    csv_in_fault(self->csv, row, self->column[OF_FUND],
                 "is no fund: want place, top_up, fee, health, social_care, transport or other");
    return false;
}

static bool
read_year(struct reading *self, size_t row, int *fy)
{
    const char *text = text_at(self, row, OF_YEAR);
    *fy = self->sen2->year[self->sen2->n - 1].from.census - 1;
    if (text[0] == '\0')
        return true;
    *fy = fy_meant(text);
    if (*fy == 0)
        csv_in_fault(self->csv, row, self->column[OF_YEAR],
                     "is no financial year, want one such as 2024-25");
    return *fy != 0;
}

/* ---- money ---- */

/* The days of the row's year that it is for. */
static void
set_days(struct cost_row *row, int start, int end)
{
    const int begins = cost_year_begins(row->fy), ends = cost_year_begins(row->fy + 1);
    row->from = start == NO_DAY || start < begins ? begins : start;
    row->to = end == NO_DAY || end + 1 > ends ? ends : end + 1;
    if (row->to < row->from)
        row->to = row->from;
}

static bool
read_money(struct reading *self, size_t at, struct cost_row *row)
{
    double cost, annual, weekly, weeks;
    bool good = read_number(self, at, OF_COST, &cost);
    good = read_number(self, at, OF_ANNUAL, &annual) && good;
    good = read_number(self, at, OF_WEEKLY, &weekly) && good;
    good = read_number(self, at, OF_WEEKS, &weeks) && good;
    if (!good)
        return false;
    if (!isnan(weekly) && isnan(weeks)) {
        csv_in_fault(self->csv, at, self->column[OF_WEEKS],
                     "is empty beside a weekly cost: want how many weeks of the year are paid");
        return false;
    }
    if (!isnan(cost) + !isnan(annual) + !isnan(weekly) != 1) {
        csv_in_fault(self->csv, at, SIZE_MAX,
                     "want one cost in a row: cost, annual_cost or weekly_cost");
        return false;
    }
    const double year = cost_year_begins(row->fy + 1) - cost_year_begins(row->fy);
    const double whole = isnan(annual) ? weekly * weeks : annual;
    row->gbp = isnan(cost) ? whole * (row->to - row->from) / year : cost;
    return true;
}

/* ---- joining ---- */

static int
key_index(struct reading *self, const char *text, int *key, struct hr_err *err)
{
    *key = SEN2_NONE;
    if (text[0] == '\0')
        return 0;
    *key = (int)self->n_key;
    return list_add_text(&self->key, &self->n_key, text, err);
}

/* Where the return has the child; SEN2_NONE: nowhere. */
static int
place_of_child(const struct reading *self, const char *text, int *is)
{
    const struct sen2_year *year = &self->sen2->year[self->sen2->n - 1];
    char upper[64];
    int child = sen2_child_of(&year->from, text);
    if (child == SEN2_NONE && strlen(text) < sizeof upper) {
        for (size_t i = 0; i <= strlen(text); i++)
            upper[i] = (char)toupper((unsigned char)text[i]);
        child = sen2_child_of(&year->from, upper);
    }
    *is = child;
    if (child == SEN2_NONE)
        return SEN2_NONE;
    const struct sen2_state *state =
        year->now[child].held ? &year->now[child] : &year->before[child];
    return state->held ? (int)sen2_place(state->category) : SEN2_NONE;
}

static void
join(const struct reading *self, size_t at, struct cost_row *row)
{
    const struct placement_text text = { .urn = text_at(self, at, OF_URN),
                                         .ukprn = text_at(self, at, OF_UKPRN),
                                         .setting = text_at(self, at, OF_SETTING) };
    enum placement_known known;
    const int of_child = place_of_child(self, text_at(self, at, OF_CHILD), &row->child);
    const int category =
        establishments_category(&self->sen2->establishments, self->map, &text, &known);
    row->unknown = known != PLACEMENT_BY_TABLE && known != PLACEMENT_BLANK;
    row->place = known == PLACEMENT_BY_TABLE ? (int)sen2_place(category) : of_child;
    /* A unit is known by the child alone: the ledger names its school. */
    if (of_child == CATEGORY_UNIT && row->place == CATEGORY_MAINSTREAM)
        row->place = CATEGORY_UNIT;
    row->moved = of_child != SEN2_NONE && row->place != SEN2_NONE && of_child != row->place;
}

/* ---- rows ---- */

static bool
read_row(struct reading *self, size_t at, struct cost_row *row)
{
    int start, end;
    bool good = read_fund(self, at, &row->fund);
    good = read_year(self, at, &row->fy) && good;
    good = read_day(self, at, OF_START, &start) && good;
    good = read_day(self, at, OF_END, &end) && good;
    good = read_number(self, at, OF_CHILDREN, &row->children) && good;
    if (good && start != NO_DAY && end != NO_DAY && end < start) {
        csv_in_fault(self->csv, at, self->column[OF_END], "is before the start");
        good = false;
    }
    if (good && row->children < 0.0) {
        csv_in_fault(self->csv, at, self->column[OF_CHILDREN], "is below 0");
        good = false;
    }
    if (!good)
        return false;
    set_days(row, start, end);
    const bool named = text_at(self, at, OF_CHILD)[0] != '\0';
    row->children = named ? 1.0 : isnan(row->children) ? 0.0 : row->children;
    return read_money(self, at, row);
}

static int
keep_line(struct reading *self, size_t at, struct hr_err *err)
{
    struct text cells;
    char *line = NULL;
    text_init(&cells);
    for (size_t i = 0; i < self->csv->n_column; i++)
        text_add(&cells, "%s\n", csv_in_text(self->csv, at, i));
    int ret = text_take(&cells, &line, err);
    if (ret == 0)
        ret = list_add_text(&self->line, &self->n_line, line, err);
    free(line);
    return ret;
}

static int
take_rows(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct reading *self = reader;
    self->csv = csv;
    int ret = find_columns(self, err);
    for (size_t at = 0; at < csv->n_row && ret == 0; at++) {
        struct cost_row row = { .place = SEN2_NONE, .child = SEN2_NONE };
        if (!read_row(self, at, &row))
            continue;
        join(self, at, &row);
        ret = key_index(self, text_at(self, at, OF_CHILD), &row.key, err);
        if (ret == 0)
            ret = list_room(&self->to->row, self->to->n, sizeof row, err);
        if (ret == 0)
            self->to->row[self->to->n++] = row;
        if (ret == 0)
            ret = keep_line(self, at, err);
    }
    return ret;
}

/* ---- children of one key are one ---- */

static int
by_text(const void *a, const void *b)
{
    return strcasecmp(**(char *const *const *)a, **(char *const *const *)b);
}

static int
by_line(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Until here each row has a key of its own. */
static int
join_keys(struct reading *self, struct hr_err *err)
{
    char ***order = calloc(self->n_key + 1, sizeof *order);
    int *number = calloc(self->n_key + 1, sizeof *number), n = 0;
    if (order == NULL || number == NULL) {
        free(order);
        free(number);
        return hr_fail(err, HR_ENOMEM, "no memory for %zu children", self->n_key);
    }
    for (size_t i = 0; i < self->n_key; i++)
        order[i] = &self->key[i];
    qsort(order, self->n_key, sizeof *order, by_text);
    for (size_t i = 0; i < self->n_key; i++) {
        n += i > 0 && by_text(&order[i - 1], &order[i]) != 0;
        number[order[i] - self->key] = n;
    }
    for (size_t i = 0; i < self->to->n; i++)
        if (self->to->row[i].key != SEN2_NONE)
            self->to->row[i].key = number[self->to->row[i].key];
    self->to->n_key = self->n_key == 0 ? 0 : n + 1;
    free(order);
    free(number);
    return 0;
}

/* Rows that are one before them in every cell, in whatever file. */
static void
count_twice(struct reading *self)
{
    if (self->n_line > 0)
        qsort(self->line, self->n_line, sizeof *self->line, by_line);
    for (size_t i = 1; i < self->n_line; i++)
        self->to->twice += strcmp(self->line[i - 1], self->line[i]) == 0;
}

/* Children with a plan at the return's census, and those of them whom no row of the year names. */
static int
count_held(struct cost_ledger *self, const struct sen2_year *year, struct hr_err *err)
{
    const size_t n = year->from.rows[SEN2_PERSON].n;
    bool *named = calloc(n + 1, sizeof *named);
    if (named == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu children", n);
    for (size_t i = 0; i < self->n; i++)
        if (self->row[i].child != SEN2_NONE && self->row[i].fy == self->fy)
            named[self->row[i].child] = true;
    self->census = year->from.census;
    for (size_t i = 0; i < n; i++)
        if (year->now[i].held) {
            const size_t place = sen2_place(year->now[i].category);
            self->held[place] += 1.0;
            self->without[place] += !named[i];
        }
    free(named);
    return 0;
}

static int
read_file(struct reading *self, const char *path, struct evidence *to, struct hr_err *err)
{
    const char *known[N_OF * MOST_NAMES + 1] = { NULL };
    size_t n = 0;
    for (size_t of = 0; of < N_OF; of++)
        for (size_t k = 0; k < MOST_NAMES && NAMES[of][k] != NULL; k++)
            known[n++] = NAMES[of][k];
    const struct private_table table = {
        .path = path, .known = known, .take = take_rows, .reader = self
    };
    self->to->read = true;
    return private_table_read(&table, to, err);
}

int
cost_ledger_read(struct cost_ledger *self, const struct cost_source *source, struct evidence *to,
                 struct hr_err *err)
{
    struct reading reading = { .to = self, .sen2 = source->sen2, .map = source->map };
    glob_t found = { 0 };
    char *path = table_in_path(source->folder, "ledger*.csv", err);
    *self = (struct cost_ledger){ .n = 0 };
    int ret = path == NULL ? HR_ENOMEM : 0;
    if (ret == 0 && glob(path, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc && ret == 0; i++)
            ret = read_file(&reading, found.gl_pathv[i], to, err);
    if (ret == 0)
        ret = join_keys(&reading, err);
    count_twice(&reading);
    for (size_t i = 0; i < self->n; i++)
        self->fy = self->row[i].fy > self->fy ? self->row[i].fy : self->fy;
    if (ret == 0 && self->read)
        ret = count_held(self, &source->sen2->year[source->sen2->n - 1], err);
    globfree(&found);
    free(path);
    list_free_texts(reading.key, reading.n_key);
    list_free_texts(reading.line, reading.n_line);
    return ret;
}

void
cost_ledger_release(struct cost_ledger *self)
{
    free(self->row);
    *self = (struct cost_ledger){ .n = 0 };
}
