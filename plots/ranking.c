#include "ranking.h"

#include "interval_rows.h"

#include <math.h>
#include <stdlib.h>

static const double GBP_IN_GBP_M = 1e6;

/* ---- is the input as ranking.h says? */

int
ranking_check(const struct ranking *ranking, struct hr_err *err)
{
    if (ranking->n_row < 1 || ranking->n_row > BAR_ROWS || ranking->first < 1 ||
        ranking->first - 1 + ranking->n_row > ranking->n_all)
        return hr_fail(err, HR_ERANGE,
                       "a ranking has %zu rows from %zu of %zu, want 1 to %d that are there",
                       ranking->n_row, ranking->first, ranking->n_all, (int)BAR_ROWS);
    for (size_t i = 0; i < ranking->n_row; i++) {
        const struct ranking_row *row = &ranking->row[i];
        if (!isfinite(row->mean_gbp) || !isfinite(row->p95_gbp - row->p05_gbp) ||
            !(row->p05_gbp <= row->p25_gbp && row->p25_gbp <= row->p75_gbp &&
              row->p75_gbp <= row->p95_gbp) ||
            !(row->rank_p05 >= 1.0 && row->rank_p05 <= row->rank_p95) ||
            (i > 0 && row->mean_gbp > row[-1].mean_gbp))
            return hr_fail(err, HR_ERANGE,
                           "'%s' has %g a head (%g %g %g %g), rank %g to %g: want falling averages "
                           "and rising ranges",
                           row->area, row->mean_gbp, row->p05_gbp, row->p25_gbp, row->p75_gbp,
                           row->p95_gbp, row->rank_p05, row->rank_p95);
    }
    return 0;
}

/* ---- words */

/* "£1,234", "-£20". */
static struct words
pounds(double gbp)
{
    const long long n = llround(fabs(gbp));
    return words_say("%s" POUND "%s", gbp < 0.0 && n > 0 ? "-" : "",
                     words_count((unsigned long long)n).text);
}

enum { HIGHEST = 1 };
static const struct title_row titles[] = {
    { HIGHEST, "{?lead}the highest deficit a head is that of {area}, {amount}" },
    { HIGHEST, "{?role}the highest deficit a head is that of {area}, {amount}" },
    { HIGHEST, "the highest deficit a head is that of {area}, {amount}" },
    { HIGHEST, "the highest deficit a head is {amount}" },
    { 0, "{?lead}deficits a head, places {first} to {last} of {all}" },
    { 0, "{?role}deficits a head, places {first} to {last} of {all}" },
    { 0, "deficits a head, places {first} to {last} of {all}" },
};

struct words
ranking_title(const struct ranking *ranking)
{
    const struct ranking_row *top = ranking->row;
    const bool highest = ranking->first == 1 && ranking->n_all > 1 && top->mean_gbp >= 1.0;
    struct slots slots = { .n = 0 };
    title_lead(&ranking->of, &slots);
    slots_set(&slots, "area", "%.200s", top->area);
    slots_set(&slots, "amount", "%s", pounds(top->mean_gbp).text);
    slots_set(&slots, "first", "%zu", ranking->first);
    slots_set(&slots, "last", "%zu", ranking->first - 1 + ranking->n_row);
    slots_set(&slots, "all", "%zu", ranking->n_all);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, highest ? HIGHEST : 0, &slots);
}

static void
write_subtitle(const struct ranking *ranking, struct text *out)
{
    text_add(out,
             "Cumulative Dedicated Schools Grant (DSG) deficit at %s for each person aged 0 to 25",
             words_year_end(ranking->fy).text);
    title_tail(&ranking->of, out);
}

static struct words
ranks(const struct ranking_row *row)
{
    return row->rank_p05 < row->rank_p95 ? words_say("%.0f to %.0f", row->rank_p05, row->rank_p95)
                                         : words_say("%.0f", row->rank_p05);
}

static void
write_alt(const struct ranking *ranking, struct text *out)
{
    text_add(out, "Ranges of the deficit a head at %s, %zu of %zu areas from the highest average.",
             words_year_end(ranking->fy).text, ranking->n_row, ranking->n_all);
    for (size_t i = 0; i < ranking->n_row; i++) {
        const struct ranking_row *row = &ranking->row[i];
        text_add(out, " %s: %s (%s to %s), rank %s.", row->area, pounds(row->mean_gbp).text,
                 pounds(row->p05_gbp).text, pounds(row->p95_gbp).text, ranks(row).text);
    }
}

static void
write_note(const struct ranking *ranking, struct chart_draft *draft)
{
    text_add(&draft->note,
             "Thin bars: 9 in 10 simulated futures; thick: the middle half; diamonds: the average. "
             "A rank is that in one future, its range that of 9 in 10: areas whose ranges overlap "
             "are not told apart by their order.");
    chart_note_rough(draft, ranking->run.n_simulation);
}

/* ---- the picture */

static void
fill_rows(const struct ranking *ranking, struct bar_rows *out)
{
    double low = 0.0, high = 0.0;
    bar_rows_init(out, ranking->n_row);
    out->n_column = 2;
    out->column[0].heading = words_say("Average, likely range");
    out->column[1].heading = words_say("Rank");
    for (size_t i = 0; i < ranking->n_row; i++) {
        const struct ranking_row *row = &ranking->row[i];
        out->label[i] = row->area;
        out->column[0].cell[i].bold = pounds(row->mean_gbp);
        out->column[0].cell[i].quiet =
            words_say("%s to %s", pounds(row->p05_gbp).text, pounds(row->p95_gbp).text);
        out->column[1].cell[i].bold = ranks(row);
        low = fmin(low, fmin(row->mean_gbp, row->p05_gbp));
        high = fmax(high, fmax(row->mean_gbp, row->p95_gbp));
    }
    out->scale = chart_scale_round(low / GBP_IN_GBP_M, high / GBP_IN_GBP_M);
}

static void
draw_picture(const struct ranking *ranking, struct chart_draft *draft)
{
    struct bar_rows rows;
    fill_rows(ranking, &rows);
    const double head = chart_begin(draft, ranking->id);
    bar_rows_place(&rows, head + 14.0, chart_foot_top(draft));
    bar_rows_axis(&rows, &draft->svg);
    struct bar_rows bars = rows; /* no figure stands above a bar, which is in the row's middle */
    bars.size = 2.0;
    for (size_t i = 0; i < ranking->n_row; i++) {
        const struct ranking_row *row = &ranking->row[i];
        interval_row(&bars, &draft->svg, i,
                     &(struct interval){ row->p05_gbp / GBP_IN_GBP_M, row->p25_gbp / GBP_IN_GBP_M,
                                         row->p75_gbp / GBP_IN_GBP_M,
                                         row->p95_gbp / GBP_IN_GBP_M });
        interval_row_mark(&bars, &draft->svg, i, row->mean_gbp / GBP_IN_GBP_M);
    }
    bar_rows_words(&rows, &draft->svg);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    double place, mean, p05, p25, p75, p95, rank_p05, rank_p95;
    const char *area;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_NUMBER_COLUMN("place", 0, ROW(place)),
    TABLE_TEXT_COLUMN("area", ROW(area)),
    TABLE_NUMBER_COLUMN("deficit_per_person_mean_gbp", 2, ROW(mean)),
    TABLE_NUMBER_COLUMN("p05_gbp", 2, ROW(p05)),
    TABLE_NUMBER_COLUMN("p25_gbp", 2, ROW(p25)),
    TABLE_NUMBER_COLUMN("p75_gbp", 2, ROW(p75)),
    TABLE_NUMBER_COLUMN("p95_gbp", 2, ROW(p95)),
    TABLE_NUMBER_COLUMN("rank_p05", 0, ROW(rank_p05)),
    TABLE_NUMBER_COLUMN("rank_p95", 0, ROW(rank_p95)),
};

static void
fill_data(const struct ranking *ranking, struct table *data)
{
    table_init(data, "ranking", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < ranking->n_row; i++) {
        const struct ranking_row *row = &ranking->row[i];
        table_put(data, &(struct data_row){ (double)(ranking->first + i), row->mean_gbp,
                                            row->p05_gbp, row->p25_gbp, row->p75_gbp, row->p95_gbp,
                                            row->rank_p05, row->rank_p95, row->area });
    }
}

/* ---- the chart */

int
ranking_draw(const struct ranking *ranking, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &ranking->run);
    const int ret = ranking_check(ranking, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", ranking_title(ranking).text);
        write_subtitle(ranking, &draft.subtitle);
        write_alt(ranking, &draft.alt);
        write_note(ranking, &draft);
        draw_picture(ranking, &draft);
        fill_data(ranking, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
