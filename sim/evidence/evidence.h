/* evidence.h: what has been published or recorded about areas, as one long list of counts.
 *
 * Every source (DfE's release, tidied series, a council's own tables) is read into this form, and
 * everything that learns from data (fit, backtest) reads this form. One observation is one count:
 *
 *   area      | index into evidence.area: England, a region, an authority
 *   measure   | what was counted (enum below)
 *   year      | its calendar is the measure's: plans are counted in January of the year, flows in
 *             the calendar year, population at mid-year; money is of the financial year that ends
 *             on 31 March of the year, or at that day
 *   ages      | from_age to to_age inclusive, at 31 August before the academic year; ALL_AGES to
 *             ALL_AGES when not by age
 *   category  | enum category (inputs.h), ALL_CATEGORIES when not by placement, NOT_RECORDED for
 *             plans without a known placement
 *   need      | index into evidence.need, ALL_NEEDS when not by primary need
 *   part      | of a measure that has parts (a line of section 251, a kind of place, the rank of a
 *             neighbour): which one (evidence_measures.h), from 1 on; WHOLE: of none
 *   count     | in the unit of the measure; what may be below 0 is said there (a deficit is above);
 *             never NAN: what is not known has no observation
 *
 * Counts of DfE's single authorities do not always add up to its totals: nothing is mended here
 * (evidence_report lists what was seen). Observations are kept sorted, so that two loads of the
 * same data are equal byte for byte whatever the order of rows in the files.
 *
 * An area is known by its code through all its years. ONS codes and names change: where sources
 * differ, the ones that go with the later ONS code (by its serial number) stay, whatever the order
 * of loading. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "calendar.h"
#include "evidence_measures.h"
#include "err.h"
#include "fault.h"
#include "inputs.h"

#include <stdio.h>

enum { ALL_AGES = -1, ALL_CATEGORIES = -1, NOT_RECORDED = -2, ALL_NEEDS = -1, WHOLE = 0 };
enum area_level { AREA_ENGLAND, AREA_REGION, AREA_AUTHORITY };

struct evidence_area {
    enum area_level level;
    char code[12]; /* DfE's three digits for an authority, the ONS code for England and regions */
    char ons_code[12]; /* the latest */
    char name[64], region[40];
    int own_first, own_last; /* Januaries of plans that are the authority's own (evidence_join.h),
                                the first and the last; 0: none */
};

struct observation {
    int area, measure, year;
    short from_age, to_age, category, need;
    int part; /* as wide as this, no byte is padding: items are equal when their bytes are */
    double count;
};

/* Each new one is compared with all. England has some 150 authorities and 300 districts; SEN2 has
 * 13 kinds of need. */
enum { EVIDENCE_MOST_AREAS = 2000, EVIDENCE_MOST_NEEDS = 1000 };

struct evidence {
    struct evidence_area *area; /* owned; England first, then regions, then authorities, by code */
    size_t n_area;
    char (*need)[16]; /* owned; ids as in england.cfg ("asd", ...), sorted; one for a need, however
                         its sources write it (need_id.h), others in lower case */
    size_t n_need;
    struct observation *item; /* owned; sorted by every field but count, no two alike */
    size_t n_item;
    char **remark; /* owned; what was seen in the data that a reader should know, a sentence each,
                      in a stable order */
    size_t n_remark;
    char **source; /* owned; "file name: SHA-256", in the order of names */
    size_t n_source;
    struct faults faults; /* of the tables read, when loading failed with HR_ESCENARIO */
};

void evidence_init(struct evidence *self); /* allocates nothing */
void evidence_release(struct evidence *self);

/* While loading: in any order, then evidence_finish once. Two observations alike but for count: the
 * same count is dropped, a different one is a remark and the first added stays. An index returned
 * here holds until evidence_finish, which sorts areas, needs, remarks and sources; an area or need
 * that is known already keeps its index. HR_ESCENARIO: a count that is negative or not a number,
 * ages or years that cannot be, a code or name that is empty or too long, too many areas or
 * needs. */
HR_CHECKED int evidence_add_area(struct evidence *self, const struct evidence_area *area,
                                 int *index, struct hr_err *err);
HR_CHECKED int evidence_add_need(struct evidence *self, const char *id, int *index,
                                 struct hr_err *err);
HR_CHECKED int evidence_add(struct evidence *self, const struct observation *item,
                            struct hr_err *err);
HR_CHECKED int evidence_remark(struct evidence *self, struct hr_err *err, const char *fmt, ...)
    HR_PRINTF(3, 4);
HR_CHECKED int evidence_add_source(struct evidence *self, const char *path, const void *bytes,
                                   size_t size, struct hr_err *err);
/* Adds all of `from`, which is finished. Areas are one when their codes are. */
HR_CHECKED int evidence_merge(struct evidence *self, const struct evidence *from,
                              struct hr_err *err);
/* Its remarks and sources alone. */
HR_CHECKED int evidence_add_texts(struct evidence *self, const struct evidence *from,
                                  struct hr_err *err);
HR_CHECKED int evidence_finish(struct evidence *self, struct hr_err *err);

/* The order in which observations are kept: by every field but count. */
int observation_compare(const struct observation *x, const struct observation *y);

/* Parts of counts, from { 0 }: parts alike but for count are added up, then added to the evidence
 * (a sum of which a part is NAN is not known and is left out). */
struct tally {
    struct observation *part; /* owned */
    size_t n;
};
HR_CHECKED int tally_add(struct tally *self, const struct observation *part, struct hr_err *err);
/* The part in every margin: of all ages or its own, all categories or its own, all needs or its own
 * (those of the three that it has). */
HR_CHECKED int tally_add_margins(struct tally *self, const struct observation *part,
                                 struct hr_err *err);
HR_CHECKED int tally_move(struct tally *self, struct evidence *to, struct hr_err *err);
void tally_release(struct tally *self);

/* One count; NAN when there is none. */
double evidence_get(const struct evidence *self, const struct observation *like);
/* Total of an area in a year: not by age, placement, need or part; one part of it. */
double evidence_total(const struct evidence *self, int area, enum evidence_measure measure,
                      int year);
double evidence_part(const struct evidence *self, int area, enum evidence_measure measure, int year,
                     int part);
/* One age or exact band, all placements and needs. */
double evidence_at_ages(const struct evidence *self, int area, enum evidence_measure measure,
                        int year, struct ages ages);
/* First item of an area and measure, and one past the last: for walking. */
void evidence_range(const struct evidence *self, int area, enum evidence_measure measure,
                    size_t *first, size_t *end);
/* Area by DfE code, ONS code or name (area_name.h); -1 when there is none. */
int evidence_find_area(const struct evidence *self, const char *name);

/* What had been published by 30 June of a year, or by its end: January counts of that year and
 * before, flows of calendar years before it, population of two years before it, and no breakdown
 * sooner than its release; each measure's lag stands in evidence_measures.c.
 * Forecasts from a past origin see
 * nothing else. Areas without an observation left are gone, and so are remarks, sources and ONS
 * codes, which may come from later rows: changing or deleting later rows leaves the result equal
 * byte for byte. Revised vintages of a past count (mid-2011 population after the 2021 Census) are
 * used for what was published then. `out` is empty before; release it. */
HR_CHECKED int evidence_as_at(const struct evidence *self, int year, struct evidence *out,
                              struct hr_err *err);
HR_CHECKED int evidence_at_end_of(const struct evidence *self, int year, struct evidence *out,
                                  struct hr_err *err);

/* Reads a folder or zip of any of the known layouts, by the names of their files (each
 * loader's header describes its own):
 *   evidence.csv                  what `headroom import` wrote            (evidence_csv.h)
 *   caseload.csv, newplans.csv... DfE's release, zip or unpacked          (dfe_release.h)
 *   ehcp_total_*.csv ...          tidied series by authority              (tidy_series.h)
 *   any names                     files as ONS and DfE publish them, alone or beside those above
 *                                                                         (data_files.h) */
HR_CHECKED int evidence_load(struct evidence *self, const char *path, struct hr_err *err);

#endif
