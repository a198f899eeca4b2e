/* uncertain.h: what a model draws at random that is not the lot of single children, and what each
 * of it was in any future: random numbers have addresses (rng.h), so a future's can be drawn again
 * without simulating it.
 *
 *   struct uncertain_list list;
 *   ret = uncertain_list_make(&list, &model, &err);
 *   for (size_t i = 0; i < list.n; i++)
 *       for (size_t c = 0; c < list.item[i].n_column; c++)
 *           uncertain_draw(&list, &list.item[i].column[c], replicate) ...
 *   uncertain_list_release(&list);
 *
 * An item is one uncertain thing as people name it, a column of it one independent draw:
 *
 *   UNCERTAIN_NUMBER  a number of the file with a range, drawn once a future: its normal score, or
 *                     which value it has where it is one of a few
 *   UNCERTAIN_COMMON  what numbers with one factor (quantity.h) have in common. Their own columns
 *                     are then of what each has by itself
 *   UNCERTAIN_HABIT   how this authority differs from what is usual, held through a future: a
 *                     normal score for each setting
 *   UNCERTAIN_SHOCKS  what each year adds by chance: a normal score for each
 *   UNCERTAIN_EVENT   what happens or not: a receipt, an option's delivery, consent, a policy, flat
 *                     cash, places that open; its classes are 0 (no) and 1 (yes), or which of
 *                     several
 *
 * Left out, and so in nobody's column: which child joins, moves, leaves and costs how much; rates
 * of single cells (rates.h); shocks whose spread is typed as 0. */
#ifndef UNCERTAIN_H
#define UNCERTAIN_H

#include "model.h"

enum uncertain_kind {
    UNCERTAIN_NUMBER,
    UNCERTAIN_COMMON,
    UNCERTAIN_HABIT,
    UNCERTAIN_SHOCKS,
    UNCERTAIN_EVENT
};

struct uncertain_column {
    enum uncertain_source {
        DRAWN_VALUE,  /* at key; which value of quantity index, that has a few */
        DRAWN_SHOCK,  /* at key; its factor's is another column */
        DRAWN_CHANCE, /* at key; how many of the chances are above its uniform */
        DRAWN_FLAT_CASH,
        DRAWN_POLICY,
        DRAWN_STATUS, /* of receipt index: years on track */
    } source;
    struct draw_key key;
    size_t index;
    const double *chance; /* borrowed; [n_chance] */
    size_t n_chance;
};

struct uncertain {
    enum uncertain_kind kind;
    /* Dotted: a quantity's name; else where in the file it belongs, and what it is:
     * "joiners.yearly", "receipts.safety_valve.status", "options.moor-lane.delivery". */
    const char *id;
    const char *first;    /* of what numbers or years share: the first of them; else id */
    quantity_id quantity; /* of a NUMBER; else 0 */
    const char *option, *receipt, *transfer; /* the one that it is part of; NULL: none */
    struct uncertain_column *column;         /* [n_column] */
    size_t n_column;
    bool classes; /* its columns are classes, not scores */
};

struct uncertain_list {
    const struct model *model; /* borrowed */
    struct arena arena;        /* all that it owns */
    struct uncertain *item;
    size_t n;
};

HR_CHECKED int uncertain_list_make(struct uncertain_list *self, const struct model *model,
                                   struct hr_err *err);
void uncertain_list_release(struct uncertain_list *self);
/* The score or class of a column in a future of the run. */
double uncertain_draw(const struct uncertain_list *self, const struct uncertain_column *column,
                      size_t replicate);
/* The same of the first n futures. */
void uncertain_draw_all(const struct uncertain_list *self, const struct uncertain_column *column,
                        size_t n, double *x);
/* Can it matter in this scenario: is the option, receipt or transfer that it is part of in it? */
bool uncertain_acts(const struct uncertain_list *self, const struct uncertain *item,
                    size_t scenario);

#endif
