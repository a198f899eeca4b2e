/* sen2_return.h: DfE's person-level SEN2 return, joined in memory.
 *
 * The modules are read as DfE's COLLECT exports them, a CSV each, in one folder:
 *
 *   module            | columns that are read                       | its own key, its parent's
 *   sen2              | year, referencedate, lea                    | (may be missing)
 *   person            | personbirthdate, upn, uniquelearnernumber   | persontableid
 *   requests          | receiveddate, requestoutcome,               | requeststableid,
 *                     | requestoutcomedate                          | persontableid
 *   assessment        | assessmentoutcome, assessmentoutcomedate    | assessmenttableid,
 *                     |                                             | requeststableid
 *   namedplan         | startdate, ceasedate, ceasereason           | namedplantableid,
 *                     |                                             | assessmenttableid
 *   plandetail        | urn, ukprn, sensetting, placementrank,      | namedplantableid
 *                     | senunitindicator,                           | (may be missing)
 *                     | resourcedprovisionindicator                 |
 *   activeplans       | transferla                                  | activeplanstableid,
 *                     |                                             | requeststableid
 *   placementdetail   | as plandetail, entrydate, leavingdate, res  | activeplanstableid
 *   senneed           | sentype, sentyperank                        | activeplanstableid
 *
 * A file is called NAME_person.csv or person.csv, in either case of letters: the export writes
 * Blade-Export_20-03-2025_person.csv. Modules with one beginning of the name are one return; a
 * folder may hold several, of several years. (Names of modules, columns, files and keys: the
 * public reader MastodonC/witan.sen2, blade/csv.clj; codes and what dates mean: DfE, "Special
 * educational needs person level survey: guide", 2025, as that reader and Data to Insight's
 * ssd-data-model quote it. Outcomes are Y, N, A: not yet decided, W: withdrawn or ceased, H:
 * historical, decided before the year.)
 *
 * Two person records with one UPN (or else one ULN) are one child. Names, postcodes and sexes are
 * not read. Keys are kept to join ledgers of costs by; no message, table or file names one.
 *
 * What cannot be read (a missing module or column, a day that is none, a code that is none) fails
 * with a fault for each cell. What can be read and should be known is counted by kind (enum
 * sen2_odd); nothing is mended but what the kind's sentence says. */
#ifndef SEN2_RETURN_H
#define SEN2_RETURN_H

#include "arena.h"
#include "establishments.h"
#include "sen2_day.h"

enum { SEN2_NONE = -1 };

/* One row of each module; int throughout, so that equal rows have equal bytes. Indices are places
 * in the parent's list. */
struct sen2_person {
    int birth; /* NO_DAY: not given */
    int child; /* the person that stands for the child: itself, or the first with the UPN */
};
struct sen2_request {
    int person, received, decided;
    int outcome; /* a letter: Y, N, W, A, H; 0: none */
};
struct sen2_assessment {
    int request, decided, outcome;
};
struct sen2_plan {
    int assessment, start, ceased, reason; /* reason 1 to 9; 0: none */
};
struct sen2_detail { /* the setting that a plan names */
    int plan, rank, category, known;
};
struct sen2_active {
    int request, came; /* came from another authority in the year */
};
struct sen2_placement {
    int active, rank, entry, leaving, category, known, residential; /* letter of `res`, or 0 */
};
struct sen2_need {
    int active, rank;
    int need; /* index into sen2_need_id; N_SEN2_NEED: a code that is not known */
};

enum sen2_module {
    SEN2_PERSON,
    SEN2_REQUEST,
    SEN2_ASSESSMENT,
    SEN2_PLAN,
    SEN2_DETAIL,
    SEN2_ACTIVE,
    SEN2_PLACEMENT,
    SEN2_NEED,
    N_SEN2_MODULE
};
extern const char *const sen2_module_name[N_SEN2_MODULE];

struct sen2_rows {    /* of a module, sorted by key, then content; no two of one key */
    void *row;        /* owned */
    const char **key; /* owned list; texts in the return's arena; "" where the module needs none */
    size_t n, size;
};

/* Kinds of what is odd, each with a sentence. */
enum sen2_odd {
    ODD_DUPLICATE,
    ODD_ORPHAN,
    ODD_SAME_CHILD,
    ODD_NO_BIRTH,
    ODD_AGE,
    ODD_PLAN_ORDER,
    ODD_PLACEMENT_ORDER,
    ODD_NO_START,
    ODD_REDATED,
    ODD_TWO_PLANS,
    ODD_TWO_PLACEMENTS,
    ODD_NO_PLACEMENT,
    ODD_NO_NAMED_PLAN,
    ODD_NO_NEED,
    ODD_NEED_TEXT,
    ODD_NO_TABLE,
    ODD_NOT_LISTED,
    ODD_TEXT,
    ODD_NO_REASON,
    N_SEN2_ODD
};
extern const char *const sen2_odd_says[N_SEN2_ODD]; /* after a number: "rows are ..." */

struct sen2_return {
    struct sen2_rows rows[N_SEN2_MODULE];
    char lea[8]; /* DfE's code of the authority; "": not given */
    int census;  /* year of the January counted */
    int census_day;
    double odd[N_SEN2_ODD];
    const char **number; /* owned list, sorted; UPNs, or else ULNs, in the arena */
    int *child;          /* owned; [number]: the child's person */
    size_t n_number;
    struct arena arena;
};

enum { N_SEN2_NEED = 14 };
extern const char *const sen2_need_id[N_SEN2_NEED]; /* "asd", ...; the last: "unknown" */
enum { SEN2_NEED_UNKNOWN = N_SEN2_NEED - 1 };
enum { N_SEN2_REASON = 10, SEN2_REASON_TRANSFER = 5 };
extern const char *const sen2_reason[N_SEN2_REASON]; /* 0: not given */

/* May something begin and end so? */
static inline bool
sen2_in_order(int from, int to)
{
    return from == NO_DAY || to == NO_DAY || from <= to;
}
/* Is it there on a day? What has no beginning was there before, what has no end goes on. */
static inline bool
sen2_is_open(int from, int to, int day)
{
    return sen2_in_order(from, to) && (from == NO_DAY || from <= day) && (to == NO_DAY || to > day);
}

/* Typed rows. */
#define SEN2_ROWS(self, module, type) ((const struct type *)(self)->rows[module].row)

/* The beginnings of the names of the returns in a folder ("Blade-Export_20-03-2025_", ""), sorted;
 * *list is the caller's (list_free_texts). */
HR_CHECKED int sen2_find(const char *folder, char ***list, size_t *n, struct hr_err *err);
bool sen2_is(const char *folder);

/* Where it stands and how placements are told; census 0: as the return says, else by its date. */
struct sen2_source {
    const char *folder, *beginning;
    const struct establishments *establishments;
    const struct placement_map *map;
    int census;
};
/* BEGINNING + module + ".csv" in either case; NULL: not there. The caller frees it. */
char *sen2_path(const struct sen2_source *source, const char *module);
/* Files read are added to the evidence as sources, faults to its faults. self is always
 * releasable. */
HR_CHECKED int sen2_return_read(struct sen2_return *self, const struct sen2_source *source,
                                struct evidence *to, struct hr_err *err);
void sen2_return_release(struct sen2_return *self);
/* The child of a UPN, a ULN where there is no UPN, or a persontableid; SEN2_NONE: of none. */
int sen2_child_of(const struct sen2_return *self, const char *key);

#endif
