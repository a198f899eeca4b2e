/* Tidied series by authority, driven by two tables: FILES (which file holds what) and PLACEMENT
 * (whose column is whose category). */
#include "tidy_series.h"

#include "bytes_in.h"
#include "tidy_row.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- rows of counts and placements */

/* Says where placements do not add up to the total of their row. */
static int
check_sum(struct series *self, size_t row, const struct observation *item, double sum,
          struct hr_err *err)
{
    const double total = tidy_count(self, row, self->total);
    if (isnan(total) || sum == total)
        return 0;
    if (item->year >= FIRST_SUM_YEAR && item->year < FIRST_SUM_YEAR + N_SUM_YEAR)
        self->n_off[item->year - FIRST_SUM_YEAR]++;
    if (fabs(sum - total) <= REMARKABLE * total)
        return 0;
    return evidence_remark(self->out, err, "%s: %s, %d: placements add up to %g of %g plans",
                           self->csv.name, csv_in_text(&self->csv, row, self->name), item->year,
                           sum, total);
}

/* Placement columns of a row, summed by category; a row with nobody placed has no placements known.
 * */
static int
put_placements(struct series *self, size_t row, int measure, const size_t column[N_PLACEMENT],
               const struct observation *item, struct hr_err *err)
{
    double sum[N_CATEGORY + 1], all = 0; /* the last is what is not recorded */
    for (int i = 0; i <= N_CATEGORY; i++)
        sum[i] = (double)NAN;
    for (int i = 0; i < N_PLACEMENT; i++) {
        const double count = tidy_count(self, row, column[i]);
        double *to =
            &sum[PLACEMENT[i].category == NOT_RECORDED ? N_CATEGORY : PLACEMENT[i].category];
        if (!isnan(count)) {
            *to = (isnan(*to) ? 0 : *to) + count;
            all += count;
        }
    }
    int ret = check_sum(self, row, item, all, err);
    for (int i = 0; i <= N_CATEGORY && ret == 0 && all > 0; i++)
        ret = tidy_put(self, *item, measure, i == N_CATEGORY ? NOT_RECORDED : i, sum[i], err);
    return ret;
}

static int
say_sums(struct series *self, struct hr_err *err)
{
    int ret = 0;
    for (int i = 0; i < N_SUM_YEAR && ret == 0; i++)
        if (self->n_off[i] > 0)
            ret = evidence_remark(self->out, err,
                                  "%s: %d: in %zu rows placements do not add up to the total",
                                  self->csv.name, FIRST_SUM_YEAR + i, self->n_off[i]);
    return ret;
}

enum { N_COUNT = sizeof((struct file_kind *)0)->count / sizeof(struct count_column) };

/* The other columns of a row; columns of one measure are added, and all of them must be there. */
static int
put_counts(struct series *self, size_t row, const struct file_kind *kind,
           const size_t column[N_COUNT], const struct observation *item, struct hr_err *err)
{
    double sum[N_EVIDENCE_MEASURE] = { 0 };
    bool seen[N_EVIDENCE_MEASURE] = { false };
    for (size_t i = 0; i < N_COUNT && kind->count[i].name != NULL; i++) {
        sum[kind->count[i].measure] += tidy_count(self, row, column[i]);
        seen[kind->count[i].measure] = true;
    }
    int ret = 0;
    for (int measure = 0; measure < N_EVIDENCE_MEASURE && ret == 0; measure++)
        if (seen[measure])
            ret = tidy_put(self, *item, measure, ALL_CATEGORIES, sum[measure], err);
    return ret;
}

/* Says nothing: a note at the foot of a file, or an area of other years. */
static bool
row_is_empty(const struct series *self, size_t row, const size_t *column, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (csv_in_text(&self->csv, row, column[i])[0] != '\0')
            return false;
    return true;
}

static int
read_rows(struct series *self, const struct file_kind *kind, struct hr_err *err)
{
    const int placed = kind->count[0].name == NULL ? EVIDENCE_PLANS : kind->count[0].measure;
    size_t column[N_PLACEMENT + N_COUNT] = { 0 },
                                n = 0; /* of counts, after them those of placements */
    tidy_columns(self, kind);
    for (size_t i = 0; i < N_COUNT && kind->count[i].name != NULL; i++)
        column[n++] = tidy_column(self, kind->count[i].name);
    const size_t *placement = column + n;
    for (size_t i = 0; i < N_PLACEMENT && kind->placed; i++)
        column[n++] = tidy_column(self, PLACEMENT[i].column);
    int ret = csv_in_check(&self->csv, err);
    for (size_t row = 0; row < self->csv.n_row && ret == 0; row++) {
        struct observation item;
        bool good;
        if (row_is_empty(self, row, column, n))
            continue;
        ret = tidy_row(self, row, kind, &item, &good, err);
        if (ret == 0 && good)
            ret = put_counts(self, row, kind, column, &item, err);
        if (ret == 0 && good && kind->placed)
            ret = put_placements(self, row, placed, placement, &item, err);
    }
    return ret == 0 ? say_sums(self, err) : ret;
}

/* ---- population by single year of age: no level, no DfE code */

static int
read_sya(struct series *self, const struct file_kind *kind, struct hr_err *err)
{
    size_t age[OLDEST_AGE + 1];
    self->year = tidy_column(self, kind->year);
    self->ons_code = tidy_column(self, "ons_code");
    self->name = tidy_column(self, "name");
    for (int i = 0; i <= OLDEST_AGE; i++) {
        char column[32];
        snprintf(column, sizeof column, "age_%d_count", i);
        age[i] = tidy_column(self, column);
    }
    int ret = csv_in_check(&self->csv, err);
    for (size_t row = 0; row < self->csv.n_row && ret == 0; row++) {
        struct observation item = { .measure = EVIDENCE_POPULATION,
                                    .category = ALL_CATEGORIES,
                                    .need = ALL_NEEDS };
        const char *code = csv_in_text(&self->csv, row, self->ons_code),
                   *name = csv_in_text(&self->csv, row, self->name);
        item.area = evidence_find_area(self->out, code);
        if (item.area < 0)
            item.area = evidence_find_area(self->out, name);
        if (item.area < 0)
            ret =
                evidence_remark(self->out, err, "%s: '%s' (%s) is in no other file and is left out",
                                self->csv.name, name, code);
        if (item.area < 0 || !tidy_year(self, row, &item.year))
            continue;
        for (int i = 0; i <= OLDEST_AGE && ret == 0; i++) {
            item.from_age = item.to_age = (short)i;
            ret = tidy_put(self, item, EVIDENCE_POPULATION, ALL_CATEGORIES,
                           tidy_count(self, row, age[i]), err);
        }
    }
    return ret;
}

/* ---- which file holds what; areas must be known before population_sya_ */

static const struct file_kind FILES[] = {
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
    { .prefix = "ceased_plans_la_", .year = "calendar_year", .read = tidy_ceased },
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
};

static int
read_file(struct evidence *out, const char *folder, const char *name, const struct file_kind *kind,
          struct hr_err *err)
{
    struct series self = { .out = out };
    char *path = NULL, *bytes = NULL;
    size_t size = 0;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for the path of '%s'", name);
    int ret = bytes_in_read(path, &bytes, &size, err);
    if (ret == 0)
        ret = csv_in_parse(&self.csv, name, bytes, size, err);
    if (ret == 0)
        ret = kind->read(&self, kind, err);
    if (ret == 0)
        ret = csv_in_check(&self.csv, err);
    if (ret == 0)
        ret = evidence_add_source(out, name, bytes, size, err);
    csv_in_release(&self.csv);
    free(bytes);
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
        char **more = reallocarray(*name, *n + 1, sizeof *more);
        if (more != NULL)
            *name = more;
        if (more == NULL || (more[*n] = strdup(entry->d_name)) == NULL)
            ret = hr_fail(err, HR_ENOMEM, "no memory for the names in '%s'", folder);
        else
            (*n)++;
    }
    closedir(dir);
    if (*n > 0)
        qsort(*name, *n, sizeof **name, by_name);
    return ret;
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
    for (size_t i = 0; i < n; i++)
        free(name[i]);
    free(name);
    return ret;
}
