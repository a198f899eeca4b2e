#include "import_files.h"

#include "evidence_csv.h"
#include "evidence_traps.h"
#include "json_build.h"
#include "text.h"
#include "version.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    const char *total = "";
    const struct words words =
        words_count(isnan(count->first_total) ? 0 : (unsigned long long)(count->first_total + 0.5));
    if (!isnan(count->first_total))
        total = words.text;
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
    text_add(out, "\nWHAT WAS READ (plans are counted in January of the year, population at "
                  "mid-year, all else in the calendar year)\n\n");
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
    text_add(&out, "Imported by headroom %s from '%s': %s\n\n", HEADROOM_VERSION, self->path,
             self->says);
    put_sources(&out, self->evidence);
    put_counts(&out, self->evidence);
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

static int
write_record(const char *command, const char *path, const struct evidence *evidence,
             struct folder *folder, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json");
    json_build_text(&b, root, "program", "headroom");
    json_build_text(&b, root, "version", HEADROOM_VERSION);
    json_build_text(&b, root, "command", command);
    json_build_text(&b, root, "path", path);
    json_build_texts(&b, root, "inputs", (const char *const *)evidence->source, evidence->n_source);
    json_build_texts(&b, root, "remarks", (const char *const *)evidence->remark,
                     evidence->n_remark);
    json_build_outputs(&b, root, folder);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json, or a name in it is not UTF-8");
    return folder_take(folder, "run.json", text, err);
}

int
import_files_finish(const char *command, const char *path, const struct evidence *evidence,
                    struct folder *folder, struct hr_err *err)
{
    int ret = folder_put_sums(folder, err);
    if (ret == 0)
        ret = write_record(command, path, evidence, folder, err);
    return ret == 0 ? folder_commit(folder, err) : ret;
}

int
import_files_write(const struct import *self, struct folder *folder, struct hr_err *err)
{
    int ret = write_evidence(self, folder, err);
    if (ret == 0)
        ret = write_map(self, folder, err);
    if (ret == 0)
        ret = write_report(self, folder, err);
    return ret == 0 ? import_files_finish("import", self->path, self->evidence, folder, err) : ret;
}
