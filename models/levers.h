/* levers.h: what options change, by year, in one future of one scenario. Options write levers (options/option.h), models read them; an
 * option never touches the state itself. Without options every factor is 1 and every amount 0, and a model that reads them gives the same
 * bits as one that does not.
 *
 *   field            | index                 | unit, and what it does
 *   joining          | [year][NCY][need]     | factor on the rate of new plans
 *   leaving          | [year][NCY][setting]  | factor on the odds that a plan ends
 *   refusing         | [year]                | factor on the odds that a request is refused (where there is a pipeline)
 *   price_factor     | [year][setting]       | factor on the top-up or fee of a place-year, before protection of schools
 *   price_gbp        | [year][setting]       | pounds added to it
 *   price_growth     | [year][setting]       | added to its yearly growth
 *   joint_share      | [year][setting]       | share of what placements cost that health and social care pay; 0 to 1
 *   commissioned     | [year][setting]       | commissioned place-years added to those of the financial year; below 0: taken away
 *   line_gbp         | [year][line]          | pounds added to a line
 *   cost_gbp         | [year][account]       | revenue cost of the options themselves
 *   capital_gbp      | [year]                | capital spent in the financial year
 *   transfer_share   | [year]                | of the schools block before recoupment, to high needs
 *
 * Years count from 0, the first forecast year; NCY is the index from NCY_MIN, after ageing; settings and lines are in the plan's order. */
#ifndef LEVERS_H
#define LEVERS_H

#include "inputs.h"

enum account { ACCOUNT_DSG, ACCOUNT_GENERAL_FUND, N_ACCOUNT };

struct levers {
    size_t n_year, n_need, n_setting, n_line;
    double *joining, *leaving, *refusing; /* all in one block, owned */
    double *price_factor, *price_gbp, *price_growth, *joint_share, *commissioned, *line_gbp, *cost_gbp, *capital_gbp, *transfer_share;
    double *block;
    size_t n_block;
    bool people; /* is any lever on people not neutral? Models may skip them otherwise; */
    bool money;  /* on prices, lines or costs */
};

HR_CHECKED int levers_init(struct levers *self, size_t n_year, size_t n_need, size_t n_setting, size_t n_line, struct hr_err *err);
void levers_release(struct levers *self);
/* Back to neutral. */
void levers_reset(struct levers *self);

static inline double *
lever_joining(const struct levers *self, size_t year, size_t i_ncy, size_t need)
{
    return &self->joining[(year * N_NCY + i_ncy) * self->n_need + need];
}
static inline double *
lever_leaving(const struct levers *self, size_t year, size_t i_ncy, size_t setting)
{
    return &self->leaving[(year * N_NCY + i_ncy) * self->n_setting + setting];
}

#endif
