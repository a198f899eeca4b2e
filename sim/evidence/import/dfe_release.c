/* Finding the files, in a folder by name or in a zip by walking it. Files are read one after
 * another, so that one at a time is in memory. */
#include "dfe_release.h"

#include "text.h"
#include "zip_in.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

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

static int
path_of(const char *folder, const char *within, const char *file, char **path, struct hr_err *err)
{
    const size_t n = strlen(folder);
    struct text text;
    text_init(&text);
    text_add(&text, "%s%s%s%s.csv", folder, n > 0 && folder[n - 1] == '/' ? "" : "/", within, file);
    return text_take(&text, path, err);
}

/* Where a file of the folder is: here or in data/. *path is owned by the caller, NULL when there is
 * none. */
static int
find_file(const char *folder, const struct dfe_kind *kind, char **path, struct hr_err *err)
{
    static const char *const WITHIN[] = { "", "data/" };
    for (size_t i = 0; i < sizeof WITHIN / sizeof WITHIN[0]; i++)
        for (size_t k = 0; k < DFE_MAX_NAME && kind->file[k] != NULL; k++) {
            const int ret = path_of(folder, WITHIN[i], kind->file[k], path, err);
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

/* Which files were found: of an edition that is there, all are looked for. */
struct found {
    bool file[64]; /* [kind] */
    bool edition[N_DFE_EDITION];
};

static void
note_found(struct found *self, size_t i)
{
    if (i >= sizeof self->file)
        hr_bug("%zu files of a release", i);
    self->file[i] = true;
    self->edition[dfe_kind_item(i)->edition] = true;
}

static int
say_missing(struct evidence *to, const struct found *found, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < dfe_kind_count() && ret == 0; i++) {
        const struct dfe_kind *kind = dfe_kind_item(i);
        if (!found->file[i] && found->edition[kind->edition] && !kind->is_optional)
            ret = evidence_remark(
                to, err, "missing: there is no %s.csv: what it counts is not known", kind->file[0]);
    }
    return ret;
}

static int
none_at_all(const char *path, struct hr_err *err)
{
    return hr_fail(err, HR_ESCENARIO,
                   "'%s' has none of the files of DfE's release \"Education, health and care "
                   "plans\" (caseload.csv, newplans.csv, ceased_plans.csv, ...; until 2024 "
                   "sen2_age_caseload.csv, sen2_mi.csv, ...): is it the download, or its unpacked "
                   "folder?",
                   path);
}

static int
end_of_files(struct evidence *to, const struct found *found, const char *path, struct hr_err *err)
{
    for (int edition = 0; edition < N_DFE_EDITION; edition++)
        if (found->edition[edition])
            return say_missing(to, found, err);
    return none_at_all(path, err);
}

/* ---- a folder */

static int
read_folder(struct evidence *to, const char *folder, const struct placement_map *map,
            struct hr_err *err)
{
    struct found found = { .file = { false } };
    int ret = 0;
    for (size_t i = 0; i < dfe_kind_count() && ret == 0; i++) {
        struct table_in table = { .name = "" };
        char *path = NULL;
        ret = find_file(folder, dfe_kind_item(i), &path, err);
        if (ret == 0 && path != NULL) {
            ret = table_in_read(&table, path, err);
            if (ret == 0)
                ret = dfe_table_parse(to, &table, map, err);
            note_found(&found, i);
        }
        table_in_release(&table);
        free(path);
    }
    return ret == 0 ? end_of_files(to, &found, folder, err) : ret;
}

/* ---- a zip */

/* Index of the member that is this file; SIZE_MAX: none; *twice: there are two. */
static size_t
find_member(const struct zip_in *zip, const struct dfe_kind *kind, bool *twice)
{
    size_t found = SIZE_MAX;
    *twice = false;
    for (size_t i = 0; i < zip->n; i++) {
        const char *name = zip_in_name(zip, i);
        if (name == NULL || dfe_kind_named(name) != kind)
            continue;
        *twice = *twice || found != SIZE_MAX;
        found = i;
    }
    return found;
}

static int
read_member(struct evidence *to, const struct zip_in *zip, size_t index,
            const struct placement_map *map, struct hr_err *err)
{
    size_t size = 0;
    char *bytes = NULL, *name = table_in_path(zip->path, zip_in_name(zip, index), err);
    int ret = name == NULL ? HR_ENOMEM : zip_in_bytes(zip, index, &bytes, &size, err);
    if (ret == 0)
        ret = dfe_table_parse(to, &(struct table_in){ .name = name, .bytes = bytes, .size = size },
                              map, err);
    free(bytes);
    free(name);
    return ret;
}

static int
read_members(struct evidence *to, const struct zip_in *zip, const struct placement_map *map,
             struct hr_err *err)
{
    struct found found = { .file = { false } };
    int ret = 0;
    for (size_t i = 0; i < dfe_kind_count() && ret == 0; i++) {
        const struct dfe_kind *kind = dfe_kind_item(i);
        bool twice;
        const size_t member = find_member(zip, kind, &twice);
        if (twice)
            ret =
                hr_fail(err, HR_ESCENARIO,
                        "'%s' has two files called %s.csv: which of them is meant cannot be known",
                        zip->path, kind->file[0]);
        else if (member != SIZE_MAX) {
            ret = read_member(to, zip, member, map, err);
            note_found(&found, i);
        }
    }
    return ret == 0 ? end_of_files(to, &found, zip->path, err) : ret;
}

static int
read_zip(struct evidence *to, const char *path, const struct placement_map *map, struct hr_err *err)
{
    struct zip_in zip;
    int ret = zip_in_open(&zip, path, err);
    if (ret == 0)
        ret = read_members(to, &zip, map, err);
    zip_in_close(&zip);
    return ret;
}

int
dfe_release_read(struct evidence *to, const char *path, const struct placement_map *map,
                 struct hr_err *err)
{
    return is_folder(path) ? read_folder(to, path, map, err) : read_zip(to, path, map, err);
}
