/* Writes a run. */
#include "publish.h"

#include "chart_source.h"
#include "csv.h"
#include "tables.h"
#include "headline.h"
#include "paper.h"
#include "parallel.h"
#include "report.h"
#include "returns.h"
#include "run_workbook.h"
#include "suppress.h"

#include <stdatomic.h>
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

static bool
is_wanted(const struct publication *self, const struct result_table *item)
{
    return (!item->on_request || self->real) && (!item->of_study || self->study != NULL) &&
           (item->applies == NULL || item->applies(self->record.results));
}

/* ---- tables: each as a file, and all of them in the workbook */

struct made {
    const struct result_table **item; /* owned; those that are wanted */
    struct table *table;              /* owned */
    struct workbook_table *list;      /* owned; of the tables */
    size_t n;                         /* of each */
    /* while they are made */
    const struct publication *publication;
    struct table_source from;
    struct folder *folder;
    atomic_size_t next;
};

static int
made_init(struct made *self, const struct publication *publication, struct folder *folder,
          struct hr_err *err)
{
    *self = (struct made){ .publication = publication, .folder = folder };
    self->item = calloc(tables_count(), sizeof(const struct result_table *));
    self->table = calloc(tables_count(), sizeof *self->table);
    self->list = calloc(tables_count(), sizeof *self->list);
    if (self->item == NULL || self->table == NULL || self->list == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the tables");
    for (size_t i = 0; i < tables_count(); i++)
        if (is_wanted(publication, tables_item(i)))
            self->item[self->n++] = tables_item(i);
    return 0;
}

static void
made_release(struct made *self)
{
    for (size_t i = 0; i < self->n; i++)
        table_release(&self->table[i]);
    free(self->item);
    free(self->table);
    free(self->list);
}

/* Whichever is next. */
static int
publish_some(void *shared, unsigned member, struct hr_err *err)
{
    struct made *made = shared;
    int ret = 0;
    (void)member;
    for (size_t i; ret == 0 && (i = atomic_fetch_add(&made->next, 1)) < made->n;) {
        made->list[i] = (struct workbook_table){ &made->table[i], made->item[i]->holds };
        ret = go_on(made->publication, err);
        if (ret == 0)
            ret = result_table_make(made->item[i], &made->from, &made->table[i], err);
        if (ret == 0)
            ret = csv_write(&made->table[i], made->folder, err);
    }
    return ret;
}

/* By all threads, but one after the other where a table may give away what another hides. */
static int
publish_tables(struct made *made, struct suppress *suppress, struct hr_err *err)
{
    const struct publication *self = made->publication;
    const unsigned n = suppress == NULL ? parallel_size(self->record.n_thread) : 1;
    struct januaries januaries;
    made->from = (struct table_source){ .results = self->record.results,
                                        .scenario = self->scenario,
                                        .study = self->study,
                                        .suppress = suppress,
                                        .drivers = self->drivers,
                                        .januaries = &januaries };
    int ret = januaries_init(&januaries, self->record.results, err);
    for (size_t i = 0; ret == 0 && i < made->n; i++)
        ret = csv_place(made->item[i]->name, made->folder, err);
    if (ret == 0)
        ret = parallel(n, publish_some, made, err);
    januaries_release(&januaries);
    return ret;
}

/* For people, like the charts: a run without them has none. It takes as long as all SVG and some
 * pictures, and is made beside them. */
struct workbook_work {
    const struct publication *publication;
    const struct made *made;
    struct folder *folder;
};

static int
write_workbook(void *with, struct hr_err *err)
{
    const struct workbook_work *work = with;
    const struct publication *self = work->publication;
    return run_workbook_write(&(struct run_workbook){ .record = &self->record,
                                                      .table = work->made->list,
                                                      .n_table = work->made->n,
                                                      .plain = self->plain_charts },
                              work->folder, err);
}

static int
publish_summary(const struct publication *self, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    const int ret = headline_json(self->record.results, self->drivers, &text, err);
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
    const struct table_source from = { .results = self->record.results,
                                       .scenario = self->scenario,
                                       .study = self->study,
                                       .suppress = suppress,
                                       .drivers = self->drivers };
    struct record record = self->record;
    struct arena arena;
    struct answer answer;
    record.folder = folder;
    arena_init(&arena);
    int ret = answer_make(&from, &arena, &answer, err);
    const char *source =
        chart_source_line(&chart_fan, self->scenario, self->record.results->model->in, &arena);
    if (ret == 0)
        ret = arena_check(&arena, err);
    if (ret == 0)
        ret =
            write_pages(&(struct report){ &from, &answer, gallery, &record, source }, folder, err);
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

/* What the run read, so that it can be done again. A published run leaves it out: counts of
 * children stand in it. */
static int
publish_inputs(const struct publication *self, struct folder *folder, struct hr_err *err)
{
    const struct input_file *file = self->scenario == NULL ? NULL : self->scenario->file;
    int ret = 0;
    for (size_t i = 0; ret == 0 && file != NULL && i < self->scenario->n_file; i++) {
        bool again = false; /* a file may be included twice */
        for (size_t k = 0; k < i; k++)
            again = again || strcmp(file[k].name, file[i].name) == 0;
        char *name = text_of("inputs/%s", file[i].name);
        if (name == NULL)
            ret = hr_fail(err, HR_ENOMEM, "no memory for the name of an input file");
        else if (!again)
            ret = folder_write(folder, name, file[i].bytes, file[i].size, err);
        free(name);
    }
    return ret;
}

static int
tell_hidden(const struct suppress *suppress, struct hidden *out, struct hr_err *err)
{
    struct text tables, charts;
    text_init(&tables);
    text_init(&charts);
    suppress_add_tables(suppress, &tables);
    for (size_t i = 0; i < suppress->chart.n; i++)
        text_add(&charts, "%s%s", i == 0 ? "" : ", ", suppress->chart.item[i]);
    *out = (struct hidden){ .n_cell = suppress->n_cell,
                            .n_chart = suppress->chart.n,
                            .n_number = suppress->number.n };
    int ret = text_take(&tables, &out->tables, err);
    if (ret == 0)
        ret = text_take(&charts, &out->charts, err);
    text_release(&charts);
    return ret;
}

/* The digest of a file in which counts are left out would tell who guesses them right; England's
 * is everybody's. */
static int
without_digests(const struct record *record, struct record_file **out, struct hr_err *err)
{
    *out = calloc(record->n_input + 1, sizeof **out);
    if (*out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu input files", record->n_input);
    for (size_t i = 0; i < record->n_input; i++) {
        (*out)[i] = record->input[i];
        if (strncmp(record->input[i].name, "embedded/", strlen("embedded/")) != 0)
            (*out)[i].sha256[0] = '\0';
    }
    return 0;
}

/* For the charts' texts. */
static char *
origin_of(const struct record_file *scenario)
{
    return scenario->sha256[0] == '\0' ? text_of("Scenario file %s.", text_base(scenario->name))
                                       : text_of("Scenario file %s, SHA-256 %s.",
                                                 text_base(scenario->name), scenario->sha256);
}

static int
publish_charts(struct workbook_work *workbook, struct suppress *small, struct gallery *gallery,
               struct hr_err *err)
{
    const struct publication *self = workbook->publication;
    const struct picture_work beside = { write_workbook, workbook };
    char *origin = origin_of(&self->record.input[0]);
    const int ret =
        origin == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the scenario file's name")
                       : chart_files_write(&(struct chart_files){ .results = self->record.results,
                                                                  .study = self->study,
                                                                  .scenario = self->scenario,
                                                                  .origin = origin,
                                                                  .charts = self->charts,
                                                                  .n_thread = self->record.n_thread,
                                                                  .stop = self->stop,
                                                                  .beside = &beside,
                                                                  .suppress = small,
                                                                  .folder = workbook->folder,
                                                                  .gallery = gallery,
                                                                  .drivers = self->drivers },
                                           err);
    free(origin);
    return ret;
}

/* All but the record, which lists the rest. */
static int
publish_files(const struct publication *self, struct suppress *small, struct folder *folder,
              struct hr_err *err)
{
    struct made made;
    struct workbook_work workbook = { self, &made, folder };
    struct gallery gallery;

    gallery_init(&gallery);
    int ret = made_init(&made, self, folder, err);
    if (ret == 0)
        ret = publish_tables(&made, small, err);
    if (ret == 0 && self->charts != CHARTS_NONE)
        ret = folder_place(folder, "results.xlsx", err);
    if (ret == 0)
        ret = publish_council(self->record.results, folder, err);
    if (ret == 0)
        ret = publish_charts(&workbook, small, &gallery, err);
    made_release(&made);
    if (ret == 0)
        ret = publish_summary(self, folder, err);
    if (ret == 0 && small == NULL)
        ret = publish_inputs(self, folder, err);
    if (ret == 0)
        ret = publish_pages(self, small, &gallery, folder, err);
    gallery_release(&gallery);
    return ret;
}

int
publish_run(const struct publication *self, struct folder *folder, struct hr_err *err)
{
    struct suppress suppress = { 0 };
    struct suppress *const small = self->small_numbers > 1.0 ? &suppress : NULL;
    struct publication run = *self;
    struct record_file *input = NULL;

    int ret =
        small == NULL ? 0 : suppress_init(small, self->record.results, self->small_numbers, err);
    if (ret == 0 && small != NULL && suppress_hides_inputs(small)) {
        ret = without_digests(&self->record, &input, err);
        run.record.input = input;
    }
    if (ret == 0 && small != NULL)
        ret = suppress_notes(small, run.record.note, run.record.n_note, &run.record.note, err);
    if (ret == 0)
        ret = publish_files(&run, small, folder, err);
    if (ret == 0)
        ret = small == NULL ? publish_record(&run, run.record, folder, err)
                            : publish_record_without(&run, small, folder, err);
    if (ret == 0)
        ret = go_on(self, err);
    if (ret == 0 && small != NULL && self->hidden != NULL)
        ret = tell_hidden(small, self->hidden, err);
    const int lost = results_check(self->record.results, err); /* whatever zeros made of it */
    ret = lost != 0 ? lost : ret;
    if (ret == 0)
        ret = folder_commit(folder, err);
    suppress_release(&suppress);
    free(input);
    return ret;
}
