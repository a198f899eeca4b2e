/* Tables with rules of their own: which row is which figure (figure_rows.h). */
#include "figure_rows.h"

#include "calendar.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(list) (sizeof(list) / sizeof *(list))

static void
put_percentiles(struct run_output *self, const char *name)
{
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const struct words statistic =
            words_say("p%02ld", strtol(run_table_cell(&table, row, "percentile"), NULL, 10));
        book_put(&self->book,
                 &(struct figure_key){ run_table_cell(&table, row, "scenario"),
                                       run_table_cell(&table, row, "date"),
                                       run_table_cell(&table, row, "measure"), statistic.text },
                 run_table_cell(&table, row, "value"), name);
    }
    run_table_release(&table);
}

/* The count that stands in the words is the rounded probability, whatever the words are. */
static void
expect_count_in_words(struct run_output *self, const struct run_table *table, size_t row,
                      const char *name)
{
    const char *const said = run_table_cell(table, row, "words"), *const probability =
                                                                      run_table_cell(table, row,
                                                                                     "probability");
    if (probability[0] == '\0')
        return;
    const double p = strtod(probability, NULL);
    const struct words count = words_say("(%s)", words_chance_count(p, words_chance_base(p)).text);
    if (strstr(said, count.text) == NULL)
        book_fault(&self->book, "%s: '%s' of %s, want %s", name, said, probability, count.text);
}

/* The first threshold is that of the charts. */
static void
put_chances(struct run_output *self, const char *name)
{
    static const char before[] = "deficit above: ";
    struct run_table table;
    char first[300] = "";
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *const event = run_table_cell(&table, row, "event");
        expect_count_in_words(self, &table, row, name);
        if (strncmp(event, before, strlen(before)) != 0)
            continue;
        if (first[0] == '\0')
            (void)snprintf(first, sizeof first, "%s", event);
        if (strcmp(event, first) == 0)
            book_put_number(&self->book,
                            &(struct figure_key){ run_table_cell(&table, row, "scenario"),
                                                  run_table_cell(&table, row, "date"), "deficit",
                                                  "chance above the threshold" },
                            strtod(run_table_cell(&table, row, "probability"), NULL), 5e-7, name);
    }
    run_table_release(&table);
}

/* The council's table: its Total is the deficit, its Sub-Total the in-year deficit, what is carried
 * forward the deficit of the year before, and the rows between are received. */
static void
put_council_table(struct run_output *self, const char *name)
{
    static const double pound = 0.5e-3;
    struct run_table table;
    double received = 0.0;
    bool of_receipts = false;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *const line = run_table_cell(&table, row, "line"),
                          *scenario = run_table_cell(&table, row, "scenario");
        const struct words when = run_table_date(&table, row);
        const double with = run_table_number(&table, row, "variance_incl_demand_gbp_m"),
                     budget = run_table_number(&table, row, "budget_gbp_m");
        int fy = 0;
        struct hr_err err;
        cr_assert_eq(fy_parse(run_table_cell(&table, row, "financial_year"), &fy, &err), 0);
        const bool total = strcmp(line, "Total") == 0, sub = strcmp(line, "Sub-Total") == 0,
                   carry = strstr(line, " Carry forward") != NULL;
        if (total || sub) {
            const char *const measure = total ? "deficit" : "in_year_deficit";
            book_put_number(&self->book,
                            &(struct figure_key){ scenario, when.text, measure, "central" }, with,
                            pound, name);
            book_put(&self->book, &(struct figure_key){ scenario, when.text, measure, "p05" },
                     run_table_cell(&table, row, "likely_low_gbp_m"), name);
            book_put(&self->book, &(struct figure_key){ scenario, when.text, measure, "p95" },
                     run_table_cell(&table, row, "likely_high_gbp_m"), name);
        }
        if (strcmp(line, "High Needs Block") == 0) {
            book_put_number(
                &self->book,
                &(struct figure_key){ scenario, when.text, "high_needs_grant", "central" }, budget,
                pound, name);
            book_put_number(
                &self->book,
                &(struct figure_key){ scenario, when.text, "high_needs_spending", "central" },
                with + budget, 2.0 * pound, name);
        }
        if (carry)
            book_put_number(&self->book,
                            &(struct figure_key){ scenario, words_year_end_iso(fy - 1).text,
                                                  "deficit", "central" },
                            -budget, pound, name);
        if (total)
            book_put_number(&self->book,
                            &(struct figure_key){ scenario, when.text, "receipts", "central" },
                            received, 6.0 * pound, name);
        received = of_receipts && !total ? received + budget : 0.0;
        of_receipts = carry || (of_receipts && !total);
    }
    run_table_release(&table);
}

/* A saving is a change with the other sign. */
static void
put_saving(struct run_output *self, const struct figure_key *key, const char *text,
           const char *where)
{
    double value, within;
    if (book_read(text, &value, &within))
        book_put_number(&self->book, key, -value, within, where);
}

/* Each option's saving at the end; of all together it is what is done, and the parts come to
 * it. */
static void
put_options(struct run_output *self, const char *name)
{
    static const char *const shown[][3] = { { "effect_mean", "mean", "change acted" },
                                            { "effect_p05", "p05", "change acted p95" },
                                            { "effect_p50", "p50", "change acted p50" },
                                            { "effect_p95", "p95", "change acted p05" } };
    struct run_table table;
    double parts = 0.0;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *const scenario = run_table_cell(&table, row, "scenario"),
                          *kind = run_table_cell(&table, row, "kind");
        const struct words saving =
            words_say("saving %.200s", run_table_cell(&table, row, "option"));
        const bool all = strcmp(kind, "all") == 0, interaction = strcmp(kind, "interaction") == 0;
        for (size_t i = 0; i < N(shown) && !interaction; i++) {
            const char *const text = run_table_cell(&table, row, shown[i][0]);
            book_put(&self->book,
                     &(struct figure_key){ scenario, self->last, saving.text, shown[i][1] }, text,
                     name);
            if (all)
                put_saving(self,
                           &(struct figure_key){ scenario, self->last, "deficit", shown[i][2] },
                           text, name);
        }
        const double effect = run_table_number(&table, row, "effect_mean");
        if (all) {
            put_saving(self,
                       &(struct figure_key){ scenario, self->last, "deficit", "change received" },
                       run_table_cell(&table, row, "received_gbp_m"), name);
            if (fabs(parts - effect) > 2e-5)
                book_fault(&self->book, "%s, %s: parts of %g, all of it %g", name, scenario, parts,
                           effect);
        }
        parts = all ? 0.0 : parts + effect;
    }
    run_table_release(&table);
}

/* Year by year; the last is that of options.csv. */
static void
put_yearly(struct run_output *self, const char *name)
{
    static const char *const shown[][2] = { { "saving_mean", "mean" },
                                            { "saving_p05", "p05" },
                                            { "saving_p50", "p50" },
                                            { "saving_p95", "p95" } };
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const struct words saving =
                               words_say("saving %.200s", run_table_cell(&table, row, "option")),
                           when = run_table_date(&table, row);
        for (size_t i = 0; i < N(shown); i++)
            book_put(&self->book,
                     &(struct figure_key){ run_table_cell(&table, row, "scenario"), when.text,
                                           saving.text, shown[i][1] },
                     run_table_cell(&table, row, shown[i][0]), name);
    }
    run_table_release(&table);
}

/* Of a receipt that is paid or not, each branch. */
static void
put_branches(struct run_output *self, const char *name)
{
    static const char *const shown[][2] = {
        { "deficit_mean", "central" }, { "deficit_p05", "p05" },    { "deficit_p50", "p50" },
        { "deficit_p95", "p95" },      { "change_mean", "change" }, { "change_p05", "change p05" },
        { "change_p95", "change p95" }
    };
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const struct words branch =
            words_say("deficit with %.80s %.80s", run_table_cell(&table, row, "receipt"),
                      run_table_cell(&table, row, "branch"));
        for (size_t i = 0; i < N(shown); i++)
            book_put(&self->book,
                     &(struct figure_key){ run_table_cell(&table, row, "scenario"), self->last,
                                           branch.text, shown[i][1] },
                     run_table_cell(&table, row, shown[i][0]), name);
    }
    run_table_release(&table);
}

/* Where the steps begin and end. */
static void
put_waterfall(struct run_output *self, const char *name)
{
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *const bar = run_table_cell(&table, row, "bar");
        if (strcmp(bar, "start") == 0 || strcmp(bar, "end") == 0)
            book_put(
                &self->book,
                &(struct figure_key){ run_output_id(self, run_table_cell(&table, row, "label")),
                                      run_table_cell(&table, row, "date"), "deficit", "central" },
                run_table_cell(&table, row, "mean_gbp_m"), name);
    }
    run_table_release(&table);
}

/* Lines of the return come to the spending; its balance is the deficit. */
static void
put_return(struct run_output *self, const char *name)
{
    struct run_table table;
    double sum = 0.0;
    size_t n = 0;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *const scenario = run_table_cell(&table, row, "scenario");
        const struct words when = run_table_date(&table, row);
        if (strcmp(run_table_cell(&table, row, "s251"), "1.9.3") != 0) {
            sum += run_table_number(&table, row, "central");
            n++;
            continue;
        }
        book_put_number(
            &self->book,
            &(struct figure_key){ scenario, when.text, "high_needs_spending", "central" }, sum,
            0.5e-6 * (double)(n + 1), name);
        static const char *const statistic[] = { "central", "p05", "p50", "p95" };
        for (size_t i = 0; i < N(statistic); i++)
            book_put(&self->book,
                     &(struct figure_key){ scenario, when.text, "deficit", statistic[i] },
                     run_table_cell(&table, row, statistic[i]), name);
        sum = 0.0;
        n = 0;
    }
    run_table_release(&table);
}

/* ---- what has its own chart */

/* "charts/05_payback_plan_open.csv": option open of scenario plan; without an option all. */
static const char *
option_of(const struct run_output *self, const char *name, const char **scenario)
{
    static char option[200];
    const char *const from = name + strlen("charts/05_payback_");
    size_t longest = 0;
    for (size_t i = 0; i < self->n_scenario; i++) {
        const char *const id = self->scenario[i].id;
        const size_t n = strlen(id);
        if (n > longest && strncmp(from, id, n) == 0 && (from[n] == '_' || from[n] == '.')) {
            longest = n;
            *scenario = id;
        }
    }
    if (from[longest] != '_')
        return "all";
    (void)snprintf(option, sizeof option, "%s", from + longest + 1);
    *strrchr(option, '.') = '\0';
    return option;
}

/* payback.csv and its charts. */
static void
put_payback(struct run_output *self, const char *name)
{
    static const char *const statistic[] = { "mean", "p05", "p25", "p50", "p75", "p95" };
    const bool chart = strncmp(name, "charts/", 7) == 0;
    const char *scenario = "";
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *const option =
            chart ? option_of(self, name, &scenario) : run_table_cell(&table, row, "option");
        const struct words when = run_table_date(&table, row),
                           measure = words_say("net saving %.200s", option);
        scenario = chart ? scenario : run_table_cell(&table, row, "scenario");
        for (size_t i = 0; i < N(statistic); i++) {
            const struct words column =
                words_say(chart ? "net_saving_%s_gbp_m" : "%s", statistic[i]);
            book_put(&self->book,
                     &(struct figure_key){ scenario, when.text, measure.text, statistic[i] },
                     run_table_cell(&table, row, column.text), name);
        }
        book_put(&self->book,
                 &(struct figure_key){ scenario, when.text, measure.text, "chance paid back" },
                 run_table_cell(&table, row, "chance_paid_back"), name);
    }
    run_table_release(&table);
}

/* Chart 12: the deficit at each percentile. */
static void
put_curve(struct run_output *self, const char *name)
{
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        long percentile;
        if (sscanf(run_table_cell(&table, row, "point"), "percentile %ld", &percentile) != 1)
            continue;
        const struct words statistic = words_say("p%02ld", percentile);
        for (size_t i = 0; i < self->n_scenario; i++) {
            const struct words file =
                words_say("charts/12_chances_%.80s.csv", self->scenario[i].id);
            if (strcmp(name, file.text) == 0)
                book_put(&self->book,
                         &(struct figure_key){ self->scenario[i].id, self->last, "deficit",
                                               statistic.text },
                         run_table_cell(&table, row, "deficit_gbp_m"), name);
        }
    }
    run_table_release(&table);
}

/* Chart 06: the parts of each January come to its total, which is that of the plans. */
static void
put_mix(struct run_output *self, const char *name)
{
    struct run_table table;
    double sum = 0.0;
    size_t n = 0;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const struct words when = run_table_date(&table, row);
        const double mean = run_table_number(&table, row, "mean");
        if (strcmp(run_table_cell(&table, row, "placement"), "Total") != 0) {
            sum += mean;
            n++;
            continue;
        }
        if (fabs(sum - mean) > 0.05 * (double)(n + 1))
            book_fault(&self->book, "%s, %s: parts of %g, %g in all", name, when.text, sum, mean);
        for (size_t i = 0; i < self->n_scenario; i++) {
            const struct words file = words_say("charts/06_mix_%.80s.csv", self->scenario[i].id);
            if (strcmp(name, file.text) == 0)
                book_put(
                    &self->book,
                    &(struct figure_key){ self->scenario[i].id, when.text, "plans", "central" },
                    run_table_cell(&table, row, "mean"), name);
        }
        sum = 0.0;
        n = 0;
    }
    run_table_release(&table);
}

/* Chart 15: what each option changes, by its label in options.csv. */
static void
put_side_by_side(struct run_output *self, const char *name)
{
    static const char *const shown[][2] = { { "change_mean_gbp_m", "mean" },
                                            { "change_p05_gbp_m", "p95" },
                                            { "change_p95_gbp_m", "p05" } };
    struct run_table table, options;
    run_table_init(&table, self, name);
    run_table_init(&options, self, "options.csv");
    for (size_t row = 0; row < table.csv.n_row; row++)
        for (size_t k = 0; k < options.csv.n_row; k++) {
            const struct words saving =
                words_say("saving %.200s", run_table_cell(&options, k, "option"));
            if (strcmp(run_table_cell(&options, k, "kind"), "option") != 0 ||
                strcmp(run_table_cell(&options, k, "label"),
                       run_table_cell(&table, row, "option")) != 0)
                continue;
            for (size_t i = 0; i < N(shown); i++)
                put_saving(self,
                           &(struct figure_key){ run_table_cell(&options, k, "scenario"),
                                                 self->last, saving.text, shown[i][1] },
                           run_table_cell(&table, row, shown[i][0]), name);
        }
    run_table_release(&options);
    run_table_release(&table);
}

static bool
ends_in(const char *text, const char *end)
{
    const size_t n = strlen(text), length = strlen(end);
    return n >= length && strcmp(text + n - length, end) == 0;
}

/* Tables of whole children for a return: of each January a total, or rows that come to it. */
static void
put_whole_plans(struct run_output *self, const char *name)
{
    static const struct {
        const char *table, *column, *ends_in, *also, *also_in, *count;
    } rows[] = { { "dsg_plan.csv", "key", "|All|All|All", "need", "All", "plans" },
                 { "lsrp.csv", "form_table", "5.1", "age_rule",
                   "at 31 August before the school year", "children" } };
    const size_t of = strcmp(name, rows[0].table) == 0 ? 0 : 1;
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t i = 0; i < self->n_scenario; i++) {
        struct words when = { "" };
        double sum = 0.0;
        for (size_t row = 0; row <= table.csv.n_row; row++) {
            const bool end = row == table.csv.n_row;
            const struct words now = end ? words_say("%s", "") : run_table_date(&table, row);
            const struct figure_key key = { self->scenario[i].id, when.text, "plans", "central" };
            if (strcmp(now.text, when.text) != 0 && sum > 0.0) {
                book_put_number(&self->book, &key, sum, 0.5, name);
                sum = 0.0;
            }
            when = now;
            if (!end && strcmp(run_table_cell(&table, row, "scenario"), key.scenario) == 0 &&
                ends_in(run_table_cell(&table, row, rows[of].column), rows[of].ends_in) &&
                ends_in(run_table_cell(&table, row, rows[of].also), rows[of].also_in))
                sum += run_table_number(&table, row, rows[of].count);
        }
    }
    run_table_release(&table);
}

/* What is received and what is done come to the change, and the change is that of the averages. */
void
figure_check_changes(struct run_output *self)
{
    struct run_table table;
    run_table_init(&table, self, "comparison.csv");
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *const measure = run_table_cell(&table, row, "measure"),
                          *of = run_table_cell(&table, row, "scenario"),
                          *const with = run_table_cell(&table, row, "compared_with"),
                          *const when = run_table_cell(&table, row, "date");
        const double change = run_table_number(&table, row, "mean"),
                     after =
                         book_at(&self->book, &(struct figure_key){ of, when, measure, "central" }),
                     before = book_at(&self->book,
                                      &(struct figure_key){ with, when, measure, "central" }),
                     parts = run_table_number(&table, row, "received_mean") +
                             run_table_number(&table, row, "acted_mean");
        if (fabs(after - before - change) > 2e-4 * (1.0 + 1e-3 * fabs(after)))
            book_fault(&self->book, "%s, %s, %s: %g to %g, a change of %g", of, when, measure,
                       before, after, change);
        if (run_table_cell(&table, row, "received_mean")[0] != '\0' && fabs(parts - change) > 2e-6)
            book_fault(&self->book, "%s, %s, %s: parts of %g, a change of %g", of, when, measure,
                       parts, change);
    }
    run_table_release(&table);
}


void
figure_put_own(struct run_output *self, const char *name)
{
    static const struct {
        const char *name;
        void (*put)(struct run_output *self, const char *name);
    } own[] = { { "percentiles.csv", put_percentiles },
                { "chances.csv", put_chances },
                { "dsg_table.csv", put_council_table },
                { "s251.csv", put_return },
                { "receipts.csv", put_branches },
                { "options.csv", put_options },
                { "options_yearly.csv", put_yearly },
                { "charts/04_waterfall_", put_waterfall },
                { "payback.csv", put_payback },
                { "charts/05_payback_", put_payback },
                { "charts/06_mix_", put_mix },
                { "charts/12_chances_", put_curve },
                { "charts/15_options", put_side_by_side },
                { "dsg_plan.csv", put_whole_plans },
                { "lsrp.csv", put_whole_plans } };
    for (size_t i = 0; i < N(own); i++)
        if (strncmp(name, own[i].name, strlen(own[i].name)) == 0)
            own[i].put(self, name);
}
