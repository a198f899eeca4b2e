/* Which reader. A folder is known by the names of its files, a file by its header. */
#include "import.h"

#include "bytes.h"
#include "csv_in.h"
#include "data_files.h"
#include "dfe_release.h"
#include "evidence_csv.h"
#include "evidence_traps.h"
#include "json_build.h"
#include "own_tables.h"
#include "sen2.h"
#include "text.h"
#include "transitions.h"
#include "tidy_series.h"
#include "version.h"
#include "words.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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
    if (sen2_is(folder)) /* it may have a requests.csv, as a release has */
        return LAYOUT_SEN2;
    if (dfe_release_is(folder))
        return LAYOUT_RELEASE;
    if (holds(folder, "ehcp_total_*.csv"))
        return LAYOUT_TIDY;
    if (holds(folder, "transitions.csv"))
        return LAYOUT_TRANSITIONS;
    if (own_tables_is(folder))
        return LAYOUT_OWN;
    return data_files_are(folder) ? LAYOUT_PUBLISHED : LAYOUT_NONE;
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
    int ret = bytes_read(path, &bytes, &size, err);
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
        *layout = data_files_are(path) ? LAYOUT_PUBLISHED : LAYOUT_RELEASE;
    else {
        const int ret = layout_of_file(path, layout, err);
        if (ret == 0 && *layout == LAYOUT_NONE && data_files_are(path))
            *layout = LAYOUT_PUBLISHED;
        return ret;
    }
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
    case LAYOUT_SEN2: return "an authority's person-level SEN2 return";
    case LAYOUT_PUBLISHED: return "files as they are published";
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

char *
import_area(const char *folder, const struct evidence_choices *choices, struct hr_err *err)
{
    char *real = choices->area == NULL ? realpath(folder, NULL) : NULL;
    const char *slash = real == NULL ? NULL : strrchr(real, '/');
    char *area = strdup(choices->area != NULL ? choices->area : slash != NULL ? slash + 1 : "");
    free(real);
    if (area == NULL)
        (void)hr_fail(err, HR_ENOMEM, "no memory for a name");
    return area;
}

static int
read_own(struct evidence *self, const char *folder, const struct evidence_choices *choices,
         struct hr_err *err)
{
    struct evidence_choices named = *choices;
    char *area = import_area(folder, choices, err);
    named.area = area;
    const int ret = area == NULL ? HR_ENOMEM : own_tables_read(self, folder, &named, err);
    free(area);
    return ret;
}

static int
read_sen2(struct evidence *self, const char *folder, const struct evidence_choices *choices,
          struct hr_err *err)
{
    struct sen2 sen2 = { .n = 0 };
    struct evidence_choices named = *choices;
    char *area = import_area(folder, choices, err);
    named.area = area;
    const int ret = area == NULL ? HR_ENOMEM : sen2_read(&sen2, self, folder, &named, err);
    sen2_release(&sen2);
    free(area);
    return ret;
}

/* The path of a workbook: the file itself, or one in the folder; NULL when there is none. The
 * caller frees it. */
static char *
workbook_at(const char *path)
{
    const char *sheet;
    char *found = NULL;
    DIR *dir = opendir(path);
    if (dir == NULL)
        return data_files_workbook(text_base(path), &sheet) ? strdup(path) : NULL;
    for (const struct dirent *entry; found == NULL && (entry = readdir(dir)) != NULL;)
        if (data_files_workbook(entry->d_name, &sheet))
            found = table_in_path(path, entry->d_name, NULL);
    (void)closedir(dir);
    return found;
}

static int
nothing_known(const char *path, struct hr_err *err)
{
    char *workbook = workbook_at(path);
    const char *sheet;
    if (workbook != NULL) {
        (void)data_files_workbook(text_base(workbook), &sheet);
        const int ret = hr_fail(err, HR_ESCENARIO,
                                "'%s' is a workbook, which cannot be read: save %s as \"CSV "
                                "UTF-8\" ('headroom help data'; tables of your own as stock.csv: "
                                "'headroom help import')",
                                workbook, sheet);
        free(workbook);
        return ret;
    }
    return hr_fail(
        err, HR_ESCENARIO,
        "'%s' holds nothing that can be imported: want DfE's release of plans (the .zip, or its "
        "folder with caseload.csv), "
        "transitions.csv, stock.csv, evidence.csv ('headroom help import' describes them), or "
        "files as ONS and DfE publish them ('headroom help data'), with their headings: of money "
        "'Schools block (\xc2\xa3)' and 'High needs block (\xc2\xa3)', or LA and "
        "'DSG surplus/(deficit) 31 March 2025 (\xc2\xa3m)'",
        path);
}

/* ---- beside tidied series or tables of one's own: files as they are published */

static bool
own_tables_have(const char *name)
{
    return strncasecmp(name, "stock", 5) == 0 || strcasecmp(name, "population.csv") == 0;
}

/* What stands in the folder beside the files of its layout. */
static int
read_beside(struct evidence *self, const char *path, enum evidence_layout layout,
            const struct evidence_choices *choices, struct hr_err *err)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return 0;
    switch (layout) {
    case LAYOUT_TIDY: return data_files_read(self, path, choices->map, tidy_series_has, err);
    case LAYOUT_OWN: return data_files_read(self, path, choices->map, own_tables_have, err);
    default: return 0;
    }
}

static int
read_layout(struct evidence *self, const char *path, enum evidence_layout layout,
            const struct evidence_choices *choices, struct hr_err *err)
{
    switch (layout) {
    case LAYOUT_EVIDENCE: return read_evidence(self, path, err);
    case LAYOUT_RELEASE: /* a folder may hold others beside it */
    case LAYOUT_PUBLISHED: return data_files_read(self, path, choices->map, NULL, err);
    case LAYOUT_TIDY: return tidy_series_read(self, path, err);
    case LAYOUT_OWN: return read_own(self, path, choices, err);
    case LAYOUT_SEN2: return read_sen2(self, path, choices, err);
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
        ret = read_beside(self, path, layout, choices, err);
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

enum { LINE = 110 };

/* ---- import.txt: for somebody who must answer for the figures */

int
import_remarks_by_gravity(const struct evidence *evidence, size_t **order, struct hr_err *err)
{
    const size_t n = evidence->n_remark;
    size_t at = 0;
    *order = calloc(n + 1, sizeof **order);
    if (*order == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu remarks", n);
    for (int gravity = 0; at < n; gravity++)
        for (size_t i = 0; i < n; i++)
            if (evidence_remark_gravity(evidence->remark[i]) == gravity)
                (*order)[at++] = i;
    return 0;
}

/* Words of a text, broken into lines no longer than LINE, each after the first behind an indent. */
static void
put_wrapped(struct text *out, const char *text, int indent)
{
    int column = indent;
    while (*text != '\0') {
        const size_t n = strcspn(text, " ");
        if (column > indent && column + 1 + (int)n > LINE) {
            text_add(out, "\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            text_add(out, " ");
            column++;
        }
        text_add(out, "%.*s", (int)n, text);
        column += (int)n;
        text += n + strspn(text + n, " ");
    }
    text_add(out, "\n");
}

static void
put_sources(struct text *out, const struct evidence *evidence)
{
    text_add(out, "FILES READ, WITH SHA-256\n\n");
    for (size_t i = 0; i < evidence->n_source; i++) {
        const char *hex = strrchr(evidence->source[i], ':');
        const int n =
            hex == NULL ? (int)strlen(evidence->source[i]) : (int)(hex - evidence->source[i]);
        text_add(out, "  %-36.*s %s\n", n, evidence->source[i], hex == NULL ? "" : hex + 2);
    }
}

/* ---- what was read: a line for each measure and year */

struct read_count {
    size_t n_item, n_authority; /* counts in all; authorities with a total */
    double first_total;         /* of the first area, England where it is there; NAN: none */
    bool by_age, by_category, by_need;
};

static struct read_count
count_year(const struct evidence *evidence, enum evidence_measure measure, int year)
{
    struct read_count count = { .first_total = (double)NAN };
    for (size_t i = 0; i < evidence->n_item; i++) {
        const struct observation *item = &evidence->item[i];
        if (item->measure != (short)measure || item->year != year)
            continue;
        const bool total = item->from_age == ALL_AGES && item->category == ALL_CATEGORIES &&
                           item->need == ALL_NEEDS;
        count.n_item++;
        count.by_age = count.by_age || item->from_age != ALL_AGES;
        count.by_category = count.by_category || item->category != ALL_CATEGORIES;
        count.by_need = count.by_need || item->need != ALL_NEEDS;
        if (total && item->area == 0)
            count.first_total = item->count;
        if (total && evidence->area[item->area].level == AREA_AUTHORITY)
            count.n_authority++;
    }
    return count;
}

static void
put_year(struct text *out, const struct read_count *count, const char *measure, int year)
{
    char total[260] = "";
    const double first = count->first_total;
    if (!isnan(first)) /* a balance may be below 0 */
        (void)snprintf(total, sizeof total, "%s%s", first <= -0.5 ? "-" : "",
                       words_rounded(fabs(first)).text);
    text_add(out, "  %-18s %4d %12s %12zu %10s", measure, year, total, count->n_authority,
             words_count(count->n_item).text);
    text_add(out, "%s%s%s%s\n", count->by_age || count->by_category || count->by_need ? " " : "",
             count->by_age ? " age" : "", count->by_category ? " placement" : "",
             count->by_need ? " need" : "");
}

static void
put_counts(struct text *out, const struct evidence *evidence)
{
    int first = 0, last = -1;
    for (size_t i = 0; i < evidence->n_item; i++) {
        first = i == 0 || evidence->item[i].year < first ? evidence->item[i].year : first;
        last = i == 0 || evidence->item[i].year > last ? evidence->item[i].year : last;
    }
    text_add(
        out,
        "\nWHAT WAS READ (plans are counted in January of the year, population at mid-year, money "
        "in the financial year that\nends in March of the year, all else in the calendar "
        "year)\n\n");
    text_add(out, "  %-18s %4s %12.12s %12s %10s %s\n", "measure", "year",
             evidence->n_area > 0 ? evidence->area[0].name : "", "authorities", "counts",
             " broken down by");
    for (int measure = 0; measure < N_EVIDENCE_MEASURE; measure++)
        for (int year = first; year <= last; year++) {
            const struct read_count count =
                count_year(evidence, (enum evidence_measure)measure, year);
            if (count.n_item > 0)
                put_year(out, &count, evidence_measure_name((enum evidence_measure)measure), year);
        }
}

static int
put_remarks(struct text *out, const struct evidence *evidence, struct hr_err *err)
{
    size_t *order = NULL;
    const int ret = import_remarks_by_gravity(evidence, &order, err);
    if (ret != 0)
        return ret;
    text_add(out, "\nREMARKS (%zu, the gravest first; nothing was changed)\n\n",
             evidence->n_remark);
    for (size_t i = 0; i < evidence->n_remark; i++) {
        text_add(out, "%3zu  ", i + 1);
        put_wrapped(out, evidence->remark[order[i]], 5);
    }
    if (evidence->n_remark == 0)
        text_add(out, "  none\n");
    free(order);
    return 0;
}

int
import_report_text(const struct import *self, char **text, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    text_add(&out, "Imported by headroom %s from '%s': %s\n\n", HEADROOM_VERSION,
             text_path(self->path), self->says);
    put_sources(&out, self->evidence);
    put_counts(&out, self->evidence);
    if (self->also != NULL)
        text_add(&out, "%s", self->also);
    const int ret = put_remarks(&out, self->evidence, err);
    text_add(&out, "\nplacement_map.csv says which placements make which category: change it and "
                   "give it with --map to import anew.\n");
    if (ret == 0)
        return text_take(&out, text, err);
    text_release(&out);
    return ret;
}

/* ---- the files */

static int
write_evidence(const struct import *self, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;
    int ret = evidence_csv_text(self->evidence, &text, &size, err);
    if (ret == 0)
        ret = folder_write(folder, "evidence.csv", text, size, err);
    free(text);
    return ret;
}

static int
write_map(const struct import *self, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;
    int ret = placement_map_text(self->map, &text, &size, err);
    if (ret == 0)
        ret = folder_write(folder, "placement_map.csv", text, size, err);
    free(text);
    return ret;
}

static int
write_report(const struct import *self, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    const int ret = import_report_text(self, &text, err);
    return ret == 0 ? folder_take(folder, "import.txt", text, err) : ret;
}

static void
put_inputs(struct json_build *b, json_t *root, const struct import_record *self)
{
    if (self->evidence != NULL) {
        json_build_texts(b, root, "inputs", (const char *const *)self->evidence->source,
                         self->evidence->n_source);
        json_build_texts(b, root, "remarks", (const char *const *)self->evidence->remark,
                         self->evidence->n_remark);
        return;
    }
    json_t *list = json_build_array(b, root, "input_files");
    for (size_t i = 0; i < self->history->n_source; i++) {
        json_t *file = json_build_object(b, list, NULL);
        json_build_text(b, file, "name", self->history->source[i].name);
        json_build_text(b, file, "sha256", self->history->source[i].sha256);
    }
    json_build_texts(b, root, "remarks", (const char *const *)self->history->remark,
                     self->history->n_remark);
}

static int
write_record(const struct import_record *self, struct folder *folder, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json");
    json_build_text(&b, root, "program", "headroom");
    json_build_text(&b, root, "version", HEADROOM_VERSION);
    json_build_text(&b, root, "command", self->command);
    if (self->path != NULL)
        json_build_text(&b, root, "path", text_path(self->path));
    if (self->assumptions != NULL)
        json_build_text(&b, root, "assumptions", self->assumptions);
    put_inputs(&b, root, self);
    json_build_outputs(&b, root, folder);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json, or a name in it is not UTF-8");
    return folder_take(folder, "run.json", text, err);
}

int
import_finish(const struct import_record *self, struct folder *folder, struct hr_err *err)
{
    int ret = folder_put_sums(folder, err);
    if (ret == 0)
        ret = write_record(self, folder, err);
    return ret == 0 ? folder_commit(folder, err) : ret;
}

int
import_write(const struct import *self, struct folder *folder, struct hr_err *err)
{
    int ret = write_evidence(self, folder, err);
    if (ret == 0)
        ret = write_map(self, folder, err);
    if (ret == 0)
        ret = write_report(self, folder, err);
    const struct import_record record = { .command = "import",
                                          .path = self->path,
                                          .evidence = self->evidence };
    return ret == 0 ? import_finish(&record, folder, err) : ret;
}
