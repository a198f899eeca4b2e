/* What must not change when names, order and spelling of whole scenarios change, and what must hold
 * in distribution when the draws do. */
#include "metamorph.h"

#include "claim.h"
#include "stats.h"
#include "text.h"
#include "value.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 4 };
static const double ROUNDING = 1e-12;

static const char *const file[] = { "scenarios/starter.cfg", "scenarios/kingston-2021.cfg",
                                    "tests/sample.cfg", "tests/same/options.cfg" };
enum { N_FILE = sizeof file / sizeof file[0] };

static struct metamorph plain[N_FILE];

static void
run_plain(void)
{
    for (size_t i = 0; i < N_FILE && plain[i].file == NULL; i++) {
        metamorph_read(&plain[i], file[i]);
        metamorph_run(&plain[i], N);
    }
}
ClaimsBetween(run_plain, NULL);

/* ---- order */

static void
reverse(char *item, size_t n, size_t size)
{
    for (size_t i = 0; i < n / 2; i++)
        for (size_t b = 0; b < size; b++) {
            char *a = &item[i * size + b], *z = &item[(n - 1 - i) * size + b];
            const char swap = *a;
            *a = *z;
            *z = swap;
        }
}

/* An overflow without shares is tried in its order. */
static bool
is_order(const struct field *row, const void *base)
{
    const struct overflow_in *overflow = value_items(row, base);
    return strcmp(row->key, "overflow") == 0 && isnan(overflow[0].share);
}

static void
reverse_list(struct metamorph *self, const struct field *row, void *base, void *context)
{
    char *item;
    (void)self;
    if ((row->type != FIELD_LIST && row->type != FIELD_TEXTS) || is_order(row, base))
        return;
    memcpy(&item, (const char *)base + row->offset, sizeof item);
    reverse(item, value_length(row, base),
            row->type == FIELD_LIST ? row->table->size : sizeof(const char *));
    *(size_t *)context += value_length(row, base) > 1 ? 1 : 0;
}

/* Its place in the file's list. */
static double
but_the_policy(const struct measure *measure)
{
    return strcmp(measure->id, "policy") == 0 ? (double)NAN : 1.0;
}

Claim(metamorphic_names, all_lists_turned_round_change_no_number)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph turned;
        size_t n = 0;
        metamorph_read(&turned, file[i]);
        metamorph_walk(&turned, reverse_list, &n);
        cr_expect_gt(n, 10u, "lists of %s", file[i]);
        metamorph_run(&turned, N);
        metamorph_expect(&turned, &plain[i],
                         (struct relation){ .factor = but_the_policy, .within = ROUNDING });
        metamorph_release(&turned);
    }
}

/* ---- names */

/* The new name of a setting or need: the order of the names is turned round, too. NULL: it is no
 * such name. */
static const char *
renamed(struct metamorph *self, const char *id)
{
    const struct inputs *in = &self->scenario.inputs;
    struct arena *arena = &self->scenario.arena;
    for (size_t i = 0; i < in->n_setting; i++)
        if (strcmp(in->setting[i].id, id) == 0)
            return arena_format(arena, "%c-%s", 'z' - (int)(i % 26), id);
    for (size_t i = 0; i < in->n_need; i++)
        if (strcmp(in->need[i].id, id) == 0)
            return arena_format(arena, "%c-%s", 'z' - (int)(i % 26), id);
    return NULL;
}

static void
rename_one(struct metamorph *self, const char **id)
{
    const char *name = renamed(self, *id);
    *id = name == NULL ? *id : name;
}

/* An option's references are checked with its kind (check_options.c): their rows have no target. */
static bool
is_of_option(const struct field *row)
{
    return row >= option_fields.row && row < option_fields.row + option_fields.n_row &&
           (strcmp(row->key, "settings") == 0 || strcmp(row->key, "to") == 0 ||
            strcmp(row->key, "needs") == 0);
}

static void
rename_references(struct metamorph *self, const struct field *row, void *base, void *context)
{
    char *at = (char *)base + row->offset;
    const char **each = NULL;
    (void)context;
    if (row->refers_to != TARGET_SETTING && row->type != FIELD_PLACE &&
        row->refers_to != TARGET_PLACE && row->refers_to != TARGET_NEED && !is_of_option(row))
        return;
    if (row->type == FIELD_TEXTS)
        memcpy(&each, at, sizeof each);
    for (size_t i = 0; each != NULL && i < value_length(row, base); i++)
        rename_one(self, &each[i]);
    if (row->type != FIELD_TEXTS)
        rename_one(self, (const char **)(void *)at);
}

/* The cross-table of needs of England names needs, which are ids without a target. */
static void
rename_all(struct metamorph *self)
{
    struct inputs *in = &self->scenario.inputs;
    metamorph_walk(self, rename_references, NULL);
    for (size_t i = 0; i < in->n_england_need; i++)
        rename_one(self, &in->england_need[i].need);
    const char *setting[256], *need[256];
    for (size_t i = 0; i < in->n_setting; i++)
        setting[i] = renamed(self, in->setting[i].id);
    for (size_t i = 0; i < in->n_need; i++)
        need[i] = renamed(self, in->need[i].id);
    for (size_t i = 0; i < in->n_setting; i++)
        in->setting[i].id = setting[i];
    for (size_t i = 0; i < in->n_need; i++)
        in->need[i].id = need[i];
}

Claim(metamorphic_names, settings_and_needs_renamed_leave_the_expected_totals)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph one, other;
        metamorph_read(&one, file[i]);
        metamorph_read(&other, file[i]);
        metamorph_take_cells(&one, &plain[i].model);
        metamorph_take_cells(&other, &plain[i].model);
        rename_all(&other);
        metamorph_run(&one, 1);
        metamorph_run(&other, 1);
        metamorph_expect(
            &other, &one,
            (struct relation){ .within = ROUNDING, .by_name = true, .expected_only = true });
        metamorph_release(&one);
        metamorph_release(&other);
    }
}

/* Means and sums of squares about them. */
static void
means(const double *x, const double *y, size_t n, double mean[2], double square[2])
{
    mean[0] = mean[1] = 0.0;
    for (size_t k = 0; k < n; k++) {
        mean[0] += x[k] / (double)n;
        mean[1] += y[k] / (double)n;
    }
    for (size_t k = 0; k < n; k++) {
        square[0] += (x[k] - mean[0]) * (x[k] - mean[0]);
        square[1] += (y[k] - mean[1]) * (y[k] - mean[1]);
    }
}

/* Difference of two means over their standard error. */
static double
z_of(const double *x, const double *y, size_t n)
{
    double mean[2], square[2] = { 0.0 };
    means(x, y, n, mean, square);
    const double m = (double)n, error = sqrt((square[0] + square[1]) / (m * (m - 1.0)));
    return (mean[0] - mean[1]) / fmax(error, ROUNDING * fabs(mean[0]));
}

static const char *const told[] = { "plans",  "joined", "left", "moved", "high_needs_spending",
                                    "deficit" };
enum { N_TOLD = sizeof told / sizeof told[0], MANY = 400 };

/* Six means of each of two years: 5 standard errors are passed by chance once in 150,000 times. */
Claim(metamorphic_names, renamed_settings_and_needs_keep_the_distribution)
{
    struct metamorph one, other;
    size_t n_different = 0;
    metamorph_read(&one, "tests/sample.cfg");
    metamorph_read(&other, "tests/sample.cfg");
    rename_all(&other);
    metamorph_run(&one, MANY);
    metamorph_run(&other, MANY);
    for (size_t m = 0; m < N_TOLD; m++)
        for (size_t t = 0; t < one.results.n_year; t += one.results.n_year - 1) {
            const double *x = results_column(&one.results, 0, t,
                                             results_measure(&one.results, told[m])),
                         *y = results_column(&other.results, 0, t,
                                             results_measure(&other.results, told[m]));
            n_different += memcmp(x, y, MANY * sizeof *x) != 0;
            cr_expect_lt(fabs(z_of(x, y, MANY)), 5.0, "%s, year %zu: %g", told[m], t,
                         z_of(x, y, MANY));
        }
    cr_expect_gt(n_different, 8u, "the draws follow the names");
    metamorph_release(&one);
    metamorph_release(&other);
}

/* ---- an area in two */

static bool
is_spread(const char *name)
{
    const size_t n = strlen(name);
    return n > 3 && (strcmp(name + n - 3, "_sd") == 0 || strcmp(name + n - 3, ".sd") == 0);
}

/* Children alone are random: what all children of an area share by chance is not that of two. */
static void
make_certain(struct metamorph *self)
{
    struct inputs *in = &self->scenario.inputs;
    for (quantity_id i = 1; i <= in->n_quantity; i++)
        metamorph_fix(self, i,
                      is_spread(in->quantity[i].name) ? 0.0 : quantity_central(&in->quantity[i]));
}

static void
run_part(struct metamorph *self, const char *name, double size)
{
    metamorph_read(self, "tests/sample.cfg");
    self->scenario.inputs.area = name;
    make_certain(self);
    metamorph_take_cells(self, &plain[2].model);
    metamorph_resize(self, size);
    metamorph_run(self, MANY);
}

/* z of the ratio of two variances, of n normal values each. */
static double
z_of_spread(const double *x, const double *y, size_t n)
{
    double mean[2], square[2] = { 0.0 };
    means(x, y, n, mean, square);
    return 0.5 * sqrt((double)n) * log(square[0] / square[1]);
}

Claim(metamorphic_names, an_area_split_in_two_and_added_keeps_the_distribution)
{
    struct metamorph whole, part[2];
    run_part(&whole, "Whole", 3.0);
    run_part(&part[0], "First", 1.0);
    run_part(&part[1], "Second", 2.0);
    for (size_t m = 0; m < 4; m++) { /* of children; money rests on prices of its own */
        const size_t t = whole.results.n_year - 1, at = results_measure(&whole.results, told[m]);
        const double *all = results_column(&whole.results, 0, t, at);
        double sum[MANY];
        for (size_t k = 0; k < MANY; k++)
            sum[k] = results_column(&part[0].results, 0, t, at)[k] +
                     results_column(&part[1].results, 0, t, at)[k];
        cr_expect_lt(fabs(z_of(all, sum, MANY)), 5.0, "%s: mean, %g", told[m],
                     z_of(all, sum, MANY));
        cr_expect_lt(fabs(z_of_spread(all, sum, MANY)), 5.0, "%s: spread, %g", told[m],
                     z_of_spread(all, sum, MANY));
    }
    metamorph_release(&whole);
    metamorph_release(&part[0]);
    metamorph_release(&part[1]);
}

/* ---- defaults typed */

/* Growth of the block that is simulated is refused. */
static bool
is_typable(const struct scenario_key *key)
{
    return strcmp(key->where, "default") == 0 && key->row->fallback != NULL &&
           key->row->fallback[0] != '\0' && key->row->type != FIELD_GROUP &&
           key->row->type != FIELD_LIST && strcmp(key->path, "dsg.blocks.high_needs.growth") != 0;
}

Claim(metamorphic_names, every_default_typed_changes_no_bit)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct scenario *s = &plain[i].scenario;
        const char **set = calloc(s->n_key, sizeof *set);
        size_t n = 0;
        for (size_t k = 0; k < s->n_key; k++)
            if (is_typable(&s->key[k]))
                set[n++] =
                    arena_format(&s->arena, "%s=%s", s->key[k].path, s->key[k].row->fallback);
        struct metamorph typed;
        cr_expect_gt(n, 20u, "%s leaves out %zu keys", file[i], n);
        const bool read = metamorph_read_with(&typed, file[i], set, n);
        for (size_t k = 0; k < typed.scenario.faults.n; k++)
            cr_expect_fail("%s: %s: %s", file[i], typed.scenario.faults.item[k].where,
                           typed.scenario.faults.item[k].text);
        if (read) {
            metamorph_run(&typed, N);
            metamorph_expect(&typed, &plain[i], (struct relation){ 0 });
        }
        metamorph_release(&typed);
        free(set);
    }
}

/* ---- spelling */

/* Past a text in quotes or a comment that begins here; else the same place. */
static const char *
past_quoted(const char *c)
{
    if (*c == '"')
        for (c++; *c != '"'; c++)
            c += *c == '\\';
    else if (*c != '#')
        return c;
    else
        while (c[1] != '\n' && c[1] != '\0')
            c++;
    return c + 1;
}

/* The end of a statement of the top level, after its ';'. */
static const char *
past_statement(const char *c)
{
    int depth = 0;
    while (*c != '\0') {
        const char *past = past_quoted(c);
        if (past != c) {
            c = past;
            continue;
        }
        depth += strchr("({[", *c) != NULL;
        depth -= strchr(")}]", *c) != NULL;
        c++;
        if (depth == 0 && c[-1] == ';')
            break;
    }
    return c;
}

/* Numbers with a fraction as 17 digits and a power of ten, no comments, Windows line ends. */
static void
respell(const char *begin, const char *end, struct text *out)
{
    for (const char *c = begin; c < end;) {
        const char *past = past_quoted(c);
        char *after;
        const bool number = isdigit((unsigned char)*c) &&
                            (c == begin || (!isalnum((unsigned char)c[-1]) && c[-1] != '_'));
        const double value = number ? strtod(c, &after) : 0.0;
        if (number && memchr(c, '.', (size_t)(after - c)) != NULL) {
            text_add(out, "%.17e", value);
            c = after;
        } else if (past == c || *c == '"') {
            past += past == c ? 1 : 0;
            if (*c == '\n')
                text_add(out, "\r");
            text_add_bytes(out, c, (size_t)(past - c));
            c = past;
        } else
            c = past;
    }
}

/* The statements of a file from the last to the first, each respelt. */
static char *
turned(const char *text)
{
    enum { MOST = 200 };
    const char *begin[MOST + 1] = { text };
    size_t n = 0;
    struct hr_err err;
    struct text out;
    char *done;
    while (*begin[n] != '\0' && n < MOST) {
        begin[n + 1] = past_statement(begin[n]);
        n++;
    }
    text_init(&out);
    while (n > 0) {
        n--;
        respell(begin[n], begin[n + 1], &out);
        text_add(&out, "\r\n# a comment = { of \"no\" meaning; }\r\n");
    }
    cr_assert_eq(text_take(&out, &done, &err), 0);
    return done;
}

Claim(metamorphic_names, comments_order_of_groups_and_spelling_change_no_bit)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph respelt;
        char *text = turned(plain[i].scenario.file[0].bytes);
        metamorph_read_text(&respelt, file[i], text, strlen(text));
        metamorph_run(&respelt, N);
        metamorph_expect(&respelt, &plain[i], (struct relation){ 0 });
        metamorph_release(&respelt);
        free(text);
    }
}
