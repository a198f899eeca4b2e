/* Writes a run. */
#include "publish.h"

#include "csv.h"
#include "tables.h"
#include "headline.h"
#include "paper.h"
#include "report.h"
#include "suppress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int
go_on(const struct publication *self, struct hr_err *err)
{
    if (self->stop != NULL && atomic_load(self->stop))
        return hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
    return 0;
}

static int
publish_table(const struct result_table *item, const struct table_source *from,
              struct folder *folder, struct hr_err *err)
{
    struct table table;
    int ret = result_table_make(item, from, &table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    return ret;
}

static bool
is_wanted(const struct publication *self, const struct result_table *item)
{
    return (!item->on_request || self->real) && (!item->of_study || self->study != NULL) &&
           (item->applies == NULL || item->applies(self->record.results));
}

static int
publish_tables(const struct publication *self, struct suppress *suppress, struct folder *folder,
               struct hr_err *err)
{
    const struct table_source from = { self->record.results, self->scenario, self->study,
                                       suppress };
    int ret = 0;

    for (size_t i = 0; ret == 0 && i < tables_count(); i++) {
        ret = go_on(self, err);
        if (ret == 0 && is_wanted(self, tables_item(i)))
            ret = publish_table(tables_item(i), &from, folder, err);
    }
    return ret;
}

static int
publish_summary(const struct results *results, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    const int ret = headline_json(results, &text, err);
    return ret == 0 ? folder_take(folder, "summary.json", text, err) : ret;
}

static int
publish_council(const struct results *results, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;
    const int ret = dsg_text(results, &text, &size, err);
    return ret == 0 ? folder_take(folder, "dsg_table.txt", text, err) : ret;
}

/* report.html and paper.txt, which say the same. */
static int
write_pages(const struct report *report, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    int ret = report_text(report, &text, err);
    if (ret == 0)
        ret = folder_take(folder, "report.html", text, err);
    if (ret == 0)
        ret = paper_text(report, &text, err);
    return ret == 0 ? folder_take(folder, "paper.txt", text, err) : ret;
}

static int
publish_pages(const struct publication *self, struct suppress *suppress,
              const struct gallery *gallery, struct folder *folder, struct hr_err *err)
{
    const struct table_source from = { self->record.results, self->scenario, self->study,
                                       suppress };
    struct record record = self->record;
    struct arena arena;
    struct answer answer;
    record.folder = folder;
    arena_init(&arena);
    int ret = answer_make(&from, &arena, &answer, err);
    if (ret == 0)
        ret = write_pages(&(struct report){ &from, &answer, gallery, &record, self->source },
                          folder, err);
    arena_release(&arena);
    return ret;
}

static double
seconds_since(const struct timespec *start)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

static int
publish_suppressed(const struct suppress *suppress, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    const int ret = suppress_text(suppress, &text, err);
    return ret == 0 ? folder_take(folder, "SUPPRESSED.txt", text, err) : ret;
}

static int
publish_record(const struct publication *self, struct record record, struct folder *folder,
               struct hr_err *err)
{
    char *text = NULL;
    record.folder = folder;
    int ret = record_checksums(&record, &text, err);
    if (ret == 0)
        ret = folder_take(folder, "SHA256SUMS", text, err);
    if (self->clock_start != NULL)
        record.seconds = seconds_since(self->clock_start);
    if (ret == 0)
        ret = record_text(&record, &text, err);
    return ret == 0 ? folder_take(folder, "run.json", text, err) : ret;
}

/* What was typed on the command line is in the record, so small numbers typed there go as well. */
static int
publish_record_without(const struct publication *self, struct suppress *suppress,
                       struct folder *folder, struct hr_err *err)
{
    struct record record = self->record;

    int ret = suppress_set(suppress, record.override, record.n_override, &record.override, err);
    if (ret == 0)
        ret = suppress_set(suppress, record.argument, record.n_argument, &record.argument, err);
    record.suppress = suppress;
    if (ret == 0)
        ret = publish_suppressed(suppress, folder, err);
    if (ret == 0)
        ret = publish_record(self, record, folder, err);
    return ret;
}

int
publish_run(const struct publication *self, struct folder *folder, struct hr_err *err)
{
    struct suppress suppress = { 0 };
    struct suppress *const small = self->small_numbers > 1.0 ? &suppress : NULL;
    struct gallery gallery;

    gallery_init(&gallery);
    int ret =
        small == NULL ? 0 : suppress_init(small, self->record.results, self->small_numbers, err);
    if (ret == 0)
        ret = publish_tables(self, small, folder, err);
    if (ret == 0)
        ret = publish_council(self->record.results, folder, err);
    if (ret == 0)
        ret = chart_files_write(&(struct chart_files){ self->record.results, self->study,
                                                       self->source, self->charts, self->stop,
                                                       small, folder, &gallery },
                                err);
    if (ret == 0)
        ret = publish_summary(self->record.results, folder, err);
    if (ret == 0)
        ret = publish_pages(self, small, &gallery, folder, err);
    gallery_release(&gallery);
    if (ret == 0)
        ret = small == NULL ? publish_record(self, self->record, folder, err)
                            : publish_record_without(self, small, folder, err);
    if (ret == 0)
        ret = go_on(self, err);
    if (ret == 0)
        ret = folder_commit(folder, err);
    suppress_release(&suppress);
    return ret;
}
