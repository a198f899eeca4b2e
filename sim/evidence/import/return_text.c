#include "return_text.h"

#include "csv.h"
#include "list.h"
#include "return_history.h"
#include "table.h"
#include "transitions_import.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- stock_YEAR.csv ---- */

struct stock_row {
    double ncy;
    const char *need, *setting;
    double count;
};
static const struct table_field STOCK[] = {
    TABLE_NUMBER_COLUMN("ncy", 0, offsetof(struct stock_row, ncy)),
    TABLE_TEXT_COLUMN("need", offsetof(struct stock_row, need)),
    TABLE_TEXT_COLUMN("setting", offsetof(struct stock_row, setting)),
    TABLE_NUMBER_COLUMN("count", 0, offsetof(struct stock_row, count)),
};
enum { N_STOCK_CELL = N_NCY * N_SEN2_NEED * N_SEN2_PLACE };

static void
put_stock(const double *cell, struct table *table)
{
    for (size_t k = 0; k < N_STOCK_CELL; k++)
        if (cell[k] > 0.0)
            table_put(table,
                      &(struct stock_row){ NCY_MIN + (double)(k / (N_SEN2_NEED * N_SEN2_PLACE)),
                                           sen2_need_id[k / N_SEN2_PLACE % N_SEN2_NEED],
                                           sen2_place_name(k % N_SEN2_PLACE), cell[k] });
}

static int
write_stock(const struct sen2_year *year, bool before, struct folder *folder, struct hr_err *err)
{
    const struct sen2_state *state = before ? year->before : year->now;
    char name[32];
    struct table table;
    double *cell = calloc(N_STOCK_CELL, sizeof *cell);
    if (cell == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the stock");
    for (size_t i = 0; i < year->from.rows[SEN2_PERSON].n; i++)
        if (state[i].held && state[i].age != SEN2_NONE)
            cell[((size_t)(ncy_of_age(state[i].age) - NCY_MIN) * N_SEN2_NEED +
                  (size_t)state[i].need) *
                     N_SEN2_PLACE +
                 sen2_place(state[i].category)] += 1.0;
    (void)snprintf(name, sizeof name, "stock_%d", year->from.census - before);
    table_init(&table, name, STOCK, sizeof STOCK / sizeof STOCK[0]);
    put_stock(cell, &table);
    int ret = table_check(&table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    free(cell);
    return ret;
}

static bool
is_told(const struct sen2 *self, size_t i)
{
    return i > 0 && self->year[i - 1].from.census + 1 == self->year[i].from.census;
}

static int
write_stocks(const struct sen2 *self, struct folder *folder, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->n && ret == 0; i++) {
        if (!is_told(self, i))
            ret = write_stock(&self->year[i], true, folder, err);
        if (ret == 0)
            ret = write_stock(&self->year[i], false, folder, err);
    }
    return ret;
}

/* ---- leavers.csv ---- */

struct leaver_row {
    double year;
    const char *reason;
    double plans;
};
static const struct table_field LEAVERS[] = {
    TABLE_NUMBER_COLUMN("year", 0, offsetof(struct leaver_row, year)),
    TABLE_TEXT_COLUMN("reason", offsetof(struct leaver_row, reason)),
    TABLE_NUMBER_COLUMN("plans", 0, offsetof(struct leaver_row, plans)),
};

static int
write_leavers(const struct sen2 *self, struct folder *folder, struct hr_err *err)
{
    struct table table;
    table_init(&table, "leavers", LEAVERS, sizeof LEAVERS / sizeof LEAVERS[0]);
    for (size_t i = 0; i < self->n; i++)
        for (size_t reason = 0; reason < N_SEN2_REASON; reason++)
            if (self->year[i].ended[reason] > 0.0)
                table_put(&table,
                          &(struct leaver_row){ self->year[i].from.census - 1.0,
                                                sen2_reason[reason], self->year[i].ended[reason] });
    int ret = table_check(&table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    return ret;
}

/* ---- moves.csv ---- */

struct move_row {
    double january, ncy;
    const char *from, *to;
    double children;
};
static const struct table_field MOVES[] = {
    TABLE_NUMBER_COLUMN("january", 0, offsetof(struct move_row, january)),
    TABLE_NUMBER_COLUMN("ncy", 0, offsetof(struct move_row, ncy)),
    TABLE_TEXT_COLUMN("from", offsetof(struct move_row, from)),
    TABLE_TEXT_COLUMN("to", offsetof(struct move_row, to)),
    TABLE_NUMBER_COLUMN("children", 0, offsetof(struct move_row, children)),
};
enum { N_SIDE = N_SEN2_PLACE + 1, N_MOVE_CELL = (N_NCY + 1) * N_SIDE * N_SIDE };

static size_t
side_of(const struct sen2_state *state)
{
    return state->held ? sen2_place(state->category) : N_SEN2_PLACE;
}

static const char *
side_name(size_t side)
{
    return side == N_SEN2_PLACE ? "no_plan" : sen2_place_name(side);
}

/* Of a leaver too the year group is that of the second January, one beyond the last included. */
static void
count_moves(const struct sen2_year *year, double *cell)
{
    for (size_t i = 0; i < year->from.rows[SEN2_PERSON].n; i++) {
        const struct sen2_state *before = &year->before[i], *now = &year->now[i];
        const int age = now->held                                  ? now->age
                        : before->held && before->age != SEN2_NONE ? before->age + 1
                                                                   : SEN2_NONE;
        if (age != SEN2_NONE)
            cell[((size_t)age * N_SIDE + side_of(before)) * N_SIDE + side_of(now)] += 1.0;
    }
}

static void
put_moves(const struct sen2_year *year, const double *cell, struct table *table)
{
    for (size_t k = 0; k < N_MOVE_CELL; k++)
        if (cell[k] > 0.0)
            table_put(table, &(struct move_row){
                                 year->from.census - 1.0, ncy_of_age((int)(k / (N_SIDE * N_SIDE))),
                                 side_name(k / N_SIDE % N_SIDE), side_name(k % N_SIDE), cell[k] });
}

static int
write_moves(const struct sen2 *self, struct folder *folder, struct hr_err *err)
{
    struct table table;
    double *cell = calloc(N_MOVE_CELL, sizeof *cell);
    if (cell == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for moves");
    table_init(&table, "moves", MOVES, sizeof MOVES / sizeof MOVES[0]);
    for (size_t i = 0; i < self->n; i++) {
        memset(cell, 0, N_MOVE_CELL * sizeof *cell);
        count_moves(&self->year[i], cell);
        put_moves(&self->year[i], cell, &table);
    }
    int ret = table_check(&table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    free(cell);
    return ret;
}

/* ---- history/ ---- */

/* Has some year a population of every year group? */
static bool
has_population(const struct transitions *history)
{
    for (int year = history->first_population;
         history->population != NULL && year <= history->last_population; year++) {
        bool whole = true;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            whole = whole && !isnan(transitions_population(history, year, ncy));
        if (whole)
            return true;
    }
    return false;
}

/* Settings are called after their categories. */
static int
add_categories(const struct transitions *history, char ***list, size_t *n, struct hr_err *err)
{
    int ret = 0;
    for (size_t s = 0; s < history->n_setting && ret == 0; s++)
        ret = list_add_format(list, n, err, "%s=%s", history->setting[s], history->setting[s]);
    return ret;
}

/* What a child in a setting costs the high needs block; all needs alike. */
static int
add_costs(struct transitions *history, const struct cost_prices *prices, struct hr_err *err)
{
    const size_t n = history->n_need * history->n_setting;
    history->cost = malloc((n + 1) * sizeof *history->cost);
    if (history->cost == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for costs");
    for (size_t i = 0; i < n; i++)
        history->cost[i] = (double)NAN;
    for (size_t s = 0; s < history->n_setting; s++)
        for (size_t place = 0; place < N_CATEGORY; place++)
            if (strcmp(history->setting[s], sen2_place_name(place)) == 0 &&
                cost_is_priced(prices, place))
                for (size_t need = 0; need < history->n_need; need++)
                    history->cost[cost_index(history, need, s)] =
                        (prices->place[place].priced_gbp - prices->place[place].joint_gbp) /
                        prices->place[place].years;
    return 0;
}

static int
write_history(struct return_writing *writing, struct folder *folder, struct hr_err *err)
{
    const struct sen2 *self = writing->sen2;
    const struct evidence *evidence = writing->evidence;
    bool *written = &writing->history;
    struct transitions history;
    char **category = NULL;
    size_t n_category = 0;
    int ret =
        return_history(self, evidence, evidence_find_area(evidence, self->code), &history, err);
    *written = ret == 0 && history.n_item > 0 && has_population(&history);
    if (*written && writing->prices != NULL)
        ret = add_costs(&history, writing->prices, err);
    if (*written && ret == 0)
        ret = add_categories(&history, &category, &n_category, err);
    const struct transitions_import_options options = { .category = (const char *const *)category,
                                                        .n_category = n_category,
                                                        .area = self->name,
                                                        .within = "history/" };
    if (*written && ret == 0)
        ret = transitions_write(&history, &options, folder, err);
    list_free_texts(category, n_category);
    transitions_release(&history);
    return ret;
}

int
return_write(struct return_writing *self, struct folder *folder, struct hr_err *err)
{
    int ret = write_stocks(self->sen2, folder, err);
    if (ret == 0)
        ret = write_leavers(self->sen2, folder, err);
    if (ret == 0)
        ret = write_moves(self->sen2, folder, err);
    return ret == 0 ? write_history(self, folder, err) : ret;
}

/* ---- import.txt ---- */

static void
report_year(const struct sen2_year *year, struct text *out)
{
    const int census = year->from.census;
    double ended = 0.0;
    for (size_t reason = 0; reason < N_SEN2_REASON; reason++)
        ended += year->ended[reason];
    text_add(out, "  January %d %14.0f plans held\n", census - 1, year->held_before);
    text_add(out, "  %d        %+14.0f issued\n", census - 1, year->new_plans);
    text_add(out, "              %+14.0f came from other authorities and are held\n", year->came);
    text_add(out, "              %+14.0f ended, of which\n", -ended);
    for (size_t reason = 0; reason < N_SEN2_REASON; reason++)
        if (year->ended[reason] > 0.0)
            text_add(out, "              %25.0f %s\n", year->ended[reason], sen2_reason[reason]);
    text_add(out,
             "              %+14.0f not explained: days between census and year end, and what "
             "is odd below\n",
             year->held_now - year->held_before - year->new_plans - year->came + ended);
    text_add(out,
             "  January %d %14.0f plans held; %.0f open residential placements, %.0f of 52 "
             "weeks\n",
             census, year->held_now, year->residential, year->residential_52);
    if (year->no_request_day > 0.0)
        text_add(out,
                 "  Plans issued within 20 weeks are counted of %.0f: %.0f have no day of "
                 "request before the plan\n",
                 year->new_plans - year->no_request_day, year->no_request_day);
    text_add(out, "\n");
}

int
return_report_text(const struct return_writing *self, char **text, struct hr_err *err)
{
    struct text of, *out = &of;
    text_init(out);
    text_add(out, "\nTHE RETURN: balance of each year\n\n");
    for (size_t i = 0; i < self->sen2->n; i++)
        report_year(&self->sen2->year[i], out);
    if (self->prices != NULL)
        cost_prices_report(self->prices, self->ledger, out);
    text_add(out, "\n");
    text_add(out,
             "FOR THE AUTHORITY'S OWN USE. This folder has no row about a child, no name and no "
             "key, but its tables\nhave counts below 5: do not publish them. 'headroom run "
             "--publish' leaves small numbers out of results.\n");
    return text_take(out, text, err);
}
