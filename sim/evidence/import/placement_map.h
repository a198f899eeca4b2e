/* placement_map.h: which of our categories each placement of somebody else's table belongs to.
 *
 * A table of two columns, `dfe_column` and `category`, that `headroom import` writes out as
 * placement_map.csv and reads back with --map. dfe_column is a column of DfE's caseload and
 * newplans files ("special_la_maintained"), a label of the rows by placement of its ceased and
 * needs files ("Special - LA maintained"), or a setting of a council's own stock table. category is
 * a name that scenario files use ("state_special"), or
 *   not_recorded   plans without a recorded placement: kept, and kept apart
 *   total          a sum of other columns: not counted again
 *   ignore         a percentage or the like: not a count
 * The default gathers DfE's placements as England's tables in the program do (scenarios/england.cfg
 * says how). Reading a file replaces the rows it has and keeps the others. Texts are compared
 * without regard to case, spaces, "-" and "_". */
#ifndef PLACEMENT_MAP_H
#define PLACEMENT_MAP_H

#include "evidence.h"
#include "table_in.h"

#include <stddef.h>

enum { PLACEMENT_TOTAL = -10, PLACEMENT_IGNORE = -11, PLACEMENT_UNKNOWN = -12 };

struct placement_row {
    char *column; /* owned */
    int category; /* a number of enum category, NOT_RECORDED, PLACEMENT_TOTAL or PLACEMENT_IGNORE */
};

struct placement_map {
    struct placement_row *row; /* owned; in the order of the table */
    size_t n_row;
    struct faults faults; /* of the file read, when that failed with HR_ESCENARIO */
};

HR_CHECKED int placement_map_init(struct placement_map *self, struct hr_err *err); /* the default */
void placement_map_release(struct placement_map *self);
/* HR_EIO; HR_ESCENARIO: self->faults names all that is wrong by file, line and column. */
HR_CHECKED int placement_map_read(struct placement_map *self, const char *path, struct hr_err *err);
HR_CHECKED int placement_map_parse(struct placement_map *self, const struct table_in *table,
                                   struct hr_err *err);

/* What somebody who imports may choose. */
struct evidence_choices {
    const struct placement_map *map; /* borrowed */
    const char *area;                /* borrowed; of own tables; NULL: the folder's name */
    const char *code;                /* borrowed; of the same; NULL: "own" */
    int census; /* of a SEN2 return that does not say its January; 0: it does */
};

int placement_map_find(const struct placement_map *self,
                       const char *column); /* PLACEMENT_UNKNOWN when there is no such row */
/* A word of the column `category`, without regard to case, spaces, "-" and "_": PLACEMENT_UNKNOWN
 * when it is none; and back. */
int placement_category_of(const char *word);
const char *placement_category_word(int category);
/* The table as CSV; owned by the caller (free). */
HR_CHECKED int placement_map_text(const struct placement_map *self, char **text, size_t *size,
                                  struct hr_err *err);

#endif
