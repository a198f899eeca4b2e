/* A folder (fuzz_input.h) with the tables of a run of many areas: list.csv, successors.csv and
 * shards a.shard and b.shard, which are added up. Faults at worst. Seeds: tests/fuzz/areas. */
#include "fuzz_input.h"

#include "areas_list.h"
#include "areas_sums.h"

#include <string.h>
#include <unistd.h>

static const char *
file_in(const char *folder, const char *name)
{
    static char path[4][512];
    static size_t i;
    i = (i + 1) % 4;
    (void)snprintf(path[i], sizeof path[i], "%.400s/%s", folder, name);
    return access(path[i], F_OK) == 0 ? path[i] : NULL;
}

static void
read_list(const char *path, size_t size)
{
    static const char *const only[] = { "London", "a" };
    struct areas_list list;
    struct hr_err err = { 0 };
    const int ret = areas_list_read(&list, path, only, size % 3, &err);
    fuzz_agree(ret, &err, &list.faults, size);
    for (size_t i = 0; ret == 0 && i < list.n_row; i++)
        if (list.row[i].area[0] == '\0' || list.row[i].path == NULL)
            hr_bug("row %zu is without an area or a file", i);
    areas_list_release(&list);
}

/* What a part has of its area is a number, and all of it of nothing is nothing. */
static void
take_parts(struct areas_successors *self, size_t size)
{
    struct hr_err err = { 0 };
    const int ret = areas_successors_draw(self, 1.0, 5, &err);
    fuzz_agree(ret, &err, NULL, size);
    for (size_t i = 0; ret == 0 && i < self->n_part; i++) {
        double column[N_AREAS_KEPT * 5] = { 0 }, out[N_AREAS_KEPT];
        const struct areas_future of = { column, 5, 2, 2026 };
        areas_part_kept(&self->part[i], &of, 0, out);
        for (size_t k = 0; k < N_AREAS_KEPT; k++)
            if (!(out[k] >= 0.0 && out[k] <= 0.0) && k != KEPT_RESERVES)
                hr_bug("part %zu has %g of nothing", i, out[k]);
    }
}

static void
add_up(const char *first, const char *second, struct areas_successors *successors, size_t size)
{
    struct areas_shard shard[2] = { { .path = "" }, { .path = "" } };
    struct areas_sums sums = { .n_area = 0 };
    struct hr_err err = { 0 };
    int ret = areas_shard_open(&shard[0], first, NULL, &err);
    if (ret == 0 && second != NULL)
        ret = areas_shard_open(&shard[1], second, NULL, &err);
    if (ret == 0) {
        const struct areas_request request = { shard, second == NULL ? 1 : 2, successors, 1 };
        ret = areas_sums_make(&sums, &request, &err);
        areas_sums_release(&sums);
    }
    fuzz_agree(ret, &err, NULL, size);
    areas_shard_release(&shard[0]);
    areas_shard_release(&shard[1]);
}

void
fuzz_one(const char *data, size_t size)
{
    struct areas_successors successors;
    struct hr_err err = { 0 };
    const char *folder = fuzz_folder(data, size), *list = file_in(folder, "list.csv"),
               *next = file_in(folder, "successors.csv"), *first = file_in(folder, "a.shard"),
               *second = file_in(folder, "b.shard");
    int ret = HR_EIO;
    if (list != NULL)
        read_list(list, size);
    if (next != NULL) {
        ret = areas_successors_read(&successors, next, &err);
        fuzz_agree(ret, &err, &successors.faults, size);
    }
    if (ret == 0)
        take_parts(&successors, size);
    if (first != NULL)
        add_up(first, second, ret == 0 ? &successors : NULL, size);
    if (next != NULL)
        areas_successors_release(&successors);
    fuzz_only("in", NULL);
}
