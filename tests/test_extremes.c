/* No run dies in one of its futures: scenarios made at random of extreme but allowed numbers, read
 * and checked as `check` does it, then run. A scenario that is refused before its futures are run
 * is as good as one that runs; one that fails, stops the program or gives a number that is none
 * once they are run is not.
 *
 * A scenario here is a file of the project with one to twelve of its numbers replaced by others
 * within the bounds of their keys: at a bound, near what they are or anywhere, and where the key
 * takes an uncertain number often by a wide distribution.
 *
 *   build/tests/test_extremes                       a few scenarios
 *   EXTREMES=5000:200 build/tests/test_extremes     those numbered from 5,000, 200 of them
 *                                                   (tests/extremes.sh) */
#include "calibrate.h"
#include "claim.h"
#include "engine.h"
#include "reconcile.h"
#include "scenario.h"

#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_SETS = 12, SET_SIZE = 400, N_FUTURE = 60 };

static const char *const base_file[] = {
    "tests/sample.cfg",      "tests/same/options.cfg",       "scenarios/kingston-2021.cfg",
    "scenarios/starter.cfg", "scenarios/rotherham-2018.cfg", "scenarios/kingston-richmond-2017.cfg",
};
enum { N_BASE = sizeof base_file / sizeof *base_file };

/* ---- chance: a generator of its own, so that scenarios stay the same */

static uint64_t state;

static uint64_t
next_word(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u); /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static size_t
one_of(size_t n)
{
    return (size_t)(next_word() % n);
}

static double
uniform(void)
{
    return (double)(next_word() >> 11) * 0x1p-53;
}

/* ---- a scenario */

struct extreme {
    uint64_t number;
    const char *file;
    char set[MOST_SETS][SET_SIZE];
    const char *sets[MOST_SETS];
    size_t n_set;
};

static struct extreme now; /* for what is said when the program stops */

static double
value_within(const struct field *row, double usual)
{
    const double lo = isfinite(row->lo) ? row->lo : -1e6, hi = isfinite(row->hi) ? row->hi : 1e6;
    switch (one_of(6)) {
    case 0: return lo;
    case 1: return hi;
    case 2: return lo + (hi - lo) * uniform();
    case 3: /* over orders of magnitude */
        return lo >= 0.0 && hi > 0.0 ? fmax(lo, hi * pow(10.0, -6.0 * uniform()))
                                     : lo + (hi - lo) * uniform();
    default: return fmin(hi, fmax(lo, usual * pow(10.0, 3.0 * uniform() - 1.5)));
    }
}

static void
sort_three(double *x)
{
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k + 1 < 3 - i; k++)
            if (x[k] > x[k + 1]) {
                const double y = x[k];
                x[k] = x[k + 1];
                x[k + 1] = y;
            }
}

static void
uncertain_text(const struct field *row, double usual, char *to, size_t size)
{
    double x[3];
    for (size_t i = 0; i < 3; i++)
        x[i] = value_within(row, usual);
    sort_three(x);
    switch (one_of(8)) {
    case 0: snprintf(to, size, "%.6f", x[1]); return;
    case 1:
        snprintf(to, size, "{ distribution = \"normal\"; mean = %.6f; sd = %.6f; }", x[1],
                 fabs(x[2] - x[0]) / 3.0);
        return;
    case 2:
        snprintf(to, size, "{ distribution = \"lognormal\"; median = %.6f; sd_log = %.6f; }", x[1],
                 2.0 * uniform());
        return;
    case 3:
        snprintf(to, size, "{ distribution = \"pert\"; min = %.6f; mode = %.6f; max = %.6f; }",
                 x[0], x[1], x[2]);
        return;
    case 4:
        snprintf(to, size, "{ distribution = \"uniform\"; min = %.6f; max = %.6f; }", x[0], x[2]);
        return;
    case 5:
        snprintf(to, size,
                 "{ distribution = \"discrete\"; values = [ %.6f, %.6f, %.6f ]; weights = [ 0.01, "
                 "0.98, 0.01 ]; }",
                 x[0], x[1], x[2]);
        return;
    default: snprintf(to, size, "{ low = %.6f; central = %.6f; high = %.6f; }", x[0], x[1], x[2]);
    }
}

static const struct quantity *
quantity_called(const struct inputs *in, const char *name)
{
    for (size_t i = 1; i <= in->n_quantity; i++)
        if (strcmp(in->quantity[i].name, name) == 0)
            return &in->quantity[i];
    return NULL;
}

/* False where the key takes no number. */
static bool
value_text(const struct scenario *scenario, const struct scenario_key *key, char *to, size_t size)
{
    const struct field *row = key->row;
    const struct quantity *quantity = quantity_called(&scenario->inputs, key->path);
    if (row->type == FIELD_QUANTITY && quantity != NULL)
        uncertain_text(row, quantity_central(quantity) / field_scale(row), to, size);
    else if (row->type == FIELD_NUMBER && isfinite(key->value))
        snprintf(to, size, "%.6f", value_within(row, key->value));
    else if ((row->type == FIELD_WHOLE || row->type == FIELD_COUNT) && isfinite(key->value))
        snprintf(to, size, "%.0f", round(value_within(row, key->value)));
    else
        return false;
    return true;
}

/* Numbers of how the run is made are left as they are. */
static bool
is_left(const char *path)
{
    static const char *const left[] = { "simulations", "seed", "base.census" };
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (strcmp(left[i], path) == 0)
            return true;
    return false;
}

static void
extreme_make(struct extreme *self, uint64_t number, const struct scenario *base)
{
    const size_t wanted = 1 + one_of(MOST_SETS);
    self->number = number;
    self->n_set = 0;
    for (size_t tries = 0; self->n_set < wanted && tries < 1000; tries++) {
        const struct scenario_key *key = &base->key[one_of(base->n_key)];
        char value[SET_SIZE / 2], *to = self->set[self->n_set];
        if (is_left(key->path) || !value_text(base, key, value, sizeof value))
            continue;
        snprintf(to, SET_SIZE, "%.180s=%s", key->path, value);
        self->sets[self->n_set++] = to;
    }
}

static void
say(const struct extreme *self, const char *what)
{
    fprintf(stderr, "extreme %llu: %s\n  headroom run %s", (unsigned long long)self->number, what,
            self->file);
    for (size_t i = 0; i < self->n_set; i++)
        fprintf(stderr, " --set '%s'", self->set[i]);
    fputc('\n', stderr);
}

/* The impossible has happened (hr_bug): which scenario it was. */
static void
on_abort(int signal)
{
    (void)signal;
    say(&now, "stopped the program");
    _exit(70);
}

/* ---- the run */

enum ending { REFUSED, RAN, DIED };

static bool
column_is_finite(const struct results *results, size_t column)
{
    const double *x = kept_borrow(results->kept, column);
    bool finite = true;
    for (size_t k = 0; finite && k < results->n_replicate; k++)
        if (!isfinite(x[k])) {
            fprintf(stderr, "measure %s is %g in year %zu\n",
                    results->measure[column % results->n_measure].id, x[k],
                    column / results->n_measure % results->n_year);
            finite = false;
        }
    kept_return(results->kept, x);
    return finite;
}

static bool
all_finite(const struct results *results)
{
    for (size_t column = 0; column < engine_n_column(results); column++)
        if (!column_is_finite(results, column))
            return false;
    return true;
}

/* As `headroom check` does it. */
static bool
is_refused(const struct model *model)
{
    struct future expected = { 0 };
    struct hr_err err = { 0 };
    struct tie_absurd absurd = { .text = "" };
    int ret = engine_check(model, &err);
    if (ret == 0)
        ret = engine_expected(model, 0, &expected, &err);
    if (ret == 0)
        reconcile_absurd(model, &expected, &absurd);
    future_release(&expected);
    return ret != 0 || absurd.text[0] != '\0';
}

static enum ending
run_futures(const struct model *model, const struct extreme *self)
{
    struct results results = { 0 };
    struct hr_err err = { 0 };
    enum ending ending = RAN;
    const int ret =
        engine_run(model, &(struct engine_options){ .n_replicate = N_FUTURE }, &results, &err);
    if (ret != 0 || !all_finite(&results)) {
        say(self, ret != 0 ? err.text : "a number is none");
        ending = DIED;
    }
    results_release(&results);
    return ending;
}

static enum ending
extreme_run(const struct extreme *self)
{
    struct scenario scenario;
    struct model model = { 0 };
    struct hr_err err = { 0 };
    enum ending ending = REFUSED;
    if (scenario_load(self->file, self->sets, self->n_set, &scenario, &err) == 0 &&
        model_make(&model, &scenario.inputs, &err) == 0 && !is_refused(&model))
        ending = run_futures(&model, self);
    model_release(&model);
    scenario_release(&scenario);
    return ending;
}

static struct scenario base[N_BASE];

static void
read_bases(void)
{
    for (size_t i = 0; i < N_BASE; i++) {
        struct hr_err err = { 0 };
        cr_assert_eq(scenario_load(base_file[i], NULL, 0, &base[i], &err), 0, "%s", err.text);
    }
}

static void
release_bases(void)
{
    for (size_t i = 0; i < N_BASE; i++)
        scenario_release(&base[i]);
}

static enum ending
run_number(uint64_t number)
{
    state = number * 0x2545f4914f6cdd1du;
    const size_t at = one_of(N_BASE);
    now.file = base_file[at];
    extreme_make(&now, number, &base[at]);
    return extreme_run(&now);
}

/* What EXTREMES asks for: "FIRST:COUNT". */
static void
run_asked(const char *asked)
{
    unsigned long long first = 0, n = 0;
    size_t count[3] = { 0 };
    cr_assert_eq(sscanf(asked, "%llu:%llu", &first, &n), 2, "EXTREMES is '%s'", asked);
    for (uint64_t number = first; number < first + n; number++)
        count[run_number(number)]++;
    fprintf(stderr, "extremes %llu to %llu: %zu refused, %zu ran, %zu died\n", first, first + n - 1,
            count[REFUSED], count[RAN], count[DIED]);
    cr_expect_eq(count[DIED], 0, "%zu of %llu died", count[DIED], n);
}

/* Numbers whose runs died when prices, lines and the block could fall below 0. */
static void
run_few(void)
{
    static const uint64_t few[] = { 85, 275, 1488, 2748, 2878 };
    size_t n_ran = 0;
    for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
        const enum ending ending = run_number(few[i]);
        cr_expect_neq(ending, DIED, "%llu", (unsigned long long)few[i]);
        n_ran += ending == RAN;
    }
    cr_expect_geq(n_ran, 1, "none of them got as far as its futures");
}

Claim(extremes, no_run_dies_in_a_future_that_check_let_pass)
{
    const char *asked = getenv("EXTREMES");
    void (*before)(int) = signal(SIGABRT, on_abort);
    read_bases();
    if (asked != NULL)
        run_asked(asked);
    else
        run_few();
    release_bases();
    signal(SIGABRT, before);
}
