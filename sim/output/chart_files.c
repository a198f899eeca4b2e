/* Charts into the output folder. Each picture is drawn once, as SVG; the others are made from
 * it. */
#include "chart_files.h"

#include "chart_source.h"
#include "csv.h"
#include "render.h"
#include "run_chart.h"
#include "stats.h"
#include "tables.h"
#include "version.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
charts_ready(enum charts charts, struct hr_err *err)
{
    return charts == CHARTS_ALL ? render_ready(err) : 0;
}

static int
put(const struct chart_file *file, const char *ending, const void *data, size_t size,
    struct hr_err *err)
{
    char *name = text_of("charts/%s.%s", file->name, ending);
    if (name == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a chart");
    const int ret = folder_write(file->folder, name, data, size, err);
    free(name);
    return ret;
}

static int
put_data(const struct chart_file *file, const struct chart *chart, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;

    int ret = csv_text(&chart->data, &text, &size, err);
    if (ret == 0)
        ret = put(file, "csv", text, size, err);
    free(text);
    return ret;
}

static int
put_words(const struct chart_file *file, const struct chart *chart, struct hr_err *err)
{
    struct text text;
    char *words;

    text_init(&text);
    text_add(&text, "%s\n%s\n\n%s\n\n", chart->title, chart->subtitle, chart->alt);
    text_add(&text, "%s%s%s\n%s\n", chart->note, file->left_out[0] == '\0' ? "" : " ",
             file->left_out, chart->source);
    if (file->origin[0] != '\0')
        text_add(&text, "%s\n", file->origin);
    int ret = text_take(&text, &words, err);
    if (ret == 0)
        ret = put(file, "txt", words, strlen(words), err);
    free(words);
    return ret;
}

static int
put_rendered(const struct chart_file *file, const struct chart *chart, struct hr_err *err)
{
    struct pictures pictures = { .n = 0 };
    int ret = pictures_add(&pictures, file->name, chart, err);
    if (ret == 0)
        ret = pictures_write(&pictures, file->folder, &(struct picture_threads){ .n = 1 }, err);
    pictures_release(&pictures);
    return ret;
}

int
chart_file_put(const struct chart_file *file, const struct chart *chart, struct hr_err *err)
{
    if (file->charts == CHARTS_NONE)
        return 0;
    int ret = put(file, "svg", chart->svg, strlen(chart->svg), err);
    if (ret == 0)
        ret = put_data(file, chart, err);
    if (ret == 0)
        ret = put_words(file, chart, err);
    if (ret == 0 && file->charts == CHARTS_ALL)
        ret = put_rendered(file, chart, err);
    return ret;
}

/* ---- what chart files ask of a subject */

const char chart_deficit_name[] = "Cumulative Dedicated Schools Grant (DSG) deficit";

const struct scenario_in *
chart_scenario(const struct chart_subject *subject)
{
    return run_scenario(subject->results, subject->scenario);
}

bool
chart_has_comparison(const struct chart_subject *subject)
{
    return subject->study != NULL && subject->study->n_comparison > 0;
}

bool
run_chart_applies(const struct run_chart *self, const struct chart_subject *subject)
{
    if (self->scope == CHART_OF_SCENARIO && chart_scenario(subject)->derived)
        return false;
    return self->applies == NULL || self->applies(subject);
}

struct title_of
chart_title_of(const struct chart_subject *subject)
{
    static const char *const role[] = {
        [ROLE_UNMITIGATED] = "Unmitigated", [ROLE_MITIGATED] = "Mitigated", [ROLE_OTHER] = ""
    };
    const struct scenario_in *s = chart_scenario(subject);
    return (struct title_of){ s->label, role[s->role], subject->results->n_scenario > 1 };
}

struct chart_run
chart_run_of(const struct chart_subject *subject, size_t n)
{
    const struct inputs *in = subject->results->model->in;
    return (struct chart_run){ .title = in->title,
                               .source = subject->source,
                               .version = HEADROOM_VERSION,
                               .n_simulation = n,
                               .seed = (unsigned long long)in->seed,
                               .mark = example_mark(in, chart_rests_on(subject->kind)) };
}

const struct published_mark *
chart_published(const struct chart_subject *subject, const char *measure, struct arena *arena,
                size_t *n)
{
    const struct inputs *in = subject->results->model->in;
    struct published_mark *mark = arena_zero(arena, in->n_published, sizeof *mark);
    *n = 0;
    for (size_t i = 0; mark != NULL && i < in->n_published; i++) {
        const struct published_in *figure = &in->published[i];
        if (strcmp(figure->measure, measure) == 0 &&
            published_of(figure, chart_scenario(subject)->id))
            mark[(*n)++] =
                (struct published_mark){ figure->fy + figure->census + figure->year, figure->value,
                                         figure->outturn, figure->hindsight, figure->label };
    }
    return mark;
}

double
chart_threshold(const struct chart_subject *subject)
{
    const struct inputs *in = subject->results->model->in;
    return in->n_threshold > 0 ? in->threshold[0].amount_gbp / GBP_PER_GBP_M : (double)NAN;
}

void
chart_chance_above(const struct chart_subject *subject, size_t scenario, size_t year,
                   double *chance, double *chance_se)
{
    const struct results *results = subject->results;
    const size_t deficit = results_measure(results, "deficit");
    *chance = *chance_se = (double)NAN;
    if (results->model->in->n_threshold > 0)
        sample_chance_of(
            results_count_above(results, scenario, year, deficit, chart_threshold(subject)),
            results->n_replicate, chance, chance_se);
}

static bool
differs_from(const struct chart_subject *subject, size_t other, size_t measure)
{
    const struct results *results = subject->results;
    bool differs = false;
    for (size_t t = 0; t < results->n_year; t++) {
        const double here = results->summary[results_index(results, subject->scenario, t, measure)]
                                .mean,
                     there = results->summary[results_index(results, other, t, measure)].mean;
        differs = differs || fabs(here - there) > 0.02 * fmax(fabs(here), fabs(there));
    }
    return differs;
}

bool
chart_differs(const struct chart_subject *subject, const char *measure)
{
    const size_t m = results_measure(subject->results, measure);
    bool differs = true;
    for (size_t s = 0; s < subject->scenario; s++)
        differs = differs && differs_from(subject, s, m);
    return differs;
}

void
chart_add_measure(const struct chart_subject *subject, size_t year, const char *measure,
                  double sign, double *sum)
{
    const struct results *results = subject->results;
    size_t m = 0;
    while (m < results->n_measure && strcmp(results->measure[m].id, measure) != 0)
        m++;
    if (m == results->n_measure)
        return;
    const double *column = results_column(results, subject->scenario, year, m);
    for (size_t k = 0; k < results->n_replicate; k++)
        sum[k] += sign * column[k];
    results_done(results, column);
}

/* ---- all charts of a run */

/* What the user says of them comes before what the scenario says. */
static const char *
source_of(const struct chart_files *self, const struct run_chart *kind, struct arena *arena)
{
    const struct inputs *in = self->results->model->in;
    if (self->source == NULL && self->data_date == NULL)
        return chart_source_line(kind, self->scenario, in, arena);
    const char *documents =
        self->source != NULL ? self->source : chart_documents(kind, self->scenario, arena);
    const struct words date =
        self->data_date != NULL ? words_say("%s", self->data_date) : chart_data_date(kind, in);
    return arena_format(arena, "%s%sdata as at %s", documents, documents[0] == '\0' ? "" : "; ",
                        date.text);
}

/* What all pictures of a run share. */
struct putting {
    const struct chart_files *files;
    struct pictures pictures; /* to be rendered at the end */
    size_t n_drawn;
};

/* The picture and its words at once; the forms that take time wait. */
static int
put_chart(struct putting *self, const struct chart_file *file, const struct chart *chart,
          struct hr_err *err)
{
    struct chart_file plain = *file;
    plain.charts = CHARTS_SVG;
    const int ret = chart_file_put(&plain, chart, err);
    return ret == 0 && file->charts == CHARTS_ALL
               ? pictures_add(&self->pictures, file->name, chart, err)
               : ret;
}

/* A chart that goes out alone has nothing around it that would say where its figures come from. */
static int
need_source(const struct chart_files *self, const struct run_chart *kind, struct hr_err *err)
{
    struct arena arena;
    arena_init(&arena);
    const bool none =
        self->source == NULL && chart_documents(kind, self->scenario, &arena)[0] == '\0';
    int ret = arena_check(&arena, err);
    if (ret == 0 && none)
        ret = hr_fail(err, HR_EUSAGE,
                      "the scenario names no document for this chart: say --source \"PUBLISHER, "
                      "DOCUMENT\"");
    arena_release(&arena);
    return ret;
}

static int
put_picture(struct putting *putting, const struct run_chart *kind, struct chart_subject subject,
            struct hr_err *err)
{
    const struct chart_files *self = putting->files;
    struct arena arena;
    struct chart chart;
    struct slots slots = { .n = 0 };
    slots_set(&slots, "scenario", "%s", chart_scenario(&subject)->id);
    slots_set(&slots, "item", "%s", kind->item == NULL ? "" : kind->item(&subject).text);
    const struct words name = words_fill(kind->file, &slots);
    const struct chart_file file = { self->folder, name.text, words_left_out(),
                                     self->origin == NULL ? "" : self->origin, self->charts };
    if (self->only != NULL && strcmp(self->only, name.text) != 0)
        return 0;
    putting->n_drawn++;
    if (self->suppress != NULL && kind->may_show != NULL &&
        !kind->may_show(&subject, self->suppress))
        return suppress_leave_out(self->suppress, name.text, err);
    arena_init(&arena);
    chart_init(&chart);
    subject.kind = kind;
    subject.source = source_of(self, kind, &arena);
    int ret = self->only == NULL ? 0 : need_source(self, kind, err);
    if (ret == 0)
        ret = kind->draw(&subject, &arena, &chart, err);
    if (ret == 0)
        ret = arena_check(&arena, err);
    if (ret == 0 && self->size != NULL)
        ret = chart_resize(&chart, self->size, err);
    if (ret == 0)
        ret = put_chart(putting, &file, &chart, err);
    if (ret == 0 && self->gallery != NULL)
        ret = gallery_take(self->gallery, name.text, subject.scenario, &chart, err);
    chart_release(&chart);
    arena_release(&arena);
    return ret;
}

/* Every kind of chart of this scope. */
static int
put_subject(struct putting *self, enum run_chart_scope scope, struct chart_subject subject,
            struct hr_err *err)
{
#define CHART_ADDRESS(name) &chart_##name,
    static const struct run_chart *const charts[] = { RUN_CHARTS(CHART_ADDRESS) };
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < sizeof charts / sizeof charts[0]; i++) {
        const struct run_chart *kind = charts[i];
        const size_t n = kind->scope != scope   ? 0
                         : kind->n_item == NULL ? 1
                                                : kind->n_item(&subject);
        for (subject.item = 0; ret == 0 && subject.item < n; subject.item++)
            if (run_chart_applies(kind, &subject))
                ret = put_picture(self, kind, subject, err);
    }
    return ret;
}

static int
put_comparisons(struct putting *self, struct chart_subject subject, struct hr_err *err)
{
    const size_t n = chart_has_comparison(&subject) ? subject.study->n_comparison : 0;
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < n; i++) {
        subject.comparison = &subject.study->comparison[i];
        subject.scenario = subject.comparison->scenario;
        ret = put_subject(self, CHART_OF_COMPARISON, subject, err);
    }
    return ret;
}

static int
put_all(void *with, struct hr_err *err)
{
    struct putting *self = with;
    const struct chart_files *files = self->files;
    struct chart_subject subject = { .results = files->results,
                                     .source = "",
                                     .study = files->study,
                                     .drivers = files->drivers,
                                     .suppress = files->suppress };
    int ret = put_subject(self, CHART_OF_RUN, subject, err);
    if (ret == 0)
        ret = put_comparisons(self, subject, err);
    for (; ret == 0 && subject.scenario < files->results->n_scenario; subject.scenario++) {
        if (files->stop != NULL && atomic_load(files->stop))
            return hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
        ret = put_subject(self, CHART_OF_SCENARIO, subject, err);
    }
    if (ret == 0 && files->only != NULL && self->n_drawn == 0)
        ret = hr_fail(err, HR_EUSAGE, "the run has no chart '%s'", files->only);
    return ret;
}

/* One thread draws, one may work beside it; those above two have work only when there are pictures
 * to render. */
int
chart_files_write(const struct chart_files *self, struct hr_err *err)
{
    struct putting putting = { .files = self };
    const struct picture_work draw = { put_all, &putting };
    const unsigned n = self->charts == CHARTS_SVG && self->n_thread > 2 ? 2 : self->n_thread;
    if (self->charts == CHARTS_NONE)
        return 0;
    const int ret =
        pictures_write(&putting.pictures, self->folder,
                       &(struct picture_threads){ n, self->stop, &draw, self->beside }, err);
    pictures_release(&putting.pictures);
    return ret;
}
