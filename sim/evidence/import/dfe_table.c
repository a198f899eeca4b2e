/* Rows of one file to parts of counts. Columns are found by name; all faults are gathered
 * before anything is added. */
#include "dfe_release.h"

#include "dfe_rows.h"
#include "list.h"
#include "text.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char HINT[] = ": is this DfE's file of that name, as downloaded?";
enum { FIRST_YEAR = 1990, N_YEAR = 80 }; /* of what any row of a year has */

struct use { /* what one column of the file is for */
    bool used;
    int category, need; /* of a placement or need column */
};

struct dfe_table {
    struct evidence *to;
    const struct dfe_kind *kind;
    const struct placement_map *map;
    struct csv_in *csv;
    struct dfe_rows rows;
    size_t term[DFE_MAX_TERM]; /* column; SIZE_MAX: the release does not have it */
    struct use *use;           /* owned; [column] */
    bool *asked; /* owned; [year][column, then label of placement]: some row of the year has a
                    number there */
    struct tally tally;
    size_t n_other, n_suppressed, n_missing;
    double unknown_age; /* England's counts of unknown age, first term */
};

/* ---- columns */

static size_t
n_term(const struct dfe_table *self)
{
    size_t n = 0;
    while (n < DFE_MAX_TERM && self->kind->term[n].column[0] != NULL)
        n++;
    return n;
}

static bool
is_term(const struct dfe_table *self, size_t column)
{
    for (size_t i = 0; i < n_term(self); i++)
        if (self->term[i] == column)
            return true;
    return false;
}

/* By the first of its names that is there. */
static void
find_term(struct dfe_table *self, size_t i)
{
    const struct dfe_term *term = &self->kind->term[i];
    self->term[i] = SIZE_MAX;
    for (size_t k = 0; k < DFE_MAX_NAME && term->column[k] != NULL; k++)
        if (self->term[i] == SIZE_MAX)
            self->term[i] = csv_in_column(self->csv, term->column[k]);
    if (self->term[i] == SIZE_MAX && !term->may_lack)
        (void)columns_one(self->csv, term->column[0], HINT);
}

static int
use_need(struct dfe_table *self, size_t column, const char *name, struct hr_err *err)
{
    static const char prefix[] = "number_";
    if (strncasecmp(name, prefix, strlen(prefix)) != 0)
        return 0;
    const char *id = name + strlen(prefix);
    self->use[column].used = true;
    return evidence_add_need(self->to, id, &self->use[column].need, err);
}

/* "mainstream_total_pc", "pc_caseload": shares are no counts, whatever they are of. */
static bool
is_share(const char *name)
{
    const size_t n = strlen(name);
    return strncasecmp(name, "pc_", 3) == 0 || (n > 3 && strcasecmp(name + n - 3, "_pc") == 0);
}

static void
use_placement(struct dfe_table *self, size_t column, const char *name)
{
    const int category = placement_map_find(self->map, name);
    if (category == PLACEMENT_UNKNOWN && !is_share(name))
        csv_in_fault(self->csv, SIZE_MAX, SIZE_MAX,
                     "column '%s' is not in the table of placements: say which category it is in a "
                     "file with the columns dfe_column,category, "
                     "and give it with --map",
                     name);
    self->use[column] = (struct use){ .used = category >= 0 || category == NOT_RECORDED,
                                      .category = category,
                                      .need = ALL_NEEDS };
}

static int
use_columns(struct dfe_table *self, struct hr_err *err)
{
    int ret = 0;
    self->use = calloc(self->csv->n_column, sizeof *self->use);
    if (self->use == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the columns of '%s'", self->csv->name);
    for (size_t i = 0; i < self->csv->n_column && ret == 0; i++) {
        const char *name = self->csv->column[i];
        self->use[i] = (struct use){ .category = ALL_CATEGORIES, .need = ALL_NEEDS };
        if (name[0] == '\0' || dfe_rows_is_about(self->kind, name) || is_term(self, i))
            continue;
        if (self->kind->placement_columns)
            use_placement(self, i, name);
        else if (self->kind->need_columns)
            ret = use_need(self, i, name, err);
    }
    return ret;
}

/* ---- cells */

/* What was asked for in a year has a number in some row of it; a mark where nothing was asked is
 * no child who is missing. */
static bool *
asked_of(const struct dfe_table *self, size_t row, size_t slot)
{
    const size_t n_slot = self->csv->n_column + self->rows.n_label;
    const int year = self->rows.row[row].at.year - FIRST_YEAR;
    return year < 0 || year >= N_YEAR ? NULL : &self->asked[(size_t)year * n_slot + slot];
}

static size_t
label_slot(const struct dfe_table *self, size_t row)
{
    return self->csv->n_column + self->rows.row[row].of_label;
}

static bool
is_number(const struct dfe_table *self, size_t row, size_t column)
{
    enum csv_absent why;
    (void)csv_in_number(csv_in_text(self->csv, row, column), &why);
    return why == CSV_PRESENT;
}

static int
see_what_was_asked(struct dfe_table *self, struct hr_err *err)
{
    const size_t n_slot = self->csv->n_column + self->rows.n_label;
    self->asked = calloc(N_YEAR * (n_slot + 1), sizeof *self->asked);
    if (self->asked == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the years of '%s'", self->csv->name);
    for (size_t row = 0; row < self->csv->n_row; row++) {
        if (self->rows.row[row].use != DFE_ROW_COUNTED || asked_of(self, row, 0) == NULL)
            continue;
        for (size_t i = 0; i < self->csv->n_column; i++)
            if (is_number(self, row, i))
                *asked_of(self, row, i) = true;
        if (self->rows.row[row].breakdown == DFE_PLACEMENT && is_number(self, row, self->term[0]))
            *asked_of(self, row, label_slot(self, row)) = true;
    }
    return 0;
}

/* The count of a cell, NAN when it is not known. False: it was not asked for, and is no part of
 * anything. */
static bool
cell_count(struct dfe_table *self, size_t row, size_t column, double *count)
{
    enum csv_absent why;
    *count = csv_in_number(csv_in_text(self->csv, row, column), &why);
    if (why == CSV_NOT_A_NUMBER)
        csv_in_fault(self->csv, row, column, "is '%s', want a count, or x, z, c or low",
                     csv_in_text(self->csv, row, column));
    else if (why == CSV_PRESENT && *count < 0.0) {
        csv_in_fault(self->csv, row, column, "is %g: a count cannot be below 0", *count);
        *count = (double)NAN;
    } else if (why == CSV_PRESENT && *count != floor(*count))
        csv_in_fault(self->csv, row, column, "is '%s': a count of children is a whole number",
                     csv_in_text(self->csv, row, column));
    const bool *asked = asked_of(self, row, column);
    const bool part = why == CSV_PRESENT || why == CSV_SUPPRESSED || (asked != NULL && *asked);
    self->n_suppressed += why == CSV_SUPPRESSED;
    self->n_missing += part && why != CSV_PRESENT && why != CSV_SUPPRESSED;
    return part;
}

/* ---- counts */

static double
term_count(struct dfe_table *self, size_t row, size_t i)
{
    double count;
    const bool known = self->term[i] != SIZE_MAX && cell_count(self, row, self->term[i], &count);
    return known ? count : (double)NAN;
}

static int
add_terms(struct dfe_table *self, size_t row, const struct observation *at, struct hr_err *err)
{
    int ret = 0;
    double whole = 0.0; /* of which one that is taken away is part */
    size_t whole_term = 0;
    for (size_t i = 0; i < n_term(self) && ret == 0; i++) {
        const struct dfe_term *term = &self->kind->term[i];
        struct observation part = *at;
        const double count = term_count(self, row, i);
        if (term->sign < 0 && count > whole)
            csv_in_fault(self->csv, row, self->term[i],
                         "is %g, more than '%s' of which it is part (%g)", count,
                         self->csv->column[self->term[whole_term]], whole);
        if (term->sign > 0) {
            whole = count;
            whole_term = i;
        }
        part.measure = (short)term->measure;
        part.count = term->sign * count;
        ret = tally_add(&self->tally, &part, err);
    }
    return ret;
}

static int
add_columns(struct dfe_table *self, size_t row, const struct observation *at, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->csv->n_column && ret == 0; i++) {
        struct observation part = *at;
        if (!self->use[i].used || !cell_count(self, row, i, &part.count))
            continue;
        part.measure = (short)self->kind->term[0].measure;
        if (self->kind->placement_columns)
            part.category = (short)self->use[i].category;
        part.need = (short)self->use[i].need;
        ret = tally_add(&self->tally, &part, err);
    }
    return ret;
}

/* Is the total of this area and year known from a file read before? */
static bool
has_total(const struct dfe_table *self, const struct observation *at)
{
    for (size_t i = self->to->n_item; i-- > 0;) {
        const struct observation *known = &self->to->item[i];
        if (known->area == at->area && known->year == at->year &&
            known->measure == (short)self->kind->term[0].measure && known->from_age == ALL_AGES &&
            known->category == ALL_CATEGORIES && known->need == ALL_NEEDS)
            return true;
    }
    return false;
}

static int
add_row(struct dfe_table *self, size_t row, struct hr_err *err)
{
    const struct dfe_row *it = &self->rows.row[row];
    double count;
    self->n_other += it->use == DFE_ROW_OTHER;
    if (it->use == DFE_ROW_UNKNOWN_AGE && self->to->area[it->at.area].level == AREA_ENGLAND &&
        cell_count(self, row, self->term[0], &count) && !isnan(count))
        self->unknown_age += count;
    if (it->use != DFE_ROW_COUNTED ||
        (it->breakdown == DFE_TOTAL && self->kind->total_elsewhere && has_total(self, &it->at)))
        return 0;
    const bool *asked =
        it->breakdown == DFE_PLACEMENT ? asked_of(self, row, label_slot(self, row)) : NULL;
    if (asked != NULL && !*asked)
        return 0;
    const int ret = add_terms(self, row, &it->at, err);
    return ret == 0 ? add_columns(self, row, &it->at, err) : ret;
}

/* ---- remarks */

enum { MOST_TOPICS = 16 };

static int
say_unknown_topics(struct dfe_table *self, const char *file, struct hr_err *err)
{
    const char *topic[MOST_TOPICS];
    size_t n_row[MOST_TOPICS] = { 0 }, n = 0;
    for (size_t i = 0; i < self->csv->n_row; i++) {
        const struct dfe_row *row = &self->rows.row[i];
        size_t k = 0;
        while (k < n && strcasecmp(topic[k], row->topic) != 0)
            k++;
        if (row->breakdown != DFE_UNKNOWN || k == MOST_TOPICS)
            continue;
        topic[k] = row->topic;
        n += k == n;
        n_row[k]++;
    }
    int ret = 0;
    for (size_t k = 0; k < n && ret == 0; k++)
        ret = evidence_remark(
            self->to, err, "missing: %s: the topic '%s' is not known: its %s not read", file,
            topic[k],
            words_say("%s row%s", words_count(n_row[k]).text, n_row[k] == 1 ? " is" : "s are")
                .text);
    return ret;
}

static const char *
cells(size_t n)
{
    return n == 1 ? " is" : "s are";
}

/* Of what is not a year's question but the file's: no row of any year has a number there. */
static int
say_empty_terms(struct dfe_table *self, const char *file, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < n_term(self) && ret == 0; i++) {
        const size_t column = self->term[i];
        bool any = column == SIZE_MAX || self->kind->term[i].may_lack;
        for (size_t k = 0; k < i; k++)
            any = any || self->term[k] == column;
        for (size_t row = 0; row < self->csv->n_row && !any; row++)
            any = is_number(self, row, column);
        if (!any)
            ret = evidence_remark(self->to, err,
                                  "missing: %s: no row has a number in the column '%s': what it "
                                  "counts is not known",
                                  file, self->csv->column[column]);
    }
    return ret;
}

static int
add_remarks(struct dfe_table *self, struct hr_err *err)
{
    const char *file = table_in_base_name(self->csv->name);
    int ret = say_unknown_topics(self, file, err);
    if (ret == 0)
        ret = say_empty_terms(self, file, err);
    if (ret == 0 && self->n_suppressed > 0)
        ret =
            evidence_remark(self->to, err,
                            "suppressed: %s: %s cell%s suppressed (c, low, u), and the counts "
                            "they are part of are left out",
                            file, words_count(self->n_suppressed).text, cells(self->n_suppressed));
    if (ret == 0 && self->n_missing > 0)
        ret = evidence_remark(self->to, err,
                              "suppressed: %s: %s cell%s not known (x, z, -, : or blank, where "
                              "other rows of the year have counts), and the counts they are part "
                              "of are left out",
                              file, words_count(self->n_missing).text, cells(self->n_missing));
    if (ret == 0 && self->unknown_age > 0.0)
        ret = evidence_remark(
            self->to, err,
            "note: %s: %s of England's are of unknown age: they are in totals but at no age", file,
            words_rounded(self->unknown_age).text);
    if (ret == 0 && self->n_other > 0)
        ret = evidence_remark(self->to, err,
                              "note: %s: %s of %s rows are by something else than age, placement "
                              "or need and are not used",
                              file, words_count(self->n_other).text,
                              words_count(self->csv->n_row).text);
    return ret;
}

/* ---- the file */

static int
take_rows(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct dfe_table *self = reader;
    self->csv = csv;
    self->rows =
        (struct dfe_rows){ .kind = self->kind, .map = self->map, .csv = csv, .to = self->to };
    dfe_rows_find(&self->rows);
    for (size_t i = 0; i < n_term(self); i++)
        find_term(self, i);
    int ret = csv_in_check(csv, err);
    if (ret == 0)
        ret = use_columns(self, err);
    if (ret == 0)
        ret = csv_in_check(csv, err);
    if (ret == 0)
        ret = dfe_rows_read(&self->rows, err);
    if (ret == 0)
        ret = see_what_was_asked(self, err);
    for (size_t row = 0; row < csv->n_row && ret == 0; row++)
        ret = add_row(self, row, err);
    if (ret == 0)
        ret = csv_in_check(csv, err);
    if (ret == 0)
        ret = tally_move(&self->tally, self->to, err);
    return ret == 0 ? add_remarks(self, err) : ret;
}

int
dfe_table_parse(struct evidence *to, const struct table_in *table, const struct placement_map *map,
                struct hr_err *err)
{
    struct dfe_table self = { .to = to, .kind = dfe_kind_named(table->name), .map = map };
    if (self.kind == NULL)
        return hr_fail(err, HR_ESCENARIO, "'%s' is not a file of DfE's release that is read here",
                       table->name);
    const int ret = table_in_take(table, take_rows, &self, &to->faults, err);
    if (ret == HR_ESCENARIO) /* rows and cells are looked at one after the other */
        faults_sort(&to->faults, (const char *const[]){ table->name }, 1);
    tally_release(&self.tally);
    dfe_rows_release(&self.rows);
    free(self.asked);
    free(self.use);
    return ret == 0 ? evidence_add_source(to, table->name, table->bytes, table->size, err) : ret;
}
