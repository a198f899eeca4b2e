/* Charts into the output folder. Each picture is drawn once, as SVG; the others are made from it.
 * */
#include "chart_files.h"

#include "csv.h"
#include "fan_input.h"
#include "mix_input.h"
#include "options_input.h"
#include "render.h"
#include "table_rows.h"
#include "version.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOFTWARE "Headroom " HEADROOM_VERSION

/* One chart's place in the folder: charts/01_fan_plan + ending. */
struct chart_place {
    struct folder *folder;
    const char *base;
};

static int
put(const struct chart_place *place, const char *ending, const void *data, size_t size,
    struct hr_err *err)
{
    char *name = NULL;
    if (asprintf(&name, "charts/%s.%s", place->base, ending) < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a chart");
    const int ret = folder_write(place->folder, name, data, size, err);
    free(name);
    return ret;
}

static int
put_data(const struct chart_place *place, const struct chart *chart, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;

    int ret = csv_text(&chart->data, &text, &size, err);
    if (ret == 0)
        ret = put(place, "csv", text, size, err);
    free(text);
    return ret;
}

static int
put_words(const struct chart_place *place, const struct chart *chart, const char *left_out,
          struct hr_err *err)
{
    char *text = NULL;
    const int n =
        asprintf(&text, "%s\n%s\n\n%s\n\n%s%s%s\n%s\n", chart->title, chart->subtitle, chart->alt,
                 chart->note, left_out[0] == '\0' ? "" : " ", left_out, chart->source);
    if (n < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a chart");
    const int ret = put(place, "txt", text, (size_t)n, err);
    free(text);
    return ret;
}

static int
put_rendered(const struct chart_place *place, const struct chart *chart, struct hr_err *err)
{
    const struct render_facts facts = { .title = chart->title,
                                        .description = chart->alt,
                                        .source = chart->source,
                                        .software = SOFTWARE,
                                        .created = NULL };
    struct render_file file;

    render_file_init(&file);
    int ret = render_png(chart->svg, &facts, &file, err);
    if (ret == 0)
        ret = put(place, "png", file.data, file.size, err);
    if (ret == 0)
        ret = render_pdf(chart->svg, &facts, &file, err);
    if (ret == 0)
        ret = put(place, "pdf", file.data, file.size, err);
    render_file_release(&file);
    return ret;
}

int
chart_file_put(struct folder *folder, const char *base, const struct chart *chart,
               const char *left_out, enum charts charts, struct hr_err *err)
{
    const struct chart_place place = { folder, base };
    int ret = charts == CHARTS_NONE ? 0 : put(&place, "svg", chart->svg, strlen(chart->svg), err);
    if (ret == 0 && charts != CHARTS_NONE)
        ret = put_data(&place, chart, err);
    if (ret == 0 && charts != CHARTS_NONE)
        ret = put_words(&place, chart, left_out, err);
    if (ret == 0 && charts == CHARTS_ALL)
        ret = put_rendered(&place, chart, err);
    return ret;
}

static int
put_fan(const struct results *results, size_t scenario, const char *source, enum charts charts,
        struct folder *folder, struct hr_err *err)
{
    struct fan_input input;
    struct chart chart;
    char base[160];

    chart_init(&chart);
    snprintf(base, sizeof base, "01_fan_%s", run_scenario(results, scenario)->id);
    int ret = fan_input_init(&input, results, scenario, source, err);
    if (ret == 0)
        ret = fan_draw(&input.fan, &chart, err);
    if (ret == 0)
        ret = chart_file_put(folder, base, &chart, words_left_out(), charts, err);
    chart_release(&chart);
    fan_input_release(&input);
    return ret;
}

static int
put_mix(const struct results *results, size_t scenario, const char *source, enum charts charts,
        struct suppress *suppress, struct folder *folder, struct hr_err *err)
{
    struct mix_input input;
    struct chart chart;
    char base[160];

    chart_init(&chart);
    snprintf(base, sizeof base, "06_mix_%s", run_scenario(results, scenario)->id);
    if (suppress != NULL && !suppress_allows_mix(suppress))
        return suppress_leave_out(suppress, base, err);
    int ret = mix_input_init(&input, results, scenario, source, err);
    if (ret == 0)
        ret = mix_draw(&input.mix, &chart, err);
    if (ret == 0)
        ret = chart_file_put(folder, base, &chart, words_left_out(), charts, err);
    chart_release(&chart);
    mix_input_release(&input);
    return ret;
}

/* A chart for each category that has settings with places. */
static int
put_seats(const struct results *results, size_t scenario, const char *source, enum charts charts,
          struct suppress *suppress, struct folder *folder, struct hr_err *err)
{
    int ret = 0;
    for (int category = 0; ret == 0 && category < N_CATEGORY; category++) {
        struct seats_input input;
        struct chart chart;
        char base[160];
        if (!seats_input_has(results, category))
            continue;
        snprintf(base, sizeof base, "14_places_%s_%s", category_name(category),
                 run_scenario(results, scenario)->id);
        if (suppress != NULL && !suppress_allows_seats(suppress, category)) {
            ret = suppress_leave_out(suppress, base, err);
            continue;
        }
        chart_init(&chart);
        ret = seats_input_init(&input, results, scenario, category, source, err);
        if (ret == 0)
            ret = seats_chart_draw(&input.seats, &chart, err);
        if (ret == 0)
            ret = chart_file_put(folder, base, &chart, words_left_out(), charts, err);
        chart_release(&chart);
        seats_input_release(&input);
    }
    return ret;
}

/* ---- what options do */

static int
put_compare(const struct results *results, const char *source, enum charts charts,
            struct folder *folder, struct hr_err *err)
{
    struct compare_input input;
    struct chart chart;
    chart_init(&chart);
    compare_input_init(&input, results, source);
    int ret = compare_draw(&input.compare, &chart, err);
    if (ret == 0)
        ret = chart_file_put(folder, "03_compare", &chart, words_left_out(), charts, err);
    chart_release(&chart);
    return ret;
}

static int
put_waterfall(const struct results *results, const struct comparison *comparison,
              const char *source, enum charts charts, struct folder *folder, struct hr_err *err)
{
    struct waterfall_input input;
    struct chart chart;
    char base[160];
    if (!waterfall_input_has(comparison))
        return 0;
    chart_init(&chart);
    snprintf(base, sizeof base, "04_waterfall_%s", run_scenario(results, comparison->scenario)->id);
    waterfall_input_init(&input, results, comparison, source);
    int ret = waterfall_draw(&input.waterfall, &chart, err);
    if (ret == 0)
        ret = chart_file_put(folder, base, &chart, words_left_out(), charts, err);
    chart_release(&chart);
    return ret;
}

/* Of every option that costs something, and of all together. */
static int
put_paybacks(const struct results *results, const struct comparison *comparison, const char *source,
             enum charts charts, struct folder *folder, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i <= comparison->n_element; i++) {
        struct payback_input input;
        struct chart chart;
        char base[300];
        const bool all = i == comparison->n_element;
        if (!payback_input_has(comparison, i) || (all && comparison->n_element == 1))
            continue;
        chart_init(&chart);
        snprintf(base, sizeof base, "05_payback_%s%s%s",
                 run_scenario(results, comparison->scenario)->id, all ? "" : "_",
                 all ? "" : comparison->element[i].id);
        payback_input_init(&input, results, comparison, i, source);
        ret = payback_draw(&input.payback, &chart, err);
        if (ret == 0)
            ret = chart_file_put(folder, base, &chart, words_left_out(), charts, err);
        chart_release(&chart);
    }
    return ret;
}

static int
put_study(const struct results *results, const struct study *study, const char *source,
          enum charts charts, struct folder *folder, struct hr_err *err)
{
    int ret = study->n_comparison > 0 ? put_compare(results, source, charts, folder, err) : 0;
    for (size_t i = 0; ret == 0 && i < study->n_comparison; i++) {
        ret = put_waterfall(results, &study->comparison[i], source, charts, folder, err);
        if (ret == 0)
            ret = put_paybacks(results, &study->comparison[i], source, charts, folder, err);
    }
    return ret;
}

int
chart_files_write(const struct results *results, const struct study *study, const char *source,
                  enum charts charts, const atomic_bool *stop, struct suppress *suppress,
                  struct folder *folder, struct hr_err *err)
{
    int ret = study != NULL && charts != CHARTS_NONE
                  ? put_study(results, study, source, charts, folder, err)
                  : 0;
    for (size_t scenario = 0; ret == 0 && charts != CHARTS_NONE && scenario < results->n_scenario;
         scenario++) {
        if (stop != NULL && atomic_load(stop))
            return hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
        ret = put_fan(results, scenario, source, charts, folder, err);
        if (ret == 0)
            ret = put_mix(results, scenario, source, charts, suppress, folder, err);
        if (ret == 0)
            ret = put_seats(results, scenario, source, charts, suppress, folder, err);
    }
    return ret;
}
