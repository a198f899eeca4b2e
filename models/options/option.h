/* option.h: what a council may do about it. An option is data: who it is for, when it starts, how
 * it builds up, the chance that it happens at all, how late, what it does, what it costs. It never
 * touches the state: it writes levers (levers.h), year by year, and models read them. Every kind is
 * a file of this folder with one function that writes and the words that explain it.
 *
 * When. A start of "2022/23" is 1 April 2022; of new places 1 September, and they are paid for by
 * the day. For other kinds a month is a twelfth of a year, so that 1 September leaves 7/12 of the
 * financial year. Of a year's effect an option has the part in which it runs:
 *
 *   financial  April to March            prices, lines, costs, places that are funded
 *   calendar   January to December       new plans, requests
 *   summer     1 September, all or none  children who move or whose plan ends, at the end of the
 *                                        academic year
 *
 *   e(t) = effect * f(t) * ramp[k] * (1 - fade)^(k - n)      f: part of the year in force; k: years
 *       since the start (0 is the first)
 *
 *   symbol  | field          | unit                    | source
 *   effect  | share, ...     | the kind's own          | scenario: low, central and high. No
 *                                                      controlled estimate of any option is in
 *                                                      print
 *   ramp[k] | ramp           | share of the effect     | scenario; its last entry stays, n is its
 *                                                      place
 *   fade    | fade           | per year                | scenario
 *   -       | delivery       | probability             | scenario; one draw a replicate, shared by
 *                                                      scenarios. Expected-value run: likelier
 *                                                      answer
 *   -       | delay_years    | years                   | scenario; puts start (not end) off, shared
 *                                                      by scenarios; past its end it never happens
 *   -       | lag_years      | years                   | scenario; the effect starts, and ends,
 *                                                      that much later
 *
 * Effects of several options on one thing multiply (factors, shares that others pay) or add up
 * (pounds, places). Children are moved one shift after the other (shifts.h). */
#ifndef OPTION_H
#define OPTION_H

#include "levers.h"
#include "places.h"
#include "shifts.h"
#include "step.h"

#define ANY_YEAR SIZE_MAX

enum period { PERIOD_FINANCIAL, PERIOD_CALENDAR, PERIOD_SUMMER };

struct council_option { /* compiled; immutable */
    const struct option_in *in;
    const struct option_kind_of *kind;
    size_t index; /* among the options in the model's order, by id */
    uint32_t item;
    int base_year;     /* calendar year of step 0 */
    double start, end; /* years: 2022.25 is 1 April 2022; end INFINITY: none */
    double delivery;
    bool *setting; /* owned; [setting]: those it is for */
    bool *need;    /* owned; [need] */
    bool ncy[N_NCY];
    size_t to, line;   /* setting and line it names; SIZE_MAX: none */
    double place_gbp;  /* 1 when the setting's price pays for places, which then follow the places
                          added; else 0 */
    double level_unit; /* what a level of its ladder is multiplied by: 1e6 where the key is in GBP
                          million */
    struct shift shift;
};

struct fate { /* one option in one replicate, shared by scenarios */
    bool delivered;
    double start; /* years; late */
};

struct option_case { /* what an option is given to write its levers */
    const struct council_option *option;
    const struct fate *fate;
    double level; /* of its ladder, in place of what the scenario says; NAN: as drawn */
    const double *value;
    struct draw *draw;
};

struct option_kind_of {
    const char *name;      /* "repatriation" */
    const char *children;  /* what it does to children */
    const char *money;     /* and then to money */
    const char *sides;     /* its side effects */
    const char *unknown;   /* what is not known about it */
    const char *wants;     /* keys it must have; names in spaces, like the next two. A bar between
                              names: one of them */
    const char *takes;     /* keys it may have, beside those that all may */
    const char *levels_of; /* the key that a ladder's levels stand for */
    void (*write)(const struct option_case *of, struct levers *levers);
};
extern const struct option_kind_of *const option_kinds[N_OPTION_KIND];
extern const struct option_kind_of option_repatriation, option_new_places, option_inclusion,
    option_early_support, option_ceasing, option_assessment_threshold, option_top_up_cut,
    option_price_control, option_joint_funding, option_empty_places, option_service_redesign,
    option_block_transfer;

/* Delivered or not, and when: one draw at the option's address. */
void option_fate(const struct council_option *self, const double *value, struct draw *draw,
                 struct fate *out);
/* Writes the option's levers and costs on top of what is there. */
void option_write(const struct option_case *of, struct levers *levers);

/* ---- for the kinds */

/* The part of its full effect that the option has in a year; 0 before it starts. lag: years after
 * the start until it shows. */
double option_part(const struct option_case *of, enum period period, size_t year, double lag);
/* The same without ramp and fading: is it running, some years (lag) after its start? */
double option_running(const struct option_case *of, enum period period, size_t year, double lag);
/* A quantity of this replicate; none (-1): fallback. */
double option_value(const struct option_case *of, quantity_id id, double fallback);
/* What the option does at its full effect: its level where a ladder gives one, else the quantity.
 * */
double option_effect(const struct option_case *of, quantity_id id);
/* Places that are there from a step of the ramp on, whole in a simulated future; steps are a year
 * apart, and the first is step 0. */
double option_places(const struct option_case *of, size_t step);
static inline size_t
option_n_step(const struct council_option *self)
{
    return self->in->n_ramp > 0 ? self->in->n_ramp : 1;
}

#endif
