#include "chance_curve.h"

#include <math.h>
#include <string.h>

/* ---- is the input as chance_curve.h says? */

/* The share of futures above a level, by the percentiles: at least and at most. */
static void
share_above(const struct chance_curve *curve, double level, double *least, double *most)
{
    size_t below = 0, not_above = 0;
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        below += curve->percentile[i] < level;
        not_above += curve->percentile[i] <= level;
    }
    *least = 1.0 - (double)not_above / (CURVE_POINTS - 1.0);
    *most = 1.0 - ((double)below - 1.0) / (CURVE_POINTS - 1.0);
}

static int
check_level(const struct chance_curve *curve, const struct curve_level *level, struct hr_err *err)
{
    double least, most;
    if (!isfinite(level->gbp_m))
        return hr_fail(err, HR_ERANGE, "level '%s' is not finite", level->label);
    share_above(curve, level->gbp_m, &least, &most);
    const double slack = 2.0 / fmax(1.0, (double)curve->run.n_simulation);
    if (!(level->chance >= least - slack && level->chance <= most + slack))
        return hr_fail(err, HR_ERANGE,
                       "the chance of more than '%s' is %g, but a share of %g to %g is above %g",
                       level->label, level->chance, least, most, level->gbp_m);
    return 0;
}

int
chance_curve_check(const struct chance_curve *curve, struct hr_err *err)
{
    for (size_t i = 0; i < CURVE_POINTS; i++)
        if (!isfinite(curve->percentile[i]) ||
            (i > 0 && curve->percentile[i] < curve->percentile[i - 1]))
            return hr_fail(err, HR_ERANGE, "percentile %zu is %g, want rising numbers", i,
                           curve->percentile[i]);
    if (!isfinite(curve->mean) || curve->p05 != curve->percentile[5] ||
        curve->p50 != curve->percentile[50] || curve->p95 != curve->percentile[95])
        return hr_fail(err, HR_ERANGE, "average %g or quantiles %g %g %g are not the percentiles'",
                       curve->mean, curve->p05, curve->p50, curve->p95);
    if (curve->n_level > CURVE_LEVELS)
        return hr_fail(err, HR_ERANGE, "%zu levels, want at most %d", curve->n_level,
                       (int)CURVE_LEVELS);
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < curve->n_level; i++)
        ret = check_level(curve, &curve->level[i], err);
    return ret;
}

/* ---- words */

enum { DEFICITS = 1, SURPLUSES = 2, BOTH = 4, ONE = 8 };

static const struct title_row titles[] = {
    { ONE, "{?lead}nearly every future ends with {position}" },
    { DEFICITS, "{?lead}half of futures end above {half}, 1 in 20 above {tail}" },
    { SURPLUSES, "{?lead}half of futures end with a surplus above {half}" },
    { BOTH, "{?lead}half of futures end in surplus; a deficit above {tail}: 1 in 20" },
    { BOTH, "{?lead}half of futures end in surplus" },
    { ONE, "{?role}nearly every future ends with {position}" },
    { DEFICITS, "{?role}half of futures end above {half}, 1 in 20 above {tail}" },
    { SURPLUSES, "{?role}half of futures end with a surplus above {half}" },
    { BOTH, "{?role}half of futures end in surplus; a deficit above {tail}: 1 in 20" },
};

static unsigned
facts_of(const struct chance_curve *curve)
{
    const struct words p50 = words_money(curve->p50), p95 = words_money(curve->p95);
    if (strcmp(words_money(curve->p05).text, p95.text) == 0)
        return ONE;
    if (p50.text[0] != '-')
        return DEFICITS;
    return p95.text[0] == '-' ? SURPLUSES : BOTH;
}

struct words
chance_curve_title(const struct chance_curve *curve)
{
    struct slots slots = { .n = 0 };
    title_lead(&curve->of, &slots);
    slots_set(&slots, "half", "%s", words_money(fabs(curve->p50)).text);
    slots_set(&slots, "tail", "%s", words_money(fabs(curve->p95)).text);
    slots_set(&slots, "position", "%s", words_position(curve->p50).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, facts_of(curve), &slots);
}

static void
write_subtitle(const struct chance_curve *curve, struct text *out)
{
    text_add(out,
             "Chance that the cumulative Dedicated Schools Grant (DSG) deficit at %s is above "
             "any level, %s",
             words_year_end(curve->fy).text, curve->area);
    title_tail(&curve->of, out);
}

/* Chances of one picture have one base. */
static int
base_of(const struct chance_curve *curve)
{
    int base = 20;
    for (size_t i = 0; i < curve->n_level; i++) {
        const int own = words_chance_base(curve->level[i].chance);
        base = own > base ? own : base;
    }
    return base;
}

/* Of few futures the count is exact. */
static struct words
chance_words(const struct chance_curve *curve, double chance)
{
    const size_t n = curve->run.n_simulation;
    if (words_few_futures(n))
        return words_say("%.0f of %zu", round(chance * (double)n), n);
    return words_chance_count(chance, base_of(curve));
}

/* "above £67m", "worse than a surplus of £17.1m". */
static struct words
above_words(double gbp_m)
{
    const struct words deficit = words_deficit(gbp_m);
    return words_say("%s %s", deficit.text[0] == 'a' ? "worse than" : "above", deficit.text);
}

/* "above usable reserves £22.5m", "in deficit"; short: "above £22.5m". */
static struct words
level_words(const struct curve_level *level, bool is_short)
{
    const struct words stated = words_stated_deficit(level->gbp_m);
    if (words_nothing(level->gbp_m))
        return words_say("in deficit");
    if (stated.text[0] == 'a')
        return words_say("worse than %s", stated.text);
    return is_short ? words_say("above %s", stated.text)
                    : words_say("above %.150s %s", words_within(level->label).text, stated.text);
}

static void
write_alt(const struct chance_curve *curve, struct text *out)
{
    text_add(out,
             "Falling curve of the chance that the deficit at %s is above a level, %s: half of "
             "futures are %s, 1 in 20 %s and 19 in 20 %s.",
             words_year_end(curve->fy).text, curve->area, above_words(curve->p50).text,
             above_words(curve->p95).text, above_words(curve->p05).text);
    for (size_t i = 0; i < curve->n_level; i++) {
        const struct curve_level *level = &curve->level[i];
        text_add(out, "%s%s: %s", i == 0 ? " Futures " : "; ", level_words(level, false).text,
                 chance_words(curve, level->chance).text);
    }
    text_add(out, "%s", curve->n_level > 0 ? "." : "");
}

/* ---- the picture */

static const double widest_label = 300.0;

struct layout {
    const struct chance_curve *curve;
    struct svg *svg;
    struct chart_scale across, up; /* of money, of chances */
    double top, bottom;
    struct chart_ends ends;
    struct curve_point {
        double gbp_m, chance;
        const char *colour;
        bool drawn; /* it lies on the axis */
    } point[CHART_ENDS];
    unsigned is_short; /* bit i: level i is named in the note */
};

/* From the 1st percentile to the 99th, and over levels that are not far from them. */
static void
fill_scale(struct layout *self)
{
    static const double reach = 0.6;
    const struct chance_curve *curve = self->curve;
    double low = curve->percentile[1], high = curve->percentile[CURVE_POINTS - 2];
    const double far = reach * fmax(high - low, 0.1 * fmax(fabs(low), fabs(high)));
    const double from = low - far, to = high + far;
    for (size_t i = 0; i < curve->n_level; i++) {
        const double at = curve->level[i].gbp_m;
        if (at >= from && at <= to) {
            low = fmin(low, at);
            high = fmax(high, at);
        }
    }
    self->across = chart_scale_round(low, high);
    self->across.step *= 0.5;
    self->across.low = floor(low / self->across.step + 1e-9) * self->across.step;
    self->up = (struct chart_scale){ .low = 0.0, .high = 1.0, .step = 0.25 };
}

static void
add_point(struct layout *self, const struct curve_point *point, const char *words)
{
    const struct chance_curve *curve = self->curve;
    self->point[self->ends.n] = *point;
    self->point[self->ends.n].drawn =
        point->gbp_m >= self->across.low && point->gbp_m <= self->across.high;
    chart_ends_add(&self->ends, chance_words(curve, point->chance), words, point->colour);
}

/* Which of those not told yet has the greatest chance; n_level for none. */
static size_t
next_level(const struct chance_curve *curve, unsigned told)
{
    size_t next = curve->n_level;
    for (size_t i = 0; i < curve->n_level; i++)
        if ((told >> i & 1u) == 0 &&
            (next == curve->n_level || curve->level[i].gbp_m < curve->level[next].gbp_m))
            next = i;
    return next;
}

static void
add_level(struct layout *self, size_t i)
{
    const struct curve_level *level = &self->curve->level[i];
    struct words words = level_words(level, false);
    if (svg_text_width(words.text, chart_label.size, false) > widest_label) {
        words = level_words(level, true);
        self->is_short |= 1u << i;
    }
    add_point(self, &(struct curve_point){ level->gbp_m, level->chance, COLOUR_THRESHOLD, true },
              words.text);
}

/* From the lowest level, whose chance is the greatest, to the highest. */
static void
fill_points(struct layout *self)
{
    const struct chance_curve *curve = self->curve;
    const double mark[] = { curve->p50, curve->p95 }, chance[] = { 0.5, 0.05 };
    unsigned told = 0;
    for (size_t k = 0; k <= 2; k++) {
        size_t i;
        while ((i = next_level(curve, told)) < curve->n_level &&
               (k == 2 || curve->level[i].gbp_m < mark[k])) {
            add_level(self, i);
            told |= 1u << i;
        }
        if (k < 2)
            add_point(self, &(struct curve_point){ mark[k], chance[k], COLOUR_MAINSTREAM, true },
                      above_words(mark[k]).text);
    }
}

/* The curve's height at a level: between two percentiles, 1 below all and 0 above. */
static double
height_at(const struct chance_curve *curve, double value)
{
    const double *x = curve->percentile;
    size_t i = 0;
    while (i < CURVE_POINTS && x[i] < value)
        i++;
    if (i == 0 || i == CURVE_POINTS)
        return i == 0 ? 1.0 : 0.0;
    return 1.0 - ((double)(i - 1) + (value - x[i - 1]) / (x[i] - x[i - 1])) / (CURVE_POINTS - 1.0);
}

/* From one end of the axis to the other. */
static void
draw_curve(const struct layout *self)
{
    const struct svg_stroke line = { COLOUR_MAINSTREAM, 3.0, NULL };
    const struct chance_curve *curve = self->curve;
    const double low = self->across.low, high = self->across.high;
    double xy[2 * (CURVE_POINTS + 2)];
    size_t n = 0;
    for (size_t i = 0; i < CURVE_POINTS + 2; i++) {
        const bool is_end = i == 0 || i == CURVE_POINTS + 1;
        const double value = i == 0 ? low : i <= CURVE_POINTS ? curve->percentile[i - 1] : high;
        if (!is_end && (value <= low || value >= high))
            continue;
        xy[2 * n] = chart_scale_at(&self->across, value);
        xy[2 * n + 1] =
            chart_scale_at(&self->up, is_end ? height_at(curve, value)
                                             : 1.0 - (double)(i - 1) / (CURVE_POINTS - 1.0));
        n++;
    }
    svg_polyline(self->svg, xy, n, &line);
}

static void
draw_point(const struct layout *self, const struct curve_point *point)
{
    const struct svg_stroke line = { point->colour, 1.3, "3 4" };
    const double x = chart_scale_at(&self->across, point->gbp_m),
                 y = chart_scale_at(&self->up, point->chance);
    svg_line(self->svg, &(struct svg_box){ x, y, x, self->bottom }, &line);
    svg_line(self->svg, &(struct svg_box){ x, y, self->across.at_high, y }, &line);
}

static void
draw_points(struct layout *self)
{
    for (size_t i = 0; i < self->ends.n; i++) {
        self->ends.end[i].y = chart_scale_at(&self->up, self->point[i].chance);
        if (self->point[i].drawn)
            draw_point(self, &self->point[i]);
    }
    draw_curve(self);
    for (size_t i = 0; i < self->ends.n; i++)
        if (self->point[i].drawn)
            svg_circle(self->svg, chart_scale_at(&self->across, self->point[i].gbp_m),
                       self->ends.end[i].y, 5.0, self->point[i].colour);
    chart_ends_draw(&self->ends, self->svg, self->across.at_high, self->top, self->bottom);
}

/* Quarters of all futures, in the base of the words. */
static void
draw_chances(const struct layout *self)
{
    const struct svg_stroke grid = { COLOUR_GRID, 1.0, NULL }, axis = { COLOUR_AXIS, 1.4, NULL };
    struct svg_type type = chart_label;
    type.anchor = SVG_END;
    for (int i = 0; i <= 4; i++) {
        const double y = chart_scale_at(&self->up, 0.25 * i);
        const struct words count =
            words_say("%d in %d", base_of(self->curve) * i / 4, base_of(self->curve));
        svg_line(self->svg, &(struct svg_box){ self->across.at_low, y, self->across.at_high, y },
                 i == 0 ? &axis : &grid);
        svg_text(self->svg, self->across.at_low - 8.0, y + 6.0, &type,
                 i == 0   ? "none"
                 : i == 4 ? "all"
                          : count.text);
    }
}

static void
write_note(const struct layout *self, struct chart_draft *draft)
{
    const struct chance_curve *curve = self->curve;
    const struct words half = words_half(curve->mean, curve->p50, curve->p95 - curve->p05);
    struct text *note = &draft->note;
    size_t n = 0;
    text_add(note,
             "Up: the share of simulated futures whose deficit is above the level. Average "
             "%s%s%s. Cash terms.",
             words_deficit(curve->mean).text, half.text[0] == '\0' ? "" : "; ", half.text);
    chart_note_rough(draft, curve->run.n_simulation);
    if (self->across.low < 0.0)
        text_add(note, " Below " POUND "0: a surplus.");
    for (size_t i = 0; i < curve->n_level; i++)
        if ((self->is_short >> i & 1u) != 0)
            text_add(note, "%s%s: %.120s", n++ == 0 ? " " : "; ",
                     words_stated_deficit(curve->level[i].gbp_m).text, curve->level[i].label);
    text_add(note, "%s", n > 0 ? "." : "");
}

static void
draw_picture(const struct chance_curve *curve, struct chart_draft *draft)
{
    struct layout self = { .curve = curve, .svg = &draft->svg };
    fill_scale(&self);
    fill_points(&self);
    write_note(&self, draft);
    self.top = chart_begin(draft, curve->id) + 30.0;
    self.bottom = chart_foot_top(draft) - 52.0;
    self.across.at_low = 92.0;
    self.across.at_high = chart_plot_right(&self.ends);
    self.up.at_low = self.bottom;
    self.up.at_high = self.top;
    draw_chances(&self);
    chart_axis_across(self.svg, &self.across, self.bottom, self.bottom + 6.0);
    draw_points(&self);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *point;
    double deficit_gbp_m, chance_above, standard_error;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("point", ROW(point)),
    TABLE_NUMBER_COLUMN("deficit_gbp_m", 3, ROW(deficit_gbp_m)),
    TABLE_NUMBER_COLUMN("chance_above", 4, ROW(chance_above)),
    TABLE_NUMBER_COLUMN("standard_error", 6, ROW(standard_error)),
};

static void
fill_data(const struct chance_curve *curve, struct table *data)
{
    table_init(data, "chances", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < CURVE_POINTS; i++)
        table_put(data,
                  &(struct data_row){ words_say("percentile %zu", i).text, curve->percentile[i],
                                      1.0 - (double)i / 100.0, (double)NAN });
    for (size_t i = 0; i < curve->n_level; i++)
        table_put(data,
                  &(struct data_row){
                      curve->level[i].label[0] == '\0' ? "a deficit" : curve->level[i].label,
                      curve->level[i].gbp_m, curve->level[i].chance, curve->level[i].chance_se });
}

/* ---- the chart */

int
chance_curve_draw(const struct chance_curve *curve, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &curve->run);
    int ret = chance_curve_check(curve, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", chance_curve_title(curve).text);
        write_subtitle(curve, &draft.subtitle);
        write_alt(curve, &draft.alt);
        draw_picture(curve, &draft);
        fill_data(curve, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
