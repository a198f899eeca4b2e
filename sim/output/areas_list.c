/* Reads a list of areas. */
#include "areas_list.h"

#include "areas.h"

#include "area_name.h"
#include "csv_in.h"
#include "nearest.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum column { COLUMN_AREA, COLUMN_SCENARIO, COLUMN_REGION, COLUMN_GROUP, N_COLUMN };

static const struct {
    const char *name;
    bool needed;
} columns[N_COLUMN] = {
    [COLUMN_AREA] = { "area", true },
    [COLUMN_SCENARIO] = { "scenario", true },
    [COLUMN_REGION] = { "region", false },
    [COLUMN_GROUP] = { "group", false },
};

struct reading {
    struct areas_list *out;
    struct csv_in csv;
    size_t at[N_COLUMN]; /* SIZE_MAX: not there */
};

const char **
areas_split(struct arena *arena, const char *cell, size_t *n)
{
    const char **list = arena_zero(arena, strlen(cell) / 2 + 1, sizeof *list);
    *n = 0;
    while (list != NULL && *cell != '\0') {
        cell += strspn(cell, "; ");
        size_t length = strcspn(cell, ";");
        const char *next = cell + length;
        while (length > 0 && cell[length - 1] == ' ')
            length--;
        if (length > 0)
            list[(*n)++] = arena_text(arena, cell, length);
        cell = next;
    }
    return list;
}

const char *
areas_path(struct arena *arena, const char *list, const char *typed)
{
    const size_t folder = (size_t)(text_base(list) - list);
    return typed[0] == '/' ? arena_text(arena, typed, strlen(typed))
                           : arena_format(arena, "%.*s%s", (int)folder, list, typed);
}

/* ---- the header */

static bool
is_known(const struct reading *self, size_t column)
{
    for (size_t i = 0; i < N_COLUMN; i++)
        if (self->at[i] == column)
            return true;
    return self->csv.column[column][0] == '\0';
}

static void
find_columns(struct reading *self)
{
    for (size_t i = 0; i < N_COLUMN; i++) {
        self->at[i] = csv_in_column(&self->csv, columns[i].name);
        if (self->at[i] == SIZE_MAX && columns[i].needed)
            csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX, "there is no column '%s'",
                         columns[i].name);
    }
    for (size_t i = 0; i < self->csv.n_column; i++)
        if (!is_known(self, i))
            csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX,
                         "column '%s' is none of area, scenario, region and group",
                         self->csv.column[i]);
}

/* ---- rows */

static const char *
cell(const struct reading *self, size_t row, enum column column)
{
    return self->at[column] == SIZE_MAX ? "" : csv_in_text(&self->csv, row, self->at[column]);
}

static void
check_row(struct reading *self, size_t row)
{
    const char *area = cell(self, row, COLUMN_AREA);
    for (size_t i = 0; i < N_COLUMN; i++)
        if (columns[i].needed && self->at[i] != SIZE_MAX &&
            cell(self, row, (enum column)i)[0] == '\0')
            csv_in_fault(&self->csv, row, self->at[i], "is empty");
    for (size_t k = 0; area[0] != '\0' && k < row; k++)
        if (csv_in_same_name(area, cell(self, k, COLUMN_AREA))) {
            csv_in_fault(&self->csv, row, self->at[COLUMN_AREA],
                         "'%s' stands in line %zu already: an area has one row, for two would "
                         "have the same chance",
                         area, self->csv.line[k]);
            return;
        }
}

static const char *
keep(struct areas_list *out, const char *text)
{
    return arena_text(&out->arena, text, strlen(text));
}

static void
take_row(struct reading *self, size_t row, const char *path)
{
    struct areas_list *out = self->out;
    struct areas_row *to = &out->row[out->n_row++];
    *to = (struct areas_row){
        .line = self->csv.line[row],
        .area = keep(out, cell(self, row, COLUMN_AREA)),
        .scenario = keep(out, cell(self, row, COLUMN_SCENARIO)),
        .region = keep(out, cell(self, row, COLUMN_REGION)),
    };
    to->path = areas_path(&out->arena, path, to->scenario);
    to->group = areas_split(&out->arena, cell(self, row, COLUMN_GROUP), &to->n_group);
}

/* ---- choosing */

static bool
is_called(const struct areas_row *row, const char *name)
{
    bool called = area_name_same(row->area, name) || area_name_same(row->region, name);
    for (size_t i = 0; !called && i < row->n_group; i++)
        called = area_name_same(row->group[i], name);
    return called;
}

static void
check_only(struct reading *self, const char *only)
{
    const struct areas_list *out = self->out;
    struct nearest nearest = { .name = only };
    for (size_t i = 0; i < out->n_row; i++) {
        if (is_called(&out->row[i], only))
            return;
        nearest_offer(&nearest, out->row[i].area);
        if (out->row[i].region[0] != '\0')
            nearest_offer(&nearest, out->row[i].region);
        for (size_t k = 0; k < out->row[i].n_group; k++)
            nearest_offer(&nearest, out->row[i].group[k]);
    }
    if (nearest.best != NULL)
        csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX,
                     "no area, region or group is called '%s': did you mean '%s'?", only,
                     nearest.best);
    else
        csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX, "no area, region or group is called '%s'",
                     only);
}

static void
choose(struct reading *self, const char *const *only, size_t n_only)
{
    struct areas_list *out = self->out;
    size_t n = 0;
    for (size_t k = 0; k < n_only; k++)
        check_only(self, only[k]);
    for (size_t i = 0; i < out->n_row; i++) {
        bool chosen = n_only == 0;
        for (size_t k = 0; !chosen && k < n_only; k++)
            chosen = is_called(&out->row[i], only[k]);
        if (chosen)
            out->row[n++] = out->row[i];
    }
    out->n_row = n;
}

static int
read_rows(struct reading *self, const char *path, struct hr_err *err)
{
    struct areas_list *out = self->out;
    find_columns(self);
    if (!csv_in_at_most(&self->csv, AREAS_MOST, "a list of areas"))
        return HR_ESCENARIO;
    for (size_t row = 0; row < self->csv.n_row; row++)
        check_row(self, row);
    if (self->csv.n_row == 0)
        csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX, "there are no rows");
    out->row = arena_zero(&out->arena, self->csv.n_row, sizeof *out->row);
    for (size_t row = 0; out->row != NULL && row < self->csv.n_row; row++)
        take_row(self, row, path);
    return arena_check(&out->arena, err);
}

int
areas_list_read(struct areas_list *self, const char *path, const char *const *only, size_t n_only,
                struct hr_err *err)
{
    struct reading reading = { .out = self };
    *self = (struct areas_list){ .n_row = 0 };
    arena_init(&self->arena);
    faults_init(&self->faults);
    csv_in_init(&reading.csv, &self->faults);
    self->name = keep(self, text_base(path));
    int ret = digest_file(path, self->sha256, err);
    if (ret == 0)
        ret = csv_in_read(&reading.csv, path, err);
    if (ret == 0)
        ret = read_rows(&reading, path, err);
    if (ret == 0)
        choose(&reading, only, n_only);
    csv_in_release(&reading.csv);
    if (self->faults.n > 0)
        return hr_fail(err, HR_ESCENARIO, "'%s' has %zu fault%s", path, self->faults.n,
                       self->faults.n == 1 ? "" : "s");
    return ret;
}

void
areas_list_release(struct areas_list *self)
{
    faults_release(&self->faults);
    arena_release(&self->arena);
    *self = (struct areas_list){ .n_row = 0 };
}
