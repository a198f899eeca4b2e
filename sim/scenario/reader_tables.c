/* The starting stock cell by cell, the population, and rates by cell, from tables. */
#include "sheet.h"

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
    if (reader->faulty[field_table_find(&inputs_fields, "population")] || population->n_count > 0 ||
        tabled)
        return;
    faults_add(reader->faults, source->n_file > 0 ? source->file[0].path : "scenario",
               "the population is missing: give it in population.counts, or as a table beside this "
               "file that population.table names");
    reader_mark(reader, "population");
}

void
read_people_tables(struct reader *reader)
{
    read_stock(reader);
    read_population(reader);
    want_population(reader);
}

/* ---- rates */

/* Rates by cell from tables: weights of evidence, by cell. */

static const struct sheet_bounds WEIGHT = { 0, 1e9, false }, ODDS = { 1e-6, 1e6, false };

/* What a row is about. */
struct about {
    int ncy;
    const char *need, *setting;
};

struct columns {
    struct sheet_ncy ncy;
    size_t need, setting, to, weight[2], odds; /* of those that the table has */
};

/* A key for telling two rows of one cell: places in lists, 0 for blank. `to` beyond all settings:
 * "any". Names of rows are those of the lists (sheet_id). */
static uint64_t
key_of(const struct inputs *in, const struct about *about, const char *to)
{
    uint64_t need = 0, setting = 0, dest = 0;
    for (size_t i = 0; i < in->n_need; i++)
        need = in->need[i].id == about->need ? i + 1 : need;
    for (size_t i = 0; i < in->n_setting; i++) {
        setting = in->setting[i].id == about->setting ? i + 1 : setting;
        dest = in->setting[i].id == to ? i + 1 : dest;
    }
    dest = strcmp(to, "any") == 0 ? in->n_setting + 1 : dest;
    return (((uint64_t)(about->ncy - NCY_MIN) * (in->n_need + 1) + need) * (in->n_setting + 1) +
            setting) *
               (in->n_setting + 2) +
           dest;
}

/* What a table's rows may be about. */
struct about_want {
    int first_ncy;
    bool all_needs, all_settings; /* a blank is all of them */
};

static bool
read_about(struct sheet *t, size_t row, const struct columns *c, struct about_want want,
           struct about *out)
{
    *out = (struct about){ .need = "", .setting = "" };
    bool ok = sheet_ncy(t, row, c->ncy, want.first_ncy, &out->ncy);
    if (c->need != SIZE_MAX)
        ok = (want.all_needs ? sheet_id_or_blank : sheet_id)(t, row, c->need, TARGET_NEED,
                                                             &out->need) &&
             ok;
    if (c->setting != SIZE_MAX)
        ok = (want.all_settings ? sheet_id_or_blank : sheet_id)(t, row, c->setting, TARGET_SETTING,
                                                                &out->setting) &&
             ok;
    return ok;
}

/* Two weights of a rate: neither below 0, not both 0. */
static bool
read_two(struct sheet *t, size_t row, const struct columns *c, double *a, double *b)
{
    const bool ok[] = { sheet_number(t, row, c->weight[0], WEIGHT, a),
                        sheet_number(t, row, c->weight[1], WEIGHT, b) };
    if (ok[0] && ok[1] && *a + *b <= 0.0)
        csv_in_fault(
            &t->csv, row, SIZE_MAX,
            "both weights are 0: leave the row out, and the cell follows the rest of the scenario");
    return ok[0] && ok[1] && *a + *b > 0.0;
}

/* Is this a row of odds? Its weights are blank then. False, without a fault, when it is not. */
static bool
read_odds(struct sheet *t, size_t row, const struct columns *c, double *odds, bool *ok)
{
    *odds = 0.0;
    *ok = true;
    if (c->odds == SIZE_MAX || csv_in_text(&t->csv, row, c->odds)[0] == '\0')
        return false;
    *ok = sheet_number(t, row, c->odds, ODDS, odds);
    for (size_t i = 0; i < 2 && c->weight[i] != SIZE_MAX; i++)
        if (csv_in_text(&t->csv, row, c->weight[i])[0] != '\0') {
            csv_in_fault(&t->csv, row, c->weight[i],
                         "is given together with odds: a row has weights of its own, or odds on "
                         "the wider row's");
            *ok = false;
        }
    return true;
}

/* ---- one table each. A row fills its entry and says its key; UINT64_MAX when it is faulty */

typedef uint64_t row_reader(struct sheet *t, size_t row, const struct columns *c, void *entry);

static uint64_t
read_leave(struct sheet *t, size_t row, const struct columns *c, void *entry)
{
    struct leave_rate_in *out = entry;
    struct about a;
    bool odds_ok;
    const bool of_odds = read_odds(t, row, c, &out->odds, &odds_ok);
    const bool ok[] = { read_about(t, row, c, (struct about_want){ NCY_MIN + 1, true, true }, &a),
                        of_odds ? odds_ok : read_two(t, row, c, &out->left, &out->stayed) };
    out->where = sheet_where(t, row);
    out->ncy = a.ncy;
    out->need = a.need;
    out->setting = a.setting;
    return ok[0] && ok[1] ? key_of(&t->reader->out->inputs, &a, "") : UINT64_MAX;
}

static uint64_t
read_move(struct sheet *t, size_t row, const struct columns *c, void *entry)
{
    const struct inputs *in = &t->reader->out->inputs;
    struct move_rate_in *out = entry;
    struct about a;
    bool ok = read_about(t, row, c, (struct about_want){ NCY_MIN + 1, true, false }, &a);
    out->to = "any";
    if (strcmp(csv_in_text(&t->csv, row, c->to), "any") != 0)
        ok = sheet_id(t, row, c->to, TARGET_SETTING, &out->to) && ok;
    bool odds_ok;
    const bool of_odds = read_odds(t, row, c, &out->odds, &odds_ok);
    if (of_odds && strcmp(out->to, "any") != 0) {
        csv_in_fault(
            &t->csv, row, c->odds,
            "is given for one destination: odds are of moving at all, in a row whose to is any");
        ok = false;
    }
    ok = (of_odds ? odds_ok : sheet_number(t, row, c->weight[0], WEIGHT, &out->weight)) && ok;
    out->where = sheet_where(t, row);
    out->ncy = a.ncy;
    out->need = a.need;
    out->setting = a.setting;
    return ok ? key_of(in, &a, out->to) : UINT64_MAX;
}

static uint64_t
read_join(struct sheet *t, size_t row, const struct columns *c, void *entry)
{
    struct join_rate_in *out = entry;
    struct about a;
    const bool ok[] = { read_about(t, row, c, (struct about_want){ NCY_MIN, true, true }, &a),
                        read_two(t, row, c, &out->joined, &out->not_joined) };
    out->where = sheet_where(t, row);
    out->ncy = a.ncy;
    return ok[0] && ok[1] ? key_of(&t->reader->out->inputs, &a, "") : UINT64_MAX;
}

static uint64_t
read_place(struct sheet *t, size_t row, const struct columns *c, void *entry)
{
    struct place_rate_in *out = entry;
    struct about a;
    const bool ok[] = { read_about(t, row, c, (struct about_want){ NCY_MIN, false, false }, &a),
                        sheet_number(t, row, c->weight[0], WEIGHT, &out->weight) };
    out->where = sheet_where(t, row);
    out->ncy = a.ncy;
    out->need = a.need;
    out->setting = a.setting;
    return ok[0] && ok[1] ? key_of(&t->reader->out->inputs, &a, "") : UINT64_MAX;
}

struct kind { /* of table: its columns, "" where it has none of that sort */
    const char *key;
    bool of_cell;
    const char *to, *weight[2];
    size_t size;
    row_reader *read;
};

static const struct kind leave_kind = {
    "rates.leave", true, "", { "left", "stayed" }, sizeof(struct leave_rate_in), read_leave
};
static const struct kind move_kind = {
    "rates.move", true, "to", { "weight", "" }, sizeof(struct move_rate_in), read_move
};
static const struct kind join_kind = {
    "rates.join", false, "", { "joined", "not_joined" }, sizeof(struct join_rate_in), read_join
};
static const struct kind place_kind = {
    "rates.place", true, "", { "weight", "" }, sizeof(struct place_rate_in), read_place
};

static bool
find_columns(struct sheet *t, const struct kind *kind, struct columns *c)
{
    *c = (struct columns){ .ncy = sheet_ncy_column(t),
                           .need = SIZE_MAX,
                           .setting = SIZE_MAX,
                           .to = SIZE_MAX,
                           .weight = { SIZE_MAX, SIZE_MAX },
                           .odds = SIZE_MAX };
    bool ok = c->ncy.column != SIZE_MAX;
    if (kind->of_cell) {
        c->need = sheet_column(t, "need");
        c->setting = sheet_column(t, "setting");
        ok = ok && c->need != SIZE_MAX && c->setting != SIZE_MAX;
    }
    c->odds = csv_in_column(&t->csv, "odds"); /* may be absent */
    if (kind->to[0] != '\0')
        ok = (c->to = sheet_column(t, kind->to)) != SIZE_MAX && ok;
    for (size_t i = 0; i < 2 && kind->weight[i][0] != '\0'; i++)
        ok = (c->weight[i] = sheet_column(t, kind->weight[i])) != SIZE_MAX && ok;
    return ok;
}

/* The entries, in the arena, and how many. */
static void *
read_kind(struct reader *reader, const struct kind *kind, const char *file, size_t *n)
{
    struct sheet t;
    struct columns c;
    char *entries = NULL;
    uint64_t *key = NULL;
    *n = 0;
    if (sheet_open(&t, reader, kind->key, file) && find_columns(&t, kind, &c)) {
        if (t.csv.n_row == 0)
            csv_in_fault(&t.csv, SIZE_MAX, SIZE_MAX, "the table has no rows");
        entries = arena_zero(reader->arena, t.csv.n_row, kind->size);
        key = calloc(t.csv.n_row + 1, sizeof *key);
        reader->arena->failed = reader->arena->failed || key == NULL;
        for (size_t row = 0; entries != NULL && key != NULL && row < t.csv.n_row; row++)
            key[row] = kind->read(&t, row, &c, entries + row * kind->size);
        if (entries != NULL && key != NULL) {
            sheet_refuse_twice(&t, key);
            *n = t.csv.n_row;
        }
    }
    free(key);
    if (!sheet_close(&t))
        *n = 0;
    return entries;
}

void
read_rate_tables(struct reader *reader)
{
    struct rates_in *in = &reader->out->inputs.rates;
    in->leave = read_kind(reader, &leave_kind, in->leave_table, &in->n_leave);
    in->move = read_kind(reader, &move_kind, in->move_table, &in->n_move);
    in->join = read_kind(reader, &join_kind, in->join_table, &in->n_join);
    in->place = read_kind(reader, &place_kind, in->place_table, &in->n_place);
}
