/* Words are computed from the numbers, so that they cannot contradict them.
 *
 * The title speaks of the option that lowers the deficit most, of those whose likely range is below
 * zero, or else is likely to; it says "most" where none does more on average:
 *   none does anything                 "No option changes the 2032 deficit"
 *   range below zero                   "Health pays a share: lowers the 2032 deficit most, by about
 *                                      £11.9m"
 *   another does more on average       "Health pays a share: the clearest, lowers the 2032 deficit
 *                                      by about £11.9m"
 *   likely                             "Dysart: likely to lower the 2032 deficit, by about £2.0m"
 *   none is likely to                  "Whether any option lowers the 2032 deficit could go either
 *                                      way"
 *   all that act add to it             "No option lowers the 2032 deficit" */
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
count_words(const struct effects *effects, double p, double se)
{
    const size_t n = effects->run.n_simulation;
    return words_few_futures(n) ? words_say("%.0f of %zu", round(p * (double)n), n)
                                : words_chance_count(p, se, 20);
}

struct words
effects_chance(const struct effects *effects, const struct effects_option *option)
{
    if (!effects_has_plans(effects))
        return count_words(effects, option->chance_lower, option->chance_lower_se);
    return isfinite(option->planned_gbp_m)
               ? count_words(effects, option->chance_plan, option->chance_plan_se)
               : words_say("no plan");
}

/* ---- title */

enum {
    NIL = 1,
    ONE = 2, /* option */
    SEVERAL = 4,
    LOWER = 8,
    MOST = 16,
    LIKELY = 32,
    EITHER = 64,
    NONE = 128,
};

static const struct title_row titles[] = {
    { ONE | NIL, "the option does not change the {year} {account}" },
    { SEVERAL | NIL, "no option changes the {year} {account}" },
    { ONE | NONE, "the option does not {lower} the {year} {account}" },
    { SEVERAL | NONE, "no option {lowers} the {year} {account}" },
    { ONE | LOWER, "{name}: {lowers} the {year} {account} by about {amount}" },
    { ONE | LOWER, "the option {lowers} the {year} {account} by about {amount}" },
    { SEVERAL | LOWER | MOST, "{name}: {lowers} the {year} {account} most, by about {amount}" },
    { SEVERAL | LOWER | MOST, "one option {lowers} the {year} {account} most, by about {amount}" },
    { SEVERAL | LOWER, "{name}: the clearest, {lowers} the {year} {account} by about {amount}" },
    { SEVERAL | LOWER, "the clearest option {lowers} the {year} {account} by about {amount}" },
    { LIKELY, "{name}: {chance} to {lower} the {year} {account}, by about {amount}" },
    { ONE | LIKELY, "the option is {chance} to {lower} the {year} {account}, by about {amount}" },
    { SEVERAL | LIKELY,
      "one option is {chance} to {lower} the {year} {account}, by about {amount}" },
    { ONE | EITHER, "whether the option {lowers} the {year} {account} could go either way" },
    { SEVERAL | EITHER, "whether any option {lowers} the {year} {account} could go either way" },
};

/* A gain is what lowers a deficit or raises a surplus: in both the change is below 0. */
static enum chance_class
class_of(const struct effects_option *option)
{
    return words_chance_class(option->chance_lower, option->chance_lower_se);
}

static bool
is_clear(const struct effects_option *option)
{
    return option->whole.p95 < 0.0 && !words_nothing(option->whole.p95);
}

static bool
is_likely(const struct effects_option *option)
{
    return class_of(option) > CHANCE_EITHER_WAY && option->whole.mean < 0.0 &&
           !words_nothing(option->whole.mean);
}

/* The one that gains most of those that are so; NULL: none is. */
static const struct effects_option *
best(const struct effects *effects, bool (*is_so)(const struct effects_option *))
{
    const struct effects_option *out = NULL;
    for (size_t i = 0; i < effects->n_option; i++) {
        const struct effects_option *option = &effects->option[i];
        if (is_so(option) && (out == NULL || option->whole.mean < out->whole.mean))
            out = option;
    }
    return out;
}

static bool
is_any(const struct effects_option *option)
{
    return !effects_nil(option);
}

/* Does it add, or is it as good as sure to? */
static bool
may_gain(const struct effects_option *option)
{
    return !effects_nil(option) && class_of(option) > CHANCE_VERY_UNLIKELY;
}

static unsigned
finding_of(const struct effects *effects, const struct effects_option **of)
{
    const struct effects_option *any = best(effects, is_any), *clear = best(effects, is_clear),
                                *likely = best(effects, is_likely);
    *of = any;
    if (any == NULL)
        return NIL;
    if (clear != NULL) {
        *of = clear;
        return LOWER | (clear->whole.mean <= any->whole.mean ? MOST : 0);
    }
    if (likely != NULL) {
        *of = likely;
        return LIKELY;
    }
    return best(effects, may_gain) == NULL ? NONE : EITHER;
}

struct words
effects_title(const struct effects *effects)
{
    const struct effects_option *of;
    const unsigned facts = finding_of(effects, &of) | (effects->n_option == 1 ? ONE : SEVERAL);
    struct slots slots = { .n = 0 };
    slots_set(&slots, "year", "%d", effects->fy + 1);
    slots_set(&slots, "account", "%s", account(effects));
    slots_set(&slots, "lower", "%s", effects->surplus ? "raise" : "lower");
    slots_set(&slots, "lowers", "%s", effects->surplus ? "raises" : "lowers");
    slots_set(&slots, "name", "%.*s", of == NULL ? 0 : (int)strcspn(of->label, ":"),
              of == NULL ? "" : of->label);
    slots_set(&slots, "chance", "%s", of == NULL ? "" : words_chance_word(class_of(of)));
    slots_set(&slots, "amount", "%s", words_money(of == NULL ? 0.0 : fabs(of->whole.mean)).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, facts, &slots);
}

/* ---- subtitle, note, text alternative */

void
effects_subtitle(const struct effects *effects, struct text *out)
{
    const size_t n = effects->n_option, first = effects->page * EFFECTS_ROWS;
    text_add(out, "Effect of %s by itself on the %s at %s, " POUND " million, %s",
             n == 1 ? "the option" : "each option",
             title_measure(effects->measure, effects->surplus).text,
             words_year_end(effects->fy).text, effects->area);
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
