/* option.h: what a council may do about it. An option is data: who it is for, when it starts, how
 * it builds up, the chance that it happens at all, how late, what it does, what it costs. It never
 * touches the state: it writes levers (levers.h), year by year, and models read them. Every kind is
 * a file of this folder: the keys it reads, what it checks, what it writes, and the words that
 * explain it.
 *
 * When. A start of "2022/23" is 1 April 2022; of new places 1 September. An end is the last year or
 * day in force: "2022/23" is 31 March 2023; of new places 31 August. A month is a twelfth of a
 * year (calendar.h), so that 1 September leaves 7/12 of the financial year. Of a year's effect an
 * option has the part in which it runs:
 *
 *   financial  April to March            prices, lines, costs, places that are funded
 *   calendar   January to December       new plans, requests
 *   summer     1 September, all or none  children who move or whose plan ends, at the end of the
 *                                        academic year
 *
 *   e(t) = effect * sum over k of f(t, k) * ramp[k] * (1 - fade)^(k - n)
 *
 * k: the option's own years, 0 from its start to the first anniversary; f(t, k): the part of year t
 * that lies in it and before the end. A start on 1 September has 5/12 of the second financial year
 * in k = 0 and 7/12 in k = 1. Summers are moments, and a transfer is for a whole financial year:
 * its k-th year has ramp[k].
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
 *                                                      (new places that are late open at the
 *                                                      start of a term, as in places.h)
 *   -       | lag_years      | years                   | scenario; the effect starts, and ends,
 *                                                      that much later
 *
 * Condition. An option with one (a recovery plan) waits for it: in each future, from the second
 * year, the figures of the financial year that has just closed are tested, as of agreements. Where
 * the figure is above the bound the option starts on 1 April of the year that begins (new places on
 * 1 September), or at its own start where that is later; delay_years counts from there. It stays
 * until its end, whatever comes of the figure. Until then it does and costs nothing.
 *
 * Effects of several options on one thing multiply (factors, shares that others pay) or add up
 * (pounds, places). Children are moved one shift after the other (shifts.h). */
#ifndef OPTION_H
#define OPTION_H

#include "agreements.h"
#include "field.h"
#include "calendar.h"
#include "fault.h"
#include "levers.h"
#include "places.h"
#include "shifts.h"
#include "step.h"

/* The kinds, in the order in which they are listed: to add one, write its file and a line here.
 * clang-format off */
#define OPTION_KINDS(KIND)                           \
    KIND(REPATRIATION, repatriation)                 \
    KIND(NEW_PLACES, new_places)                     \
    KIND(INCLUSION, inclusion)                       \
    KIND(EARLY_SUPPORT, early_support)               \
    KIND(CEASING, ceasing)                           \
    KIND(ASSESSMENT_THRESHOLD, assessment_threshold) \
    KIND(ASSESSMENT_CAPACITY, assessment_capacity)   \
    KIND(TOP_UP_CUT, top_up_cut)                     \
    KIND(PRICE_CONTROL, price_control)               \
    KIND(PRICE_RISE, price_rise)                     \
    KIND(JOINT_FUNDING, joint_funding)               \
    KIND(EMPTY_PLACES, empty_places)                 \
    KIND(SERVICE_REDESIGN, service_redesign)         \
    KIND(BLOCK_TRANSFER, block_transfer)
/* clang-format on */
#define OPTION_KIND_ENUM(upper, lower) OPTION_##upper,
enum option_kind { OPTION_KINDS(OPTION_KIND_ENUM) N_OPTION_KIND };

/* Keys that some kinds read and others do not. A sum of them is a set. */
enum option_key {
    KEY_SETTINGS = 1 << 0,
    KEY_TO = 1 << 1,
    KEY_NCY = 1 << 2,
    KEY_AGES = 1 << 3, /* from_age, to_age */
    KEY_NEEDS = 1 << 4,
    KEY_LINE = 1 << 5,
    KEY_PHASE = 1 << 6,
    KEY_SHARE = 1 << 7,
    KEY_CHILDREN = 1 << 8,
    KEY_PLACES = 1 << 9,
    KEY_AMOUNT_GBP = 1 << 10,
    KEY_AMOUNT_GBP_M = 1 << 11,
    KEY_GROWTH = 1 << 12,
    KEY_REFUSED = 1 << 13,
    KEY_LAG_YEARS = 1 << 14,
    KEY_FADE = 1 << 15,
    KEY_MOVES_OUT = 1 << 16,
    KEY_REQUESTS = 1 << 17,
    KEY_FORUM_CHANCE = 1 << 18,
    KEY_SECRETARY_CHANCE = 1 << 19,
    KEY_SCHOOL = 1 << 20,
    KEY_ANNOUNCED = 1 << 21
};
enum { N_OPTION_KEY = 22 };

struct option_cost_in {
    enum account account; /* of revenue, once and per_child; per_place is the DSG's */
    quantity_id revenue_gbp,
        once_gbp; /* a year, while it runs; in the year it starts; 0: none, like all below */
    quantity_id per_child_gbp, per_place_gbp; /* once for each child who moves; a year for each
                                                 place that is there, filled or not */
    bool per_place_uprated;                   /* per_place rises with general inflation */
    quantity_id capital_gbp;                  /* spent in the year it starts */
    double abortive; /* share of capital that is spent although it is never delivered */
};
struct option_in {
    const char *where;
    const char *id, *label;
    enum option_kind kind;
    const char *start, *end; /* "2022/23": 1 April 2022; or a day; end: the last such year or day in
                                force, "" no end */
    double *ramp;  /* share of the full effect in the first, second, ... year; the last one stays */
    size_t n_ramp; /* none: at once in full */
    double delivery; /* chance that it happens at all; NAN: delivery_words says it, and without
                        either it happens */
    const char *delivery_words;
    struct condition_in condition; /* it starts only above the bound; where NULL: none, it starts
                                      anyway */
    quantity_id delay_years;       /* 0: none, like all below */
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
    enum phase phase;        /* of new places, like the next two */
    enum school school;      /* who runs it; UNSAID: paid for as the price and per_place say */
    bool announced;          /* an academy's, in the announced deductions already */
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
    bool baseline; /* decided already: part of every scenario, and named by none */
    bool is_held;  /* by `headroom seek`: at a level of its ladder, not by a key */
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
    uint32_t item, purpose_delivery, purpose_forum, purpose_secretary;
    int base_year;     /* calendar year of step 0 */
    double start, end; /* moments (calendar.h); end: when it is over; INFINITY: never */
    double delivery;
    bool *counted; /* [setting]: of plans, by its condition; NULL: it has none */
    bool *setting; /* [setting]: those it is for */
    bool *need;    /* [need] */
    bool ncy[N_NCY];
    size_t to, line;     /* setting and line it names; SIZE_MAX: none */
    double commissioned; /* 1 when the council pays for its places as for others of the setting,
                            else 0 */
    double deducted_gbp; /* what DfE deducts for one; 0: not an academy's */
    size_t announced;    /* last year whose deductions are known */
    bool by_list;        /* they are a list of academy places, which holds */
    double listed;       /* what is planned to be there by this moment (places.h) */
    double level_unit;   /* what a level of its ladder is multiplied by: 1e6 where the key is in GBP
                          million */
    bool changes_people;
    struct shift shift;
};

struct fate { /* one option in one replicate, shared by scenarios unless it waits for a condition */
    bool delivered;
    double planned, start; /* as planned; late */
};

struct option_case { /* what an option is given to write its levers */
    const struct council_option *option;
    const struct fate *fate;
    double level; /* of its ladder, in place of what the scenario says; NAN: as drawn */
    const double *value;
    struct draw *draw;
};

/* What a kind may look at when it checks an option: that the keys fit is known by then. */
struct option_check {
    const struct option_in *in;
    const struct setting_in *to;  /* NULL: none, or no such setting */
    const struct price_in *price; /* of `to`; NULL: it costs the DSG nothing */
    bool has_pipeline, has_schools_block;
    struct faults *faults;
};

struct option_kind_of {
    const char *name;     /* "repatriation" */
    const char *children; /* what it does to children */
    const char *money;    /* and then to money */
    const char *sides;    /* its side effects */
    const char *unknown;  /* what is not known about it */

    /* Its keys, beside those of every option; sets. */
    unsigned must;      /* all of them */
    unsigned one_of;    /* exactly one of them, where there are any */
    unsigned may;       /* those that may be left out */
    unsigned levels_of; /* those that a ladder's levels may stand for */

    enum period period;      /* it must run in one of these in the forecast */
    bool opens_places;       /* from a September, as children find them (places.h) */
    bool is_of_prices;       /* what the settings it is for cost */
    bool changes_people;     /* who is where, which people_cache.h must know ... */
    unsigned changes_with;   /* ... when one of these is given; 0: always */
    enum shift_stage shifts; /* children it moves, if any (shifts.h) ... */
    unsigned shifts_with;    /* ... when one of these is given; 0: always */
    bool ends_plans;         /* they move to no setting: the plan ends */
    const int *usual_ncy;    /* year groups it is for when none are named; NULL: by age */
    size_t n_usual_ncy;

    void (*check)(const struct option_check *of); /* what keys alone do not show; NULL: nothing */
    void (*write)(const struct option_case *of, struct levers *levers);
};
extern const struct option_kind_of *const option_kinds[N_OPTION_KIND];
#define OPTION_KIND_DECLARED(upper, lower) extern const struct option_kind_of option_##lower;
OPTION_KINDS(OPTION_KIND_DECLARED)

/* ---- keys */

const char *option_key_name(enum option_key key); /* "settings" */
/* Those given, and whether the kind's own conditions are met. */
unsigned option_given(const struct option_in *in);
bool option_changes_people(const struct option_in *in);
bool option_shifts(const struct option_in *in);
/* "2022/23" or a day, as a moment; false: neither. Of new places a year is an academic year. */
bool option_moment(const struct option_in *in, const char *text, double *moment);
/* The moment at which an option with that `end` is over; `before`: at which it was while an end was
 * the first day without it. */
bool option_over(const struct option_in *in, double *moment, double *before);

/* ---- running */

/* Delivered or not, and when, if it is planned to start then: one draw at the option's address, the
 * same whenever that is. */
void option_fate(const struct council_option *self, double planned, const double *value,
                 struct draw *draw, struct fate *out);
/* When it starts if its condition is met by the figures of the year that ends as this step
 * begins. */
double option_reacts(const struct council_option *self, unsigned year);
/* Places in the announced deductions, where the option has some: what they held for them is no
 * longer deducted after the announced years. Of every option, taken or not, before option_write. */
void option_announced(const struct option_case *of, struct levers *levers);
/* Writes the option's levers and costs on top of what is there. */
void option_write(const struct option_case *of, struct levers *levers);

/* ---- for the kinds */

/* The part of its full effect that the option has in a year, each of its own years by its step of
 * the ramp and its fading; 0 before it starts. lag: years after the start until it shows. */
double option_part(const struct option_case *of, enum period period, size_t year, double lag);
/* The same without ramp and fading: is it running, some years (lag) after its start? */
double option_running(const struct option_case *of, enum period period, size_t year, double lag);
/* The same of what is for a whole financial year: the first is the one in which the option starts,
 * and each has one step of the ramp. */
double option_of_year(const struct option_case *of, size_t year);
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
