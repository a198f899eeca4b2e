/* Finding the files, in a folder by name or in a zip by walking it. Files are read one after
 * another, so that one at a time is in memory. */
#include "dfe_release.h"

#include "calendar.h"
#include "text.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <zip.h>

/* The release is 13 MB; a member that claims more than this is no part of it. */
#define MAX_MEMBER_BYTES ((zip_uint64_t)1 << 28)

static bool
is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool
is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Where a file of the folder is: here or in data/. *path is owned by the caller, NULL when there is
 * none. */
static int
find_file(const char *folder, const struct dfe_kind *kind, char **path, struct hr_err *err)
{
    static const char *const WITHIN[] = { "", "data/" };
    const size_t n = strlen(folder);
    const char *slash = n > 0 && folder[n - 1] == '/' ? "" : "/";
    for (size_t i = 0; i < sizeof WITHIN / sizeof WITHIN[0]; i++) {
        struct text text;
        text_init(&text);
        text_add(&text, "%s%s%s%s.csv", folder, slash, WITHIN[i], kind->file);
        const int ret = text_take(&text, path, err);
        if (ret != 0)
            return ret;
        if (is_file(*path))
            return 0;
        free(*path);
    }
    *path = NULL;
    return 0;
}

bool
dfe_release_is(const char *path)
{
    const size_t n = strlen(path);
    if (is_file(path))
        return n > 4 && strcasecmp(path + n - 4, ".zip") == 0;
    for (size_t i = 0; i < dfe_kind_count(); i++) {
        char *file = NULL;
        const int ret = find_file(path, dfe_kind_item(i), &file, NULL);
        free(file);
        if (ret == 0 && file != NULL)
            return true;
    }
    return false;
}

static int
say_missing(struct evidence *to, const struct dfe_kind *kind, struct hr_err *err)
{
    if (kind->is_optional)
        return 0;
    return evidence_remark(to, err, "missing: there is no %s.csv: what it counts is not known",
                           kind->file);
}

static int
none_at_all(const char *path, struct hr_err *err)
{
    return hr_fail(err, HR_ESCENARIO,
                   "'%s' has none of the files of DfE's release \"Education, health and care "
                   "plans\" (caseload.csv, newplans.csv, "
                   "ceased_plans.csv, ...): is it the download, or its unpacked folder?",
                   path);
}

/* ---- a folder */

static int
read_folder(struct evidence *to, const char *folder, const struct placement_map *map,
            struct hr_err *err)
{
    size_t n_read = 0;
    int ret = 0;
    for (size_t i = 0; i < dfe_kind_count() && ret == 0; i++) {
        struct table_in table = { .name = "" };
        char *path = NULL;
        ret = find_file(folder, dfe_kind_item(i), &path, err);
        if (ret == 0 && path == NULL)
            ret = say_missing(to, dfe_kind_item(i), err);
        else if (ret == 0) {
            ret = table_in_read(&table, path, err);
            if (ret == 0)
                ret = dfe_table_parse(to, &table, map, err);
            n_read++;
        }
        table_in_release(&table);
        free(path);
    }
    return ret == 0 && n_read == 0 ? none_at_all(folder, err) : ret;
}

/* ---- a zip */

/* Index of the member that is this file; -1: none; -2: two. What macOS adds to the files is
 * none of them. */
static zip_int64_t
find_member(zip_t *zip, const struct dfe_kind *kind)
{
    zip_int64_t found = -1;
    const zip_int64_t n = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);
        if (name == NULL || strncmp(name, "__MACOSX/", 9) == 0 || dfe_kind_named(name) != kind)
            continue;
        if (found >= 0)
            return -2;
        found = i;
    }
    return found;
}

struct zipped {
    const char *path; /* of the zip */
    zip_t *zip;
};

static int
unreadable_member(const struct zipped *self, const char *name, struct hr_err *err)
{
    return hr_fail(err, HR_EIO, "cannot read '%s' in '%s': %s", name, self->path,
                   zip_strerror(self->zip));
}

/* The text of a member; bytes are owned by the caller. */
static int
read_bytes(const struct zipped *self, const zip_stat_t *stat, char **bytes, struct hr_err *err)
{
    if (stat->size > MAX_MEMBER_BYTES)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' in '%s' is larger than 256 MB: is this DfE's release?", stat->name,
                       self->path);
    *bytes = malloc((size_t)stat->size + 1);
    if (*bytes == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for '%s' in '%s'", stat->name, self->path);
    zip_file_t *file = zip_fopen_index(self->zip, stat->index, 0);
    int ret = 0;
    if (file == NULL || zip_fread(file, *bytes, stat->size) != (zip_int64_t)stat->size)
        ret = unreadable_member(self, stat->name, err);
    if (file != NULL)
        (void)zip_fclose(file);
    return ret;
}

static int
read_member(struct evidence *to, const struct zipped *self, zip_uint64_t index,
            const struct placement_map *map, struct hr_err *err)
{
    zip_stat_t stat;
    if (zip_stat_index(self->zip, index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
        return unreadable_member(self, "a member", err);
    char *bytes = NULL, *name = NULL;
    struct text text;
    text_init(&text);
    text_add(&text, "%s/%s", self->path, stat.name);
    int ret = text_take(&text, &name, err);
    if (ret == 0)
        ret = read_bytes(self, &stat, &bytes, err);
    if (ret == 0)
        ret = dfe_table_parse(to, &(struct table_in){ name, bytes, (size_t)stat.size, NULL }, map,
                              err);
    free(bytes);
    free(name);
    return ret;
}

static int
read_members(struct evidence *to, const struct zipped *self, const struct placement_map *map,
             struct hr_err *err)
{
    size_t n_read = 0;
    int ret = 0;
    for (size_t i = 0; i < dfe_kind_count() && ret == 0; i++) {
        const struct dfe_kind *kind = dfe_kind_item(i);
        const zip_int64_t member = find_member(self->zip, kind);
        if (member == -2)
            ret =
                hr_fail(err, HR_ESCENARIO,
                        "'%s' has two files called %s.csv: which of them is meant cannot be known",
                        self->path, kind->file);
        else if (member == -1)
            ret = say_missing(to, kind, err);
        else {
            ret = read_member(to, self, (zip_uint64_t)member, map, err);
            n_read++;
        }
    }
    return ret == 0 && n_read == 0 ? none_at_all(self->path, err) : ret;
}

static int
read_zip(struct evidence *to, const char *path, const struct placement_map *map, struct hr_err *err)
{
    int why = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &why);
    if (zip == NULL) {
        zip_error_t error;
        zip_error_init_with_code(&error, why);
        const int ret =
            hr_fail(err, HR_EIO, "cannot read '%s' as a zip: %s", path, zip_error_strerror(&error));
        zip_error_fini(&error);
        return ret;
    }
    const int ret = read_members(to, &(struct zipped){ path, zip }, map, err);
    zip_discard(zip);
    return ret;
}

int
dfe_release_read(struct evidence *to, const char *path, const struct placement_map *map,
                 struct hr_err *err)
{
    return is_folder(path) ? read_folder(to, path, map, err) : read_zip(to, path, map, err);
}

/* ---- what each file of the release holds, as data, and how it writes years and ages */

#define AGES "Child or young persons age"

static const struct dfe_kind KIND[] = {
    { .file = "caseload",
      .is_stock = true,
      .placement_columns = true,
      .term = { { EVIDENCE_PLANS, "ehcplans", 1 } },
      .topic = { { "All EHC plans", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "newplans",
      .placement_columns = true,
      .term = { { EVIDENCE_NEW_PLANS, "new_ehc_plans", 1 } },
      .topic = { { "New EHC plans", DFE_TOTAL }, { "Age when plan started", DFE_AGE } } },
    { .file = "ceased_plans",
      .term = { { EVIDENCE_CEASED, "total_ceased", 1 },
                { EVIDENCE_CEASED, "transfer", -1 },
                { EVIDENCE_TRANSFERRED, "transfer", 1 } },
      .topic = { { "All ceased EHC plans", DFE_TOTAL },
                 { "Age plan ceased", DFE_AGE },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = "requests",
      .term = { { EVIDENCE_REQUESTS, "requests_received_in_year", 1 },
                { EVIDENCE_REQUESTS_REFUSED, "requests_decided_not_to_assess", 1 } },
      .topic = { { "All requests for EHC needs assessments", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "assessments",
      .term = { { EVIDENCE_ASSESSMENTS, "assess_issued", 1 },
                { EVIDENCE_ASSESSMENTS, "assess_not_issued", 1 },
                { EVIDENCE_NOT_ISSUED, "assess_not_issued", 1 } },
      .topic = { { "All EHC needs assessments", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "sen_needs_all_plans",
      .is_stock = true,
      .need_columns = true,
      .term = { { EVIDENCE_PLANS, "ehc_plans", 1 } },
      .topic = { { "All EHC plans", DFE_TOTAL },
                 { AGES, DFE_AGE },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = "timeliness",
      .is_optional = true,
      .term = { { EVIDENCE_WITHIN_20_WEEKS, "plans_issued_within_20_weeks", 1 } },
      .topic = { { "", DFE_TOTAL } } },
};

size_t
dfe_kind_count(void)
{
    return sizeof KIND / sizeof KIND[0];
}

const struct dfe_kind *
dfe_kind_item(size_t i)
{
    return &KIND[i];
}

const struct dfe_kind *
dfe_kind_named(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash == NULL ? file : slash + 1;
    for (size_t i = 0; i < dfe_kind_count(); i++) {
        const size_t n = strlen(KIND[i].file);
        if (strncasecmp(name, KIND[i].file, n) == 0 && strcasecmp(name + n, ".csv") == 0)
            return &KIND[i];
    }
    return NULL;
}

/* ---- years and ages */

/* A whole number of so many digits; -1 when the text is anything else. *rest is what follows it. */
static int
digits(const char *text, size_t least, size_t most, const char **rest)
{
    int value = 0;
    size_t n = 0;
    for (; isdigit((unsigned char)text[n]) && n < most; n++)
        value = 10 * value + (text[n] - '0');
    *rest = text + n;
    return n < least ? -1 : value;
}

int
dfe_academic_january(const char *text)
{
    const char *rest;
    const int first = digits(text, 4, 4, &rest);
    const int second = digits(rest, 2, 2, &rest);
    return first > 0 && second == (first + 1) % 100 && *rest == '\0' ? first + 1 : 0;
}

int
dfe_calendar_year(const char *text)
{
    const char *rest;
    const int year = digits(text, 4, 4, &rest);
    return year > 0 && *rest == '\0' ? year : 0;
}

/* Past a word at the beginning, without regard to case, and the blanks after it. */
static bool
skip_word(const char **text, const char *word)
{
    const size_t n = strlen(word);
    if (strncasecmp(*text, word, n) != 0)
        return false;
    *text += n;
    *text += strspn(*text, " ");
    return true;
}

enum dfe_age
dfe_age_of(const char *label, int *from, int *to)
{
    const int oldest = age_of_ncy(NCY_MAX);
    const char *at = label;
    if (!skip_word(&at, "aged ") && !skip_word(&at, "ages "))
        (void)skip_word(&at, "age ");
    if (strcasecmp(at, "unknown") == 0)
        return DFE_AGE_UNKNOWN;
    const bool under = skip_word(&at, "under ");
    const int age = digits(at, 1, 2, &at);
    at += strspn(at, " ");
    *from = *to = age;
    if (under) {
        *from = 0;
        *to = age - 1;
    } else if (skip_word(&at, "to "))
        *to = digits(at, 1, 2, &at);
    else if (skip_word(&at, "and under"))
        *from = 0;
    else if (skip_word(&at, "and over"))
        *to = oldest;
    return age >= 0 && *to >= *from && *from >= 0 && *to <= oldest && *at == '\0' ? DFE_AGE_KNOWN
                                                                                  : DFE_AGE_FAULT;
}
