/* mid_years.h: population by single year of age as ONS publishes it, into evidence.
 *
 *   layout                      | how it is known (columns)
 *   detailed estimates, MYEB1   | ladcode23, laname23, sex, age, population_2011, population_2012..
 *   estimates, sheet MYE2       | Code, Name, 0, 1, .. 90+; mid-year and sex stand in a title
 *   projections, SNPP           | AREA_CODE, AREA_NAME, COMPONENT, SEX, AGE_GROUP, 2022, 2023 ..
 *   nomis, its API              | DATE, GEOGRAPHY_CODE, GENDER_NAME, C_AGE_NAME, OBS_VALUE
 *   nomis, its pages            | mnemonic, Age 0, Age 1 .. or 2011, 2012 ..; year, age and sex
 *                               | stand above each table, one below the other
 *   ONS data set                | v4_0, calendar-years, administrative-geography, sex,
 *                               | single-year-of-age
 *
 * Read are ages 0 to 25, people or both sexes added up; other ages, totals and areas that are no
 * authority of England are counted and left out. A file of males and one of females, of the same
 * years, are one. An authority that is not in a file is the sum of
 * its districts, when all of them are there (authority.h); England the sum of its authorities, when
 * all are. Nothing else is filled in: what is missing is named.
 *
 * Several files are vintages of one thing. Of a year that two have, the later stands: of estimates
 * the one that ends later, of projections the one that begins later, an estimate before a
 * projection. Where two differ by more than 0.3% they are on two bases: said, with how far, and
 * which years stand on which. */
#ifndef MID_YEARS_H
#define MID_YEARS_H

#include "evidence.h"
#include "grid.h"

enum { MID_YEARS_N_AGE = 26, MID_YEARS_MAX_FILE = 32 };

enum head_sex { PERSONS, MALES, FEMALES, NO_SEX };
struct head { /* how many people, as a file says */
    int place;
    short year, age, sex; /* of head_sex */
    double count;
};

struct vintage { /* a file */
    char *name;  /* owned */
    bool projection;
    bool no_sex;       /* its layout has a column of sex and it has none */
    short first, last; /* years; 0: nothing was read */
    struct mid_years_place {
        char code[12], name[64];
    } * place; /* owned */
    size_t n_place;
    struct head *head;                       /* owned */
    size_t n_head, n_old, n_total, n_absent; /* left out: ages over 25, totals; not given */
};

struct mid_years { /* from { 0 } */
    struct vintage vintage[MID_YEARS_MAX_FILE];
    size_t n;
};

/* What a table is in words, "ONS mid-year estimates (MYEB1)"; NULL: it is none of these. */
const char *mid_years_layout(const struct grid *grid);
/* Adds a file. Faults of cells go into `faults`. */
HR_CHECKED int mid_years_read(struct mid_years *self, const struct grid *grid,
                              struct faults *faults, struct hr_err *err);
/* When all files are read: into the evidence, with remarks. */
HR_CHECKED int mid_years_move(struct mid_years *self, struct evidence *to, struct hr_err *err);
void mid_years_release(struct mid_years *self);

/* Index of a place of a file, which is added if it is not there; for mid_years*.c alone. */
HR_CHECKED int mid_years_find_place(struct vintage *self, const char *code, const char *name,
                                    int *index, struct hr_err *err);

#endif
