/* What LibreOffice calculates from the formulas of results.xlsx. Skipped where it is not
 * installed. */
#define _GNU_SOURCE /* asprintf */
#include "claim.h"
#include "data.h"
#include "stats.h"
#include "temp_dir.h"
#include "workbook_sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* The level of the run's first threshold: first row of the levels on the sheet Chances. */
static const char level_cell[] = "<c r=\"B8\"";

/* Always recalculate what is loaded; the default is never. */
static const char profile[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><oor:items "
    "xmlns:oor=\"http://openoffice.org/2001/registry\" "
    "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><item "
    "oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" "
    "oor:op=\"fuse\"><value>0</value></prop></item></oor:items>";

/* Near the middle of the last deficit, so that its chance tells something. */
static double
other_level(const struct workbook_sample *made)
{
    const struct results *results = &made->of.results;
    const size_t deficit = results_measure(results, "deficit");
    return round(results->summary[results_index(results, 0, results->n_year - 1, deficit)].p50);
}

/* A copy of the workbook in which a reader has typed another level. */
static void
write_changed(const struct workbook_sample *made, const char *path)
{
    char command[512], name[64], number[32];
    size_t sheet = 0;
    while (strcmp(made->xlsx.sheet[sheet].name, "Chances") != 0)
        sheet++;
    (void)snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", sheet + 1);
    (void)snprintf(command, sizeof command, "cp '%s' '%s'", made->path, path);
    cr_assert_eq(system(command), 0);
    const char *text = xlsx_part(&made->xlsx, name), *cell = strstr(text, level_cell);
    cr_assert(cell != NULL);
    const char *value = strstr(cell, "<v>") + 3, *rest = strchr(value, '<');
    char *changed = NULL;
    (void)snprintf(number, sizeof number, "%.0f", other_level(made));
    cr_assert_gt(asprintf(&changed, "%.*s%s%s", (int)(value - text), text, number, rest), 0);
    zip_t *zip = zip_open(path, 0, NULL);
    cr_assert(zip != NULL);
    zip_source_t *source = zip_source_buffer(zip, changed, strlen(changed), 1);
    cr_assert_eq(zip_file_replace(zip, (zip_uint64_t)zip_name_locate(zip, name, 0), source, 0), 0);
    cr_assert_eq(zip_close(zip), 0);
}

static int
recalculate(const char *dir)
{
    char command[1024], path[256];
    (void)snprintf(command, sizeof command, "mkdir -p '%s/profile/user'", dir);
    if (system(command) != 0)
        return -1;
    (void)snprintf(command, sizeof command, "%s/profile/user", dir);
    temp_dir_write(command, "registrymodifications.xcu", profile, path, sizeof path);
    (void)snprintf(command, sizeof command,
                   "cd '%s' && timeout 300 soffice -env:UserInstallation=file://%s/profile "
                   "--headless --convert-to xlsx --outdir out results.xlsx changed.xlsx "
                   ">log 2>&1",
                   dir, dir);
    return system(command);
}

static void
expect_equal(const struct xlsx_cell *ours, const struct xlsx_cell *theirs, const char *sheet)
{
    if (theirs == NULL) {
        cr_expect_eq(ours->text[0], '\0', "%s %s is empty", sheet, ours->at);
        return;
    }
    cr_expect(!theirs->error, "%s %s: %s", sheet, ours->at, theirs->text);
    if (ours->number)
        cr_expect(fabs(ours->value - theirs->value) <= 1e-9 * fmax(1.0, fabs(ours->value)),
                  "%s %s: %.12g, recalculated %.12g", sheet, ours->at, ours->value, theirs->value);
    else
        cr_expect_str_eq(ours->text, theirs->text, "%s %s", sheet, ours->at);
}

/* The value that is written with a formula is what the formula gives. */
static void
expect_same(const struct xlsx *ours, const struct xlsx *theirs)
{
    size_t n = 0;
    cr_assert_eq(ours->n_sheet, theirs->n_sheet);
    for (size_t i = 0; i < ours->n_sheet; i++)
        for (size_t k = 0; k < ours->sheet[i].n_cell; k++) {
            const struct xlsx_cell *cell = &ours->sheet[i].cell[k];
            if (!cell->formula)
                continue;
            expect_equal(cell, xlsx_cell(theirs, ours->sheet[i].name, cell->at),
                         ours->sheet[i].name);
            n++;
        }
    cr_expect_gt(n, 500, "%zu formulas", n);
}

/* A changed level changes the chances: to the share of futures above it, as well as percentiles
 * know that. */
static void
expect_changed(const struct workbook_sample *made, const struct xlsx *theirs)
{
    const struct results *results = &made->of.results;
    const size_t last = results->n_year - 1, n = results->n_replicate,
                 deficit = results_measure(results, "deficit");
    const double share = (double)sample_count_above(results_column(results, 0, last, deficit), n,
                                                    other_level(made)) /
                         (double)n;
    const struct xlsx_sheet *summary = xlsx_sheet(theirs, "Summary");
    const struct xlsx_cell *chance = xlsx_cell(theirs, "Summary", "H5"),
                           *words = xlsx_cell(theirs, "Summary", "I5");
    cr_assert(summary != NULL && chance != NULL && words != NULL);
    cr_expect(share > 0.05 && share < 0.95, "%g tells nothing", share);
    cr_expect_float_eq(chance->value, share, 0.02, "%g for %g", chance->value, share);
    cr_expect_str_neq(words->text, xlsx_cell(&made->xlsx, "Summary", "I5")->text);
    cr_expect_float_eq(xlsx_cell(theirs, "Deficit forecast", "I6")->value, other_level(made),
                       1e-12);
}

Claim(workbook_recalculated, formulas_give_the_values_that_are_written_and_follow_a_changed_level)
{
    static struct workbook_sample made;
    struct xlsx same, changed;
    char path[256];
    if (system("command -v soffice >/dev/null 2>&1") != 0)
        cr_skip_test("soffice is not installed");
    workbook_sample_init(&made);
    workbook_sample_write(&made);
    (void)snprintf(path, sizeof path, "%s/changed.xlsx", made.dir);
    write_changed(&made, path);
    if (recalculate(made.dir) != 0)
        cr_skip_test("soffice does not convert here");
    (void)snprintf(path, sizeof path, "%s/out/results.xlsx", made.dir);
    xlsx_open(&same, path);
    expect_same(&made.xlsx, &same);
    (void)snprintf(path, sizeof path, "%s/out/changed.xlsx", made.dir);
    xlsx_open(&changed, path);
    expect_changed(&made, &changed);
    xlsx_release(&same);
    xlsx_release(&changed);
    (void)snprintf(path, sizeof path, "rm -rf '%s/profile' '%s/out'", made.dir, made.dir);
    cr_expect_eq(system(path), 0);
    workbook_sample_release(&made);
}
