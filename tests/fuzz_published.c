/* Any bytes, read as each kind of file that is known by its header (data_kinds.c): money, places,
 * neighbours, population. Faults at worst; what is taken comes back from evidence.csv. No file is
 * opened. Seeds: tests/fuzz/published. */
#include "fuzz_input.h"

#include "data_files.h"
#include "evidence_traps.h"
#include "mid_years.h"

static int
population(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    struct mid_years all = { .n = 0 };
    int ret = mid_years_read(&all, grid, &to->faults, err);
    if (ret == 0)
        ret = mid_years_move(&all, to, err);
    mid_years_release(&all);
    return ret;
}

static int
take(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < data_kind_count() && ret == 0; i++) {
        const struct data_kind *kind = data_kind_item(i);
        if (kind->is == NULL || kind->refused != NULL || !kind->is(grid))
            continue;
        ret = (kind->read == NULL ? population : kind->read)(to, grid, err);
        if (ret == 0)
            break;
    }
    return ret;
}

void
fuzz_one(const char *data, size_t size)
{
    struct evidence evidence;
    struct grid grid = { .n_row = 0 };
    struct hr_err err = { 0 };
    evidence_init(&evidence);
    int ret = grid_read(&grid, size % 2 == 0 ? "a.csv" : "a_2024-25.csv", data, size, &err);
    if (ret == 0)
        ret = take(&evidence, &grid, &err);
    fuzz_agree(ret, &err, NULL, size);
    if (ret == 0 && evidence.faults.n == 0 && evidence_finish(&evidence, &err) == 0 &&
        evidence_traps(&evidence, &err) == 0)
        fuzz_evidence(&evidence);
    grid_release(&grid);
    evidence_release(&evidence);
}
