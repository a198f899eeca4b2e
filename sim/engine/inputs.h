/* inputs.h: everything a scenario file says, as plain data.
 *
 * `struct inputs` is filled by sim/scenario (from libconfig), which checks it, or by a test (by
 * hand), and read by sim/engine's plan, which sorts, hashes and compiles it. Models never change
 * it.
 *
 * An uncertain number is a `quantity_id`: an index into inputs.quantity. A replicate draws all
 * quantities once into double value[1 + n_quantity]; models read value[id]. Money is double pounds:
 * keys that end in _gbp_m are multiplied by 1e6 by the reader. Strings are borrowed from the
 * reader's store (or literals) and never NULL unless said. Every group remembers where it was
 * written ("kingston-2021.cfg:14"). */
#ifndef INPUTS_H
#define INPUTS_H

/* A list and its length stand on one line here. clang-format off */

#include "agreements.h"
#include "comparator.h"
#include "general_fund.h"
#include "grant.h"
#include "joiners.h"
#include "ledger.h"
#include "lines.h"
#include "migration.h"
#include "movers.h"
#include "option.h"
#include "pipeline.h"
#include "places.h"
#include "policy.h"
#include "population.h"
#include "prices.h"
#include "published.h"
#include "to_replace.h"
#include "transfers.h"

struct threshold_in {
    const char *where;
    const char *id, *label;
    double amount_gbp;
};
/* New places that are needed, whatever setting they are at: options that open some are counted. */
struct place_need_in {
    const char *where;
    const char *label;
    double count;
    int census; /* the January by which */
};
struct event_in {
    const char *where;
    const char *date, *label;
    bool hindsight;
};


enum role { ROLE_UNMITIGATED, ROLE_MITIGATED, ROLE_OTHER };
struct scenario_in {
    const char *where;
    const char *id, *label;
    enum role role;
    const char **receipt;
    size_t n_receipt; /* ids */
    const char **transfer;
    size_t n_transfer; /* ids */
    const char **option;
    size_t n_option; /* ids, in the order in which they are told */
    bool derived;    /* made by the program of others: what its options do is told with those */
};

/* What of the file is an example, not the authority's own: placeholder figures to begin with. */
struct example_in {
    bool money;    /* prices, lines, grant, account, receipts */
    bool children; /* plans, population, new plans */
};

/* A document that sources of the file name in short, for the source line of charts. */
struct document_in {
    const char *where;
    const char *name;  /* as sources have it: "EHCP 2022" */
    const char *title; /* publisher and title */
    const char *date;  /* "" when not given */
};

/* Which version's defaults a file counts on where it is silent. */
enum written_for { WRITTEN_FOR_0_1, WRITTEN_FOR_0_2 };

struct inputs {
    enum written_for written_for;
    const char *area;  /* its hash keys the local draws */
    const char *title; /* of the run, for people */
    const char *about; /* one paragraph, may be "" */
    struct example_in example;
    struct to_replace_in *to_replace;
    size_t n_to_replace;
    const char *estimates;     /* their mark (to_replace_mark), set by the reader; NULL, "": none */
    int base_census;           /* January; the first forecast year is base_census/base_census+1 */
    const char *position_date; /* "2021-07-05": plans held then are in outturn, later ones are
                                  future demand; "" when not given */
    double position_plans;     /* plans held on that date; NAN when not given */
    int horizon_years;
    double simulations; /* whole, 1 to 10,000,000 */
    double seed;        /* whole, 0 to 2^32-1 */

    struct quantity *quantity;
    size_t n_quantity; /* quantity[1] to quantity[n_quantity]; [0] is not used */

    struct need_in *need;
    size_t n_need; /* at least one */
    struct setting_in *setting;
    size_t n_setting;
    struct plans_in plans;
    struct population_in population;
    struct joiners_in joiners;
    struct pipeline_in pipeline;
    struct leavers_in leavers;
    struct migration_in migration;
    struct movers_in movers;
    struct policy_in *policy;
    size_t n_policy; /* none: nothing but what the other keys say */
    struct rates_in rates;
    struct path_in inflation;
    struct path_in price_pressure;  /* on top of every price's own growth */
    quantity_id line_elasticity;    /* of lines to plans; 0: none, like the next */
    quantity_id line_pressure;      /* share of the pressure that lines have too */
    quantity_id sector_correlation; /* of the shocks of any two sectors' real growth; 0: none */
    quantity_id prices_local_sd;    /* yearly, of this authority's prices; 0: none */
    struct price_in *price;
    size_t n_price;
    struct line_in *line;
    size_t n_line;
    struct grant_in grant;
    struct dsg_in dsg;
    struct receipt_in *receipt;
    size_t n_receipt;
    struct transfer_in *transfer;
    size_t n_transfer;
    struct general_fund_in general_fund;
    struct deflator_in *deflator;
    size_t n_deflator;
    struct threshold_in *threshold;
    size_t n_threshold;
    struct place_need_in *place_need;
    size_t n_place_need;
    struct event_in *event;
    size_t n_event;
    struct comparator_in *comparator;
    size_t n_comparator;
    struct published_in *published;
    size_t n_published;
    struct option_in *option;
    size_t n_option;
    struct odds_word_in *odds_word;
    size_t n_odds_word;
    struct scenario_in *scenario;
    size_t n_scenario;
    struct document_in *document;
    size_t n_document;

    /* England's cross-tables, to rake against */
    struct mix_in *england_stock;
    size_t n_england_stock; /* plans by age and category */
    struct england_need_in {
        const char *where;
        const char *need;
        double by_category[N_CATEGORY];
    } * england_need;
    size_t n_england_need;
    struct england_cost_in *england_cost;
    size_t n_england_cost;
    struct england_growth_in *england_growth;
    size_t n_england_growth;
    struct england_places_in *england_places;
    size_t n_england_places;
};

extern const struct field_table inputs_fields; /* the whole file */

/* The setting of an id, in the file's order; NULL: none. */
/* Is this key an estimate that to_replace lists, so that no sentence may say that the council gave
 * it? */
#define KEY_OUTTURN "dsg.blocks.outturn_gbp_m"
#define KEY_BALANCE "dsg.carry_forward_gbp_m"
#define KEY_RECEIPTS "receipts"
bool inputs_estimate(const struct inputs *self, const char *key);
const struct setting_in *inputs_setting(const struct inputs *self, const char *id);

/* clang-format on */

#endif
