/* Rates of single cells: what is drawn, when, and who shares it. */
#include "fixture.h"
#include "sample_book.h"

#include "rates.h"
#include "claim.h"

#include <math.h>
#include <string.h>

/* ---- the draws themselves ---- */

enum { N_TO = 3, N_DRAW = 4000 };

struct bench {
    struct beta_rate leave[2], move[2];
    size_t to_first[3], to[2 * N_TO];
    double weight[2 * N_TO];
    struct rates rates;
    struct rate_draws draws;
};

static void
bench_init(struct bench *self, bool yearly)
{
    *self = (struct bench){ .leave = { { 2.385, 41.17, 77, 7 }, { 0.0, 3.1, 78, 7 } },
                            .move = { { 3.71, 12.9, 77, 7 }, { 1.0, 0.0, 79, 9 } },
                            .to_first = { 0, N_TO, 2 * N_TO },
                            .to = { 0, 1, 2, 0, 1, 2 },
                            .weight = { 1.37, 0.41, 2.93, 1e-5, 3e-5, 1e-5 } };
    self->rates = (struct rates){ .n_leave = 2,
                                  .n_move = 2,
                                  .leave = self->leave,
                                  .move = self->move,
                                  .to_first = self->to_first,
                                  .to = self->to,
                                  .weight = self->weight,
                                  .yearly = yearly,
                                  .purpose_leave = 1,
                                  .purpose_move = 2,
                                  .purpose_to = 3 };
    rate_draws_init(&self->draws, &self->rates, sample_book()->arena);
}

static struct step
step_of(struct draw *draw, unsigned replicate, unsigned year)
{
    draw_init(draw, 20210705, 17, replicate);
    return (struct step){ .draw = draw, .year = year };
}

Claim(rates, held_rate_is_one_number_for_all_years_and_leaves_the_draw_where_it_was)
{
    struct bench b;
    struct draw draw, other;
    bench_init(&b, false);
    const struct step step = step_of(&draw, 3, 0), later = step_of(&other, 3, 4);
    const struct hr_rng before = draw.rng;
    const double p = rate_of_leaving(&b.draws, &b.rates, 0, &step);
    cr_expect(memcmp(&before, &draw.rng, sizeof before) == 0);
    cr_expect(p > 0.0 && p < 1.0);
    cr_expect_eq(rate_of_leaving(&b.draws, &b.rates, 0, &later), p);
    rate_draws_forget(&b.draws);
    cr_expect_eq(rate_of_leaving(&b.draws, &b.rates, 0, &later), p,
                 "held: the same address in every year");
}

Claim(rates, yearly_rate_differs_from_year_to_year)
{
    struct bench b;
    struct draw draw, other;
    bench_init(&b, true);
    const struct step step = step_of(&draw, 3, 0), later = step_of(&other, 3, 4);
    const double p = rate_of_leaving(&b.draws, &b.rates, 0, &step);
    rate_draws_forget(&b.draws);
    cr_expect_neq(rate_of_leaving(&b.draws, &b.rates, 0, &later), p);
}

Claim(rates, weight_of_nothing_is_certain)
{
    struct bench b;
    struct draw draw;
    bench_init(&b, false);
    const struct step step = step_of(&draw, 3, 0);
    cr_expect_eq(rate_of_leaving(&b.draws, &b.rates, 1, &step), 0.0);
    cr_expect_eq(rate_of_moving(&b.draws, &b.rates, 1, &step), 1.0);
}

Claim(rates, expected_run_takes_the_means)
{
    struct bench b;
    struct draw draw;
    bench_init(&b, false);
    draw_init_expected(&draw);
    const struct step step = { .draw = &draw };
    cr_expect_float_eq(rate_of_leaving(&b.draws, &b.rates, 0, &step), 2.385 / (2.385 + 41.17),
                       1e-15);
    const double *share = rates_where(&b.draws, &b.rates, 0, &step);
    for (size_t i = 0; i < N_TO; i++)
        cr_expect_float_eq(share[i], b.weight[i] / 4.71, 1e-15);
}

/* Means within 5 standard errors: one test in a million fails by chance; seeds are fixed. */
Claim(rates, draws_have_the_mean_and_variance_of_beta_and_dirichlet)
{
    struct bench b;
    double sum = 0.0, squares = 0.0, share_sum[N_TO] = { 0.0 };
    bench_init(&b, false);
    for (unsigned k = 0; k < N_DRAW; k++) {
        struct draw draw;
        const struct step step = step_of(&draw, k, 0);
        rate_draws_forget(&b.draws);
        const double p = rate_of_moving(&b.draws, &b.rates, 0, &step),
                     *share = rates_where(&b.draws, &b.rates, 0, &step);
        sum += p;
        squares += p * p;
        cr_assert_float_eq(share[0] + share[1] + share[2], 1.0, 1e-12);
        for (size_t i = 0; i < N_TO; i++)
            share_sum[i] += share[i];
    }
    const double all = 3.71 + 12.9, mean = 3.71 / all, variance = mean * (1.0 - mean) / (all + 1.0);
    cr_expect_float_eq(sum / N_DRAW, mean, 5.0 * sqrt(variance / N_DRAW));
    cr_expect_float_eq(squares / N_DRAW - sum / N_DRAW * (sum / N_DRAW), variance, 0.15 * variance);
    for (size_t i = 0; i < N_TO; i++) {
        const double m = b.weight[i] / 4.71;
        cr_expect_float_eq(share_sum[i] / N_DRAW, m, 5.0 * sqrt(m * (1.0 - m) / 5.71 / N_DRAW));
    }
}

Claim(rates, weights_too_small_for_gamma_draws_choose_one_category_in_proportion)
{
    struct bench b;
    double count[N_TO] = { 0.0 };
    bench_init(&b, false);
    for (unsigned k = 0; k < N_DRAW; k++) {
        struct draw draw;
        const struct step step = step_of(&draw, k, 0);
        rate_draws_forget(&b.draws);
        const double *share = rates_where(&b.draws, &b.rates, 1, &step);
        cr_assert_float_eq(share[0] + share[1] + share[2], 1.0, 1e-12);
        for (size_t i = 0; i < N_TO; i++)
            count[i] += share[i];
    }
    cr_expect_float_eq(count[1] / N_DRAW, 0.6, 5.0 * sqrt(0.24 / N_DRAW));
}

/* rates.h, one at a time. */
static void
place_alone(const double *weight, const struct draw_key *key, struct draw *draw, double *share)
{
    double sum = 0.0, cum[N_TO];
    draw_at(draw, key);
    for (size_t i = 0; i < N_TO; i++)
        sum += share[i] = draw_gamma(draw, weight[i], 1.0);
    for (size_t i = 0; sum > 0.0 && i < N_TO; i++)
        share[i] /= sum;
    for (size_t i = 0; i < N_TO; i++)
        cum[i] = weight[i] + (i > 0 ? cum[i - 1] : 0.0);
    if (!(sum > 0.0))
        share[draw_category(draw, cum, N_TO)] = 1.0;
}

Claim(rates, joining_drawn_together_is_joining_drawn_at_each_address)
{
    enum { N_KIND = 4, N_FUTURE = 40 };
    static const struct beta_rate join[N_KIND] = {
        { 2.385, 41.17, 5, 0 }, { 0.31, 0.47, 5, 0 }, { 0.0, 1.9, 5, 0 }, { 1.9, 0.0, 5, 0 }
    };
    static const double weight[N_KIND][N_TO] = {
        { 1.37, 0.0, 2.93 }, { 1e-5, 3e-5, 1e-5 }, { 0.0, 0.0, 0.2 }, { 44.0, 1.71, 0.31 }
    };
    struct rates rates = { .dims = dims_of(1, N_TO), .purpose_join = 4, .purpose_place = 5 };
    double all[N_NCY * N_TO];
    rates.place = all;
    for (size_t i = 0; i < N_NCY; i++) {
        rates.join[i] = join[i % N_KIND];
        rates.join[i].ncy = NCY_MIN + (int)i;
        rates.has_join[i] = rates.has_place[i] = true;
        memcpy(all + i * N_TO, weight[(i + i / N_KIND) % N_KIND], sizeof weight[0]);
    }
    struct joining_draws draws;
    joining_draws_init(&draws, &rates, sample_book()->arena);
    for (unsigned k = 0; k < N_FUTURE; k++) {
        struct draw draw;
        const struct step step = step_of(&draw, k, 0);
        joining_draws_forget(&draws);
        for (size_t i = 0; i < N_NCY; i++) {
            const struct beta_rate *rate = &rates.join[i];
            struct draw_key key = { .purpose = 5, .item = 5, .ncy = rate->ncy };
            struct draw alone = draw;
            double share[N_TO];
            place_alone(all + i * N_TO, &key, &alone, share);
            cr_assert_arr_eq(rates_placed(&draws, &rates, i, &step), share, sizeof share);
            key.purpose = 4;
            draw_at(&alone, &key);
            cr_assert_eq(rate_of_joining(&draws, &rates, i, &step),
                         draw_beta(&alone, rate->yes, rate->no));
        }
    }
}

/* ---- in a scenario ---- */

enum { MOST_ROW = 400, N_RUN = 600 };

struct table { /* rates for the sample */
    struct leave_rate_in leave[MOST_ROW];
    struct move_rate_in move[MOST_ROW];
    struct join_rate_in join[N_NCY];
    struct place_rate_in place[MOST_ROW];
};

/* Every NCY has a leaving rate; two settings one of their own; moves out of schools at every NCY;
 * joining and its placement everywhere. */
static void
give_rates(struct sample *sample, struct table *t, double weight)
{
    struct rates_in *in = &sample->in.rates;
    *in =
        (struct rates_in){ .leave = t->leave, .move = t->move, .join = t->join, .place = t->place };
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++) {
        const double i = ncy - NCY_MIN;
        t->join[in->n_join++] =
            (struct join_rate_in){ "r", ncy, weight * (0.013 + 0.0007 * i), weight * 1.9 };
        t->place[in->n_place++] =
            (struct place_rate_in){ "r", ncy, "asd", "schools", 1.3 * weight };
        t->place[in->n_place++] = (struct place_rate_in){ "r", ncy, "semh", "isp", 0.71 * weight };
        if (ncy == NCY_MIN)
            continue;
        t->leave[in->n_leave++] =
            (struct leave_rate_in){ "r", ncy, "", "", weight * (0.031 + 0.004 * i), weight, 0.0 };
        t->leave[in->n_leave++] =
            (struct leave_rate_in){ "r", ncy, "", "isp", weight * 0.011, weight, 0.0 };
        t->leave[in->n_leave++] =
            (struct leave_rate_in){ "r", ncy, "asd", "schools", 0.0, 0.0, 1.371 };
        t->move[in->n_move++] =
            (struct move_rate_in){ "r", ncy, "", "schools", "local-special", weight * 0.041, 0.0 };
        t->move[in->n_move++] =
            (struct move_rate_in){ "r", ncy, "", "schools", "isp", weight * 0.017, 0.0 };
        t->move[in->n_move++] =
            (struct move_rate_in){ "r", ncy, "", "schools", "schools", weight, 0.0 };
        t->move[in->n_move++] =
            (struct move_rate_in){ "r", ncy, "semh", "schools", "any", 0.0, 1.613 };
    }
}

static void
run_with(struct sample *sample, struct model *model, size_t n, unsigned threads,
         struct results *out)
{
    sample_plan(sample, model);
    sample_run(model, n, threads, out);
}

static double
sd_of(const double *x, size_t n)
{
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        squares += x[i] * x[i];
    }
    return sqrt(squares / (double)n - sum / (double)n * (sum / (double)n));
}

Claim(rates, futures_are_the_same_with_1_2_and_8_threads_and_first_ones_whatever_their_number)
{
    static struct table t;
    struct sample sample;
    struct model model;
    struct results one, two, eight, fewer;
    sample_init(&sample);
    give_rates(&sample, &t, 23.85);
    run_with(&sample, &model, 100, 1, &one);
    sample_run(&model, 100, 2, &two);
    sample_run(&model, 100, 8, &eight);
    sample_run(&model, 37, 2, &fewer);
    cr_expect_eq(sample_n_different(&one, 0, &two, 0, 100), 0);
    cr_expect_eq(sample_n_different(&one, 1, &eight, 1, 100), 0);
    cr_expect_eq(sample_n_different(&one, 1, &fewer, 1, 37), 0);
    results_release(&one);
    results_release(&two);
    results_release(&eight);
    results_release(&fewer);
    model_release(&model);
    sample_release(&sample);
}

/* Scenarios that differ in money alone meet the same rates, held or yearly, hence the same
 * children. */
Claim(rates, all_scenarios_meet_the_same_rates)
{
    static struct table t;
    for (int yearly = 0; yearly < 2; yearly++) {
        struct sample sample;
        struct model model;
        struct results results;
        sample_init(&sample);
        give_rates(&sample, &t, 4.77);
        sample.in.rates.yearly = yearly == 1;
        run_with(&sample, &model, 60, 2, &results);
        for (size_t year = 0; year < results.n_year; year++)
            cr_expect_arr_eq(sample_column(&results, 0, year, "plans"),
                             sample_column(&results, 1, year, "plans"), 60 * sizeof(double));
        results_release(&results);
        model_release(&model);
        sample_release(&sample);
    }
}

Claim(rates, held_rates_spread_wider_than_yearly_ones_after_five_years)
{
    static struct table t;
    double sd[2];
    for (int yearly = 0; yearly < 2; yearly++) {
        struct sample sample;
        struct model model;
        struct results results;
        sample_init(&sample);
        sample_certain(&sample);
        give_rates(
            &sample, &t,
            11.3); /* sparse: what is not known about a rate outweighs who happens to leave */
        sample.in.rates.yearly = yearly == 1;
        run_with(&sample, &model, N_RUN, 2, &results);
        sd[yearly] = sd_of(sample_column(&results, 0, 4, "plans"), N_RUN);
        results_release(&results);
        model_release(&model);
        sample_release(&sample);
    }
    cr_expect(sd[0] > 1.25 * sd[1], "held %.2f, yearly %.2f", sd[0],
              sd[1]); /* standard error of a ratio of 600: 4% */
}

Claim(rates, expected_run_is_the_mean_of_futures)
{
    static struct table t;
    struct sample sample;
    struct model model;
    struct results results;
    sample_init(&sample);
    sample_certain(&sample);
    give_rates(
        &sample, &t,
        238.5); /* weighty: so that the mean of a function is near the function of the mean */
    run_with(&sample, &model, N_RUN, 2, &results);
    const size_t m = results_measure(&results, "plans");
    const struct summary *s = &results.summary[results_index(&results, 0, 4, m)];
    cr_expect_float_eq(results.expected_value[results_index(&results, 0, 4, m)], s->mean,
                       4.0 * s->mean_se + 0.5);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}

static double
mean_of(struct sample *sample, const char *measure)
{
    struct model model;
    struct results results;
    run_with(sample, &model, 200, 2, &results);
    double sum = 0.0;
    for (size_t i = 0; i < 200; i++)
        sum += sample_column(&results, 0, 0, measure)[i];
    results_release(&results);
    model_release(&model);
    return sum / 200.0;
}

Claim(rates, levels_act_on_rates_too)
{
    static const struct {
        const char *quantity, *measure;
    } level[] = { { "joiners.level", "joined" },
                  { "leavers.level", "left" },
                  { "movers.turnover", "moved" } };
    static struct table t;
    for (size_t i = 0; i < sizeof level / sizeof level[0]; i++) {
        double mean[2];
        for (int doubled = 0; doubled < 2; doubled++) {
            struct sample sample;
            sample_init(&sample);
            sample_certain(&sample);
            give_rates(&sample, &t, 47.7);
            sample_set(&sample, level[i].quantity, doubled == 1 ? 2.0 : 1.0);
            if (i == 1)
                sample_set(&sample, "leavers.level_post16", doubled == 1 ? 2.0 : 1.0);
            mean[doubled] = mean_of(&sample, level[i].measure);
            sample_release(&sample);
        }
        cr_expect(mean[1] > 1.7 * mean[0] && mean[1] < 2.1 * mean[0], "%s: %.2f, %.2f",
                  level[i].quantity, mean[0], mean[1]);
    }
}

Claim(rates, order_of_entries_changes_nothing)
{
    static struct table t, turned;
    struct sample sample;
    struct model model, again;
    struct results a, b;
    sample_init(&sample);
    give_rates(&sample, &t, 23.85);
    run_with(&sample, &model, 40, 2, &a);
    turned = t;
    struct rates_in *in = &sample.in.rates;
    for (size_t i = 0; i < in->n_leave; i++)
        turned.leave[i] = t.leave[in->n_leave - 1 - i];
    for (size_t i = 0; i < in->n_move; i++)
        turned.move[i] = t.move[in->n_move - 1 - i];
    for (size_t i = 0; i < in->n_place; i++)
        turned.place[i] = t.place[in->n_place - 1 - i];
    in->leave = turned.leave;
    in->move = turned.move;
    in->place = turned.place;
    struct hr_err err;
    cr_assert_eq(model_make(&again, &sample.in, &err), 0, "%s", err.text);
    sample_run(&again, 40, 1, &b);
    cr_expect_eq(sample_n_different(&a, 0, &b, 0, 40), 0);
    results_release(&a);
    results_release(&b);
    model_release(&model);
    model_release(&again);
    sample_release(&sample);
}

Claim(rates, narrower_entry_goes_first_and_certain_rates_are_obeyed)
{
    static struct leave_rate_in leave[2 * (N_NCY - 1)];
    struct fixture f;
    fixture_init(&f, sample_init);
    size_t n = 0;
    for (int ncy = NCY_MIN + 1; ncy <= NCY_MAX; ncy++) {
        leave[n++] = (struct leave_rate_in){ "r", ncy, "", "", 0.0, 1.0, 0.0 };
        leave[n++] = (struct leave_rate_in){ "r", ncy, "", "isp", 1.0, 0.0, 0.0 };
    }
    f.sample.in.rates = (struct rates_in){ .leave = leave, .n_leave = n };
    fixture_model(&f);
    fixture_one(&f, 0, 5);
    for (size_t s = 0; s < f.model.n_setting; s++) {
        const struct setting_year *y = future_setting(&f.future, 0, s);
        if (strcmp(f.model.setting[s]->id, "isp") == 0)
            cr_expect_eq(y->flows.left, y->flows.opening);
        else
            cr_expect(y->flows.left <= 2.0, "%s: only those past the last year leave: %.0f",
                      f.model.setting[s]->id, y->flows.left);
    }
    fixture_release(&f);
}

/* ---- what is refused ---- */

static void
expect_refused(const struct rates_in *in, const char *text)
{
    struct sample sample;
    struct model model;
    struct hr_err err = { 0 };
    sample_init(&sample);
    sample.in.rates = *in;
    for (size_t i = 1; i <= sample.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample.quantity[i], &err), 0);
    cr_expect_eq(model_make(&model, &sample.in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, text), "%s", err.text);
    model_release(&model);
    sample_release(&sample);
}

Claim(rates, wrong_entries_are_refused_each_with_its_place)
{
    struct leave_rate_in leave[2] = { { "l:2", 7, "", "isp", 1.0, 2.0, 0.0 },
                                      { "l:3", 7, "", "isp", 1.0, 2.0, 0.0 } };
    struct move_rate_in move[2] = { { "m:2", 7, "", "isp", "schools", 1.0, 0.0 },
                                    { "m:3", 7, "", "isp", "schools", 1.0, 0.0 } };
    struct join_rate_in join[2] = { { "j:2", 7, 1.0, 2.0 }, { "j:3", 7, 1.0, 2.0 } };
    struct place_rate_in place = { "p:2", 7, "asd", "nowhere", 1.0 };
    expect_refused(&(struct rates_in){ .leave = leave, .n_leave = 2 },
                   "l:3: 'rates' speaks of this cell twice");
    expect_refused(&(struct rates_in){ .move = move, .n_move = 2 }, "speaks of this move twice");
    expect_refused(&(struct rates_in){ .join = join, .n_join = 2 },
                   "j:3: 'rates.join' speaks of NCY 7 twice");
    expect_refused(&(struct rates_in){ .place = &place, .n_place = 1 },
                   "p:2: 'rates' names 'nowhere'");
    leave[0].left = leave[0].stayed = 0.0;
    expect_refused(&(struct rates_in){ .leave = leave, .n_leave = 1 },
                   "l:2: 'rates' has the weights 0 and 0");
    leave[0].odds = 1.3;
    expect_refused(&(struct rates_in){ .leave = leave, .n_leave = 1 }, "no wider entry has a rate");
    leave[0] = (struct leave_rate_in){ "l:2", 22, "", "isp", 1.0, 2.0, 0.0 };
    expect_refused(&(struct rates_in){ .leave = leave, .n_leave = 1 }, "l:2: there is no NCY 22");
    move[0].to = "any";
    expect_refused(&(struct rates_in){ .move = move, .n_move = 1 }, "no setting that they move to");
    move[0].setting = "";
    expect_refused(&(struct rates_in){ .move = move, .n_move = 1 },
                   "m:2: 'rates.move' wants a setting");
}
