/* Walking a folder, and the files of zips, with the table of kinds (data_kinds.c). */
#include "data_files.h"

#include "dfe_release.h"
#include "evidence_join.h"
#include "evidence_traps.h"
#include "list.h"
#include "text.h"
#include "mid_years.h"
#include "table_in.h"
#include "zip_in.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { HEAD = 1 << 18, N_SHOWN_COLUMN = 6 };

struct data_files { /* while they are read */
    struct evidence *to;
    const struct placement_map *map;
    data_taken *taken; /* NULL: no other reader has any */
    struct mid_years population;
    struct findings unknown, refused, workbook, converted; /* owned until said */
    struct evidence_source *source; /* owned; each file or release by itself, until joined */
    char **name, **later;           /* owned; of sources; paths of what is read after the others */
    size_t n_source, n_name, n_later, n_read;
    bool at_end, in_release; /* the folder is itself a release, or the one above it */
};

/* ---- what a file is */

static bool
ends_in(const char *name, const char *end)
{
    const size_t n = strlen(name), m = strlen(end);
    return n > m && strcasecmp(name + n - m, end) == 0;
}

static bool
is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool
data_files_workbook(const char *name, const char **sheet)
{
    *sheet = "the sheet with a row an authority";
    for (size_t i = 0; i < data_kind_count(); i++)
        if (data_kind_item(i)->workbook != NULL && grid_like(name, data_kind_item(i)->workbook)) {
            *sheet = data_kind_item(i)->sheet;
            break;
        }
    return grid_like(name, "*.@(xlsx|xls|xlsm|xlsb|ods)");
}

static const struct data_kind *
kind_of(const struct grid *grid)
{
    for (size_t i = 0; i < data_kind_count(); i++)
        if (data_kind_item(i)->is != NULL && data_kind_item(i)->is(grid))
            return data_kind_item(i);
    return NULL;
}

static bool
bytes_are_known(const char *bytes, size_t size)
{
    struct grid grid;
    const bool known = grid_read(&grid, "", bytes, size, NULL) == 0 && kind_of(&grid) != NULL;
    grid_release(&grid);
    return known;
}

/* By its beginning: the file may be long. */
static bool
file_is_known(const char *path)
{
    bool known = false;
    char *bytes = malloc(HEAD);
    FILE *file = bytes == NULL ? NULL : fopen(path, "rb");
    if (file != NULL) {
        size_t size = fread(bytes, 1, HEAD, file);
        while (size == HEAD && bytes[size - 1] != '\n' && size > 1)
            size--;
        known = bytes_are_known(bytes, size);
        (void)fclose(file);
    }
    free(bytes);
    return known;
}

/* Has it files of DfE's release of plans? */
static bool
zip_is_release(const struct zip_in *zip)
{
    for (size_t i = 0; i < zip->n; i++) {
        const char *name = zip_in_name(zip, i);
        if (name != NULL && dfe_kind_named(name) != NULL)
            return true;
    }
    return false;
}

static bool
zip_is_known(const char *path)
{
    struct zip_in zip;
    bool known = false;
    if (zip_in_open(&zip, path, NULL) != 0)
        return false;
    const size_t n = zip_is_release(&zip) ? 0 : zip.n;
    for (size_t i = 0; i < n && !known; i++) {
        const char *name = zip_in_name(&zip, i);
        char *bytes = NULL;
        size_t size = 0;
        if (name != NULL && ends_in(name, ".csv") &&
            zip_in_bytes(&zip, i, &bytes, &size, NULL) == 0)
            known = bytes_are_known(bytes, size);
        free(bytes);
    }
    zip_in_close(&zip);
    return known;
}

/* ---- the files of a folder */

static int
by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static int
list_files(const char *folder, char ***name, size_t *n, struct hr_err *err)
{
    DIR *dir = opendir(folder);
    int ret = 0;
    *name = NULL;
    *n = 0;
    if (dir == NULL)
        return hr_fail(err, HR_EIO, "cannot read folder '%s': %s", folder, strerror(errno));
    for (const struct dirent *entry = readdir(dir); entry != NULL && ret == 0; entry = readdir(dir))
        if (entry->d_name[0] != '.')
            ret = list_add_text(name, n, entry->d_name, err);
    (void)closedir(dir);
    if (*n > 0)
        qsort(*name, *n, sizeof **name, by_name);
    return ret;
}

bool
data_files_are(const char *path)
{
    char **name;
    size_t n;
    bool any = false;
    if (!is_folder(path))
        return ends_in(path, ".zip") ? zip_is_known(path) : file_is_known(path);
    const int ret = list_files(path, &name, &n, NULL);
    for (size_t i = 0; i < n && ret == 0 && !any; i++) {
        char *file = table_in_path(path, name[i], NULL);
        if (file != NULL && ends_in(name[i], ".zip")) {
            struct zip_in zip;
            any = zip_in_open(&zip, file, NULL) == 0 && zip_is_release(&zip);
            zip_in_close(&zip);
            any = any || zip_is_known(file);
        } else if (file != NULL)
            any = is_folder(file) ? dfe_release_is(file)
                                  : ends_in(name[i], ".csv") && file_is_known(file);
        free(file);
    }
    list_free_texts(name, n);
    return any;
}

/* ---- reading one */

static void
find_unknown(struct data_files *self, const struct grid *grid)
{
    char columns[120] = "";
    size_t n = 0, row = 0;
    while (row < grid->n_row && grid_n_filled(grid, row) < 2)
        row++;
    for (size_t i = 0; i < N_SHOWN_COLUMN && n < sizeof columns; i++) {
        const char *text = grid_cell(grid, row, i);
        if (text[0] != '\0')
            n += (size_t)snprintf(columns + n, sizeof columns - n, "%s%.24s", n > 0 ? ", " : "",
                                  text);
    }
    findings_add(&self->unknown, 1.0, "%.60s (columns %s ...)", text_base(grid->name), columns);
}

/* ---- sources: what one file or release says, by itself until all are read */

/* Room for one more, empty; its name is a copy. */
static int
add_source(struct data_files *self, const char *name, struct evidence_source **added,
           struct hr_err *err)
{
    int ret = list_add_text(&self->name, &self->n_name, name, err);
    if (ret == 0)
        ret = list_room(&self->source, self->n_source, sizeof *self->source, err);
    if (ret != 0)
        return ret;
    *added = &self->source[self->n_source++];
    **added = (struct evidence_source){ .name = self->name[self->n_name - 1] };
    evidence_init(&(*added)->evidence);
    return 0;
}

/* Its faults are the caller's to show. */
static int
end_source(struct data_files *self, struct evidence *of, int ret, struct hr_err *err)
{
    for (size_t i = 0; i < of->faults.n; i++)
        faults_add(&self->to->faults, of->faults.item[i].where, "%s", of->faults.item[i].text);
    return ret == 0 ? evidence_finish(of, err) : ret;
}

struct seen { /* of evidence, before a file */
    size_t n_item, n_fault;
};

static struct seen
seen_in(const struct evidence *of)
{
    return (struct seen){ of->n_item, of->faults.n };
}

/* A file that is known by its header and of which nothing was taken. */
static int
say_nothing_read(struct evidence *to, const struct grid *grid, struct seen before,
                 struct hr_err *err)
{
    const struct seen now = seen_in(to);
    return now.n_item > before.n_item || now.n_fault > before.n_fault
               ? 0
               : evidence_remark(to, err, "missing: %s: has a header and no row that is read",
                                 text_base(grid->name));
}

static int
read_at_end(struct data_files *self, const struct data_kind *kind, const struct grid *grid,
            struct hr_err *err)
{
    const struct seen before = seen_in(self->to);
    const int ret = kind->read(self->to, grid, err);
    return ret == 0 ? say_nothing_read(self->to, grid, before, err) : ret;
}

static int
read_source(struct data_files *self, const struct data_kind *kind, const struct grid *grid,
            struct hr_err *err)
{
    struct evidence_source *source;
    int ret = add_source(self, text_base(grid->name), &source, err);
    if (ret != 0)
        return ret;
    ret = kind->read(&source->evidence, grid, err);
    if (ret == 0)
        ret = say_nothing_read(&source->evidence, grid, (struct seen){ 0, 0 }, err);
    return end_source(self, &source->evidence, ret, err);
}

static int
read_release(struct data_files *self, const char *path, struct hr_err *err)
{
    struct evidence_source *source;
    int ret = add_source(self, text_base(path), &source, err);
    if (ret != 0)
        return ret;
    self->n_read++;
    ret = dfe_release_read(&source->evidence, path, self->map, err);
    return end_source(self, &source->evidence, ret, err);
}

static int
last_year(const struct evidence *of)
{
    int last = 0;
    for (size_t i = 0; i < of->n_item; i++)
        last = of->item[i].year > last ? of->item[i].year : last;
    return last;
}

/* The newest first: of what two files have, it stands. */
static int
by_newest(const void *a, const void *b)
{
    const struct evidence_source *x = a, *y = b;
    const int left = last_year(&x->evidence), right = last_year(&y->evidence);
    return left != right ? (right > left) - (right < left) : strcmp(y->name, x->name);
}

static int
join_sources(struct data_files *self, struct hr_err *err)
{
    struct evidence joined;
    int ret = 0;
    evidence_init(&joined);
    if (self->n_source > 0) {
        qsort(self->source, self->n_source, sizeof *self->source, by_newest);
        ret = evidence_join(&joined, self->source, self->n_source, err);
    }
    if (ret == 0)
        ret = evidence_merge(self->to, &joined, err);
    evidence_release(&joined);
    return ret;
}

/* ---- reading one file */

static int
read_grid(struct data_files *self, const struct grid *grid, struct hr_err *err)
{
    const struct data_kind *kind = kind_of(grid);
    const size_t n_before = self->to->faults.n;
    int ret;
    if (kind == NULL) {
        find_unknown(self, grid);
        return 0;
    }
    if (kind->refused != NULL) {
        findings_add(&self->refused, 1.0, "%.60s: %s: %s", text_base(grid->name), kind->name,
                     kind->refused);
        return 0;
    }
    if (kind->after_others && !self->at_end)
        return list_add_text(&self->later, &self->n_later, grid->name, err);
    if (grid->converted)
        findings_add(&self->converted, 1.0, "%.80s", text_base(grid->name));
    self->n_read++;
    if (kind->read == NULL)
        ret = mid_years_read(&self->population, grid, &self->to->faults, err);
    else
        ret =
            self->at_end ? read_at_end(self, kind, grid, err) : read_source(self, kind, grid, err);
    const size_t n = self->to->faults.n - n_before;
    return ret == 0 && n > 0 ? hr_fail(err, HR_ESCENARIO, "'%s' has %zu fault%s", grid->name, n,
                                       n == 1 ? "" : "s")
                             : ret;
}

static int
read_table(struct data_files *self, const struct table_in *table, struct hr_err *err)
{
    struct grid grid;
    const size_t n = self->n_read;
    int ret = grid_read(&grid, table->name, table->bytes, table->size, err);
    if (ret == 0)
        ret = read_grid(self, &grid, err);
    if (ret == 0 && self->n_read > n)
        ret = evidence_add_source(self->to, text_base(table->name), table->bytes, table->size, err);
    grid_release(&grid);
    return ret;
}

static int
read_csv(struct data_files *self, const char *path, struct hr_err *err)
{
    struct table_in table;
    int ret = table_in_read(&table, path, err);
    if (ret == 0)
        ret = read_table(self, &table, err);
    table_in_release(&table);
    return ret;
}

static int
read_member(struct data_files *self, const struct zip_in *zip, size_t i, struct hr_err *err)
{
    char *bytes = NULL;
    size_t size = 0;
    char *name = table_in_path(zip->path, zip_in_name(zip, i), err);
    int ret = name == NULL ? HR_ENOMEM : zip_in_bytes(zip, i, &bytes, &size, err);
    if (ret == 0)
        ret =
            read_table(self, &(struct table_in){ .name = name, .bytes = bytes, .size = size }, err);
    free(bytes);
    free(name);
    return ret;
}

static int
read_zip(struct data_files *self, const char *path, struct hr_err *err)
{
    struct zip_in zip;
    int ret = zip_in_open(&zip, path, err);
    const bool release = ret == 0 && zip_is_release(&zip);
    for (size_t i = 0; i < zip.n && ret == 0 && !release; i++) {
        const char *name = zip_in_name(&zip, i);
        if (name != NULL && ends_in(name, ".csv"))
            ret = read_member(self, &zip, i, err);
    }
    zip_in_close(&zip);
    return ret == 0 && release ? read_release(self, path, err) : ret;
}

static int
read_file(struct data_files *self, const char *path, struct hr_err *err)
{
    const char *name = text_base(path), *sheet;
    if (!is_folder(path) && data_files_workbook(name, &sheet)) {
        findings_add(&self->workbook, 1.0, "of %.60s %s", name, sheet);
        return 0;
    }
    if ((self->taken != NULL && self->taken(name)) ||
        (self->in_release && (dfe_kind_named(name) != NULL || strcmp(name, "data") == 0)))
        return 0;
    if (is_folder(path))
        return dfe_release_is(path) ? read_release(self, path, err) : 0;
    if (ends_in(name, ".zip"))
        return read_zip(self, path, err);
    return ends_in(name, ".csv") ? read_csv(self, path, err) : 0;
}

/* ---- reading all */

/* Beside files of another layout one that is not known may be anything; where there are only such
 * files, it was meant to be read. */
static int
say(struct data_files *self, struct hr_err *err)
{
    const char *kind = self->taken == NULL && !self->in_release ? "missing" : "note";
    char opening[160];
    (void)snprintf(
        opening, sizeof opening,
        "%s: files that are not known and not read ('headroom help data' says which are)", kind);
    int ret = findings_say(&self->unknown, opening, self->to, err);
    if (ret == 0)
        ret = findings_say(&self->refused, "note: files that are not read", self->to, err);
    (void)snprintf(opening, sizeof opening,
                   "%s: workbooks are not read: save as \"CSV UTF-8\" beside them", kind);
    if (ret == 0)
        ret = findings_say(&self->workbook, opening, self->to, err);
    return ret == 0 ? findings_say(&self->converted,
                                   "note: files that are not UTF-8 are read as Windows-1252",
                                   self->to, err)
                    : ret;
}

static int
read_all(struct data_files *self, const char *path, struct hr_err *err)
{
    char **name;
    size_t n;
    if (!is_folder(path))
        return read_file(self, path, err);
    int ret = list_files(path, &name, &n, err);
    self->in_release = dfe_release_is(path);
    if (ret == 0 && self->in_release)
        ret = read_release(self, path, err);
    for (size_t i = 0; i < n && ret == 0; i++) {
        char *file = table_in_path(path, name[i], err);
        ret = file == NULL ? HR_ENOMEM : read_file(self, file, err);
        free(file);
    }
    list_free_texts(name, n);
    return ret;
}

/* Files that stand by themselves; one in a zip has no path of its own, and is named. */
static int
read_later(struct data_files *self, struct hr_err *err)
{
    int ret = 0;
    self->at_end = true;
    for (size_t i = 0; i < self->n_later && ret == 0; i++) {
        struct stat status;
        if (stat(self->later[i], &status) == 0)
            ret = read_csv(self, self->later[i], err);
        else
            findings_add(&self->refused, 1.0, "%.100s: take it out of the zip",
                         text_base(self->later[i]));
    }
    return ret;
}

int
data_files_read(struct evidence *to, const char *path, const struct placement_map *map,
                data_taken *taken, struct hr_err *err)
{
    struct data_files self = { .to = to, .map = map, .taken = taken };
    int ret = read_all(&self, path, err);
    if (ret == 0)
        ret = join_sources(&self, err);
    if (ret == 0)
        ret = read_later(&self, err);
    if (ret == 0)
        ret = mid_years_move(&self.population, to, err);
    if (ret == 0)
        ret = say(&self, err);
    mid_years_release(&self.population);
    for (size_t i = 0; i < self.n_source; i++)
        evidence_release(&self.source[i].evidence);
    free(self.source);
    list_free_texts(self.name, self.n_name);
    list_free_texts(self.later, self.n_later);
    findings_release(&self.unknown);
    findings_release(&self.refused);
    findings_release(&self.workbook);
    findings_release(&self.converted);
    return ret;
}
