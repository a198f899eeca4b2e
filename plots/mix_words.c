/* The words of the placement mix, computed from its numbers. */
#include "mix.h"

#include "census_axis.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

const char *
mix_part_name(enum mix_part part)
{
    static const char *const name[MIX_PARTS] = { "Mainstream school",    "SEN unit or resourced",
                                                 "State special school", "Independent special",
                                                 "College, post-16",     "Other and AP" };
    return name[part];
}

const struct mix_year *
mix_last_known(const struct mix *mix)
{
    size_t n = 0;
    while (n + 1 < mix->n_year && mix->year[n + 1].known)
        n++;
    return &mix->year[n];
}

const struct mix_year *
mix_last(const struct mix *mix)
{
    return &mix->year[mix->n_year - 1];
}

struct words
mix_growth(double ratio)
{
    static const struct {
        double most;
        const char *up, *down;
    } step[] = {
        { 0.15, "a tenth", "a tenth" },       { 0.225, "a fifth", "a fifth" },
        { 0.29, "a quarter", "a quarter" },   { 0.37, "a third", "a third" },
        { 0.45, "two fifths", "two fifths" }, { 0.58, "a half", "a half" },
        { 0.71, "two thirds", "two thirds" }, { 0.90, "four fifths", "four fifths" },
    };
    const double change = ratio - 1.0, size = fabs(change);
    if (!(size >= 0.08))
        return words_say("%s", "");
    for (size_t i = 0; i < sizeof step / sizeof step[0]; i++)
        if (size < step[i].most)
            return words_say("%s by about %s", change > 0.0 ? "grow" : "fall",
                             change > 0.0 ? step[i].up : step[i].down);
    if (change < 0.0)
        return words_say("fall by more than nine tenths");
    return ratio < 2.15   ? words_say("about double")
           : ratio < 2.85 ? words_say("more than double")
                          : words_say("grow at least threefold");
}

/* Is the whole likely range on one side of what is known? */
static bool
is_sure(double now, const struct mix_count *then)
{
    return then->p05 > now || then->p95 < now;
}

/* The finding, without the scenario: independent placements when their likely range says which way
 * they go, else all plans. */
static struct words
finding(const struct mix *mix)
{
    const struct mix_year *now = mix_last_known(mix), *then = mix_last(mix);
    const struct mix_count *independent = &then->part[MIX_INDEPENDENT];
    const double before = now->part[MIX_INDEPENDENT].mean, enough = 10.0;
    struct words growth =
        before >= enough ? mix_growth(independent->mean / before) : words_say("%s", "");
    if (growth.text[0] != '\0' && is_sure(before, independent))
        return words_say("Independent placements are forecast to %s by %d", growth.text,
                         then->census);
    growth = mix_growth(then->total.mean / fmax(1.0, now->total.mean));
    if (growth.text[0] != '\0' && is_sure(now->total.mean, &then->total))
        return words_say("The number of plans is forecast to %s by %d", growth.text, then->census);
    return words_say("Where children with a plan are placed, January %d to %d", now->census,
                     then->census);
}

struct words
mix_title(const struct mix *mix)
{
    enum { MOST_WORDS = 15 };
    const struct words found = finding(mix); /* begins with a capital of ours, not with a name's */
    const struct words whole =
        words_say("%s: %c%s", mix->scenario, tolower((unsigned char)found.text[0]), found.text + 1);
    return mix->one_of_several && mix->scenario[0] != '\0' && words_length(whole.text) <= MOST_WORDS
               ? whole
               : found;
}

void
mix_subtitle(const struct mix *mix, struct text *out)
{
    text_add(out,
             "Children and young people with an education, health and care (EHC) plan, by "
             "placement, January each year, %s",
             mix->area);
    if (mix->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", mix->scenario);
}

void
mix_alt(const struct mix *mix, struct text *out)
{
    const struct mix_year *now = mix_last_known(mix), *then = mix_last(mix);
    text_add(out,
             "Stacked bars of children with a plan by placement, %s: %s in January %d and, on "
             "average over %s, %s in January %d (likely "
             "range, 9 in 10, %s).",
             mix->area, count_whole(now->total.mean).text, now->census,
             words_futures(mix->run.n_simulation).text, count_whole(then->total.mean).text,
             then->census, count_range(then->total.p05, then->total.p95).text);
    for (size_t p = 0; p < MIX_PARTS; p++)
        text_add(out, "%s %s: %s, then %s (%s)%s", p == 0 ? " From the bottom," : ";",
                 mix_part_name((enum mix_part)p), count_whole(now->part[p].mean).text,
                 count_whole(then->part[p].mean).text,
                 count_range(then->part[p].p05, then->part[p].p95).text,
                 p + 1 < MIX_PARTS ? "" : ".");
}

void
mix_note(const struct mix *mix, struct text *out)
{
    text_add(out,
             "Forecast bars are averages over all simulated futures, so that parts add up. In "
             "brackets: the likely range of January "
             "%d, 9 in 10 simulated futures. College includes specialist post-16; mainstream "
             "includes early years.",
             mix_last(mix)->census);
    if (words_few_futures(mix->run.n_simulation))
        text_add(out, " %s.", words_sentence_start(words_rough(mix->run.n_simulation).text).text);
}
