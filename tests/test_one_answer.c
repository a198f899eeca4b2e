/* One answer: the program is run on scenarios of different kinds, every output is read back, and
 * each quantity (scenario, date, measure, statistic) is the same wherever it stands, to the digits
 * shown: tables, charts' tables, summary.json, the words of charts, pages and the terminal. Runs
 * from the project root. */
#include "figure_rows.h"
#include "figure_tables.h"
#include "figure_workbook.h"
#include "figure_words.h"

#include "calendar.h"
#include "claim.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(list) (sizeof(list) / sizeof *(list))

struct shown {
    const char *key, *statistic;
};

static const char *
text_at(const json_t *object, const char *key)
{
    const char *const text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

static void
put_summary_branches(struct run_output *self, const json_t *headline)
{
    static const struct shown shown[] = {
        { "deficit_central_gbp_m", "central" }, { "deficit_p05_gbp_m", "p05" },
        { "deficit_p50_gbp_m", "p50" },         { "deficit_p95_gbp_m", "p95" },
        { "change_mean_gbp_m", "change" },      { "change_p05_gbp_m", "change p05" },
        { "change_p95_gbp_m", "change p95" }
    };
    json_t *branch;
    size_t i;
    json_array_foreach(json_object_get(headline, "branches"), i, branch)
    {
        const struct words measure = words_say(
            "deficit with %.80s %.80s", text_at(branch, "receipt"), text_at(branch, "branch"));
        for (size_t k = 0; k < N(shown); k++)
            if (json_object_get(branch, shown[k].key) != NULL)
                book_put_number(&self->book,
                                &(struct figure_key){ text_at(headline, "scenario"), self->last,
                                                      measure.text, shown[k].statistic },
                                json_number_value(json_object_get(branch, shown[k].key)), 0.5e-6,
                                "summary.json");
    }
}

/* The sentence counts the futures that the number counts; of a few it counts them all. */
static void
check_chance(struct run_output *self, const json_t *headline)
{
    const double p = json_number_value(json_object_get(headline, "chance_above_threshold"));
    const char *const said = text_at(headline, "chance");
    if (strstr(said, "simulated future") == NULL &&
        strstr(said, words_chance_count(p, 20).text) == NULL &&
        strstr(said, words_chance_count(p, 100).text) == NULL)
        book_fault(&self->book, "summary.json: '%s' does not count %g", said, p);
}

static void
put_summary(struct run_output *self)
{
    static const struct shown shown[] = { { "deficit_central_gbp_m", "central" },
                                          { "deficit_p05_gbp_m", "p05" },
                                          { "deficit_p50_gbp_m", "p50" },
                                          { "deficit_p95_gbp_m", "p95" } };
    json_t *const root = run_output_summary(self), *headline;
    size_t i;
    json_array_foreach(json_object_get(root, "headlines"), i, headline)
    {
        const char *const id = text_at(headline, "scenario"), *const when =
                                                                  text_at(headline, "date");
        for (size_t k = 0; k < N(shown); k++)
            book_put_number(
                &self->book, &(struct figure_key){ id, when, "deficit", shown[k].statistic },
                json_number_value(json_object_get(headline, shown[k].key)), 0.5e-6, "summary.json");
        if (json_object_get(headline, "threshold") != NULL)
            book_put_number(
                &self->book,
                &(struct figure_key){ id, when, "deficit", "chance above the threshold" },
                json_number_value(json_object_get(headline, "chance_above_threshold")), 5e-5,
                "summary.json");
        check_chance(self, headline);
        put_summary_branches(self, headline);
        json_t *const parts = json_object_get(headline, "difference_gbp_m");
        if (parts != NULL)
            book_put_number(
                &self->book, &(struct figure_key){ id, when, "deficit", "change" },
                json_number_value(json_object_get(json_object_get(parts, "difference"), "mean")),
                0.5e-6, "summary.json");
        const double central =
            book_at(&self->book, &(struct figure_key){ id, when, "deficit", "central" });
        int fy = 0;
        cr_assert(fy_of_end(when, &fy), "%s", when);
        const struct words want = words_say("central forecast %s at %s",
                                            words_position(central).text, words_year_end(fy).text);
        if (strstr(text_at(headline, "central_and_range"), want.text) == NULL)
            book_fault(&self->book, "summary.json: not '%s' in '%s'", want.text,
                       text_at(headline, "central_and_range"));
        if ((i == 0 || i + 1 == self->n_scenario) && strstr(self->said, want.text) == NULL)
            book_fault(&self->book, "the terminal does not say '%s'", want.text);
    }
    json_decref(root);
}

static void
put_folder(struct run_output *self, const char *folder)
{
    char path[400];
    struct dirent **entry = NULL;
    (void)snprintf(path, sizeof path, "%s/%s", self->dir, folder);
    const int n = scandir(path, &entry, NULL, alphasort);
    cr_assert_gt(n, 2, "%s", path);
    for (int i = 0; i < n; i++) {
        char name[600];
        (void)snprintf(name, sizeof name, "%s%s", folder, entry[i]->d_name);
        const size_t length = strlen(name);
        if (length > 4 && strcmp(name + length - 4, ".csv") == 0 &&
            strcmp(name, "forecast.csv") != 0)
            figure_put_table(self, name);
        free(entry[i]);
    }
    free(entry);
}

static void
expect_one_answer(const char *arguments)
{
    static struct run_output output;
    run_output_init(&output, arguments);
    figure_put_table(&output, "forecast.csv"); /* it has the most digits */
    put_folder(&output, "");
    put_folder(&output, "charts/");
    put_summary(&output);
    figure_check_changes(&output);
    figure_check_pages(&output);
    const size_t n_cell = figure_check_workbook(&output);
    cr_expect_gt(n_cell, 20000, "%s: %zu cells of the workbook", arguments, n_cell);
    cr_expect_gt(output.book.n_again, 1000, "%s: %zu figures stand twice", arguments,
                 output.book.n_again);
    for (size_t i = 0; i < output.book.n_fault; i++)
        cr_expect(false, "%s: %s", arguments, output.book.fault[i]);
    run_output_release(&output);
}

Claim(one_answer, stands_in_every_output_of_kingston)
{
    expect_one_answer("scenarios/kingston-2021.cfg -n 120 --compared 50");
}

Claim(one_answer, stands_in_every_output_of_the_starter)
{
    expect_one_answer("scenarios/starter.cfg -n 80");
}

Claim(one_answer, stands_in_every_output_of_options_of_every_kind)
{
    expect_one_answer("tests/same/options.cfg -n 40 --compared 20");
}

Claim(one_answer, stands_in_every_output_of_a_surplus)
{
    expect_one_answer("scenarios/starter.cfg -n 80 --set dsg.carry_forward_gbp_m=150.0 "
                      "--set dsg.history.2025/26.deficit_gbp_m=-150.0");
}
