/* Reads a published folder's known counts as sums of settings, and tightens bounds. */
#include "attack_folder.h"

#include "claim.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned
bit(size_t setting)
{
    return 1u << setting;
}

static size_t
find_setting(const struct attack_folder *self, const char *id)
{
    size_t s = 0;
    while (s < self->n_setting && strcmp(self->setting[s].id, id) != 0)
        s++;
    return s;
}

void
attack_folder_say(struct attack_folder *self, unsigned set, double lo, double hi)
{
    for (size_t i = 0; i < self->n_fact; i++)
        if (self->fact[i].set == set) {
            self->fact[i].lo = fmax(self->fact[i].lo, lo);
            self->fact[i].hi = fmin(self->fact[i].hi, hi);
            return;
        }
    cr_assert_lt(self->n_fact, ATTACK_FACTS);
    self->fact[self->n_fact].set = set;
    self->fact[self->n_fact].lo = lo;
    self->fact[self->n_fact++].hi = hi;
}

/* A cell, times how many it is a share of (1: a count). Blank: nothing is said. */
static void
say_cell(struct attack_folder *self, unsigned set, const char *text, double of)
{
    double value, within;
    if (set == 0 || !book_read(text, &value, &within))
        return;
    within = of == 1.0 ? 0.0 : within;
    attack_folder_say(self, set, ceil((value - within) * of - 1e-6),
                      floor((value + within) * of + 1e-6));
}

/* Settings of the base January, in the order of placements.csv, and what it says of them. */
static void
read_placements(struct attack_folder *self, const struct run_output *output)
{
    struct run_table table;
    run_table_init(&table, output, "placements.csv");
    const char *base = "";
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *when = run_table_cell(&table, row, "census_date");
        if (strcmp(run_table_cell(&table, row, "basis"), "outturn") == 0 && strcmp(when, base) > 0)
            base = when;
    }
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *id = run_table_cell(&table, row, "setting");
        const size_t s = find_setting(self, id);
        if (strcmp(run_table_cell(&table, row, "census_date"), base) != 0 ||
            strcmp(run_table_cell(&table, row, "basis"), "outturn") != 0)
            continue;
        cr_assert_lt(s, ATTACK_SETTINGS);
        if (s == self->n_setting) {
            self->n_setting++;
            (void)snprintf(self->setting[s].id, sizeof self->setting[s].id, "%s", id);
            (void)snprintf(self->setting[s].category, sizeof self->setting[s].category, "%s",
                           run_table_cell(&table, row, "category"));
        }
        say_cell(self, bit(s), run_table_cell(&table, row, "central"), 1.0);
    }
    run_table_release(&table);
}

/* The whole and settings of the last known January of forecast.csv; the whole is given back. */
static double
read_forecast(struct attack_folder *self, const struct run_output *output)
{
    struct run_table table;
    const char *base = "", *whole = "";
    run_table_init(&table, output, "forecast.csv");
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const char *measure = run_table_cell(&table, row, "measure"),
                   *when = run_table_cell(&table, row, "date"),
                   *shown = run_table_cell(&table, row, "central");
        if (strncmp(measure, "plans", 5) != 0 ||
            strcmp(run_table_cell(&table, row, "basis"), "outturn") != 0)
            continue;
        if (strcmp(measure, "plans") == 0 && strcmp(when, base) >= 0) {
            base = when;
            whole = shown;
        } else if (measure[5] == '.' && find_setting(self, measure + 6) < self->n_setting)
            say_cell(self, bit(find_setting(self, measure + 6)), shown, 1.0);
    }
    const double total = whole[0] == '\0' ? (double)INFINITY : strtod(whole, NULL);
    say_cell(self, bit(self->n_setting) - 1, whole, 1.0);
    run_table_release(&table);
    return total;
}

static void
read_assumptions(struct attack_folder *self, const struct run_output *output)
{
    struct run_table table;
    run_table_init(&table, output, "assumptions.csv");
    for (size_t row = 0; row < table.csv.n_row; row++) {
        char id[80] = "";
        if (sscanf(run_table_cell(&table, row, "name"), "plans.by_setting.%79[^.].count", id) ==
                1 &&
            find_setting(self, id) < self->n_setting)
            say_cell(self, bit(find_setting(self, id)), run_table_cell(&table, row, "central"),
                     1.0);
    }
    run_table_release(&table);
}

static void
read_record(struct attack_folder *self, const struct run_output *output)
{
    char *const text = run_output_text(output, "run.json");
    cr_assert_not_null(text);
    json_t *const root = json_loads(text, 0, NULL), *item;
    size_t i;
    cr_assert_not_null(root);
    json_array_foreach(
        json_object_get(json_object_get(json_object_get(root, "settings"), "plans"), "by_setting"),
        i, item)
    {
        const size_t s = find_setting(self, json_string_value(json_object_get(item, "setting")));
        const json_t *const count = json_object_get(item, "count");
        if (s < self->n_setting && json_is_number(count))
            attack_folder_say(self, bit(s), json_number_value(count), json_number_value(count));
    }
    json_decref(root);
    free(text);
}

/* This area's shares of the whole, to the digits shown. */
static void
read_shares(struct attack_folder *self, const struct run_output *output, double whole)
{
    struct run_table table;
    run_table_init(&table, output, "comparators.csv");
    for (size_t row = 0; row < table.csv.n_row && isfinite(whole); row++) {
        unsigned set = 0;
        if (strcmp(run_table_cell(&table, row, "area_is"), "own") != 0 ||
            strcmp(run_table_cell(&table, row, "figure"), "share") != 0)
            continue;
        for (size_t s = 0; s < self->n_setting; s++)
            if (strcmp(self->setting[s].category, run_table_cell(&table, row, "share_of")) == 0)
                set |= bit(s);
        say_cell(self, set, run_table_cell(&table, row, "amount"), whole);
    }
    run_table_release(&table);
}

/* What each part of the chart of placements holds: a category of forecast.csv, where it is shown,
 * and with "other" what is left out. */
static unsigned
settings_of_part(const struct attack_folder *self, const char *label)
{
    static const char *const part[][4] = {
        { "Mainstream school", "mainstream", "early_years", "" },
        { "SEN unit or resourced", "unit", "", "" },
        { "State special school", "state_special", "", "" },
        { "Independent special", "independent", "", "" },
        { "College, post-16", "further_education", "specialist_post16", "" },
    };
    unsigned set = 0, named = 0;
    for (size_t p = 0; p < sizeof part / sizeof *part; p++)
        for (size_t s = 0; s < self->n_setting; s++)
            for (size_t k = 1; k < 4 && !self->setting[s].hidden; k++)
                if (strcmp(self->setting[s].category, part[p][k]) == 0) {
                    named |= bit(s);
                    set |= strcmp(label, part[p][0]) == 0 ? bit(s) : 0;
                }
    if (strcmp(label, "Total") == 0)
        return bit(self->n_setting) - 1;
    return set != 0 ? set : (bit(self->n_setting) - 1) & ~named;
}

static void
read_chart(struct attack_folder *self, const struct run_output *output, const char *name)
{
    struct run_table table;
    const char *base = "";
    run_table_init(&table, output, name);
    for (size_t row = 0; row < table.csv.n_row; row++)
        if (strcmp(run_table_cell(&table, row, "basis"), "outturn") == 0 &&
            strcmp(run_table_cell(&table, row, "census_date"), base) > 0)
            base = run_table_cell(&table, row, "census_date");
    for (size_t row = 0; row < table.csv.n_row; row++)
        if (strcmp(run_table_cell(&table, row, "census_date"), base) == 0)
            say_cell(self, settings_of_part(self, run_table_cell(&table, row, "placement")),
                     run_table_cell(&table, row, "mean"), 1.0);
    run_table_release(&table);
}

static void
read_charts(struct attack_folder *self, const struct run_output *output)
{
    char path[300];
    (void)snprintf(path, sizeof path, "%s/charts", output->dir);
    DIR *const dir = opendir(path);
    cr_assert_not_null(dir);
    for (const struct dirent *at = readdir(dir); at != NULL; at = readdir(dir))
        if (strncmp(at->d_name, "06_mix", 6) == 0 && strstr(at->d_name, ".csv") != NULL) {
            (void)snprintf(path, sizeof path, "charts/%.200s", at->d_name);
            read_chart(self, output, path);
        }
    (void)closedir(dir);
}

void
attack_folder_init(struct attack_folder *self, const struct run_output *output)
{
    *self = (struct attack_folder){ 0 };
    read_placements(self, output);
    const double whole = read_forecast(self, output);
    read_assumptions(self, output);
    read_record(self, output);
    for (size_t s = 0; s < self->n_setting; s++) {
        self->setting[s].hidden = true;
        for (size_t i = 0; i < self->n_fact; i++)
            if (self->fact[i].set == bit(s))
                self->setting[s].hidden = false;
    }
    for (size_t s = 0; s < self->n_setting; s++)
        if (self->setting[s].hidden)
            attack_folder_say(self, bit(s), 1.0, whole);
    read_shares(self, output, whole);
    read_charts(self, output);
}

/* ---- bounds */

/* What a sum leaves of one that it lies within. */
static void
subtract(struct attack_folder *self)
{
    const size_t n = self->n_fact;
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            if (a != b && (self->fact[a].set & self->fact[b].set) == self->fact[b].set &&
                self->n_fact < ATTACK_FACTS)
                attack_folder_say(self, self->fact[a].set & ~self->fact[b].set,
                                  self->fact[a].lo - self->fact[b].hi,
                                  self->fact[a].hi - self->fact[b].lo);
}

/* By one sum: each of its terms is what the others leave. */
static bool
tighten(struct attack_folder *self, size_t fact)
{
    const unsigned set = self->fact[fact].set;
    double least = 0.0, most = 0.0;
    bool changed = false;
    for (size_t s = 0; s < self->n_setting; s++) {
        least += (set & bit(s)) != 0 ? self->least[s] : 0.0;
        most += (set & bit(s)) != 0 ? self->most[s] : 0.0;
    }
    for (size_t s = 0; s < self->n_setting; s++) {
        const double from = self->least[s], to = self->most[s];
        if ((set & bit(s)) == 0)
            continue;
        self->least[s] = fmax(from, self->fact[fact].lo - (most - to));
        self->most[s] = fmin(to, self->fact[fact].hi - (least - from));
        least += self->least[s] - from;
        most += self->most[s] - to;
        changed = changed || self->least[s] > from || self->most[s] < to;
    }
    return changed;
}

void
attack_folder_bound(struct attack_folder *self)
{
    bool changed = true;
    subtract(self);
    for (size_t s = 0; s < self->n_setting; s++) {
        self->least[s] = 0.0;
        self->most[s] = 1e6;
    }
    while (changed) {
        changed = false;
        for (size_t i = 0; i < self->n_fact; i++)
            changed = tighten(self, i) || changed;
    }
}
