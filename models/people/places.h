/* places.h: settings that fill up, and where children go who find no place.
 *
 * A setting with places has one pool of them for all ages, or one a phase (early years to NCY -1,
 * primary 0 to 6, secondary 7 to 11, post-16 12 and over). Of the places open, other authorities'
 * children hold a share; the rest are for the area's own:
 *
 *   seats[t, pool] = P[t, pool] (1 - o)            P: schemes opened by then; o: others_share.
 *                                                  Whole in a simulated future
 *
 * Beyond the schemes that a scenario names, places open each September by a trend, in the baseline
 * as in every scenario, before options add theirs. With P(y-1) the places open the September before
 * the trend begins and N(t) those that named schemes have opened since:
 *
 *   trend[t, pool] = max(0, P(y-1) ((1 + g)^k - 1) - N(t))     k: Septembers of the trend so far
 *
 * or n k in place of P(y-1) ((1 + g)^k - 1), the pools sharing n as they share P. Named schemes are
 * part of the trend, not on top of it. A trend below 0 closes places. It begins in the first
 * September that no announced year of the grant and no list of commissioned places covers: until
 * then all places are known.
 *
 * A scheme opens on its date, with a chance, a number of years late. Children are fitted into the
 * seats open on census day (31 January); those who take a seat that opens after 1 September come
 * when it opens.
 *
 * Each year, when all have left, moved and joined as they wished (movers.h, joiners.h), each pool
 * is filled in this order, until it is full:
 *
 *   1 those who hold a seat there keep it, even where there are more of them than seats
 *   2 the setting's own pupils who go up into the phase, where places are by phase
 *   3 phase transfers (into NCY 0, 3, 7, 12, 14): movers who want in, children who wait for the
 *   setting, children elsewhere who ask again
 *   4 other movers
 *   5 joiners
 *   6 children who wait and may take any seat (until = "seat")
 *   7 children elsewhere who ask again between phase transfers (few: returns.mid_phase)
 *
 * Of a group that does not fit as a whole, who goes without is drawn one by one, each child of the
 * group equally likely (so the numbers by NCY, need and origin are multivariate hypergeometric),
 * the same words whatever the number of seats: with one more seat the last one drawn keeps it and
 * nobody else changes. In the expected-value run each goes without in proportion. That is the
 * overflow of the expected flows, not the mean of the futures' overflows, which is larger near a
 * full setting: futures below capacity do not make up for those above.
 *
 * Who finds no place takes a route: waits in an interim setting (with wait.share), or goes down the
 * overflow list: in order, or to one of its settings drawn by share. A setting that is itself full
 * passes on to the next; after the last, down the last one's own list, so every route ends in a
 * setting that is never full. Seats left over by those who asked for a setting first go to those
 * passed on to it, a step of all routes at a time. Who comes back to where it moved from has not
 * moved.
 *
 * Children who wait or went elsewhere are remembered by the setting they could not have (a pair),
 * until they leave where they are. What they cost more than there is the cost of overflow:
 * place-years as of all flows (cells.h), times the difference of the prices.
 *
 *   symbol | field         | unit                       | source
 *   P      | seats_in.count| places                     | scenario
 *   o      | others_share  | of places                  | scenario
 *   g, n   | trend.growth, .places | per year, local; places a year | England's authorities:
 *          plans in state special schools and units, January 2017 to 2025 (england.cfg)
 *   a      | academies     | of the trend's places      | DfE, place deductions 2020-21 to 2023-24
 *   -      | chance, delay | probability; years, put off to the start of a term (September,
 *          January, April) | scenario
 *   -      | returns_*     | per year, of those elsewhere | scenario
 *
 * Place-years of a financial year that nobody has paid for yet (struct opened) are counted here and
 * paid for in money (provision.h): those of the trend, and of named schemes that say what school
 * they are at. Of an academy's, the announced deductions hold those planned to be open in the last
 * announced year; a list of academy places (grant.academy_places) holds those planned to be open in
 * the September of its last academic year, for all of each year from then on. Of a maintained
 * school's, the first year's outturn holds those planned for it.
 * Only what is open beyond that counts. */
#ifndef PLACES_H
#define PLACES_H

#include "field.h"
#include "calendar.h"
#include "category.h"
#include "cells.h"
#include "step.h"
#include "departures.h"
#include "draw_many.h"

enum wait_until { WAIT_PHASE_TRANSFER, WAIT_SEAT };
/* Who runs the school, which says how the block pays for a place: DfE deducts an academy's from it,
 * the council pays a maintained school's. */
enum school { SCHOOL_UNSAID, SCHOOL_ACADEMY, SCHOOL_MAINTAINED };
extern const char *const school_choice[]; /* their names; ends in NULL */
/* Places of a setting (places.h). A setting without any is never full. */
struct seats_in {
    const char *where;
    const char *id; /* of the scheme; "" when it has no name */
    enum phase phase;
    double count;     /* on top of those before; below 0: places that close */
    const char *from; /* "2023/24" or "2023-09-01"; "": there from the start */
    double chance;    /* that it opens at all */
    quantity_id delay_years;
    enum school school; /* UNSAID: what they cost is typed elsewhere */
};
struct overflow_in {
    const char *where;
    const char *to;
    double share; /* of those who find no place; NAN: the list is an order */
};
struct setting_in {
    const char *where;
    const char *id, *label;
    enum category category;
    bool local;   /* in the authority's own area */
    bool no_cost; /* no cost to the DSG (home education, not in education); then it has no price */
    struct seats_in *seats;
    size_t n_seats;           /* 0: never full, and nothing below is read */
    quantity_id others_share; /* of all its places: held by other authorities' children */
    struct overflow_in *overflow;
    size_t n_overflow;
    const char *wait_in; /* interim setting of those who wait for a place; "": nobody waits */
    enum wait_until wait_until;
    double wait_share; /* of those who find no place */
    quantity_id returns_transfer,
        returns_mid_phase; /* share of children elsewhere who ask for a place again in a year */
    quantity_id trend_growth,
        trend_places;      /* a year; 0: not given. The reader fills in England's growth */
    int trend_from;        /* first academic year; 0: the first that is not known */
    int trend_last;        /* last one; 0: no end */
    double academies;      /* share of places that open unnamed at academies; NAN: not given */
    double place_rate_gbp; /* DfE's, a place and year; NAN: not given. The reader fills in England's
                              of both; what there is none of is 0 */
};
struct england_places_in { /* new places a year, by category of setting: 1-in-10, median and
                              9-in-10 authority */
    const char *where;
    int category;
    double low, central, high;
    double academies, rate_gbp;
};

extern const struct field_table setting_fields;
extern const struct field_table england_places_fields;

enum { N_POOL_CLASS = 6, MOST_STOPS = 32 };

struct pool { /* places of one setting for a range of NCYs */
    size_t finite;
    size_t first, last; /* NCY index, inclusive */
    bool by_phase;      /* some of those at `first` come from the setting's phase before */
    const char *name;   /* "setting/phase" */
    uint32_t item;      /* its hash */
};

struct scheme { /* places that open or close together */
    size_t pool;
    double count,
        opens; /* opens: in years, 2023.0 is 1 January 2023; -INFINITY: there from the start */
    double chance;
    quantity_id delay; /* 0: none */
    enum school school;
    uint32_t item;
};

struct route {                       /* of children refused by one setting */
    size_t stop[MOST_STOPS], n_stop; /* settings; the last is never full */
    size_t pair[MOST_STOPS];         /* what a child is remembered as who stays at that stop */
    bool waits;
    double share; /* of those refused */
};

struct pair { /* children who stay in `to` because `finite` had no place */
    size_t finite, to;
    bool waits;
};

struct finite { /* a setting with places */
    size_t setting;
    size_t pool[N_NCY]; /* by NCY index */
    size_t first_route, n_route;
    bool any_seat; /* who waits may take one between phase transfers */
    quantity_id others, returns_transfer, returns_mid_phase; /* 0: none */
    quantity_id growth, new_places;                          /* of the trend; 0: none */
    int trend_first, trend_last;  /* Septembers of these years; last INT_MAX: no end */
    double academies, maintained; /* shares of the trend's places whose money is counted
                                     (struct opened); the rest is paid for elsewhere */
};

struct places { /* compiled; immutable. Without settings that have places n_finite is 0 and nothing
                   else is read */
    struct dims dims;
    size_t n_year, n_finite, n_pool, n_scheme, n_route, n_pair, n_host;
    struct finite *finite;
    struct pool *pool; /* those of one setting are neighbours */
    struct scheme *scheme;
    struct route *route;   /* those of one setting are neighbours */
    struct pair *pair;     /* ordered by host, so those of one host are neighbours */
    size_t *finite_of;     /* [setting]; NOWHERE: never full */
    size_t *host_of;       /* [setting]; NOWHERE: nobody stays there for want of a place */
    size_t *host_pair;     /* [host + 1]: first pair of each */
    uint32_t *place_item;  /* [place]: hash of "need/setting" */
    uint32_t *return_item; /* [pair][need]: hash of "need/setting<host" */
    int base_year;         /* January of the base census */
    size_t announced;      /* last year whose deductions are known; 0 is the first forecast year */
    bool by_list;          /* the deductions are a list of academy places (grant.academy_places), */
    double listed;         /* which holds what is there by this moment */
    uint32_t purpose_open, purpose_refuse, purpose_pass, purpose_route[3], purpose_gone,
        purpose_gone_up, purpose_return;
};

struct opened { /* place-years of a financial year to be paid for, by who runs the school */
    double academies, maintained;
};

struct seats {    /* one replicate's; [year][pool] */
    double *open; /* all places on census day */
    double *own;  /* of those, for the area's own children */
    double *own_september;
    double *late_years; /* part of the financial year that seats opened in between are there */
    double *
        usual; /* [3][year][pool]: the first, third and last as drawn, before any option's places */
    struct opened *opened; /* [year][finite]: of the trend and of named schemes, not of options */
};

struct place_year { /* one setting with places, one year: at the January that ends it; cost in the
                       financial year */
    double places, others, empty; /* empty: of the area's own seats */
    double waiting, overflowed;   /* children who stay elsewhere for want of a place here */
    double refused;               /* who found none this year; some of them wait */
    double cost_gbp;              /* what those who wait or overflowed cost more than here */
};

struct group; /* places_parts.h */
struct asker;
struct claim;
struct placing {                 /* state of one replicate and scenario, and scratch */
    const struct places *places; /* borrowed */
    struct departures departures;
    double *stayed;   /* the next three in one block: who stays elsewhere, of n_stayed numbers, */
    double *children; /* [pair][slot][need]: who stay where for want of what. A slot is a birth
                         cohort: the NCY less the years gone */
    double *in_pair;  /* [pair] */
    double *staying;  /* [host] */
    size_t n_stayed;
    double *years; /* [pair][need]: place-years this financial year */
    size_t shift;
    double *before_joining; /* [f-cell] */
    double *joined;         /* [f-cell] */
    double *wanted,
        *free;       /* [pool]: children in and on the way in, in the end those in; seats left */
    double *holders; /* [pool]: who hold a seat and keep it */
    double *needed;  /* [pool]: with at least so many seats in September and on census day all would
                        be where they are; INFINITY: not with others than there were */
    double *refused; /* [finite] */
    struct draw_addresses at; /* scratch of draws at many addresses */
    struct draw_counts elsewhere;
    uint32_t *look;
    size_t *number;      /* of each address, among askers or those gone */
    struct asker *asker; /* who may ask again this year, by NCY */
    size_t n_asker, first_asker[N_NCY + 1];
    struct group *group;
    struct claim *claim;
    size_t n_claim, most_claims;
    double joiner_years;      /* place-years a joiner adds this year; set before people_fit */
    struct place_year *place; /* [finite]: of the year */
};

void seats_init(struct seats *self, const struct places *places, struct arena *arena);
/* Seats of every year: draws which schemes open, and when. */
void seats_draw(struct seats *self, const struct places *places, const double *value,
                struct draw *draw);
/* Other authorities' children in a pool on the day of the base census, a year before the first that
 * seats are of; schemes open or not as seats_draw has it. */
double seats_others_at_base(const struct places *places, size_t pool, const double *value,
                            struct draw *draw);
/* Places of options: back to the seats as drawn, some more for a pool, and who holds them all.
 * opens in years: 2023.0 is 1 January 2023. Call seats_settle after the last. exact: real numbers
 * of seats, as in the expected-value run. */
void seats_start(struct seats *self, const struct places *places);
void seats_add(struct seats *self, const struct places *places, size_t pool, double count,
               double opens);
void seats_settle(struct seats *self, const struct places *places, const double *value, bool exact);
/* A scheme that is late opens at the start of a term. In years. */
double seats_late_opening(double opens, double delay);
/* The year's places, other authorities' children and empty seats; in: [pool], own children. */
void seats_note(const struct seats *self, const struct places *places, size_t year,
                const double *in, struct place_year *out);

void placing_init(struct placing *self, const struct places *places, struct arena *arena);
/* Nobody waits or is elsewhere for want of a place when a run starts. */
void placing_start(struct placing *self);
/* Goes on from where a run was after so many years: who stayed elsewhere then. */
void placing_resume(struct placing *self, const double *stayed, size_t n_year);
/* Once a year, in this order: when all have aged; before people_join; after it. people_fit leaves
 * no setting above its seats unless those who hold one are more, fills placing->place but for the
 * cost, and fails when a child is lost or a setting too full. */
void placing_age(struct placing *self);
void placing_before_joining(struct placing *self, const double *stock);
struct people; /* people.h */
HR_CHECKED int people_fit(struct people *people, const struct step *step, struct hr_err *err);

/* ---- for places_*.c and tests */
/* Children of a pair at an NCY index and need. */
static inline double *
placing_children(const struct placing *self, size_t pair, size_t i_ncy, size_t need)
{
    const size_t slot = i_ncy + self->shift;
    return &self->children[(pair * N_NCY + (slot < N_NCY ? slot : slot - N_NCY)) *
                               self->places->dims.n_need +
                           need];
}
/* Are those who stay elsewhere among the children there, and is no cell below nought? Debug builds
 * ask every year of every replicate. */
HR_CHECKED int placing_verify(const struct placing *self, const double *stock, struct hr_err *err);

#endif
