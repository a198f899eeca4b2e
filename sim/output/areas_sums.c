/* Adds areas up, one at a time. */
#include "areas_sums.h"

#include "machine.h"
#include "parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- an area's year of one scenario: summarised, and added to its groups */

struct adding { /* what the threads share */
    struct areas_sums *sums;
    struct areas_area *area; /* NULL: the groups are summarised */
    struct areas_group *group;
    const double *column; /* of the area */
    atomic_size_t next;   /* cell: slot and year */
};

/* What is kept of one future. first: of future 0, the other numbers are n_future apart. */
static void
kept_of(const double *first, size_t n_future, size_t future, double kept[N_AREAS_KEPT])
{
    for (size_t k = 0; k < N_AREAS_KEPT; k++)
        kept[k] = first[k * n_future + future];
}

static void
summarise(double *x, size_t n, struct summary *out)
{
    for (size_t i = 0; i < n; i++)
        if (isnan(x[i])) {
            const double none = (double)NAN;
            *out = (struct summary){ n,    none, none, none, none, none, none,
                                     none, none, none, none, none, none };
            return;
        }
    sample_sort(x, n);
    summary_from_sorted(x, n, out);
}

static void
summarise_told(const double *first, size_t n_future, double *scratch, struct summary *out)
{
    double kept[N_AREAS_KEPT];
    for (size_t i = 0; i < n_areas_told; i++) {
        for (size_t r = 0; r < n_future; r++) {
            kept_of(first, n_future, r, kept);
            scratch[r] = areas_told[i].of(kept);
        }
        summarise(scratch, n_future, &out[i]);
    }
}

static bool
in_group(const struct areas_entry *entry, const struct areas_group *group)
{
    bool in = group->kind == GROUP_ALL ||
              (group->kind == GROUP_REGION && strcmp(entry->region, group->name) == 0);
    for (size_t i = 0; !in && group->kind == GROUP_LISTED && i < entry->n_group; i++)
        in = strcmp(entry->group[i], group->name) == 0;
    return in;
}

/* A test that needs reserves is not known where there are none. */
static bool
is_known(const struct areas_entry *entry, size_t test)
{
    return test != TEST_ABOVE_RESERVES || entry->reserves;
}

static void
add_to_group(const struct adding *self, size_t cell, const double *first, struct areas_group *group)
{
    const size_t n = self->sums->n_future;
    double *to = &group->column[cell * N_AREAS_KEPT * n],
           *count = &group->count[cell * N_AREAS_TEST * n], kept[N_AREAS_KEPT];
    for (size_t i = 0; i < N_AREAS_KEPT * n; i++)
        if (i / n != KEPT_RESERVES || self->area->entry->reserves)
            to[i] += first[i];
    for (size_t r = 0; r < n; r++) {
        kept_of(first, n, r, kept);
        for (size_t t = 0; t < N_AREAS_TEST; t++)
            count[t * n + r] +=
                is_known(self->area->entry, t) && areas_tests[t].is(kept) ? 1.0 : 0.0;
    }
}

static void
count_tests(const struct adding *self, size_t cell, const double *first)
{
    const size_t n = self->sums->n_future;
    double kept[N_AREAS_KEPT], *out = &self->area->count[cell * N_AREAS_TEST];
    for (size_t t = 0; t < N_AREAS_TEST; t++)
        out[t] = is_known(self->area->entry, t) ? 0.0 : (double)NAN;
    for (size_t r = 0; r < n; r++) {
        kept_of(first, n, r, kept);
        for (size_t t = 0; t < N_AREAS_TEST; t++)
            out[t] += areas_tests[t].is(kept) ? 1.0 : 0.0;
    }
}

/* What successors have of the area. */
static void
add_to_heirs(const struct adding *self, size_t slot, size_t year)
{
    struct areas_sums *sums = self->sums;
    const size_t n = sums->n_future, area = (size_t)(self->area - sums->area),
                 cell = areas_cell(sums, slot, year);
    struct areas_future of = {
        .column = &self->column[areas_index(self->area->entry->n_year, self->area->scenario[slot],
                                            0, KEPT_PLANS) *
                                n],
        .n_future = n,
        .base_census = sums->base_census
    };
    for (size_t h = 0; h < sums->n_heir; h++) {
        const struct areas_heir *heir = &sums->heir[h];
        double *to = &heir->group->column[cell * N_AREAS_KEPT * n], kept[N_AREAS_KEPT];
        for (of.future = 0; heir->area == area && of.future < n; of.future++) {
            areas_part_kept(heir->part, &of, year, kept);
            for (size_t k = 0; k < N_AREAS_KEPT; k++)
                to[k * n + of.future] += kept[k];
        }
    }
}

static void
add_cell(const struct adding *self, size_t cell, double *scratch)
{
    struct areas_sums *sums = self->sums;
    struct areas_area *area = self->area;
    const size_t slot = cell / sums->n_year, year = cell % sums->n_year, n = sums->n_future;
    const double *first =
        &self->column[areas_index(area->entry->n_year, area->scenario[slot], year, KEPT_PLANS) * n];
    summarise_told(first, n, scratch, &area->told[cell * n_areas_told]);
    count_tests(self, cell, first);
    for (size_t g = 0; g < sums->n_group; g++)
        if (in_group(area->entry, &sums->group[g]))
            add_to_group(self, cell, first, &sums->group[g]);
    add_to_heirs(self, slot, year);
    if (year + 1 < sums->n_year)
        return;
    double kept[N_AREAS_KEPT],
        *head = &sums->head[(slot * sums->n_area + (size_t)(area - sums->area)) * n];
    const size_t a_head = areas_told_named("deficit_per_person");
    for (size_t r = 0; r < n; r++) {
        kept_of(first, n, r, kept);
        head[r] = areas_told[a_head].of(kept);
    }
}

/* A successor is one council: it is in deficit or not. */
static void
test_successor(const struct adding *self, size_t cell)
{
    struct areas_group *group = self->group;
    const size_t n = self->sums->n_future;
    double kept[N_AREAS_KEPT], *count = &group->count[cell * N_AREAS_TEST * n];
    for (size_t r = 0; r < n; r++) {
        kept_of(&group->column[cell * N_AREAS_KEPT * n], n, r, kept);
        for (size_t t = 0; t < N_AREAS_TEST; t++)
            count[t * n + r] = areas_tests[t].is(kept) ? 1.0 : 0.0;
    }
}

static void
finish_group(const struct adding *self, size_t cell, double *scratch)
{
    struct areas_group *group = self->group;
    const size_t n = self->sums->n_future;
    if (group->kind == GROUP_SUCCESSOR)
        test_successor(self, cell);
    double *reserves = &group->column[(cell * N_AREAS_KEPT + KEPT_RESERVES) * n];
    for (size_t r = 0; group->n_reserves < group->n_area && r < n; r++)
        reserves[r] = (double)NAN;
    summarise_told(&group->column[cell * N_AREAS_KEPT * n], n, scratch,
                   &group->told[cell * n_areas_told]);
    for (size_t t = 0; t < N_AREAS_TEST; t++) {
        memcpy(scratch, &group->count[(cell * N_AREAS_TEST + t) * n], n * sizeof *scratch);
        summarise(scratch, n, &group->counted[cell * N_AREAS_TEST + t]);
    }
}

static int
take_cells(void *shared, unsigned member, struct hr_err *err)
{
    struct adding *self = shared;
    const size_t n = self->sums->n_slot * self->sums->n_year;
    double *scratch = calloc(self->sums->n_future, sizeof *scratch);
    (void)member;
    if (scratch == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to summarise %zu futures", self->sums->n_future);
    for (size_t cell; (cell = atomic_fetch_add(&self->next, 1)) < n;) {
        if (self->area != NULL)
            add_cell(self, cell, scratch);
        else
            finish_group(self, cell, scratch);
    }
    free(scratch);
    return 0;
}

/* ---- ranks */

static int
by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* How many of the sorted numbers are above x, and one. */
static double
rank_of(const double *sorted, size_t n, double x)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (sorted[middle] > x)
            high = middle;
        else
            low = middle + 1;
    }
    return (double)(n - low) + 1.0;
}

static int
rank_areas(struct areas_sums *self, size_t slot, struct hr_err *err)
{
    const size_t n = self->n_area, n_future = self->n_future;
    double *rank = calloc(n * n_future, sizeof *rank), *sorted = calloc(n, sizeof *sorted);
    const double *head = &self->head[slot * n * n_future];
    for (size_t r = 0; rank != NULL && sorted != NULL && r < n_future; r++) {
        for (size_t i = 0; i < n; i++)
            sorted[i] = head[i * n_future + r];
        qsort(sorted, n, sizeof *sorted, by_size);
        for (size_t i = 0; i < n; i++)
            rank[i * n_future + r] = rank_of(sorted, n, head[i * n_future + r]);
    }
    const bool made = rank != NULL && sorted != NULL;
    for (size_t i = 0; made && i < n; i++)
        summarise(&rank[i * n_future], n_future, &self->area[i].rank[slot]);
    free(rank);
    free(sorted);
    return made ? 0 : hr_fail(err, HR_ENOMEM, "no memory to rank %zu areas", n);
}

/* ---- all of it */

/* Before it is taken, of a machine that grants what it has not got. */
static int
check_memory(const struct areas_sums *self, struct hr_err *err)
{
    const uint64_t n_cell = self->n_slot * self->n_year,
                   n_group = self->n_group * n_cell * (N_AREAS_KEPT + N_AREAS_TEST),
                   n_head = self->n_slot * self->n_area;
    return machine_has((n_group + n_head) * self->n_future * sizeof(double), self->n_future, err);
}

static int
allocate(struct areas_sums *self, struct hr_err *err)
{
    const size_t n_cell = self->n_slot * self->n_year, n = self->n_future;
    self->head = arena_zero(&self->arena, self->n_slot * self->n_area * n, sizeof *self->head);
    for (size_t i = 0; i < self->n_area; i++) {
        struct areas_area *area = &self->area[i];
        area->told = arena_zero(&self->arena, n_cell * n_areas_told, sizeof *area->told);
        area->count = arena_zero(&self->arena, n_cell * N_AREAS_TEST, sizeof *area->count);
        area->rank = arena_zero(&self->arena, self->n_slot, sizeof *area->rank);
    }
    for (size_t g = 0; g < self->n_group; g++) {
        struct areas_group *group = &self->group[g];
        group->column = arena_zero(&self->arena, n_cell * N_AREAS_KEPT * n, sizeof *group->column);
        group->count = arena_zero(&self->arena, n_cell * N_AREAS_TEST * n, sizeof *group->count);
        group->told = arena_zero(&self->arena, n_cell * n_areas_told, sizeof *group->told);
        group->counted = arena_zero(&self->arena, n_cell * N_AREAS_TEST, sizeof *group->counted);
    }
    return self->arena.failed
               ? hr_fail(err, HR_ENOMEM,
                         "no memory for the sums of %zu groups of areas in %zu futures; ask for "
                         "fewer simulations",
                         self->n_group, n)
               : 0;
}

static int
add_areas(struct areas_sums *self, unsigned n_thread, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < self->n_area; i++) {
        struct areas_area *area = &self->area[i];
        double *column = calloc(areas_n_column(area->entry) * self->n_future, sizeof *column);
        struct adding adding = { .sums = self, .area = area, .column = column };
        if (column == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for area '%s'", area->entry->area);
        ret = areas_shard_read(&self->shard[area->shard], area->at, column, err);
        if (ret == 0)
            ret = parallel(n_thread, take_cells, &adding, err);
        free(column);
    }
    return ret;
}

static int
finish_groups(struct areas_sums *self, unsigned n_thread, struct hr_err *err)
{
    int ret = 0;
    for (size_t g = 0; ret == 0 && g < self->n_group; g++) {
        struct adding adding = { .sums = self, .group = &self->group[g] };
        ret = parallel(n_thread, take_cells, &adding, err);
    }
    return ret;
}

int
areas_sums_make(struct areas_sums *self, const struct areas_request *request, struct hr_err *err)
{
    const unsigned n = parallel_size(request->n_thread);
    const struct areas_header *header = &request->shard->header;
    *self = (struct areas_sums){ .shard = request->shard,
                                 .n_shard = request->n_shard,
                                 .header = header,
                                 .n_future = header->n_future,
                                 .successors = request->successors };
    arena_init(&self->arena);
    int ret = areas_match(self, err);
    if (ret == 0 && request->successors != NULL)
        ret = areas_successors_draw(request->successors, header->seed, header->n_future, err);
    if (ret == 0)
        ret = check_memory(self, err);
    if (ret == 0)
        ret = allocate(self, err);
    if (ret == 0)
        ret = add_areas(self, n, err);
    if (ret == 0)
        ret = finish_groups(self, n, err);
    for (size_t k = 0; ret == 0 && k < self->n_slot; k++)
        ret = rank_areas(self, k, err);
    return ret;
}

void
areas_sums_release(struct areas_sums *self)
{
    arena_release(&self->arena);
    *self = (struct areas_sums){ .shard = NULL };
}
