/* The words of chart 03, computed from its numbers so that they cannot contradict them.
 *
 * The title speaks of the chance that the deficit exceeds the threshold: of the scenario where it
 * is least and of the one where it is greatest, by their words in words.h:
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

#include "bar_rows.h"
#include "chart_text.h"

#include <math.h>
#include <string.h>

/* ---- facts */

bool
compare_has_chances(const struct compare *compare)
{
    for (size_t i = 0; i < compare->n_scenario; i++) {
        if (!isfinite(compare->scenario[i].chance))
            return false;
    }
    return compare->threshold_label != NULL && compare->threshold_label[0] != '\0';
}

bool
compare_change_known(const struct compare_scenario *scenario)
{
    return isfinite(scenario->change_p05) && isfinite(scenario->change_p50) &&
           isfinite(scenario->change_p95);
}

static bool
is_few(const struct compare *compare)
{
    return words_few_futures(compare->run.n_simulation);
}

struct words
compare_chance(const struct compare *compare, const struct compare_scenario *scenario)
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
        const struct compare_scenario *const other = &compare->scenario[i];
        const double more =
            other->chance != out->chance ? other->chance - out->chance : other->p50 - out->p50;
        if (greatest ? more > 0.0 : more < 0.0)
            out = other;
    }
    return out;
}

/* ---- titles */

static struct words
neutral_title(const struct compare *compare)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < compare->n_scenario; i++) {
        low = fmin(low, compare->scenario[i].p50);
        high = fmax(high, compare->scenario[i].p50);
    }
    if (strcmp(words_deficit(low).text, words_deficit(high).text) == 0)
        return words_say("Cumulative deficit by %d: central forecast %s", compare->fy + 1,
                         words_deficit(low).text);
    return words_say("Cumulative deficit by %d: central forecasts %s", compare->fy + 1,
                     words_range(low, high).text);
}

/* What may happen, from the fullest way to say it to the shortest: "a deficit above usable reserves
 * in March 2032". */
enum { WAYS = 4 };

static void
fill_events(const struct compare *compare, struct words event[WAYS])
{
    const struct words month = words_year_end_month(compare->fy),
                       year = words_say("%d", compare->fy + 1),
                       amount = words_stated(compare->threshold_gbp_m),
                       name = words_within(compare->threshold_label);
    const bool reserves =
        strlen(name.text) > 8 && strcmp(name.text + strlen(name.text) - 8, "reserves") == 0;
    const char *const brief = reserves ? "reserves" : amount.text;
    if (!(fabs(compare->threshold_gbp_m) >= 0.00005)) {
        for (size_t i = 0; i < WAYS; i++)
            event[i] = words_say("a deficit in %s", i < 2 ? month.text : year.text);
        return;
    }
    event[0] = words_say("a deficit above %s in %s", name.text, month.text);
    event[1] = words_say("a deficit above %s in %s", brief, month.text);
    event[2] = words_say("a deficit above %s in %s", brief, year.text);
    event[3] = words_say("a deficit above %s in %s", amount.text, year.text);
}

/* "is likely", "could go either way" */
static struct words
says(enum chance_class chance)
{
    return words_say("%s%s", chance == CHANCE_EITHER_WAY ? "" : "is ", words_chance_word(chance));
}

static struct words
title_of_one(const struct compare *compare)
{
    const struct compare_scenario *const only = &compare->scenario[0];
    struct words event[WAYS], title[WAYS + 1];
    fill_events(compare, event);
    for (size_t i = 0; i < WAYS; i++)
        title[i] = words_say("%s %s", event[i].text,
                             words_chance_says(only->chance, only->chance_se, 20).text);
    title[WAYS] = neutral_title(compare);
    return title_first(title, WAYS + 1);
}

/* All scenarios on one side, or the best of them could go either way: "even" of the best, or of
 * every one. */
static struct words
title_of_all(const struct compare *compare, enum chance_class least, enum chance_class greatest)
{
    const struct words best = title_condition(extreme(compare, false)->label);
    const bool even = greatest > CHANCE_EITHER_WAY;
    const enum chance_class said =
        least >= CHANCE_EITHER_WAY ? least : greatest; /* holds for every scenario */
    struct words event[WAYS], title[2 * WAYS + 1];
    fill_events(compare, event);
    for (size_t i = 0; i < WAYS; i++) {
        const struct words verb = says(said), every = words_say("%s, %s %s",
                                                                even && least == CHANCE_EITHER_WAY
                                                                    ? "at best"
                                                                    : "in every scenario",
                                                                event[i].text, verb.text);
        title[i] = even ? words_say("even %s, %s %s", best.text, event[i].text, verb.text) : every;
        title[WAYS + i] = every;
    }
    title[2 * WAYS] = neutral_title(compare);
    return title_first(title, 2 * WAYS + 1);
}

/* The greatest chance is could go either way or more, the least is unlikely. */
static struct words
title_of_difference(const struct compare *compare, enum chance_class least,
                    enum chance_class greatest)
{
    const struct words best = title_condition(extreme(compare, false)->label),
                       worst = title_condition(extreme(compare, true)->label);
    const char *const low = words_chance_word(least), *const high = words_chance_word(greatest);
    struct words event[WAYS], title[2 * WAYS + 1];
    size_t n_low = 0;
    for (size_t i = 0; i < compare->n_scenario; i++)
        n_low += class_of(&compare->scenario[i]) < CHANCE_EITHER_WAY;
    fill_events(compare, event);
    for (size_t i = 0; i < WAYS; i++) {
        if (greatest == CHANCE_EITHER_WAY) {
            title[i] =
                words_say("%s could go either way; %s it is %s", event[i].text, best.text, low);
            title[WAYS + i] =
                words_say("%s could go either way, at best it is %s", event[i].text, low);
        } else {
            title[i] =
                words_say("%s: %s %s, %s %s", event[i].text, high, worst.text, low, best.text);
            title[WAYS + i] = words_say("%zu of %zu scenarios make %s unlikely", n_low,
                                        compare->n_scenario, event[i].text);
        }
    }
    title[2 * WAYS] = neutral_title(compare);
    return title_first(title, 2 * WAYS + 1);
}

static struct words
title_with_threshold(const struct compare *compare)
{
    const enum chance_class least = class_of(extreme(compare, false)),
                            greatest = class_of(extreme(compare, true));
    if (compare->n_scenario == 1)
        return title_of_one(compare);
    if (least >= CHANCE_EITHER_WAY || greatest < CHANCE_EITHER_WAY)
        return title_of_all(compare, least, greatest);
    return title_of_difference(compare, least, greatest);
}

/* The scenario whose change is clear and greatest; NULL when none is. */
static const struct compare_scenario *
clearest(const struct compare *compare)
{
    const struct compare_scenario *out = NULL;
    for (size_t i = 1; i < compare->n_scenario; i++) {
        const struct compare_scenario *const s = &compare->scenario[i];
        const bool clear = compare_change_known(s) && (s->change_p95 < 0.0 || s->change_p05 > 0.0);
        if (clear && strcmp(words_change(s->change_p50).text, "no different") != 0 &&
            (out == NULL || fabs(s->change_p50) > fabs(out->change_p50)))
            out = s;
    }
    return out;
}

static bool
changes_known(const struct compare *compare)
{
    bool known = compare->n_scenario > 1;
    for (size_t i = 1; i < compare->n_scenario; i++)
        known = known && compare_change_known(&compare->scenario[i]);
    return known;
}

static bool
changes_nothing(const struct compare *compare)
{
    for (size_t i = 1; i < compare->n_scenario; i++) {
        const struct compare_scenario *const s = &compare->scenario[i];
        if (fabs(s->change_p05) >= 0.00005 || fabs(s->change_p50) >= 0.00005 ||
            fabs(s->change_p95) >= 0.00005)
            return false;
    }
    return true;
}

static struct words
title_without_threshold(const struct compare *compare)
{
    const struct compare_scenario *const best = clearest(compare);
    if (!changes_known(compare) || changes_nothing(compare))
        return neutral_title(compare);
    if (best == NULL)
        return words_say("Whether any scenario changes the %d deficit could go either way",
                         compare->fy + 1);
    const struct words change = words_change(best->change_p50),
                       month = words_year_end_month(compare->fy);
    const struct words title[] = {
        words_say("%s, the deficit in %s is about %s", title_condition(best->label).text,
                  month.text, change.text),
        words_say("%s, the %d deficit is about %s", title_condition(best->label).text,
                  compare->fy + 1, change.text),
        words_say("in one scenario, the deficit in %s is about %s than in the first", month.text,
                  change.text),
    };
    return title_first(title, sizeof title / sizeof *title);
}

struct words
compare_title(const struct compare *compare)
{
    return compare_has_chances(compare) ? title_with_threshold(compare)
                                        : title_without_threshold(compare);
}

/* ---- subtitle and text alternative */

void
compare_subtitle(const struct compare *compare, struct text *out)
{
    text_add(out, "%s at %s by scenario, \xC2\xA3 million, %s", compare->measure,
             words_year_end(compare->fy).text, compare->area);
}

static void
alt_scenario(const struct compare *compare, size_t i, struct text *out)
{
    const struct compare_scenario *const s = &compare->scenario[i];
    text_add(out, "%s %s: %s (%s)", i == 0 ? "" : ";", s->label, words_deficit(s->p50).text,
             words_range(s->p05, s->p95).text);
    if (i > 0 && compare_change_known(s))
        text_add(out, ", %s", words_difference(s->change_p50, s->change_p05, s->change_p95).text);
    if (compare_has_chances(compare))
        text_add(out, ", chance %s", compare_chance(compare, s).text);
}

void
compare_alt(const struct compare *compare, struct text *out)
{
    text_add(out, "Intervals of the %s at %s, %s, in %s scenario%s.",
             title_within(compare->measure).text, words_year_end(compare->fy).text, compare->area,
             title_number(compare->n_scenario).text, compare->n_scenario == 1 ? "" : "s");
    const bool changes = compare->n_scenario > 1 && compare_change_known(&compare->scenario[1]),
               zero = fabs(compare->threshold_gbp_m) < 0.00005;
    text_add(out, " Central forecast with likely range (9 in 10 simulated futures)");
    if (changes)
        text_add(out, "%s change from the first scenario",
                 compare_has_chances(compare) ? "," : " and");
    if (compare_has_chances(compare) && zero)
        text_add(out, " and chance of a deficit");
    else if (compare_has_chances(compare))
        text_add(out, " and chance of a deficit above %s of %s",
                 words_within(compare->threshold_label).text,
                 words_stated(compare->threshold_gbp_m).text);
    text_add(out, ".");
    for (size_t i = 0; i < compare->n_scenario; i++)
        alt_scenario(compare, i, out);
    text_add(out, ".");
}
