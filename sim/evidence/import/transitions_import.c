#include "transitions_import.h"

#include "import.h"
#include "json_build.h"
#include "text.h"
#include "transitions_write.h"
#include "version.h"

#include <stdlib.h>
#include <string.h>

/* ---- folders ---- */

/* The last part of a path, without slashes at its end. */
static char *
name_of_folder(const char *path)
{
    char *whole = realpath(path, NULL);
    const char *from = whole == NULL ? path : whole;
    const char *slash = strrchr(from, '/');
    char *name = strdup(slash == NULL || slash[1] == '\0' ? from : slash + 1);
    free(whole);
    return name;
}

/* ---- report.txt ---- */

static void
put_counts(struct text *f, const struct transitions *h)
{
    text_add(
        f, "\nYear by year (January to January)\n    year   joined     left    moved   closing\n");
    for (int year = h->first_year; year <= h->last_year; year++) {
        double joined = 0.0, left = 0.0, moved = 0.0, closing = 0.0;
        for (size_t i = 0; i < h->n_item; i++) {
            const struct transition *t = &h->item[i];
            if (t->year != year)
                continue;
            joined += t->setting_1 == OUTSIDE ? t->count : 0.0;
            left += t->setting_2 == OUTSIDE ? t->count : 0.0;
            closing += t->setting_2 != OUTSIDE ? t->count : 0.0;
            moved +=
                t->setting_1 != OUTSIDE && t->setting_2 != OUTSIDE && t->setting_1 != t->setting_2
                    ? t->count
                    : 0.0;
        }
        text_add(f, "    %d %8.0f %8.0f %8.0f %9.0f\n", year, joined, left, moved, closing);
    }
}

static void
put_report(struct text *f, const struct writing *w)
{
    const struct transitions *h = w->history;
    double rows = 0.0;
    for (size_t i = 0; i < h->n_item; i++)
        rows += h->item[i].count;
    text_add(f, "Transition history of %s: %.0f child-years, %d to %d, %zu needs, %zu settings\n",
             w->area, rows, h->first_year, h->last_year, h->n_need, h->n_setting);
    for (size_t i = 0; i < h->n_source; i++)
        text_add(f, "    %-18s %s\n", h->source[i].name, h->source[i].sha256);
    put_counts(f, h);
    text_add(f, "\nSeen in the data (%zu); nothing was mended\n", h->n_remark);
    for (size_t i = 0; i < h->n_remark; i++)
        text_add(f, "  - %s\n", h->remark[i]);
    text_add(f, "\nEstimated\n%s", w->rates->note == NULL ? "" : w->rates->note);
    text_add(f,
             "\nTo fill in before the money means anything: grant, ledger, growth and spread of "
             "prices (FILL IN in scenario.cfg)%s.\n",
             w->options->n_category == 0 ? "; the category of each setting (--category)" : "");
}

static int
write_report(const struct writing *self, struct hr_err *err)
{
    struct text out;
    char *text = NULL;
    text_init(&out);
    put_report(&out, self);
    int ret = text_take(&out, &text, err);
    if (ret == 0 && self->options->report != NULL)
        fputs(text, self->options->report);
    if (ret == 0)
        ret = folder_write(self->folder, "report.txt", text, strlen(text), err);
    free(text);
    return ret;
}

/* ---- what was written, and from what ---- */

/* Names what was written, so that --force replaces it and nothing else. */
static int
write_record(const struct writing *self, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json");
    json_build_text(&b, root, "program", "headroom");
    json_build_text(&b, root, "version", HEADROOM_VERSION);
    json_build_text(&b, root, "command", "import");
    json_build_text(&b, root, "assumptions", self->rates->assumptions);
    json_t *list = json_build_array(&b, root, "input_files");
    for (size_t i = 0; i < self->history->n_source; i++) {
        json_t *file = json_build_object(&b, list, NULL);
        json_build_text(&b, file, "name", self->history->source[i].name);
        json_build_text(&b, file, "sha256", self->history->source[i].sha256);
    }
    json_build_texts(&b, root, "remarks", (const char *const *)self->history->remark,
                     self->history->n_remark);
    json_build_outputs(&b, root, self->folder);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json, or a name in it is not UTF-8");
    return folder_take(self->folder, "run.json", text, err);
}

/* ---- the whole ---- */

static int
write_all(const struct writing *writing, struct hr_err *err)
{
    int ret = write_tables(writing, err);
    if (ret == 0)
        ret = write_scenario(writing, err);
    if (ret == 0)
        ret = write_report(writing, err);
    if (ret == 0)
        ret = folder_put_sums(writing->folder, err);
    if (ret == 0)
        ret = write_record(writing, err);
    return ret == 0 ? folder_commit(writing->folder, err) : ret;
}

static int
estimate_and_write(const struct transitions_import_options *options,
                   const struct transitions *history, const char *area, struct hr_err *err)
{
    struct transition_rates rates = { .yearly = false };
    struct scenario_names names = { .n_need = 0 };
    struct folder folder = { .target = NULL };
    const struct writing writing = { history, &rates, &names, options, area, &folder };
    int ret = scenario_names_init(&names, history, options->category, options->n_category, err);
    if (ret == 0)
        ret = folder_init(&folder, options->out_dir, options->force, err);
    if (ret == 0)
        ret = (options->estimate != NULL ? options->estimate : rates_own)(history, &rates, err);
    if (ret == 0)
        ret = write_all(&writing, err);
    folder_release(&folder);
    transition_rates_release(&rates);
    scenario_names_release(&names);
    return ret;
}

int
transitions_import(const struct transitions_import_options *options, struct hr_err *err)
{
    struct transitions history;
    char *area = options->area != NULL ? strdup(options->area) : name_of_folder(options->folder);
    if (area == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a name");
    int ret = transitions_read(&history, options->folder, err);
    if (options->faults != NULL) {
        *options->faults = history.faults;
        faults_init(&history.faults);
    }
    if (ret == 0)
        ret = estimate_and_write(options, &history, area, err);
    transitions_release(&history);
    free(area);
    return ret;
}
