/* The starting stock cell by cell, and the population, from tables. */
#include "reader_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t NO_KEY = UINT64_MAX; /* of a faulty row */

static uint64_t *
keys_for(struct sheet *self)
{
    uint64_t *key = calloc(self->csv.n_row + 1, sizeof *key);
    if (key == NULL)
        self->reader->arena->failed = true;
    return key;
}

/* ---- plans.table: ncy (or age), need, setting, count */

static uint64_t
cell_key(const struct inputs *in, const struct stock_cell_in *cell)
{
    uint64_t need = 0, setting = 0;
    for (size_t i = 0; i < in->n_need; i++)
        need = in->need[i].id == cell->need ? i : need;
    for (size_t i = 0; i < in->n_setting; i++)
        setting = in->setting[i].id == cell->setting ? i : setting;
    return ((uint64_t)(cell->ncy - NCY_MIN) * in->n_need + need) * in->n_setting + setting;
}

static const struct sheet_bounds PLANS = { 0, 100000, true };

static void
read_stock_rows(struct sheet *t, struct stock_cell_in *cell, uint64_t *key)
{
    const struct inputs *in = &t->reader->out->inputs;
    const struct sheet_ncy ncy = sheet_ncy_column(t);
    const size_t need = sheet_column(t, "need"), setting = sheet_column(t, "setting"),
                 count = sheet_column(t, "count");
    if (ncy.column == SIZE_MAX || need == SIZE_MAX || setting == SIZE_MAX || count == SIZE_MAX)
        return;
    for (size_t row = 0; row < t->csv.n_row; row++) {
        struct stock_cell_in *c = &cell[row];
        c->where = sheet_where(t, row);
        const bool ok[] = { sheet_ncy(t, row, ncy, NCY_MIN, &c->ncy),
                            sheet_id(t, row, need, TARGET_NEED, &c->need),
                            sheet_id(t, row, setting, TARGET_SETTING, &c->setting),
                            sheet_number(t, row, count, PLANS, &c->count) };
        key[row] = ok[0] && ok[1] && ok[2] && ok[3] ? cell_key(in, c) : NO_KEY;
    }
    sheet_refuse_twice(t, key);
}

static void
read_stock(struct reader *reader)
{
    struct plans_in *plans = &reader->out->inputs.plans;
    struct sheet t;
    if (sheet_open(&t, reader, "plans.table", plans->table)) {
        if (plans->n_cell > 0)
            csv_in_fault(&t.csv, SIZE_MAX, SIZE_MAX,
                         "'plans' has cells as well as this table: give one or the other");
        struct stock_cell_in *cell = arena_zero(reader->arena, t.csv.n_row, sizeof *cell);
        uint64_t *key = keys_for(&t);
        if (cell != NULL && key != NULL) {
            read_stock_rows(&t, cell, key);
            plans->cell = cell;
            plans->n_cell = t.csv.n_row;
        } else {
            csv_in_fault(&t.csv, SIZE_MAX, SIZE_MAX, "the table has no rows");
        }
        free(key);
    }
    if (!sheet_close(&t))
        plans->n_cell = 0;
}

/* ---- population.table: mid_year, ncy (or age), population */

enum {
    FIRST_MID_YEAR = 2000,
    LAST_MID_YEAR = 2100,
    N_MID_YEAR = LAST_MID_YEAR - FIRST_MID_YEAR + 1
};

static const struct sheet_bounds MID_YEARS = { FIRST_MID_YEAR, LAST_MID_YEAR, true };
static const struct sheet_bounds PEOPLE = { 0, 200000, false };

static void
read_population_rows(struct sheet *t, struct population_count_in *count, bool *given)
{
    const size_t year = sheet_column(t, "mid_year"), people = sheet_column(t, "population");
    const struct sheet_ncy ncy = sheet_ncy_column(t);
    if (year == SIZE_MAX || people == SIZE_MAX || ncy.column == SIZE_MAX)
        return;
    for (size_t row = 0; row < t->csv.n_row; row++) {
        double y = 0.0, n = 0.0;
        int k = 0;
        const bool ok[] = { sheet_number(t, row, year, MID_YEARS, &y),
                            sheet_ncy(t, row, ncy, NCY_MIN, &k),
                            sheet_number(t, row, people, PEOPLE, &n) };
        if (!ok[0] || !ok[1] || !ok[2])
            continue;
        const size_t i = (size_t)y - FIRST_MID_YEAR, age = (size_t)(k - NCY_MIN);
        if (given[i * N_NCY + age])
            csv_in_fault(&t->csv, row, SIZE_MAX, "NCY %d of mid-%d is given twice", k, (int)y);
        if (count[i].where == NULL)
            count[i] =
                (struct population_count_in){ .where = sheet_where(t, row), .mid_year = (int)y };
        given[i * N_NCY + age] = true;
        count[i].by_age[age] = n;
    }
}

/* Moves the years that were given to the front; each must have all ages. */
static size_t
keep_years(struct sheet *t, struct population_count_in *count, const bool *given)
{
    size_t n = 0;
    for (size_t i = 0; i < N_MID_YEAR; i++) {
        if (count[i].where == NULL)
            continue;
        for (size_t age = 0; age < N_NCY; age++)
            if (!given[i * N_NCY + age]) {
                csv_in_fault(&t->csv, SIZE_MAX, SIZE_MAX,
                             "mid-%d has no population for NCY %d: want all from %d to %d",
                             count[i].mid_year, NCY_MIN + (int)age, NCY_MIN, NCY_MAX);
                break;
            }
        count[n++] = count[i];
    }
    return n;
}

static void
read_population(struct reader *reader)
{
    struct population_in *population = &reader->out->inputs.population;
    struct sheet t;
    if (sheet_open(&t, reader, "population.table", population->table)) {
        struct population_count_in *count = arena_zero(reader->arena, N_MID_YEAR, sizeof *count);
        bool *given = calloc(N_MID_YEAR * N_NCY, sizeof *given);
        if (population->n_count > 0)
            csv_in_fault(&t.csv, SIZE_MAX, SIZE_MAX,
                         "'population' has counts as well as this table: give one or the other");
        if (count != NULL && given != NULL) {
            read_population_rows(&t, count, given);
            population->count = count;
            population->n_count = keep_years(&t, count, given);
            if (population->n_count == 0 && t.csv.n_fault == 0)
                csv_in_fault(&t.csv, SIZE_MAX, SIZE_MAX, "the table has no rows");
        }
        reader->arena->failed = reader->arena->failed || given == NULL;
        free(given);
    }
    (void)sheet_close(&t);
}

/* A population is wanted one way or the other. */
static void
want_population(struct reader *reader)
{
    const struct population_in *population = &reader->out->inputs.population;
    const struct source *source = &reader->layer[LAYER_USER]->source;
    const bool tabled = population->table != NULL && population->table[0] != '\0';
    for (size_t i = 0; i < inputs_fields.n_row; i++)
        if (strcmp(inputs_fields.row[i].key, "population") == 0 && (reader->dirty >> i & 1ul) != 0)
            return;
    if (population->n_count > 0 || tabled)
        return;
    faults_add(reader->faults, source->n_file > 0 ? source->file[0].path : "scenario",
               "the population is missing: give it in population.counts, or as a table beside this "
               "file that population.table names");
    reader_dirty(reader, "population");
}

void
read_people_tables(struct reader *reader)
{
    read_stock(reader);
    read_population(reader);
    want_population(reader);
}
