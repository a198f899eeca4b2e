/* The expected-value run against a closed form that is computed here from the inputs alone: stocks
 * by one matrix product a year, joiners, place-years, prices, grant and ledger by hand; and the
 * mean of many futures against the expected-value run. */
#include "fixture.h"

#include "model.h"
#include "claim.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <string.h>

enum {
    N_NEED = 2,
    N_SETTING = 4,
    N_PLACE = N_NEED * N_SETTING,
    N_CELL = N_NCY * N_PLACE,
    T = SAMPLE_N_YEAR
};

/* Our own order of needs and settings, not the plan's. */
static const char *const need_id[N_NEED] = { "semh", "asd" };
static const char *const setting_id[N_SETTING] = { "schools", "local-special", "isp", "awaiting" };
static const int category_of[N_SETTING] = { CATEGORY_MAINSTREAM, CATEGORY_STATE_SPECIAL,
                                            CATEGORY_INDEPENDENT, CATEGORY_NOT_IN_EDUCATION };

struct year_form {
    double opening[N_SETTING], left[N_SETTING], moved_out[N_SETTING], moved_in[N_SETTING],
        joined[N_SETTING], closing[N_SETTING];
    double place_years[N_SETTING], weighted[N_SETTING]; /* weighted by the needs' price factors */
    double spending[N_SETTING], place_funding[N_SETTING], later_gbp;
    double line, grant, other_blocks, receipts, deficit;
};

struct form {
    const struct sample *sample;
    double stock[N_CELL];
    double leave[N_CELL];           /* share of those at this NCY after ageing */
    double move[N_CELL][N_SETTING]; /* of all, to each setting */
    double q[N_CELL];               /* where a new plan of the NCY is */
    double rate[N_NCY];
    double later_years, joiner_years[T]; /* place-years of a joiner */
    struct year_form year[T];
};

static size_t
index_of(const char *const *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], id) == 0)
            return i;
    cr_assert_fail("'%s' is not in the list", id);
    return 0;
}

static size_t
cell_at(size_t ncy, size_t need, size_t setting)
{
    return ncy * N_PLACE + need * N_SETTING + setting;
}

static double
value(const struct form *f, quantity_id id)
{
    return quantity_central(&f->sample->quantity[id]);
}

static double
odds_times(double p, double k)
{
    return p / (1.0 - p) * k / (1.0 + p / (1.0 - p) * k);
}

/* x(0), x(1), ... of a path without shocks. */
static double
path_at(const struct form *f, const struct path_in *path, int t)
{
    return value(f, path->long_run) +
           pow(value(f, path->persistence), t) * (value(f, path->first) - value(f, path->long_run));
}

/* ---- people ---- */

static bool
rule_names(const char *name, size_t setting)
{
    return strcmp(name, setting_id[setting]) == 0 || category_of_name(name) == category_of[setting];
}

static void
set_exits(struct form *f)
{
    const struct inputs *in = &f->sample->in;
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t k = 0; k < N_PLACE; k++) {
            const size_t s = k % N_SETTING, cell = i * N_PLACE + k;
            double odds = value(f, i >= 16 ? in->leavers.level_post16
                                           : in->leavers.level); /* age 16 after ageing is NCY 12 */
            for (size_t c = 0; c < in->leavers.n_by_category; c++)
                odds *= in->leavers.by_category[c].category == category_of[s]
                            ? in->leavers.by_category[c].odds
                            : 1.0;
            f->leave[cell] = odds_times(in->leavers.hazard_by_age[i], odds);
            double share[N_SETTING] = { 0.0 }, all = 0.0;
            for (size_t r = 0; r < in->movers.n_rule; r++) {
                const struct move_in *rule = &in->movers.rule[r];
                for (size_t to = 0; to < N_SETTING; to++)
                    if (rule->ncy + 4 == (int)i && rule_names(rule->from, s) &&
                        rule_names(rule->to, to) &&
                        (rule->need == NULL || strcmp(rule->need, need_id[k / N_SETTING]) == 0)) {
                        share[to] += rule->share;
                        all += rule->share;
                    }
            }
            const double scaled = odds_times(all, value(f, in->movers.turnover));
            for (size_t to = 0; to < N_SETTING; to++)
                f->move[cell][to] =
                    all > 0.0 ? (1.0 - f->leave[cell]) * share[to] * scaled / all : 0.0;
        }
}

static const double *
nearest_mix(const struct mix_in *mix, size_t n, int age)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (abs(mix[i].age - age) < abs(mix[best].age - age))
            best = i;
    return mix[best].by_category;
}

static void
set_placement(struct form *f)
{
    const struct inputs *in = &f->sample->in;
    const double w = value(f, in->joiners.own_mix);
    for (size_t i = 0; i < N_NCY; i++) {
        const double *mix = nearest_mix(in->joiners.mix, in->joiners.n_mix, (int)i);
        double all = 0.0, own_all = 0.0;
        for (size_t s = 0; s < N_SETTING; s++)
            all += mix[category_of[s]];
        for (size_t k = 0; k < N_PLACE; k++)
            own_all += f->stock[i * N_PLACE + k];
        for (size_t k = 0; k < N_PLACE; k++) {
            const size_t s = k % N_SETTING, need = k / N_SETTING;
            double here = 0.0, setting_all = 0.0, setting_need = 0.0;
            for (size_t d = 0; d < N_NEED; d++) {
                here += f->stock[cell_at(i, d, s)];
                for (size_t j = 0; j < N_NCY; j++) {
                    setting_all += f->stock[cell_at(j, d, s)];
                    setting_need += d == need ? f->stock[cell_at(j, d, s)] : 0.0;
                }
            }
            const double need_share =
                here > 0.0 ? f->stock[cell_at(i, need, s)] / here : setting_need / setting_all;
            const double national = mix[category_of[s]] / all * need_share;
            f->q[i * N_PLACE + k] =
                (1.0 - w) * national +
                w * (own_all > 0.0 ? f->stock[i * N_PLACE + k] / own_all : national);
        }
    }
}

/* Mid-year 2020 and 2021 are given; afterwards a cohort changes as it did from one to the other. */
static double
population(const struct form *f, int mid_year, size_t age)
{
    const double *first = f->sample->population[0].by_age, *last = f->sample->population[1].by_age;
    if (mid_year == 2020)
        return first[age];
    if (mid_year == 2021 || age == 0)
        return last[age];
    return population(f, mid_year - 1, age - 1) * last[age] / first[age - 1];
}

/* Intensities in the given shape that issue the new plans of the base year, which ends with the
 * stock: (people - plans)(exp(intensity) - 1), or all the plans there are. By bisection. */
static void
set_rates(struct form *f)
{
    const struct inputs *in = &f->sample->in;
    double low = 0.0, high = 1e3;
    for (int step = 0; step < 200; step++) {
        const double k = 0.5 * (low + high);
        double expected = 0.0;
        for (size_t i = 0; i < N_NCY; i++) {
            double plans = 0.0;
            for (size_t c = 0; c < N_PLACE; c++)
                plans += f->stock[i * N_PLACE + c];
            const double people = population(f, 2020, i), r = k * in->joiners.rate_by_age[i];
            const double joined = (people - plans) * (exp(r) - 1.0);
            expected += joined < plans ? joined : people * (1.0 - exp(-r));
        }
        *(expected < in->joiners.new_plans ? &low : &high) = k;
    }
    for (size_t i = 0; i < N_NCY; i++)
        f->rate[i] = in->joiners.rate_by_age[i] * low;
}

/* One year of ageing, leaving and moving as a matrix: column = where from, row = where to. */
static void
fill_transition(const struct form *f, gsl_matrix *m)
{
    gsl_matrix_set_zero(m);
    for (size_t i = 1; i < N_NCY; i++)
        for (size_t k = 0; k < N_PLACE; k++) {
            const size_t from = (i - 1) * N_PLACE + k, cell = i * N_PLACE + k;
            double stay = 1.0 - f->leave[cell];
            for (size_t to = 0; to < N_SETTING; to++) {
                *gsl_matrix_ptr(m, cell_at(i, k / N_SETTING, to), from) += f->move[cell][to];
                stay -= f->move[cell][to];
            }
            *gsl_matrix_ptr(m, cell, from) += stay;
        }
}

/* Flows by setting and place-years, from the stock before the year. NCY 12 and over: 8/12 of a year
 * falls after the summer, otherwise 7/12; who goes frees a place of the year he or she finished,
 * who comes takes one of the year that begins. */
static void
count_exits(const struct form *f, struct year_form *y, double lost[N_PLACE], double gained[N_PLACE])
{
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t k = 0; k < N_PLACE; k++) {
            const double n = f->stock[i * N_PLACE + k], before = i >= 16 ? 8.0 / 12.0 : 7.0 / 12.0,
                         after = i + 1 >= 16 ? 8.0 / 12.0 : 7.0 / 12.0;
            const size_t s = k % N_SETTING, cell = (i + 1) * N_PLACE + k;
            y->opening[s] += n;
            const double left = i == N_NCY - 1 ? n : n * f->leave[cell];
            y->left[s] += left;
            lost[k] += left * before;
            for (size_t to = 0; i < N_NCY - 1 && to < N_SETTING; to++) {
                y->moved_out[s] += n * f->move[cell][to];
                y->moved_in[to] += n * f->move[cell][to];
                lost[k] += n * f->move[cell][to] * before;
                gained[k - s + to] += n * f->move[cell][to] * after;
            }
        }
}

static double
need_factor(size_t need, size_t setting)
{
    return setting == 2 ? (need == 0 ? 1.273 : 0.871) : 1.0;
}

static void
people_by_hand(struct form *f, const gsl_matrix *transition, int t, double level)
{
    const struct inputs *in = &f->sample->in;
    struct year_form *y = &f->year[t];
    double lost[N_PLACE] = { 0.0 }, gained[N_PLACE] = { 0.0 }, opening[N_PLACE] = { 0.0 },
           joined[N_PLACE] = { 0.0 }, next[N_CELL];
    count_exits(f, y, lost, gained);
    for (size_t c = 0; c < N_CELL; c++)
        opening[c % N_PLACE] += f->stock[c];
    gsl_vector_view from = gsl_vector_view_array(f->stock, N_CELL),
                    to = gsl_vector_view_array(next, N_CELL);
    gsl_blas_dgemv(CblasNoTrans, 1.0, transition, &from.vector, 0.0, &to.vector);
    const double drift =
        t == 0
            ? 1.0
            : exp(value(f, in->population.drift) * t); /* mid-year 2021 is the last that is given */
    for (size_t i = 0; i < N_NCY; i++) {
        double plans = 0.0;
        for (size_t k = 0; k < N_PLACE; k++)
            plans += next[i * N_PLACE + k];
        const double n = (round(population(f, 2021 + t, i) * drift) - plans) *
                         (1.0 - exp(-f->rate[i] * exp(level)));
        for (size_t k = 0; k < N_PLACE; k++) {
            joined[k] += n * f->q[i * N_PLACE + k];
            next[i * N_PLACE + k] += n * f->q[i * N_PLACE + k];
        }
    }
    memcpy(f->stock, next, sizeof next);
    for (size_t k = 0; k < N_PLACE; k++) {
        const size_t s = k % N_SETTING;
        const double place_years =
            opening[k] - lost[k] + gained[k] + joined[k] * f->joiner_years[t];
        y->joined[s] += joined[k];
        y->place_years[s] += place_years;
        y->weighted[s] += place_years * need_factor(k / N_SETTING, s);
    }
    for (size_t c = 0; c < N_CELL; c++)
        y->closing[c % N_SETTING] += f->stock[c];
}

/* ---- money ---- */

static void
prices_by_hand(struct form *f, int t, double index[N_SETTING], double *line_gbp, double inflation)
{
    struct year_form *y = &f->year[t];
    for (size_t p = 0; p < 3; p++) {
        const struct price_in *price = &f->sample->price[p];
        const size_t s = index_of(setting_id, N_SETTING, price->setting);
        if (t > 0)
            index[s] *= 1.0 + inflation + path_at(f, &price->growth, t - 1);
        const double unit =
            value(f, price->fee_gbp != 0 ? price->fee_gbp : price->topup_gbp) * index[s];
        y->spending[s] = y->weighted[s] * unit;
        if (t == 0 && f->later_years > 0.0)
            y->later_gbp +=
                y->joined[s] * f->later_years * unit * y->weighted[s] / y->place_years[s];
    }
    /* 311 places from 2020/21, 347 from 2022/23: that year 5/12 of the old number and 7/12 of the
     * new. Flat in cash. */
    y->place_funding[1] = 10000.37 * (t == 0   ? 311.0
                                      : t == 1 ? (5.0 * 311.0 + 7.0 * 347.0) / 12.0
                                               : 347.0);
    y->spending[1] += y->place_funding[1];
    for (size_t i = 0; i < 3; i++) {
        line_gbp[i] =
            t == 0
                ? value(f, f->sample->line[i].amount_gbp)
                : line_gbp[i] * (1.0 + inflation + path_at(f, &f->sample->line[i].growth, t - 1));
        y->line += line_gbp[i];
    }
}

/* The scenario with the agreement. Fills the ledger's parts from totals. */
static double
ledger_by_hand(struct form *f, int t, double deficit, double *amount, double *deductions)
{
    const struct inputs *in = &f->sample->in;
    struct year_form *y = &f->year[t];
    static const double known[2] = { 19731843.0, 21317729.0 },
                        known_deductions[2] = { 1213417.0, 1297311.0 };
    *amount = t < 2 ? known[t] : *amount * (1.0 + path_at(f, &in->grant.growth, t - 2));
    *deductions = t < 2 ? known_deductions[t] : *deductions * 1.0271;
    y->grant = *amount - *deductions + 371811.0 + (t == 1 || t == 2 ? 113177.0 : 0.0);
    y->grant += t == 1   ? 0.005 * 117961493.0 * 1.0217
                : t == 2 ? 213117.0
                         : 0.0; /* transfers: 0.5% of schools in 2022/23, an amount in 2023/24 */
    y->other_blocks = t == 0 ? (1241719.0 - 1213873.0) + (11123771.0 - 11317433.0) : 0.0;
    y->receipts = t == 0   ? 5017313.0 + 1217311.0
                  : t == 1 ? 2113171.0
                           : 0.0; /* chance 0.831 is paid, 0.413 is not */
    double spending = y->line;
    for (size_t s = 0; s < N_SETTING; s++)
        spending += y->spending[s];
    y->deficit = deficit + spending - y->grant + y->other_blocks - y->receipts;
    return y->deficit;
}

static void
set_joiner_years(struct form *f, double held_until)
{
    const double *months = f->sample->in.joiners.months;
    double all = 0.0, early = 0.0;
    for (int i = 0; i < 12; i++) { /* arrivals at mid-month, there until March; those of the next
                                      January to March, counted as this year's */
        const double stay = i < 3 ? 12.0 + (2.5 - i) : 14.5 - i;
        all += months[i] * stay / 12.0;
        /* held_until: whole months of the year, plus a part of one, whose arrivals come at the
         * middle of the part */
        const double over = fmin(1.0, fmax(0.0, held_until - i));
        early += months[i] * over * (i < 3 ? 12.0 : 15.0 - (i + over / 2.0)) / 12.0;
    }
    for (size_t t = 0; t < T; t++)
        f->joiner_years[t] = all;
    f->later_years = held_until < 12.0 ? all - early : 0.0;
}

static void
form_init(struct form *f, const struct sample *sample, double held_until)
{
    *f = (struct form){ .sample = sample };
    for (size_t i = 0; i < sample->in.plans.n_cell; i++) {
        const struct stock_cell_in *c = &sample->cell[i];
        f->stock[cell_at((size_t)(c->ncy + 4), index_of(need_id, N_NEED, c->need),
                         index_of(setting_id, N_SETTING, c->setting))] += c->count;
    }
    set_exits(f);
    set_placement(f);
    set_rates(f);
    set_joiner_years(f, held_until);
}

static void
form_run(struct form *f)
{
    const struct inputs *in = &f->sample->in;
    double level = log(value(f, in->joiners.level)), index[N_SETTING] = { 1.0, 1.0, 1.0, 1.0 },
           line_gbp[3], deficit = 12401337.5, amount = 0.0, deductions = 0.0;
    gsl_matrix *transition = gsl_matrix_alloc(N_CELL, N_CELL);
    fill_transition(f, transition);
    for (int t = 0; t < T; t++) {
        level += path_at(f, &in->joiners.growth, t);
        people_by_hand(f, transition, t, level);
        prices_by_hand(f, t, index, line_gbp, t == 0 ? 0.0 : path_at(f, &in->inflation, t - 1));
        deficit = ledger_by_hand(f, t, deficit, &amount, &deductions);
    }
    gsl_matrix_free(transition);
}

/* ---- comparing ---- */

static void
expect_close(double found, double by_hand, const char *what, const char *where, size_t t)
{
    cr_expect(fabs(found - by_hand) <= 1e-9 * fabs(by_hand) + 1e-12,
              "year %zu, %s %s: engine %.15g, by hand %.15g", t, where, what, found, by_hand);
}

static void
expect_form(const struct model *model, const struct form *f, const struct future *future)
{
    for (size_t t = 0; t < T; t++) {
        const struct year_form *y = &f->year[t];
        double later = 0.0;
        for (size_t s = 0; s < N_SETTING; s++) {
            const struct setting_year *e =
                future_setting(future, t, model_setting(model, setting_id[s]));
            expect_close(e->flows.opening, y->opening[s], "opening", setting_id[s], t);
            expect_close(e->flows.left, y->left[s], "left", setting_id[s], t);
            expect_close(e->flows.moved_out, y->moved_out[s], "moved out", setting_id[s], t);
            expect_close(e->flows.moved_in, y->moved_in[s], "moved in", setting_id[s], t);
            expect_close(e->flows.joined, y->joined[s], "joined", setting_id[s], t);
            expect_close(e->flows.closing, y->closing[s], "closing", setting_id[s], t);
            expect_close(e->cost.place_years, y->place_years[s], "place-years", setting_id[s], t);
            expect_close(e->cost.spending_gbp, y->spending[s], "spending", setting_id[s], t);
            expect_close(e->cost.place_funding_gbp, y->place_funding[s], "place funding",
                         setting_id[s], t);
            later += e->cost.later_gbp;
        }
        double lines = 0.0;
        for (size_t i = 0; i < future->n_line; i++)
            lines += future->year[t].line_gbp[i];
        expect_close(lines, y->line, "lines", "all", t);
        expect_close(later, y->later_gbp, "future demand", "all", t);
        expect_close(future->year[t].money.grant_gbp, y->grant, "grant", "all", t);
        expect_close(future->year[t].money.other_blocks_gbp + 1e6, y->other_blocks + 1e6,
                     "other blocks", "all", t);
        expect_close(future->year[t].money.receipts_gbp, y->receipts, "receipts", "all", t);
        expect_close(future->year[t].money.deficit_closing_gbp, y->deficit, "deficit", "all", t);
    }
}

/* A sample whose starting stock is typed in, cell by cell, so that the closed form needs nothing
 * from the engine. */
static void
sample_with_cells(struct sample *sample)
{
    struct model model;
    sample_init(sample);
    sample_plan(sample, &model);
    sample_take_cells(sample, &model);
    model_release(&model);
}

static void
expect_closed_form(struct sample *sample, double held_until)
{
    struct model model;
    struct future future;
    struct hr_err err;
    struct form *f = malloc(sizeof *f);
    sample_plan(sample, &model);
    form_init(f, sample, held_until);
    form_run(f);
    cr_assert_eq(engine_expected(&model, 1, &future, &err), 0, "%s", err.text);
    expect_form(&model, f, &future);
    future_release(&future);
    model_release(&model);
    free(f);
}

Claim(closed_form, the_expected_value_run_equals_matrix_products_and_money_by_hand)
{
    struct sample sample;
    sample_with_cells(&sample);
    expect_closed_form(&sample, 12.0);
    sample_release(&sample);
}

Claim(closed_form, so_it_does_when_every_rate_is_different)
{
    struct sample sample;
    sample_with_cells(&sample);
    sample_set(&sample, "movers.turnover", 2.719);
    sample_set(&sample, "leavers.level", 0.577);
    sample_set(&sample, "leavers.level_post16", 1.414);
    sample_set(&sample, "joiners.level", 1.732);
    sample_set(&sample, "joiners.own_mix", 0.813);
    sample_set(&sample, "population.drift", -0.0131);
    sample_set(&sample, "prices.isp.fee_gbp", 71317.3);
    sample_set(&sample, "joiners.growth.first", -0.083);
    expect_closed_form(&sample, 12.0);
    sample_release(&sample);
}

Claim(closed_form, the_year_splits_at_the_position_date_without_changing_its_total)
{
    struct sample sample;
    sample_with_cells(&sample);
    sample.in.position_date = "2021-07-05";
    expect_closed_form(&sample, 6.0 + 4.0 / 31.0); /* six months, and four days of the 31 of July */
    sample_release(&sample);
}

/* ---- the mean of many futures ---- */

/* With every quantity certain and no shocks the model is linear in the children, so the mean of the
 * futures is the expected-value run. Of some 110 numbers that vary the largest |z| is about 2.6
 * (2.1 with this seed); 4.5 has a chance below 1 in 1,000. */
Claim(closed_form, the_mean_of_20000_futures_agrees_with_the_expected_value_run)
{
    enum { N = 20000 };
    struct fixture f;
    fixture_init(&f, sample_init);
    sample_certain(&f.sample);
    /* an event, which the expected-value run leaves out as the less likely */
    sample_set(&f.sample, "grant.settlement.flat_cash_chance", 0.0);
    f.sample.in.n_scenario = 1;
    fixture_model(&f);
    fixture_run(&f, N, 2);
    size_t n_random = 0;
    for (size_t c = 0; c < engine_n_column(&f.results); c++) {
        const struct measure *m = &f.results.measure[c % f.results.n_measure];
        const struct summary *s = &f.results.summary[c];
        if (strncmp(m->id, "unit_price.", 11) == 0)
            continue; /* a ratio */
        if (s->mean_se <= 1e-9 * fabs(s->mean)) {
            cr_expect(fabs(s->mean - f.results.expected_value[c]) <= 1e-9 * fabs(s->mean),
                      "%s: %.12g, expected %.12g", m->id, s->mean, f.results.expected_value[c]);
            continue;
        }
        const double z = (s->mean - f.results.expected_value[c]) / s->mean_se;
        cr_expect_lt(fabs(z), 4.5, "%s, year %zu: mean %.9g +- %.2g, expected %.9g, z %.2f", m->id,
                     c / f.results.n_measure, s->mean, s->mean_se, f.results.expected_value[c], z);
        n_random++;
    }
    cr_expect_gt(n_random, 100u);
    fixture_release(&f);
}
