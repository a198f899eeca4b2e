/* Which reader. A folder is known by the names of its files, a file by its header. */
#include "evidence_load.h"

#include "bytes_in.h"
#include "csv_in.h"
#include "dfe_release.h"
#include "evidence_csv.h"
#include "evidence_traps.h"
#include "own_tables.h"
#include "tidy_series.h"

#include <errno.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- telling apart */

/* Is there a file of such a name in the folder? */
static bool
holds(const char *folder, const char *pattern)
{
    char *path = table_in_path(folder, pattern, NULL);
    glob_t found = { 0 };
    if (path == NULL)
        return false;
    const bool any = glob(path, GLOB_NOSORT, NULL, &found) == 0 && found.gl_pathc > 0;
    globfree(&found);
    free(path);
    return any;
}

static enum evidence_layout
layout_of_folder(const char *folder)
{
    if (holds(folder, "evidence.csv"))
        return LAYOUT_EVIDENCE;
    if (dfe_release_is(folder))
        return LAYOUT_RELEASE;
    if (holds(folder, "ehcp_total_*.csv"))
        return LAYOUT_TIDY;
    if (holds(folder, "transitions.csv"))
        return LAYOUT_TRANSITIONS;
    return own_tables_is(folder) ? LAYOUT_OWN : LAYOUT_NONE;
}

static enum evidence_layout
layout_of_header(const struct csv_in *csv)
{
    if (csv_in_column(csv, "area_code") != SIZE_MAX && csv_in_column(csv, "measure") != SIZE_MAX)
        return LAYOUT_EVIDENCE;
    if (csv_in_column(csv, "calendar-year") != SIZE_MAX &&
        csv_in_column(csv, "setting-1") != SIZE_MAX)
        return LAYOUT_TRANSITIONS;
    return LAYOUT_NONE;
}

/* The header line alone is parsed: the file may be long, and faults further down are for its reader
 * to name. */
static int
layout_of_file(const char *path, enum evidence_layout *layout, struct hr_err *err)
{
    char *bytes = NULL;
    size_t size = 0;
    int ret = bytes_in_read(path, &bytes, &size, err);
    if (ret == 0) {
        struct csv_in csv;
        struct faults ignored;
        const char *end = memchr(bytes, '\n', size);
        const size_t header = end == NULL ? size : (size_t)(end - bytes) + 1;
        faults_init(&ignored);
        csv_in_init(&csv, &ignored);
        *layout = csv_in_parse(&csv, path, bytes, header, NULL) == 0 ? layout_of_header(&csv)
                                                                     : LAYOUT_NONE;
        csv_in_release(&csv);
        faults_release(&ignored);
    }
    free(bytes);
    return ret;
}

int
evidence_layout_of(const char *path, enum evidence_layout *layout, struct hr_err *err)
{
    struct stat status;
    *layout = LAYOUT_NONE;
    if (stat(path, &status) != 0)
        return hr_fail(err, HR_EIO, "cannot read '%s': %s", path,
                       errno == ENOENT ? "there is no such file or folder" : strerror(errno));
    if (S_ISDIR(status.st_mode))
        *layout = layout_of_folder(path);
    else if (dfe_release_is(path))
        *layout = LAYOUT_RELEASE;
    else
        return layout_of_file(path, layout, err);
    return 0;
}

const char *
evidence_layout_says(enum evidence_layout layout)
{
    switch (layout) {
    case LAYOUT_EVIDENCE: return "evidence that was imported before";
    case LAYOUT_RELEASE: return "DfE's release \"Education, health and care plans\"";
    case LAYOUT_TIDY: return "tidied series by authority";
    case LAYOUT_OWN: return "an authority's own tables";
    case LAYOUT_TRANSITIONS: return "a transition history";
    case LAYOUT_NONE: break;
    }
    return "nothing that is known";
}

/* ---- reading */

static int
read_evidence_file(struct evidence *self, const char *path, struct hr_err *err)
{
    struct table_in table;
    int ret = table_in_read(&table, path, err);
    if (ret == 0)
        ret = evidence_csv_parse(self, &table, err);
    table_in_release(&table);
    return ret;
}

static int
read_evidence(struct evidence *self, const char *path, struct hr_err *err)
{
    struct stat status;
    char *file = NULL;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        return read_evidence_file(self, path, err);
    file = table_in_path(path, "evidence.csv", err);
    const int ret = file == NULL ? HR_ENOMEM : read_evidence_file(self, file, err);
    free(file);
    return ret;
}

/* An area without a name of its own is called after its folder. */
static int
read_own(struct evidence *self, const char *folder, const struct evidence_choices *choices,
         struct hr_err *err)
{
    char *real = choices->area == NULL ? realpath(folder, NULL) : NULL;
    const char *slash = real == NULL ? NULL : strrchr(real, '/');
    const char *area = choices->area != NULL ? choices->area : slash != NULL ? slash + 1 : "";
    const int ret = own_tables_read(
        self, folder, &(struct evidence_choices){ .map = choices->map, .area = area }, err);
    free(real);
    return ret;
}

static int
nothing_known(const char *path, struct hr_err *err)
{
    return hr_fail(
        err, HR_ESCENARIO,
        "'%s' holds nothing that can be imported: want DfE's release of plans (the .zip, or its "
        "folder with caseload.csv), "
        "transitions.csv, stock.csv, or evidence.csv ('headroom help import' describes them)",
        path);
}

static int
read_layout(struct evidence *self, const char *path, enum evidence_layout layout,
            const struct evidence_choices *choices, struct hr_err *err)
{
    switch (layout) {
    case LAYOUT_EVIDENCE: return read_evidence(self, path, err);
    case LAYOUT_RELEASE: return dfe_release_read(self, path, choices->map, err);
    case LAYOUT_TIDY: return tidy_series_read(self, path, err);
    case LAYOUT_OWN: return read_own(self, path, choices, err);
    case LAYOUT_TRANSITIONS:
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' is a transition history, which is not evidence: 'headroom import %s "
                       "-o DIR' reads it",
                       path, path);
    case LAYOUT_NONE: break;
    }
    return nothing_known(path, err);
}

int
evidence_load_as(struct evidence *self, const char *path, const struct evidence_choices *choices,
                 struct hr_err *err)
{
    enum evidence_layout layout;
    evidence_init(self);
    int ret = evidence_layout_of(path, &layout, err);
    if (ret == 0)
        ret = read_layout(self, path, layout, choices, err);
    if (ret == 0)
        ret = evidence_finish(self, err);
    return ret == 0 ? evidence_traps(self, err) : ret;
}

int
evidence_load(struct evidence *self, const char *path, struct hr_err *err)
{
    struct placement_map map;
    evidence_init(self);
    int ret = placement_map_init(&map, err);
    if (ret == 0)
        ret = evidence_load_as(self, path, &(struct evidence_choices){ .map = &map }, err);
    placement_map_release(&map);
    return ret;
}
