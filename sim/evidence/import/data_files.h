/* data_files.h: files as they are published, one beside the other in a folder: a table of kinds,
 * which reading and `headroom help data` walk.
 *
 * A CSV is known by the names in its header, whatever it is called and whatever stands above the
 * header (grid.h). In a folder are read its CSV files, those in zips as Explore Education
 * Statistics gives them, and DfE's releases of plans, as zips or folders. A file that is not known,
 * a workbook, a kind that is known and not read: a remark names it, with what is wanted.
 *
 * Files are read in the order of their names, so that the same folder gives the same evidence. */
#ifndef DATA_FILES_H
#define DATA_FILES_H

#include "evidence.h"
#include "grid.h"
#include "placement_map.h"

struct data_kind {
    const char *name;      /* "Section 251 outturn" */
    const char *publisher; /* "DfE" */
    const char *called;    /* the publication and its file */
    const char *where;     /* where it stands on the page of downloads */
    const char *columns;   /* that are read */
    const char *gives;     /* to the forecast */
    const char *without;   /* what happens when it is not there */
    /* NULL: a layout of its own, known by names of files (import.h) */
    bool (*is)(const struct grid *grid);
    /* NULL: population, of which all files are read together, or, with `refused`, not read */
    int (*read)(struct evidence *to, const struct grid *grid, struct hr_err *err);
    const char *refused;
    bool after_others; /* read when the others are: it needs them */
    /* Its workbook's usual name, as a pattern (grid.h), and the sheets to save as CSV; NULL: it is
     * no workbook */
    const char *workbook, *sheet;
};
size_t data_kind_count(void);
const struct data_kind *data_kind_item(size_t i);

/* Is it a workbook by its name? *sheet then says what to save of it, "its sheet ...". */
bool data_files_workbook(const char *name, const char **sheet);

/* Is a file of a kind there: the file itself, or one in the folder? */
bool data_files_are(const char *path);
/* Adds a file or the files of a folder, but those of names that `taken` says another reader has
 * (NULL: none). HR_ESCENARIO: faults, in to->faults. */
typedef bool data_taken(const char *name);
HR_CHECKED int data_files_read(struct evidence *to, const char *path,
                               const struct placement_map *map, data_taken *taken,
                               struct hr_err *err);

#endif
