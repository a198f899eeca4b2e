/* areas.h: what is kept of an area that is run with others, and what is told of it.
 *
 * Of each future of an area a few measures are kept: in pounds million and children, as measures.h
 * has them, a column for each scenario, year, measure and future. What is told (struct areas_told)
 * is a function of what is kept in one future, and the same function of an area and of a sum of
 * areas: money a head of a region is the region's money by the region's people. */
#ifndef AREAS_H
#define AREAS_H

#include "arena.h"
#include "bytes.h"
#include "inputs.h"

#include <jansson.h>

/* The most rows of a list of areas or successors, of which each is compared with all. England has
 * some 150 authorities. */
enum { AREAS_MOST = 2000 };

/* ---- kept */

enum areas_kept {
    KEPT_PLANS,
    KEPT_JOINED,
    KEPT_SPECIAL,     /* plans in state special schools */
    KEPT_INDEPENDENT, /* plans in independent schools and specialist post-16 institutions */
    KEPT_POPULATION,
    KEPT_SPENDING,
    KEPT_GRANT,
    KEPT_IN_YEAR,
    KEPT_RECEIPTS,
    KEPT_DEFICIT,
    KEPT_RESERVES, /* NAN where an area gives none */
    N_AREAS_KEPT
};

/* Where a column begins: [scenario][year][kept][future]. */
static inline size_t
areas_index(size_t n_year, size_t scenario, size_t year, enum areas_kept kept)
{
    return (scenario * n_year + year) * N_AREAS_KEPT + (size_t)kept;
}

/* ---- told */

struct areas_told {
    const char *id, *unit, *calendar, *definition;
    bool children; /* it rests on children alone, not on money */
    bool shared;   /* may a share of the total be told? */
    double (*of)(const double kept[N_AREAS_KEPT]);
};
extern const struct areas_told areas_told[];
extern const size_t n_areas_told;
/* hr_bug when there is none. */
size_t areas_told_named(const char *id);

/* What an area may be in one year of one future: of a sum, how many areas are. */
enum areas_test { TEST_IN_DEFICIT, TEST_ABOVE_RESERVES, TEST_ABOVE_GRANT, N_AREAS_TEST };
struct areas_test_about {
    const char *id, *definition; /* %s: "chance that the area" or "number of areas that" */
    bool (*is)(const double kept[N_AREAS_KEPT]);
};
extern const struct areas_test_about areas_tests[N_AREAS_TEST];

/* ---- an area */

struct areas_scenario {
    const char *id, *label;
    enum role role;
};
struct areas_text { /* a fault or a note; a file and its SHA-256 */
    const char *where, *text;
};
struct areas_entry {
    size_t number, line; /* of the rows chosen, from 0; in the list */
    const char *area, *region, *file;
    const char **group;
    size_t n_group;
    struct areas_text *input; /* files that were read: name, SHA-256 */
    size_t n_input;
    struct areas_text *fault; /* why it is left out; none: it has been run */
    size_t n_fault;
    /* of one that has been run */
    struct areas_text *note;
    size_t n_note;
    int base_census;
    size_t n_year;
    struct areas_scenario *scenario; /* in the file's order */
    size_t n_scenario;
    const char *mark, *mark_children; /* of example.h: "" none */
    const char *source, *data_date;   /* documents of its money; their day */
    bool reserves;                    /* are they given? */
    bool opening_estimate;            /* it is the file's estimate (to_replace) */
    bool no_agreement;                /* to_replace says that receipts are not given */
    double opening_gbp_m;             /* deficit brought into the first year */
    char sha256[DIGEST_HEX];          /* of its columns */
};
static inline size_t
areas_n_column(const struct areas_entry *entry)
{
    return entry->n_scenario * entry->n_year * N_AREAS_KEPT;
}

/* Texts live in the arena. NULL: no memory. */
json_t *areas_entry_json(const struct areas_entry *entry);
/* HR_ESCENARIO with a sentence when the object is no entry. */
HR_CHECKED int areas_entry_of(const json_t *json, struct arena *arena, struct areas_entry *out,
                              struct hr_err *err);

#endif
