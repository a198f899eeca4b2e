/* movers.h: of those who could, who leaves and who moves to another setting in a year, and where
 * to.
 *
 * For a cell of n plans (after ageing) with leave hazard l and move shares m_d of those who stay
 * (d: destination, sum M <= 1):
 *
 *   M' = M with its odds multiplied by turnover * P/M,  P = sum f_d m_d,  m'_d = f_d m_d M'/P
 *   p = l + (1 - l) M'
 *   X ~ Binomial(n, p)                          who leaves or moves, by inversion of one uniform
 *   each of the X: leaves with weight l, moves to d with weight (1 - l) m'_d       one word each,
 *       destinations in id order
 *
 * so that removing one child changes a cell's count by at most one and leaves the destinations of
 * the others alone. In a year with factors of its own (struct exit_odds) those multiply the odds of
 * l and of M' first.
 *
 *   symbol   | field          | unit                              | source
 *   m_d      | share          | of those who stay, after ageing   | scenario's movers.rules;
 *       England's
 *   f_d      | pull           | factor on the share of d          | joiners.placement_sd (pull.h:
 *       the mean of each (1 - l) m'_d is that without the factors); 1 when that is 0
 *   turnover | turnover       | factor on the odds of moving      | scenario; one a replicate:
 *       stocks identify net shifts, not gross moves
 *
 * Cells that the scenario has rates of their own for take l, M and m_d from them (rates.h), drawn
 * when a cell with children first asks.
 *
 * Moves happen at the end of the academic year; they cluster at phase transfers (NCY 0, 3, 7, 12,
 * 14). */
#ifndef MOVERS_H
#define MOVERS_H

#include "field.h"
#include "calendar.h"
#include "cells.h"
#include "draw_many.h"
#include "leavers.h"
#include "pull.h"
#include "rates.h"
#include "step.h"
#include "departures.h"

struct move_in {
    const char *where;
    int ncy;               /* after ageing: 7 is the move into secondary school */
    const char *from, *to; /* setting id, or category name (all settings of it; `to` is then split
                              as its stock is) */
    const char *need;      /* NULL: all needs */
    double share;          /* of those who stay with a plan, at turnover 1 */
};
struct movers_in {
    quantity_id turnover; /* multiplies the odds of moving */
    struct move_in *rule;
    size_t n_rule;
};

extern const struct field_table movers_fields;

#define EXIT_LEAVE SIZE_MAX /* destination: no longer holds a plan */

struct own_rates { /* which rates of its own a cell has (rates.h), NO_RATE where it has none, */
    size_t leave, move;
    double leave_odds, move_odds; /* and the factors on their odds */
};

struct exits { /* compiled: the ways out of every cell. Immutable */
    struct dims dims;
    size_t n_exit;
    size_t *first;   /* [n_cell+1]: exits of a cell are first[cell] to first[cell+1]-1; the
                      first is EXIT_LEAVE */
    size_t *to;      /* [n_exit]: setting or EXIT_LEAVE */
    double *share;   /* [n_exit]: m_d; 0 for EXIT_LEAVE, and where the cell has a rate of moving */
    int *category;   /* [n_setting] */
    uint32_t *item;  /* [n_place]: hash of "need/setting" */
    size_t *need_of; /* [n_place]: where the places of its need begin */
    uint32_t purpose;
    quantity_id turnover;
    size_t n_plain[N_NCY];     /* cells of each NCY without rates of their own */
    const struct rates *rates; /* borrowed; NULL: of no cell */
    struct own_rates *own;     /* [n_cell], side by side for who asks; NULL likewise */
};

struct exit_rates {          /* one replicate's: shared by all its years and scenarios */
    const struct pull *pull; /* borrowed */
    double *p_out;           /* [n_cell]; below 0: of a cell that has rates, not drawn yet */
    double *leave;           /* [n_cell]: l; likewise */
    double *cum;             /* [n_exit]: cumulative weights within a cell, */
    bool *has_ways;          /* [n_cell]: where they are known */
    struct rate_draws draws; /* where there are rates */
    size_t *asked;           /* [n_cell]: cells with rates that were asked for since they were last
                       forgotten, */
    size_t n_asked;          /* and how many they are */
    const struct leavers *leavers; /* borrowed */
};

struct exit_odds { /* one year's factors on the odds, by NCY index; 1: a year like any other */
    double leaving[N_NCY], moving[N_NCY];
    struct leave_year year; /* on those of leaving, on top */
};

struct people; /* people.h */

struct way_taken {       /* children of one cell who take one way out */
    uint32_t cell, exit; /* exit: of exits->to */
    uint32_t children;
};
/* Who went in one year of a replicate's last run. From a cell that holds as many children in the
 * next run the same go where they went: it has the same draws and the same chances. From one that
 * holds others as many may go: then they take the same ways. */
struct going_kept {
    bool any;
    double *children;      /* [cell]: who was there, before anybody went */
    struct way_taken *way; /* [n_exit] */
    size_t n_way_taken;
};
struct year_chances { /* of a cell in a year: */
    double leave;     /* to leave, */
    double others;    /* what the usual chance of each other way out is multiplied by, */
    double go;        /* and to go at all; */
    bool usual;       /* is it a year like any other? */
};
struct going { /* scratch: those who go in one year, and the cells that they may go from */
    struct draw_addresses at;     /* cells that hold children, in their order: */
    uint32_t *cell;               /* which they are, */
    uint8_t *ncy;                 /* by NCY index, */
    struct draw_counts possible;  /* and the most that their chance to go may be */
    struct draw_counts likely;    /* those that first looks leave open, */
    uint32_t *look;               /* which of the others each is, */
    struct year_chances *chances; /* and this year's */
    struct way_taken *way;        /* [n_exit]: who goes, cell by cell */
    size_t n_way_taken;
    struct going_kept *kept; /* [n_kept]: by year */
    size_t n_kept;
    struct way_taken *merged; /* [n_exit] */
    uint32_t *by_way;         /* [n_setting + 1]: of one cell, by way out */
    double *cum;              /* [n_setting + 1]: their weights this year */
    double *arriving;         /* [n_place]: children on their way to each place of
                                                one NCY, */
    size_t *arrival;          /* [n_place]: the places that somebody is on the way
                                                to, */
    size_t n_arrival;         /* and how many they are */
};

/* One move rule, resolved: share of those who stay in `from` at this NCY index that move `to`. need
 * SIZE_MAX: all. */
struct move_rule {
    size_t i_ncy, need, from, to;
    double share;
};

struct exits_given { /* all borrowed */
    const struct dims *dims;
    const struct move_rule *rule;
    size_t n_rule;
    const struct rates *rates; /* NULL: of no cell */
};
/* Rules for the same cell and destination add up; fails when a cell's shares exceed 1. */
HR_CHECKED int exits_init(struct exits *self, const struct exits_given *given, struct arena *arena,
                          struct hr_err *err);

static inline size_t
leaving_rate(const struct exits *self, size_t cell)
{
    return self->own != NULL ? self->own[cell].leave : NO_RATE;
}

static inline size_t
moving_rate(const struct exits *self, size_t cell)
{
    return self->own != NULL ? self->own[cell].move : NO_RATE;
}

void exit_rates_init(struct exit_rates *self, const struct exits *exits, struct arena *arena);
/* leavers, value and pull (joiners.h) are borrowed until the next call. */
void exit_rates_set(struct exit_rates *self, const struct exits *exits,
                    const struct leavers *leavers, const double *value, const struct pull *pull);
/* Rates that are drawn anew each year are forgotten; call as a year begins. */
void exit_rates_open(struct exit_rates *self, const struct exits *exits);

/* The chance to go from a cell with rates of its own, whose p_out is below 0; and then, the weights
 * of its ways out: call both before cum is read. */
double exit_chance_drawn(struct exit_rates *self, const struct exits *exits, size_t i_ncy,
                         size_t cell, const struct step *step);
void exit_ways(struct exit_rates *self, const struct exits *exits, size_t cell,
               const struct step *step);

/* n_kept: years that are kept for the next run of the same replicate; 0 where all are to be drawn.
 */
void going_init(struct going *self, const struct exits *exits, size_t n_kept, struct arena *arena);
/* Nothing is kept: call as a replicate begins. */
void going_forget(struct going *self);

/* Leavers and movers of one year. people->stock has been aged. */
void people_leave_or_move(const struct exits *exits, const struct exit_odds *odds,
                          struct people *people, const struct step *step);

#endif
