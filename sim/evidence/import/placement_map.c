/* The default table, and reading and writing it. */
#include "placement_map.h"

#include "table_in.h"
#include "csv.h"
#include "list.h"
#include "nearest.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* clang-format off */
static const struct {
    const char *column;
    int category;
} DEFAULT_ROW[] = {
    /* columns of caseload and newplans; "_2022" ended when returns became person-level, "neet_..."
     * and "online_provider" came then */
    { "mainstream_la_maintained", CATEGORY_MAINSTREAM },
    { "mainstream_academy", CATEGORY_MAINSTREAM },
    { "mainstream_free_school", CATEGORY_MAINSTREAM },
    { "mainstream_la_maintained_resourced_provision", CATEGORY_UNIT },
    { "mainstream_la_maintained_senunit", CATEGORY_UNIT },
    { "mainstream_academy_resourced_provision", CATEGORY_UNIT },
    { "mainstream_academy_senunit", CATEGORY_UNIT },
    { "mainstream_free_school_resourced_provision", CATEGORY_UNIT },
    { "mainstream_free_school_senunit", CATEGORY_UNIT },
    { "mainstream_independent", CATEGORY_INDEPENDENT },
    { "special_la_maintained", CATEGORY_STATE_SPECIAL },
    { "special_academy_free", CATEGORY_STATE_SPECIAL },
    { "special_academy", CATEGORY_STATE_SPECIAL }, /* apart from the release of 2026 on */
    { "special_free_school", CATEGORY_STATE_SPECIAL },
    { "special_independent", CATEGORY_INDEPENDENT },
    { "special_non_maintained", CATEGORY_INDEPENDENT },
    { "ap_pru_academy", CATEGORY_ALTERNATIVE },
    { "ap_pru_free_school", CATEGORY_ALTERNATIVE },
    { "ap_pru_la_maintained", CATEGORY_ALTERNATIVE },
    { "general_fe_tertiary_colleges", CATEGORY_FURTHER_EDUCATION },
    { "specialist_post_16_institutions", CATEGORY_SPECIALIST_POST16 },
    { "ukrlp_provider", CATEGORY_FURTHER_EDUCATION },
    { "elective_home_education", CATEGORY_HOME_EDUCATION },
    { "other_arrangements_la", CATEGORY_OTHERWISE },
    { "other_arrangements_parents", CATEGORY_OTHERWISE },
    { "online_provider", CATEGORY_OTHER },
    { "w_settings", CATEGORY_OTHER },
    { "other_schools", CATEGORY_OTHER },
    { "other_placement_settings", CATEGORY_OTHER },
    { "neet", CATEGORY_NOT_IN_EDUCATION },
    { "neet_ntci", CATEGORY_NOT_IN_EDUCATION },
    { "neet_other", CATEGORY_NOT_IN_EDUCATION },
    { "neet_other_csa", CATEGORY_NOT_IN_EDUCATION },
    { "await_prov_2022", CATEGORY_NOT_IN_EDUCATION },
    { "perm_ex_2022", CATEGORY_NOT_IN_EDUCATION },
    { "await_prov", CATEGORY_NOT_IN_EDUCATION },
    { "perm_ex", CATEGORY_NOT_IN_EDUCATION },
    { "nm_early_years", CATEGORY_EARLY_YEARS },
    { "placement_unknown", NOT_RECORDED },
    { "mainstream_total", PLACEMENT_TOTAL },
    { "special_total", PLACEMENT_TOTAL },
    { "ap_pru_total", PLACEMENT_TOTAL },
    { "fe_total", PLACEMENT_TOTAL },
    { "ed_elsewhere", PLACEMENT_TOTAL },
    { "mainstream_total_pc", PLACEMENT_IGNORE },
    { "special_total_pc", PLACEMENT_IGNORE },
    { "AP_PRU_total_pc", PLACEMENT_IGNORE },
    { "fe_total_pc", PLACEMENT_IGNORE },
    { "ed_elsewhere_pc", PLACEMENT_IGNORE },
    { "nm_early_years_pc", PLACEMENT_IGNORE },
    { "placement_unknown_pc", PLACEMENT_IGNORE },
    /* labels of the rows by placement in ceased_plans and sen_needs_all_plans; "Special -
     * independent" and others are a column's name above but for case and signs */
    { "Mainstream - LA maintained (resourced provision)", CATEGORY_UNIT },
    { "Mainstream - LA maintained (SEN unit)", CATEGORY_UNIT },
    { "Mainstream - academy (resourced provision)", CATEGORY_UNIT },
    { "Mainstream - academy (SEN unit)", CATEGORY_UNIT },
    { "Mainstream - free school (resourced provision)", CATEGORY_UNIT },
    { "Mainstream - free school (SEN unit)", CATEGORY_UNIT },
    { "Special - academy/free school", CATEGORY_STATE_SPECIAL },
    { "Special - Academy/free schools", CATEGORY_STATE_SPECIAL },
    { "AP/PRU - academy", CATEGORY_ALTERNATIVE },
    { "AP/PRU - free school", CATEGORY_ALTERNATIVE },
    { "AP/PRU - LA maintained", CATEGORY_ALTERNATIVE },
    { "FE - general FE and tertiary colleges", CATEGORY_FURTHER_EDUCATION },
    { "FE - specialist post-16 institutions", CATEGORY_SPECIALIST_POST16 },
    { "FE - UKRLP provider", CATEGORY_FURTHER_EDUCATION },
    { "Educated elsewhere - elective home education", CATEGORY_HOME_EDUCATION },
    { "Educated elsewhere - other arrangements by LA", CATEGORY_OTHERWISE },
    { "Educated elsewhere - other arrangements by parents", CATEGORY_OTHERWISE },
    { "Educated elsewhere - online provider", CATEGORY_OTHER },
    { "Educated elsewhere - Welsh establishment", CATEGORY_OTHER },
    { "Educated elsewhere - other schools and establishments", CATEGORY_OTHER },
    { "Educated elsewhere - other placement settings", CATEGORY_OTHER },
    { "Educated elsewhere - NEET", CATEGORY_NOT_IN_EDUCATION },
    { "Educated elsewhere - not in education or training (notice to cease issued)",
      CATEGORY_NOT_IN_EDUCATION },
    { "Educated elsewhere - not in education or training (other)", CATEGORY_NOT_IN_EDUCATION },
    { "Educated elsewhere - not in education or training (compulsory school age)",
      CATEGORY_NOT_IN_EDUCATION },
    { "Non-maintained early years", CATEGORY_EARLY_YEARS },
    { "Placement not recorded", NOT_RECORDED },
    /* labels of the files by establishment until 2024; "Mainstream - LA maintained - SEN unit" and
     * others are a column's name above but for case and signs */
    { "Special - Academy/free", CATEGORY_STATE_SPECIAL },
    { "Hospital School", CATEGORY_ALTERNATIVE },
    { "General FE and tertiary colleges/HE", CATEGORY_FURTHER_EDUCATION },
    { "Other FE", CATEGORY_FURTHER_EDUCATION },
    { "Sixth form college", CATEGORY_FURTHER_EDUCATION },
    { "Independent specialist providers", CATEGORY_SPECIALIST_POST16 },
    { "Other arrangements by local authority", CATEGORY_OTHERWISE },
    { "Other arrangements by parents", CATEGORY_OTHERWISE },
    { "Permanently excluded", CATEGORY_NOT_IN_EDUCATION },
    { "Not in education or training - notice to cease issued", CATEGORY_NOT_IN_EDUCATION },
    { "Not in education or training - other", CATEGORY_NOT_IN_EDUCATION },
    { "Not in education or training - other - compulsory school age",
      CATEGORY_NOT_IN_EDUCATION },
    { "Awaiting provision - above compulsory school age and in education",
      CATEGORY_NOT_IN_EDUCATION },
    { "Awaiting provision - above compulsory school age and not in education",
      CATEGORY_NOT_IN_EDUCATION },
    { "Awaiting provision - below compulsory school age and in education",
      CATEGORY_NOT_IN_EDUCATION },
    { "Awaiting provision - below compulsory school age and not in education",
      CATEGORY_NOT_IN_EDUCATION },
    { "Awaiting provision - compulsory school age and in education", CATEGORY_NOT_IN_EDUCATION },
    { "Awaiting provision - compulsory school age and not in education",
      CATEGORY_NOT_IN_EDUCATION },
    { "Awaiting provision - total", CATEGORY_NOT_IN_EDUCATION }, /* where its parts are not */
    { "Other types", CATEGORY_OTHER },
    { "Apprenticeship", CATEGORY_OTHER },
    { "Supported Internship", CATEGORY_OTHER },
    { "Traineeship", CATEGORY_OTHER },
    { "Work-based learning", CATEGORY_OTHER },
    { "Other", CATEGORY_OTHER },
    { "Unknown", NOT_RECORDED },
    { "AP/PRU - total", PLACEMENT_TOTAL },
    { "Educated elsewhere - total", PLACEMENT_TOTAL },
};
/* clang-format on */

static const struct {
    const char *word;
    int category;
} OTHER_WORD[] = { { "not_recorded", NOT_RECORDED },
                   { "total", PLACEMENT_TOTAL },
                   { "ignore", PLACEMENT_IGNORE } };
enum { N_OTHER_WORD = sizeof OTHER_WORD / sizeof OTHER_WORD[0] };

int
placement_category_of(const char *word)
{
    for (size_t i = 0; i < N_OTHER_WORD; i++)
        if (csv_in_same_name(OTHER_WORD[i].word, word))
            return OTHER_WORD[i].category;
    for (int category = 0; category < N_CATEGORY; category++)
        if (csv_in_same_name(category_name(category), word))
            return category;
    return PLACEMENT_UNKNOWN;
}

const char *
placement_category_word(int category)
{
    for (size_t i = 0; i < N_OTHER_WORD; i++)
        if (OTHER_WORD[i].category == category)
            return OTHER_WORD[i].word;
    return category_name(category);
}

static struct placement_row *
find_row(const struct placement_map *self, const char *column)
{
    for (size_t i = 0; i < self->n_row; i++)
        if (csv_in_same_name(self->row[i].column, column))
            return &self->row[i];
    return NULL;
}

static int
set_row(struct placement_map *self, const char *column, int category, struct hr_err *err)
{
    struct placement_row *known = find_row(self, column);
    if (known != NULL) {
        known->category = category;
        return 0;
    }
    const int ret = list_room(&self->row, self->n_row, sizeof *self->row, err);
    if (ret != 0)
        return ret;
    struct placement_row *row = &self->row[self->n_row];
    *row = (struct placement_row){ .column = strdup(column), .category = category };
    if (row->column == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the table of placements");
    self->n_row++;
    return 0;
}

int
placement_map_init(struct placement_map *self, struct hr_err *err)
{
    *self = (struct placement_map){ 0 };
    int ret = 0;
    for (size_t i = 0; i < sizeof DEFAULT_ROW / sizeof DEFAULT_ROW[0] && ret == 0; i++)
        ret = set_row(self, DEFAULT_ROW[i].column, DEFAULT_ROW[i].category, err);
    return ret;
}

void
placement_map_release(struct placement_map *self)
{
    for (size_t i = 0; i < self->n_row; i++)
        free(self->row[i].column);
    free(self->row);
    faults_release(&self->faults);
    *self = (struct placement_map){ 0 };
}

int
placement_map_find(const struct placement_map *self, const char *column)
{
    const struct placement_row *row = find_row(self, column);
    return row == NULL ? PLACEMENT_UNKNOWN : row->category;
}

/* ---- reading */

static void
unknown_category(struct csv_in *csv, size_t row, size_t column)
{
    const char *word = csv_in_text(csv, row, column);
    struct nearest nearest = { .name = word };
    for (size_t i = 0; i < N_OTHER_WORD; i++)
        nearest_offer(&nearest, OTHER_WORD[i].word);
    for (int category = 0; category < N_CATEGORY; category++)
        nearest_offer(&nearest, category_name(category));
    if (nearest.best != NULL)
        csv_in_fault(csv, row, column, "there is no category '%s': did you mean '%s'?", word,
                     nearest.best);
    else
        csv_in_fault(csv, row, column,
                     "there is no category '%s': want mainstream, unit, state_special, ..., "
                     "not_recorded, total or ignore",
                     word);
}

struct map_row {
    const char *column, *category;
};
static const struct column MAP[] = {
    { "dfe_column", COLUMN_TEXT, .at = offsetof(struct map_row, column) },
    { "category", COLUMN_TEXT, .at = offsetof(struct map_row, category) },
};

/* Every row is compared with those before it. DfE's releases of all years have some 80. */
enum { MOST_PLACEMENTS = 2000 };

static void
check_row(struct csv_in *csv, size_t line, const struct map_row *row)
{
    const size_t from = csv_in_column(csv, MAP[0].name);
    if (row->column[0] == '\0')
        csv_in_fault(csv, line, from, "is empty: which column or setting is this category of?");
    if (placement_category_of(row->category) == PLACEMENT_UNKNOWN)
        unknown_category(csv, line, csv_in_column(csv, MAP[1].name));
    for (size_t before = 0; before < line; before++)
        if (csv_in_same_name(csv_in_text(csv, before, from), row->column)) {
            csv_in_fault(csv, line, from, "'%s' is also on line %zu: one row for each", row->column,
                         csv->line[before]);
            break;
        }
}

static int
take_rows(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct placement_map *self = reader;
    struct columns columns;
    struct map_row row;
    const bool found = columns_find(&columns, csv, MAP, sizeof MAP / sizeof MAP[0],
                                    ": want dfe_column,category") &&
                       csv_in_at_most(csv, MOST_PLACEMENTS, "a map of placements");
    for (size_t line = 0; line < csv->n_row && found; line++)
        if (columns_read(&columns, line, &row))
            check_row(csv, line, &row);
    int ret = csv_in_check(csv, err);
    for (size_t line = 0; line < csv->n_row && ret == 0; line++)
        if (columns_read(&columns, line, &row))
            ret = set_row(self, row.column, placement_category_of(row.category), err);
    return ret;
}

int
placement_map_parse(struct placement_map *self, const struct table_in *table, struct hr_err *err)
{
    struct table_in rows = *table;
    rows.may_be_empty = true; /* the program's own table stands then */
    return table_in_take(&rows, take_rows, self, &self->faults, err);
}

int
placement_map_read(struct placement_map *self, const char *path, struct hr_err *err)
{
    struct table_in table;
    int ret = table_in_read(&table, path, err);
    if (ret == 0)
        ret = placement_map_parse(self, &table, err);
    table_in_release(&table);
    return ret;
}

/* ---- writing */

int
placement_map_text(const struct placement_map *self, char **text, size_t *size, struct hr_err *err)
{
    struct map_row {
        const char *column, *category;
    };
    static const struct table_field field[] = {
        TABLE_TEXT_COLUMN("dfe_column", offsetof(struct map_row, column)),
        TABLE_TEXT_COLUMN("category", offsetof(struct map_row, category)),
    };
    struct table table;
    table_init(&table, "placement_map", field, sizeof field / sizeof field[0]);
    *text = NULL;
    for (size_t i = 0; i < self->n_row; i++)
        table_put(&table, &(struct map_row){ self->row[i].column,
                                             placement_category_word(self->row[i].category) });
    int ret = table_check(&table, err);
    if (ret == 0)
        ret = csv_text(&table, text, size, err);
    table_release(&table);
    return ret;
}
