/* starter.c: what `headroom new DIR` leaves on the disk. */
#include "scenario.h"
#include "temp_dir.h"
#include "calibrate.h"
#include "replicate.h"
#include "claim.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t
n_entries(const char *dir)
{
    size_t n = 0;
    DIR *stream = opendir(dir);
    cr_assert_not_null(stream);
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream))
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    (void)closedir(stream);
    return n;
}

Claim(starter, the_scenario_it_writes_loads_and_compiles)
{
    char dir[64], path[128];
    struct hr_err err = { .code = HR_OK };
    struct scenario s;
    struct model model;
    temp_dir(dir, sizeof dir);
    cr_assert_eq(starter_write(dir, &err), 0, "%s", err.text);
    (void)snprintf(path, sizeof path, "%s/scenario.cfg", dir);
    cr_assert_eq(scenario_load(path, NULL, 0, &s, &err), 0, "%s",
                 s.faults.n > 0 ? s.faults.item[0].text : err.text);
    cr_assert_eq(model_make(&model, &s.inputs, &err), 0, "%s", err.text);
    cr_expect_eq(model.n_scenario, 2);
    cr_expect(s.inputs.example.money && s.inputs.example.children, "nobody's figures are marked");
    cr_expect_eq(n_entries(dir), 1, "nothing but the scenario is left");
    model_release(&model);
    scenario_release(&s);
    temp_dir_remove(dir);
}

/* The starter's pipeline and policies are behind comment signs: "# " is taken from the lines from
 * first to last. */
static char *
uncommented(const char *first, const char *last)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    bool inside = false;
    for (const char *line = starter_cfg_text; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        inside = inside || strncmp(line, first, strlen(first)) == 0;
        const size_t skip = inside && length >= 2 ? 2 : 0;
        fprintf(out, "%.*s\n", (int)(length - skip), line + skip);
        inside = inside && strncmp(line, last, strlen(last)) != 0;
        line += length + (line[length] == '\n');
    }
    (void)fclose(out);
    return text;
}

Claim(starter, the_pipeline_it_shows_loads_and_compiles_when_its_comment_signs_are_taken_away)
{
    struct hr_err err = { .code = HR_OK };
    struct scenario s;
    struct model model;
    char *text = uncommented("# pipeline = {", "# };");
    cr_assert_eq(scenario_load_text("starter.cfg", text, strlen(text), &s, &err), 0, "%s",
                 s.faults.n > 0 ? s.faults.item[0].text : err.text);
    cr_expect_eq(s.inputs.pipeline.n_capacity, 3);
    cr_expect_eq(s.inputs.pipeline.in_assessment, 155.0);
    cr_assert_eq(model_make(&model, &s.inputs, &err), 0, "%s", err.text);
    model_release(&model);
    scenario_release(&s);
    free(text);
}

Claim(starter, the_policies_it_shows_load_and_compile_when_their_comment_signs_are_taken_away)
{
    struct hr_err err = { .code = HR_OK };
    struct scenario s;
    struct model model;
    char *text = uncommented("# policies = (", "# );");
    cr_assert_eq(scenario_load_text("starter.cfg", text, strlen(text), &s, &err), 0, "%s",
                 s.faults.n > 0 ? s.faults.item[0].text : err.text);
    cr_assert_eq(s.inputs.n_policy, 2);
    cr_assert_eq(s.inputs.policy[1].n_change, 2);
    cr_expect_eq(s.inputs.policy[1].change[1].n_ncy, 2);
    cr_assert_eq(model_make(&model, &s.inputs, &err), 0, "%s", err.text);
    cr_expect_str_eq(model_central_policy(&model)->id, "as-now");
    model_release(&model);
    scenario_release(&s);
    free(text);
}

Claim(starter, the_general_fund_it_shows_loads_and_compiles_when_its_comment_signs_are_taken_away)
{
    struct hr_err err = { .code = HR_OK };
    struct scenario s;
    struct model model;
    char *text = uncommented("# general_fund = {", "# deflator = (");
    cr_assert_eq(scenario_load_text("starter.cfg", text, strlen(text), &s, &err), 0, "%s",
                 s.faults.n > 0 ? s.faults.item[0].text : err.text);
    cr_expect_eq(s.inputs.general_fund.n_transport, 2);
    cr_expect_eq(s.inputs.general_fund.reserves.n_test, 1);
    cr_expect_eq(s.inputs.n_deflator, 1);
    cr_assert_eq(model_make(&model, &s.inputs, &err), 0, "%s", err.text);
    model_release(&model);
    scenario_release(&s);
    free(text);
}

/* Rates of growth, spreads and the like take over no source, and so show none unless the starter
 * writes one there. */
static bool
may_lack_source(const struct scenario_key *key)
{
    return key->row->own_source ||
           (key->row >= path_fields.row && key->row < path_fields.row + path_fields.n_row);
}

Claim(starter, every_quantity_of_it_says_where_it_comes_from)
{
    struct hr_err err = { .code = HR_OK };
    struct scenario s;
    size_t n = 0, n_told = 0;
    cr_assert_eq(scenario_load_text("starter.cfg", starter_cfg_text, starter_cfg_size, &s, &err), 0,
                 "%s", err.text);
    for (size_t i = 0; i < s.n_key; i++) {
        if (s.key[i].row->type != FIELD_QUANTITY)
            continue;
        const struct quantity *q = &s.inputs.quantity[++n];
        cr_assert_str_eq(q->name, s.key[i].path);
        cr_expect(q->source != NULL || may_lack_source(&s.key[i]), "%s", q->name);
        n_told += q->source != NULL;
    }
    cr_expect_eq(n, s.inputs.n_quantity);
    cr_expect_gt(n_told, n / 2);
    scenario_release(&s);
}

Claim(starter, it_makes_the_folder_when_there_is_none)
{
    char dir[64], inner[128];
    struct hr_err err = { .code = HR_OK };
    struct stat status;
    temp_dir(dir, sizeof dir);
    (void)snprintf(inner, sizeof inner, "%s/my area", dir);
    cr_assert_eq(starter_write(inner, &err), 0, "%s", err.text);
    (void)snprintf(inner, sizeof inner, "%s/my area/scenario.cfg", dir);
    cr_assert_eq(stat(inner, &status), 0);
    cr_expect_eq((size_t)status.st_size, starter_cfg_size);
    (void)unlink(inner);
    (void)snprintf(inner, sizeof inner, "%s/my area", dir);
    (void)rmdir(inner);
    temp_dir_remove(dir);
}

Claim(starter, it_never_overwrites_a_scenario)
{
    char dir[64], path[128], text[16] = "";
    struct hr_err err = { .code = HR_OK };
    temp_dir(dir, sizeof dir);
    temp_dir_write(dir, "scenario.cfg", "mine", path, sizeof path);
    cr_assert_eq(starter_write(dir, &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "exists already and is left as it is"), "%s", err.text);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file);
    cr_expect_eq(fread(text, 1, sizeof text, file), 4);
    (void)fclose(file);
    cr_expect_str_eq(text, "mine");
    cr_expect_eq(n_entries(dir), 1);
    temp_dir_remove(dir);
}

Claim(starter, a_folder_that_cannot_be_made_is_said)
{
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(starter_write("/no/such/place", &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "cannot make the folder '/no/such/place'"), "%s", err.text);
    cr_assert_eq(starter_write("", &err), HR_EWRITE);
    cr_assert_eq(starter_write("Makefile", &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "a file of that name exists"), "%s", err.text);
}

/* The defaults of England's file: no area ends as many plans each year, or loses none to others. */
Claim(starter, endings_vary_from_year_to_year_and_families_come_and_go)
{
    struct hr_err err = { 0 };
    struct scenario scenario;
    struct model model;
    struct work work;
    enum { N = 400 };
    double ratio = 0.0, square = 0.0, out = 0.0, in = 0.0, plans = 0.0;
    cr_assert_eq(scenario_load("scenarios/starter.cfg", NULL, 0, &scenario, &err), 0, "%s",
                 err.text);
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&work, &model, &err), 0);
    for (size_t k = 0; k < N; k++) {
        replicate_begin(&model, k, &work);
        cr_assert_eq(replicate_run(&model, 0, &work, &err), 0, "%s", err.text);
        const struct year *year = work.future.year;
        const double x = log(year[1].people.left / year[1].people.plans_opening) -
                         log(year[0].people.left / year[0].people.plans_opening);
        ratio += x / N;
        square += x * x / N;
        out += year[0].people.migrated.out / N;
        in += year[0].people.migrated.in / N;
        plans = year[0].people.plans_opening;
    }
    const double sd = sqrt(square - ratio * ratio);
    cr_expect(sd > 0.3 && sd < 0.55, "yearly change of the rate of endings: %.2f", sd);
    cr_expect(out > 0.013 * plans && out < 0.03 * plans, "%.1f of %.0f go", out, plans);
    cr_expect_float_eq(in, out, 4.0 * sqrt(2.0 * out / N), "as many come");
    work_release(&work);
    model_release(&model);
    scenario_release(&scenario);
}

/* A category's plans and all plans of a January, 0: the base census. */
static void
count_plans(const struct model *model, const struct future *future, int category, size_t january,
            double plans[2])
{
    plans[0] = plans[1] = 0.0;
    for (size_t s = 0; s < model->n_setting; s++) {
        const double n = january == 0 ? model->base_plans[s]
                                      : future_setting(future, january - 1, s)->flows.closing;
        plans[0] += (int)model->setting[s]->category == category ? n : 0.0;
        plans[1] += n;
    }
}

/* Counted, January 2016 to 2021: 0.14 and 0.32 of independent schools, 0.07 and 0.17 of mainstream
 * (scenarios/england.cfg). A standard deviation is wider than the robust one. */
Claim(starter, shares_of_placements_spread_one_and_four_years_ahead_as_they_have)
{
    static const struct {
        int category;
        double low[2], high[2];
    } due[] = { { CATEGORY_INDEPENDENT, { 0.09, 0.25 }, { 0.19, 0.42 } },
                { CATEGORY_MAINSTREAM, { 0.03, 0.11 }, { 0.10, 0.24 } } };
    enum { N = 600 };
    struct hr_err err = { 0 };
    struct scenario scenario;
    struct model model;
    struct work work;
    double mean[2][2] = { { 0.0 } }, square[2][2] = { { 0.0 } };
    cr_assert_eq(scenario_load("scenarios/starter.cfg", NULL, 0, &scenario, &err), 0, "%s",
                 err.text);
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&work, &model, &err), 0);
    for (size_t k = 0; k < N; k++) {
        replicate_begin(&model, k, &work);
        cr_assert_eq(replicate_run(&model, 0, &work, &err), 0, "%s", err.text);
        for (size_t i = 0; i < 2; i++)
            for (size_t far = 0; far < 2; far++) {
                double base[2], later[2];
                count_plans(&model, &work.future, due[i].category, 0, base);
                count_plans(&model, &work.future, due[i].category, far ? 4 : 1, later);
                const double x = log(later[0] / later[1]) - log(base[0] / base[1]);
                mean[i][far] += x / N;
                square[i][far] += x * x / N;
            }
    }
    for (size_t i = 0; i < 2; i++)
        for (size_t far = 0; far < 2; far++) {
            const double sd = sqrt(square[i][far] - mean[i][far] * mean[i][far]);
            cr_expect(sd > due[i].low[far] && sd < due[i].high[far], "category %d, %d years: %.3f",
                      due[i].category, far ? 4 : 1, sd);
        }
    work_release(&work);
    model_release(&model);
    scenario_release(&scenario);
}
