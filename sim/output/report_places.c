/* Will as many new places open as are needed: of each scenario whose options open some. */
#include "report_part.h"

#include "stats.h"
#include "words.h"

#include <stdint.h>

static const double HALF_A_PLACE = 0.5;

/* The January census by which a need is to be met, as a forecast year; false: not forecast. */
static bool
year_of(const struct results *results, const struct place_need_in *need, size_t *year)
{
    const int t = need->census - results->model->in->base_census - 1;
    *year = t < 0 ? 0 : (size_t)t;
    return t >= 0 && *year < results->n_year;
}

/* "The schemes: 295 or more are open in 16 of 20 simulated futures, 301 on average ..." */
static void
put_scenario(struct html *html, const struct results *results, const struct place_need_in *need,
             size_t scenario)
{
    const size_t measure = results_measure_of(results, "option_places", SIZE_MAX);
    size_t year = 0;
    double p, se;
    if (!year_of(results, need, &year))
        return;
    const struct summary *opened =
        &results->summary[results_index(results, scenario, year, measure)];
    if (!(opened->mean > 0.0))
        return;
    sample_chance_of(sample_count_above(results_column(results, scenario, year, measure),
                                        results->n_replicate, need->count - HALF_A_PLACE),
                     results->n_replicate, &p, &se);
    html_begin(html, "li", "");
    html_say(html,
             "%s: that as many are open in January %d %s. On average %s are, likely range %s to "
             "%s (9 in 10 simulated futures).",
             run_scenario(results, scenario)->label, need->census,
             words_chance_says(p, se, 100).text, chart_count(opened->mean).text,
             chart_count(opened->p05).text, chart_count(opened->p95).text);
    html_end(html);
}

int
report_places(struct page *page, bool *said, struct hr_err *err)
{
    const struct results *results = page->report->record->results;
    const struct inputs *in = results->model->in;
    (void)err;
    if (in->n_place_need == 0 || results_measure_of(results, "option_places", SIZE_MAX) == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < in->n_place_need; i++) {
        html_begin(&page->html, "p", "");
        html_say(&page->html, "%s: %s new places.", in->place_need[i].label,
                 words_count((unsigned long long)in->place_need[i].count).text);
        html_end(&page->html);
        html_begin(&page->html, "ul", "");
        for (size_t s = 0; s < results->n_scenario; s++)
            put_scenario(&page->html, results, &in->place_need[i], s);
        html_end(&page->html);
    }
    *said = true;
    return 0;
}
