/* The words of chart 04, computed from its numbers so that they cannot contradict them.
 *
 * The title speaks of the net effect, by its likely range and, where it is known, the chance that
 * it lowers the deficit:
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

#include "chart_text.h"

#include <math.h>
#include <string.h>

/* ---- facts */

static bool
is_nothing(double gbp_m)
{
    return fabs(gbp_m) < 0.00005;
}

static bool
is_nil(const struct waterfall_amount *amount)
{
    return is_nothing(amount->mean) && is_nothing(amount->p05) && is_nothing(amount->p95);
}

bool
waterfall_step_drawn(const struct waterfall_step *step)
{
    return step->kind == WATERFALL_OPTION || !is_nil(&step->effect);
}

const char *
waterfall_step_label(const struct waterfall_step *step)
{
    return step->kind == WATERFALL_INTERACTION ? "Interaction of the options" : step->label;
}

size_t
waterfall_n_option(const struct waterfall *waterfall)
{
    size_t n = 0;
    for (size_t i = 0; i < waterfall->n_step; i++)
        n += waterfall->step[i].kind == WATERFALL_OPTION;
    return n;
}

/* NULL where there is no such step or it does nothing. */
static const struct waterfall_step *
interaction(const struct waterfall *waterfall)
{
    const struct waterfall_step *const last = &waterfall->step[waterfall->n_step - 1];
    return last->kind == WATERFALL_INTERACTION && waterfall_step_drawn(last) ? last : NULL;
}

struct words
waterfall_effect(const struct waterfall_amount *effect)
{
    if (is_nothing(effect->mean))
        return is_nil(effect) ? words_say("no effect") : words_say("nothing on average");
    if (effect->mean > 0.0)
        return words_say("adds %s", words_money(effect->mean).text);
    return words_change(effect->mean);
}

static struct words
effect_with_range(const struct waterfall_amount *effect)
{
    if (is_nothing(effect->p95 - effect->p05))
        return waterfall_effect(effect);
    return words_say("%s (range %s)", waterfall_effect(effect).text,
                     words_change_range(effect->p05, effect->p95).text);
}

/* ---- title */

/* The subject of the title. brief: "the option" in place of its name. together: so that nobody
 * reads "each of them". */
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

static struct words
subject_of(const struct waterfall *waterfall, bool brief, bool together)
{
    const size_t n = waterfall_n_option(waterfall);
    if (n == 1)
        return brief ? words_say("the option")
                     : words_say("%.*s:", (int)strcspn(waterfall->step[0].label, ":"),
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
        !is_nothing(waterfall->end.mean))
        return waterfall->end.p95 < 0.0 ? ", to a surplus" : ", on average to a surplus";
    if (isfinite(now) && now >= 0.0 && waterfall->end.p05 > now && waterfall->net.mean < 0.0)
        return ", but it still grows";
    return "";
}

/* The verb in the form that suits a subject: "lowers", "lower", or for a name with a colon
 * "lowers". */
static struct words
finding_of(const struct waterfall *waterfall, enum chance_class chance, bool clear)
{
    const bool one = waterfall_n_option(waterfall) == 1, lower = waterfall->net.mean < 0.0;
    const struct words amount = words_money(fabs(waterfall->net.mean));
    const int year = waterfall->fy + 1;
    if (clear && lower)
        return words_say("lower%s the %d deficit by about %s", one ? "s" : "", year, amount.text);
    if (clear)
        return words_say("add%s about %s to the %d deficit", one ? "s" : "", amount.text, year);
    const enum chance_class said = lower ? chance : (enum chance_class)(CHANCE_OVER_99 - chance);
    if (lower)
        return words_say("%s %s to lower the %d deficit, by about %s", one ? "is" : "are",
                         words_chance_word(said), year, amount.text);
    return words_say("%s %s to add to the %d deficit, about %s", one ? "is" : "are",
                     words_chance_word(said), year, amount.text);
}

static struct words
either_way(const struct waterfall *waterfall)
{
    return words_say("Whether the option%s the %d deficit could go either way",
                     waterfall_n_option(waterfall) == 1 ? " lowers" : "s lower", waterfall->fy + 1);
}

struct words
waterfall_title(const struct waterfall *waterfall)
{
    const struct waterfall_amount *const net = &waterfall->net;
    const bool one = waterfall_n_option(waterfall) == 1, clear = net->p95 < 0.0 || net->p05 > 0.0,
               known = isfinite(waterfall->chance_lower);
    const enum chance_class chance =
        words_chance_class(waterfall->chance_lower, waterfall->chance_lower_se);
    if (is_nil(net))
        return words_say("The option%s the %d deficit as it is", one ? " leaves" : "s leave",
                         waterfall->fy + 1);
    /* a mean on the other side of what is likely: neither alone would be the whole finding */
    const bool agrees =
        known && chance != CHANCE_EITHER_WAY && (chance > CHANCE_EITHER_WAY) == (net->mean < 0.0);
    if (!clear && !agrees)
        return either_way(waterfall);
    const struct words finding = finding_of(waterfall, chance, clear);
    const char *const outcome = outcome_of(waterfall);
    const struct words named = subject_of(waterfall, false, !clear),
                       brief = subject_of(waterfall, true, false);
    const struct words title[] = {
        words_say("%s %s%s", named.text, finding.text, outcome),
        words_say("%s %s%s", brief.text, finding.text, outcome),
        words_say("%s %s", named.text, finding.text),
        words_say("%s %s", brief.text, finding.text),
        words_say("%s %.*s", brief.text, (int)strcspn(finding.text, ","), finding.text),
    };
    return title_first(title, sizeof title / sizeof *title);
}

/* ---- subtitle, note, text alternative */

void
waterfall_subtitle(const struct waterfall *waterfall, struct text *out)
{
    text_add(out, "Effect of %s on the %s at %s, \xC2\xA3 million, %s. Net effect: %s",
             waterfall_n_option(waterfall) == 1 ? "the option" : "each option",
             title_within(waterfall->measure).text, words_year_end(waterfall->fy).text,
             waterfall->area,
             is_nil(&waterfall->net) ? "none" : effect_with_range(&waterfall->net).text);
}

static void
note_method(const struct waterfall *waterfall, struct text *out)
{
    const struct waterfall_step *const together = interaction(waterfall);
    if (waterfall_n_option(waterfall) == 1)
        return;
    if (waterfall->method == WATERFALL_IN_ORDER)
        text_add(out, " Options are added in the order shown: another order changes the steps, not "
                      "the total.");
    else if (waterfall->method == WATERFALL_SHAPLEY)
        text_add(out, " Steps are averages over every order in which options could be added "
                      "(Shapley values), whatever order is shown.");
    else if (together == NULL)
        text_add(out, " Each option is taken alone, whatever the order; together they do no more "
                      "and no less: no interaction is drawn.");
    else
        text_add(out,
                 " Each option is taken alone, whatever the order; the last step is their "
                 "interaction: together they %s.",
                 together->effect.p05 >= 0.0   ? "lower the deficit by less"
                 : together->effect.p95 <= 0.0 ? "lower the deficit by more"
                                               : "may do less or more");
}

void
waterfall_note(const struct waterfall *waterfall, struct text *out)
{
    text_add(out, "Bars: averages over all simulated futures, which add up. Whiskers and ranges: "
                  "likely range, 9 in 10 futures. Cash "
                  "terms.");
    note_method(waterfall, out);
    if (waterfall->start.p05 < 0.0 || waterfall->end.p05 < 0.0)
        text_add(out, " Below \xC2\xA3"
                      "0: a surplus.");
    if (words_few_futures(waterfall->run.n_simulation))
        text_add(out, " %s.",
                 words_sentence_start(words_rough(waterfall->run.n_simulation).text).text);
}

void
waterfall_alt(const struct waterfall *waterfall, struct text *out)
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
        const struct waterfall_step *const step = &waterfall->step[i];
        if (waterfall_step_drawn(step))
            text_add(out, "%s %s, %s", i == 0 ? "" : ";", waterfall_step_label(step),
                     effect_with_range(&step->effect).text);
    }
    text_add(out, ". Net effect: %s.", effect_with_range(&waterfall->net).text);
}
