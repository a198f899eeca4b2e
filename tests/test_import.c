#include "import.h"

#include "claim.h"
#include "import_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum evidence_layout
layout_of(const char *folder, const char *name)
{
    char path[256];
    enum evidence_layout layout;
    struct hr_err err = { 0 };
    snprintf(path, sizeof path, "%s/%s", folder, name);
    cr_assert_eq(evidence_layout_of(path, &layout, &err), 0, "%s", err.text);
    return layout;
}

Claim(evidence_load, layouts_are_told_by_names_and_headers)
{
    const char *folder = import_sample_folder();
    import_sample_put(folder, "release/data/ceased_plans.csv", "");
    import_sample_put(folder, "tidy/ehcp_total_la_2010_2025.csv", "");
    import_sample_put(folder, "own/stock_2026.csv", "");
    import_sample_put(folder, "imported/evidence.csv", "");
    import_sample_put(folder, "imported/placement_map.csv", "");
    import_sample_put(folder, "history/transitions.csv", "");
    import_sample_put(folder, "history/population.csv", "");
    import_sample_put(folder, "other/letters.csv", "a,b\n");
    import_sample_put(folder, "other/Release.ZIP", "");
    import_sample_put(folder, "other/moves.csv",
                      "\xef\xbb\xbf"
                      "calendar-year,setting-1,need-1,academic-year-1\n2024,A,\"unclosed\n");
    import_sample_put(folder, "other/counts.csv", "area_code,area,measure,year\n");
    static const struct {
        const char *name;
        enum evidence_layout layout;
    } cases[] = {
        { "release", LAYOUT_RELEASE },
        { "release/data", LAYOUT_RELEASE },
        { "tidy", LAYOUT_TIDY },
        { "own", LAYOUT_OWN },
        { "imported", LAYOUT_EVIDENCE },
        { "imported/placement_map.csv", LAYOUT_NONE },
        { "history", LAYOUT_TRANSITIONS },
        { "other", LAYOUT_NONE },
        { "other/letters.csv", LAYOUT_NONE },
        { "other/Release.ZIP", LAYOUT_RELEASE },
        { "other/moves.csv", LAYOUT_TRANSITIONS },
        { "other/counts.csv", LAYOUT_EVIDENCE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect_eq(layout_of(folder, cases[i].name), cases[i].layout, "%s", cases[i].name);
    import_sample_remove(folder);
}

Claim(evidence_load, what_cannot_be_loaded_is_named)
{
    struct evidence evidence;
    enum evidence_layout layout;
    struct hr_err err = { 0 };
    char path[256];
    cr_expect_eq(evidence_layout_of("/tmp/no/such/place", &layout, &err), HR_EIO);
    cr_expect_str_eq(err.text, "cannot read '/tmp/no/such/place': there is no such file or folder");
    const char *folder = import_sample_folder();
    import_sample_put(folder, "history/transitions.csv", "");
    snprintf(path, sizeof path, "%s/history", folder);
    cr_expect_eq(evidence_load(&evidence, path, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "is a transition history, which is not evidence"), "%s",
                       err.text);
    evidence_release(&evidence);
    import_sample_put(folder, "evidence.csv", "area_code\n");
    cr_expect_eq(evidence_load(&evidence, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(
        strstr(import_sample_faults(&evidence.faults), "evidence.csv: has no column 'measure'"));
    cr_expect_not_null(strstr(err.text, "evidence.csv' has "), "%s", err.text);
    evidence_release(&evidence);
    import_sample_remove(folder);
}

Claim(evidence_load, the_order_of_rows_changes_nothing)
{
    static const char *const text[] = {
        "area_code,area,level,measure,year,calendar,from_age,to_age,category,need,count\n"
        "801,Alpha,authority,plans,2025,January,,,,,23\n802,Beta,authority,plans,2025,January,,,"
        "unit,asd,4\n",
        "area_code,area,level,measure,year,calendar,from_age,to_age,category,need,count\n"
        "802,Beta,authority,plans,2025,January,,,unit,asd,4\n801,Alpha,authority,plans,2025,"
        "January,,,,,23\n",
    };
    struct evidence evidence[2];
    struct hr_err err = { 0 };
    for (size_t i = 0; i < 2; i++) {
        const char *folder = import_sample_folder();
        import_sample_put(folder, "evidence.csv", text[i]);
        cr_assert_eq(evidence_load(&evidence[i], folder, &err), 0, "%s", err.text);
        import_sample_remove(folder);
    }
    cr_assert_eq(evidence[0].n_item, 2);
    cr_assert_eq(evidence[1].n_item, 2);
    cr_expect_eq(memcmp(evidence[0].item, evidence[1].item, 2 * sizeof *evidence[0].item), 0);
    cr_expect_eq(memcmp(evidence[0].area, evidence[1].area, 2 * sizeof *evidence[0].area), 0);
    evidence_release(&evidence[0]);
    evidence_release(&evidence[1]);
}

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
        cr_assert_eq(import_write(&import, &folder, &err), 0, "%s", err.text);
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
