/* How a change of the inputs must change the results, of several whole scenarios. */
#include "metamorph.h"

#include "claim.h"
#include "value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 4 };
static const double ROUNDING = 1e-12;

static const char *const file[] = { "scenarios/starter.cfg", "scenarios/kingston-2021.cfg",
                                    "tests/sample.cfg", "tests/same/options.cfg" };
enum { N_FILE = sizeof file / sizeof file[0] };

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Each file as it is, run once. */
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

/* ---- money */

static bool
is_money(const struct field *row)
{
    return begins(row->unit, "£") || begins(row->unit, "GBP") || begins(row->unit, "pounds");
}

static void
double_money(struct metamorph *self, const struct field *row, void *base, void *context)
{
    (void)context;
    if (is_money(row))
        metamorph_scale(self, row, base, 2.0);
}

static double
money_twice(const struct measure *measure)
{
    return begins(measure->unit, "gbp") ? 2.0 : 1.0;
}

Claim(metamorphic, all_money_doubled_doubles_every_pound_and_no_child)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph dear;
        metamorph_read(&dear, file[i]);
        metamorph_walk(&dear, double_money, NULL);
        metamorph_run(&dear, N);
        metamorph_expect(&dear, &plain[i],
                         (struct relation){ .factor = money_twice, .within = ROUNDING });
        metamorph_release(&dear);
    }
}

/* ---- years */

enum { LATER = 4 }; /* a leap year stays one */

/* "2027/28" or "2028-03-31", as `LATER` years later; NULL: it is no year. */
static const char *
later(const char *text, struct arena *arena)
{
    int year, second, end = 0;
    if (sscanf(text, "%4d/%2d%n", &year, &second, &end) == 2 && strlen(text) == 7 && end == 7)
        return arena_format(arena, "%d/%02d", year + LATER, (second + LATER) % 100);
    if (sscanf(text, "%4d-%*2d-%*2d%n", &year, &end) == 1 && strlen(text) == 10 && end == 10)
        return arena_format(arena, "%d%s", year + LATER, text + 4);
    return NULL;
}

static void
shift_years(struct metamorph *self, const struct field *row, void *base, void *context)
{
    char *at = (char *)base + row->offset, buf[VALUE_TEXT];
    const bool year =
        row->type == FIELD_FY || row->type == FIELD_AY ||
        (row->type == FIELD_WHOLE && strstr(row->unit, "year") != NULL && row->lo >= 1900);
    (void)context;
    if (year)
        *(int *)(void *)at += LATER;
    if (row->type != FIELD_TEXT && row->type != FIELD_DATE)
        return;
    const char *text = later(value_text(row, base, buf), &self->scenario.arena);
    if (text != NULL)
        memcpy(at, &text, sizeof text);
}

/* An uncertain scheme of places is drawn by its name, phase and first day, so it is made certain.
 * England's tables are taken at the census by the reader, before the shift. */
static void
make_schemes_certain(struct metamorph *self)
{
    struct inputs *in = &self->scenario.inputs;
    for (size_t i = 0; i < in->n_setting; i++)
        for (size_t k = 0; k < in->setting[i].n_seats; k++)
            in->setting[i].seats[k].chance = 1.0;
}

Claim(metamorphic, all_years_four_later_change_no_number)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph certain, shifted;
        metamorph_read(&certain, file[i]);
        metamorph_read(&shifted, file[i]);
        make_schemes_certain(&certain);
        make_schemes_certain(&shifted);
        metamorph_walk(&shifted, shift_years, NULL);
        cr_expect_eq(shifted.scenario.inputs.base_census,
                     certain.scenario.inputs.base_census + LATER);
        metamorph_run(&certain, N);
        metamorph_run(&shifted, N);
        metamorph_expect(&shifted, &certain, (struct relation){ .within = ROUNDING });
        metamorph_release(&certain);
        metamorph_release(&shifted);
    }
}

/* ---- prefixes */

Claim(metamorphic, half_the_futures_are_the_first_half_of_all)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph few;
        metamorph_read(&few, file[i]);
        metamorph_run(&few, N / 2);
        metamorph_expect(&few, &plain[i], (struct relation){ 0 });
        metamorph_release(&few);
    }
}

Claim(metamorphic, half_the_years_are_the_first_half_of_all)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph brief;
        metamorph_read(&brief, file[i]);
        brief.scenario.inputs.horizon_years = (brief.scenario.inputs.horizon_years + 1) / 2;
        metamorph_run(&brief, N);
        metamorph_expect(&brief, &plain[i], (struct relation){ .by_name = true });
        metamorph_release(&brief);
    }
}

/* ---- size */

static double scale_wanted;

static double
of_size(const struct measure *measure)
{
    static const char *const unit[] = { "gbp_m", "children", "places", "place_years" };
    for (size_t i = 0; i < sizeof unit / sizeof unit[0]; i++)
        if (strcmp(measure->unit, unit[i]) == 0)
            return scale_wanted;
    return 1.0;
}

/* A file whose stock is given cell by cell, because margins are raked to whole children, which no
 * change of size keeps. */
static void
read_celled(struct metamorph *self, size_t i)
{
    metamorph_read(self, file[i]);
    metamorph_take_cells(self, &plain[i].model);
}

Claim(metamorphic, an_area_twice_as_large_has_twice_of_all)
{
    scale_wanted = 2.0;
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph large, celled;
        read_celled(&celled, i);
        read_celled(&large, i);
        metamorph_resize(&celled, 1.0);
        metamorph_resize(&large, scale_wanted);
        metamorph_run(&celled, 1);
        metamorph_run(&large, 1);
        metamorph_expect(
            &large, &celled,
            (struct relation){ .factor = of_size, .within = 1e-9, .expected_only = true });
        metamorph_release(&large);
        metamorph_release(&celled);
    }
}

/* ---- what has no effect */

/* A list with one element more, like its first. */
static void *
one_more(struct metamorph *self, const void *list, size_t n, size_t size)
{
    char *more = arena_zero(&self->scenario.arena, n + 1, size);
    cr_assert(more != NULL && n > 0);
    memcpy(more, list, n * size);
    memcpy(more + n * size, list, size);
    return more;
}
#define ONE_MORE(self, list, n) \
    ((list) = one_more((self), (list), (n), sizeof *(list)), &(list)[(n)++])

/* Of a setting that is not named as its category is, which it must then be alone in. */
static enum category
category_in_use(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_setting; i++)
        if (strcmp(in->setting[i].id, category_name(in->setting[i].category)) != 0)
            return in->setting[i].category;
    cr_assert_fail("every setting is named as its category");
    return in->setting[0].category;
}

Claim(metamorphic, a_need_and_a_setting_without_children_change_no_number)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph more, celled;
        read_celled(&celled, i);
        read_celled(&more, i);
        struct inputs *in = &more.scenario.inputs;
        ONE_MORE(&more, in->need, in->n_need)->id = "bare-need";
        struct setting_in *setting = ONE_MORE(&more, in->setting, in->n_setting);
        *setting = (struct setting_in){ .where = setting->where,
                                        .id = "bare-setting",
                                        .label = "Nobody",
                                        .category = category_in_use(in),
                                        .wait_in = "",
                                        .academies = (double)NAN,
                                        .place_rate_gbp = (double)NAN,
                                        .no_cost = true };
        metamorph_run(&celled, N);
        metamorph_run(&more, N);
        metamorph_expect(&more, &celled, (struct relation){ .within = ROUNDING });
        metamorph_release(&more);
        metamorph_release(&celled);
    }
}

Claim(metamorphic, a_scenario_more_leaves_the_others_alone)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph more;
        metamorph_read(&more, file[i]);
        struct inputs *in = &more.scenario.inputs;
        struct scenario_in *added = ONE_MORE(&more, in->scenario, in->n_scenario);
        *added = in->scenario[in->n_scenario - 2];
        added->id = "one-more";
        added->n_option = added->n_option / 2;
        added->n_receipt = 0;
        metamorph_run(&more, N);
        metamorph_expect(&more, &plain[i], (struct relation){ 0 });
        metamorph_release(&more);
    }
}

/* ---- options of no effect */

enum nothing { SIZE_ZERO, AFTER_THE_HORIZON, NEVER_DELIVERED, N_NOTHING };

static void
make_nothing(struct metamorph *self, struct option_in *option, enum nothing how)
{
    const quantity_id size[] = { option->share,      option->children,   option->places,
                                 option->amount_gbp, option->yearly_gbp, option->growth,
                                 option->requests,   option->moves_out };
    const struct inputs *in = &self->scenario.inputs;
    for (size_t i = 0; i < sizeof size / sizeof size[0] && how == SIZE_ZERO; i++)
        metamorph_fix(self, size[i], 0.0);
    if (how == SIZE_ZERO)
        option->cost = (struct option_cost_in){ .account = option->cost.account };
    if (how == AFTER_THE_HORIZON) {
        const int year = in->base_census + in->horizon_years;
        option->start = arena_format(&self->scenario.arena, "%d/%02d", year, (year + 1) % 100);
        option->end = "";
        option->delay_years = 0;
    }
    if (how == NEVER_DELIVERED) {
        option->delivery = 0.0;
        option->delivery_words = "";
        option->cost.abortive = 0.0;
    }
}

/* All options of a file, which its scenarios take and which they do not. */
static void
expect_nothing(const char *of, enum nothing how)
{
    struct metamorph with, without;
    metamorph_read(&with, of);
    metamorph_read(&without, of);
    struct inputs *in = &without.scenario.inputs;
    for (size_t i = 0; i < in->n_option; i++) {
        make_nothing(&with, &with.scenario.inputs.option[i], how);
        make_nothing(&without, &in->option[i], how);
    }
    for (size_t k = 0; k < in->n_scenario; k++)
        in->scenario[k].n_option = 0;
    metamorph_run(&with, 3);
    metamorph_run(&without, 3);
    metamorph_expect(&with, &without, (struct relation){ .by_name = true });
    metamorph_release(&with);
    metamorph_release(&without);
}

Claim(metamorphic, options_of_no_effect_leave_the_bytes_as_without_them)
{
    for (size_t i = 0; i < N_FILE; i++)
        for (enum nothing how = SIZE_ZERO; how < N_NOTHING; how++)
            if (plain[i].scenario.inputs.n_option > 0)
                expect_nothing(file[i], how);
}

/* ---- a pound moved */

static double
total_only(const struct measure *measure)
{
    return strcmp(measure->id, "high_needs_spending") == 0 || strcmp(measure->id, "deficit") == 0 ||
                   strcmp(measure->id, "in_year_deficit") == 0
               ? 1.0
               : (double)NAN;
}

/* The first two lines alike in all but their amounts, of which so much is moved. */
static void
move_pounds(struct metamorph *self, double gbp)
{
    struct inputs *in = &self->scenario.inputs;
    struct line_in *a = &in->line[0], *b = &in->line[1];
    a->growth.shock_sd = 0; /* a line's shocks are its own */
    b->growth = a->growth;
    b->elasticity = a->elasticity;
    b->s251 = a->s251; /* place funding does not follow plans */
    metamorph_fix(self, a->amount_gbp, 1234567.0 - gbp);
    metamorph_fix(self, b->amount_gbp, 345678.0 + gbp);
}

Claim(metamorphic, a_pound_moved_between_lines_keeps_the_totals)
{
    size_t n = 0;
    for (size_t i = 0; i < N_FILE; i++) {
        struct metamorph before, after;
        metamorph_read(&before, file[i]);
        metamorph_read(&after, file[i]);
        before.scenario.inputs.n_option = after.scenario.inputs.n_option = 0;
        for (size_t k = 0; k < before.scenario.inputs.n_scenario; k++)
            before.scenario.inputs.scenario[k].n_option =
                after.scenario.inputs.scenario[k].n_option = 0;
        if (before.scenario.inputs.n_line > 1) {
            move_pounds(&before, 0.0);
            move_pounds(&after, 87654.0);
            metamorph_run(&before, N);
            metamorph_run(&after, N);
            metamorph_expect(&after, &before,
                             (struct relation){ .factor = total_only, .within = ROUNDING });
            n++;
        }
        metamorph_release(&before);
        metamorph_release(&after);
    }
    cr_expect_geq(n, 2u, "files with two lines");
}
