/* Keys that are not written have their defaults. Of its two scenarios one has fewer new plans, so
 * that their people differ and each is simulated. */
#include "bench_area.h"

#include "category.h"
#include "err.h"
#include "calendar.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* England's shape: many joiners at 4 and 5, schools to 16, colleges to 25. */
static double
weight_at(size_t age, int category)
{
    const bool college =
        category == CATEGORY_FURTHER_EDUCATION || category == CATEGORY_SPECIALIST_POST16;
    if (category == CATEGORY_NOT_IN_EDUCATION)
        return age >= 16 ? 2.0 : 0.1;
    if (college)
        return age < 16 ? 0.0 : age < 20 ? 12.0 : 4.0;
    return age < 3 ? 0.3 : age < 16 ? 5.0 + 0.4 * (double)age : age < 19 ? 2.0 : 0.05;
}

static double
joining_at(size_t age)
{
    return age < 3 ? 0.001 : age < 6 ? 0.02 : age < 16 ? 0.009 : age < 20 ? 0.002 : 0.0;
}

static double
leaving_at(size_t age)
{
    return age < 16 ? 0.005 : age < 18 ? 0.02 : age < 20 ? 0.17 : age < 25 ? 0.33 : 0.82;
}

static const char *
between(size_t i)
{
    return i == 0 ? "" : ", ";
}

static int
category_of(size_t setting)
{
    return (int)(setting % (size_t)CATEGORY_OTHER);
}

/* Weights by category of each age; some more in mainstream. */
static void
add_mix(struct text *out, const char *key, double more)
{
    text_add(out, "%s = ( ", key);
    for (size_t age = 0; age < N_NCY; age++) {
        text_add(out, "%s{ age = %zu; ", between(age), age);
        for (int c = 0; c < N_CATEGORY; c++)
            text_add(out, "%s = %.17g; ", category_name(c),
                     weight_at(age, c) + (c == CATEGORY_MAINSTREAM ? more : 0.0));
        text_add(out, "}");
    }
    text_add(out, " );\n");
}

/* Plans of each setting; the rest are in the last one. */
static void
share_out(const struct bench_area *area, double *plans)
{
    double left = area->plans;
    for (size_t s = 0; s < area->n_setting; s++) {
        const double share =
            area->n_full == 0 ? (s == 0 ? 0.33 : 0.25) : 1.0 / (double)(area->n_setting - s);
        plans[s] = s + 1 < area->n_setting ? floor(left * share) : left;
        left -= plans[s];
    }
}

static void
add_settings(struct text *out, const struct bench_area *area, const double *plans)
{
    size_t n_full = 0;
    text_add(out, "needs = ( ");
    for (size_t i = 0; i < area->n_need; i++)
        text_add(out, "%s{ id = \"need%02zu\"; label = \"-\"; }", between(i), i);
    text_add(out, " );\nsettings = ( ");
    for (size_t s = 0; s < area->n_setting; s++) {
        const int c = category_of(s);
        text_add(out, "%s{ id = \"s%02zu\"; label = \"-\"; category = \"%s\"; ", between(s), s,
                 category_name(c));
        if (c == CATEGORY_NOT_IN_EDUCATION)
            text_add(out, "no_cost = true; ");
        if (n_full < area->n_full && c != CATEGORY_MAINSTREAM && c != CATEGORY_INDEPENDENT) {
            text_add(out, "places = ( { count = %.0f; } ); overflow = ( { to = \"s03\"; } ); ",
                     floor(1.03 * plans[s]) + 1.0);
            n_full++;
        }
        text_add(out, "}");
    }
    text_add(out, " );\nplans = { total = %.0f; by_setting = ( ", area->plans);
    for (size_t s = 0; s < area->n_setting; s++)
        text_add(out, "%s{ setting = \"s%02zu\"; count = %.0f; }", between(s), s, plans[s]);
    text_add(out, " ); };\n");
}

static void
add_ages(struct text *out, const char *key, double (*at)(size_t age))
{
    text_add(out, "%s = [ ", key);
    for (size_t age = 0; age < N_NCY; age++)
        text_add(out, "%s%.6f", between(age), at(age));
    text_add(out, " ];\n");
}

static void
add_rates(struct text *out, const struct bench_area *area)
{
    text_add(out, "population = { drift = { low = -0.005; central = 0.0; high = 0.005; }; "
                  "counts = ( { mid_year = 2024; by_age = [ ");
    for (size_t age = 0; age < N_NCY; age++)
        text_add(out, "%s%.1f", between(age), area->plans * 1.1);
    text_add(out, " ]; } ); };\njoiners = { new_plans = %.1f;\n", area->plans * 0.15);
    add_ages(out, "rate_by_age", joining_at);
    add_mix(out, "mix", 30.0);
    text_add(out, "ceiling_by_age = [ ");
    for (size_t age = 0; age < N_NCY; age++)
        text_add(out, "%s1.0", between(age));
    text_add(out,
             " ];\n"
             "level = { low = 0.9; central = 1.0; high = 1.1; };\n"
             "level_reverts = { to = 1.0; persistence = 1.0; shock_sd = 0.0; };\n"
             "growth = { first = { low = 0.04; central = 0.06; high = 0.08; };\n"
             "    long_run = { low = 0.0; central = 0.01; high = 0.02; };\n"
             "    persistence = 0.75; shock_sd = 0.012; };\n"
             "transitory = { sd = 0.19; correlation = 0.2; };\n"
             "own_mix = 0.3; placement_sd = 0.0; };\n"
             "migration = { out = 0.0; balance = 0.0; residual_sd = 0.0; };\n"
             "leavers = { by_category = ( ); yearly = { national_sd = 0.0; local_sd = 0.0; };\n"
             "level = { low = 0.8; central = 1.0; high = 1.25; };\n"
             "level_post16 = { low = 0.8; central = 1.0; high = 1.25; };\n");
    add_ages(out, "hazard_by_age", leaving_at);
    text_add(out, "};\n");
}

static void
add_moves(struct text *out)
{
    static const struct {
        int ncy;
        int from, to;
        double share;
    } rule[] = {
        { 0, CATEGORY_MAINSTREAM, CATEGORY_STATE_SPECIAL, 0.05 },
        { 7, CATEGORY_MAINSTREAM, CATEGORY_STATE_SPECIAL, 0.08 },
        { 7, CATEGORY_MAINSTREAM, CATEGORY_INDEPENDENT, 0.03 },
        { 7, CATEGORY_UNIT, CATEGORY_STATE_SPECIAL, 0.10 },
        { 12, CATEGORY_MAINSTREAM, CATEGORY_FURTHER_EDUCATION, 0.6 },
        { 12, CATEGORY_STATE_SPECIAL, CATEGORY_FURTHER_EDUCATION, 0.3 },
        { 14, CATEGORY_STATE_SPECIAL, CATEGORY_FURTHER_EDUCATION, 0.4 },
        { 12, CATEGORY_INDEPENDENT, CATEGORY_SPECIALIST_POST16, 0.3 },
        { 3, CATEGORY_MAINSTREAM, CATEGORY_UNIT, 0.02 },
        { 9, CATEGORY_MAINSTREAM, CATEGORY_INDEPENDENT, 0.01 },
    };
    text_add(out, "movers = { turnover = { low = 0.7; central = 1.0; high = 1.4; }; rules = ( ");
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++)
        text_add(out, "%s{ ncy = %d; from = \"%s\"; to = \"%s\"; share = %.2f; }", between(i),
                 rule[i].ncy, category_name(rule[i].from), category_name(rule[i].to),
                 rule[i].share);
    text_add(out, " ); };\n");
}

/* A rate, low and high 0.02 and 0.01 from the middle. */
static void
add_path(struct text *out, const char *key, double first, double long_run)
{
    text_add(out,
             "%s = { first = { low = %.3f; central = %.3f; high = %.3f; }; long_run = { low = "
             "%.3f; central = %.3f; high = %.3f; }; persistence = 0.75; shock_sd = 0.012; };\n",
             key, first - 0.02, first, first + 0.02, long_run - 0.01, long_run, long_run + 0.01);
}

static void
add_money(struct text *out, const struct bench_area *area)
{
    enum { N_LINE = 5 };
    size_t n = 0;
    add_path(out, "inflation", 0.03, 0.02);
    text_add(out, "prices = ( ");
    for (size_t s = 0; s < area->n_setting; s++) {
        if (category_of(s) == CATEGORY_NOT_IN_EDUCATION)
            continue;
        text_add(out,
                 "%s{ setting = \"s%02zu\"; fee_gbp = { distribution = \"pert\"; min = %.1f; "
                 "mode = %.1f; max = %.1f; }; spread = 0.5; ",
                 between(n++), s, 9000.0, 11000.0 + 4000.0 * (double)s,
                 17000.0 + 8000.0 * (double)s);
        add_path(out, "growth", 0.01, 0.01);
        text_add(out, "}");
    }
    text_add(out, " );\nlines = ( ");
    for (size_t i = 0; i < N_LINE; i++) {
        text_add(out, "%s{ id = \"line%zu\"; label = \"-\"; s251 = \"1.2.5\"; amount_gbp_m = 0.3; ",
                 between(i), i);
        add_path(out, "growth", 0.0, 0.0);
        text_add(out, "}");
    }
    text_add(out, " );\ngrant = { basis = \"after_deductions\"; local_sd = 0.01; known = ( { fy = "
                  "\"2025/26\"; amount_gbp_m = 30.0; } );\n");
    add_path(out, "growth", 0.05, 0.04);
    text_add(out, "};\n"
                  "dsg = { blocks = ( { id = \"high_needs\"; label = \"High Needs Block\"; "
                  "budget_gbp_m = 30.0; outturn_gbp_m = 30.0; }, { id = \"schools\"; label = "
                  "\"Schools Block\"; budget_gbp_m = 100.0; outturn_gbp_m = 100.0; growth = 0.02; "
                  "} ); carry_forward_gbp_m = -10.0; };\n"
                  "options = ( { id = \"early\"; label = \"Fewer new plans under 11\"; type = "
                  "\"early_support\"; start = \"2025/26\"; share = 0.05; to_age = 10; } );\n"
                  "scenarios = ( { id = \"a\"; label = \"A\"; role = \"unmitigated\"; }, { id = "
                  "\"b\"; label = \"B\"; role = \"mitigated\"; options = ( \"early\" ); } );\n");
}

void
bench_area_write(const struct bench_area *area, const char *path)
{
    double *plans = calloc(area->n_setting, sizeof *plans);
    struct text text;
    FILE *file = fopen(path, "w");
    if (plans == NULL || file == NULL)
        hr_bug("'%s' cannot be written", path);
    share_out(area, plans);
    text_init(&text);
    text_add(&text, "area = \"Benchshire\"; title = \"Benchmark\"; base = { census = 2025; };\n"
                    "horizon_years = 10; run = { simulations = 10000; seed = 20261122; };\n");
    add_settings(&text, area, plans);
    add_rates(&text, area);
    add_moves(&text);
    add_money(&text, area);
    text_add(&text, "england = { ");
    add_mix(&text, "stock_by_age", 0.0);
    text_add(&text, "};\n");
    if (text.failed || fwrite(text.text, 1, text.length, file) != text.length)
        hr_bug("'%s' cannot be written", path);
    text_release(&text);
    free(plans);
    if (fclose(file) != 0)
        hr_bug("'%s' cannot be written", path);
}
