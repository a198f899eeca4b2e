/* Chances: the levels that a reader may change, and the chance that the deficit is above each, at
 * each 31 March. At the level of the run it is the count of futures; at another it is read from the
 * 101 percentiles of the year, with straight lines between them. */
#include "sheet_list.h"

#include "calendar.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LEVEL_HEAD = 6, N_PERCENTILE = 101, BLOCK_ROWS = 3 };

/* ---- where */

struct place
chances_level_place(size_t level)
{
    struct place out;
    (void)snprintf(out.text, sizeof out.text, "'Chances'!%s",
                   cell_name(LEVEL_HEAD + 1 + level, 1).text);
    return out;
}

static size_t
block_row(const struct workbook_source *from, size_t shown)
{
    return LEVEL_HEAD + from->n_level + 3 + shown * (from->n_year + BLOCK_ROWS);
}

struct place
chances_place(const struct workbook_source *from, const struct chance_at *at, bool words)
{
    struct place out;
    (void)snprintf(
        out.text, sizeof out.text, "'Chances'!%s",
        cell_name(block_row(from, at->shown) + 2 + at->t, 1 + 2 * at->level + words).text);
    return out;
}

/* ---- what */

struct chance {                  /* of a level in a year */
    const struct table *chances; /* NULL: the run has not counted it */
    size_t counted;              /* row */
    const struct table *percentiles;
    size_t first; /* row of percentile 0; SIZE_MAX: none */
    double level; /* NAN: not known */
};

struct chances_pick
chances_pick_of(const struct workbook_source *from)
{
    static const char *const counted[] = { "scenario", "event", "date" }, *const percentile[] = {
        "scenario", "measure", "financial_year"
    };
    return (struct chances_pick){ pick_of(data_table(from, "chances"), counted, 3),
                                  pick_of(data_table(from, "percentiles"), percentile, 3) };
}

static struct chance
chance_of(const struct workbook_source *from, struct chances_pick *pick, const struct chance_at *at)
{
    const struct workbook_level *of = &from->level[at->level];
    const int fy = from->first_fy + (int)at->t;
    const struct year_name year = fy_name(fy), end = fy_end_name(fy);
    const char *id = shown_scenario(from, at->shown)->id,
               *const counted[] = { id, of->event, end.text },
               *const percentile[] = { id, "deficit", year.text };
    struct chance self = { .percentiles = pick->percentile.table, .level = of->gbp_m };
    self.counted = pick_row(&pick->counted, counted);
    self.chances = self.counted == SIZE_MAX ? NULL : pick->counted.table;
    self.first = pick_row(&pick->percentile, percentile);
    return self;
}

static double
percentile_at(const struct chance *self, size_t i)
{
    return data_number(self->percentiles, self->first + i, "value");
}

/* Share of futures above the level, by the percentiles: what the formula below says. */
static double
read_off(const struct chance *self)
{
    if (self->first == SIZE_MAX || isnan(self->level) || isnan(percentile_at(self, 0)))
        return (double)NAN;
    if (self->level < percentile_at(self, 0))
        return 1.0;
    if (self->level >= percentile_at(self, N_PERCENTILE - 1))
        return 0.0;
    size_t i = 0;
    while (percentile_at(self, i + 1) <= self->level)
        i++;
    const double low = percentile_at(self, i), high = percentile_at(self, i + 1);
    return 1.0 - ((double)i + (self->level - low) / (high - low)) / 100.0;
}

static double
value_of(const struct chance *self)
{
    return self->chances != NULL ? data_number(self->chances, self->counted, "probability")
                                 : read_off(self);
}

double
chances_value(const struct workbook_source *from, struct chances_pick *pick,
              const struct chance_at *at)
{
    const struct chance chance = chance_of(from, pick, at);
    return value_of(&chance);
}

static struct text_line
words_of(const struct chance *self)
{
    if (self->chances != NULL)
        return line_of("%s", data_text(self->chances, self->counted, "words"));
    const double p = read_off(self);
    return isnan(p) ? line_of("%s", "") : line_of("%s", words_chance(p, 0.0).text);
}

struct text_line
chances_words(const struct workbook_source *from, struct chances_pick *pick,
              const struct chance_at *at)
{
    const struct chance chance = chance_of(from, pick, at);
    return words_of(&chance);
}

/* ---- formulas */

/* Around what holds at any level: the count at the run's own, and nothing where none is typed. */
static void
add_guards(struct text *out, const struct chance *self, const char *name, const char *column)
{
    text_add(out, "=IF(%s=\"\",\"\",", name);
    if (self->chances != NULL)
        text_add(out, "IF(ROUND(%s-%.9g,6)=0,%s,", name, self->level,
                 data_place(self->chances, self->counted, column).text);
}

static void
add_chance(struct text *out, const struct chance *self, const char *name)
{
    const struct place range = data_range(self->percentiles, self->first, N_PERCENTILE, "value");
    const char *r = range.text;
    add_guards(out, self, name, "probability");
    text_add(out, "IF(%s<MIN(%s),1,IF(%s>=MAX(%s),0,", name, r, name, r);
    text_add(out, "1-(MATCH(%s,%s,1)-1+(%s-INDEX(%s,MATCH(%s,%s,1)))/", name, r, name, r, name, r);
    text_add(out, "(INDEX(%s,MATCH(%s,%s,1)+1)-INDEX(%s,MATCH(%s,%s,1))))/100", r, name, r, r, name,
             r);
    text_add(out, "))%s)", self->chances != NULL ? ")" : "");
}

/* The words of words.h, by the bounds of its classes; p: a cell. */
static void
add_words(struct text *out, const char *p)
{
    for (int i = 0; i < CHANCE_OVER_99; i++) {
        const enum chance_class class = (enum chance_class)i;
        text_add(out, "IF(%s%s%.2f,\"%s\",", p, words_chance_bound_within(class) ? "<=" : "<",
                 words_chance_bound(class), words_chance_word(class));
    }
    text_add(out, "\"%s\")))))))&\" (\"&", words_chance_word(CHANCE_OVER_99));
    text_add(out, "IF(%s<%.2f,\"less than 1 in 100\",IF(%s>%.2f,\"more than 99 in 100\",", p,
             words_chance_bound(CHANCE_UNDER_1), p, words_chance_bound(CHANCE_VERY_LIKELY));
    text_add(out, "IF(OR(%s<0.05,%s>0.95),ROUND(100*%s,0)&\" in 100\",ROUND(20*%s,0)&\" in 20\")))",
             p, p, p, p);
    text_add(out, "&\")\"");
}

static void
put_chance(const struct page *page, const struct cell_at *at, const struct chance *chance,
           const char *name)
{
    const double value = value_of(chance);
    struct text formula;
    text_init(&formula);
    add_chance(&formula, chance, name);
    if (formula.failed)
        book_no_memory(page->book);
    else if (isnan(value))
        page_formula_text(page, at, "", formula.text);
    else
        page_formula(page, &(struct cell_at){ at->row, at->column, at->style }, value,
                     formula.text);
    text_release(&formula);
}

static void
put_words(const struct page *page, const struct cell_at *at, const struct chance *chance,
          const char *name)
{
    const struct text_line words = words_of(chance);
    struct text formula;
    text_init(&formula);
    add_guards(&formula, chance, name, "words");
    add_words(&formula, cell_short(at->row, at->column - 1).text);
    text_add(&formula, "%s)", chance->chances != NULL ? ")" : "");
    if (formula.failed)
        book_no_memory(page->book);
    else
        page_formula_text(page, at, words.text, formula.text);
    text_release(&formula);
}

/* ---- the sheet */

static void
write_levels(const struct workbook_source *from, const struct page *page)
{
    static const struct head head[] = { { "Level of the deficit", false, 46 },
                                        { "\xC2\xA3 million (yellow: type your own)", true, 22 },
                                        { "Its name in formulas", false, 34 } };
    page_head(page, LEVEL_HEAD, head, 3);
    for (size_t i = 0; i < from->n_level; i++) {
        const size_t row = LEVEL_HEAD + 1 + i;
        page_text(page, row, 0, STYLE_TEXT, from->level[i].label);
        page_number(page, row, 1, STYLE_INPUT, from->level[i].gbp_m);
        page_text(page, row, 2, STYLE_WORDS, from->level[i].name);
    }
}

static void
write_year(const struct workbook_source *from, const struct page *page, struct chances_pick *pick,
           size_t shown, size_t t)
{
    const size_t row = block_row(from, shown) + 2 + t;
    page_text(page, row, 0, STYLE_TEXT, words_year_end(from->first_fy + (int)t).text);
    for (size_t level = 0; level < from->n_level; level++) {
        const struct chance chance = chance_of(from, pick, &(struct chance_at){ shown, level, t });
        const char *name = from->level[level].name;
        if (chance.first == SIZE_MAX)
            continue;
        put_chance(page, &(struct cell_at){ row, 1 + 2 * level, STYLE_CHANCE }, &chance, name);
        put_words(page, &(struct cell_at){ row, 2 + 2 * level, STYLE_WORDS }, &chance, name);
    }
}

static void
write_block(const struct workbook_source *from, const struct page *page, struct chances_pick *pick,
            size_t shown)
{
    const size_t row = block_row(from, shown);
    page_text(page, row, 0, STYLE_SECTION, scenario_heading(shown_scenario(from, shown)).text);
    page_text(page, row + 1, 0, STYLE_HEAD, "At");
    for (size_t level = 0; level < from->n_level; level++) {
        page_text(page, row + 1, 1 + 2 * level, STYLE_HEAD_NUMBER,
                  line_of("Chance above %s", from->level[level].name).text);
        page_text(page, row + 1, 2 + 2 * level, STYLE_HEAD_WORDS, "In words");
    }
    page_height(page, row + 1, 2);
    for (size_t t = 0; t < from->n_year; t++)
        write_year(from, page, pick, shown, t);
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page =
        book_page(writing->book, self->name, "Chances that the deficit is above a level");
    page_lines(&page, 1, STYLE_NOTE, 120,
               "Type your own level into a yellow cell: chances, the summary and the line in the "
               "charts follow. At the level of the run a chance is the share of simulated futures "
               "with a deficit above it, as counted. At another level it is read from the "
               "percentiles of that 31 March (sheet percentiles.csv), good to about 1 in 100.");
    page_text(&page, LEVEL_HEAD - 1, 0, STYLE_MARK, from->mark);
    write_levels(from, &page);
    for (size_t level = 1; level < from->n_level; level++) {
        page_width(&page, 1 + 2 * level, 1 + 2 * level, 22);
        page_width(&page, 2 + 2 * level, 2 + 2 * level, 34);
    }
    struct chances_pick pick = chances_pick_of(from);
    struct page_breaks breaks = page_breaks_of(46.0 + 56.0 * (double)from->n_level);
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        page_keep(&breaks, block_row(from, i), from->n_year + BLOCK_ROWS);
        write_block(from, &page, &pick, i);
    }
    page_break(&page, &breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_chances = {
    .name = "Chances",
    .holds = "the chance that the deficit is above a level, which you can change",
    .write = write,
};
