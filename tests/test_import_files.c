#include "import_files.h"

#include "evidence_load.h"
#include "import_sample.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sample {
    struct placement_map map;
    struct evidence evidence;
    const char *folder;
};

static struct import
open_sample(struct sample *self)
{
    struct hr_err err = { 0 };
    self->folder = import_sample_folder();
    import_sample_release(self->folder, "data/");
    cr_assert_eq(placement_map_init(&self->map, &err), 0);
    cr_assert_eq(evidence_load(&self->evidence, self->folder, &err), 0, "%s", err.text);
    return (struct import){
        .evidence = &self->evidence, .map = &self->map, .path = "the path", .says = "a release"
    };
}

static void
close_sample(struct sample *self)
{
    evidence_release(&self->evidence);
    placement_map_release(&self->map);
    import_sample_remove(self->folder);
}

Claim(import_files, the_report_has_files_counts_and_every_remark_in_lines_that_can_be_read)
{
    struct sample sample;
    struct hr_err err = { 0 };
    char *text = NULL;
    const struct import import = open_sample(&sample);
    cr_assert_eq(import_report_text(&import, &text, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(text, "from 'the path': a release\n"));
    cr_expect_not_null(strstr(text, "\n  plans              2025        3,300            2         "
                                    "49  age placement need\n"),
                       "%s", text);
    cr_expect_not_null(
        strstr(text,
               "\n  ceased             2024                         1          3  age placement\n"),
        "%s", text);
    cr_expect_not_null(strstr(text, "  caseload.csv                         "));
    char last[16];
    snprintf(last, sizeof last, "\n%3zu  ", sample.evidence.n_remark);
    cr_expect_not_null(strstr(text, last), "the last remark has its number");
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1)
        cr_expect_leq(strcspn(line, "\n"), (size_t)120, "%.*s", (int)strcspn(line, "\n"), line);
    free(text);
    close_sample(&sample);
}

Claim(import_files, remarks_come_by_gravity_and_each_once)
{
    struct sample sample;
    struct hr_err err = { 0 };
    size_t *order = NULL;
    (void)open_sample(&sample);
    const size_t n = sample.evidence.n_remark;
    cr_assert_gt(n, (size_t)5);
    cr_assert_eq(import_remarks_by_gravity(&sample.evidence, &order, &err), 0);
    cr_expect_eq(strncmp(sample.evidence.remark[order[0]], "missing: ", 9), 0);
    cr_expect_eq(strncmp(sample.evidence.remark[order[n - 1]], "note: ", 6), 0);
    size_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += order[i];
    cr_expect_eq(sum, n * (n - 1) / 2);
    free(order);
    close_sample(&sample);
}

Claim(import_files, a_folder_has_all_files_and_can_be_replaced)
{
    struct sample sample;
    struct hr_err err = { 0 };
    char target[256];
    const struct import import = open_sample(&sample);
    snprintf(target, sizeof target, "%s/imported", sample.folder);
    for (int i = 0; i < 2; i++) {
        struct folder folder;
        cr_assert_eq(folder_init(&folder, target, i > 0, &err), 0, "%s", err.text);
        cr_assert_eq(import_files_write(&import, &folder, &err), 0, "%s", err.text);
        cr_assert_eq(folder.n_file, 5);
        cr_expect_str_eq(folder.file[0].name, "evidence.csv");
        cr_expect_str_eq(folder.file[3].name, "SHA256SUMS");
        folder_release(&folder);
    }
    struct evidence again;
    cr_assert_eq(evidence_load(&again, target, &err), 0, "%s", err.text);
    cr_assert_eq(again.n_item, sample.evidence.n_item);
    cr_expect_eq(memcmp(again.item, sample.evidence.item, again.n_item * sizeof *again.item), 0);
    evidence_release(&again);
    close_sample(&sample);
}
