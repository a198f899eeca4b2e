#include "place_cost.h"

#include "bar_rows.h"
#include "fraction.h"
#include "title.h"

#include <math.h>

/* ---- is the input as place_cost.h says? */

static bool
is_cost(const struct place_cost_year *y)
{
    return y->p05 >= 0.0 && y->p05 <= y->p95 && isfinite(y->p95) && y->mean > 0.0 &&
           isfinite(y->mean);
}

int
place_cost_check(const struct place_cost *cost, struct hr_err *err)
{
    if (cost->n_row < 1 || cost->n_row > PLACE_COST_ROWS || cost->last_fy < cost->first_fy)
        return hr_fail(
            err, HR_ERANGE,
            "a chart of what places cost has %zu rows of %d to %d, want 1 to %d rows and "
            "rising years",
            cost->n_row, cost->first_fy, cost->last_fy, (int)PLACE_COST_ROWS);
    for (size_t i = 0; i < cost->n_row; i++) {
        const struct place_cost_row *row = &cost->row[i];
        if (!is_cost(&row->first) || !is_cost(&row->last) || !(row->funding_gbp_m >= 0.0))
            return hr_fail(
                err, HR_ERANGE,
                "a place in '%s' costs %g (%g to %g), then %g (%g to %g), want more than "
                "0 and ranges that rise",
                row->label, row->first.mean, row->first.p05, row->first.p95, row->last.mean,
                row->last.p05, row->last.p95);
    }
    return 0;
}

/* ---- words */

static const struct place_cost_row *
row_of(const struct place_cost *cost, enum place_cost_kind kind)
{
    for (size_t i = 0; i < cost->n_row; i++)
        if (cost->row[i].kind == kind)
            return &cost->row[i];
    return NULL;
}

enum { DEARER = 1, OWN_WORDS = 2 };
static const struct title_row title_rows[] = {
    { DEARER | OWN_WORDS,
      "\xE2\x80\x98{dear}\xE2\x80\x99 costs {times} \xE2\x80\x98{cheap}\xE2\x80\x99" },
    { DEARER | OWN_WORDS,
      "\xE2\x80\x98{dear}\xE2\x80\x99 costs {part} more than \xE2\x80\x98{cheap}\xE2\x80\x99" },
    { OWN_WORDS, "what a place costs a year by setting, {first} and {last}" },
    { DEARER, "an independent school place costs {times} a state special one" },
    { DEARER, "an independent school place costs {part} more than a state special one" },
    { 0, "what a place costs a year by setting, {first} and {last}" },
};

struct words
place_cost_title(const struct place_cost *cost)
{
    const struct place_cost_row *special = row_of(cost, COST_OF_STATE_SPECIAL),
                                *independent = row_of(cost, COST_OF_INDEPENDENT);
    const bool both = special != NULL && independent != NULL,
               dearer = both && independent->first.p05 > special->first.p95;
    const double ratio = dearer ? independent->first.mean / special->first.mean : 1.0;
    const bool own = both && (special->own_words || independent->own_words);
    struct slots slots = { .n = 0 };
    slots_set(&slots, "dear", "%s", both ? independent->label : "");
    slots_set(&slots, "cheap", "%s", both ? special->label : "");
    slots_set(&slots, "times", "%s", fraction_times(ratio).text);
    slots_set(&slots, "part", "%s", fraction_of(ratio - 1.0).text);
    slots_set(&slots, "first", "%s", words_financial_year(cost->first_fy).text);
    slots_set(&slots, "last", "%s", words_financial_year(cost->last_fy).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(title_rows) },
                        (dearer ? DEARER : 0) | (own ? OWN_WORDS : 0), &slots);
}

static void
write_subtitle(const struct place_cost *cost, struct text *out)
{
    text_add(out,
             "Cost of a place for one child and a full financial year, average, in cash, by "
             "setting, %s",
             cost->area);
    if (cost->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", cost->scenario);
}

static bool
has_funding(const struct place_cost *cost)
{
    bool any = false;
    for (size_t i = 0; i < cost->n_row; i++)
        any = any || cost->row[i].funding_gbp_m > 0.0;
    return any;
}

static void
write_alt(const struct place_cost *cost, const struct place_cost_row *const row[], struct text *out)
{
    text_add(out, "Bars of what a place costs a year, %s, on average over %s, in %s", cost->area,
             words_futures(cost->run.n_simulation).text, words_financial_year(cost->first_fy).text);
    if (cost->last_fy > cost->first_fy)
        text_add(out, " and %s", words_financial_year(cost->last_fy).text);
    for (size_t i = 0; i < cost->n_row; i++) {
        text_add(out, "%s %s: %s", i == 0 ? "." : ";", row[i]->label,
                 words_money(row[i]->first.mean).text);
        if (cost->last_fy > cost->first_fy)
            text_add(out, ", then %s (%s)", words_money(row[i]->last.mean).text,
                     words_range(row[i]->last.p05, row[i]->last.p95).text);
    }
    text_add(out, ".");
}

static void
write_note(const struct place_cost *cost, struct chart_draft *draft)
{
    if (cost->last_fy > cost->first_fy)
        text_add(&draft->note, "Upper bar: %s, lower bar: %s. ",
                 words_financial_year(cost->first_fy).text,
                 words_financial_year(cost->last_fy).text);
    text_add(&draft->note,
             "Bars: the average of the simulated futures; lines and ranges: 9 in 10 of them. A "
             "cost is the top-up or fee");
    text_add(&draft->note, has_funding(cost)
                               ? " and, in grey, place funding, whoever pays it to the school."
                               : ".");
    text_add(&draft->note, " What a mainstream school pays of its own budget is not in it.");
    if (cost->n_left_out > 0)
        text_add(
            &draft->note, " Not drawn: %s with few children or without a price.",
            words_say("%zu setting%s", cost->n_left_out, cost->n_left_out == 1 ? "" : "s").text);
    chart_note_rough(draft, cost->run.n_simulation);
}

/* ---- the picture */

/* The dearest in the first year first. */
static void
sort_rows(const struct place_cost *cost, const struct place_cost_row *out[PLACE_COST_ROWS])
{
    for (size_t i = 0; i < cost->n_row; i++) {
        size_t at = i;
        for (; at > 0 && out[at - 1]->first.mean < cost->row[i].first.mean; at--)
            out[at] = out[at - 1];
        out[at] = &cost->row[i];
    }
}

static const char *
colour_of(const struct place_cost_row *row)
{
    return row->kind == COST_OF_INDEPENDENT     ? COLOUR_INDEPENDENT
           : row->kind == COST_OF_STATE_SPECIAL ? COLOUR_SPECIAL
                                                : COLOUR_INTERVAL;
}

static void
draw_bar(struct svg *svg, const struct bar_rows *rows, const struct place_cost_row *row,
         const struct place_cost_year *year, const struct svg_box *down)
{
    const double zero = bar_rows_x(rows, 0.0),
                 funded = bar_rows_x(rows, fmin(row->funding_gbp_m, year->mean)),
                 end = bar_rows_x(rows, year->mean), y = 0.5 * (down->y0 + down->y1);
    const struct svg_stroke range = { COLOUR_INK, 1.6, NULL };
    svg_rect(svg, &(struct svg_box){ funded, down->y0, end, down->y1 }, colour_of(row), 1.0);
    if (funded > zero)
        svg_rect(svg, &(struct svg_box){ zero, down->y0, funded, down->y1 }, COLOUR_AXIS, 1.0);
    if (year->p05 < year->p95)
        svg_line(
            svg,
            &(struct svg_box){ bar_rows_x(rows, year->p05), y, bar_rows_x(rows, year->p95), y },
            &range);
}

static struct bar_cell
cell_of(const struct place_cost_year *year)
{
    struct bar_cell cell = { .bold = words_money(year->mean) };
    const struct words range = words_range(year->p05, year->p95);
    if (year->p05 < year->p95)
        cell.quiet = range;
    return cell;
}

static void
fill_rows(const struct place_cost *cost, const struct place_cost_row *const row[],
          struct bar_rows *out)
{
    double most = 0.0;
    bar_rows_init(out, cost->n_row);
    out->n_column = cost->last_fy > cost->first_fy ? 2 : 1;
    out->column[0].heading = words_financial_year(cost->first_fy);
    out->column[1].heading = words_financial_year(cost->last_fy);
    for (size_t i = 0; i < cost->n_row; i++) {
        out->label[i] = row[i]->label;
        out->strong[i] = row[i]->kind != COST_OF_ANY;
        out->column[0].cell[i] = cell_of(&row[i]->first);
        out->column[1].cell[i] = cell_of(&row[i]->last);
        most = fmax(most, fmax(fmax(row[i]->first.mean, row[i]->first.p95),
                               fmax(row[i]->last.mean, row[i]->last.p95)));
    }
    out->scale = chart_scale_round(0.0, most);
}

static void
draw_picture(const struct place_cost *cost, const struct place_cost_row *const row[],
             struct chart_draft *draft)
{
    struct bar_rows rows;
    const bool two = cost->last_fy > cost->first_fy;
    fill_rows(cost, row, &rows);
    const double head = chart_begin(draft, cost->id);
    bar_rows_place(&rows, head + 14.0, chart_foot_top(draft));
    bar_rows_axis(&rows, &draft->svg);
    const double half = fmin(0.36 * rows.pitch, 20.0);
    for (size_t i = 0; i < cost->n_row; i++) {
        const double y = bar_rows_y(&rows, i);
        draw_bar(&draft->svg, &rows, row[i], &row[i]->first,
                 &(struct svg_box){ 0, y - half, 0, two ? y - 1.0 : y + half });
        if (two)
            draw_bar(&draft->svg, &rows, row[i], &row[i]->last,
                     &(struct svg_box){ 0, y + 1.0, 0, y + half });
    }
    bar_rows_words(&rows, &draft->svg);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *setting, *fy;
    double funding_gbp, mean_gbp, p05_gbp, p95_gbp;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("setting", ROW(setting)),
    TABLE_TEXT_COLUMN("financial_year", ROW(fy)),
    TABLE_NUMBER_COLUMN("mean_gbp", 0, ROW(mean_gbp)),
    TABLE_NUMBER_COLUMN("p05_gbp", 0, ROW(p05_gbp)),
    TABLE_NUMBER_COLUMN("p95_gbp", 0, ROW(p95_gbp)),
    TABLE_NUMBER_COLUMN("of_which_place_funding_gbp", 0, ROW(funding_gbp)),
};

static void
put_row(struct table *data, const struct place_cost_row *row, int fy,
        const struct place_cost_year *year)
{
    const double pounds = 1e6;
    const struct words name = words_financial_year(fy);
    table_put(data,
              &(struct data_row){ row->label, name.text, pounds * row->funding_gbp_m,
                                  pounds * year->mean, pounds * year->p05, pounds * year->p95 });
}

static void
fill_data(const struct place_cost *cost, const struct place_cost_row *const row[],
          struct table *data)
{
    table_init(data, "place_cost", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < cost->n_row; i++) {
        put_row(data, row[i], cost->first_fy, &row[i]->first);
        if (cost->last_fy > cost->first_fy)
            put_row(data, row[i], cost->last_fy, &row[i]->last);
    }
}

/* ---- the chart */

int
place_cost_draw(const struct place_cost *cost, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &cost->run);
    int ret = place_cost_check(cost, err);
    if (ret == 0) {
        const struct place_cost_row *row[PLACE_COST_ROWS];
        sort_rows(cost, row);
        text_add(&draft.title, "%s", place_cost_title(cost).text);
        write_subtitle(cost, &draft.subtitle);
        write_alt(cost, row, &draft.alt);
        write_note(cost, &draft);
        draw_picture(cost, row, &draft);
        fill_data(cost, row, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
