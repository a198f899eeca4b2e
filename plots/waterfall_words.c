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
 *                                             ..."; those that do nothing are not counted)
 *          else, with the chance's word       "Together, the four options are likely to lower the
 *                                             2032 deficit, by about £34m"
 *   higher                                    "All four options add about £5.0m to the 2032
 *                                             deficit", "... are likely to add ..."
 * with ", but it still grows" where the end's likely range lies above the last outturn, or ", to a
 * surplus". The ways to say it are tried from the fullest to the shortest. */
#include "waterfall_layout.h"

#include "bar_rows.h"
#include "title.h"

#include <math.h>
#include <string.h>

/* ---- facts */

bool
waterfall_nil(const struct waterfall_amount *amount)
{
    return words_nothing(amount->mean) &&
           (isnan(amount->p05) || (words_nothing(amount->p05) && words_nothing(amount->p95)));
}

const char *
waterfall_label(const struct waterfall_step *step)
{
    switch (step->kind) {
    case WATERFALL_OPTION:
    case WATERFALL_OTHERS: return step->label;
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

static bool
acts(const struct waterfall_step *step)
{
    return step->kind == WATERFALL_OPTION && !waterfall_nil(&step->effect);
}

static size_t
n_acting(const struct waterfall *waterfall)
{
    size_t n = 0;
    for (size_t i = 0; i < waterfall->n_step; i++)
        n += acts(&waterfall->step[i]);
    return n;
}

const struct waterfall_step *
waterfall_step_of(const struct waterfall *waterfall, enum waterfall_kind kind)
{
    for (size_t i = 0; i < waterfall->n_step; i++)
        if (waterfall->step[i].kind == kind && !waterfall_nil(&waterfall->step[i].effect))
            return &waterfall->step[i];
    return NULL;
}

const struct waterfall_amount *
waterfall_acted(const struct waterfall *waterfall)
{
    return waterfall_step_of(waterfall, WATERFALL_RECEIVED) != NULL ? &waterfall->acted
                                                                    : &waterfall->net;
}

bool
waterfall_of_surplus(const struct waterfall *waterfall)
{
    return waterfall->start.mean < 0.0 && waterfall->end.mean < 0.0;
}

/* ---- steps that have a row */

/* How many options do more, or as much and stand before it. */
static size_t
rank_of(const struct waterfall *waterfall, size_t option)
{
    const double own = fabs(waterfall->step[option].effect.mean);
    size_t rank = 0;
    for (size_t i = 0; i < waterfall->n_step; i++) {
        const double other = fabs(waterfall->step[i].effect.mean);
        rank += waterfall->step[i].kind == WATERFALL_OPTION &&
                (other > own || (i < option && !(other < own)));
    }
    return rank;
}

static void
add_others(const struct waterfall *waterfall, size_t most, struct waterfall_shown *out)
{
    struct waterfall_step others = { .kind = WATERFALL_OTHERS,
                                     .effect = { 0.0, (double)NAN, (double)NAN } };
    for (size_t i = 0; i < waterfall->n_step; i++)
        if (waterfall->step[i].kind == WATERFALL_OPTION && rank_of(waterfall, i) >= most)
            others.effect.mean += waterfall->step[i].effect.mean;
    out->others = words_say("The %s other options", title_number(n_option(waterfall) - most).text);
    others.label = out->others.text;
    out->step[out->n++] = others;
}

void
waterfall_show(const struct waterfall *waterfall, struct waterfall_shown *out)
{
    const bool all = n_option(waterfall) <= WATERFALL_OPTIONS;
    const size_t most = all ? WATERFALL_OPTIONS : WATERFALL_OPTIONS - 1;
    out->n = 0;
    for (size_t i = 0; i < waterfall->n_step; i++)
        if (waterfall->step[i].kind == WATERFALL_OPTION && rank_of(waterfall, i) < most)
            out->step[out->n++] = waterfall->step[i];
    if (!all)
        add_others(waterfall, most, out);
    static const enum waterfall_kind last[] = { WATERFALL_INTERACTION, WATERFALL_RECEIVED };
    for (size_t k = 0; k < sizeof last / sizeof last[0]; k++)
        if (waterfall_step_of(waterfall, last[k]) != NULL)
            out->step[out->n++] = *waterfall_step_of(waterfall, last[k]);
}

/* ---- figures in words */

struct words
waterfall_effect(const struct waterfall *waterfall, const struct waterfall_amount *effect)
{
    const double more = waterfall_of_surplus(waterfall) ? -effect->mean : effect->mean;
    if (words_nothing(more))
        return waterfall_nil(effect) ? words_say("no effect") : words_say("nothing on average");
    return more > 0.0 ? words_say("adds %s", words_money(more).text) : words_change(more);
}

struct words
waterfall_range(const struct waterfall *waterfall, const struct waterfall_amount *effect)
{
    if (isnan(effect->p05) || words_nothing(effect->p95 - effect->p05))
        return words_say("%s", "");
    return words_say("range %s", waterfall_of_surplus(waterfall)
                                     ? words_change_range(-effect->p95, -effect->p05).text
                                     : words_change_range(effect->p05, effect->p95).text);
}

static struct words
effect_with_range(const struct waterfall *waterfall, const struct waterfall_amount *effect)
{
    const struct words range = waterfall_range(waterfall, effect);
    return range.text[0] == '\0'
               ? waterfall_effect(waterfall, effect)
               : words_say("%s (%s)", waterfall_effect(waterfall, effect).text, range.text);
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
        if (acts(&waterfall->step[i])) {
            lower |= waterfall->step[i].effect.mean < 0.0;
            higher |= waterfall->step[i].effect.mean > 0.0;
        }
    return !(lower && higher);
}

static struct words
name_of_one(const struct waterfall *waterfall)
{
    for (size_t i = 0; i < waterfall->n_step; i++)
        if (acts(&waterfall->step[i]))
            return words_say("%.*s:", (int)strcspn(waterfall->step[i].label, ":"),
                             waterfall->step[i].label);
    hr_bug("no option acts");
}

/* together: so that no reader takes it for "each of them". */
static struct words
subject_of(const struct waterfall *waterfall, bool together)
{
    const size_t n = n_acting(waterfall);
    const bool all = n == n_option(waterfall);
    const char *which = all ? "" : " that act";
    if (n == 1)
        return name_of_one(waterfall);
    if (n == 2 && all)
        return words_say("%sboth options", together ? "together, " : "");
    if (!all && same_way(waterfall) && !together)
        return words_say("the %s options that act", title_number(n).text);
    /* "all lower" would be said of each */
    return words_say("%s %s options%s", together || !same_way(waterfall) ? "together, the" : "all",
                     title_number(n).text, which);
}

/* What comes of it, after what it does; "" where nothing needs saying. */
static const char *
outcome_of(const struct waterfall *waterfall)
{
    const double now = waterfall->outturn_gbp_m;
    if (waterfall->start.mean > 0.0 && waterfall->end.mean < 0.0 &&
        !words_nothing(waterfall->end.mean) &&
        waterfall_step_of(waterfall, WATERFALL_RECEIVED) == NULL)
        return waterfall->end.p95 < 0.0 ? ", to a surplus" : ", on average to a surplus";
    if (isfinite(now) && now >= 0.0 && waterfall->end.p05 > now &&
        waterfall_acted(waterfall)->mean < 0.0)
        return ", but it still grows";
    return "";
}

/* A likely range on one side of zero, else a chance that agrees with the mean: a mean on the other
 * side of what is likely would be half of the finding. */
static unsigned
finding_of(const struct waterfall *waterfall, enum chance_class chance)
{
    const struct waterfall_amount *net = waterfall_acted(waterfall);
    const bool clear = net->p95 < 0.0 || net->p05 > 0.0, lower = net->mean < 0.0,
               agrees = isfinite(waterfall->chance_lower) && chance != CHANCE_EITHER_WAY &&
                        (chance > CHANCE_EITHER_WAY) == lower;
    if (waterfall_nil(net) || n_acting(waterfall) == 0)
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
                            said = waterfall_acted(waterfall)->mean < 0.0
                                       ? chance
                                       : (enum chance_class)(CHANCE_OVER_99 - chance);
    const unsigned facts = finding_of(waterfall, chance);
    struct slots slots = { .several = n_acting(waterfall) > 1 ||
                                      (n_acting(waterfall) == 0 && n_option(waterfall) > 1) };
    slots_set(&slots, "year", "%d", waterfall->fy + 1);
    slots_set(&slots, "amount", "%s", words_money(fabs(waterfall_acted(waterfall)->mean)).text);
    slots_set(&slots, "chance", "%s", words_chance_word(said));
    size_t i = 0;
    while (findings[i].when != (facts | (waterfall_of_surplus(waterfall) ? SURPLUS : 0)))
        i++;
    const struct words finding = words_fill(findings[i].template, &slots);
    if ((facts & FOUND) == 0 || n_acting(waterfall) == 0)
        return words_sentence_start(finding.text);
    slots_set(&slots, "finding", "%s", finding.text);
    slots_set(&slots, "short finding", "%.*s", (int)strcspn(finding.text, ","), finding.text);
    slots_set(&slots, "outcome", "%s", outcome_of(waterfall));
    slots_set(&slots, "named", "%s",
              subject_of(waterfall, (facts & (LIKELY_LOWER | LIKELY_HIGHER)) != 0).text);
    slots_set(&slots, "brief", "%s",
              n_acting(waterfall) == 1 ? "the option" : subject_of(waterfall, false).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, 0, &slots);
}

/* ---- subtitle, note, text alternative */

void
waterfall_subtitle(const struct waterfall *waterfall, const char *unit, struct text *out)
{
    const struct waterfall_step *received = waterfall_step_of(waterfall, WATERFALL_RECEIVED);
    const bool one = n_option(waterfall) == 1;
    text_add(out, "Effect of %s on the %s at %s, %s, %s. %s: %s",
             one ? "the option" : "each option",
             title_measure(waterfall->measure, waterfall_of_surplus(waterfall)).text,
             words_year_end(waterfall->fy).text, unit, waterfall->area,
             received == NULL ? "Net effect"
             : one            ? "The option"
                              : "Options together",
             waterfall_nil(waterfall_acted(waterfall))
                 ? "none"
                 : effect_with_range(waterfall, waterfall_acted(waterfall)).text);
    if (received != NULL)
        text_add(out, ". Money received: %s", effect_with_range(waterfall, &received->effect).text);
}

static void
note_method(const struct waterfall *waterfall, struct text *out)
{
    const struct waterfall_step *together = waterfall_step_of(waterfall, WATERFALL_INTERACTION);
    const bool surplus = waterfall_of_surplus(waterfall);
    const char *less = surplus ? "raise the surplus by less" : "lower the deficit by less",
               *more = surplus ? "raise the surplus by more" : "lower the deficit by more";
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
                 waterfall_step_of(waterfall, WATERFALL_RECEIVED) == NULL ? "last" : "last but one",
                 together->effect.p05 >= 0.0 && together->effect.mean >= 0.0 ? less
                 : together->effect.p95 <= 0.0 && together->effect.mean <= 0.0
                     ? more
                     : "may do less or more");
}

void
waterfall_note(const struct waterfall *waterfall, struct chart_draft *draft)
{
    struct text *out = &draft->note;
    text_add(out,
             "Bars: averages over %s, which add up. Whiskers and ranges: likely range, 9 in 10 "
             "futures",
             words_futures(waterfall->run.n_simulation).text);
    if (waterfall->n_range != 0 && waterfall->n_range < waterfall->run.n_simulation)
        text_add(out, "; of single options, in the first %s of them",
                 words_count(waterfall->n_range).text);
    text_add(out, ". Cash terms.");
    note_method(waterfall, out);
    if (waterfall_step_of(waterfall, WATERFALL_RECEIVED) != NULL)
        text_add(out,
                 " Money received (striped) is no saving: agreements, contributions, transfers "
                 "from schools.");
    if (waterfall_of_surplus(waterfall) && (waterfall->start.p95 > 0.0 || waterfall->end.p95 > 0.0))
        text_add(out, " Below " POUND "0: a deficit.");
    else if (!waterfall_of_surplus(waterfall) &&
             (waterfall->start.p05 < 0.0 || waterfall->end.p05 < 0.0))
        text_add(out, " Below " POUND "0: a surplus.");
    chart_note_rough(draft, waterfall->run.n_simulation);
}

void
waterfall_alt(const struct waterfall *waterfall, struct text *out)
{
    text_add(out, "Waterfall of the %s at %s, %s.",
             title_measure(waterfall->measure, waterfall_of_surplus(waterfall)).text,
             words_year_end(waterfall->fy).text, waterfall->area);
    text_add(out, " %s: %s on average (likely range, 9 in 10, %s);", waterfall->start_label,
             words_deficit(waterfall->start.mean).text,
             words_range(waterfall->start.p05, waterfall->start.p95).text);
    text_add(out, " %s: %s (%s).", waterfall->end_label, words_deficit(waterfall->end.mean).text,
             words_range(waterfall->end.p05, waterfall->end.p95).text);
    text_add(out, " Steps:");
    struct waterfall_shown shown;
    waterfall_show(waterfall, &shown);
    for (size_t i = 0; i < shown.n; i++)
        text_add(out, "%s %s, %s", i == 0 ? "" : ";", waterfall_label(&shown.step[i]),
                 effect_with_range(waterfall, &shown.step[i].effect).text);
    text_add(out, ". Net effect: %s.", effect_with_range(waterfall, &waterfall->net).text);
}
