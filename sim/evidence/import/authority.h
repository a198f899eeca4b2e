/* authority.h: England's local authorities with duties for education, by every code and name that
 * DfE and ONS publish them under.
 *
 * Known are DfE's three digits, ONS codes past and present, and names in any spelling that
 * area_name.h takes for the same. Those that ended since 2018 are known as themselves: Dorset
 * (835), Poole and Bournemouth became Dorset (838) and Bournemouth, Christchurch and Poole in
 * April 2019; Northamptonshire two authorities in April 2021; Cumbria two in April 2023.
 *
 * Counties are districts added up, and so are the authorities that took the place of districts or
 * of Bournemouth and Poole: a table of districts, of whatever year, gives today's authority its
 * past. authority_covers says how many of an authority's districts a code stands for. Districts
 * that were joined stand for all they were made of (East Suffolk: two), renumbered ones for one.
 *
 * Sources: DfE, Get Information about Schools, local authority codes; ONS, Code History Database
 * and register of geographic codes. */
#ifndef AUTHORITY_H
#define AUTHORITY_H

#include "evidence.h"

enum { AUTHORITY_N_ONS = 3 };

struct authority {
    const char *code;                 /* DfE's */
    const char *ons[AUTHORITY_N_ONS]; /* the latest first; NULL: no more */
    const char *name;
    int ended; /* the year whose April saw it end; 0: it goes on */
};

size_t authority_count(void);
const struct authority *authority_item(size_t i);

/* NULL: there is none. */
const struct authority *authority_by_code(const char *code); /* DfE's, also as "E06000060" */
const struct authority *authority_by_name(const char *name);

/* Districts of which an authority is made up: 0 when it is not made of any. */
int authority_n_district(const struct authority *self);
/* How many of them a code stands for; 0: none. */
int authority_covers(const struct authority *self, const char *ons_code);

/* Adds it to the evidence, if it is not there, and gives its index. */
HR_CHECKED int authority_add(const struct authority *self, struct evidence *to, int *index,
                             struct hr_err *err);

#endif
