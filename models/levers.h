/* levers.h: what options change, by year, in one future of one scenario. Options write levers
 * (options/option.h), models read them; an option never touches the state itself. Without options
 * every factor is 1 and every amount 0, and a model that reads them gives the same bits as one that
 * does not.
 *
 *   field            | index                 | unit, and what it does
 *   joining          | [year][NCY][need]     | factor on the rate of new plans
 *   refusing         | [year]                | share of the requests otherwise agreed that are
 *                                            refused (where there is a pipeline)
 *   assessing        | [year]                | assessments more that can be finished (where there
 *                                            is a pipeline whose capacity is limited)
 *   price_factor     | [year][setting]       | factor on the top-up or fee of a place-year, before
 *                                            protection of schools
 *   price_rise       | [year][setting]       | factor on the price for good: it is raised, and
 *                                            protected as raised
 *   price_gbp        | [year][setting]       | pounds added to it, of the year itself
 *   price_growth     | [year][setting]       | added to its yearly growth
 *   joint_share      | [year][setting]       | share of what placements cost that health and social
 *                                            care pay; 0 to 1
 *   commissioned     | [year][setting]       | commissioned place-years added to those of the
 *                                            financial year; below 0: taken away
 *   line_gbp         | [year][line]          | pounds added to a line
 *   deductions_gbp   | [year]                | pounds added to DfE's deductions (provision.h)
 *   cost_gbp         | [year][account]       | revenue cost of the options themselves
 *   capital_gbp      | [year]                | capital spent in the financial year
 *   transfer_share   | [year]                | of the schools block before recoupment, to high
 *                                            needs
 *   rise_gbp         | [year][option]        | pounds of the year in which the option starts,
 *                                            which grow with the prices of its settings
 *   raised_gbp       | [year][setting]       | what they have come to (options_raise)
 *   shift            | [year][option]        | children, or the share of them, that the option
 *                                            would move (shifts.h)
 *   per_child_gbp    | [year][option]        | revenue cost of each of them, in the year they move
 *
 * Years count from 0, the first forecast year; NCY is the index from NCY_MIN, after ageing;
 * settings, lines and options are in the model's order. Amounts of money are in prices of the first
 * forecast year; capital, transfers, price_gbp, deductions and place funding (ACCOUNT_DSG_PLACES)
 * are cash. */
#ifndef LEVERS_H
#define LEVERS_H

#include "calendar.h"

/* Who pays. The last two, place funding of new places, are the DSG's too, on a line of their own;
 * the last one's rises with general inflation. */
enum account {
    ACCOUNT_DSG,
    ACCOUNT_GENERAL_FUND,
    ACCOUNT_DSG_PLACES,
    ACCOUNT_DSG_PLACES_UPRATED,
    N_ACCOUNT
};

struct levers {
    size_t n_year, n_need, n_setting, n_line, n_option;
    double *joining, *price_factor, *price_rise; /* all in one block, owned: factors */
    double *refusing, *assessing, *price_gbp, *price_growth, *joint_share, *commissioned, *line_gbp,
        *cost_gbp, *capital_gbp, *deductions_gbp; /* and amounts */
    double *transfer_share, *rise_gbp, *raised_gbp, *shift, *per_child_gbp;
    double *block;
    size_t n_block;
    bool joining_on, shift_on, rise_on; /* is any of these levers not neutral? */
};

/* Room for the levers, neutral: the lengths are those that self has been given. */
HR_CHECKED int levers_init(struct levers *self, struct hr_err *err);
void levers_release(struct levers *self);
/* Back to neutral. */
void levers_reset(struct levers *self);

static inline double
lever_cost(const struct levers *self, size_t year, enum account account)
{
    return self->cost_gbp[year * N_ACCOUNT + (size_t)account];
}
/* Place funding of options' places, in cash. price_level: general prices relative to the first
 * forecast year. */
static inline double
lever_places_cost(const struct levers *self, size_t year, double price_level)
{
    return lever_cost(self, year, ACCOUNT_DSG_PLACES) +
           lever_cost(self, year, ACCOUNT_DSG_PLACES_UPRATED) * price_level;
}
/* All that options cost the DSG, in cash. */
static inline double
lever_dsg_cost(const struct levers *self, size_t year, double price_level)
{
    return lever_cost(self, year, ACCOUNT_DSG) * price_level +
           lever_places_cost(self, year, price_level);
}
static inline double *
lever_joining(const struct levers *self, size_t year, size_t i_ncy, size_t need)
{
    return &self->joining[(year * N_NCY + i_ncy) * self->n_need + need];
}

#endif
