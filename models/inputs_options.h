/* inputs_options.h: what a scenario file says of options. Part of inputs.h, which says how all of
 * it is filled and read. */
#ifndef INPUTS_OPTIONS_H
#define INPUTS_OPTIONS_H

/* A list and its length stand on one line here. clang-format off */

#include "inputs_common.h"

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

/* clang-format on */

#endif
