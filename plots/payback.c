/* Words are computed from the numbers, so that they cannot contradict them.
 *
 * The title speaks of p_t, the chance that it has paid for itself by the end of year t, in the
 * words of words.h:
 *   no saving or cost in any future              "Dysart satellite: no net saving or cost by March
 *                                                2035"
 *   the last year more likely than not, from the
 *   first year from which every p_t is           "Dysart satellite: likely to have paid for itself
 *                                                by March 2032"
 *   the last year could go either way            "Dysart satellite: whether it pays for itself by
 *                                                March 2035 could go either way"
 *   unlikely, and the likely range is below zero
 *   and the central line falls                   "Dysart satellite: adds about £5.0m of net cost by
 *                                                March 2035"
 *   unlikely                                     "Dysart satellite: unlikely to have paid for
 *                                                itself by March 2035"
 * The ways to say it are tried from the fullest to the shortest; at last "the option" takes the
 * name's place. */
#include "payback.h"

#include "chart_bands.h"
#include "marks.h"
#include "title.h"

#include <math.h>
#include <string.h>

/* ---- facts */

static const struct payback_year *
last_year(const struct payback *payback)
{
    return &payback->year[payback->n_year - 1];
}

static enum chance_class
class_of(const struct payback_year *year)
{
    return words_chance_class(year->chance, year->chance_se);
}

static bool
does_nothing(const struct payback *payback)
{
    for (size_t i = 0; i < payback->n_year; i++)
        if (!words_nothing(payback->year[i].p05) || !words_nothing(payback->year[i].p95))
            return false;
    return true;
}

const struct payback_year *
payback_central_year(const struct payback *payback)
{
    size_t first = payback->n_year;
    while (first > 0 && payback->year[first - 1].p50 >= 0.0)
        first--;
    return first > 0 && first < payback->n_year ? &payback->year[first] : NULL;
}

/* "a net saving of £27m", "a net cost of £5.0m", "neither a saving nor a cost". */
static struct words
position_words(double gbp_m)
{
    if (words_nothing(gbp_m))
        return words_say("neither a saving nor a cost");
    return words_say("a net %s of %s", gbp_m < 0.0 ? "cost" : "saving",
                     words_money(fabs(gbp_m)).text);
}

static struct words
end_of_range(double gbp_m)
{
    return words_nothing(gbp_m) ? words_say("nothing") : position_words(gbp_m);
}

/* "a net cost of £5.0m to a net saving of £59m" */
static struct words
range_words(double low, double high)
{
    const struct words a = words_money(fabs(low)), b = words_money(fabs(high));
    if (words_nothing(low) && words_nothing(high))
        return words_say("none");
    if (words_nothing(low) || words_nothing(high) || (low < 0.0) != (high < 0.0))
        return words_say("%s to %s", end_of_range(low).text, end_of_range(high).text);
    if (strcmp(a.text, b.text) == 0)
        return words_say("about %s", a.text);
    return low < 0.0 ? words_say("a net cost of %s to %s", b.text, a.text)
                     : words_say("a net saving of %s to %s", a.text, b.text);
}

/* ---- is the input as payback.h says? */

static int
check_year(const struct payback *payback, size_t i, struct hr_err *err)
{
    const struct payback_year *y = &payback->year[i];
    const struct words name = words_financial_year(y->fy);
    const double slack = 0.01 + 2.0 / fmax(1.0, (double)payback->run.n_simulation);
    if (i > 0 && y->fy != payback->year[i - 1].fy + 1)
        return hr_fail(err, HR_ERANGE, "net saving of %s does not follow %s", name.text,
                       words_financial_year(payback->year[i - 1].fy).text);
    if (!quantiles_finite(QUANTILES(y)))
        return hr_fail(err, HR_ERANGE, "net saving of %s is not finite", name.text);
    if (!quantiles_rise(QUANTILES(y)))
        return hr_fail(err, HR_ERANGE,
                       "quantiles of the net saving of %s are out of order: %g %g %g %g %g",
                       name.text, y->p05, y->p25, y->p50, y->p75, y->p95);
    if (!(y->chance >= 0.0 && y->chance <= 1.0))
        return hr_fail(err, HR_ERANGE, "chance of payback by %s is %g, want 0 to 1", name.text,
                       y->chance);
    const bool last = i + 1 == payback->n_year; /* before it a saving may still be lost again */
    if (last &&
        ((y->p05 > 0.0 && y->chance < 0.95 - slack) || (y->p25 > 0.0 && y->chance < 0.75 - slack) ||
         (y->p50 > 0.0 && y->chance < 0.5 - slack) || (y->p75 > 0.0 && y->chance < 0.25 - slack)))
        return hr_fail(
            err, HR_ERANGE,
            "chance of payback by %s is %g, less than the share of futures with a net saving",
            name.text, y->chance);
    return 0;
}

int
payback_check(const struct payback *payback, struct hr_err *err)
{
    int ret = 0;
    if (payback->n_year < 1 || payback->n_year > PAYBACK_YEARS || payback->year[0].fy < 1 ||
        payback->year[0].fy > 9900)
        return hr_fail(err, HR_ERANGE, "%zu years of payback, want 1 to %d", payback->n_year,
                       (int)PAYBACK_YEARS);
    if (payback->basis == NULL || payback->basis[0] == '\0')
        return hr_fail(err, HR_ERANGE,
                       "payback of '%s' does not say how savings and costs are counted",
                       payback->label);
    if (payback->revenue_gbp_m < 0.0 || payback->capital_gbp_m < 0.0)
        return hr_fail(err, HR_ERANGE, "costs of '%s' are %g and %g, want numbers from 0",
                       payback->label, payback->revenue_gbp_m, payback->capital_gbp_m);
    for (size_t i = 0; ret == 0 && i < payback->n_year; i++)
        ret = check_year(payback, i, err);
    return ret;
}

/* ---- title */

/* The first year from which it stays more likely than not. */
static const struct payback_year *
likely_from(const struct payback *payback)
{
    size_t first = payback->n_year;
    while (first > 0 && class_of(&payback->year[first - 1]) > CHANCE_EITHER_WAY)
        first--;
    return &payback->year[first];
}

static bool
costs_more(const struct payback *payback)
{
    const struct payback_year *last = last_year(payback);
    return last->p95 < 0.0 && (payback->n_year == 1 || last->p50 < last[-1].p50);
}

enum { NOTHING = 1, EITHER_WAY = 2, COST = 4, CHANCE = 8 };

static const struct title_row titles[] = {
    { NOTHING, "{name}: no net saving or cost by {month}" },
    { NOTHING, "{name}: no net saving or cost by {year}" },
    { NOTHING, "the {option makes|options make} no net saving or cost by {month}" },
    { NOTHING, "the {option makes|options make} no net saving or cost by {year}" },
    { EITHER_WAY, "{name}: whether {it pays for itself|they pay for themselves} by {month} could "
                  "go either way" },
    { EITHER_WAY, "{name}: payback by {year} could go either way" },
    { EITHER_WAY, "whether the {option pays for itself|options pay for themselves} by {month} "
                  "could go either way" },
    { EITHER_WAY, "payback by {year} could go either way" },
    { COST, "{name}: {adds|add} about {cost} of net cost by {month}" },
    { COST, "{name}: {adds|add} about {cost} of cost by {year}" },
    { COST, "the {option adds|options add} about {cost} of net cost by {month}" },
    { COST, "the {option adds|options add} about {cost} of cost by {year}" },
    { CHANCE, "{name}: {chance} to have paid for {itself|themselves} by {month}" },
    { CHANCE, "{name}: {chance} to pay back by {year}" },
    { CHANCE, "the {option is|options are} {chance} to have paid for {itself|themselves} by "
              "{month}" },
    { CHANCE, "the {option is|options are} {chance} to have paid for {itself|themselves} by "
              "{year}" },
};

static unsigned
finding_of(const struct payback *payback)
{
    const enum chance_class chance = class_of(last_year(payback));
    if (does_nothing(payback))
        return NOTHING;
    if (chance == CHANCE_EITHER_WAY)
        return EITHER_WAY;
    return chance < CHANCE_EITHER_WAY && costs_more(payback) ? COST : CHANCE;
}

struct words
payback_title(const struct payback *payback)
{
    const struct payback_year *last = last_year(payback),
                              *said = class_of(last) > CHANCE_EITHER_WAY && !does_nothing(payback)
                                          ? likely_from(payback)
                                          : last;
    /* "Dysart: satellite primary special school" is called Dysart */
    const size_t colon = strcspn(payback->label, ":");
    struct slots slots = { .several = payback->set };
    slots_set(&slots, "name", "%.*s", (int)(colon < 110 ? colon : 110), payback->label);
    slots_set(&slots, "month", "%s", words_year_end_month(said->fy).text);
    slots_set(&slots, "year", "%d", said->fy + 1);
    slots_set(&slots, "chance", "%s", words_chance_word(class_of(said)));
    slots_set(&slots, "cost", "%s", words_money(fabs(last->p50)).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, finding_of(payback), &slots);
}

/* ---- subtitle, note, text alternative */

static const char *
accounts_words(const struct payback *payback)
{
    static const char *const accounts[] = {
        [PAYBACK_DSG] = "Dedicated Schools Grant (DSG) only",
        [PAYBACK_GENERAL_FUND] = "general fund only",
        [PAYBACK_BOTH] = "Dedicated Schools Grant (DSG) and general fund added together",
    };
    return accounts[payback->accounts];
}

static void
write_subtitle(const struct payback *payback, struct text *out)
{
    text_add(out, "Cumulative net saving after costs, %s, " POUND " million, %s. %s: %s",
             accounts_words(payback), payback->area, payback->set ? "Options" : "Option",
             payback->label);
}

/* "capital £9.0m and revenue £2.4m"; "" when there is none, or none is known. */
static struct words
costs_words(const struct payback *payback)
{
    const bool capital = isfinite(payback->capital_gbp_m) && !words_nothing(payback->capital_gbp_m),
               revenue = isfinite(payback->revenue_gbp_m) && !words_nothing(payback->revenue_gbp_m);
    const struct words a = words_money(payback->capital_gbp_m),
                       b = words_money(payback->revenue_gbp_m);
    if (capital && revenue)
        return words_say("capital %s and revenue %s", a.text, b.text);
    return capital   ? words_say("capital %s", a.text)
           : revenue ? words_say("revenue %s", b.text)
                     : words_say("%s", "");
}

static void
write_note(const struct payback *payback, struct chart_draft *draft)
{
    const struct words costs = costs_words(payback);
    text_add(&draft->note,
             "Whole band: the likely range, 9 in 10 simulated futures. Dark band: the middle half. "
             "Cash terms. Counted: %.240s.",
             title_within(payback->basis).text);
    if (costs.text[0] != '\0')
        text_add(&draft->note, " Average cost to %s: %s.",
                 words_year_end_month(last_year(payback)->fy).text, costs.text);
    chart_note_rough(draft, payback->run.n_simulation);
}

static void
write_alt(const struct payback *payback, struct text *out)
{
    const struct payback_year *last = last_year(payback), *central = payback_central_year(payback);
    const struct words month = words_year_end_month(last->fy), costs = costs_words(payback);
    text_add(out, "Fan chart of the cumulative net saving of %s, %s, %s, by year to %s.",
             payback->label, payback->area, accounts_words(payback), month.text);
    text_add(out,
             " The central forecast for %s is %s (likely range, 9 in 10 simulated futures, %s)",
             month.text, position_words(last->p50).text, range_words(last->p05, last->p95).text);
    if (costs.text[0] != '\0')
        text_add(out, ", after costs of %s on average", costs.text);
    text_add(out, ".");
    if (central != NULL)
        text_add(out, " In the central forecast it has paid for itself by %s.",
                 words_year_end_month(central->fy).text);
    else if (!words_nothing(last->p50))
        text_add(out, " In the central forecast it %s.",
                 last->p50 < 0.0 ? "has not paid for itself" : "is never a net cost");
    if (words_few_futures(payback->run.n_simulation)) /* "in 20" would say more than is known */
        text_add(out, " It has paid for itself by %s in %.0f of %s.", month.text,
                 round(last->chance * (double)payback->run.n_simulation),
                 words_futures(payback->run.n_simulation).text);
    else
        text_add(out, " That it has paid for itself by %s %s.", month.text,
                 words_chance_says(last->chance, last->chance_se, 20).text);
}

/* ---- the picture */

struct layout {
    const struct payback *payback;
    struct svg *svg;
    struct chart_scale scale;
    struct chart_years years;
    struct marks marks;
    struct chart_bands bands;
    struct chart_ends ends;
    double left, right, row0, top, bottom;
};

static const double strip_height = 40.0,
                    zero_name_room = 26.0; /* the latter above a zero line at the top */

static struct words
saving_figure(double gbp_m)
{
    const struct words money = words_money(gbp_m);
    return money.text[0] == '-' ? words_say("%s cost", money.text + 1) : money;
}

static void
fill_scale(struct layout *self)
{
    double low = 0.0, high = 0.0;
    for (size_t i = 0; i < self->payback->n_year; i++) {
        low = fmin(low, self->payback->year[i].p05);
        high = fmax(high, self->payback->year[i].p95);
    }
    self->scale = chart_scale_round(low, high);
}

static double
x_of(const struct layout *self, size_t i)
{
    return chart_years_at(&self->years, self->payback->year[i].fy);
}

static void
layout_across(struct layout *self)
{
    static const double narrowest_margin = 230.0; /* the chance strip is named there */
    const struct payback *payback = self->payback;
    chart_bands_label(QUANTILES(last_year(payback)), saving_figure, &self->ends);
    self->left = chart_plot_left(&self->scale);
    self->right =
        fmin(chart_plot_right(&self->ends), CHART_WIDTH - CHART_MARGIN - narrowest_margin);
    self->years = (struct chart_years){ .first = payback->year[0].fy,
                                        .last = last_year(payback)->fy,
                                        .x_first = self->left + 34.0,
                                        .x_last = self->right - 6.0 };
    if (payback->n_year == 1)
        self->years.x_first = self->years.x_last = self->right - 0.5 * (self->right - self->left);
}

static void
layout_rows(struct layout *self, double head, double foot)
{
    const struct payback_year *central = payback_central_year(self->payback);
    if (central != NULL)
        marks_add(
            &self->marks, chart_years_at(&self->years, central->fy),
            words_say("Central forecast pays back by %s", words_year_end_month(central->fy).text)
                .text);
    marks_place(&self->marks, 2);
    self->row0 = head + 28.0 + MARKS_ROW * ((double)self->marks.n_row - 1.0);
    self->top = self->row0 + (self->marks.n_row > 0 ? 18.0 : 24.0) +
                (self->scale.high > 0.0 ? 0.0 : zero_name_room);
    self->bottom = foot - 46.0 - strip_height;
    self->scale.at_low = self->bottom;
    self->scale.at_high = self->top;
}

/* One year alone is drawn as a bar. */
static void
fill_bands(struct layout *self)
{
    static const double half_bar = 40.0;
    const size_t n = self->payback->n_year;
    for (size_t i = 0; i < n; i++) {
        double y[BANDS];
        for (size_t band = 0; band < BANDS; band++)
            y[band] = chart_scale_at(&self->scale, QUANTILES(&self->payback->year[i])[band]);
        chart_bands_add(&self->bands, x_of(self, i) - (n == 1 ? half_bar : 0.0), y);
        if (n == 1)
            chart_bands_add(&self->bands, x_of(self, i) + half_bar, y);
    }
}

static void
draw_fan(struct layout *self)
{
    const struct svg_stroke zero = { COLOUR_INK, 2.0, NULL };
    const double y = chart_scale_at(&self->scale, 0.0);
    chart_bands_draw(&self->bands, self->svg);
    svg_line(self->svg, &(struct svg_box){ self->left, y, self->right, y }, &zero);
    chart_bands_central(&self->bands, self->svg);
}

/* Of places along the zero line, above it, the one that hides the least of the fan. */
static void
name_zero(struct layout *self)
{
    const char *name = self->payback->set ? "Have paid for themselves" : "Has paid for itself";
    enum { PLACES = 9 };
    const struct svg_type type = { .size = 16, .fill = COLOUR_INK, .bold = true };
    const double y = chart_scale_at(&self->scale, 0.0) - 7.0,
                 width = svg_text_width(name, type.size, true);
    double best = HUGE_VAL, x = self->left + 6.0;
    for (size_t i = 0; i < PLACES; i++) {
        const double trial =
            self->left + 6.0 + (self->right - self->left - width - 12.0) * (double)i / (PLACES - 1);
        const struct svg_box box = svg_text_box(trial, y, &type, name);
        double cost = svg_box_taken(self->svg, &box) ? 100.0 : 0.0;
        for (size_t band = 0; band < BANDS; band++)
            cost += svg_box_crossed(&box, self->bands.path[band], self->bands.n)
                        ? (band == BANDS_CENTRAL ? 10.0 : 3.0)
                        : 0.0;
        if (cost < best) {
            best = cost;
            x = trial;
        }
    }
    const struct svg_box box = svg_text_box(x, y, &type, name);
    svg_rect(self->svg, &(struct svg_box){ box.x0 - 3.0, box.y0 - 1.0, box.x1 + 3.0, y + 4.0 },
             COLOUR_WHITE, 0.85);
    svg_text(self->svg, x, y, &type, name);
}

/* ---- the strip of chances */

static struct words
strip_word(const struct payback *payback, const struct payback_year *year, bool brief)
{
    const double n = (double)payback->run.n_simulation;
    if (words_few_futures(payback->run.n_simulation))
        return brief ? words_say("%.0f", round(year->chance * n))
                     : words_say("%.0f of %.0f", round(year->chance * n), n);
    const struct words count = words_chance_count(year->chance, year->chance_se, 20);
    const bool under = strcmp(count.text, "less than 1 in 20") == 0,
               over = strcmp(count.text, "more than 19 in 20") == 0;
    if (brief)
        return words_say("%s%.*s",
                         under  ? "<1"
                         : over ? ">19"
                                : "",
                         under || over ? 0 : (int)strcspn(count.text, " "), count.text);
    return under ? words_say("<1 in 20") : over ? words_say(">19 in 20") : count;
}

static double
strip_width(const struct payback *payback, bool brief)
{
    double width = 0.0;
    for (size_t i = 0; i < payback->n_year; i++)
        width = fmax(width, svg_text_width(strip_word(payback, &payback->year[i], brief).text,
                                           chart_label.size, true));
    return width;
}

/* Every so many years that the counts do not touch, and so many that each year with a label has
 * one. */
static size_t
strip_every(const struct payback *payback, double width, double step)
{
    const size_t n = payback->n_year;
    size_t labels = 1, every = 1;
    while (labels + 1 < n &&
           (double)labels * step < svg_text_width("2028/29", chart_label.size, false) + 14.0)
        labels++;
    while (every < labels && ((double)every * step < width + 6.0 || labels % every != 0))
        every++;
    return every;
}

static void
draw_strip(struct layout *self)
{
    const struct payback *payback = self->payback;
    const struct svg_stroke line = { COLOUR_GRID, 1.0, NULL };
    const double step =
                     payback->n_year > 1 ? x_of(self, 1) - x_of(self, 0) : self->right - self->left,
                 y = self->bottom + 58.0;
    const bool brief = strip_width(payback, false) + 8.0 > step,
               few = words_few_futures(payback->run.n_simulation);
    const double width = strip_width(payback, brief),
                 x = fmax(self->right, self->years.x_last + 0.5 * width) + 14.0;
    const struct svg_type name = { .size = 14, .fill = COLOUR_SECONDARY };
    const size_t n = payback->n_year, every = strip_every(payback, width, step);
    struct svg_lines lines;
    svg_line(self->svg,
             &(struct svg_box){ self->left, self->bottom + 34.0, self->right, self->bottom + 34.0 },
             &line);
    for (size_t i = 0; i < n; i++) {
        const struct payback_year *year = &payback->year[i];
        const bool likely = words_chance_class(year->chance, year->chance_se) > CHANCE_EITHER_WAY;
        const struct svg_type type = { .size = 16,
                                       .fill = likely ? COLOUR_MAINSTREAM : COLOUR_SECONDARY,
                                       .anchor = SVG_MIDDLE,
                                       .bold = likely };
        if ((n - 1 - i) % every == 0)
            svg_text(self->svg, x_of(self, i), y, &type, strip_word(payback, year, brief).text);
    }
    const char *paid = payback->set ? "they have paid for themselves" : "it has paid for itself";
    const struct words say =
        few ? words_say("of %zu futures, in how many %s by then", payback->run.n_simulation, paid)
        : brief ? words_say("chance, out of 20, that %s by then", paid)
                : words_say("chance %s by then", paid);
    svg_wrap_even(&lines, say.text, &name, CHART_WIDTH - CHART_MARGIN - x, 3);
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(self->svg, x, y - 1.0 + 17.0 * ((double)i - 0.5 * (double)(lines.n_line - 1)),
                 &name, svg_lines_at(&lines, i));
}

/* ---- all of it */

static void
draw_picture(const struct payback *payback, struct chart_draft *draft)
{
    struct layout self = { .payback = payback, .svg = &draft->svg };
    const struct payback_year *central = payback_central_year(payback);
    fill_scale(&self);
    layout_across(&self);
    const double head = chart_begin(draft, payback->id);
    layout_rows(&self, head, chart_foot_top(draft));
    fill_bands(&self);
    chart_axis(self.svg, &self.scale, self.left, self.right);
    draw_fan(&self);
    marks_draw(&self.marks, self.svg, self.row0, self.bottom);
    if (central != NULL) {
        const double x = chart_years_at(&self.years, central->fy),
                     y = chart_scale_at(&self.scale, central->p50);
        svg_circle(self.svg, x, y, 7.5, COLOUR_WHITE);
        svg_circle(self.svg, x, y, 5.5, COLOUR_MAINSTREAM);
    }
    chart_years_axis(self.svg, &self.years, self.bottom);
    chart_bands_place(&self.bands, &self.ends);
    chart_ends_draw(&self.ends, self.svg, self.right, self.top, self.bottom);
    draw_strip(&self);
    name_zero(&self);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *fy, *date, *accounts;
    struct payback_year year;
    double revenue_gbp_m, capital_gbp_m;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("financial_year", ROW(fy)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_TEXT_COLUMN("accounts", ROW(accounts)),
    TABLE_NUMBER_COLUMN("net_saving_p05_gbp_m", 3, ROW(year.p05)),
    TABLE_NUMBER_COLUMN("net_saving_p25_gbp_m", 3, ROW(year.p25)),
    TABLE_NUMBER_COLUMN("net_saving_central_gbp_m", 3, ROW(year.p50)),
    TABLE_NUMBER_COLUMN("net_saving_p75_gbp_m", 3, ROW(year.p75)),
    TABLE_NUMBER_COLUMN("net_saving_p95_gbp_m", 3, ROW(year.p95)),
    TABLE_NUMBER_COLUMN("chance_paid_back", 4, ROW(year.chance)),
    TABLE_NUMBER_COLUMN("chance_se", 4, ROW(year.chance_se)),
    TABLE_NUMBER_COLUMN("revenue_cost_gbp_m", 3, ROW(revenue_gbp_m)),
    TABLE_NUMBER_COLUMN("capital_cost_gbp_m", 3, ROW(capital_gbp_m)),
};

/* Costs are known up to the last year only. */
static void
fill_data(const struct payback *payback, struct table *data)
{
    static const char *const accounts[] = { [PAYBACK_DSG] = "dsg",
                                            [PAYBACK_GENERAL_FUND] = "general_fund",
                                            [PAYBACK_BOTH] = "dsg_and_general_fund" };
    table_init(data, "payback", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < payback->n_year; i++) {
        const struct payback_year *year = &payback->year[i];
        const bool last = i + 1 == payback->n_year;
        table_put(data, &(struct data_row){
                            .fy = words_financial_year(year->fy).text,
                            .date = words_year_end_iso(year->fy).text,
                            .accounts = accounts[payback->accounts],
                            .year = *year,
                            .revenue_gbp_m = last ? payback->revenue_gbp_m : (double)NAN,
                            .capital_gbp_m = last ? payback->capital_gbp_m : (double)NAN,
                        });
    }
}

/* ---- the chart */

int
payback_draw(const struct payback *payback, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &payback->run);
    int ret = payback_check(payback, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", payback_title(payback).text);
        write_subtitle(payback, &draft.subtitle);
        write_alt(payback, &draft.alt);
        write_note(payback, &draft);
        draw_picture(payback, &draft);
        fill_data(payback, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
