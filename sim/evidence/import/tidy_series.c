/* Tidied series by authority, driven by two tables: FILES (which file holds what) and PLACEMENT
 * (whose column is whose category). */
#include "tidy_series.h"

#include "dfe_kind.h"
#include "list.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ENGLAND_CODE[] = TIDY_ENGLAND;
static const double REMARKABLE =
    0.05; /* of the total: placements that miss it by more are named one by one */

enum { OLDEST_AGE = 25 };

/* ---- which column is what */

/* DfE's placements, as tidied from some forty kinds, and the category that each belongs to. */
static const struct placement {
    const char *column;
    short category;
} PLACEMENT[] = {
    { "mainstream_excl_rp_senunit_count", CATEGORY_MAINSTREAM },
    { "resourced_provision_count", CATEGORY_UNIT },
    { "sen_unit_count", CATEGORY_UNIT },
    { "mainstream_independent_count", CATEGORY_INDEPENDENT },
    { "state_special_count", CATEGORY_STATE_SPECIAL },
    { "non_maintained_special_count", CATEGORY_INDEPENDENT },
    { "independent_special_count", CATEGORY_INDEPENDENT },
    { "hospital_school_count", CATEGORY_ALTERNATIVE },
    { "ap_pru_count", CATEGORY_ALTERNATIVE },
    { "general_fe_sixth_form_count", CATEGORY_FURTHER_EDUCATION },
    { "specialist_post16_count", CATEGORY_SPECIALIST_POST16 },
    { "other_fe_or_ukrlp_count", CATEGORY_FURTHER_EDUCATION },
    { "early_years_count", CATEGORY_EARLY_YEARS },
    { "elective_home_ed_count", CATEGORY_HOME_EDUCATION },
    { "other_arrangements_la_eotas_count", CATEGORY_OTHERWISE },
    { "other_arrangements_parents_count", CATEGORY_OTHERWISE },
    { "neet_or_not_in_education_count", CATEGORY_NOT_IN_EDUCATION },
    { "awaiting_or_excluded_pre2023_count", CATEGORY_NOT_IN_EDUCATION },
    { "other_count", CATEGORY_OTHER },
    { "not_recorded_count", NOT_RECORDED },
};
enum { N_PLACEMENT = sizeof PLACEMENT / sizeof *PLACEMENT };

/* ---- what the counts of a row have in common */

static const char *const LEVEL[] = { "national", "region", "la", NULL };
#define IN(member) .at = offsetof(struct tidy_row, member)
#define NAME_IN(member) \
    .type = COLUMN_NAME, IN(member), .size = sizeof((struct tidy_row *)NULL)->member

void
tidy_find(struct tidy *self)
{
    const struct column column[TIDY_N_COLUMN] = {
        { "level", COLUMN_WORD, IN(area.level), .word = LEVEL, .want = "national, region or la" },
        { "dfe_code", NAME_IN(area.code) },
        { "name", NAME_IN(area.name) },
        { self->kind->year, COLUMN_WHOLE, IN(year), .low = TIDY_FIRST_YEAR,
          .high = TIDY_LAST_YEAR },
        { "ons_code", NAME_IN(area.ons_code), .optional = true },
        { "region", NAME_IN(area.region), .optional = true },
        { "published_total_count", COLUMN_COUNT, IN(total), .optional = true, .may_be_blank = true,
          .want = "a count, 0 or more" },
        { self->kind->ages, COLUMN_TEXT, IN(ages) },
    };
    memcpy(self->column, column, sizeof column);
    columns_find(&self->columns, self->csv, self->column,
                 self->kind->ages == NULL ? TIDY_N_COLUMN - 1 : TIDY_N_COLUMN, "");
}

double
tidy_count(struct tidy *self, size_t line, size_t column)
{
    return columns_count(self->csv, line, column, "a count, 0 or more");
}

/* England and regions go by their ONS code. */
static bool
set_code(struct tidy *self, size_t line, struct evidence_area *area)
{
    if (area->level == AREA_ENGLAND)
        memcpy(area->code, ENGLAND_CODE, sizeof ENGLAND_CODE);
    else if (area->level == AREA_REGION)
        memcpy(area->code, area->ons_code, sizeof area->code);
    if (area->code[0] != '\0')
        return true;
    csv_in_fault(self->csv, line,
                 csv_in_column(self->csv, area->level == AREA_REGION ? "ons_code" : "dfe_code"),
                 "'%s' has no code here", area->name);
    return false;
}

bool
tidy_ages(struct tidy *self, size_t line, struct tidy_row *row)
{
    int from, to;
    const enum dfe_age age = dfe_age_of(row->ages, &from, &to);
    if (age == DFE_AGE_FAULT)
        csv_in_fault(self->csv, line, csv_in_column(self->csv, self->kind->ages), "'%s' is no age",
                     row->ages);
    row->item.from_age = (short)from;
    row->item.to_age = (short)to;
    return age == DFE_AGE_KNOWN;
}

int
tidy_read(struct tidy *self, size_t line, struct tidy_row *row, bool *good, struct hr_err *err)
{
    *row = (struct tidy_row){ .total = (double)NAN,
                              .item = { .from_age = ALL_AGES,
                                        .to_age = ALL_AGES,
                                        .category = ALL_CATEGORIES,
                                        .need = ALL_NEEDS } };
    if (self->kind->children) {
        row->item.from_age = 0;
        row->item.to_age = 17;
    }
    *good = columns_read(&self->columns, line, row) && set_code(self, line, &row->area);
    row->item.year = (short)row->year;
    return *good ? evidence_add_area(self->out, &row->area, &row->item.area, err) : 0;
}

int
tidy_put(struct tidy *self, const struct observation *item, struct hr_err *err)
{
    self->n_absent += isnan(item->count) ? 1 : 0;
    return isnan(item->count) ? 0 : evidence_add(self->out, item, err);
}

/* ---- rows of counts and placements */

/* Remarks on placements that do not add up to the total of their row. */
static int
check_sum(struct tidy *self, const struct tidy_row *row, double sum, struct hr_err *err)
{
    if (isnan(row->total) || sum == row->total)
        return 0;
    self->n_off[row->year - TIDY_FIRST_YEAR]++;
    if (fabs(sum - row->total) <= REMARKABLE * row->total)
        return 0;
    return evidence_remark(self->out, err, "%s: %s, %d: placements add up to %g of %g plans",
                           self->csv->name, row->area.name, row->year, sum, row->total);
}

static int
say_sums(struct tidy *self, struct hr_err *err)
{
    int ret = 0;
    for (int year = TIDY_FIRST_YEAR; year <= TIDY_LAST_YEAR && ret == 0; year++)
        if (self->n_off[year - TIDY_FIRST_YEAR] > 0)
            ret = evidence_remark(self->out, err,
                                  "%s: %d: in %zu rows placements do not add up to the total",
                                  self->csv->name, year, self->n_off[year - TIDY_FIRST_YEAR]);
    return ret;
}

enum { N_YEAR = TIDY_LAST_YEAR - TIDY_FIRST_YEAR + 1 };

struct count_columns { /* of the file */
    size_t count[TIDY_N_COUNT], placement[N_PLACEMENT];
    size_t n_count, n_placement;
    bool asked[N_YEAR][N_PLACEMENT]; /* some row of the year has a number there */
};

static void
find_counts(struct tidy *self, struct count_columns *at)
{
    *at = (struct count_columns){ .n_placement = self->kind->placed ? N_PLACEMENT : 0 };
    for (size_t i = 0; i < TIDY_N_COUNT && self->kind->count[i].name != NULL; i++)
        at->count[at->n_count++] = columns_one(self->csv, self->kind->count[i].name, "");
    for (size_t i = 0; i < at->n_placement; i++)
        at->placement[i] = columns_one(self->csv, PLACEMENT[i].column, "");
}

/* A note at the foot of a file, or an area of other years. */
static bool
has_no_counts(const struct tidy *self, size_t line, const struct count_columns *at)
{
    for (size_t i = 0; i < at->n_count; i++)
        if (csv_in_text(self->csv, line, at->count[i])[0] != '\0')
            return false;
    for (size_t i = 0; i < at->n_placement; i++)
        if (csv_in_text(self->csv, line, at->placement[i])[0] != '\0')
            return false;
    return true;
}

static bool
is_of_an_area(const struct tidy *self, size_t line)
{
    const size_t name = csv_in_column(self->csv, "name"),
                 year = csv_in_column(self->csv, self->kind->year);
    return csv_in_text(self->csv, line, name)[0] != '\0' &&
           csv_in_text(self->csv, line, year)[0] != '\0';
}

/* Placements that were asked for in a year: what has a mark in other rows is not known there, and
 * what has none in any row is part of nothing. */
static void
see_what_was_asked(struct tidy *self, struct count_columns *at)
{
    const size_t year = csv_in_column(self->csv, self->kind->year);
    for (size_t line = 0; line < self->csv->n_row && year != SIZE_MAX; line++) {
        const double of = csv_in_number(csv_in_text(self->csv, line, year), NULL);
        if (!(of >= TIDY_FIRST_YEAR && of <= TIDY_LAST_YEAR))
            continue;
        for (size_t i = 0; i < at->n_placement; i++)
            if (!isnan(csv_in_number(csv_in_text(self->csv, line, at->placement[i]), NULL)))
                at->asked[(int)of - TIDY_FIRST_YEAR][i] = true;
    }
}

/* Placement columns of a row, summed by category; a row with no child placed has no placements
 * known. */
static int
put_placements(struct tidy *self, size_t line, const struct count_columns *at,
               const struct tidy_row *row, struct hr_err *err)
{
    double sum[N_CATEGORY + 1], all = 0; /* the last is what is not recorded */
    bool unknown[N_CATEGORY + 1] = { false };
    struct observation item = row->item;
    item.measure = (short)(at->n_count == 0 ? EVIDENCE_PLANS : self->kind->count[0].measure);
    for (int i = 0; i <= N_CATEGORY; i++)
        sum[i] = (double)NAN;
    for (size_t i = 0; i < at->n_placement; i++) {
        const double count = tidy_count(self, line, at->placement[i]);
        double *to =
            &sum[PLACEMENT[i].category == NOT_RECORDED ? N_CATEGORY : PLACEMENT[i].category];
        if (!isnan(count)) {
            *to = (isnan(*to) ? 0 : *to) + count;
            all += count;
        } else if (at->asked[row->year - TIDY_FIRST_YEAR][i])
            unknown[to - sum] = true;
    }
    int ret = check_sum(self, row, all, err);
    for (int i = 0; i <= N_CATEGORY && ret == 0 && all > 0; i++) {
        item.category = (short)(i == N_CATEGORY ? NOT_RECORDED : i);
        item.count = unknown[i] ? (double)NAN : sum[i];
        if (unknown[i] || !isnan(sum[i]))
            ret = tidy_put(self, &item, err);
    }
    return ret;
}

/* The other columns of a row; columns of one measure are added, and all of them must be there. */
static int
put_counts(struct tidy *self, size_t line, const struct count_columns *at,
           const struct tidy_row *row, struct hr_err *err)
{
    double sum[N_EVIDENCE_MEASURE] = { 0 };
    bool seen[N_EVIDENCE_MEASURE] = { false };
    struct observation item = row->item;
    for (size_t i = 0; i < at->n_count; i++) {
        sum[self->kind->count[i].measure] += tidy_count(self, line, at->count[i]);
        seen[self->kind->count[i].measure] = true;
    }
    int ret = 0;
    for (short measure = 0; measure < N_EVIDENCE_MEASURE && ret == 0; measure++)
        if (seen[measure]) {
            item.measure = measure;
            item.count = sum[measure];
            ret = tidy_put(self, &item, err);
        }
    return ret;
}

static int
read_rows(struct tidy *self, struct hr_err *err)
{
    struct count_columns at;
    tidy_find(self);
    find_counts(self, &at);
    int ret = csv_in_check(self->csv, err);
    if (ret == 0)
        see_what_was_asked(self, &at);
    for (size_t line = 0; line < self->csv->n_row && ret == 0; line++) {
        struct tidy_row row;
        bool good;
        if (has_no_counts(self, line, &at)) {
            self->n_absent += is_of_an_area(self, line);
            continue;
        }
        ret = tidy_read(self, line, &row, &good, err);
        if (ret != 0 || !good || (row.ages != NULL && !tidy_ages(self, line, &row)))
            continue;
        ret = put_counts(self, line, &at, &row, err);
        if (ret == 0 && self->kind->placed)
            ret = put_placements(self, line, &at, &row, err);
    }
    return ret == 0 ? say_sums(self, err) : ret;
}

/* ---- population by single year of age: no level, no DfE code */

struct people_row {
    const char *code, *name;
    int year;
};
static const struct column PEOPLE[] = {
    { "mid_year", COLUMN_WHOLE, .at = offsetof(struct people_row, year), .low = TIDY_FIRST_YEAR,
      .high = TIDY_LAST_YEAR },
    { "ons_code", COLUMN_TEXT, .at = offsetof(struct people_row, code) },
    { "name", COLUMN_TEXT, .at = offsetof(struct people_row, name) },
};

static int
put_people(struct tidy *self, size_t line, const size_t age[OLDEST_AGE + 1],
           struct observation *item, struct hr_err *err)
{
    int ret = 0;
    for (short i = 0; i <= OLDEST_AGE && ret == 0; i++) {
        item->from_age = item->to_age = i;
        item->count = tidy_count(self, line, age[i]);
        ret = tidy_put(self, item, err);
    }
    return ret;
}

static int
read_sya(struct tidy *self, struct hr_err *err)
{
    size_t age[OLDEST_AGE + 1];
    columns_find(&self->columns, self->csv, PEOPLE, sizeof PEOPLE / sizeof PEOPLE[0], "");
    for (int i = 0; i <= OLDEST_AGE; i++) {
        char column[32];
        snprintf(column, sizeof column, "age_%d_count", i);
        age[i] = columns_one(self->csv, column, "");
    }
    int ret = csv_in_check(self->csv, err);
    for (size_t line = 0; line < self->csv->n_row && ret == 0; line++) {
        struct people_row row = { .code = "" };
        struct observation item = { .measure = EVIDENCE_POPULATION,
                                    .category = ALL_CATEGORIES,
                                    .need = ALL_NEEDS };
        const bool good = columns_read(&self->columns, line, &row);
        item.area = evidence_find_area(self->out, row.code);
        if (item.area < 0)
            item.area = evidence_find_area(self->out, row.name);
        item.year = (short)row.year;
        if (item.area < 0)
            ret =
                evidence_remark(self->out, err, "%s: '%s' (%s) is in no other file and is left out",
                                self->csv->name, row.name, row.code);
        else if (good)
            ret = put_people(self, line, age, &item, err);
    }
    return ret;
}

/* ---- which file holds what; areas must be known before population_sya_ */

static const struct tidy_kind FILES[] = {
    { .prefix = "ehcp_total_",
      .year = "january_of_year",
      .count = { { "total_plans_count", EVIDENCE_PLANS } },
      .read = read_rows },
    { .prefix = "ehcp_age_band_",
      .year = "january_of_year",
      .ages = "age_band",
      .count = { { "total_plans_count", EVIDENCE_PLANS } },
      .read = read_rows },
    { .prefix = "ehcp_placement_", .year = "january_of_year", .placed = true, .read = read_rows },
    { .prefix = "ehcp_age_placement_",
      .year = "january_of_year",
      .ages = "age_label",
      .placed = true,
      .count = { { "total_plans_count", EVIDENCE_PLANS } },
      .read = read_rows },
    { .prefix = "new_plans_total_",
      .year = "calendar_year",
      .count = { { "total_new_count", EVIDENCE_NEW_PLANS } },
      .read = read_rows },
    { .prefix = "new_plans_age_placement_",
      .year = "calendar_year",
      .ages = "age_started_label",
      .placed = true,
      .count = { { "new_plans_count", EVIDENCE_NEW_PLANS } },
      .read = read_rows },
    { .prefix = "ceased_plans_la_",
      .year = "calendar_year",
      .ages = "breakdown",
      .read = tidy_ceased },
    { .prefix = "requests_la_",
      .year = "calendar_year",
      .count = { { "requests_received_in_year", EVIDENCE_REQUESTS },
                 { "requests_decided_not_to_assess", EVIDENCE_REQUESTS_REFUSED } },
      .read = read_rows },
    { .prefix = "assessments_la_",
      .year = "calendar_year",
      .count = { { "assess_issued", EVIDENCE_ASSESSMENTS },
                 { "assess_not_issued", EVIDENCE_ASSESSMENTS },
                 { "assess_not_issued", EVIDENCE_NOT_ISSUED } },
      .read = read_rows },
    { .prefix = "timeliness_",
      .year = "calendar_year",
      .count = { { "plans_issued_within_20_weeks", EVIDENCE_WITHIN_20_WEEKS } },
      .read = read_rows },
    { .prefix = "tribunal_appeals_",
      .year = "calendar_year",
      .count = { { "appeals_registered_count", EVIDENCE_APPEALS } },
      .read = read_rows },
    { .prefix = "population_0_17_",
      .year = "mid_year",
      .children = true,
      .count = { { "population_0_17_count", EVIDENCE_POPULATION } },
      .read = read_rows },
    { .prefix = "population_sya_", .year = "mid_year", .read = read_sya },
    { .prefix = "s251_high_needs_outturn_",
      .year = "financial_year",
      .amount = tidy_outturn,
      .read = tidy_money },
    { .prefix = "s251_high_needs_la_",
      .financial_year = 2022,
      .amount = tidy_lines,
      .read = tidy_money },
    { .prefix = "dsg_allocations_",
      .year = "financial_year",
      .amount = tidy_allocations,
      .read = tidy_money },
    { .prefix = "dsg_balance_",
      .year = "financial_year_end_31_march_of",
      .amount = tidy_balance,
      .read = tidy_money },
    { .prefix = "dsg_high_needs_components_",
      .year = "financial_year",
      .amount = tidy_components,
      .read = tidy_money },
    { .prefix = "dsg_place_deductions_",
      .year = "financial_year",
      .amount = tidy_deductions,
      .read = tidy_money },
    { .prefix = "statistical_neighbours_", .read = tidy_neighbours },
};

static int
take_rows(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct tidy *self = reader;
    self->csv = csv;
    const int ret = self->kind->read(self, err);
    return ret == 0 && self->n_absent > 0
               ? evidence_remark(self->out, err,
                                 "suppressed: %s: %zu counts are not given (x, z, c, low or "
                                 "blank), and they and sums of them are left out",
                                 csv->name, self->n_absent)
               : ret;
}

static int
read_file(struct evidence *out, const char *folder, const char *name, const struct tidy_kind *kind,
          struct hr_err *err)
{
    struct tidy self = { .out = out, .kind = kind };
    struct table_in table = { .name = "" };
    char *path = table_in_path(folder, name, err);
    int ret = path == NULL ? HR_ENOMEM : table_in_read(&table, path, err);
    table.name = name;
    if (ret == 0)
        ret = table_in_take(&table, take_rows, &self, &out->faults, err);
    if (ret == 0)
        ret = evidence_add_source(out, name, table.bytes, table.size, err);
    table_in_release(&table);
    free(path);
    return ret;
}

static int
by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static int
list_csv(const char *folder, char ***name, size_t *n, struct hr_err *err)
{
    DIR *dir = opendir(folder);
    int ret = 0;
    *name = NULL;
    *n = 0;
    if (dir == NULL)
        return hr_fail(err, HR_EIO, "cannot read folder '%s': %s", folder, strerror(errno));
    for (const struct dirent *entry = readdir(dir); entry != NULL && ret == 0;
         entry = readdir(dir)) {
        const size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 4, ".csv") != 0)
            continue;
        ret = list_add_text(name, n, entry->d_name, err);
    }
    closedir(dir);
    if (*n > 0)
        qsort(*name, *n, sizeof **name, by_name);
    return ret;
}

bool
tidy_series_has(const char *name)
{
    for (size_t kind = 0; kind < sizeof FILES / sizeof *FILES; kind++)
        if (strncmp(name, FILES[kind].prefix, strlen(FILES[kind].prefix)) == 0)
            return true;
    return false;
}

int
tidy_series_read(struct evidence *self, const char *folder, struct hr_err *err)
{
    char **name;
    size_t n, n_total = 0;
    int ret = list_csv(folder, &name, &n, err);
    for (size_t kind = 0; kind < sizeof FILES / sizeof *FILES && ret == 0; kind++)
        for (size_t i = 0; i < n && ret == 0; i++)
            if (strncmp(name[i], FILES[kind].prefix, strlen(FILES[kind].prefix)) == 0) {
                n_total += kind == 0;
                ret = read_file(self, folder, name[i], &FILES[kind], err);
            }
    if (ret == 0 && n_total == 0)
        ret = hr_fail(err, HR_ESCENARIO,
                      "'%s' has no file whose name begins with '%s' and ends in '.csv'", folder,
                      FILES[0].prefix);
    list_free_texts(name, n);
    return ret;
}
