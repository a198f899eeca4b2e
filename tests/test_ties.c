/* The futures of the files here tie to their ledgers: in each, plans held at the position date cost
 * what the ledger or the expected-value run says. Runs from the project root. */
#include "calibrate.h"
#include "money_year.h"
#include "scenario.h"
#include "claim.h"

#include <math.h>

enum { N_FUTURE = 2000 };
static const double A_POUND = 1.0;
/* far: the most that the mean of the first year may be from the expected-value run's, of the whole.
 * In Kingston a special school is full in more futures than in the expected-value run, and who
 * finds no place there costs more. */
static const struct {
    const char *path;
    double far;
} file[] = { { "scenarios/kingston-2021.cfg", 0.0025 },
             { "scenarios/kingston-2017.cfg", 0.002 },
             { "scenarios/richmond-2017.cfg", 0.002 },
             { "scenarios/kingston-richmond-2017.cfg", 0.002 },
             { "scenarios/worcestershire-2020.cfg", 0.002 },
             { "scenarios/rotherham-2018.cfg", 0.002 },
             { "scenarios/starter.cfg", 0.002 } };
enum { N_FILE = sizeof file / sizeof file[0] };

struct area {
    struct scenario scenario;
    struct model model;
    struct work work;
    double held_gbp, later_gbp; /* first year of the expected-value run */
};

static void
run(struct area *self)
{
    struct hr_err err = { 0 };
    cr_assert_eq(replicate_run(&self->model, 0, &self->work, &err), 0, "%s", err.text);
}

static double
held_gbp(const struct area *self)
{
    const struct held_cost held = money_held(&self->model, &self->work.future);
    return held.priced_gbp + held.other_gbp;
}

static void
area_load(struct area *self, const char *path, int horizon_years)
{
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load(path, NULL, 0, &self->scenario, &err), 0, "%s", err.text);
    self->scenario.inputs.horizon_years = horizon_years;
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&self->work, &self->model, &err), 0, "%s", err.text);
}

static void
area_init(struct area *self, const char *path)
{
    area_load(self, path, 1);
    replicate_begin_expected(&self->model, &self->work);
    run(self);
    self->held_gbp = held_gbp(self);
    self->later_gbp = self->work.future.year[0].money.later_gbp;
}

static void
area_release(struct area *self)
{
    work_release(&self->work);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

/* How far this future may end from the ledger. */
static double
error_of(const struct area *self)
{
    const quantity_id error = self->model.in->dsg.outturn_error;
    return error == 0 ? 0.0 : self->work.value[error];
}

/* The mean of what later plans cost; farthest_gbp: of any future's plans held from what they should
 * cost. */
static double
run_futures(struct area *self, double *farthest_gbp)
{
    double later_gbp = 0.0;
    for (size_t k = 0; k < N_FUTURE; k++) {
        replicate_begin(&self->model, k, &self->work);
        run(self);
        const double want_gbp = self->held_gbp * (1.0 + error_of(self));
        *farthest_gbp = fmax(*farthest_gbp, fabs(held_gbp(self) - want_gbp));
        later_gbp += self->work.future.year[0].money.later_gbp / N_FUTURE;
    }
    return later_gbp;
}

Claim(ties, plans_held_cost_the_ledgers_outturn_in_every_future_of_the_papers_and_the_starter)
{
    for (size_t i = 0; i < N_FILE; i++) {
        struct area area;
        double farthest_gbp = 0.0;
        area_init(&area, file[i].path);
        const double outturn_gbp = area.model.block[area.model.high_needs]->outturn_gbp,
                     later_gbp = run_futures(&area, &farthest_gbp);
        cr_expect_float_eq(area.held_gbp, outturn_gbp, 2000.0, "%s ties in check", file[i].path);
        cr_expect_leq(farthest_gbp, A_POUND, "%s: £%.2f away", file[i].path, farthest_gbp);
        const double far = (later_gbp - area.later_gbp) / (area.held_gbp + area.later_gbp);
        cr_expect_leq(fabs(far), file[i].far, "%s: the mean of the first year is %.3f%% away",
                      file[i].path, 100.0 * far);
        area_release(&area);
    }
}

static double
factor_of(struct area *self, size_t replicate)
{
    struct hr_err err = { 0 };
    replicate_begin(&self->model, replicate, &self->work);
    cr_assert_eq(replicate_first_year(&self->model, &self->work, &err), 0, "%s", err.text);
    return self->work.money.costs.factor;
}

/* The last has places that are paid for and open through the years: those of a future before are
 * not in the first year of the next. */
Claim(ties, the_factor_of_a_future_is_the_same_whatever_ran_before)
{
    static const char *const path[] = { "scenarios/kingston-2021.cfg", "scenarios/starter.cfg",
                                        "tests/bad/parts/all.cfg" };
    for (size_t i = 0; i < sizeof path / sizeof path[0]; i++) {
        struct area area;
        area_load(&area, path[i], 4);
        const double alone = factor_of(&area, 7);
        replicate_begin(&area.model, 3, &area.work);
        run(&area);
        cr_expect_eq(factor_of(&area, 7), alone, "%s", path[i]);
        area_release(&area);
    }
}
