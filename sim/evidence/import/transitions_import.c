#include "transitions_import.h"

#include "import.h"
#include "inputs.h"
#include "memory_stream.h"
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

/* Lower-case letters, digits, '-' and '_', a letter first; not the name of a category, and not one
 * that an earlier code took. */
static char *
id_of_code(const char *code, char *const *taken, size_t n_taken)
{
    const size_t room = strlen(code) + 32;
    char *id = calloc(room, 1), *base = calloc(room, 1);
    if (id == NULL || base == NULL) {
        free(id);
        free(base);
        return NULL;
    }
    (void)snprintf(base, room, "%s%s", isalpha((unsigned char)code[0]) ? "" : "x", code);
    for (char *c = base; *c != '\0'; c++) {
        *c = (char)tolower((unsigned char)*c);
        if (!isalnum((unsigned char)*c) && *c != '-')
            *c = '_';
    }
    (void)snprintf(id, room, "%s%s", base,
                   category_of_name(base) >= 0 || strcmp(base, "any") == 0 ? "_setting" : "");
    for (int suffix = 2, clash = 1; clash != 0; suffix++) {
        clash = 0;
        for (size_t i = 0; i < n_taken; i++)
            clash = clash || (taken[i] != NULL && strcmp(taken[i], id) == 0);
        if (clash != 0)
            (void)snprintf(id, room, "%s_%d", base, suffix);
    }
    free(base);
    return id;
}

static int
fill_ids(char *const *code, size_t n, char ***id, size_t *n_id, struct hr_err *err)
{
    *id = calloc(n + 1, sizeof **id);
    if (*id == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu names", n);
    for (; *n_id < n; ++*n_id) {
        (*id)[*n_id] = id_of_code(code[*n_id], *id, *n_id);
        if ((*id)[*n_id] == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for %zu names", n);
    }
    return 0;
}

/* "L=independent" or "group2=state_special". */
static int
take_category(struct scenario_names *self, const struct transitions *history, const char *text,
              struct hr_err *err)
{
    const char *equals = strchr(text, '=');
    const int category = equals == NULL ? -1 : category_of_name(equals + 1);
    size_t n_named = 0;
    if (equals == NULL || equals == text)
        return hr_fail(err, HR_EUSAGE, "'%s' is not of the form setting=category", text);
    if (category < 0)
        return hr_fail(
            err, HR_EUSAGE,
            "'%s' is not a category ('headroom explain key settings.category' lists them)",
            equals + 1);
    const size_t length = (size_t)(equals - text);
    for (size_t s = 0; s < history->n_setting; s++) {
        const char *group =
            history->rule != NULL && history->rule[s].group != NULL ? history->rule[s].group : "";
        const bool by_code = strlen(history->setting[s]) == length &&
                             strncmp(history->setting[s], text, length) == 0;
        const bool by_group = strlen(group) == length && strncmp(group, text, length) == 0;
        if (!by_code && !by_group)
            continue;
        self->category[s] = category;
        n_named++;
    }
    return n_named > 0 ? 0
                       : hr_fail(err, HR_EUSAGE,
                                 "'%.*s' is no setting and no setting group of this history",
                                 (int)length, text);
}

int
scenario_names_init(struct scenario_names *self, const struct transitions *history,
                    const char *const *category, size_t n_category, struct hr_err *err)
{
    *self = (struct scenario_names){ .category =
                                         calloc(history->n_setting + 1, sizeof *self->category) };
    int ret = self->category == NULL ? hr_fail(err, HR_ENOMEM, "no memory for names") : 0;
    for (size_t s = 0; ret == 0 && s < history->n_setting; s++)
        self->category[s] = CATEGORY_OTHER;
    if (ret == 0)
        ret = fill_ids(history->setting, history->n_setting, &self->setting, &self->n_setting, err);
    if (ret == 0)
        ret = fill_ids(history->need, history->n_need, &self->need, &self->n_need, err);
    for (size_t i = 0; ret == 0 && i < n_category; i++)
        ret = take_category(self, history, category[i], err);
    return ret;
}

void
scenario_names_release(struct scenario_names *self)
{
    for (size_t i = 0; i < self->n_setting; i++)
        free(self->setting[i]);
    for (size_t i = 0; i < self->n_need; i++)
        free(self->need[i]);
    free(self->setting);
    free(self->need);
    free(self->category);
    *self = (struct scenario_names){ .n_need = 0 };
}

/* ---- files ---- */

static int
put_file(const struct writing *self, const char *name, const char *text, size_t size,
         struct hr_err *err)
{
    const char *within = self->options->within;
    char path[64];
    (void)snprintf(path, sizeof path, "%s%s", within == NULL ? "" : within, name);
    return folder_write(self->folder, path, text, size, err);
}

int
output_begin(struct output *self, struct hr_err *err)
{
    *self = (struct output){ .f = NULL };
    self->f = memory_stream(&self->text, &self->size);
    return self->f == NULL ? hr_fail(err, HR_ENOMEM, "no memory for a file") : 0;
}

int
output_end(struct output *self, const struct writing *writing, const char *name, struct hr_err *err)
{
    int ret = fclose(self->f) == 0 ? 0 : hr_fail(err, HR_ENOMEM, "no memory for '%s'", name);
    if (ret == 0)
        ret = put_file(writing, name, self->text, self->size, err);
    free(self->text);
    return ret;
}

static const char *
need_id(const struct writing *self, int need)
{
    return need == EVERY ? "" : self->names->need[need];
}

static int
write_stock(const struct writing *self, struct hr_err *err)
{
    struct output out;
    const struct transitions *h = self->history;
    const size_t n_place = h->n_need * h->n_setting;
    int ret = output_begin(&out, err);
    if (ret != 0)
        return ret;
    double *held = calloc(N_NCY * n_place + 1, sizeof *held);
    fputs("ncy,need,setting,count\n", out.f);
    for (size_t i = 0; held != NULL && i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->year == h->last_year && t->setting_2 != OUTSIDE)
            held[exposure_index(h, t->ncy, (size_t)t->need_2, (size_t)t->setting_2)] += t->count;
    }
    for (size_t k = 0; held != NULL && k < N_NCY * n_place; k++)
        if (held[k] > 0.0)
            fprintf(out.f, "%d,%s,%s,%.0f\n", NCY_MIN + (int)(k / n_place),
                    self->names->need[k % n_place / h->n_setting],
                    self->names->setting[k % h->n_setting], held[k]);
    ret = held == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the stock") : 0;
    free(held);
    const int ended = output_end(&out, self, "stock.csv", ret == 0 ? err : NULL);
    return ret != 0 ? ret : ended;
}

static bool
year_is_whole(const struct transitions *h, int year)
{
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        if (isnan(transitions_population(h, year, ncy)))
            return false;
    return true;
}

/* Years of which an age is missing are left out: the scenario's years between are interpolated. */
static int
write_population(const struct writing *self, struct hr_err *err)
{
    struct output out;
    const struct transitions *h = self->history;
    int n = 0, ret = output_begin(&out, err);
    if (ret != 0)
        return ret;
    fputs("mid_year,ncy,population\n", out.f);
    for (int year = h->first_population; year <= h->last_population; year++) {
        if (!year_is_whole(h, year))
            continue;
        n++;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            fprintf(out.f, "%d,%d,%.10g\n", year + self->rates->population_shift, ncy,
                    transitions_population(h, year, ncy));
    }
    ret = output_end(&out, self, "population.csv", err);
    return ret != 0 || n > 0 ? ret
                             : hr_fail(err, HR_ESCENARIO,
                                       "population.csv has no year with all academic years from %d "
                                       "to %d: a forecast needs one",
                                       NCY_MIN, NCY_MAX);
}

static void
put_weights(FILE *f, const struct rate_row *row, size_t n_weight)
{
    if (row->odds > 0.0)
        fprintf(f, "%s,%.4g\n", n_weight == 2 ? ",," : ",", row->odds);
    else if (n_weight == 2)
        fprintf(f, ",%.6g,%.6g,\n", row->weight, row->other);
    else
        fprintf(f, ",%.6g,\n", row->weight);
}

static int
write_leave(const struct writing *self, struct hr_err *err)
{
    struct output out;
    const struct rate_rows *rows = &self->rates->leave;
    const int ret = output_begin(&out, err);
    if (ret != 0)
        return ret;
    fputs("ncy,need,setting,left,stayed,odds\n", out.f);
    for (size_t i = 0; i < rows->n; i++) {
        const struct rate_row *row = &rows->item[i];
        fprintf(out.f, "%d,%s,%s", row->ncy, need_id(self, row->need),
                row->setting == EVERY ? "" : self->names->setting[row->setting]);
        put_weights(out.f, row, 2);
    }
    return output_end(&out, self, "leave.csv", err);
}

static int
write_move(const struct writing *self, struct hr_err *err)
{
    struct output out;
    const struct rate_rows *rows = &self->rates->move;
    const int ret = output_begin(&out, err);
    if (ret != 0)
        return ret;
    fputs("ncy,need,setting,to,weight,odds\n", out.f);
    for (size_t i = 0; i < rows->n; i++) {
        const struct rate_row *row = &rows->item[i];
        fprintf(out.f, "%d,%s,%s,%s", row->ncy, need_id(self, row->need),
                self->names->setting[row->setting],
                row->to == ANYWHERE ? "any" : self->names->setting[row->to]);
        put_weights(out.f, row, 1);
    }
    return output_end(&out, self, "move.csv", err);
}

static int
write_join(const struct writing *self, struct hr_err *err)
{
    struct output out;
    int ret = output_begin(&out, err);
    if (ret != 0)
        return ret;
    fputs("ncy,joined,not_joined\n", out.f);
    for (size_t i = 0; i < N_NCY; i++)
        fprintf(out.f, "%d,%.8g,%.8g\n", NCY_MIN + (int)i, self->rates->joined[i],
                self->rates->not_joined[i]);
    ret = output_end(&out, self, "join.csv", err);
    if (ret == 0)
        ret = output_begin(&out, err);
    if (ret != 0)
        return ret;
    fputs("ncy,need,setting,weight\n", out.f);
    for (size_t i = 0; i < self->rates->place.n; i++) {
        const struct rate_row *row = &self->rates->place.item[i];
        fprintf(out.f, "%d,%s,%s,%.6g\n", row->ncy, self->names->need[row->need],
                self->names->setting[row->setting], row->weight);
    }
    return output_end(&out, self, "place.csv", err);
}

int
write_tables(const struct writing *self, struct hr_err *err)
{
    int ret = write_stock(self, err);
    if (ret == 0)
        ret = write_population(self, err);
    if (ret == 0)
        ret = write_leave(self, err);
    if (ret == 0)
        ret = write_move(self, err);
    if (ret == 0)
        ret = write_join(self, err);
    return ret;
}

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
        ret = put_file(self, "report.txt", text, strlen(text), err);
    free(text);
    return ret;
}

/* ---- the whole ---- */

static int
write_all(const struct writing *writing, struct hr_err *err)
{
    int ret = write_tables(writing, err);
    if (ret == 0)
        ret = write_scenario(writing, err);
    return ret == 0 ? write_report(writing, err) : ret;
}

/* *assumptions: whose the estimates are. */
static int
estimate_and_write(const struct transitions_import_options *options,
                   const struct transitions *history, struct folder *folder,
                   const char **assumptions, struct hr_err *err)
{
    struct transition_rates rates = { .yearly = false };
    struct scenario_names names = { .n_need = 0 };
    const struct writing writing = { history, &rates, &names, options, options->area, folder };
    int ret = scenario_names_init(&names, history, options->category, options->n_category, err);
    if (ret == 0)
        ret = (options->estimate != NULL ? options->estimate : rates_own)(history, &rates, err);
    if (ret == 0)
        ret = write_all(&writing, err);
    *assumptions = rates.assumptions;
    transition_rates_release(&rates);
    scenario_names_release(&names);
    return ret;
}

int
transitions_write(const struct transitions *history,
                  const struct transitions_import_options *options, struct folder *folder,
                  struct hr_err *err)
{
    const char *unused;
    return estimate_and_write(options, history, folder, &unused, err);
}

static int
write_folder(const struct transitions_import_options *options, const struct transitions *history,
             struct hr_err *err)
{
    struct folder folder = { .target = NULL };
    struct import_record record = { .command = "import", .history = history };
    int ret = folder_init(&folder, options->out_dir, options->force, err);
    if (ret == 0)
        ret = estimate_and_write(options, history, &folder, &record.assumptions, err);
    if (ret == 0)
        ret = import_finish(&record, &folder, err);
    folder_release(&folder);
    return ret;
}

int
transitions_import(const struct transitions_import_options *options, struct hr_err *err)
{
    struct transitions history;
    char *area = options->area != NULL ? strdup(options->area) : name_of_folder(options->folder);
    if (area == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a name");
    struct transitions_import_options named = *options;
    named.area = area;
    int ret = transitions_read(&history, options->folder, err);
    if (options->faults != NULL) {
        *options->faults = history.faults;
        faults_init(&history.faults);
    }
    if (ret == 0)
        ret = write_folder(&named, &history, err);
    transitions_release(&history);
    free(area);
    return ret;
}
