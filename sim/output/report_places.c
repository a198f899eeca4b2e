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

/* What the options open, of one scenario. */
struct need_of {
    const struct results *results;
    const struct place_need_in *need;
    size_t scenario, measure;
};

/* "in January 2021 it is likely (80 in 100)" */
static struct words
chance_of_year(const struct need_of *self, size_t year)
{
    const struct results *results = self->results;
    double p, se;
    sample_chance_of(results_count_above(results, self->scenario, year, self->measure,
                                         self->need->count - HALF_A_PLACE),
                     results->n_replicate, &p, &se);
    return words_say("in January %d it %s", results->model->in->base_census + (int)year + 1,
                     words_chance_says(p, se, 100).text);
}

/* By the January of the need, and by the last that is forecast where that is later. */
static void
put_scenario(struct html *html, const struct need_of *self)
{
    const struct results *results = self->results;
    const size_t last = results->n_year - 1;
    size_t year = 0;
    if (!year_of(results, self->need, &year))
        return;
    const struct summary *opened =
        &results->summary[results_index(results, self->scenario, year, self->measure)];
    if (!(opened->mean > 0.0))
        return;
    html_begin(html, "li", "");
    html_say(html,
             "%s. As many: %s%s%s. On average %s are open in January %d, likely range %s to "
             "%s (9 in 10 simulated futures).",
             run_scenario(results, self->scenario)->label, chance_of_year(self, year).text,
             year < last ? ", " : "", year < last ? chance_of_year(self, last).text : "",
             chart_count(opened->mean).text, self->need->census, chart_count(opened->p05).text,
             chart_count(opened->p95).text);
    html_end(html);
}

int
report_places(struct page *page, bool *said, struct hr_err *err)
{
    const struct results *results = page->report->record->results;
    const struct inputs *in = results->model->in;
    (void)err;
    const size_t measure = results_measure_of(results, "option_places", SIZE_MAX);
    if (in->n_place_need == 0 || measure == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < in->n_place_need; i++) {
        html_begin(&page->html, "p", "");
        html_say(&page->html, "%s: %s new places.", in->place_need[i].label,
                 words_rounded(in->place_need[i].count).text);
        html_end(&page->html);
        html_begin(&page->html, "ul", "");
        for (size_t s = 0; s < results->n_scenario; s++)
            put_scenario(&page->html, &(struct need_of){ results, &in->place_need[i], s, measure });
        html_end(&page->html);
    }
    *said = true;
    return 0;
}
