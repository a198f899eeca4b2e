/* Many options at once, drawn at random, on an area with places: nobody is lost, nothing is
 * overfull, and neither threads nor the order of the file change a number. Build with DEBUG=1 to
 * have every year of every future checked inside as well. */
#include "option_sample.h"

#include "model.h"
#include "sets.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_SET = 25, N_FUTURE = 12, N_OF = 10 };

struct lot { /* a linear congruential generator: Knuth's MMIX */
    uint64_t state;
};

static double
lot_unit(struct lot *self)
{
    self->state = self->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(self->state >> 33) / 2147483648.0;
}
static size_t
lot_of(struct lot *self, size_t n)
{
    return (size_t)(lot_unit(self) * (double)n);
}
static quantity_id
lot_quantity(struct lot *self, struct option_sample *s, double most)
{
    const quantity_id id = option_quantity(s, 0.0);
    struct quantity *q = &s->sample.quantity[id];
    q->kind = QUANTITY_UNIFORM;
    q->p[1] = most * lot_unit(self) + 1e-9;
    return id;
}

static void
draw_option(struct lot *lot, struct option_sample *s, size_t i)
{
    static const char *const id[N_OF] = { "q", "e", "o", "a", "z", "m", "c", "x", "h", "t" };
    static const char *const from[] = { "isp", "schools", "awaiting", "local-special",
                                        "mainstream" };
    static const char *const to[] = { "local-special", "second-special", "unit", "schools", "isp" };
    static const char *const start[] = { "2021/22", "2022/23", "2022-09-01", "2023-01-17",
                                         "2024/25" };
    static const enum option_kind kind[] = { OPTION_REPATRIATION,  OPTION_REPATRIATION,
                                             OPTION_NEW_PLACES,    OPTION_INCLUSION,
                                             OPTION_INCLUSION,     OPTION_CEASING,
                                             OPTION_EARLY_SUPPORT, OPTION_TOP_UP_CUT,
                                             OPTION_PRICE_CONTROL, OPTION_JOINT_FUNDING };
    struct option_in *in = option_add(s, kind[lot_of(lot, sizeof kind / sizeof kind[0])], id[i]);
    in->start = start[lot_of(lot, 5)];
    option_for(s, in, from[lot_of(lot, 5)]);
    in->to = in->kind == OPTION_CEASING ? "" : to[lot_of(lot, 5)];
    if (strcmp(in->to, in->setting[0]) == 0 ||
        (strcmp(in->to, "schools") == 0 && strcmp(in->setting[0], "mainstream") == 0))
        in->to = "unit"; /* an option that moves nobody is refused */
    in->share = lot_quantity(lot, s, 1.0);
    if (in->kind == OPTION_NEW_PLACES) {
        in->to = lot_unit(lot) < 0.5 ? "unit" : "second-special";
        in->places = lot_quantity(lot, s, 60.0);
    }
    if ((in->kind == OPTION_REPATRIATION || in->kind == OPTION_CEASING) && lot_unit(lot) < 0.5)
        in->children = lot_quantity(lot, s, 90.0);
    if (in->kind == OPTION_REPATRIATION)
        option_at(s, in, 3, (const int[]){ 0, 7, (int)lot_of(lot, 22) });
    in->moves_out = lot_quantity(lot, s, 0.5);
    in->requests = lot_quantity(lot, s, 0.5);
    in->refused = lot_unit(lot) < 0.5 ? lot_quantity(lot, s, 1.0) : 0;
    in->delivery = lot_unit(lot) < 0.3 ? 0.5 : (double)NAN;
    in->delay_years = lot_unit(lot) < 0.3 ? lot_quantity(lot, s, 3.0) : 0;
    in->end = lot_unit(lot) < 0.2 ? "2024/25" : "";
    if (lot_unit(lot) < 0.3)
        option_ramp(s, in, 2, (const double[]){ lot_unit(lot), lot_unit(lot) });
    in->cost.per_child_gbp = lot_quantity(lot, s, 9000.0);
}

static void
draw_area(struct option_sample *s, size_t set)
{
    struct lot lot = { 20211123 + set };
    option_sample_init(s, OPTION_CROWDED);
    const size_t n = 2 + lot_of(&lot, N_OF - 1);
    for (size_t i = 0; i < n; i++)
        draw_option(&lot, s, i);
}

/* ---- nobody is lost */

static void
expect_year_adds_up(const struct option_sample *s, const struct future *future, size_t t,
                    bool exact)
{
    const double near = exact ? 0.0 : 1e-8;
    double in = 0.0, out = 0.0;
    for (size_t i = 0; i < s->model.n_setting; i++) {
        const struct setting_year *y = future_setting(future, t, i);
        const double counts[] = { y->flows.opening,  y->flows.left,   y->flows.moved_out,
                                  y->flows.moved_in, y->flows.joined, y->flows.closing };
        for (size_t c = 0; c < 6; c++)
            cr_assert(counts[c] >= -near && (!exact || counts[c] == floor(counts[c])),
                      "setting %zu, year %zu, count %zu: %g", i, t, c, counts[c]);
        cr_assert_float_eq(y->flows.opening - y->flows.left - y->flows.departed -
                               y->flows.moved_out + y->flows.moved_in + y->flows.arrived +
                               y->flows.joined,
                           y->flows.closing, near);
        if (t > 0)
            cr_assert_eq(y->flows.opening, future_setting(future, t - 1, i)->flows.closing);
        in += y->flows.moved_in;
        out += y->flows.moved_out;
    }
    cr_assert_float_eq(in, out, near, "movers come from somewhere");
    for (size_t o = 0; o < future->n_option; o++) {
        const struct shifted *x = &future->year[t].option[o];
        cr_assert_float_eq(x->asked, x->declined + x->without_seat + x->went, near);
        cr_assert(x->went >= 0.0 && x->asked <= x->eligible + near);
    }
}

/* Settings of one pool hold no more than their seats, unless those who hold one already are more.
 * */
static void
expect_not_overfull(const struct option_sample *s, const struct future *future, size_t t)
{
    const struct places *places = &s->model.places;
    for (size_t f = 0; f < places->n_finite; f++) {
        const struct finite *finite = &places->finite[f];
        const struct setting_year *y = future_setting(future, t, finite->setting);
        const struct place_year *p = &future->year[t].place[f];
        if (finite->pool[0] != finite->pool[N_NCY - 1])
            continue;
        cr_assert_leq(y->flows.closing, fmax(p->places - p->others, y->flows.opening) + 1e-8,
                      "'%s' in year %zu", s->model.setting[finite->setting]->id, t);
        cr_assert_float_eq(p->empty, fmax(0.0, p->places - p->others - y->flows.closing), 1e-8);
    }
}

Claim(options_together, every_child_is_somewhere_and_no_setting_is_overfull)
{
    double went = 0.0, declined = 0.0, without_seat = 0.0;
    for (size_t set = 0; set < N_SET; set++) {
        struct option_sample s;
        draw_area(&s, set);
        option_sample_plan(&s);
        for (int k = -1; k < N_FUTURE; k++) {
            const struct future *future = option_run(&s, 1, k);
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
                expect_year_adds_up(&s, future, t, k >= 0);
                expect_not_overfull(&s, future, t);
                for (size_t o = 0; o < future->n_option; o++) {
                    went += future->year[t].option[o].went;
                    declined += future->year[t].option[o].declined;
                    without_seat += future->year[t].option[o].without_seat;
                }
            }
        }
        option_sample_release(&s);
    }
    cr_expect(went > 1000.0 && declined > 1000.0 && without_seat > 1000.0,
              "the options were no idle ones: %g, %g, %g", went, declined, without_seat);
}

/* ---- threads and the order of the file */

Claim(options_together, threads_change_no_number)
{
    for (size_t set = 0; set < 8; set++) {
        struct option_sample s;
        struct results one, four;
        draw_area(&s, set);
        option_sample_plan(&s);
        sample_run(&s.model, 60, 1, &one);
        sample_run(&s.model, 60, 4, &four);
        for (size_t k = 0; k < 2; k++)
            cr_expect_eq(sample_n_different(&one, k, &four, k, 60), (size_t)0, "set %zu", set);
        results_release(&one);
        results_release(&four);
        option_sample_release(&s);
    }
}

static void
reverse_file(struct option_sample *s)
{
    const size_t n = s->sample.in.n_option;
    sample_reverse(&s->sample);
    for (size_t i = 0; i < n / 2; i++) {
        const struct option_in was = s->option[i];
        const char *id = s->chosen[i];
        s->option[i] = s->option[n - 1 - i];
        s->option[n - 1 - i] = was;
        s->chosen[i] = s->chosen[n - 1 - i];
        s->chosen[n - 1 - i] = id;
    }
}

Claim(options_together, the_order_of_options_in_the_file_changes_no_number)
{
    for (size_t set = 0; set < 8; set++) {
        struct option_sample a, b;
        struct results x, y;
        draw_area(&a, set);
        draw_area(&b, set);
        reverse_file(&b);
        option_sample_plan(&a);
        option_sample_plan(&b);
        sample_run(&a.model, 60, 2, &x);
        sample_run(&b.model, 60, 1, &y);
        for (size_t k = 0; k < 2; k++)
            cr_expect_eq(sample_n_different(&x, k, &y, k, 60), (size_t)0, "set %zu", set);
        results_release(&x);
        results_release(&y);
        option_sample_release(&a);
        option_sample_release(&b);
    }
}

/* The same work runs one set after the other: nothing of one may be left for the next. */
Claim(options_together, a_run_forgets_the_options_of_the_one_before)
{
    for (size_t set = 0; set < 8; set++) {
        struct option_sample s;
        struct hr_err err = { 0 };
        draw_area(&s, set);
        option_sample_plan(&s);
        for (int k = -1; k < 6; k++) {
            struct future alone = sample_keep(option_run(&s, 0, k));
            struct future with = sample_keep(option_run(&s, 1, k));
            cr_assert_eq(replicate_run(&s.model, 0, &s.work, &err), 0, "%s",
                         err.text); /* after scenario 1, in the same replicate */
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
                cr_assert(sample_same_year(&alone, &s.work.future, t),
                          "set %zu, future %d, year %zu", set, k, t);
            cr_assert_eq(replicate_run(&s.model, 1, &s.work, &err), 0, "%s", err.text);
            for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
                cr_assert(sample_same_year(&with, &s.work.future, t),
                          "set %zu, future %d, year %zu", set, k, t);
            future_release(&alone);
            future_release(&with);
        }
        option_sample_release(&s);
    }
}
