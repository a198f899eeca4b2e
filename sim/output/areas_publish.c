/* The folder of a run of many areas. */
#include "areas_publish.h"

#include "areas_campaign.h"
#include "areas_charts.h"
#include "areas_tables.h"
#include "csv.h"
#include "json_build.h"
#include "record.h"
#include "rng.h"
#include "version.h"

#include <string.h>

static int
put_tables(const struct areas_sums *sums, struct folder *folder, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && areas_tables[i].name != NULL; i++) {
        struct table table;
        ret = areas_tables[i].fill(sums, &table, err);
        if (ret == 0 && (table.n_row > 0 || !areas_tables[i].if_any))
            ret = csv_write(&table, folder, err);
        table_release(&table);
    }
    return ret;
}

static int
put_text(const struct areas_sums *sums, struct folder *folder, const char *name,
         int (*make)(const struct areas_sums *sums, char **text, struct hr_err *err),
         struct hr_err *err)
{
    char *text = NULL;
    const int ret = make(sums, &text, err);
    return ret == 0 ? folder_take(folder, name, text, err) : ret;
}

/* ---- run.json */

static void
record_entry(struct json_build *b, json_t *list, const struct areas_entry *entry)
{
    json_t *o = json_build_object(b, list, NULL);
    json_build_text(b, o, "area", entry->area);
    json_build_text(b, o, "region", entry->region);
    json_build_texts(b, o, "groups", entry->group, entry->n_group);
    json_build_text(b, o, "scenario_file", entry->file);
    json_t *files = json_build_array(b, o, "input_files");
    for (size_t i = 0; i < entry->n_input; i++) {
        json_t *file = json_build_object(b, files, NULL);
        json_build_text(b, file, "name", entry->input[i].where);
        json_build_text(b, file, "sha256", entry->input[i].text);
    }
    json_t *notes = json_build_array(b, o, "notes");
    for (size_t i = 0; i < entry->n_note; i++) {
        json_t *note = json_build_object(b, notes, NULL);
        json_build_text(b, note, "where", entry->note[i].where);
        json_build_text(b, note, "text", entry->note[i].text);
    }
    json_build_bool(b, o, "left_out", entry->n_fault > 0);
}

static void
record_run(struct json_build *b, json_t *root, const struct areas_sums *sums, const char *charts)
{
    const struct areas_header *header = sums->header;
    json_build_text(b, root, "program", "headroom");
    json_build_text(b, root, "version", header->version);
    json_build_text(b, root, "git_commit", header->commit);
    json_build_text(b, root, "rng", header->rng);
    json_build_text(b, root, "gsl", header->gsl);
    json_build_text(b, root, "command", "run --areas");
    json_build_whole(b, root, "seed", header->seed);
    json_build_whole(b, root, "simulations", (double)header->n_future);
    json_build_text(b, root, "list", header->list);
    json_build_text(b, root, "list_sha256", header->list_sha256);
    json_build_text(b, root, "charts", charts);
    json_build_texts(b, root, "only", header->only, header->n_only);
    json_build_set(b, root, header->set, header->n_set, "");
    if (sums->successors != NULL) {
        json_build_text(b, root, "successors", sums->successors->name);
        json_build_text(b, root, "successors_sha256", sums->successors->sha256);
    }
    json_build_whole(b, root, "base_census", sums->base_census);
    json_build_whole(b, root, "years", (double)sums->n_year);
    json_t *list = json_build_array(b, root, "areas");
    for (size_t i = 0; i < header->n_row; i++)
        record_entry(b, list, areas_sums_entry(sums, i));
}

static int
put_record(const struct areas_publication *self, struct folder *folder, struct hr_err *err)
{
    const struct record execution = { .started = self->started,
                                      .seconds = self->seconds,
                                      .n_thread = self->n_thread,
                                      .argument = self->argument,
                                      .n_argument = self->n_argument };
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json");
    record_run(&b, root, self->sums, self->charts_name);
    json_build_outputs(&b, root, folder);
    record_execution(&b, root, &execution);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json, or a name in it is not UTF-8");
    return folder_take(folder, "run.json", text, err);
}

int
areas_publish(const struct areas_publication *self, struct folder *folder, struct hr_err *err)
{
    int ret = put_tables(self->sums, folder, err);
    if (ret == 0)
        ret = put_text(self->sums, folder, "summary.json", areas_summary, err);
    if (ret == 0)
        ret = put_text(self->sums, folder, "campaign.txt", areas_campaign, err);
    if (ret == 0)
        ret = areas_charts(self->sums, self->charts, folder, err);
    if (ret == 0)
        ret = folder_put_sums(folder, err);
    if (ret == 0)
        ret = put_record(self, folder, err);
    return ret == 0 ? folder_commit(folder, err) : ret;
}
