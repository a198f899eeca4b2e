/* Summary: the last 31 March of each scenario, and the run's sentences. */
#include "sheet_list.h"

#include "words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { HEAD_ROW = 3, DIFFERENCE = 6, LEVELS, LETTERS = 150 };

static const struct head head[LEVELS] = {
    { "Scenario", false, 50 },
    { "Role", false, 14 },
    { "Average (central forecast)", true, 16 },
    { "Half of futures are above", true, 16 },
    { "Likely range from", true, 16 },
    { "to (9 in 10 futures)", true, 16 },
    { "Lower than the first scenario, average", true, 20 },
};

/* The first level, and reserves where they are known; how many these are. */
static size_t
levels_shown(const struct workbook_source *from, size_t level[2])
{
    size_t n = 0;
    level[n++] = 0;
    for (size_t i = 1; i < from->n_level && n < 2; i++)
        if (strcmp(from->level[i].name, "Reserves") == 0 && !isnan(from->level[i].gbp_m))
            level[n++] = i;
    return n;
}

static void
put_chances(const struct workbook_source *from, const struct page *page, struct chances_pick *pick,
            size_t row, size_t shown)
{
    size_t level[2];
    const size_t n = levels_shown(from, level);
    for (size_t i = 0; i < n; i++) {
        const struct chance_at at = { shown, level[i], from->n_year - 1 };
        const struct text_line words = chances_words(from, pick, &at),
                               chance = line_of("=%s", chances_place(from, &at, false).text),
                               says = line_of("=%s", chances_place(from, &at, true).text);
        const double value = chances_value(from, pick, &at);
        if (isnan(value))
            continue;
        page_formula(page, &(struct cell_at){ row, LEVELS + 2 * i, STYLE_CHANCE }, value,
                     chance.text);
        page_formula_text(page, &(struct cell_at){ row, LEVELS + 2 * i + 1, STYLE_WORDS },
                          words.text, says.text);
    }
}

static void
put_heads(const struct workbook_source *from, const struct page *page)
{
    size_t level[2];
    const size_t n = levels_shown(from, level);
    page_head(page, HEAD_ROW, head, LEVELS);
    for (size_t i = 0; i < n; i++) {
        page_width(page, LEVELS + 2 * i, LEVELS + 2 * i, 16);
        page_width(page, LEVELS + 2 * i + 1, LEVELS + 2 * i + 1, 36);
        page_text(page, HEAD_ROW, LEVELS + 2 * i, STYLE_HEAD_NUMBER,
                  line_of("Chance above %s", from->level[level[i]].name).text);
        page_text(page, HEAD_ROW, LEVELS + 2 * i + 1, STYLE_HEAD_WORDS, "In words");
    }
}

/* By how much the average is below the first scenario's: averages of differences are differences of
 * averages. */
static void
put_difference(const struct page *page, const struct table *forecast, size_t row, size_t at,
               size_t first)
{
    const double value = data_number(forecast, first, "mean") - data_number(forecast, at, "mean");
    page_formula(page, &(struct cell_at){ row, DIFFERENCE, STYLE_MONEY }, value,
                 line_of("=%s-%s", cell_short(HEAD_ROW + 1, 2).text, cell_short(row, 2).text).text);
}

static void
put_scenario(const struct workbook_source *from, const struct page *page, size_t row, size_t shown)
{
    static const char *const column[] = { "mean", "p50", "p05", "p95" };
    const struct workbook_scenario *scenario = shown_scenario(from, shown);
    struct pick pick = forecast_pick(from);
    const int last = from->first_fy + (int)from->n_year - 1;
    const size_t first = forecast_row(&pick, shown_scenario(from, 0)->id, "deficit", last),
                 at = forecast_row(&pick, scenario->id, "deficit", last);
    page_text(page, row, 0, STYLE_WRAP, scenario->label);
    page_height_of(page, row, scenario->label, head[0].width);
    page_text(page, row, 1, STYLE_TEXT, scenario->role);
    for (size_t i = 0; i < sizeof column / sizeof column[0]; i++)
        (void)page_data(page, &(struct cell_at){ row, 2 + i, STYLE_DEFICIT }, pick.table, at,
                        column[i]);
    if (shown > 0)
        put_difference(page, pick.table, row, at, first);
}

static size_t
put_sentences(const struct page *page, size_t row, const struct workbook_scenario *scenario)
{
    const char *const sentence[] = { scenario->range, scenario->passing, scenario->reserves,
                                     scenario->difference };
    page_text(page, row++, 0, STYLE_BOLD, scenario->finding);
    for (size_t i = 0; i < sizeof sentence / sizeof sentence[0]; i++)
        row = page_lines(page, row, STYLE_TEXT, LETTERS, sentence[i]);
    return row + 1;
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct text_line title =
        line_of("%s: the deficit at %s", from->area,
                words_year_end(from->first_fy + (int)from->n_year - 1).text);
    const struct page page = book_page(writing->book, self->name, title.text);
    struct chances_pick pick = chances_pick_of(from);
    (void)page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    put_heads(from, &page);
    size_t row = HEAD_ROW + 1;
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++, row++) {
        put_scenario(from, &page, row, i);
        put_chances(from, &page, &pick, row, i);
    }
    row++;
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++)
        row = put_sentences(&page, row, shown_scenario(from, i));
    (void)page_lines(&page, row, STYLE_NOTE, LETTERS, from->left_out);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_summary = {
    .name = "Summary",
    .holds = "the deficit at the last 31 March, by scenario",
    .write = write,
};
