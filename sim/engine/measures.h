/* measures.h: the numbers that are kept of every future, and how they hang together.
 *
 * One table says it all: a row is a measure ("deficit") or, where its id ends in a dot, a measure
 * of every item of its scope ("plans." of every setting). One walk over the table makes the
 * measures of a model, in the order of forecast.csv; each of them keeps its row, so whoever reads
 * results asks the row and parses no id:
 *
 *   m->row->scope                    what the items are
 *   m->row->counts                   does the number count children? (small numbers)
 *   m->setting, m->to                the setting that it is of, SIZE_MAX where it is of none
 *   results_measure_of(results, "plans.", setting)   the measure of a row and a setting
 *   measure_row_of("plans.special", &item)        the row of an id read from a file; item "special"
 *
 * Sums. A row names the sums that its measures are terms of; enum measure_sum lists the sums, and
 * measure_sums[] says of each what it adds up to:
 *
 *   whole(t) = [carried: whole(t-1)] + sum over terms of sign * term(t)
 *
 * Where the whole's id ends in a dot there is such a sum for each setting that the whole is of,
 * and its terms are the measures of that setting. To go through one:
 *
 *   const size_t whole = results_measure_of(results, measure_sums[sum].whole, setting);
 *   for (size_t m = 0; m < results->n_measure; m++)
 *       if (measure_sign(&results->measure[m], sum, setting) != 0.0) ... it is a term
 *
 * A sum that is not exact has other terms that are not measured, or holds only at times (its
 * comment says which); so any of its terms follows from the rest nearly or sometimes. */
#ifndef MEASURES_H
#define MEASURES_H

#include "future.h"
#include "model.h"

#include <string.h>

/* What a row is measured of. A measure of a setting knows it; one of a pair knows the setting that
 * is full and where its children are. */
enum measure_scope {
    MEASURE_TOTAL, /* the whole future */
    MEASURE_SETTING,
    MEASURE_LINE,      /* of the scenario */
    MEASURE_LEDGER,    /* rows of the council paper */
    MEASURE_BUDGET,    /* of the blocks in it */
    MEASURE_PLACE,     /* settings with places */
    MEASURE_PAIR,      /* who stays where for want of a place */
    MEASURE_GENERAL,   /* the general fund */
    MEASURE_TRANSPORT, /* settings with transport */
    MEASURE_S251,      /* lines in use */
    MEASURE_RECEIPT,   /* what is paid: their rows of the council paper */
    MEASURE_WITHHELD,  /* of receipts */
    MEASURE_TRANSFER,  /* between blocks */
    MEASURE_REACTED,   /* options that wait for a condition */
    N_MEASURE_SCOPE
};

enum measure_counts {
    COUNTS_NOTHING,
    COUNTS_CHILDREN,    /* whole in a simulated future; a mean or a percentile may not be */
    COUNTS_CHILD_YEARS, /* the same children, as the part of the year that they are there */
    COUNTS_PEOPLE,      /* all who live in the area: an estimate, not whole */
};

enum { N_MEASURE_REVEALS = 2 };

enum measure_sum {
    SUM_NONE,
    SUM_PLANS_BY_SETTING,
    SUM_PLANS_BY_AGE,
    SUM_PLANS_BY_FLOW,
    SUM_JOINED_BY_ISSUE,     /* one term: new plans are those issued after an assessment */
    SUM_ASSESSING_BY_FLOW,   /* not exact: refusals that a tribunal overturns come back */
    SUM_WAITING_BY_HOST,     /* of a setting, by where they wait */
    SUM_OVERFLOWED_BY_HOST,  /* of a setting, by where they are placed */
    SUM_PLACES_BY_HOLDER,    /* of a setting; not exact: while it is not above its places */
    SUM_SPENDING_BY_ACCOUNT, /* settings, lines, cost of options */
    SUM_SPENDING_BY_S251,
    SUM_DEFICIT_BY_FLOW,
    SUM_IN_YEAR_BY_BLOCK,
    SUM_GENERAL_BY_PART,
    SUM_TRANSPORT_BY_SETTING,
    N_MEASURE_SUM
};

struct measure_whole {
    const char *whole; /* id of a row */
    bool carried;      /* the whole of the year before is a term */
    bool exact;        /* in every future, central and simulated */
};
extern const struct measure_whole measure_sums[N_MEASURE_SUM];

struct measure_row {
    const char *id; /* "deficit"; "plans.", to which the item's id is added */
    enum measure_scope scope;
    size_t offset; /* in the scope's record of a year */
    /* "gbp_m" (held in pounds), "gbp", "children", "places", "place_years", "ratio", "per_year",
     * "weeks", "number" */
    const char *unit;
    /* "at 31 March", "financial year", "January census", "calendar year", "mid-year" */
    const char *calendar;
    const char *definition; /* one sentence; %s: the item's label, %%: per cent */
    const char *sign;       /* what a positive number means; NULL when obvious */
    bool paired;            /* differences between scenarios are summarised */
    bool with_next;         /* its items and those of the next row come in turns */
    enum measure_counts counts;
    bool (*applies)(const struct model *model, size_t index); /* NULL: to every item */
    struct {
        enum measure_sum sum;
        double sign;
    } adds_up_to[2];
    /* Rows of counts of the same setting that it reveals: with a price or a rate they could be
     * worked out from it, so it is left out with any of them. */
    const char *reveals[N_MEASURE_REVEALS];
    bool reveals_special; /* how many children are in special schools */
};
extern const struct measure_row measure_rows[];
extern const size_t n_measure_row;

/* A number per scenario, year and replicate. Columns hold it in its own unit (gbp_m: GBP
 * million). */
struct measure {
    const struct measure_row *row;
    char id[160];         /* "deficit", "plans", "plans.special", "variance.high_needs" */
    char definition[256]; /* one sentence */
    size_t index;         /* of the item's record in a year */
    size_t setting, to;   /* of the item; SIZE_MAX: none */
    const char *unit, *sign, *calendar; /* of the row; sign "" when obvious */
    bool ledger_row; /* of the council-paper table (for dsg_table.csv; not written to
                        forecast.csv) */
    bool paired;     /* of the row */
    bool in_pounds;  /* is what a year keeps in pounds, and its unit in millions? */
};

size_t measures_count(const struct model *model);
/* Fills measures_count() measures. */
void measures_define(const struct model *model, struct measure *measure);
/* The number of a year, in the measure's unit. */
double measure_read(const struct measure *self, const struct year *year);

#define READING_OF_YEAR SIZE_MAX
struct reading {      /* where that is, for those who read it of many years */
    size_t array;     /* offset in struct year of the array, or READING_OF_YEAR */
    size_t offset;    /* from its start, in bytes */
    bool is_variance; /* of the row of the ledger that is there */
    bool in_pounds;
};
struct reading measure_reading(const struct measure *self);
static inline double
reading_take(const struct reading *self, const struct year *year)
{
    const char *from = (const char *)year;
    double x;
    if (self->array != READING_OF_YEAR)
        memcpy(&from, from + self->array, sizeof from);
    from += self->offset;
    if (self->is_variance)
        x = ledger_variance((const void *)from);
    else
        memcpy(&x, from, sizeof x);
    return self->in_pounds ? x / GBP_PER_GBP_M : x;
}

/* The row of a measure's id; NULL when there is none. *item: what follows the row's own id, "" for
 * a measure of no item; borrowed from id. */
const struct measure_row *measure_row_of(const char *id, const char **item);

/* 1 or -1 where the measure is a term of the sum, of this setting if the sum has settings of its
 * own (SIZE_MAX otherwise); else 0. */
double measure_sign(const struct measure *self, enum measure_sum sum, size_t setting);
/* Is there such a sum for each setting? */
bool measure_sum_has_settings(enum measure_sum sum);

#endif
