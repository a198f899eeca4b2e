/* How many plans come in time: requests, plans issued and how long they take, year by year, where
 * the scenario has a way from a request to a plan (pipeline.h). */
#include "report_part.h"

#include "chart.h"
#include "example.h"
#include "pipeline.h"
#include "stats.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double ROUNDING_SHARE = 1e-9;

struct requests {
    const struct results *results;
    struct table table; /* forecast.csv */
    size_t scenario, year, measure, mean, p05, p95;
};

static double
number(const struct requests *self, const char *scenario, const char *fy, const char *measure,
       size_t column)
{
    const struct table *table = &self->table;
    for (size_t r = 0; r < table->n_row; r++)
        if (strcmp(table_text(table, r, self->measure), measure) == 0 &&
            strcmp(table_text(table, r, self->year), fy) == 0 &&
            strcmp(table_text(table, r, self->scenario), scenario) == 0)
            return table_number(table, r, column);
    return (double)NAN;
}

static struct words
count(double x)
{
    return isnan(x) ? words_say("%s", "") : chart_count(x);
}

static struct words
share(double x)
{
    return isnan(x) ? words_say("%s", "") : words_say("%.0f%%", 100.0 * x);
}

static struct words
range(double low, double high)
{
    return isnan(low) || isnan(high) ? words_say("%s", "")
                                     : words_say("%s to %s", share(low).text, share(high).text);
}

/* That nearly all plans of a year are in time; "" where the share is left out. */
static struct words
chance_of_nearly_all(const struct results *results, size_t scenario, size_t year, double share)
{
    const size_t in_time = results_measure_of(results, "pipeline.in_time", SIZE_MAX);
    double p, se;
    if (isnan(share))
        return words_say("%s", "");
    sample_chance_of(
        results_count_above(results, scenario, year, in_time, PIPELINE_NEARLY_ALL - ROUNDING_SHARE),
        results->n_replicate, &p, &se);
    return words_chance_count(p, words_chance_base(p));
}

/* A calendar year, which ends in the financial year of this name. */
static void
put_year(const struct requests *self, struct html *html, size_t scenario, size_t year)
{
    const struct results *results = self->results;
    const int fy = run_fy(results, (long)year);
    const struct year_name name = fy_name(fy);
    const char *const id = run_scenario(results, scenario)->id;
    const double weeks = number(self, id, name.text, "pipeline.weeks", self->mean),
                 in_time = number(self, id, name.text, "pipeline.in_time", self->mean);
    html_begin(html, "tr", "");
    html_row_head(html, run_scenario(results, scenario)->label);
    html_cell(html, words_say("%d", fy).text, false);
    html_cell(html, count(number(self, id, name.text, "pipeline.requests", self->mean)).text, true);
    html_cell(html, count(number(self, id, name.text, "pipeline.issued", self->mean)).text, true);
    html_cell(html, share(in_time).text, true);
    html_cell(html,
              range(number(self, id, name.text, "pipeline.in_time", self->p05),
                    number(self, id, name.text, "pipeline.in_time", self->p95))
                  .text,
              true);
    html_cell(html, chance_of_nearly_all(results, scenario, year, in_time).text, true);
    html_cell(html, isnan(weeks) ? "" : words_say("%.0f", weeks).text, true);
    html_cell(html, count(number(self, id, name.text, "pipeline.assessing", self->mean)).text,
              true);
    html_end(html);
}

static void
put_table(const struct requests *self, struct html *html)
{
    static const char *const column[] = { "Scenario",
                                          "Year",
                                          "Requests",
                                          "Plans issued",
                                          "In 20 weeks",
                                          "Likely range",
                                          "Chance that 90% are",
                                          "Weeks, on average",
                                          "Being assessed next January" };
    enum { FIRST_NUMBER = 2 };
    const struct results *results = self->results;
    const struct words caption =
        words_say("%sRequests, plans and how long they take, average of simulated futures",
                  example_say(results->model->in, RESTS_ON_CHILDREN).text);
    html_table_begin(html, caption.text);
    html_begin(html, "thead", "");
    html_begin(html, "tr", "");
    for (size_t i = 0; i < sizeof column / sizeof *column; i++)
        html_column_head(html, column[i], i >= FIRST_NUMBER);
    html_end(html);
    html_end(html);
    html_begin(html, "tbody", "");
    for (size_t s = 0; s < results->n_scenario; s++)
        for (size_t t = 0; !run_scenario(results, s)->derived && t < results->n_year; t++)
            put_year(self, html, s, t);
    html_end(html);
    html_table_end(html);
}

int
report_requests(struct page *page, bool *said, struct hr_err *err)
{
    struct requests self = { .results = page->report->from->results };
    struct html *html = &page->html;
    if (self.results->model->in->pipeline.where == NULL)
        return 0;
    const int ret = result_table_make(&forecast_table, page->report->from, &self.table, err);
    if (ret == 0) {
        self.scenario = table_column(&self.table, "scenario");
        self.year = table_column(&self.table, "financial_year");
        self.measure = table_column(&self.table, "measure");
        self.mean = table_column(&self.table, "mean");
        self.p05 = table_column(&self.table, "p05");
        self.p95 = table_column(&self.table, "p95");
        put_table(&self, html);
        report_paragraph(html, "Here all assessments wait alike, so that the share in time moves "
                               "further than where some are put first; an average between 0% and "
                               "100% is mostly of futures at either end.");
        *said = true;
    }
    table_release(&self.table);
    return ret;
}
