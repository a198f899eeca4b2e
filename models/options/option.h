/* option.h: what a council may do about it. An option is data: who it is for, when it starts, how
 * it builds up, the chance that it happens at all, how late, what it does, what it costs. It never
 * touches the state: it writes levers (levers.h), year by year, and models read them. Every kind is
 * a file of this folder with one function that writes and the words that explain it.
 *
 * When. A start of "2022/23" is 1 April 2022; of new places 1 September. A month is a twelfth of a
 * year (calendar.h), so that 1 September leaves 7/12 of the financial year. Of a year's effect an
 * option has the part in which it runs:
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

#include "field.h"
#include "calendar.h"
#include "levers.h"
#include "places.h"
#include "shifts.h"
#include "step.h"

/* Options (models/options/option.h). Which keys each type reads is in its own file. A start in the
 * future may be put off (delay_years) or never come (delivery). */
enum option_kind {
    OPTION_REPATRIATION,         /* children come back from dear placements at phase transfer */
    OPTION_NEW_PLACES,           /* places are added to a setting that can be full */
    OPTION_INCLUSION,            /* new plans are placed elsewhere than they would be */
    OPTION_EARLY_SUPPORT,        /* fewer children come to need a plan */
    OPTION_CEASING,              /* plans that are no longer needed end at annual review */
    OPTION_ASSESSMENT_THRESHOLD, /* more requests are refused */
    OPTION_TOP_UP_CUT,
    OPTION_PRICE_CONTROL, /* fees, or their growth, are lowered */
    OPTION_JOINT_FUNDING, /* health and social care pay a share */
    OPTION_EMPTY_PLACES,  /* funded places that nobody takes are no longer funded */
    OPTION_SERVICE_REDESIGN,
    OPTION_BLOCK_TRANSFER, /* from the schools block */
    N_OPTION_KIND
};
struct option_cost_in {
    int account; /* enum account of revenue, once and per_child (levers.h); per_place is the DSG's
                  */
    quantity_id revenue_gbp,
        once_gbp; /* a year, while it runs; in the year it starts; -1: none, like all below */
    quantity_id per_child_gbp, per_place_gbp; /* once for each child who moves; a year for each
                                                 place that is there, filled or not */
    quantity_id capital_gbp;                  /* spent in the year it starts */
    double abortive; /* share of capital that is spent although it is never delivered */
};
struct option_in {
    const char *where;
    const char *id, *label;
    int kind;                /* enum option_kind */
    const char *start, *end; /* "2022/23": 1 April 2022; or a day; end: "" no end */
    double *ramp;  /* share of the full effect in the first, second, ... year; the last one stays */
    size_t n_ramp; /* none: at once in full */
    double delivery; /* chance that it happens at all; NAN: delivery_words says it, and without
                        either it happens */
    const char *delivery_words;
    quantity_id delay_years;             /* -1: none, like all below */
    quantity_id share, children, places; /* how much, in the unit that the kind reads: */
    quantity_id amount_gbp, yearly_gbp;  /* pounds for each place-year; pounds a year */
    quantity_id growth;                  /* change of a yearly growth */
    quantity_id refused; /* of those it is for: families who refuse, appeals that are lost */
    quantity_id lag_years,
        fade; /* years until it shows; share of the effect that is lost each year after */
    const char **setting;
    size_t n_setting; /* ids or category names it is for */
    const char *to;   /* id */
    int *ncy;
    size_t n_ncy;
    int from_age, to_age; /* ages at 31 August, inclusive */
    const char **need;
    size_t n_need; /* none: all */
    const char *line;
    int phase;               /* enum phase, of new places */
    quantity_id moves_out;   /* side effect of a cut: share of the children there who move to `to`
                                each year, at the full cut */
    quantity_id requests;    /* side effect of a cut: new plans more, as a share of them */
    double forum, secretary; /* chance of consent to a transfer of up to the limit; of what needs
                                the Secretary of State; NAN */
    double planned_gbp; /* what the council's plan counts on by the end of the forecast; NAN: not
                           said */
    double *level;
    size_t n_level; /* of the ladder: values of the key that says how much */
    struct option_cost_in cost;
    bool is_held; /* by `headroom seek`: at a level of its ladder, not by a key */
    double held;
};
struct odds_word_in { /* what the words of a paper mean */
    const char *where;
    const char *word;
    double chance;
};

extern const struct field_table option_fields;
extern const struct field_table odds_word_fields;

#define ANY_YEAR SIZE_MAX

enum period { PERIOD_FINANCIAL, PERIOD_CALENDAR, PERIOD_SUMMER };

struct council_option { /* compiled; immutable */
    const struct option_in *in;
    const struct option_kind_of *kind;
    size_t index; /* among the options in the model's order, by id */
    uint32_t item;
    int base_year;     /* calendar year of step 0 */
    double start, end; /* moments (calendar.h); end INFINITY: none */
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
    double start; /* late */
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
