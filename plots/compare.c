/* Words are computed from the numbers, so that they cannot contradict them.
 *
 * The title speaks of the chance that the deficit exceeds the threshold: of the scenario where
 * it is least and of the one where it is greatest, by their words in words.h:
 *   both more likely than not    "Even with all four options, a deficit above usable reserves in
 *                                March 2032 is likely"
 *   both could go either way     "In every scenario, a deficit above ... could go either way"
 *   both unlikely                "In every scenario, a deficit above ... is unlikely"
 *   least could go either way    "Even with ..., a deficit above ... could go either way"
 *   greatest could               "A deficit above ... could go either way; with ... it is unlikely"
 *   one likely, one not          "A deficit above ...: likely with no action, unlikely with ..."
 * Where there is no threshold it speaks of the greatest clear change, one whose likely range does
 * not hold zero. The ways to say it are tried from the fullest to the shortest. */
#include "compare.h"

#include "chart_bands.h"
#include "bar_rows.h"
#include "title.h"

#include <math.h>
#include <string.h>

/* ---- facts */

static bool
has_chances(const struct compare *compare)
{
    for (size_t i = 0; i < compare->n_scenario; i++)
        if (!isfinite(compare->scenario[i].chance))
            return false;
    return compare->threshold_label != NULL && compare->threshold_label[0] != '\0';
}

static bool
change_known(const struct compare_scenario *scenario)
{
    return isfinite(scenario->change_p05) && isfinite(scenario->change_p50) &&
           isfinite(scenario->change_p95);
}

/* NULL where no money is received. */
static const struct compare_parts *
parts_of(const struct compare *compare, const struct compare_scenario *scenario)
{
    const struct compare_parts *parts =
        compare->parts == NULL ? NULL : &compare->parts[scenario - compare->scenario];
    return parts != NULL && parts->receives ? parts : NULL;
}

/* What is told of the change: medians have no parts that add up. */
static double
change_told(const struct compare *compare, const struct compare_scenario *scenario)
{
    const struct compare_parts *parts = parts_of(compare, scenario);
    return parts != NULL ? parts->mean : scenario->change_p50;
}

static bool
does_nothing(const struct compare_parts *parts)
{
    return words_nothing(parts->acted) && words_nothing(parts->acted_p05) &&
           words_nothing(parts->acted_p95);
}

static bool
any_receives(const struct compare *compare)
{
    for (size_t i = 1; i < compare->n_scenario; i++)
        if (parts_of(compare, &compare->scenario[i]) != NULL)
            return true;
    return false;
}

static bool
is_few(const struct compare *compare)
{
    return words_few_futures(compare->run.n_simulation);
}

static struct words
chance_words(const struct compare *compare, const struct compare_scenario *scenario)
{
    const double n = (double)compare->run.n_simulation;
    if (is_few(compare) && isfinite(scenario->chance))
        return words_say("%.0f of %.0f", round(scenario->chance * n), n);
    return words_chance_count(scenario->chance, scenario->chance_se, 20);
}

static enum chance_class
class_of(const struct compare_scenario *scenario)
{
    return words_chance_class(scenario->chance, scenario->chance_se);
}

/* Of scenarios with the same chance, the one with the lower (or higher) central forecast. */
static const struct compare_scenario *
extreme(const struct compare *compare, bool greatest)
{
    const struct compare_scenario *out = &compare->scenario[0];
    for (size_t i = 1; i < compare->n_scenario; i++) {
        const struct compare_scenario *other = &compare->scenario[i];
        const double more =
            other->chance != out->chance ? other->chance - out->chance : other->p50 - out->p50;
        if (greatest ? more > 0.0 : more < 0.0)
            out = other;
    }
    return out;
}

/* ---- is the input as compare.h says? */

static int
check_scenario(const struct compare *compare, size_t i, struct hr_err *err)
{
    const struct compare_scenario *s = &compare->scenario[i];
    if (!quantiles_finite(QUANTILES(s)))
        return hr_fail(err, HR_ERANGE, "forecast of scenario '%s' is not finite", s->label);
    if (!quantiles_rise(QUANTILES(s)))
        return hr_fail(err, HR_ERANGE,
                       "quantiles of scenario '%s' are out of order: %g %g %g %g %g", s->label,
                       s->p05, s->p25, s->p50, s->p75, s->p95);
    if (s->chance < 0.0 || s->chance > 1.0)
        return hr_fail(err, HR_ERANGE, "chance of scenario '%s' is %g, want 0 to 1", s->label,
                       s->chance);
    if (i > 0 && change_known(s) &&
        (s->change_p05 > s->change_p50 || s->change_p50 > s->change_p95))
        return hr_fail(err, HR_ERANGE, "change of scenario '%s' is out of order: %g %g %g",
                       s->label, s->change_p05, s->change_p50, s->change_p95);
    if (i > 0 && s->role == COMPARE_UNMITIGATED && compare->scenario[0].role != COMPARE_UNMITIGATED)
        return hr_fail(err, HR_ERANGE, "scenario '%s' is unmitigated and not the first", s->label);
    return 0;
}

/* The chance is of the same futures as the quantiles. */
static int
check_chance(const struct compare *compare, const struct compare_scenario *s, struct hr_err *err)
{
    double share;
    const size_t k = quantiles_contradict(QUANTILES(s), compare->threshold_gbp_m, s->chance,
                                          compare->run.n_simulation, &share);
    if (k < BANDS)
        return hr_fail(err, HR_ERANGE,
                       "chance of scenario '%s' is %g, but a share of %g exceeds %g and the "
                       "threshold is %g",
                       s->label, s->chance, share, QUANTILES(s)[k], compare->threshold_gbp_m);
    return 0;
}

int
compare_check(const struct compare *compare, struct hr_err *err)
{
    int ret = 0;
    if (compare->n_scenario < 1 || compare->n_scenario > COMPARE_SCENARIOS)
        return hr_fail(err, HR_ERANGE, "%zu scenarios to compare, want 1 to %d",
                       compare->n_scenario, (int)COMPARE_SCENARIOS);
    if (compare->fy < 1 || compare->fy > 9998)
        return hr_fail(err, HR_ERANGE, "scenarios compared in %d, want a year", compare->fy);
    for (size_t i = 0; ret == 0 && i < compare->n_scenario; i++)
        ret = check_scenario(compare, i, err);
    if (ret != 0 || !has_chances(compare))
        return ret;
    if (!isfinite(compare->threshold_gbp_m))
        return hr_fail(err, HR_ERANGE, "threshold '%s' is not finite", compare->threshold_label);
    for (size_t i = 0; ret == 0 && i < compare->n_scenario; i++)
        ret = check_chance(compare, &compare->scenario[i], err);
    return ret;
}

/* ---- title */

enum {
    ONE = 1,         /* scenario */
    EVEN = 2,        /* the best is no better */
    AT_BEST = 4,     /* could go either way */
    EVERY = 8,       /* scenario has the same word */
    EITHER_LOW = 16, /* the worst could go either way, the best is unlikely */
    HIGH_LOW = 32,   /* the worst is likely, the best is not */
    CLEAR = 64,      /* one scenario changes the deficit */
    UNCLEAR = 128,   /* whether any does */
    SPREAD = 256,    /* central forecasts differ */
    ALIKE = 512,     /* they do not */
};

/* {event} is what may happen: "a deficit above usable reserves in March 2032" and shorter. */
static const struct title_row titles[] = {
    { ONE, "{event} {only}" },
    { EVEN, "even {best}, {event} {verb}" },
    { AT_BEST, "at best, {event} {verb}" },
    { EVERY, "in every scenario, {event} {verb}" },
    { EITHER_LOW, "{event} could go either way; {best} it is {low}" },
    { EITHER_LOW, "{event} could go either way, at best it is {low}" },
    { HIGH_LOW, "{event}: {high} {worst}, {low} {best}" },
    { HIGH_LOW, "{n low} of {n} scenarios make {event} unlikely" },
    { CLEAR, "{clearest}, the deficit in {month} is about {change}" },
    { CLEAR, "{clearest}, the {year} deficit is about {change}" },
    { CLEAR, "in one scenario, the deficit in {month} is about {change} than in the first" },
    { UNCLEAR, "whether any scenario changes the {year} deficit could go either way" },
    { ALIKE, "cumulative deficit by {year}: central forecast {lowest}" },
    { SPREAD, "cumulative deficit by {year}: central forecasts {range}" },
};

enum { WAYS = 4 };

/* From the fullest way to say it to the shortest. */
static void
fill_events(const struct compare *compare, struct words event[WAYS])
{
    const struct words month = words_year_end_month(compare->fy),
                       year = words_say("%d", compare->fy + 1),
                       amount = words_stated(compare->threshold_gbp_m),
                       name = words_within(compare->threshold_label);
    const bool reserves =
        strlen(name.text) > 8 && strcmp(name.text + strlen(name.text) - 8, "reserves") == 0;
    const char *brief = reserves ? "reserves" : amount.text;
    if (words_nothing(compare->threshold_gbp_m)) {
        for (size_t i = 0; i < WAYS; i++)
            event[i] = words_say("a deficit in %s", i < 2 ? month.text : year.text);
        return;
    }
    event[0] = words_say("a deficit above %s in %s", name.text, month.text);
    event[1] = words_say("a deficit above %s in %s", brief, month.text);
    event[2] = words_say("a deficit above %s in %s", brief, year.text);
    event[3] = words_say("a deficit above %s in %s", amount.text, year.text);
}

static unsigned
say_neutral(const struct compare *compare, struct slots *slots)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < compare->n_scenario; i++) {
        low = fmin(low, compare->scenario[i].p50);
        high = fmax(high, compare->scenario[i].p50);
    }
    slots_set(slots, "lowest", "%s", words_deficit(low).text);
    slots_set(slots, "range", "%s", words_range(low, high).text);
    return strcmp(words_deficit(low).text, words_deficit(high).text) == 0 ? ALIKE : SPREAD;
}

/* By the scenarios where the chance is least and greatest. */
static unsigned
say_chances(const struct compare *compare, struct slots *slots)
{
    const struct compare_scenario *best = extreme(compare, false), *worst = extreme(compare, true);
    const enum chance_class least = class_of(best), greatest = class_of(worst),
                            said = least >= CHANCE_EITHER_WAY ? least : greatest;
    size_t n_low = 0;
    for (size_t i = 0; i < compare->n_scenario; i++)
        n_low += class_of(&compare->scenario[i]) < CHANCE_EITHER_WAY;
    slots_set(slots, "only", "%s", words_chance_says(best->chance, best->chance_se, 20).text);
    slots_set(slots, "best", "%s", title_condition(best->label).text);
    slots_set(slots, "worst", "%s", title_condition(worst->label).text);
    slots_set(slots, "low", "%s", words_chance_word(least));
    slots_set(slots, "high", "%s", words_chance_word(greatest));
    slots_set(slots, "n low", "%zu", n_low);
    slots_set(slots, "n", "%zu", compare->n_scenario);
    slots_set(slots, "verb", "%s%s", said == CHANCE_EITHER_WAY ? "" : "is ",
              words_chance_word(said));
    if (compare->n_scenario == 1)
        return ONE;
    if (least < CHANCE_EITHER_WAY && greatest >= CHANCE_EITHER_WAY)
        return greatest == CHANCE_EITHER_WAY ? EITHER_LOW : HIGH_LOW;
    if (greatest <= CHANCE_EITHER_WAY)
        return EVERY;
    return EVEN | (least == CHANCE_EITHER_WAY ? AT_BEST : EVERY);
}

/* The scenario whose change is clear and greatest; NULL when none is. */
static const struct compare_scenario *
clearest(const struct compare *compare)
{
    const struct compare_scenario *out = NULL;
    for (size_t i = 1; i < compare->n_scenario; i++) {
        const struct compare_scenario *s = &compare->scenario[i];
        const bool clear = change_known(s) && (s->change_p95 < 0.0 || s->change_p05 > 0.0);
        const double change = change_told(compare, s);
        if (clear && strcmp(words_change(change).text, "no different") != 0 &&
            (out == NULL || fabs(change) > fabs(change_told(compare, out))))
            out = s;
    }
    return out;
}

static bool
changes_known(const struct compare *compare)
{
    bool known = compare->n_scenario > 1;
    for (size_t i = 1; i < compare->n_scenario; i++)
        known = known && change_known(&compare->scenario[i]);
    return known;
}

static bool
changes_nothing(const struct compare *compare)
{
    for (size_t i = 1; i < compare->n_scenario; i++) {
        const struct compare_scenario *s = &compare->scenario[i];
        if (!words_nothing(s->change_p05) || !words_nothing(s->change_p50) ||
            !words_nothing(s->change_p95))
            return false;
    }
    return true;
}

/* Without a threshold, the greatest clear change. */
static unsigned
say_changes(const struct compare *compare, struct slots *slots)
{
    const struct compare_scenario *best = clearest(compare);
    if (!changes_known(compare) || changes_nothing(compare))
        return say_neutral(compare, slots);
    if (best == NULL)
        return UNCLEAR;
    slots_set(slots, "clearest", "%s", title_condition(best->label).text);
    slots_set(slots, "change", "%s", words_change(change_told(compare, best)).text);
    return CLEAR;
}

struct words
compare_title(const struct compare *compare)
{
    struct slots slots = { .n = 0 };
    struct words event[WAYS] = { { "" } };
    unsigned facts;
    slots_set(&slots, "month", "%s", words_year_end_month(compare->fy).text);
    slots_set(&slots, "year", "%d", compare->fy + 1);
    if (has_chances(compare)) {
        facts = say_chances(compare, &slots) | say_neutral(compare, &slots);
        fill_events(compare, event);
    } else {
        facts = say_changes(compare, &slots);
    }
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles), "event", event, WAYS }, facts,
                        &slots);
}

/* ---- subtitle and text alternative */

static void
write_subtitle(const struct compare *compare, struct text *out)
{
    text_add(out, "%s at %s by scenario, " POUND " million, %s", compare->measure,
             words_year_end(compare->fy).text, compare->area);
}

static void
alt_parts(const struct compare_parts *parts, struct text *out)
{
    text_add(out, ", on average %s: %s by money received", words_change(parts->mean).text,
             words_change(parts->received).text);
    if (!does_nothing(parts))
        text_add(out, " and %s by what is done", words_change(parts->acted).text);
}

static void
alt_scenario(const struct compare *compare, size_t i, struct text *out)
{
    const struct compare_scenario *s = &compare->scenario[i];
    text_add(out, "%s %s: %s (%s)", i == 0 ? "" : ";", s->label, words_deficit(s->p50).text,
             words_range(s->p05, s->p95).text);
    if (i > 0 && change_known(s) && parts_of(compare, s) != NULL)
        alt_parts(parts_of(compare, s), out);
    else if (i > 0 && change_known(s))
        text_add(out, ", %s", words_difference(s->change_p50, s->change_p05, s->change_p95).text);
    if (has_chances(compare))
        text_add(out, ", chance %s", chance_words(compare, s).text);
}

static void
write_alt(const struct compare *compare, struct text *out)
{
    text_add(out, "Intervals of the %s at %s, %s, in %s scenario%s.",
             title_within(compare->measure).text, words_year_end(compare->fy).text, compare->area,
             title_number(compare->n_scenario).text, compare->n_scenario == 1 ? "" : "s");
    const bool changes = compare->n_scenario > 1 && change_known(&compare->scenario[1]),
               zero = words_nothing(compare->threshold_gbp_m);
    text_add(out, " Central forecast with likely range (9 in 10 simulated futures)");
    if (changes)
        text_add(out, "%s change from the first scenario", has_chances(compare) ? "," : " and");
    if (has_chances(compare) && zero)
        text_add(out, " and chance of a deficit");
    else if (has_chances(compare))
        text_add(out, " and chance of a deficit above %s of %s",
                 words_within(compare->threshold_label).text,
                 words_stated(compare->threshold_gbp_m).text);
    text_add(out, ".");
    for (size_t i = 0; i < compare->n_scenario; i++)
        alt_scenario(compare, i, out);
    text_add(out, ".");
}

/* ---- the picture */

struct layout {
    const struct compare *compare;
    struct svg *svg;
    struct bar_rows rows;
    struct svg_lines threshold; /* its name, above the plot */
    bool has_threshold,         /* there is one */
        draws_threshold,        /* and it lies on the axis */
        is_noted;               /* its name is too long to be written there */
};

static const struct svg_type threshold_type = {
    .size = 16, .fill = COLOUR_THRESHOLD, .anchor = SVG_MIDDLE, .bold = true
};
static const double threshold_line = 19.0;

/* Dots and lines may have an axis that begins elsewhere, when from zero they would all be
 * squeezed together; for the same reason a threshold far from them is not drawn. */
static void
fill_scale(struct layout *self)
{
    static const double reach = 0.6, squeezed = 0.3;
    const struct compare *compare = self->compare;
    const double value = compare->threshold_gbp_m;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < compare->n_scenario; i++) {
        low = fmin(low, compare->scenario[i].p05);
        high = fmax(high, compare->scenario[i].p95);
    }
    if (!(low * high > 0.0 && high > low && high - low < squeezed * fmax(fabs(low), fabs(high)))) {
        low = fmin(low, 0.0);
        high = fmax(high, 0.0);
    }
    const double far = reach * (high - low);
    self->draws_threshold = self->has_threshold && value <= high + far && value >= low - far;
    if (self->draws_threshold) {
        low = fmin(low, value);
        high = fmax(high, value);
    }
    self->rows.scale = chart_scale_round(low, high);
}

/* Under the change: its range, or its two parts. Above so many rows there is no room for both. */
static struct words
change_detail(const struct compare *compare, const struct compare_scenario *s)
{
    enum { ROOMY = 6 };
    const struct compare_parts *parts = parts_of(compare, s);
    if (parts != NULL && does_nothing(parts))
        return words_say("all money received");
    if (parts != NULL && compare->n_scenario > ROOMY)
        return words_say("%s received", words_money(-parts->received).text);
    if (parts != NULL)
        return words_say("%s received; %s by what is done", words_money(-parts->received).text,
                         words_change(parts->acted).text);
    return fabs(s->change_p95 - s->change_p05) < 0.00005
               ? words_say("%s", "")
               : words_change_range(s->change_p05, s->change_p95);
}

static void
fill_rows(struct layout *self)
{
    const struct compare *compare = self->compare;
    struct bar_rows *rows = &self->rows;
    struct bar_column *change = compare->n_scenario > 1 ? &rows->column[rows->n_column++] : NULL,
                      *chance = self->has_threshold && has_chances(compare)
                                    ? &rows->column[rows->n_column++]
                                    : NULL;
    for (size_t i = 0; i < compare->n_scenario; i++) {
        const struct compare_scenario *s = &compare->scenario[i];
        rows->label[i] = s->label;
        rows->strong[i] = s->role == COMPARE_UNMITIGATED;
        if (change != NULL && i > 0 && change_known(s)) {
            change->cell[i].bold = words_change(change_told(compare, s));
            change->cell[i].quiet = change_detail(compare, s);
        } else if (change != NULL) {
            change->cell[i].quiet = i == 0 ? words_say("%s", "") : words_say("change not known");
        }
        if (chance != NULL)
            chance->cell[i].bold = chance_words(compare, s);
    }
    if (change != NULL)
        change->heading = words_say("Change from the first scenario");
    if (chance != NULL)
        chance->heading = words_nothing(compare->threshold_gbp_m)
                              ? words_say("Chance of a deficit")
                              : words_say("Chance of passing %s",
                                          words_stated_deficit(compare->threshold_gbp_m).text);
}

static void
draw_threshold(struct layout *self)
{
    const struct bar_rows *rows = &self->rows;
    const struct svg_stroke line = { COLOUR_THRESHOLD, 2.4, "9 5" },
                            casing = { COLOUR_WHITE, 5.6, NULL };
    const double x = bar_rows_x(rows, self->compare->threshold_gbp_m),
                 half = 0.5 * self->threshold.width,
                 middle = fmin(fmax(x, rows->left + fmin(half, 0.5 * (rows->right - rows->left))),
                               rows->right - fmin(half, 0.5 * (rows->right - rows->left)));
    svg_line(self->svg, &(struct svg_box){ x, rows->top - 6.0, x, rows->bottom }, &casing);
    svg_line(self->svg, &(struct svg_box){ x, rows->top - 6.0, x, rows->bottom }, &line);
    double y = rows->top - 11.0 - threshold_line * (double)(self->threshold.n_line - 1);
    for (size_t i = 0; i < self->threshold.n_line; i++, y += threshold_line)
        svg_text(self->svg, middle, y, &threshold_type, svg_lines_at(&self->threshold, i));
}

static double
bar_half(const struct bar_rows *rows)
{
    return 0.5 * fmin(fmax(0.30 * rows->pitch, 7.0), 30.0);
}

/* Figure and bar together are in the middle of the row. */
static double
bar_y(const struct bar_rows *rows, size_t row)
{
    return bar_rows_y(rows, row) + 0.5 * rows->size - 1.0;
}

static void
draw_interval(struct layout *self, size_t row)
{
    const struct bar_rows *rows = &self->rows;
    const struct compare_scenario *s = &self->compare->scenario[row];
    const double y = bar_y(rows, row), half = bar_half(rows), thin = fmax(0.28 * half, 1.6);
    svg_rect(
        self->svg,
        &(struct svg_box){ bar_rows_x(rows, s->p05), y - thin, bar_rows_x(rows, s->p95), y + thin },
        COLOUR_BAND_EDGE, 1.0);
    svg_rect(
        self->svg,
        &(struct svg_box){ bar_rows_x(rows, s->p25), y - half, bar_rows_x(rows, s->p75), y + half },
        COLOUR_INTERVAL, 1.0);
}

static void
draw_diamond(struct svg *svg, double x, double y, double size, const char *fill)
{
    const double xy[] = { x, y - size, x + 0.82 * size, y, x, y + size, x - 0.82 * size, y };
    svg_polygon(svg, xy, 4, fill);
}

static void
draw_central(struct layout *self, size_t row)
{
    const struct bar_rows *rows = &self->rows;
    const double p50 = self->compare->scenario[row].p50, y = bar_y(rows, row),
                 size = bar_half(rows) - 1.0;
    const struct svg_type type = {
        .size = rows->size, .fill = COLOUR_MAINSTREAM, .anchor = SVG_MIDDLE, .bold = true
    };
    const struct words figure = bar_figure(p50);
    const double half = 0.5 * svg_text_width(figure.text, type.size, true),
                 x = fmin(fmax(bar_rows_x(rows, p50), rows->left + half + 3.0),
                          rows->right - half - 3.0),
                 baseline = y - bar_half(rows) - (rows->size > 15.0 ? 6.0 : 3.5);
    draw_diamond(self->svg, bar_rows_x(rows, p50), y, size + 2.5, COLOUR_WHITE);
    draw_diamond(self->svg, bar_rows_x(rows, p50), y, size, COLOUR_MAINSTREAM);
    const struct svg_box box = svg_text_box(x, baseline, &type, figure.text);
    svg_rect(self->svg,
             &(struct svg_box){ box.x0 - 2.0, box.y0 - 1.0, box.x1 + 2.0, baseline + 2.0 },
             COLOUR_WHITE, 0.85);
    svg_text(self->svg, x, baseline, &type, figure.text);
}

static void
write_note(const struct layout *self, struct chart_draft *draft)
{
    struct text *out = &draft->note;
    const struct compare *compare = self->compare;
    text_add(out, "Diamond: central forecast. Thick bar: middle half of simulated futures. Thin "
                  "bar: likely range, 9 in 10 simulated "
                  "futures. Cash terms.");
    if (any_receives(compare))
        text_add(out, " Changes: averages where money is received, which is no saving, so that its "
                      "part and what is done add up; else median and likely range.");
    else if (compare->n_scenario > 1)
        text_add(out, " Changes: median and likely range over the same futures, so they need not "
                      "equal the difference of two bars.");
    if (compare->branches != NULL && compare->branches[0] != '\0')
        text_add(out, " %s.", compare->branches);
    if (self->rows.scale.low > 0.0)
        text_add(out, " The axis does not begin at " POUND "0.");
    if (self->rows.scale.low < 0.0)
        text_add(out, " Below " POUND "0: a surplus.");
    if (self->has_threshold && !self->draws_threshold)
        text_add(out, " Not drawn: %.60s %s.", compare->threshold_label,
                 words_stated_deficit(compare->threshold_gbp_m).text);
    if (self->is_noted)
        text_add(out, " Threshold: %.200s.", compare->threshold_label);
    chart_note_rough(draft, compare->run.n_simulation);
}

/* In two lines, or in three where there are few rows; one that is longer still is named in the
 * note. */
static void
name_threshold(struct layout *self)
{
    static const double widest = 210.0;
    enum { MANY = 8 }; /* rows that need the height more */
    const struct compare *compare = self->compare;
    const bool zero = words_nothing(compare->threshold_gbp_m);
    const struct words amount = words_stated_deficit(compare->threshold_gbp_m),
                       name = zero ? words_say("%s", compare->threshold_label)
                                   : words_say("%.200s %s", compare->threshold_label, amount.text);
    svg_wrap_even(&self->threshold, name.text, &threshold_type, widest, 2);
    if (self->threshold.cut && compare->n_scenario <= MANY)
        svg_wrap_even(&self->threshold, name.text, &threshold_type, widest, 3);
    self->is_noted = self->threshold.cut;
    if (self->is_noted)
        svg_wrap_even(&self->threshold, words_say("Threshold %s", amount.text).text,
                      &threshold_type, widest, 1);
    self->rows.heading = threshold_line * (double)self->threshold.n_line + 4.0;
}

static void
layout_init(struct layout *self, const struct compare *compare, struct svg *svg)
{
    *self = (struct layout){ .compare = compare, .svg = svg };
    self->has_threshold = compare->threshold_label != NULL && compare->threshold_label[0] != '\0' &&
                          isfinite(compare->threshold_gbp_m);
    bar_rows_init(&self->rows, compare->n_scenario);
    fill_scale(self);
    fill_rows(self);
    if (self->draws_threshold)
        name_threshold(self);
}

static void
draw_picture(struct layout *self, struct chart_draft *draft)
{
    struct bar_rows *rows = &self->rows;
    const double head = chart_begin(draft, self->compare->id);
    bar_rows_place(rows, head + 14.0, chart_foot_top(draft) - 4.0);
    bar_rows_axis(rows, self->svg);
    for (size_t i = 0; i < rows->n_row; i++)
        draw_interval(self, i);
    if (self->draws_threshold)
        draw_threshold(self);
    for (size_t i = 0; i < rows->n_row; i++)
        draw_central(self, i);
    bar_rows_words(rows, self->svg);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *role, *date;
    struct compare_scenario s;
    double threshold_gbp_m;
    struct compare_parts parts;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("scenario", ROW(s.label)),
    TABLE_TEXT_COLUMN("role", ROW(role)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_NUMBER_COLUMN("p05_gbp_m", 3, ROW(s.p05)),
    TABLE_NUMBER_COLUMN("p25_gbp_m", 3, ROW(s.p25)),
    TABLE_NUMBER_COLUMN("central_gbp_m", 3, ROW(s.p50)),
    TABLE_NUMBER_COLUMN("p75_gbp_m", 3, ROW(s.p75)),
    TABLE_NUMBER_COLUMN("p95_gbp_m", 3, ROW(s.p95)),
    TABLE_NUMBER_COLUMN("change_p05_gbp_m", 3, ROW(s.change_p05)),
    TABLE_NUMBER_COLUMN("change_central_gbp_m", 3, ROW(s.change_p50)),
    TABLE_NUMBER_COLUMN("change_p95_gbp_m", 3, ROW(s.change_p95)),
    TABLE_NUMBER_COLUMN("change_mean_gbp_m", 3, ROW(parts.mean)),
    TABLE_NUMBER_COLUMN("received_mean_gbp_m", 3, ROW(parts.received)),
    TABLE_NUMBER_COLUMN("acted_mean_gbp_m", 3, ROW(parts.acted)),
    TABLE_NUMBER_COLUMN("threshold_gbp_m", 3, ROW(threshold_gbp_m)),
    TABLE_NUMBER_COLUMN("chance_above", 4, ROW(s.chance)),
    TABLE_NUMBER_COLUMN("chance_se", 4, ROW(s.chance_se)),
};

static void
fill_data(const struct layout *self, struct table *data)
{
    static const char *const role[] = { [COMPARE_OTHER] = "other",
                                        [COMPARE_UNMITIGATED] = "unmitigated",
                                        [COMPARE_MITIGATED] = "mitigated" };
    const double none = (double)NAN;
    const struct words date = words_year_end_iso(self->compare->fy);
    table_init(data, "compare", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < self->compare->n_scenario; i++) {
        const struct compare_scenario *s = &self->compare->scenario[i];
        const struct compare_parts *parts = parts_of(self->compare, s);
        struct data_row row = { role[s->role],
                                date.text,
                                *s,
                                self->has_threshold ? self->compare->threshold_gbp_m : none,
                                { false, none, none, none, none, none } };
        if (i > 0 && parts != NULL)
            row.parts = *parts;
        if (i == 0 || !change_known(s))
            row.s.change_p05 = row.s.change_p50 = row.s.change_p95 = none;
        if (!self->has_threshold)
            row.s.chance = none;
        if (!isfinite(row.s.chance))
            row.s.chance_se = none;
        table_put(data, &row);
    }
}

/* ---- the chart */

int
compare_draw(const struct compare *compare, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    struct layout self;
    chart_draft_init(&draft, &compare->run);
    int ret = compare_check(compare, err);
    if (ret == 0) {
        layout_init(&self, compare, &draft.svg);
        text_add(&draft.title, "%s", compare_title(compare).text);
        write_subtitle(compare, &draft.subtitle);
        write_alt(compare, &draft.alt);
        write_note(&self, &draft);
        draw_picture(&self, &draft);
        fill_data(&self, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
