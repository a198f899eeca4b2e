#include "made_history.h"

#include "calibrate.h"
#include "cohorts.h"
#include "money_inputs.h"
#include "replicate.h"

#include <math.h>
#include <string.h>

enum { BLOCK_YEARS = 6 };
const double MADE_OUT = 0.05;

/* What is true of the country. */
static const double PHI = 0.85, LEVEL_SHOCK = 0.10, TRANSITORY = 0.15, USUAL = -0.05;
static const double GROWTH_LONG_RUN = 0.04, GROWTH_FIRST_SD = 0.03, GROWTH_SHOCK = 0.03;
static const double POST16_YEARLY = 0.35, OUTFLOW_YEARLY = 0.012;
/* Of money: of the block as settlement.h has it; of prices, noise of one year's return that the
 * next takes back: what the first year's own spread (0.055) and that of later years (0.017,
 * money_inputs.c) say together. */
static const double TRAIT_NOISE = 0.0161, RETURN_NOISE = 0.037;
static const double PRICE_GBP = 12000.0, PRICE_SD = 0.15, BLOCK_GBP = 3e7;

const struct made_before *
made_before(void)
{
    static struct made_before self;
    static bool made;
    struct hr_err err = { 0 };
    if (made)
        return &self;
    cohorts_evidence(&(struct cohorts){ .n = made_areas, .until = MADE_BEGIN }, &self.evidence);
    made_must(fit_init(&self.fit, &self.evidence, MADE_BEGIN, &err), &err);
    for (int i = 0; i <= made_areas; i++) {
        char code[12];
        made_must(fit_people(&self.fit, cohorts_code(i, code), &self.people[i], &err), &err);
    }
    self.fit.level =
        (struct level_fit){ .phi = PHI, .shock_sd = LEVEL_SHOCK, .transitory_sd = TRANSITORY };
    self.fit.outflow.post16.yearly_sd = POST16_YEARLY;
    self.fit.outflow.outflow.yearly_sd = OUTFLOW_YEARLY;
    self.fit.scale_sd = 0.0;
    made = true;
    return &self;
}

/* The shock of a year, as the run drew it. */
static double
shock_of(const struct model *model, bool national, uint32_t purpose, int year)
{
    struct draw draw;
    draw_init(&draw, model->seed, model->area, 0);
    draw_at(&draw, &(struct draw_key){ .national = national,
                                       .purpose = purpose,
                                       .item = model->joiners.item,
                                       .year = (unsigned)year });
    return draw_shock(&draw);
}

/* The engine takes half of the variance of e(t) + u(t) off (joiners.h). A run that begins at the
 * origin knows of no e before it, so what of that comes from before is in its level. */
static void
take_states(const struct model *model, const double *value, struct made_history *out)
{
    const struct joiners_in *in = &model->in->joiners;
    double e = 0.0, variance = 0.0, g = 0.0;
    for (int year = 0; year < MADE_YEARS; year++) {
        e = PHI * e + LEVEL_SHOCK * shock_of(model, false, model->joiners.purpose_level, year);
        variance = PHI * PHI * variance + LEVEL_SHOCK * LEVEL_SHOCK;
        g = value[in->growth.persistence] * g +
            value[in->growth.shock_sd] * shock_of(model, true, model->joiners.purpose_growth, year);
    }
    out->level = USUAL + pow(PHI, MADE_YEARS) * (log(value[in->level]) - USUAL) + PHI * e -
                 0.5 * PHI * PHI * variance;
    out->growth = value[in->growth.long_run] +
                  pow(value[in->growth.persistence], MADE_YEARS) *
                      (value[in->growth.first] - value[in->growth.long_run]) +
                  value[in->growth.persistence] * g;
    out->shock = GROWTH_SHOCK * shock_of(model, true, model->joiners.purpose_growth, MADE_YEARS);
}

static void
run(const struct fit_inputs *inputs, struct made_history *out)
{
    struct hr_err err = { 0 };
    struct model model;
    struct work work;
    struct headcount count;
    made_must(model_make(&model, &inputs->in, &err), &err);
    made_must(work_init(&work, &model, &err), &err);
    made_must(headcount_init(&count, &model, &err), &err);
    work.headcount = &count;
    replicate_begin(&model, 0, &work);
    made_must(replicate_run(&model, 0, &work, &err), &err);
    for (int year = 0; year < MADE_YEARS; year++) {
        memcpy(out->plans[year + 1], headcount_stock(&count, 0, (size_t)year),
               sizeof out->plans[0]);
        memcpy(out->joined[year], headcount_joined(&count, 0, (size_t)year), sizeof out->joined[0]);
    }
    take_states(&model, work.value, out);
    out->national = work.future.year[MADE_YEARS - 1].people.joining_national;
    for (int year = 0; year <= MADE_YEARS; year++)
        out->spending[year] = work.future.year[year].money.spending_gbp;
    for (int year = 0; year <= MADE_YEARS; year++)
        out->block[year] = work.future.year[year].money.grant_gbp;
    out->price =
        out->spending[MADE_YEARS] / future_setting(&work.future, MADE_YEARS, 0)->cost.place_years;
    headcount_release(&count);
    work_release(&work);
    model_release(&model);
}

/* Prices of the authority's own height, a block that follows England's; the first year is as typed,
 * so that its spread is not in a history. */
static void
add_money(struct fit_inputs *inputs, unsigned seed, int area, double trait)
{
    struct money_area money = { .price_gbp =
                                    PRICE_GBP * exp(PRICE_SD * made_z(seed, "true-price", area)),
                                .momentum = 1.0,
                                .block = { BLOCK_GBP },
                                .n_block = 1,
                                .trait = trait,
                                .other_gbp = (double)NAN };
    const struct money_fit nation = { .price_first = PRICE_LONG_RUN, .block_growth = 0.05 };
    struct money_fit of = nation;
    of.england_plans = 100.0;
    of.england_new_plans = 15.0;
    money_inputs_add(inputs, &of, &money, false);
    made_set(inputs, "prices.topup_gbp", money.price_gbp);
    made_set(inputs, "grant.local_sd", TRAIT_NOISE);
}

void
made_live(unsigned seed, int area, struct made_history *out)
{
    static struct fit_inputs inputs;
    const struct made_before *before = made_before();
    const struct truth truth = truth_of(seed, area);
    struct fit fit = before->fit;
    struct people_fit people = before->people[area];
    fit.growth = (struct growth_fit){ .first = GROWTH_LONG_RUN,
                                      .first_sd = GROWTH_FIRST_SD,
                                      .long_run = GROWTH_LONG_RUN,
                                      .persistence = fit.growth.persistence,
                                      .shock_sd = GROWTH_SHOCK };
    people.level = exp(truth.level);
    people.level_to = exp(USUAL);
    people.post16 = exp(truth.post16);
    people.out = MADE_OUT;
    people.balance = truth.balance;
    people.level_sd = people.post16_sd = people.balance_sd = 0.0;
    memcpy(out->plans[0], people.plans, sizeof people.plans);
    fit_inputs_init(&inputs, &fit, &people, (struct fit_run){ false, MADE_YEARS + 1, 1.0, seed });
    add_money(&inputs, seed, area, truth.trait);
    made_fit_quantities(&inputs);
    run(&inputs, out);
    made_release(&inputs);
    for (int year = 0; year <= MADE_YEARS; year++) /* as returned */
        out->spending[year] *=
            exp(RETURN_NOISE * made_z(seed + 1000003u * (unsigned)year, "true-return", area));
    out->price *=
        exp(RETURN_NOISE * made_z(seed + 1000003u * (unsigned)MADE_YEARS, "true-return", area));
}

/* ---- published */

static void
put_children(struct evidence *to, int area, int year, const double people[N_NCY])
{
    const struct observation all = made_count(area, EVIDENCE_POPULATION, year);
    double children = 0.0;
    for (int age = 0; age < N_NCY; age++) {
        struct observation one = all;
        one.from_age = one.to_age = (short)age;
        children += age < 18 ? people[age] : 0.0;
        if (area != 0)
            made_put(to, one, people[age]);
    }
    struct observation young = all;
    young.from_age = 0;
    young.to_age = 17;
    made_put(to, young, children);
}

static void
put_history(struct evidence *to, int area, const struct made_history *history,
            const double people[N_NCY])
{
    for (int year = 0; year <= MADE_YEARS; year++)
        made_put_ages(to, made_count(area, EVIDENCE_PLANS, MADE_BEGIN + year),
                      history->plans[year]);
    for (int year = 0; year < MADE_YEARS; year++)
        made_put_ages(to, made_count(area, EVIDENCE_NEW_PLANS, MADE_BEGIN + year),
                      history->joined[year]);
    for (int year = -1; year < MADE_YEARS; year++)
        put_children(to, area, MADE_BEGIN + year, people);
    for (int year = 0; year < MADE_YEARS; year++)
        made_put(to, made_count(area, EVIDENCE_SPENDING, MADE_BEGIN + 1 + year),
                 history->spending[year]);
    for (int year = MADE_YEARS - BLOCK_YEARS; year <= MADE_YEARS; year++)
        made_put(to, made_count(area, EVIDENCE_BLOCK, MADE_BEGIN + 1 + year), history->block[year]);
}

static void
add_up(struct made_history *sum, const struct made_history *x)
{
    for (int year = 0; year <= MADE_YEARS; year++)
        for (int age = 0; age < N_NCY; age++) {
            sum->plans[year][age] += x->plans[year][age];
            sum->joined[year < MADE_YEARS ? year : 0][age] +=
                year < MADE_YEARS ? x->joined[year][age] : 0.0;
        }
    for (int year = 0; year <= MADE_YEARS; year++) {
        sum->spending[year] += x->spending[year];
        sum->block[year] += x->block[year];
    }
}

void
made_publish(const struct made_history *history, struct evidence *out)
{
    static struct made_history england;
    const struct made_before *before = made_before();
    double people[N_NCY], all[N_NCY] = { 0.0 };
    struct hr_err err = { 0 };
    england = (struct made_history){ .level = 0.0 };
    evidence_init(out);
    const int nation = made_area(out, 0);
    for (int i = 1; i <= made_areas; i++) {
        population_at(&before->people[i].population, MADE_BEGIN, people);
        for (int age = 0; age < N_NCY; age++)
            all[age] += people[age];
        put_history(out, made_area(out, i), &history[i], people);
        add_up(&england, &history[i]);
    }
    put_history(out, nation, &england, all);
    made_must(evidence_finish(out, &err), &err);
}
