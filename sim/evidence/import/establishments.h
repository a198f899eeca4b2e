/* establishments.h: which placement a school or college is, by its number.
 *
 * The SEN2 return and ledgers of placement costs name a school by its URN and a provider of further
 * education by its UKPRN. What it is comes from one of two tables in the same folder:
 *
 *   edubasealldata*.csv   "Establishment fields CSV" of DfE's register Get Information about
 *                         Schools (columns URN, UKPRN, TypeOfEstablishment (code), others not
 *                         read), as downloaded; it need not be UTF-8
 *   urns.csv              urn,category of your own: a category (state_special) or a placement of
 *                         placement_map.csv (special_la_maintained); its rows go before the
 *                         register's
 *
 * A type of the register becomes a column of DfE's tables of placements ("special_la_maintained"),
 * and that a category by the table of placements (placement_map.h), so --map changes both. The
 * types are DfE's list of establishment types (get-information-schools.service.gov.uk). */
#ifndef ESTABLISHMENTS_H
#define ESTABLISHMENTS_H

#include "placement_map.h"

#include <stdbool.h>

struct establishment {
    long number;     /* URN or UKPRN */
    short category;  /* or NOT_RECORDED */
    bool mainstream; /* may have a unit */
    bool own;        /* of urns.csv */
};

struct establishments {
    struct establishment *item; /* owned; by number, no two alike */
    size_t n;
    bool given; /* there was a table */
};

/* How a placement is written in the return, and in a ledger. */
struct placement_text {
    const char *urn, *ukprn; /* NULL or "": not given */
    const char *setting;     /* a code of SEN2 (EHE, NEET, ...), a category or a placement; or "" */
    bool unit;               /* a SEN unit or resourced provision */
};
enum placement_known {
    PLACEMENT_BY_TABLE,   /* category found */
    PLACEMENT_NO_TABLE,   /* a number, and no table of establishments */
    PLACEMENT_NOT_LISTED, /* a number that the table does not have */
    PLACEMENT_BLANK,      /* nothing is written */
    PLACEMENT_ODD_TEXT,   /* a setting that is no code, category or placement */
    N_PLACEMENT_KNOWN
};

/* The column of DfE's tables of placements that a type of the register is; NULL: there is none. */
const char *establishments_placement(const char *type_code);

/* Looks in the folder. Adds the files read to the evidence as sources. HR_ESCENARIO: to->faults. */
HR_CHECKED int establishments_read(struct establishments *self, const char *folder,
                                   const struct placement_map *map, struct evidence *to,
                                   struct hr_err *err);
void establishments_release(struct establishments *self);
/* A category, or NOT_RECORDED; *known says how. */
int establishments_category(const struct establishments *self, const struct placement_map *map,
                            const struct placement_text *text, enum placement_known *known);

#endif
