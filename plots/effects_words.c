/* Words are computed from the numbers, so that they cannot contradict them.
 *
 * The title counts the options whose average lowers the deficit, of all, and picks none:
 *   none does anything in any future   "No option changes the 2032 deficit"
 *   all                                "All five options lower the 2032 deficit, on average"
 *   some                               "Two of five options lower the 2032 deficit, on average"
 *   none                               "None of five options lowers the 2032 deficit, on average"
 *   there is one option                "Health pays a share: lowers the 2032 deficit by £11.9m on
 *                                      average" */
#include "effects_layout.h"

#include "title.h"

#include <math.h>
#include <string.h>

/* ---- facts */

static bool
is_nothing(const struct effects_range *range)
{
    return words_nothing(range->mean) && words_nothing(range->p05) && words_nothing(range->p95);
}

bool
effects_nil(const struct effects_option *option)
{
    return is_nothing(&option->whole);
}

bool
effects_parts(const struct effects_option *option)
{
    return isfinite(option->chance_happens);
}

bool
effects_has_plans(const struct effects *effects)
{
    for (size_t i = 0; i < effects->n_option; i++)
        if (isfinite(effects->option[i].planned_gbp_m))
            return true;
    return false;
}

size_t
effects_n_page(size_t n_option)
{
    return (n_option + EFFECTS_ROWS - 1) / EFFECTS_ROWS;
}

size_t
effects_n_row(const struct effects *effects)
{
    const size_t left = effects->n_option - effects->page * EFFECTS_ROWS;
    return left < EFFECTS_ROWS ? left : EFFECTS_ROWS;
}

const struct effects_option *
effects_row(const struct effects *effects, size_t row)
{
    return &effects->option[effects->page * EFFECTS_ROWS + row];
}

static const char *
account(const struct effects *effects)
{
    return effects->surplus ? "surplus" : "deficit";
}

/* ---- figures in words */

static struct words
change_words(const struct effects *effects, double gbp_m)
{
    const double more = effects->surplus ? -gbp_m : gbp_m;
    if (words_nothing(more))
        return words_say("no effect");
    return more > 0.0 ? words_say("adds %s", words_money(more).text) : words_change(more);
}

struct words
effects_average(const struct effects *effects, const struct effects_option *option)
{
    return words_nothing(option->whole.mean) && !effects_nil(option)
               ? words_say("nothing on average")
               : change_words(effects, option->whole.mean);
}

static struct words
range_words(const struct effects *effects, const struct effects_range *range)
{
    return effects->surplus ? words_change_range(-range->p95, -range->p05)
                            : words_change_range(range->p05, range->p95);
}

struct words
effects_detail(const struct effects *effects, const struct effects_option *option)
{
    if (effects_parts(option))
        return words_say(
            "%s in %.3g of 100, else %s", change_words(effects, option->happens.mean).text,
            100.0 * option->chance_happens,
            words_nothing(option->not_mean) ? "none"
                                            : change_words(effects, option->not_mean).text);
    return words_nothing(option->whole.p95 - option->whole.p05)
               ? words_say("%s", "")
               : range_words(effects, &option->whole);
}

static struct words
count_words(const struct effects *effects, double p)
{
    const size_t n = effects->run.n_simulation;
    return words_few_futures(n) ? words_say("%.0f of %zu", round(p * (double)n), n)
                                : words_chance_count(p, 20);
}

struct words
effects_chance(const struct effects *effects, const struct effects_option *option)
{
    if (!effects_has_plans(effects))
        return count_words(effects, option->chance_lower);
    return isfinite(option->planned_gbp_m) ? count_words(effects, option->chance_plan)
                                           : words_say("no plan");
}

/* ---- title */

enum {
    NIL = 1, /* no option does anything in any future */
    ONE = 2, /* option */
    SEVERAL = 4,
    BETTER = 8, /* on average: the one option, or all */
    WORSE = 16, /* the one option */
    LEVEL = 32, /* the one option */
    NONE = 64,
    SOME = 128,
    SINGLE = 256, /* of several is better */
};

static const struct title_row titles[] = {
    { ONE | NIL, "the option does not change the {year} {account}" },
    { SEVERAL | NIL, "no option changes the {year} {account}" },
    { ONE | BETTER, "{name}: {better} the {year} {account} by {amount} on average" },
    { ONE | BETTER, "the option {better} the {year} {account} by {amount} on average" },
    { ONE | WORSE, "{name}: {worse} the {year} {account} by {amount} on average" },
    { ONE | WORSE, "the option {worse} the {year} {account} by {amount} on average" },
    { ONE | LEVEL, "{name}: no change in the {year} {account} on average" },
    { ONE | LEVEL, "the option does not change the {year} {account} on average" },
    { SEVERAL | BETTER, "{all} options {better all} the {year} {account}, on average" },
    { SEVERAL | NONE, "none of {n} options {better} the {year} {account}, on average" },
    { SEVERAL | SOME | SINGLE, "one of {n} options {better} the {year} {account}, on average" },
    { SEVERAL | SOME, "{n better} of {n} options {better all} the {year} {account}, on average" },
};

/* A gain is what lowers a deficit or raises a surplus: in both the change is below 0. */
static bool
gains(const struct effects_option *option)
{
    return option->whole.mean < 0.0 && !words_nothing(option->whole.mean);
}

static size_t
n_gain(const struct effects *effects)
{
    size_t n = 0;
    for (size_t i = 0; i < effects->n_option; i++)
        n += gains(&effects->option[i]);
    return n;
}

static bool
all_nil(const struct effects *effects)
{
    for (size_t i = 0; i < effects->n_option; i++)
        if (!effects_nil(&effects->option[i]))
            return false;
    return true;
}

static unsigned
facts_of(const struct effects *effects)
{
    const size_t n = n_gain(effects);
    const unsigned many = effects->n_option == 1 ? ONE : SEVERAL;
    if (all_nil(effects))
        return many | NIL;
    if (n == effects->n_option)
        return many | BETTER;
    if (many == ONE)
        return ONE | (words_nothing(effects->option[0].whole.mean) ? LEVEL : WORSE);
    return SEVERAL | (n == 0 ? NONE : n == 1 ? SOME | SINGLE : SOME);
}

struct words
effects_title(const struct effects *effects)
{
    const struct effects_option *first = &effects->option[0];
    const size_t n = effects->n_option, n_better = n_gain(effects);
    struct slots slots = { .n = 0 };
    slots_set(&slots, "year", "%d", effects->fy + 1);
    slots_set(&slots, "account", "%s", account(effects));
    slots_set(&slots, "better", "%s", effects->surplus ? "raises" : "lowers");
    slots_set(&slots, "better all", "%s", effects->surplus ? "raise" : "lower");
    slots_set(&slots, "worse", "%s", effects->surplus ? "lowers" : "raises");
    slots_set(&slots, "name", "%.*s", (int)strcspn(first->label, ":"), first->label);
    slots_set(&slots, "amount", "%s", words_money(fabs(first->whole.mean)).text);
    slots_set(&slots, "n", "%s", title_number(n).text);
    slots_set(&slots, "n better", "%s", title_number(n_better).text);
    slots_set(&slots, "all", "%s%s", n == 2 ? "both" : "all ", n == 2 ? "" : title_number(n).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, facts_of(effects), &slots);
}

/* ---- subtitle, note, text alternative */

void
effects_subtitle(const struct effects *effects, const char *unit, struct text *out)
{
    const size_t n = effects->n_option, first = effects->page * EFFECTS_ROWS;
    text_add(out, "Effect of %s by itself on the %s at %s, %s, %s",
             n == 1 ? "the option" : "each option",
             title_measure(effects->measure, effects->surplus).text,
             words_year_end(effects->fy).text, unit, effects->area);
    if (effects_n_page(n) > 1)
        text_add(out, ". Page %zu of %zu: options %zu to %zu of %zu", effects->page + 1,
                 effects_n_page(n), first + 1, first + effects_n_row(effects), n);
}

static bool
any_parts(const struct effects *effects)
{
    for (size_t i = 0; i < effects_n_row(effects); i++)
        if (effects_parts(effects_row(effects, i)))
            return true;
    return false;
}

void
effects_note(const struct effects *effects, struct chart_draft *draft)
{
    struct text *out = &draft->note;
    text_add(out,
             "Diamond: average over %s. Thick bar: middle half, thin bar: likely range, 9 in 10 "
             "futures",
             words_futures(effects->run.n_simulation).text);
    if (effects->n_range != 0 && effects->n_range < effects->run.n_simulation)
        text_add(out, " (at least the first %s of them)", words_count(effects->n_range).text);
    text_add(out, ".");
    if (any_parts(effects))
        text_add(out, " Where an option may not happen at all, bars are of the futures in which it "
                      "does (\"in 80 of 100\"), and a circle is where it does not.");
    if (effects->n_option > 1)
        text_add(out, " Together they may do less or more.");
    text_add(out, " Money received is no option. Cash terms.");
    chart_note_rough(draft, effects->run.n_simulation);
}

static void
alt_option(const struct effects *effects, size_t row, struct text *out)
{
    const struct effects_option *option = effects_row(effects, row);
    const struct words detail = effects_detail(effects, option);
    text_add(out, "%s %s: %s", row == 0 ? "" : ";", option->label,
             effects_average(effects, option).text);
    if (detail.text[0] != '\0')
        text_add(out, " (%s%s)", effects_parts(option) ? "" : "likely range ", detail.text);
    if (effects_has_plans(effects) && isfinite(option->planned_gbp_m))
        text_add(out, ", chance to meet its plan of %s %s",
                 words_stated(option->planned_gbp_m).text, effects_chance(effects, option).text);
    else if (!effects_has_plans(effects) && !effects_nil(option))
        text_add(out, ", chance to %s it %s", effects->surplus ? "raise" : "lower",
                 effects_chance(effects, option).text);
}

void
effects_alt(const struct effects *effects, struct text *out)
{
    text_add(out, "Intervals of the effect of %s option%s, each by itself, on the %s at %s, %s.",
             title_number(effects->n_option).text, effects->n_option == 1 ? "" : "s",
             title_measure(effects->measure, effects->surplus).text,
             words_year_end(effects->fy).text, effects->area);
    text_add(out, " Average, with likely range (9 in 10 simulated futures).");
    for (size_t i = 0; i < effects_n_row(effects); i++)
        alt_option(effects, i, out);
    text_add(out, ".");
}
