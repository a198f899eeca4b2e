#include "bench_area.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
room(size_t n, size_t size)
{
    void *p = calloc(n, size);
    if (p == NULL)
        hr_bug("no memory for a benchmark");
    return p;
}

HR_PRINTF(1, 2) static char *text(const char *fmt, ...)
{
    char buf[128];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(buf, sizeof buf, fmt, args);
    va_end(args);
    return strcpy(room(1, strlen(buf) + 1), buf);
}

enum { MOST_QUANTITIES = 512 };

static quantity_id
quantity(struct inputs *in, const char *name, double low, double central, double high)
{
    struct quantity *q = &in->quantity[in->n_quantity];
    *q = (struct quantity){ .name = text("%s.%zu", name, in->n_quantity),
                            .unit = "",
                            .where = "bench" };
    q->kind = low < high ? QUANTITY_TRIPLET : QUANTITY_FIXED;
    q->p[0] = low < high ? low : central;
    q->p[1] = central;
    q->p[2] = high;
    struct hr_err err;
    if (quantity_fit(q, &err) != 0)
        hr_bug("%s", err.text);
    return (quantity_id)in->n_quantity++;
}

static quantity_id
fixed(struct inputs *in, const char *name, double x)
{
    return quantity(in, name, x, x, x);
}

static struct path_in
path(struct inputs *in, const char *name, double first, double long_run)
{
    return (struct path_in){ .first = quantity(in, name, first - 0.02, first, first + 0.02),
                             .long_run =
                                 quantity(in, name, long_run - 0.01, long_run, long_run + 0.01),
                             .persistence = fixed(in, name, 0.75),
                             .shock_sd = fixed(in, name, 0.012) };
}

/* Plans per age, new plans and hazards with England's shape: many joiners at 4 and 5, schools to
 * 16, colleges to 25. */
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

static void
fill_up(struct setting_in *setting, double plans)
{
    setting->seats = room(1, sizeof *setting->seats);
    *setting->seats = (struct seats_in){ .where = "bench",
                                         .id = "",
                                         .count = floor(1.03 * plans) + 1.0,
                                         .from = "",
                                         .chance = 1.0,
                                         .delay_years = -1 };
    setting->n_seats = 1;
    setting->others_share = setting->returns_transfer = setting->returns_mid_phase = -1;
    setting->overflow = room(1, sizeof *setting->overflow);
    *setting->overflow = (struct overflow_in){ "bench", "s03", (double)NAN };
    setting->n_overflow = 1;
    setting->wait_share = 1.0;
}

static void
people(struct inputs *in, const struct bench_area *area)
{
    in->need = room(area->n_need, sizeof *in->need);
    in->n_need = area->n_need;
    for (size_t i = 0; i < area->n_need; i++)
        in->need[i] = (struct need_in){ "bench", text("need%02zu", i), "" };
    in->setting = room(area->n_setting, sizeof *in->setting);
    in->n_setting = area->n_setting;
    in->plans.by_setting = room(area->n_setting, sizeof *in->plans.by_setting);
    in->plans.n_by_setting = area->n_setting;
    double left = area->plans;
    for (size_t s = 0; s < area->n_setting; s++) {
        const int category = (int)(s % (size_t)CATEGORY_OTHER);
        in->setting[s] = (struct setting_in){ .where = "bench",
                                              .id = text("s%02zu", s),
                                              .label = "",
                                              .category = category,
                                              .local = true,
                                              .no_cost = category == CATEGORY_NOT_IN_EDUCATION };
        const double share =
            area->n_full == 0 ? (s == 0 ? 0.33 : 0.25) : 1.0 / (double)(area->n_setting - s);
        const double here = s + 1 < area->n_setting ? floor(left * share) : left;
        in->plans.by_setting[s] = (struct stock_setting_in){ "bench", in->setting[s].id, here };
        left -= here;
    }
    for (size_t s = 0, n = 0; s < area->n_setting && n < area->n_full; s++)
        if (in->setting[s].category != CATEGORY_MAINSTREAM &&
            in->setting[s].category != CATEGORY_INDEPENDENT) {
            fill_up(&in->setting[s], in->plans.by_setting[s].count);
            n++;
        }
    in->plans.total = area->plans;
    in->england_stock = room(N_NCY, sizeof *in->england_stock);
    in->joiners.mix = room(N_NCY, sizeof *in->joiners.mix);
    in->n_england_stock = in->joiners.n_mix = N_NCY;
    for (size_t age = 0; age < N_NCY; age++) {
        in->england_stock[age] = (struct mix_in){ .where = "bench", .age = (int)age };
        for (int c = 0; c < N_CATEGORY; c++)
            in->england_stock[age].by_category[c] = weight_at(age, c);
        in->joiners.mix[age] = in->england_stock[age];
        in->joiners.mix[age].by_category[CATEGORY_MAINSTREAM] += 30.0;
    }
}

static void
rates(struct inputs *in, const struct bench_area *area)
{
    in->population.count = room(1, sizeof *in->population.count);
    in->population.n_count = 1;
    in->population.count[0] = (struct population_count_in){ .where = "bench", .mid_year = 2024 };
    for (size_t age = 0; age < N_NCY; age++) {
        in->population.count[0].by_age[age] = area->plans * 1.1;
        in->joiners.ceiling_by_age[age] = 1.0;
        in->joiners.rate_by_age[age] = age < 3    ? 0.001
                                       : age < 6  ? 0.02
                                       : age < 16 ? 0.009
                                       : age < 20 ? 0.002
                                                  : 0.0;
        in->leavers.hazard_by_age[age] = age < 16   ? 0.005
                                         : age < 18 ? 0.02
                                         : age < 20 ? 0.17
                                         : age < 25 ? 0.33
                                                    : 0.82;
    }
    in->population.drift = quantity(in, "drift", -0.005, 0.0, 0.005);
    in->joiners.new_plans = area->plans * 0.15;
    in->joiners.level = quantity(in, "level", 0.9, 1.0, 1.1);
    in->joiners.growth = path(in, "growth", 0.06, 0.01);
    in->joiners.transitory_sd = fixed(in, "sd", 0.19);
    in->joiners.transitory_correlation = fixed(in, "rho", 0.2);
    in->joiners.own_mix = fixed(in, "own_mix", 0.3);
    in->joiners.level_reverts.to = in->joiners.level_reverts.persistence = fixed(in, "one", 1.0);
    const quantity_id none = fixed(in, "none", 0.0);
    in->joiners.level_reverts.shock_sd = in->joiners.placement_sd = none;
    in->leavers.yearly.national_sd = in->leavers.yearly.local_sd = none;
    in->migration = (struct migration_in){ .out = none, .balance = none, .residual_sd = none };
    for (size_t m = 0; m < N_MONTH; m++)
        in->joiners.months[m] = 1.0 / N_MONTH;
    in->leavers.level = quantity(in, "leave", 0.8, 1.0, 1.25);
    in->leavers.level_post16 = quantity(in, "leave16", 0.8, 1.0, 1.25);
    in->movers.turnover = quantity(in, "turnover", 0.7, 1.0, 1.4);
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
    in->movers.n_rule = sizeof rule / sizeof rule[0];
    in->movers.rule = room(in->movers.n_rule, sizeof *in->movers.rule);
    for (size_t i = 0; i < in->movers.n_rule; i++)
        in->movers.rule[i] = (struct move_in){
            "bench", rule[i].ncy,  category_name(rule[i].from), category_name(rule[i].to),
            NULL,    rule[i].share
        };
}

static void
money(struct inputs *in)
{
    in->inflation = path(in, "inflation", 0.03, 0.02);
    in->sector_correlation = -1;
    in->price = room(in->n_setting, sizeof *in->price);
    for (size_t s = 0; s < in->n_setting; s++) {
        if (in->setting[s].no_cost)
            continue;
        struct price_in *p = &in->price[in->n_price++];
        *p = (struct price_in){
            .where = "bench", .setting = in->setting[s].id, .topup_gbp = -1, .place_gbp = -1
        };
        p->drift = p->place_empty_gbp = p->protection = p->joint_funding = -1;
        p->fee_gbp =
            quantity(in, "fee", 9000.0, 11000.0 + 4000.0 * (double)s, 17000.0 + 8000.0 * (double)s);
        p->growth = path(in, "price", 0.01, 0.01);
        p->spread = fixed(in, "spread", 0.5);
    }
    in->n_line = 5;
    in->line = room(in->n_line, sizeof *in->line);
    for (size_t i = 0; i < in->n_line; i++)
        in->line[i] =
            (struct line_in){ "bench", text("line%zu", i),     "",
                              "1.2.5", fixed(in, "line", 3e5), path(in, "line", 0.0, 0.0) };
    static struct grant_known_in known = { "bench", 2025, 30e6, 0.0 };
    in->grant = (struct grant_in){
        .where = "bench", .basis = GRANT_AFTER_DEDUCTIONS, .known = &known, .n_known = 1
    };
    in->grant.growth = path(in, "grant", 0.05, 0.04);
    in->grant.local_sd = fixed(in, "local", 0.01);
    in->grant.deductions_growth = fixed(in, "deductions", 0.0);
    static struct block_in block[2] = { { .where = "bench",
                                          .id = "high_needs",
                                          .label = "High Needs Block",
                                          .before_recoupment_gbp = 1.0 },
                                        { .where = "bench",
                                          .id = "schools",
                                          .label = "Schools Block",
                                          .budget_gbp = 1e8,
                                          .outturn_gbp = 1e8 } };
    in->dsg = (struct dsg_in){
        .where = "bench", .block = block, .n_block = 2, .carry_forward_gbp = -1e7
    };
    block[0].growth = block[1].growth = fixed(in, "block", 0.02);
    static struct scenario_in scenario[2] = { { .where = "bench", .id = "a", .label = "A" },
                                              { .where = "bench", .id = "b", .label = "B" } };
    in->scenario = scenario;
    in->n_scenario = 2;
}

void
bench_inputs(const struct bench_area *area, struct inputs *out)
{
    *out = (struct inputs){ .area = "Benchshire",
                            .title = "Benchmark",
                            .about = "",
                            .base_census = 2025,
                            .position_date = "",
                            .position_plans = (double)NAN };
    out->horizon_years = (int)area->n_year;
    out->simulations = area->simulations;
    out->seed = 20261122.0;
    out->quantity = room(MOST_QUANTITIES, sizeof *out->quantity);
    people(out, area);
    rates(out, area);
    money(out);
}
