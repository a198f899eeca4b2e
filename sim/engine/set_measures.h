/* set_measures.h: the few numbers of a future that comparisons of options are made from: of every
 * scenario of a run that compares (engine.h), and of other sets of options (sets.h). */
#ifndef SET_MEASURES_H
#define SET_MEASURES_H

#include "model.h"

enum set_measure {
    SET_DEFICIT,      /* cumulative, at 31 March; GBP m like all money */
    SET_UNFUNDED,     /* the same without what has been received since the start: receipts, and
                         transfers between blocks */
    SET_DSG_COST,     /* revenue cost of options to the DSG in the year (part of the deficit) */
    SET_FUND_COST,    /* revenue cost of options to the general fund in the year */
    SET_CAPITAL,      /* of options, in the year */
    SET_GENERAL_FUND, /* all that the general fund pays in the year: transport, interest, borrowing,
                         and the revenue cost of options */
    SET_PRICES,       /* general prices, 1 in the first forecast year */
    SET_LOCAL,        /* children in local settings, January */
    SET_WITHOUT,      /* children who wait or are elsewhere for want of a place, January */
    SET_MOVED,        /* children moved by options in the year */
    SET_DECLINED,     /* children who declined */
    SET_NO_SEAT,      /* children for whom there was no seat */
    SET_HAPPENED,     /* options that happen at all, in any year (delivery) */
    N_SET_MEASURE
};

struct work;

/* The numbers of year t of the future in work, each stride after the one before. */
void set_measures_read(const struct model *model, const struct work *work, size_t t, double *out,
                       size_t stride);

#endif
