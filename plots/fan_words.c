/* Title, subtitle and text alternative of the fan, computed from its numbers so that they cannot
 * contradict them.
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
 * A title says which scenario it is of ("Without the agreement, ..."). Where several scenarios
 * are shown that is kept and the rest is shortened: the name of the threshold, then the
 * verb, then the month; at last the neutral title. */
#include "fan_layout.h"

#include "title.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* ---- facts about the fan */

const struct fan_outturn *
fan_last_outturn(const struct fan *fan)
{
    for (size_t i = fan->n_history; i > 0; i--)
        if (isfinite(fan->history[i - 1].deficit_gbp_m))
            return &fan->history[i - 1];
    return NULL;
}

static const struct fan_outturn *
first_outturn(const struct fan *fan)
{
    for (size_t i = 0; i < fan->n_history; i++)
        if (isfinite(fan->history[i].deficit_gbp_m))
            return &fan->history[i];
    return NULL;
}

const struct fan_year *
fan_last_year(const struct fan *fan)
{
    return &fan->year[fan->n_year - 1];
}

static bool
chances_known(const struct fan *fan)
{
    for (size_t i = 0; i < fan->n_year; i++)
        if (!isfinite(fan->year[i].chance))
            return false;
    return fan->n_threshold > 0;
}

static enum chance_class
class_of(const struct fan_year *year)
{
    return words_chance_class(year->chance, year->chance_se);
}

static const char *
role_of(const struct fan *fan)
{
    static const char *const role[] = {
        [FAN_OTHER] = "Scenario", [FAN_UNMITIGATED] = "Unmitigated", [FAN_MITIGATED] = "Mitigated"
    };
    return role[fan->role];
}

/* ---- titles */

enum {
    CHANCE = 1,     /* of exceeding the threshold, or of falling below it */
    EITHER_WAY = 2, /* the same, could go either way */
    TREND = 4,      /* of the deficit */
    MOVES = 8,      /* a trend: the deficit grows, shrinks, ... */
    CENTRAL = 16,   /* a trend: the central forecast is a surplus */
    LED = 32,       /* the title must say which scenario it is of */
    FREE = 64,      /* it need not */
};

/* {of} is the threshold: its name, a shorter one, its amount. */
static const struct title_row titles[] = {
    { CHANCE, "{?lead}the deficit is{?still} {chance} to {verb} {of} {by} {month}" },
    { CHANCE, "{?lead}the deficit {adverb}{?still} {verbs} {of} {by} {month}" },
    { CHANCE, "{?lead}the deficit {adverb}{?still} {verbs} {of} {by} {year}" },
    { CHANCE, "{?lead}the deficit is{?still} {chance} to {verb} {of} {by} {year}" },
    { CHANCE | FREE, "the deficit is{?still} {chance} to {verb} {of} {by} {month}" },
    { EITHER_WAY,
      "{?lead}it could go either way whether the deficit{?still} exceeds {of} in {month}" },
    { EITHER_WAY, "{?lead}a deficit{?still} above {of} in {month} could go either way" },
    { EITHER_WAY, "{?lead}a deficit{?still} above {of} in {year} could go either way" },
    { EITHER_WAY | FREE,
      "it could go either way whether the deficit{?still} exceeds {of} in {month}" },
    { CENTRAL, "{?lead}the central forecast is {level} by {end month}" },
    { MOVES, "{?lead}{trend} by {end month}, central forecast {level}" },
    { TREND, "{?lead}{trend} by {end month}" },
    { TREND, "{?lead}{trend} by {end year}" },
    { CENTRAL | FREE, "the central forecast is {level} by {end month}" },
    { MOVES | FREE, "{trend} by {end month}, central forecast {level}" },
    { TREND | FREE, "{trend} by {end month}" },
    { TREND | FREE, "{trend} by {end year}" },
    { LED, "{lead}the central forecast is {level} by {end month}" },
    { LED, "{lead}{position} by {end year}, central forecast {level}" },
    { LED, "{?role}cumulative {position} by {end year}, central forecast {level}" },
    { FREE, "cumulative {position} by {end year}: central forecast {level}" },
};

static bool
begins_with(const char *text, const char *beginning)
{
    return strncasecmp(text, beginning, strlen(beginning)) == 0;
}

/* Which scenario the title is of, with what joins it to the sentence: "Without action, ", "Plan B:
 * "; "" when nothing needs saying. */
static struct words
lead_of(const struct fan *fan)
{
    const char *label = fan->scenario;
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

/* The noun of a label of two words: "Usable reserves" -> "reserves"; "" for other labels. */
static struct words
noun_of(const char *label)
{
    const struct words within = words_within(label);
    const char *space = strchr(within.text, ' ');
    return words_say("%s", words_length(label) == 2 && space != NULL && within.text[0] != label[0]
                               ? space + 1
                               : "");
}

static const struct fan_year *
year_of_greatest_chance(const struct fan *fan)
{
    const struct fan_year *greatest = &fan->year[0];
    for (size_t i = 1; i < fan->n_year; i++)
        if (fan->year[i].chance >= greatest->chance)
            greatest = &fan->year[i];
    return greatest;
}

/* What the chances say of the threshold, and in which year. */
struct finding {
    enum chance_class chance;
    bool still;
    const char *verb, *verbs, *by;
    int fy;
};

static struct finding
exceeds(const struct fan_year *year, bool still)
{
    return (struct finding){ class_of(year), still, "exceed", "exceeds", "in", year->fy };
}

static struct finding
finding_when_below(const struct fan *fan, bool known_below)
{
    for (size_t i = 0; i < fan->n_year; i++) {
        const struct fan_year *year = &fan->year[i];
        if (class_of(year) > CHANCE_EITHER_WAY)
            return (struct finding){ class_of(year),
                                     false,
                                     known_below ? "pass" : "exceed",
                                     known_below ? "passes" : "exceeds",
                                     "by",
                                     year->fy };
    }
    return exceeds(year_of_greatest_chance(fan), false);
}

static struct finding
finding_when_above(const struct fan *fan)
{
    if (class_of(fan_last_year(fan)) >= CHANCE_EITHER_WAY)
        return exceeds(fan_last_year(fan), true);
    size_t i = fan->n_year - 1;
    while (i > 0 && class_of(&fan->year[i - 1]) < CHANCE_EITHER_WAY)
        i--;
    const struct fan_year *year = &fan->year[i];
    const enum chance_class falls = words_chance_class(1.0 - year->chance, year->chance_se);
    return (struct finding){ falls, false, "fall below", "falls below", "by", year->fy };
}

/* For the shorter verb: "likely passes"; "" where the word is no adverb. */
static const char *
adverb_of(enum chance_class chance)
{
    static const char *const adverb[] = {
        [CHANCE_MORE_LIKELY] = "more likely than not",
        [CHANCE_LIKELY] = "likely",
        [CHANCE_VERY_LIKELY] = "very likely",
        [CHANCE_OVER_99] = "almost certainly",
    };
    return chance < CHANCE_MORE_LIKELY ? "" : adverb[chance];
}

static unsigned
say_finding(const struct finding *finding, struct slots *slots)
{
    slots_set(slots, "still", "%s", finding->still ? " still" : "");
    slots_set(slots, "chance", "%s", words_chance_word(finding->chance));
    slots_set(slots, "adverb", "%s", adverb_of(finding->chance));
    slots_set(slots, "verb", "%s", finding->verb);
    slots_set(slots, "verbs", "%s", finding->verbs);
    slots_set(slots, "by", "%s", finding->by);
    slots_set(slots, "month", "%s", words_year_end_month(finding->fy).text);
    slots_set(slots, "year", "%d", finding->fy + 1);
    return finding->chance == CHANCE_EITHER_WAY ? EITHER_WAY : CHANCE;
}

/* What the last year's range says of a deficit that falls away, or NULL. */
static const char *
surplus_of(const struct fan *fan)
{
    const struct fan_year *last = fan_last_year(fan);
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
    const struct fan_outturn *now = fan_last_outturn(fan);
    const struct fan_year *last = fan_last_year(fan);
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

/* That the deficit stays below the threshold says little when it falls anyway; that it becomes a
 * surplus says more than that it falls below one. */
static bool
trend_says_more(const struct fan *fan, bool above)
{
    const struct fan_outturn *now = fan_last_outturn(fan);
    if (now == NULL || now->deficit_gbp_m <= 0.0 || trend_of(fan) == NULL)
        return false;
    const struct fan_year *last = fan_last_year(fan);
    return above ? last->p50 < 0.0 && class_of(last) < CHANCE_EITHER_WAY
                 : last->p75 < now->deficit_gbp_m &&
                       class_of(year_of_greatest_chance(fan)) < CHANCE_EITHER_WAY;
}

static unsigned
say_trend(const struct fan *fan, struct slots *slots)
{
    const char *trend = trend_of(fan);
    if (trend == NULL)
        return 0;
    slots_set(slots, "trend", "%s", trend);
    return TREND | (strcmp(trend, "the central forecast is a surplus") == 0 ? CENTRAL : MOVES);
}

/* Which scenario, and the neutral finding. */
static unsigned
say_setting(const struct fan *fan, struct slots *slots)
{
    const struct words lead = lead_of(fan), level = words_deficit(fan_last_year(fan)->p50);
    slots_set(slots, "lead", "%s", lead.text);
    slots_set(slots, "role", "%s%s", fan->role == FAN_OTHER ? "" : role_of(fan),
              fan->role == FAN_OTHER ? "" : ": ");
    slots_set(slots, "level", "%s", level.text);
    slots_set(slots, "position", "%s", level.text[0] == 'a' ? "position" : "deficit");
    slots_set(slots, "end month", "%s", words_year_end_month(fan_last_year(fan)->fy).text);
    slots_set(slots, "end year", "%d", fan_last_year(fan)->fy + 1);
    return fan->one_of_several && lead.text[0] != '\0' ? LED : FREE;
}

struct words
fan_title(const struct fan *fan)
{
    const struct fan_outturn *now = fan_last_outturn(fan);
    const struct fan_threshold *threshold = fan->n_threshold > 0 ? &fan->threshold[0] : NULL;
    const bool above = threshold != NULL && now != NULL && now->deficit_gbp_m > threshold->gbp_m;
    struct slots slots = { .n = 0 };
    struct words of[3] = { { "" }, { "" }, { "" } };
    unsigned facts = say_setting(fan, &slots);
    if (chances_known(fan) && !trend_says_more(fan, above)) {
        const struct finding finding =
            above ? finding_when_above(fan) : finding_when_below(fan, now != NULL);
        facts |= say_finding(&finding, &slots);
        of[0] = words_within(threshold->label);
        of[1] = noun_of(threshold->label);
        of[2] = words_stated_deficit(threshold->gbp_m);
    } else {
        facts |= say_trend(fan, &slots);
    }
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles), "of", of, 3 }, facts, &slots);
}

/* ---- subtitle, events and text alternative */

void
fan_subtitle(const struct fan *fan, struct text *out)
{
    const struct chart_scale scale = fan_scale(fan);
    text_add(out, "Cumulative Dedicated Schools Grant (DSG) deficit at 31 March, %s, %s",
             words_tick_unit(scale.step, fmax(fabs(scale.low), fabs(scale.high))), fan->area);
    if (fan->scenario[0] != '\0')
        text_add(out, ". %s: %s", role_of(fan), fan->scenario);
    else if (fan->role != FAN_OTHER)
        text_add(out, ". %s", role_of(fan));
}

struct words
fan_event_words(const struct fan_event *event)
{
    struct day day = { 0, 1, 1 };
    bool has_year = false;
    for (const char *at = event->label; *at != '\0'; at++)
        has_year = has_year || strspn(at, "0123456789") == 4;
    const bool readable = words_read_day(event->date, &day);
    const struct words when =
        has_year || !readable ? words_say("%s", "") : words_say(" %s", words_day(day).text);
    return words_say("%.180s%s%s", event->label, when.text,
                     event->hindsight ? " (known later)" : "");
}

/* The outturn between the first and the last that lies furthest outside them; NULL when none does.
 * */
static const struct fan_outturn *
turn_between(const struct fan_outturn *first, const struct fan_outturn *last)
{
    const double low = fmin(first->deficit_gbp_m, last->deficit_gbp_m),
                 high = fmax(first->deficit_gbp_m, last->deficit_gbp_m);
    const struct fan_outturn *turn = NULL;
    double furthest = 0.0;
    for (const struct fan_outturn *at = first + 1; first < last && at < last; at++) {
        const double outside = fmax(at->deficit_gbp_m - high, low - at->deficit_gbp_m);
        const struct words text = words_stated_deficit(at->deficit_gbp_m);
        if (outside > furthest &&
            strcmp(text.text, words_stated_deficit(first->deficit_gbp_m).text) != 0 &&
            strcmp(text.text, words_stated_deficit(last->deficit_gbp_m).text) != 0) {
            turn = at;
            furthest = outside;
        }
    }
    return turn;
}

/* "rose from £10.7m in March 2018", then " to £19.3m in March 2020" */
static void
alt_leg(struct text *out, const struct fan_outturn *from, const struct fan_outturn *to, bool whole)
{
    const bool plain = from->deficit_gbp_m >= 0.0 && to->deficit_gbp_m >= 0.0;
    const char *verb = !plain ? "went" : to->deficit_gbp_m > from->deficit_gbp_m ? "rose" : "fell";
    const struct words begin = plain ? words_stated_deficit(from->deficit_gbp_m)
                                     : words_stated_position(from->deficit_gbp_m),
                       end = plain ? words_stated_deficit(to->deficit_gbp_m)
                                   : words_stated_position(to->deficit_gbp_m);
    text_add(out, "%s", verb);
    if (whole)
        text_add(out, " from %s in %s", begin.text, words_year_end_month(from->fy).text);
    text_add(out, " to %s in %s", end.text, words_year_end_month(to->fy).text);
}

static void
alt_history(const struct fan *fan, struct text *out)
{
    const struct fan_outturn *first = first_outturn(fan), *last = fan_last_outturn(fan);
    if (first == NULL)
        return;
    const struct words from = words_stated_deficit(first->deficit_gbp_m),
                       to = words_stated_deficit(last->deficit_gbp_m);
    const struct words from_month = words_year_end_month(first->fy),
                       to_month = words_year_end_month(last->fy);
    const struct fan_outturn *turn = turn_between(first, last);
    if (first == last) {
        text_add(out, ": it was %s in %s", to.text, to_month.text);
    } else if (turn != NULL) {
        text_add(out, ": it ");
        alt_leg(out, first, turn, true);
        text_add(out, " and ");
        alt_leg(out, turn, last, false);
    } else if (strcmp(from.text, to.text) == 0) {
        text_add(out, ": it was %s in both %s and %s", to.text, from_month.text, to_month.text);
    } else {
        text_add(out, ": it ");
        alt_leg(out, first, last, true);
    }
}

/* How the central line runs against the threshold: its first crossing after the last outturn. */
static void
alt_crossing(const struct fan *fan, struct text *out)
{
    const struct fan_outturn *now = fan_last_outturn(fan);
    const struct fan_threshold *threshold = &fan->threshold[0];
    const bool start_above =
        (now != NULL ? now->deficit_gbp_m : fan->year[0].p50) > threshold->gbp_m;
    const struct words name = words_within(threshold->label),
                       amount = words_stated(threshold->gbp_m);
    for (size_t i = 0; i < fan->n_year; i++) {
        if ((fan->year[i].p50 > threshold->gbp_m) != start_above) {
            text_add(out, " The central forecast %s %s of %s during %s",
                     start_above ? "falls below" : "passes", name.text, amount.text,
                     words_financial_year(fan->year[i].fy).text);
            return;
        }
    }
    text_add(out, " The central forecast stays %s %s of %s throughout",
             start_above ? "above" : "below", name.text, amount.text);
}

/* A few futures are counted: "in 20" would then say more than is known. */
static void
alt_chance(const struct fan *fan, struct text *out)
{
    const struct fan_year *last = fan_last_year(fan);
    const struct words amount = words_stated_deficit(fan->threshold[0].gbp_m),
                       when = words_year_end(last->fy);
    const double n = (double)fan->run.n_simulation;
    if (words_few_futures(fan->run.n_simulation))
        text_add(out, "; the deficit exceeds %s at %s in %.0f of %s", amount.text, when.text,
                 round(last->chance * n), words_futures(fan->run.n_simulation).text);
    else
        text_add(out, "; that the deficit exceeds %s at %s %s", amount.text, when.text,
                 words_chance_says(last->chance, last->chance_se,
                                   words_chance_base(last->chance, last->chance_se))
                     .text);
}

bool
fan_event_drawn(const struct fan *fan, const struct fan_event *event)
{
    struct day day;
    const int first = fan->n_history > 0 ? fan->history[0].fy : fan->year[0].fy;
    return words_read_day(event->date, &day) && words_days_after(first, day) >= 0 &&
           words_days_after(fan_last_year(fan)->fy, day) <= 0;
}

static void
alt_events(const struct fan *fan, struct text *out)
{
    size_t n = 0;
    for (size_t i = 0; i < fan->n_event; i++) {
        if (fan_event_drawn(fan, &fan->event[i]))
            text_add(out, "%s%s", n++ == 0 ? " Dotted lines mark: " : "; ",
                     fan_event_words(&fan->event[i]).text);
    }
    if (n > 0)
        text_add(out, ".");
}

void
fan_alt(const struct fan *fan, struct text *out)
{
    const struct fan_year *last = fan_last_year(fan);
    text_add(out, "Fan chart of the cumulative deficit, %s", fan->area);
    alt_history(fan, out);
    const struct words month = words_year_end_month(last->fy), level = words_deficit(last->p50);
    if (fan->run.n_simulation == 1)
        text_add(out, ". The only simulated future has %s in %s.", level.text, month.text);
    else
        text_add(out,
                 ". The central forecast for %s is %s; the middle half of %s is %s and the likely "
                 "range (9 in 10) %s.",
                 month.text, level.text, words_futures(fan->run.n_simulation).text,
                 words_range(last->p25, last->p75).text, words_range(last->p05, last->p95).text);
    if (fan->n_threshold > 0)
        alt_crossing(fan, out);
    if (chances_known(fan))
        alt_chance(fan, out);
    if (fan->n_threshold > 0)
        text_add(out, ".");
    alt_events(fan, out);
}
