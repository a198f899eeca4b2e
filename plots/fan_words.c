/* Title and text alternative of the fan, computed from its numbers so that they cannot contradict them.
 *
 * With a threshold, the title speaks of the chance that the deficit exceeds it, p_t at the end of year t, in the words of words.h:
 *   below it now   the first year whose p_t is at least "more likely than not":  "... is likely to pass reserves by March 2030"
 *                  none, but the greatest p_t could go either way:               "... it could go either way whether ..."
 *                  else                                                          "... is unlikely to exceed reserves in March 2032"
 *   above it now   the last year decides: "is still likely to exceed", "could go either way", or, from the first year from which every
 *                  p_t is unlikely:                                              "... is likely to fall below reserves by March 2030"
 * "Pass by" is a chance on one day, so the chance of having passed at any time is at least that. Without a threshold, the likely range
 * of the last year against the last outturn decides (p05 above it: at least 95% of futures); if nothing is notable the title is neutral. */
#include "fan.h"

#include "fan_picture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { TITLE_WORDS = 15, TITLE_BYTES = 120 };

/* ---- facts about the fan */

static const struct fan_outturn *
last_outturn(const struct fan *fan)
{
    for (size_t i = fan->n_history; i > 0; i--) {
        if (isfinite(fan->history[i - 1].deficit_gbp_m))
            return &fan->history[i - 1];
    }
    return NULL;
}

static const struct fan_outturn *
first_outturn(const struct fan *fan)
{
    for (size_t i = 0; i < fan->n_history; i++) {
        if (isfinite(fan->history[i].deficit_gbp_m))
            return &fan->history[i];
    }
    return NULL;
}

static const struct fan_year *
last_year(const struct fan *fan)
{
    return &fan->year[fan->n_year - 1];
}

static bool
chances_known(const struct fan *fan)
{
    for (size_t i = 0; i < fan->n_year; i++) {
        if (!isfinite(fan->year[i].chance))
            return false;
    }
    return fan->n_threshold > 0;
}

static enum chance_class
class_of(const struct fan_year *year)
{
    return words_chance_class(year->chance, year->chance_se);
}

/* What the scenario is, for the start of a sentence: "Without action"; "" when nothing short says it. */
static struct words
lead_of(const struct fan *fan)
{
    enum { SHORT = 4 };
    struct words lead = { "" };
    const bool says_it = strncasecmp(fan->scenario, "with ", 5) == 0 || strncasecmp(fan->scenario, "without ", 8) == 0;
    if (says_it && words_length(fan->scenario) <= SHORT)
        lead = words_sentence_start(fan->scenario);
    else if (fan->role == FAN_UNMITIGATED)
        lead = words_say("Without action");
    else if (fan->role == FAN_MITIGATED)
        lead = words_say("With the plan");
    return lead;
}

/* ---- titles: a finding has a beginning and an end around the name of the threshold */

struct finding {
    struct words before, after;
};

static struct finding
finding_of(const char *before, const char *word, const char *middle, const char *after, int fy)
{
    return (struct finding){ words_say("%s%s%s", before, word, middle), words_say(" %s %s", after, words_year_end_month(fy).text) };
}

static struct finding
finding_when_below(const struct fan *fan, bool known_below)
{
    const struct fan_year *greatest = &fan->year[0];
    for (size_t i = 0; i < fan->n_year; i++) {
        const struct fan_year *const year = &fan->year[i];
        if (class_of(year) > CHANCE_EITHER_WAY)
            return finding_of("the deficit is ", words_chance_word(class_of(year)), known_below ? " to pass " : " to exceed ", "by",
                              year->fy);
        if (year->chance >= greatest->chance)
            greatest = year;
    }
    if (class_of(greatest) == CHANCE_EITHER_WAY)
        return finding_of("it could go either way whether the deficit exceeds ", "", "", "in", greatest->fy);
    return finding_of("the deficit is ", words_chance_word(class_of(greatest)), " to exceed ", "in", greatest->fy);
}

static struct finding
finding_when_above(const struct fan *fan)
{
    const struct fan_year *const last = last_year(fan);
    if (class_of(last) > CHANCE_EITHER_WAY)
        return finding_of("the deficit is still ", words_chance_word(class_of(last)), " to exceed ", "in", last->fy);
    if (class_of(last) == CHANCE_EITHER_WAY)
        return finding_of("it could go either way whether the deficit still exceeds ", "", "", "in", last->fy);
    size_t i = fan->n_year - 1;
    while (i > 0 && class_of(&fan->year[i - 1]) < CHANCE_EITHER_WAY)
        i--;
    const enum chance_class falls = words_chance_class(1.0 - fan->year[i].chance, fan->year[i].chance_se);
    return finding_of("the deficit is ", words_chance_word(falls), " to fall below ", "by", fan->year[i].fy);
}

/* Joins lead and sentence; false when it is too long for a title. */
static bool
title_fits(struct words *title, const char *lead, const char *sentence)
{
    char text[3 * sizeof title->text];
    snprintf(text, sizeof text, "%s%s%s", lead, lead[0] != '\0' ? ", " : "", sentence);
    if (words_length(text) > TITLE_WORDS || strlen(text) > TITLE_BYTES)
        return false;
    *title = words_sentence_start(text);
    return true;
}

static struct words
neutral_title(const struct fan *fan)
{
    const struct fan_year *const last = last_year(fan);
    const struct words level = words_deficit(last->p50);
    return words_say("Cumulative %s by %d: central forecast %s", level.text[0] == 'a' ? "position" : "deficit", last->fy + 1, level.text);
}

/* The noun of a label of two words: "Usable reserves" -> "reserves"; "" for other labels. */
static struct words
noun_of(const char *label)
{
    const struct words within = words_within(label);
    const char *const space = strchr(within.text, ' ');
    return words_say("%s", words_length(label) == 2 && space != NULL && within.text[0] != label[0] ? space + 1 : "");
}

/* Tries the fullest wording first: with lead and name, then a shorter name, then the amount for it, then without the lead. */
static struct words
threshold_title(const struct fan *fan)
{
    const struct fan_outturn *const now = last_outturn(fan);
    const struct fan_threshold *const threshold = &fan->threshold[0];
    const bool above = now != NULL && now->deficit_gbp_m > threshold->gbp_m;
    const struct finding finding = above ? finding_when_above(fan) : finding_when_below(fan, now != NULL);
    const struct words name = words_within(threshold->label), amount = words_deficit(threshold->gbp_m), lead = lead_of(fan);
    const struct words noun = noun_of(threshold->label);
    const char *const leads[] = { lead.text, lead.text, lead.text, "", "" };
    const char *const names[] = { name.text, noun.text, amount.text, name.text, amount.text };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char sentence[3 * sizeof name.text];
        struct words title;
        if (names[i][0] == '\0')
            continue;
        snprintf(sentence, sizeof sentence, "%s%s%s", finding.before.text, names[i], finding.after.text);
        if (title_fits(&title, leads[i], sentence))
            return title;
    }
    return neutral_title(fan);
}

/* What the last year's range says of the last outturn, or NULL when nothing is notable. */
static const char *
trend_of(const struct fan *fan)
{
    const struct fan_outturn *const now = last_outturn(fan);
    const struct fan_year *const last = last_year(fan);
    if (now == NULL)
        return NULL;
    const double level = now->deficit_gbp_m;
    if (level <= 0.0)
        return last->p05 > 0.0 && level < 0.0 ? "the surplus is very likely to become a deficit" : NULL;
    if (last->p95 < 0.0)
        return "the deficit is very likely to be cleared";
    if (last->p05 > level || last->p25 > level)
        return last->p05 > level ? "the deficit is very likely to grow" : "the deficit is likely to grow";
    if (last->p95 < level || last->p75 < level)
        return last->p95 < level ? "the deficit is very likely to shrink" : "the deficit is likely to shrink";
    return NULL;
}

static struct words
trend_title(const struct fan *fan)
{
    const char *const trend = trend_of(fan);
    if (trend == NULL)
        return neutral_title(fan);
    const struct words month = words_year_end_month(last_year(fan)->fy), level = words_deficit(last_year(fan)->p50), lead = lead_of(fan);
    const char *const leads[] = { lead.text, lead.text, "", "" };
    for (size_t i = 0; i < 4; i++) {
        char sentence[3 * sizeof level.text];
        struct words title;
        snprintf(sentence, sizeof sentence, "%s by %s%s%s", trend, month.text, i % 2 == 0 ? ", central forecast " : "",
                 i % 2 == 0 ? level.text : "");
        if (title_fits(&title, leads[i], sentence))
            return title;
    }
    return neutral_title(fan);
}

struct words
fan_title(const struct fan *fan)
{
    return chances_known(fan) ? threshold_title(fan) : trend_title(fan);
}

/* ---- other words */

void
fan_subtitle(const struct fan *fan, struct sbuf *out)
{
    static const char *const role[] = { [FAN_OTHER] = "Scenario", [FAN_UNMITIGATED] = "Unmitigated", [FAN_MITIGATED] = "Mitigated" };
    const struct chart_scale scale = fan_scale(fan);
    sbuf_add(out, "Cumulative Dedicated Schools Grant (DSG) deficit at 31 March, %s, %s",
             words_tick_unit(scale.step, fmax(fabs(scale.low), fabs(scale.high))), fan->area);
    if (fan->scenario[0] != '\0')
        sbuf_add(out, ". %s: %s", role[fan->role], fan->scenario);
    else if (fan->role != FAN_OTHER)
        sbuf_add(out, ". %s", role[fan->role]);
}

struct words
fan_event_words(const struct fan_event *event)
{
    struct day day = { 0, 1, 1 };
    bool has_year = false;
    for (const char *at = event->label; *at != '\0'; at++)
        has_year = has_year || strspn(at, "0123456789") == 4;
    const bool readable = words_read_day(event->date, &day);
    const struct words when = has_year || !readable ? words_say("%s", "") : words_say(" %s", words_day(day).text);
    return words_say("%.180s%s%s", event->label, when.text, event->hindsight ? " (known later)" : "");
}

static void
alt_history(const struct fan *fan, struct sbuf *out)
{
    const struct fan_outturn *const first = first_outturn(fan), *const last = last_outturn(fan);
    if (first == NULL)
        return;
    const struct words to = words_deficit(last->deficit_gbp_m), to_month = words_year_end_month(last->fy);
    if (first == last) {
        sbuf_add(out, ": it was %s in %s", to.text, to_month.text);
        return;
    }
    const struct words from = words_deficit(first->deficit_gbp_m), from_month = words_year_end_month(first->fy);
    const bool plain = first->deficit_gbp_m >= 0.0 && last->deficit_gbp_m >= 0.0;
    if (strcmp(from.text, to.text) == 0)
        sbuf_add(out, ": it was %s in both %s and %s", to.text, from_month.text, to_month.text);
    else if (plain)
        sbuf_add(out, ": it %s from %s in %s to %s in %s", last->deficit_gbp_m > first->deficit_gbp_m ? "rose" : "fell", from.text,
                 from_month.text, to.text, to_month.text);
    else
        sbuf_add(out, ": it went from %s in %s to %s in %s", words_position(first->deficit_gbp_m).text, from_month.text,
                 words_position(last->deficit_gbp_m).text, to_month.text);
}

/* How the central line runs against the threshold: its first crossing after the last outturn. */
static void
alt_crossing(const struct fan *fan, struct sbuf *out)
{
    const struct fan_outturn *const now = last_outturn(fan);
    const struct fan_threshold *const threshold = &fan->threshold[0];
    const bool start_above = (now != NULL ? now->deficit_gbp_m : fan->year[0].p50) > threshold->gbp_m;
    const struct words name = words_within(threshold->label), amount = words_money(threshold->gbp_m);
    for (size_t i = 0; i < fan->n_year; i++) {
        if ((fan->year[i].p50 > threshold->gbp_m) != start_above) {
            sbuf_add(out, " The central forecast %s %s of %s during %s", start_above ? "falls below" : "passes", name.text, amount.text,
                     words_financial_year(fan->year[i].fy).text);
            return;
        }
    }
    sbuf_add(out, " The central forecast stays %s %s of %s throughout", start_above ? "above" : "below", name.text, amount.text);
}

bool
fan_event_drawn(const struct fan *fan, const struct fan_event *event)
{
    struct day day;
    const int first = fan->n_history > 0 ? fan->history[0].fy : fan->year[0].fy;
    return words_read_day(event->date, &day) && words_days_after(first, day) >= 0 && words_days_after(last_year(fan)->fy, day) <= 0;
}

static void
alt_events(const struct fan *fan, struct sbuf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < fan->n_event; i++) {
        if (fan_event_drawn(fan, &fan->event[i]))
            sbuf_add(out, "%s%s", n++ == 0 ? " Dotted lines mark: " : "; ", fan_event_words(&fan->event[i]).text);
    }
    if (n > 0)
        sbuf_add(out, ".");
}

void
fan_alt(const struct fan *fan, struct sbuf *out)
{
    const struct fan_year *const last = last_year(fan);
    sbuf_add(out, "Fan chart of the cumulative deficit, %s", fan->area);
    alt_history(fan, out);
    sbuf_add(out, ". The central forecast for %s is %s; the middle half of %s simulated futures is %s and the likely range (9 in 10) %s.",
             words_year_end_month(last->fy).text, words_deficit(last->p50).text, words_count(fan->run.n_simulation).text,
             words_range(last->p25, last->p75).text, words_range(last->p05, last->p95).text);
    if (fan->n_threshold > 0)
        alt_crossing(fan, out);
    if (chances_known(fan))
        sbuf_add(out, "; that the deficit exceeds %s at %s %s%s", words_deficit(fan->threshold[0].gbp_m).text,
                 words_year_end(last->fy).text, class_of(last) == CHANCE_EITHER_WAY ? "" : "is ",
                 words_chance(last->chance, last->chance_se).text);
    if (fan->n_threshold > 0)
        sbuf_add(out, ".");
    alt_events(fan, out);
}
