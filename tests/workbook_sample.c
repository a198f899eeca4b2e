#include "workbook_sample.h"

#include "claim.h"
#include "folder.h"
#include "tables.h"
#include "temp_dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_FUTURE = 120 };

static void
with_levels(struct sample *sample)
{
    static struct threshold_in threshold;
    threshold =
        (struct threshold_in){ .where = "", .id = "peak", .label = "Peak", .amount_gbp = 21.25e6 };
    sample_init(sample);
    sample_add_general(sample);
    sample->in.threshold = &threshold;
    sample->in.n_threshold = 1;
}

static bool
is_wanted(const struct workbook_sample *self, const struct result_table *item)
{
    return !item->on_request && (item->applies == NULL || item->applies(&self->of.results));
}

void
workbook_sample_init(struct workbook_sample *self)
{
    struct hr_err err = { 0 };
    *self = (struct workbook_sample){ 0 };
    fixture_init(&self->of, with_levels);
    fixture_model(&self->of);
    fixture_run(&self->of, N_FUTURE, 1);
    const struct comparison_options options = { .n_replicate = N_FUTURE,
                                                .n_run = 50,
                                                .n_thread = 1 };
    cr_assert_eq(study_run(&self->of.model, &options, &self->study, &err), 0, "%s", err.text);
    for (size_t i = 0; i < tables_count(); i++) {
        const struct result_table *item = tables_item(i);
        if (!is_wanted(self, item))
            continue;
        struct table *table = &self->table[self->n_table];
        const struct table_source from = { .results = &self->of.results, .study = &self->study };
        self->list[self->n_table++] = (struct workbook_table){ table, item->holds };
        cr_assert_eq(result_table_make(item, &from, table, &err), 0, "%s", err.text);
    }
    temp_dir(self->dir, sizeof self->dir);
}

int
workbook_sample_try(struct workbook_sample *self, const char *target, struct hr_err *err)
{
    struct folder folder = { .work = strdup(target), .target = strdup(target) };
    static const struct record_file input = { .name = "/home/someone/sample.cfg",
                                              .sha256 = "0123" };
    const struct record record = { .results = &self->of.results,
                                   .scenario_file = "/home/someone/sample.cfg",
                                   .input = &input,
                                   .n_input = 1 };
    const struct run_workbook run = { &record, self->list, self->n_table, self->plain };
    const int ret = run_workbook_write(&run, &folder, err);
    for (size_t i = 0; i < folder.n_file; i++)
        free(folder.file[i].name);
    free(folder.file);
    free(folder.work);
    free(folder.target);
    return ret;
}

void
workbook_sample_write(struct workbook_sample *self)
{
    struct hr_err err = { 0 };
    xlsx_release(&self->xlsx);
    cr_assert_eq(workbook_sample_try(self, self->dir, &err), 0, "%s", err.text);
    (void)snprintf(self->path, sizeof self->path, "%s/results.xlsx", self->dir);
    xlsx_open(&self->xlsx, self->path);
}

void
workbook_sample_release(struct workbook_sample *self)
{
    xlsx_release(&self->xlsx);
    for (size_t i = 0; i < self->n_table; i++)
        table_release(&self->table[i]);
    study_release(&self->study);
    fixture_release(&self->of);
    temp_dir_remove(self->dir);
}

struct table *
workbook_sample_table(struct workbook_sample *self, const char *name)
{
    size_t i = 0;
    while (i < self->n_table && strcmp(self->table[i].name, name) != 0)
        i++;
    cr_assert_lt(i, self->n_table, "no table '%s'", name);
    return &self->table[i];
}
