/* Words are computed from the numbers, so that they cannot contradict them.
 *
 * The title speaks of the chance that the deficit exceeds the threshold: of the scenario where
 * it is least and of the one where it is greatest, by their words in words.h:
 *   both more likely than not    "Even with all four options, a deficit above usable reserves in
 *                                March 2032 is likely"
 *   the same, and doing nothing  "In every scenario, a deficit above ... is likely"
 *   is the least
 *   both could go either way     "In every scenario, a deficit above ... could go either way"
 *   both unlikely                "In every scenario, a deficit above ... is unlikely"
 *   least could go either way    "Even with ..., a deficit above ... could go either way"
 *   greatest could               "A deficit above ... could go either way; with ... it is unlikely"
 *   one likely, one not          "A deficit above ...: likely with no action, unlikely with ..."
 * Where there is no threshold it speaks of the greatest clear change, one whose likely range does
 * not hold zero. The ways to say it are tried from the fullest to the shortest. */
#include "compare_layout.h"

#include "bar_rows.h"
#include "title.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* ---- facts */

bool
compare_has_threshold(const struct compare *compare)
{
    return compare->threshold_label != NULL && compare->threshold_label[0] != '\0' &&
           isfinite(compare->threshold_gbp_m);
}

bool
compare_has_chances(const struct compare *compare)
{
    for (size_t i = 0; i < compare->n_scenario; i++)
        if (!isfinite(compare->scenario[i].chance))
            return false;
    return compare->threshold_label != NULL && compare->threshold_label[0] != '\0';
}

bool
compare_change_known(const struct compare_scenario *scenario)
{
    return isfinite(scenario->change_p05) && isfinite(scenario->change_mean) &&
           isfinite(scenario->change_p95);
}

const struct compare_parts *
compare_parts_of(const struct compare *compare, const struct compare_scenario *scenario)
{
    const struct compare_parts *parts =
        compare->parts == NULL ? NULL : &compare->parts[scenario - compare->scenario];
    return parts != NULL && parts->receives ? parts : NULL;
}

bool
compare_does_nothing(const struct compare_parts *parts)
{
    return words_nothing(parts->acted) && words_nothing(parts->acted_p05) &&
           words_nothing(parts->acted_p95);
}

/* ---- pages */

size_t
compare_n_page(size_t n_scenario)
{
    return n_scenario <= COMPARE_ROWS ? 1 : (n_scenario + COMPARE_ROWS - 3) / (COMPARE_ROWS - 1);
}

/* The scenario in the second row of the page. */
static size_t
first_of_page(const struct compare *compare)
{
    return 1 + compare->page * (COMPARE_ROWS - 1);
}

size_t
compare_n_row(const struct compare *compare)
{
    const size_t left = compare->n_scenario - first_of_page(compare);
    return 1 + (left < COMPARE_ROWS - 1 ? left : COMPARE_ROWS - 1);
}

const struct compare_scenario *
compare_row(const struct compare *compare, size_t row)
{
    return &compare->scenario[row == 0 ? 0 : first_of_page(compare) + row - 1];
}

/* ---- figures in words */

struct words
compare_chance(const struct compare *compare, const struct compare_scenario *scenario)
{
    const double n = (double)compare->run.n_simulation;
    if (words_few_futures(compare->run.n_simulation) && isfinite(scenario->chance))
        return words_say("%.0f of %.0f", round(scenario->chance * n), n);
    return words_chance_count(scenario->chance, compare->chance_base);
}

/* What makes a deficit lower makes a surplus higher. */
static bool
is_of_surplus(const struct compare *compare, const struct compare_scenario *scenario)
{
    return compare->scenario[0].mean < 0.0 && scenario->mean < 0.0;
}

struct words
compare_change(const struct compare *compare, const struct compare_scenario *scenario)
{
    const double change = scenario->change_mean;
    if (is_of_surplus(compare, scenario) && !words_nothing(change))
        return words_say("surplus %s", words_change(-change).text);
    return words_change(change);
}

static struct words
range_of(const struct compare *compare, const struct compare_scenario *s)
{
    return is_of_surplus(compare, s) ? words_change_range(-s->change_p95, -s->change_p05)
                                     : words_change_range(s->change_p05, s->change_p95);
}

struct words
compare_detail(const struct compare *compare, const struct compare_scenario *scenario, bool brief)
{
    const struct compare_parts *parts = compare_parts_of(compare, scenario);
    const double sign = is_of_surplus(compare, scenario) ? -1.0 : 1.0;
    if (parts != NULL && compare_does_nothing(parts))
        return words_say("all money received");
    if (parts != NULL && brief)
        return words_say("%s received", words_money(-parts->received).text);
    if (parts != NULL)
        return words_say("%s received; %s by what is done", words_money(-parts->received).text,
                         words_change(sign * parts->acted).text);
    return fabs(scenario->change_p95 - scenario->change_p05) < 0.00005
               ? words_say("%s", "")
               : range_of(compare, scenario);
}

/* ---- title */

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
            other->chance != out->chance ? other->chance - out->chance : other->mean - out->mean;
        if (greatest ? more > 0.0 : more < 0.0)
            out = other;
    }
    return out;
}

enum {
    ONE = 1,         /* scenario */
    EVEN = 2,        /* the best is no better */
    AT_BEST = 4,     /* could go either way */
    EVERY = 8,       /* scenario has the same word */
    EITHER_LOW = 16, /* the worst could go either way, the best is unlikely */
    HIGH_LOW = 32,   /* the worst is likely, the best is not */
    CLEAR = 64,      /* a scenario changes the deficit; its place where its name is too long */
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
    { CLEAR, "{clearest}, the {account} in {month} is about {change}" },
    { CLEAR, "{clearest}, the {year} {account} is about {change}" },
    { CLEAR, "{clearest}: {account} {change} in {year}" },
    { CLEAR, "scenario {place} of {n}: the {year} {account} is about {change} than in the first" },
    { UNCLEAR, "whether any scenario changes the {year} {account} could go either way" },
    { ALIKE, "cumulative {account} by {year}: central forecast {lowest}" },
    { SPREAD, "cumulative {account} by {year}: central forecasts {range}" },
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

/* In every central forecast. */
static bool
all_surplus(const struct compare *compare)
{
    for (size_t i = 0; i < compare->n_scenario; i++)
        if (compare->scenario[i].mean >= 0.0 || words_nothing(compare->scenario[i].mean))
            return false;
    return true;
}

static unsigned
say_neutral(const struct compare *compare, struct slots *slots)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < compare->n_scenario; i++) {
        low = fmin(low, compare->scenario[i].mean);
        high = fmax(high, compare->scenario[i].mean);
    }
    if (all_surplus(compare)) { /* the title names it */
        const double least = -high;
        high = -low;
        low = least;
    }
    slots_set(slots, "lowest", "%s", words_deficit(low).text);
    slots_set(slots, "range", "%s", words_range(low, high).text);
    return strcmp(words_deficit(low).text, words_deficit(high).text) == 0 ? ALIKE : SPREAD;
}

/* Is it more than what all are compared with, "No further action"? */
static bool
acts(const struct compare *compare, const struct compare_scenario *scenario)
{
    return scenario != &compare->scenario[0] && strncasecmp(scenario->label, "no ", 3) != 0;
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
    slots_set(slots, "only", "%s",
              words_chance_says(best->chance, best->chance_se, compare->chance_base).text);
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
    return (acts(compare, best) ? EVEN : 0) | (least == CHANCE_EITHER_WAY ? AT_BEST : EVERY);
}

/* The scenario whose change is clear and greatest; NULL when none is. */
static const struct compare_scenario *
clearest(const struct compare *compare)
{
    const struct compare_scenario *out = NULL;
    for (size_t i = 1; i < compare->n_scenario; i++) {
        const struct compare_scenario *s = &compare->scenario[i];
        const bool clear = compare_change_known(s) && (s->change_p95 < 0.0 || s->change_p05 > 0.0);
        const double change = s->change_mean;
        if (clear && strcmp(words_change(change).text, "no different") != 0 &&
            (out == NULL || fabs(change) > fabs(out->change_mean)))
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
        const struct compare_scenario *s = &compare->scenario[i];
        if (!words_nothing(s->change_p05) || !words_nothing(s->change_mean) ||
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
    slots_set(slots, "place", "%zu", (size_t)(best - compare->scenario) + 1);
    slots_set(slots, "n", "%zu", compare->n_scenario);
    slots_set(slots, "change", "%s",
              words_change(all_surplus(compare) ? -best->change_mean : best->change_mean).text);
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
    slots_set(&slots, "account", "%s", all_surplus(compare) ? "surplus" : "deficit");
    if (compare_has_chances(compare)) {
        facts = say_chances(compare, &slots) | say_neutral(compare, &slots);
        fill_events(compare, event);
    } else {
        facts = say_changes(compare, &slots);
    }
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles), "event", event, WAYS }, facts,
                        &slots);
}

/* ---- subtitle and text alternative */

void
compare_subtitle(const struct compare *compare, const char *unit, struct text *out)
{
    const size_t n = compare->n_scenario, first = first_of_page(compare);
    text_add(out, "%s at %s by scenario, %s, %s", compare->measure,
             words_year_end(compare->fy).text, unit, compare->area);
    if (compare_n_page(n) > 1)
        text_add(out, ". Page %zu of %zu: %s scenarios %zu to %zu of %zu", compare->page + 1,
                 compare_n_page(n), compare->page == 0 ? "" : "the first and",
                 compare->page == 0 ? 1 : first + 1, first + compare_n_row(compare) - 1, n);
}

static void
alt_scenario(const struct compare *compare, size_t row, struct text *out)
{
    const struct compare_scenario *s = compare_row(compare, row);
    const struct compare_parts *parts = compare_parts_of(compare, s);
    text_add(out, "%s %s: %s (%s)", row == 0 ? "" : ";", s->label, words_deficit(s->mean).text,
             words_range(s->p05, s->p95).text);
    if (row > 0 && compare_change_known(s)) {
        text_add(out, ", %s", compare_change(compare, s).text);
        if (!words_nothing(s->change_p05) || !words_nothing(s->change_p95))
            text_add(out, " (likely range %s)", range_of(compare, s).text);
        if (parts != NULL)
            text_add(out, ", %s", compare_detail(compare, s, false).text);
    }
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
               zero = words_nothing(compare->threshold_gbp_m),
               chances = compare_has_chances(compare);
    text_add(out, " Central forecast, the average, with likely range (9 in 10 simulated futures)");
    if (changes)
        text_add(out, "%s change from the first scenario", chances ? "," : " and");
    if (chances && zero)
        text_add(out, " and chance of a deficit");
    else if (chances)
        text_add(out, " and chance of a deficit above %s of %s",
                 words_within(compare->threshold_label).text,
                 words_stated(compare->threshold_gbp_m).text);
    text_add(out, ".");
    for (size_t i = 0; i < compare_n_row(compare); i++)
        alt_scenario(compare, i, out);
    text_add(out, ".");
}
