/* import.txt: for somebody who must answer for the figures. */
#include "import_files.h"

#include "evidence_traps.h"
#include "version.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 110 };

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
put_wrapped(FILE *out, const char *text, int indent)
{
    int column = indent;
    while (*text != '\0') {
        const size_t n = strcspn(text, " ");
        if (column > indent && column + 1 + (int)n > LINE) {
            fprintf(out, "\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            putc(' ', out);
            column++;
        }
        fprintf(out, "%.*s", (int)n, text);
        column += (int)n;
        text += n + strspn(text + n, " ");
    }
    putc('\n', out);
}

static void
put_sources(FILE *out, const struct evidence *evidence)
{
    fprintf(out, "FILES READ, WITH SHA-256\n\n");
    for (size_t i = 0; i < evidence->n_source; i++) {
        const char *hex = strrchr(evidence->source[i], ':');
        const int n =
            hex == NULL ? (int)strlen(evidence->source[i]) : (int)(hex - evidence->source[i]);
        fprintf(out, "  %-36.*s %s\n", n, evidence->source[i], hex == NULL ? "" : hex + 2);
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
put_year(FILE *out, const struct read_count *count, const char *measure, int year)
{
    const char *total = "";
    const struct words words =
        words_count(isnan(count->first_total) ? 0 : (unsigned long long)(count->first_total + 0.5));
    if (!isnan(count->first_total))
        total = words.text;
    fprintf(out, "  %-18s %4d %12s %12zu %10s", measure, year, total, count->n_authority,
            words_count(count->n_item).text);
    fprintf(out, "%s%s%s%s\n", count->by_age || count->by_category || count->by_need ? " " : "",
            count->by_age ? " age" : "", count->by_category ? " placement" : "",
            count->by_need ? " need" : "");
}

static void
put_counts(FILE *out, const struct evidence *evidence)
{
    int first = 0, last = -1;
    for (size_t i = 0; i < evidence->n_item; i++) {
        first = i == 0 || evidence->item[i].year < first ? evidence->item[i].year : first;
        last = i == 0 || evidence->item[i].year > last ? evidence->item[i].year : last;
    }
    fprintf(out, "\nWHAT WAS READ (plans are counted in January of the year, population at "
                 "mid-year, all else in the calendar year)\n\n");
    fprintf(out, "  %-18s %4s %12.12s %12s %10s %s\n", "measure", "year",
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
put_remarks(FILE *out, const struct evidence *evidence, struct hr_err *err)
{
    size_t *order = NULL;
    const int ret = import_remarks_by_gravity(evidence, &order, err);
    if (ret != 0)
        return ret;
    fprintf(out, "\nREMARKS (%zu, the gravest first; nothing was changed)\n\n", evidence->n_remark);
    for (size_t i = 0; i < evidence->n_remark; i++) {
        fprintf(out, "%3zu  ", i + 1);
        put_wrapped(out, evidence->remark[order[i]], 5);
    }
    if (evidence->n_remark == 0)
        fprintf(out, "  none\n");
    free(order);
    return 0;
}

int
import_report_text(const struct import *self, char **text, struct hr_err *err)
{
    size_t size = 0;
    *text = NULL;
    FILE *out = open_memstream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for import.txt");
    fprintf(out, "Imported by headroom %s from '%s': %s\n\n", HEADROOM_VERSION, self->path,
            self->says);
    put_sources(out, self->evidence);
    put_counts(out, self->evidence);
    int ret = put_remarks(out, self->evidence, err);
    fprintf(out, "\nplacement_map.csv says which placements make which category: change it and "
                 "give it with --map to import anew.\n");
    if (fclose(out) != 0 && ret == 0)
        ret = hr_fail(err, HR_ENOMEM, "no memory for import.txt");
    if (ret != 0) {
        free(*text);
        *text = NULL;
    }
    return ret;
}
