/* The fan's title, computed from its numbers so that it cannot contradict them.
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
 * Without a threshold, the range of the last year against the last outturn decides (p05
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

static enum chance_class
class_of(const struct fan_year *year)
{
    return words_chance_class(year->chance, year->chance_se);
}

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
    { LED, "{lead}the {forecast} is {level} by {end month}" },
    { LED, "{lead}the {forecast} is {level} by {end year}" },
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

/* Where the deficit goes, by the range of the last year, and whether its average goes the same way:
 * a long tail may take it the other. */
struct trend {
    const char *words; /* NULL: nothing is notable */
    bool average_too;
};
static const char average_is_a_surplus[] = "the central forecast is a surplus";

static struct trend
falls_away(const struct fan_year *last)
{
    const bool surplus = last->mean < 0.0;
    if (last->p75 < 0.0)
        return (struct trend){ last->p95 < 0.0 ? "the deficit is very likely to become a surplus"
                                               : "the deficit is likely to become a surplus",
                               surplus };
    return (struct trend){ surplus ? average_is_a_surplus : NULL, surplus };
}

static struct trend
trend_of_surplus(const struct fan_year *last, double level)
{
    if (last->p05 > 0.0 && level < 0.0)
        return (struct trend){ "the surplus is very likely to become a deficit", last->mean > 0.0 };
    if (last->p95 < 0.0 && level < 0.0)
        return (struct trend){ "the surplus is very likely to last", last->mean < 0.0 };
    return (struct trend){ NULL, false };
}

static struct trend
trend_of(const struct fan *fan)
{
    const struct fan_outturn *now = fan_last_outturn(fan);
    const struct fan_year *last = fan_last_year(fan);
    if (now == NULL)
        return (struct trend){ NULL, false };
    const double level = now->deficit_gbp_m;
    if (level <= 0.0)
        return trend_of_surplus(last, level);
    if (falls_away(last).words != NULL)
        return falls_away(last);
    if (last->p25 > level)
        return (struct trend){ last->p05 > level ? "the deficit is very likely to grow"
                                                 : "the deficit is likely to grow",
                               last->mean > level };
    if (last->p75 < level)
        return (struct trend){ last->p95 < level ? "the deficit is very likely to shrink"
                                                 : "the deficit is likely to shrink",
                               last->mean < level };
    return (struct trend){ NULL, false };
}

/* That the deficit stays below the threshold says little when it falls anyway; that it becomes a
 * surplus says more than that it falls below one. */
static bool
trend_says_more(const struct fan *fan, bool above)
{
    const struct fan_outturn *now = fan_last_outturn(fan);
    if (now == NULL || now->deficit_gbp_m <= 0.0 || trend_of(fan).words == NULL)
        return false;
    const struct fan_year *last = fan_last_year(fan);
    return above ? falls_away(last).words != NULL && class_of(last) < CHANCE_EITHER_WAY
                 : last->p75 < now->deficit_gbp_m &&
                       class_of(year_of_greatest_chance(fan)) < CHANCE_EITHER_WAY;
}

static unsigned
say_trend(const struct fan *fan, struct slots *slots)
{
    const struct trend trend = trend_of(fan);
    if (trend.words == NULL)
        return 0;
    slots_set(slots, "trend", "%s", trend.words);
    return trend.words == average_is_a_surplus ? TREND | CENTRAL
           : trend.average_too                 ? TREND | MOVES
                                               : TREND;
}

/* Which scenario, and the neutral finding. */
static unsigned
say_setting(const struct fan *fan, struct slots *slots)
{
    const struct words lead = lead_of(fan), level = words_deficit(fan_last_year(fan)->mean);
    slots_set(slots, "lead", "%s", lead.text);
    slots_set(slots, "role", "%s%s", fan->role == FAN_OTHER ? "" : fan_role_name(fan),
              fan->role == FAN_OTHER ? "" : ": ");
    slots_set(slots, "level", "%s", level.text);
    slots_set(slots, "position", "%s", level.text[0] == 'a' ? "position" : "deficit");
    slots_set(slots, "forecast", "%s",
              level.text[0] == 'a' ? "central forecast" : "central forecast deficit");
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
    if (fan_chances_known(fan) && !trend_says_more(fan, above)) {
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
