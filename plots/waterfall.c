/* Words are computed from the numbers, so that they cannot contradict them.
 *
 * The title speaks of what the options do (money received is none of it), by its likely range and,
 * where it is known, the chance that it lowers the deficit:
 *   nothing in any future                     "The options leave the 2032 deficit as it is"
 *   the chance could go either way, or it is
 *   not known and the range holds zero        "Whether the options lower the 2032 deficit could go
 *                                             either way"
 *   lower: range below zero                   "All four options lower the 2032 deficit by about
 *                                             £34m"
 *                                             (not all of them: "Together, the four options lower
 *                                             ...")
 *          else, with the chance's word       "Together, the four options are likely to lower the
 *                                             2032 deficit, by about £34m"
 *   higher                                    "All four options add about £5.0m to the 2032
 *                                             deficit", "... are likely to add ..."
 * with ", but it still grows" where the end's likely range lies above the last outturn, or ", to a
 * surplus". The ways to say it are tried from the fullest to the shortest. */
#include "waterfall.h"

#include "bar_rows.h"
#include "title.h"

#include <math.h>
#include <string.h>

/* ---- facts */

static bool
is_nil(const struct waterfall_amount *amount)
{
    return words_nothing(amount->mean) && words_nothing(amount->p05) && words_nothing(amount->p95);
}

static bool
step_drawn(const struct waterfall_step *step)
{
    return step->kind == WATERFALL_OPTION || !is_nil(&step->effect);
}

static const char *
step_label(const struct waterfall_step *step)
{
    switch (step->kind) {
    case WATERFALL_OPTION: return step->label;
    case WATERFALL_INTERACTION: return "Interaction of the options";
    case WATERFALL_RECEIVED: return "Money received";
    }
    hr_bug("step of kind %d", (int)step->kind);
}

static size_t
n_option(const struct waterfall *waterfall)
{
    size_t n = 0;
    for (size_t i = 0; i < waterfall->n_step; i++)
        n += waterfall->step[i].kind == WATERFALL_OPTION;
    return n;
}

/* NULL where there is no such step or it does nothing. */
static const struct waterfall_step *
step_of(const struct waterfall *waterfall, enum waterfall_kind kind)
{
    for (size_t i = 0; i < waterfall->n_step; i++)
        if (waterfall->step[i].kind == kind && step_drawn(&waterfall->step[i]))
            return &waterfall->step[i];
    return NULL;
}

/* What the options do together. */
static const struct waterfall_amount *
acted(const struct waterfall *waterfall)
{
    return step_of(waterfall, WATERFALL_RECEIVED) != NULL ? &waterfall->acted : &waterfall->net;
}

static struct words
effect_words(const struct waterfall_amount *effect)
{
    if (words_nothing(effect->mean))
        return is_nil(effect) ? words_say("no effect") : words_say("nothing on average");
    if (effect->mean > 0.0)
        return words_say("adds %s", words_money(effect->mean).text);
    return words_change(effect->mean);
}

static struct words
effect_with_range(const struct waterfall_amount *effect)
{
    if (words_nothing(effect->p95 - effect->p05))
        return effect_words(effect);
    return words_say("%s (range %s)", effect_words(effect).text,
                     words_change_range(effect->p05, effect->p95).text);
}

/* ---- is the input as waterfall.h says? */

static int
check_amount(const char *label, const struct waterfall_amount *amount, struct hr_err *err)
{
    if (!isfinite(amount->mean) || !isfinite(amount->p05) || !isfinite(amount->p95))
        return hr_fail(err, HR_ERANGE, "'%s' is not finite in a waterfall", label);
    if (amount->p05 > amount->p95)
        return hr_fail(err, HR_ERANGE, "range of '%s' is %g to %g in a waterfall", label,
                       amount->p05, amount->p95);
    return 0;
}

static int
check_steps(const struct waterfall *waterfall, struct hr_err *err)
{
    int ret = 0;
    double sum = waterfall->start.mean, size = 1.0 + fabs(sum);
    for (size_t i = 0; ret == 0 && i < waterfall->n_step; i++) {
        const struct waterfall_step *step = &waterfall->step[i];
        const bool together = step->kind == WATERFALL_INTERACTION;
        if (i == 0 && step->kind != WATERFALL_OPTION)
            return hr_fail(err, HR_ERANGE, "the first step of a waterfall is no option");
        if (i > 0 && step->kind <= waterfall->step[i - 1].kind && step->kind != WATERFALL_OPTION)
            return hr_fail(err, HR_ERANGE,
                           "step %zu of a waterfall is out of order: want options, one "
                           "interaction, money received",
                           i + 1);
        if (i > 0 && step->kind == WATERFALL_OPTION &&
            waterfall->step[i - 1].kind != WATERFALL_OPTION)
            return hr_fail(err, HR_ERANGE,
                           "step %zu of a waterfall is an option after what they do together",
                           i + 1);
        if (together && waterfall->method != WATERFALL_ALONE && step_drawn(step))
            return hr_fail(err, HR_ERANGE,
                           "steps in order and Shapley values add up, so a waterfall of them has "
                           "no interaction");
        ret = check_amount(step_label(step), &step->effect, err);
        sum += step->effect.mean;
        size += fabs(step->effect.mean);
    }
    if (ret == 0 && !(fabs(sum - waterfall->end.mean) <= 1e-6 * size))
        ret = hr_fail(err, HR_ERANGE, "a waterfall's start and steps add up to %g, its end is %g",
                      sum, waterfall->end.mean);
    if (ret == 0 &&
        !(fabs(waterfall->end.mean - waterfall->start.mean - waterfall->net.mean) <= 1e-6 * size))
        ret = hr_fail(err, HR_ERANGE, "a waterfall from %g to %g has a net effect of %g",
                      waterfall->start.mean, waterfall->end.mean, waterfall->net.mean);
    return ret;
}

/* The chance is of the same futures as the net effect's range; a little is left for interpolation
 * between few futures. */
static int
check_chance(const struct waterfall *waterfall, struct hr_err *err)
{
    const struct waterfall_amount *net = acted(waterfall);
    const double chance = waterfall->chance_lower,
                 slack = 0.01 + 2.0 / fmax(1.0, (double)waterfall->run.n_simulation);
    if (chance < 0.0 || chance > 1.0)
        return hr_fail(err, HR_ERANGE, "the chance of a lower deficit is %g, want 0 to 1", chance);
    if ((net->p95 < 0.0 && chance < 0.95 - slack) || (net->p95 > 0.0 && chance > 0.95 + slack) ||
        (net->p05 < 0.0 && chance < 0.05 - slack) || (net->p05 > 0.0 && chance > 0.05 + slack))
        return hr_fail(
            err, HR_ERANGE,
            "the chance of a lower deficit is %g, but the likely range of the change is %g to %g",
            chance, net->p05, net->p95);
    return 0;
}

int
waterfall_check(const struct waterfall *waterfall, struct hr_err *err)
{
    if (waterfall->n_step < 1 || waterfall->n_step > WATERFALL_STEPS)
        return hr_fail(err, HR_ERANGE, "%zu steps of a waterfall, want 1 to %d", waterfall->n_step,
                       (int)WATERFALL_STEPS);
    if (waterfall->fy < 1 || waterfall->fy > 9998)
        return hr_fail(err, HR_ERANGE, "a waterfall in %d, want a year", waterfall->fy);
    int ret = check_amount(waterfall->start_label, &waterfall->start, err);
    if (ret == 0)
        ret = check_amount(waterfall->end_label, &waterfall->end, err);
    if (ret == 0)
        ret = check_amount("net effect", &waterfall->net, err);
    if (ret == 0)
        ret = check_steps(waterfall, err);
    if (ret == 0)
        ret = check_amount("effect of the options", acted(waterfall), err);
    return ret != 0 ? ret : check_chance(waterfall, err);
}

/* ---- title */

enum {
    NIL = 1,
    EITHER_WAY = 2,
    LOWER = 4,
    HIGHER = 8,
    LIKELY_LOWER = 16,
    LIKELY_HIGHER = 32,
    SURPLUS = 64, /* on average, from the first bar to the last */
    FOUND = LOWER | HIGHER | LIKELY_LOWER | LIKELY_HIGHER,
};

static const struct title_row findings[] = {
    { NIL, "the {option leaves|options leave} the {year} deficit as it is" },
    { EITHER_WAY,
      "whether the {option lowers|options lower} the {year} deficit could go either way" },
    { LOWER, "{lowers|lower} the {year} deficit by about {amount}" },
    { HIGHER, "{adds|add} about {amount} to the {year} deficit" },
    { LIKELY_LOWER, "{is|are} {chance} to lower the {year} deficit, by about {amount}" },
    { LIKELY_HIGHER, "{is|are} {chance} to add to the {year} deficit, about {amount}" },
    { SURPLUS | NIL, "the {option leaves|options leave} the {year} surplus as it is" },
    { SURPLUS | EITHER_WAY,
      "whether the {option raises|options raise} the {year} surplus could go either way" },
    { SURPLUS | LOWER, "{raises|raise} the {year} surplus by about {amount}" },
    { SURPLUS | HIGHER, "{lowers|lower} the {year} surplus by about {amount}" },
    { SURPLUS | LIKELY_LOWER, "{is|are} {chance} to raise the {year} surplus, by about {amount}" },
    { SURPLUS | LIKELY_HIGHER, "{is|are} {chance} to lower the {year} surplus, by about {amount}" },
};

/* Of a finding that needs a subject. */
static const struct title_row titles[] = {
    { 0, "{named} {finding}{?outcome}" }, { 0, "{brief} {finding}{?outcome}" },
    { 0, "{named} {finding}" },           { 0, "{brief} {finding}" },
    { 0, "{brief} {short finding}" },
};

/* Does every option lower the deficit, or every one add to it? */
static bool
same_way(const struct waterfall *waterfall)
{
    bool lower = false, higher = false;
    for (size_t i = 0; i < waterfall->n_step; i++)
        if (waterfall->step[i].kind == WATERFALL_OPTION) {
            lower |= waterfall->step[i].effect.mean < 0.0;
            higher |= waterfall->step[i].effect.mean > 0.0;
        }
    return !(lower && higher);
}

/* together: so that no reader takes it for "each of them". */
static struct words
subject_of(const struct waterfall *waterfall, bool together)
{
    const size_t n = n_option(waterfall);
    if (n == 1)
        return words_say("%.*s:", (int)strcspn(waterfall->step[0].label, ":"),
                         waterfall->step[0].label);
    if (n == 2)
        return words_say("%sboth options", together ? "together, " : "");
    /* "all lower" would be said of each */
    return words_say("%s %s options", together || !same_way(waterfall) ? "together, the" : "all",
                     title_number(n).text);
}

/* What comes of it, after what it does; "" where nothing needs saying. */
static const char *
outcome_of(const struct waterfall *waterfall)
{
    const double now = waterfall->outturn_gbp_m;
    if (waterfall->start.mean > 0.0 && waterfall->end.mean < 0.0 &&
        !words_nothing(waterfall->end.mean) && step_of(waterfall, WATERFALL_RECEIVED) == NULL)
        return waterfall->end.p95 < 0.0 ? ", to a surplus" : ", on average to a surplus";
    if (isfinite(now) && now >= 0.0 && waterfall->end.p05 > now && acted(waterfall)->mean < 0.0)
        return ", but it still grows";
    return "";
}

/* A likely range on one side of zero, else a chance that agrees with the mean: a mean on the other
 * side of what is likely would be half of the finding. */
static unsigned
finding_of(const struct waterfall *waterfall, enum chance_class chance)
{
    const struct waterfall_amount *net = acted(waterfall);
    const bool clear = net->p95 < 0.0 || net->p05 > 0.0, lower = net->mean < 0.0,
               agrees = isfinite(waterfall->chance_lower) && chance != CHANCE_EITHER_WAY &&
                        (chance > CHANCE_EITHER_WAY) == lower;
    if (is_nil(net))
        return NIL;
    if (clear)
        return lower ? LOWER : HIGHER;
    return !agrees ? EITHER_WAY : lower ? LIKELY_LOWER : LIKELY_HIGHER;
}

struct words
waterfall_title(const struct waterfall *waterfall)
{
    const enum chance_class chance = words_chance_class(waterfall->chance_lower,
                                                        waterfall->chance_lower_se),
                            said = acted(waterfall)->mean < 0.0
                                       ? chance
                                       : (enum chance_class)(CHANCE_OVER_99 - chance);
    const unsigned facts = finding_of(waterfall, chance);
    struct slots slots = { .several = n_option(waterfall) > 1 };
    slots_set(&slots, "year", "%d", waterfall->fy + 1);
    slots_set(&slots, "amount", "%s", words_money(fabs(acted(waterfall)->mean)).text);
    slots_set(&slots, "chance", "%s", words_chance_word(said));
    size_t i = 0;
    const bool surplus = waterfall->start.mean < 0.0 && waterfall->end.mean < 0.0;
    while (findings[i].when != (facts | (surplus ? SURPLUS : 0)))
        i++;
    const struct words finding = words_fill(findings[i].template, &slots);
    if ((facts & FOUND) == 0)
        return words_sentence_start(finding.text);
    slots_set(&slots, "finding", "%s", finding.text);
    slots_set(&slots, "short finding", "%.*s", (int)strcspn(finding.text, ","), finding.text);
    slots_set(&slots, "outcome", "%s", outcome_of(waterfall));
    slots_set(&slots, "named", "%s",
              subject_of(waterfall, (facts & (LIKELY_LOWER | LIKELY_HIGHER)) != 0).text);
    slots_set(&slots, "brief", "%s",
              n_option(waterfall) == 1 ? "the option" : subject_of(waterfall, false).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, 0, &slots);
}

/* ---- subtitle, note, text alternative */

static void
write_subtitle(const struct waterfall *waterfall, struct text *out)
{
    const struct waterfall_step *received = step_of(waterfall, WATERFALL_RECEIVED);
    const bool one = n_option(waterfall) == 1;
    text_add(out, "Effect of %s on the %s at %s, " POUND " million, %s. %s: %s",
             one ? "the option" : "each option", title_within(waterfall->measure).text,
             words_year_end(waterfall->fy).text, waterfall->area,
             received == NULL ? "Net effect"
             : one            ? "The option"
                              : "Options together",
             is_nil(acted(waterfall)) ? "none" : effect_with_range(acted(waterfall)).text);
    if (received != NULL)
        text_add(out, ". Money received: %s", effect_with_range(&received->effect).text);
}

static void
note_method(const struct waterfall *waterfall, struct text *out)
{
    const struct waterfall_step *together = step_of(waterfall, WATERFALL_INTERACTION);
    if (n_option(waterfall) == 1)
        return;
    if (waterfall->method == WATERFALL_IN_ORDER)
        text_add(out, " Options are added in the order shown: another order changes the steps, not "
                      "the total.");
    else if (waterfall->method == WATERFALL_SHAPLEY)
        text_add(out, " Steps are averages over every order in which options could be added "
                      "(Shapley values), whatever order is shown.");
    else if (together == NULL)
        text_add(out, " Each step is what the option does alone; together they do as much as the "
                      "steps.");
    else
        text_add(out,
                 " Each step is what the option does alone; the %s step is their interaction: "
                 "together they %s.",
                 step_of(waterfall, WATERFALL_RECEIVED) == NULL ? "last" : "last but one",
                 together->effect.p05 >= 0.0   ? "lower the deficit by less"
                 : together->effect.p95 <= 0.0 ? "lower the deficit by more"
                                               : "may do less or more");
}

static void
write_note(const struct waterfall *waterfall, struct chart_draft *draft)
{
    struct text *out = &draft->note;
    text_add(out,
             "Bars: averages over %s, which add up. Whiskers and ranges: likely range, 9 in 10 "
             "futures. Cash terms.",
             words_futures(waterfall->run.n_simulation).text);
    note_method(waterfall, out);
    if (step_of(waterfall, WATERFALL_RECEIVED) != NULL)
        text_add(out,
                 " Money received (striped) is no saving: agreements, contributions, transfers "
                 "from schools.");
    if (waterfall->start.p05 < 0.0 || waterfall->end.p05 < 0.0)
        text_add(out, " Below " POUND "0: a surplus.");
    chart_note_rough(draft, waterfall->run.n_simulation);
}

static void
write_alt(const struct waterfall *waterfall, struct text *out)
{
    text_add(out, "Waterfall of the %s at %s, %s.", title_within(waterfall->measure).text,
             words_year_end(waterfall->fy).text, waterfall->area);
    text_add(out, " %s: %s on average (likely range, 9 in 10, %s);", waterfall->start_label,
             words_deficit(waterfall->start.mean).text,
             words_range(waterfall->start.p05, waterfall->start.p95).text);
    text_add(out, " %s: %s (%s).", waterfall->end_label, words_deficit(waterfall->end.mean).text,
             words_range(waterfall->end.p05, waterfall->end.p95).text);
    text_add(out, " Steps:");
    for (size_t i = 0; i < waterfall->n_step; i++) {
        const struct waterfall_step *step = &waterfall->step[i];
        if (step_drawn(step))
            text_add(out, "%s %s, %s", i == 0 ? "" : ";", step_label(step),
                     effect_with_range(&step->effect).text);
    }
    text_add(out, ". Net effect: %s.", effect_with_range(&waterfall->net).text);
}

/* ---- the picture */

struct bar {
    const char *label;
    const struct waterfall_amount *amount;
    double from, to; /* £ million */
    enum bar_kind { BAR_TOTAL, BAR_STEP, BAR_INTERACTION, BAR_RECEIVED } kind;
};

struct layout {
    const struct waterfall *waterfall;
    struct svg *svg;
    struct bar_rows rows;
    struct bar bar[BAR_ROWS];
    size_t n_bar;
};

static void
fill_bars(struct layout *self)
{
    const struct waterfall *waterfall = self->waterfall;
    static const enum bar_kind kind[] = { [WATERFALL_OPTION] = BAR_STEP,
                                          [WATERFALL_INTERACTION] = BAR_INTERACTION,
                                          [WATERFALL_RECEIVED] = BAR_RECEIVED };
    double level = waterfall->start.mean;
    self->bar[self->n_bar++] =
        (struct bar){ waterfall->start_label, &waterfall->start, 0.0, level, BAR_TOTAL };
    for (size_t i = 0; i < waterfall->n_step; i++) {
        const struct waterfall_step *step = &waterfall->step[i];
        const double next = level + step->effect.mean;
        if (step_drawn(step))
            self->bar[self->n_bar++] =
                (struct bar){ step_label(step), &step->effect, level, next, kind[step->kind] };
        level = next;
    }
    self->bar[self->n_bar++] =
        (struct bar){ waterfall->end_label, &waterfall->end, 0.0, waterfall->end.mean, BAR_TOTAL };
}

static void
fill_rows(struct layout *self)
{
    struct bar_rows *rows = &self->rows;
    double low = 0.0, high = 0.0;
    bar_rows_init(rows, self->n_bar);
    rows->n_column = 1;
    rows->column[0].heading = words_say("Deficit, and effect on it");
    for (size_t i = 0; i < self->n_bar; i++) {
        const struct bar *bar = &self->bar[i];
        const struct waterfall_amount *amount = bar->amount;
        struct bar_cell *cell = &rows->column[0].cell[i];
        const bool total = bar->kind == BAR_TOTAL,
                   ranges = fabs(amount->p95 - amount->p05) >= 0.00005;
        rows->label[i] = bar->label;
        rows->strong[i] = total;
        cell->bold = total ? bar_figure(amount->mean) : effect_words(amount);
        if (ranges)
            cell->quiet =
                words_say("range %s", total ? bar_range(amount->p05, amount->p95).text
                                            : words_change_range(amount->p05, amount->p95).text);
        low = fmin(low, fmin(bar->from, bar->to));
        high = fmax(high, fmax(bar->from, bar->to));
        if (total) {
            low = fmin(low, amount->p05);
            high = fmax(high, amount->p95);
        }
    }
    rows->scale = chart_scale_round(low, high);
}

static double
bar_half(const struct bar_rows *rows)
{
    return 0.5 * fmin(fmax(0.58 * rows->pitch, 8.0), 38.0);
}

/* The likely range of a total: white where it lies on the bar, black beyond. */
static void
draw_whisker(struct layout *self, const struct bar *bar, double y, double half)
{
    const struct bar_rows *rows = &self->rows;
    const struct svg_stroke dark = { COLOUR_INK, 2.0, NULL }, light = { COLOUR_WHITE, 2.0, NULL };
    const double a = bar_rows_x(rows, bar->amount->p05), b = bar_rows_x(rows, bar->amount->p95),
                 zero = bar_rows_x(rows, 0.0), end = bar_rows_x(rows, bar->to),
                 first = fmin(zero, end), last = fmax(zero, end), cap = fmin(7.0, half - 1.0);
    if (b - a < 1.0)
        return;
    svg_line(self->svg, &(struct svg_box){ a, y, b, y }, &dark);
    if (fmin(b, last) > fmax(a, first))
        svg_line(self->svg, &(struct svg_box){ fmax(a, first), y, fmin(b, last), y }, &light);
    svg_line(self->svg, &(struct svg_box){ a, y - cap, a, y + cap },
             a > first && a < last ? &light : &dark);
    svg_line(self->svg, &(struct svg_box){ b, y - cap, b, y + cap },
             b > first && b < last ? &light : &dark);
}

/* White stripes across, so that it reads apart from what is done in any colour and in grey. */
static void
draw_stripes(struct layout *self, const struct svg_box *box)
{
    static const double apart = 7.0, thick = 3.0;
    for (double y = box->y0 + apart - thick; y + thick < box->y1; y += apart)
        svg_rect(self->svg, &(struct svg_box){ box->x0, y, box->x1, y + thick }, COLOUR_WHITE, 1.0);
}

static const char *
fill_of(const struct bar *bar)
{
    return bar->kind == BAR_TOTAL      ? COLOUR_MAINSTREAM
           : bar->kind == BAR_RECEIVED ? COLOUR_SECONDARY
           : bar->to > bar->from       ? COLOUR_SPECIAL
                                       : COLOUR_UNIT;
}

static void
draw_bar(struct layout *self, size_t i)
{
    static const double narrowest = 2.4, edge = 2.2;
    const struct bar *bar = &self->bar[i];
    const struct bar_rows *rows = &self->rows;
    const double y = bar_rows_y(rows, i), half = bar_half(rows), a = bar_rows_x(rows, bar->from),
                 b = bar_rows_x(rows, bar->to), middle = 0.5 * (a + b),
                 wide = 0.5 * fmax(fabs(b - a), narrowest);
    const struct svg_box box = { middle - wide, y - half, middle + wide, y + half };
    if (bar->from < bar->to || bar->from > bar->to || bar->kind != BAR_TOTAL)
        svg_rect(self->svg, &box, fill_of(bar), 1.0);
    if (bar->kind == BAR_RECEIVED)
        draw_stripes(self, &box);
    if (bar->kind == BAR_INTERACTION && box.x1 - box.x0 > 2.0 * edge + 1.0)
        svg_rect(self->svg,
                 &(struct svg_box){ box.x0 + edge, box.y0 + edge, box.x1 - edge, box.y1 - edge },
                 COLOUR_WHITE, 1.0);
    if (bar->kind == BAR_TOTAL)
        draw_whisker(self, bar, y, half);
}

/* From where one bar ends to where the next begins. */
static void
draw_connectors(struct layout *self)
{
    const struct svg_stroke line = { COLOUR_AXIS, 1.4, NULL };
    for (size_t i = 0; i + 1 < self->n_bar; i++) {
        const double x = bar_rows_x(&self->rows, self->bar[i].to), half = bar_half(&self->rows);
        svg_line(self->svg,
                 &(struct svg_box){ x, bar_rows_y(&self->rows, i) + half, x,
                                    bar_rows_y(&self->rows, i + 1) - half },
                 &line);
    }
}

static void
draw_picture(const struct waterfall *waterfall, struct chart_draft *draft)
{
    struct layout self = { .waterfall = waterfall, .svg = &draft->svg };
    fill_bars(&self);
    fill_rows(&self);
    const double head = chart_begin(draft, waterfall->id);
    bar_rows_place(&self.rows, head + 12.0, chart_foot_top(draft) - 4.0);
    bar_rows_axis(&self.rows, self.svg);
    draw_connectors(&self);
    for (size_t i = 0; i < self.n_bar; i++)
        draw_bar(&self, i);
    bar_rows_words(&self.rows, self.svg);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *bar, *label, *date;
    struct waterfall_amount amount;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("bar", ROW(bar)),
    TABLE_TEXT_COLUMN("label", ROW(label)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_NUMBER_COLUMN("mean_gbp_m", 3, ROW(amount.mean)),
    TABLE_NUMBER_COLUMN("p05_gbp_m", 3, ROW(amount.p05)),
    TABLE_NUMBER_COLUMN("p95_gbp_m", 3, ROW(amount.p95)),
};

static void
fill_data(const struct waterfall *waterfall, struct table *data)
{
    const struct words date = words_year_end_iso(waterfall->fy);
    static const char *const kind[] = { [WATERFALL_OPTION] = "option",
                                        [WATERFALL_INTERACTION] = "interaction",
                                        [WATERFALL_RECEIVED] = "received" };
    table_init(data, "waterfall", fields, sizeof fields / sizeof fields[0]);
    table_put(data,
              &(struct data_row){ "start", waterfall->start_label, date.text, waterfall->start });
    for (size_t i = 0; i < waterfall->n_step; i++) {
        const struct waterfall_step *step = &waterfall->step[i];
        table_put(data, &(struct data_row){ kind[step->kind], step_label(step), date.text,
                                            step->effect });
    }
    table_put(data, &(struct data_row){ "end", waterfall->end_label, date.text, waterfall->end });
    table_put(data, &(struct data_row){ "net", "Net effect", date.text, waterfall->net });
}

/* ---- the chart */

int
waterfall_draw(const struct waterfall *waterfall, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &waterfall->run);
    int ret = waterfall_check(waterfall, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", waterfall_title(waterfall).text);
        write_subtitle(waterfall, &draft.subtitle);
        write_alt(waterfall, &draft.alt);
        write_note(waterfall, &draft);
        draw_picture(waterfall, &draft);
        fill_data(waterfall, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
