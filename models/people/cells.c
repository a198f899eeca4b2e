#include "cells.h"

#include "field_rows.h"

#include <math.h>
#include <string.h>

enum { N_FLOW = 10 };

struct dims
dims_of(size_t n_need, size_t n_setting)
{
    const size_t n_place = n_need * n_setting;
    return (struct dims){
        .n_need = n_need, .n_setting = n_setting, .n_place = n_place, .n_cell = N_NCY * n_place
    };
}

void
flows_init(struct flows *self, const struct dims *dims, struct arena *arena)
{
    const size_t n = dims->n_place;
    *self = (struct flows){ .n_place = n };
    double *block = arena_zero(arena, N_FLOW * n, sizeof *block);
    double **part[N_FLOW] = { &self->opening, &self->left,    &self->moved_out, &self->moved_in,
                              &self->joined,  &self->closing, &self->departed,  &self->arrived,
                              &self->lost,    &self->gained };
    for (size_t i = 0; block != NULL && i < N_FLOW; i++)
        *part[i] = block + i * n;
}

struct setting_flows
flows_of_setting(const struct flows *self, const struct dims *dims, size_t setting)
{
    struct setting_flows sum = { 0 };
    for (size_t k = setting; k < dims->n_place; k += dims->n_setting) {
        sum.opening += self->opening[k];
        sum.left += self->left[k];
        sum.moved_out += self->moved_out[k];
        sum.moved_in += self->moved_in[k];
        sum.joined += self->joined[k];
        sum.closing += self->closing[k];
        sum.departed += self->departed[k];
        sum.arrived += self->arrived[k];
    }
    return sum;
}

static void
count_by_place(const struct dims *dims, const double *stock, double *count)
{
    memset(count, 0, dims->n_place * sizeof *count);
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t k = 0; k < dims->n_place; k++)
            count[k] += stock[i * dims->n_place + k];
}

void
cells_start(const struct dims *dims, const double *stock, struct flows *flows)
{
    count_by_place(dims, stock, flows->closing);
}

void
cells_open(const struct dims *dims, struct flows *flows)
{
    double *const opening = flows->closing;
    flows->closing = flows->opening;
    flows->opening = opening;
    double *const cleared[] = { flows->left,     flows->moved_out, flows->moved_in, flows->joined,
                                flows->departed, flows->arrived,   flows->lost,     flows->gained };
    for (size_t i = 0; i < sizeof cleared / sizeof cleared[0]; i++)
        memset(cleared[i], 0, dims->n_place * sizeof *cleared[i]);
}

void
cells_age(const struct dims *dims, const double *last, double *stock, struct flows *flows)
{
    const size_t n = dims->n_place;
    const double *oldest = last + (N_NCY - 1) * n;
    for (size_t k = 0; k < n; k++) {
        flows->left[k] += oldest[k];
        flows->lost[k] += oldest[k] * fy_share_of_new_ay(true);
    }
    memmove(stock + n, last, (N_NCY - 1) * n * sizeof *stock);
    memset(stock, 0, n * sizeof *stock);
}

int
cells_close(const struct dims *dims, const double *stock, struct flows *flows, bool exact,
            struct hr_err *err)
{
    count_by_place(dims, stock, flows->closing);
    for (size_t k = 0; k < dims->n_place; k++) {
        const double due = flows->opening[k] - flows->left[k] - flows->departed[k] -
                           flows->moved_out[k] + flows->moved_in[k] + flows->arrived[k] +
                           flows->joined[k];
        const double tolerance = exact ? 0.0 : 1e-9 * (1.0 + fabs(due));
        if (!(fabs(due - flows->closing[k]) <= tolerance))
            return hr_fail(err, HR_EMODEL,
                           "children appeared or vanished: %.17g counted where opening, leavers, "
                           "movers and joiners give %.17g",
                           flows->closing[k], due);
    }
    return 0;
}

double
cells_at_ncy(const struct dims *dims, const double *stock, size_t i_ncy)
{
    double sum = 0.0;
    for (size_t k = 0; k < dims->n_place; k++)
        sum += stock[i_ncy * dims->n_place + k];
    return sum;
}

double
cells_at_ncy_whole(const struct dims *dims, const double *stock, size_t i_ncy)
{
    enum { LANES = 4 };
    const double *cell = stock + i_ncy * dims->n_place;
    double sum[LANES] = { 0.0 };
    size_t k = 0;
    for (; k + LANES <= dims->n_place; k += LANES)
        for (size_t j = 0; j < LANES; j++)
            sum[j] += cell[k + j];
    for (; k < dims->n_place; k++)
        sum[0] += cell[k];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

double
past_plans_total(const struct past_plans_in *past)
{
    double sum = 0.0;
    for (size_t i = 0; i < past->n_by_setting; i++)
        sum += past->by_setting[i].count;
    return past->n_by_setting > 0 ? sum : past->total;
}

const double *
past_plans_of(const struct past_plans_in *past, const char *setting)
{
    for (size_t i = 0; i < past->n_by_setting; i++)
        if (strcmp(past->by_setting[i].setting, setting) == 0)
            return &past->by_setting[i].count;
    return NULL;
}

/* ---- fields */

static const struct field need_row[] = {
    ID("id", MUST, AT(need_in, id), "\"asd\"",
       "Short name of the need, used elsewhere in the file and in outputs."),
    TEXT("label", MUST, AT(need_in, label), "\"Autism\"", "Name of the need for people."),
};
const struct field_table need_fields = TABLE_OF(need_in, need_row, "id");

static const struct field stock_setting_row[] = {
    ID("setting", MUST, AT(stock_setting_in, setting), "\"special\"", "Id of a setting.",
       REFERS(SETTING)),
    COUNT("count", "plans", 0, 1000000, MUST, AT(stock_setting_in, count), "458",
          "Plans in that setting in January of base.census."),
};
static const struct field_table stock_setting_fields =
    TABLE_OF(stock_setting_in, stock_setting_row, "setting");

static const struct field stock_age_row[] = {
    WHOLE("from_age", "age at 31 August", 0, 25, MUST, AT(stock_age_in, from_age), "5",
          "First age of the band."),
    WHOLE("to_age", "age at 31 August", 0, 25, MUST, AT(stock_age_in, to_age), "10",
          "Last age of the band."),
    COUNT("count", "plans", 0, 1000000, MUST, AT(stock_age_in, count), "438",
          "Plans of those ages in January of base.census."),
};
static const struct field_table stock_age_fields =
    TABLE_OF(stock_age_in, stock_age_row, "from_age");

static const struct field stock_need_row[] = {
    ID("need", MUST, AT(stock_need_in, need), "\"asd\"", "Id of a need.", REFERS(NEED)),
    COUNT("count", "plans", 0, 1000000, MUST, AT(stock_need_in, count), "400",
          "Plans with that primary need."),
};
static const struct field_table stock_need_fields = TABLE_OF(stock_need_in, stock_need_row, "need");

static const struct field stock_cell_row[] = {
    WHOLE("ncy", "national curriculum year", NCY_MIN, NCY_MAX, MUST, AT(stock_cell_in, ncy), "7",
          "Age at 31 August less 4: Reception is 0, Year 6 is 6."),
    ID("need", MUST, AT(stock_cell_in, need), "\"all\"", "Id of a need.", REFERS(NEED)),
    ID("setting", MUST, AT(stock_cell_in, setting), "\"special\"", "Id of a setting.",
       REFERS(SETTING)),
    COUNT("count", "plans", 0, 1000000, MUST, AT(stock_cell_in, count), "12",
          "Plans in this cell."),
};
static const struct field_table stock_cell_fields =
    TABLE_OF(stock_cell_in, stock_cell_row, "ncy", "need", "setting");

/* No forecast rests on them, so they are not in the list of assumptions. */
static const struct field past_setting_row[] = {
    ID("setting", MUST, AT(stock_setting_in, setting), "\"special\"", "Id of a setting.",
       REFERS(SETTING)),
    COUNT("count", "plans", 0, 1000000, MUST, AT(stock_setting_in, count), "331",
          "Plans in that setting that January.", UNTOLD),
};
static const struct field_table past_setting_fields =
    TABLE_OF(stock_setting_in, past_setting_row, "setting");

static const struct field past_plans_row[] = {
    WHOLE("census", "year", 2000, 2060, MUST, AT(past_plans_in, census), "2020",
          "Year of the January census, before base.census."),
    COUNT("total", "plans", 1, 2000000, MAY, AT(past_plans_in, total), "1330",
          "All plans then. Left out: what by_setting adds up to.", UNTOLD),
    LIST("by_setting", 0, 200, "( )", LIST_AT(past_plans_in, by_setting), &past_setting_fields,
         "( { setting = \"special\"; count = 331; }, ... )",
         "Plans by setting then; they add up to total. Left out: only the total is known."),
};
static const struct field_table past_plans_fields =
    TABLE_OF(past_plans_in, past_plans_row, "census");

static const struct field plans_row[] = {
    COUNT("total", "plans", 1, 2000000, MUST, AT(plans_in, total), "1424",
          "All plans the authority maintains."),
    LIST("by_setting", 0, 200, "( )", LIST_AT(plans_in, by_setting), &stock_setting_fields,
         "( { setting = \"special\"; count = 458; }, ... )",
         "Plans by setting; they add up to total."),
    LIST("by_age", 0, 26, "( )", LIST_AT(plans_in, by_age), &stock_age_fields,
         "( { from_age = 0; to_age = 4; count = 38; }, ... )",
         "Plans by age band, ages 0 to 25 without gaps; they add up to total. Left out: "
         "England's ages."),
    LIST("by_need", 0, 100, "( )", LIST_AT(plans_in, by_need), &stock_need_fields,
         "( { need = \"asd\"; count = 400; }, ... )",
         "Plans by primary need; they add up to total. Left out: England's needs."),
    LIST("cells", 0, 20000, "( )", LIST_AT(plans_in, cell), &stock_cell_fields,
         "( { ncy = 7; need = \"all\"; setting = \"special\"; count = 12; }, ... )",
         "Plans by year group, need and setting, in place of the three lists above, where a "
         "full extract exists."),
    TEXT("table", MAY, AT(plans_in, table), "\"stock.csv\"",
         "The same as a CSV file next to this one, in place of cells, with the columns ncy (or "
         "age at 31 August, 4 more), need, setting, count."),
    LIST("history", 0, 40, "( )", LIST_AT(plans_in, history), &past_plans_fields,
         "( { census = 2020; total = 1330; }, ... )",
         "Plans of earlier Januaries, one each year up to the one before base.census, for charts; "
         "the forecast does not use them."),
};
const struct field_table plans_fields = TABLE_WHERE(plans_row);
