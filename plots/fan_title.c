/* The title of the fan, computed from its numbers so that it cannot contradict them.
 *
 * With a threshold, the title speaks of the chance that the deficit exceeds it, p_t at the end of
 * year t, in the words of words.h:
 *   below it now   the first year whose p_t is at least "more likely than not":  "... is likely to
 *       pass reserves by March 2030"
 *                  none, but the greatest p_t could go either way:               "... it could go
 *                      either way whether ..."
 *                  else where the deficit goes instead, when that is notable:    "... is likely to
 *                      become a surplus by March 2032"
 *                  else                                                          "... is unlikely
 *                      to exceed reserves in March 2032"
 *   above it now   the last year decides: "is still likely to exceed", "could go either way", or,
 *                  from the first year from which every
 *                  p_t is unlikely:                                              "... is likely to
 *                      fall below reserves by March 2030"
 *                  (but that it becomes a surplus goes before this)
 * "Pass by" is a chance on one day, so the chance of having passed at any time is at least that.
 * Without a threshold, the likely range of the last year against the last outturn decides (p05
 * above it: at least 95% of futures); if nothing is notable the title is neutral.
 *
 * A title says on what condition it stands ("Without the agreement, ..."). Where several scenarios
 * are shown the condition is kept and the rest is shortened: the name of the threshold, then the
 * verb, then the month; at last the neutral title. */
#include "fan_facts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { TITLE_WORDS = 15, TITLE_BYTES = 120 };

static bool
begins_with(const char *text, const char *beginning)
{
    return strncasecmp(text, beginning, strlen(beginning)) == 0;
}

/* On what condition the title stands, with what joins it to the sentence: "Without action, ", "Plan
 * B: "; "" when nothing needs saying. */
static struct words
lead_of(const struct fan *fan)
{
    const char *const label = fan->scenario;
    if (begins_with(label, "with ") || begins_with(label, "without "))
        return words_say("%s, ", words_sentence_start(label).text);
    if (begins_with(label, "no "))
        return words_say("With n%s, ", label + 1);
    if (label[0] != '\0')
        return fan->one_of_several || fan->role != FAN_OTHER
                   ? words_say("%s: ", words_sentence_start(label).text)
                   : words_say("%s", "");
    if (fan->role == FAN_UNMITIGATED)
        return words_say("Without action, ");
    return fan->role == FAN_MITIGATED ? words_say("Mitigated: ") : words_say("%s", "");
}

/* ---- titles: a finding has a beginning and an end around the name of the threshold, which are
 * said in up to three ways */

enum { WAYS = 3 }; /* in full; with a shorter verb; and with the year alone */

struct finding {
    struct {
        struct words before, after;
    } way[WAYS];
};

/* after: "by" or "in". All ways have one verb until a caller shortens it. */
static struct finding
finding_of(const char *before, const char *verb, const char *after, int fy)
{
    struct finding out;
    for (size_t i = 0; i < WAYS; i++) {
        out.way[i].before = words_say("%s%s", before, verb);
        out.way[i].after = i + 1 < WAYS ? words_say(" %s %s", after, words_year_end_month(fy).text)
                                        : words_say(" %s %d", after, fy + 1);
    }
    return out;
}

/* For the shorter verb: "likely passes"; NULL where the word is no adverb. */
static const char *
adverb_of(enum chance_class chance)
{
    static const char *const adverb[CHANCE_OVER_99 + 1] = {
        [CHANCE_MORE_LIKELY] = "more likely than not",
        [CHANCE_LIKELY] = "likely",
        [CHANCE_VERY_LIKELY] = "very likely",
        [CHANCE_OVER_99] = "almost certainly",
    };
    return adverb[chance];
}

/* "the deficit is likely to pass ... by March 2030", shorter "the deficit likely passes ...".
 * still: " still" or "". */
static struct finding
finding_that(const char *still, enum chance_class chance, const char *infinitive, const char *third,
             const char *after, int fy)
{
    const struct words before = words_say("the deficit is%s %s ", still, words_chance_word(chance));
    struct finding out = finding_of(before.text, infinitive, after, fy);
    for (size_t i = 1; adverb_of(chance) != NULL && i < WAYS; i++)
        out.way[i].before = words_say("the deficit %s%s %s ", adverb_of(chance), still, third);
    return out;
}

/* "it could go either way whether the deficit exceeds ... in March 2030" */
static struct finding
finding_either_way(const char *still, int fy)
{
    struct finding out =
        finding_of(words_say("it could go either way whether the deficit%s ", still).text,
                   "exceeds ", "in", fy);
    for (size_t i = 1; i < WAYS; i++) {
        const struct words when = out.way[i].after;
        out.way[i].before = words_say("a deficit%s above ", still);
        out.way[i].after = words_say("%s could go either way", when.text);
    }
    return out;
}

static const struct fan_year *
year_of_greatest_chance(const struct fan *fan)
{
    const struct fan_year *greatest = &fan->year[0];
    for (size_t i = 1; i < fan->n_year; i++) {
        if (fan->year[i].chance >= greatest->chance)
            greatest = &fan->year[i];
    }
    return greatest;
}

static struct finding
finding_when_below(const struct fan *fan, bool known_below)
{
    for (size_t i = 0; i < fan->n_year; i++) {
        const struct fan_year *const year = &fan->year[i];
        if (fan_class_of(year) > CHANCE_EITHER_WAY)
            return finding_that("", fan_class_of(year), known_below ? "to pass " : "to exceed ",
                                known_below ? "passes" : "exceeds", "by", year->fy);
    }
    const struct fan_year *const greatest = year_of_greatest_chance(fan);
    if (fan_class_of(greatest) == CHANCE_EITHER_WAY)
        return finding_either_way("", greatest->fy);
    return finding_that("", fan_class_of(greatest), "to exceed ", "exceeds", "in", greatest->fy);
}

static struct finding
finding_when_above(const struct fan *fan)
{
    const struct fan_year *const last = fan_last_year(fan);
    if (fan_class_of(last) > CHANCE_EITHER_WAY)
        return finding_that(" still", fan_class_of(last), "to exceed ", "exceeds", "in", last->fy);
    if (fan_class_of(last) == CHANCE_EITHER_WAY)
        return finding_either_way(" still", last->fy);
    size_t i = fan->n_year - 1;
    while (i > 0 && fan_class_of(&fan->year[i - 1]) < CHANCE_EITHER_WAY)
        i--;
    const enum chance_class falls =
        words_chance_class(1.0 - fan->year[i].chance, fan->year[i].chance_se);
    return finding_that("", falls, "to fall below ", "falls below", "by", fan->year[i].fy);
}

/* Joins lead and sentence; false when it is too long for a title. */
static bool
title_fits(struct words *title, const char *lead, const char *sentence)
{
    char text[3 * sizeof title->text];
    snprintf(text, sizeof text, "%s%s", lead, sentence);
    if (words_length(text) > TITLE_WORDS || strlen(text) > TITLE_BYTES)
        return false;
    *title = words_sentence_start(text);
    return true;
}

/* May the title leave out its condition? */
static bool
lead_needed(const struct fan *fan)
{
    return fan->one_of_several && lead_of(fan).text[0] != '\0';
}

static struct words
neutral_title(const struct fan *fan)
{
    const struct fan_year *const last = fan_last_year(fan);
    const struct words level = words_deficit(last->p50);
    const char *const noun = level.text[0] == 'a' ? "position" : "deficit";
    struct words title;
    if (!lead_needed(fan))
        return words_say("Cumulative %s by %d: central forecast %s", noun, last->fy + 1,
                         level.text);
    const struct words lead = lead_of(fan), role = fan->role == FAN_OTHER
                                                       ? words_say("%s", "")
                                                       : words_say("%s: ", fan_role_of(fan));
    const struct words whole = words_say("the central forecast is %s by %s", level.text,
                                         words_year_end_month(last->fy).text),
                       brief = words_say("%s by %d, central forecast %s", noun, last->fy + 1,
                                         level.text);
    if (!title_fits(&title, lead.text, whole.text) && !title_fits(&title, lead.text, brief.text))
        title = words_sentence_start(words_say("%scumulative %.150s", role.text, brief.text).text);
    return title;
}

/* The noun of a label of two words: "Usable reserves" -> "reserves"; "" for other labels. */
static struct words
noun_of(const char *label)
{
    const struct words within = words_within(label);
    const char *const space = strchr(within.text, ' ');
    return words_say("%s", words_length(label) == 2 && space != NULL && within.text[0] != label[0]
                               ? space + 1
                               : "");
}

/* Tries the fullest wording first; in each, the name of the threshold, then a shorter one, then the
 * amount for it. */
static bool
finding_fits(struct words *title, const struct fan *fan, const char *lead,
             const struct finding *finding, size_t n_way)
{
    const struct fan_threshold *const threshold = &fan->threshold[0];
    const struct words name = words_within(threshold->label), noun = noun_of(threshold->label),
                       amount = words_stated_deficit(threshold->gbp_m);
    const char *const names[] = { name.text, noun.text, amount.text };
    const size_t n_name = sizeof names / sizeof *names;
    for (size_t i = 0; i < n_way * n_name; i++) {
        const char *const before = finding->way[i / n_name].before.text,
                          *const after = finding->way[i / n_name].after.text;
        char sentence[3 * sizeof name.text];
        if (names[i % n_name][0] == '\0')
            continue;
        snprintf(sentence, sizeof sentence, "%s%s%s", before, names[i % n_name], after);
        if (title_fits(title, lead, sentence))
            return true;
    }
    return false;
}

static struct words
threshold_title(const struct fan *fan, bool above)
{
    const struct finding finding =
        above ? finding_when_above(fan) : finding_when_below(fan, fan_last_outturn(fan) != NULL);
    struct words title;
    if (finding_fits(&title, fan, lead_of(fan).text, &finding, WAYS) ||
        (!lead_needed(fan) && finding_fits(&title, fan, "", &finding, 1)))
        return title;
    return neutral_title(fan);
}

/* What the last year's range says of a deficit that falls away, or NULL. */
static const char *
surplus_of(const struct fan *fan)
{
    const struct fan_year *const last = fan_last_year(fan);
    if (last->p95 < 0.0)
        return "the deficit is very likely to become a surplus";
    if (last->p75 < 0.0)
        return "the deficit is likely to become a surplus";
    return last->p50 < 0.0 ? "the central forecast is a surplus" : NULL;
}

/* What it says of the last outturn, or NULL when nothing is notable. */
static const char *
trend_of(const struct fan *fan)
{
    const struct fan_outturn *const now = fan_last_outturn(fan);
    const struct fan_year *const last = fan_last_year(fan);
    if (now == NULL)
        return NULL;
    const double level = now->deficit_gbp_m;
    if (level <= 0.0)
        return last->p05 > 0.0 && level < 0.0   ? "the surplus is very likely to become a deficit"
               : last->p95 < 0.0 && level < 0.0 ? "the surplus is very likely to last"
                                                : NULL;
    if (last->p50 < 0.0)
        return surplus_of(fan);
    if (last->p05 > level || last->p25 > level)
        return last->p05 > level ? "the deficit is very likely to grow"
                                 : "the deficit is likely to grow";
    if (last->p95 < level || last->p75 < level)
        return last->p95 < level ? "the deficit is very likely to shrink"
                                 : "the deficit is likely to shrink";
    return NULL;
}

/* With month and central forecast, with the month, with the year; then without the condition where
 * it may go. */
static struct words
trend_title(const struct fan *fan)
{
    const char *const trend = trend_of(fan);
    if (trend == NULL)
        return neutral_title(fan);
    const struct fan_year *const last = fan_last_year(fan);
    const struct words month = words_year_end_month(last->fy), level = words_deficit(last->p50),
                       lead = lead_of(fan);
    const bool central_said = strcmp(trend, "the central forecast is a surplus") == 0;
    const struct words ways[] = {
        central_said ? words_say("the central forecast is %s by %s", level.text, month.text)
                     : words_say("%s by %s, central forecast %s", trend, month.text, level.text),
        words_say("%s by %s", trend, month.text),
        words_say("%s by %d", trend, last->fy + 1),
    };
    const size_t n = sizeof ways / sizeof *ways;
    for (size_t i = 0; i < (lead_needed(fan) ? n : 2 * n); i++) {
        struct words title;
        if (title_fits(&title, i < n ? lead.text : "", ways[i % n].text))
            return title;
    }
    return neutral_title(fan);
}

/* That the deficit stays below the threshold says little when it falls anyway; that it becomes a
 * surplus says more than that it falls below one. */
static bool
trend_says_more(const struct fan *fan, bool above)
{
    const struct fan_outturn *const now = fan_last_outturn(fan);
    if (now == NULL || now->deficit_gbp_m <= 0.0 || trend_of(fan) == NULL)
        return false;
    const struct fan_year *const last = fan_last_year(fan);
    return above ? last->p50 < 0.0 && fan_class_of(last) < CHANCE_EITHER_WAY
                 : last->p75 < now->deficit_gbp_m &&
                       fan_class_of(year_of_greatest_chance(fan)) < CHANCE_EITHER_WAY;
}

struct words
fan_title(const struct fan *fan)
{
    const struct fan_outturn *const now = fan_last_outturn(fan);
    const bool above =
        fan->n_threshold > 0 && now != NULL && now->deficit_gbp_m > fan->threshold[0].gbp_m;
    return fan_chances_known(fan) && !trend_says_more(fan, above) ? threshold_title(fan, above)
                                                                  : trend_title(fan);
}
