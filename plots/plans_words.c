/* Facts about the chart of plans, and its title, subtitle, note and text alternative. */
#include "plans_layout.h"

#include "fraction.h"
#include "title.h"

#include <math.h>

const struct plans_year *
plans_last_known(const struct plans_chart *plans)
{
    size_t n = 0;
    while (n + 1 < plans->n_year && plans->year[n + 1].known)
        n++;
    return &plans->year[n];
}

const struct plans_year *
plans_last_year(const struct plans_chart *plans)
{
    return &plans->year[plans->n_year - 1];
}

bool
plans_has_rates(const struct plans_chart *plans)
{
    return isfinite(plans_last_known(plans)->rate_mean) &&
           isfinite(plans_last_year(plans)->rate_mean);
}

struct words
plans_rate(double rate)
{
    return words_say("%.1f", rate);
}

/* "about a fifth above", "level with", of a rate and another area's. */
static struct words
level_words(double own, double other)
{
    const double off = own / other - 1.0;
    const struct words fraction = fraction_of(fabs(off)), times = fraction_times(own / other);
    if (fabs(off) < 0.05)
        return words_say("level with");
    if (times.text[0] != '\0')
        return words_say("%s that of", times.text);
    return words_say("%s%s", fraction.text[0] == '\0' ? "a little" : fraction.text,
                     off > 0.0 ? " above" : " below");
}

/* This area's rate in the January of the first comparator; NAN: not known. */
static double
own_rate(const struct plans_chart *plans)
{
    double rate = (double)NAN;
    for (size_t i = 0; plans->n_comparator > 0 && i < plans->n_year; i++)
        if (plans->year[i].known && plans->year[i].census == plans->comparator[0].census)
            rate = plans->year[i].rate_mean;
    return rate;
}

enum { COMPARED = 1, GROWS = 2, RATED = 4 };
static const struct title_row title_rows[] = {
    { COMPARED | GROWS, "plans per head: {level} {name} in {census}, forecast {amount} by {year}" },
    { COMPARED, "plans per 1,000 young people were {level} {name} in {census}" },
    { COMPARED, "plans per head: {level} {name} in {census}" },
    { GROWS | RATED, "plans per 1,000 young people are forecast to {growth} by {year}" },
    { GROWS, "the number of plans is forecast to {growth} by {year}" },
    { RATED, "plans in total and per 1,000 young people, January {first} to {year}" },
    { 0, "plans in total, January {first} to {year}" },
};

/* What the whole likely range says of the way from now on; "" where it does not say. */
static struct words
sure_growth(double now, double p05, double mean, double p95)
{
    return now > 0.0 && (p05 > now || p95 < now) ? fraction_growth(mean / now)
                                                 : words_say("%s", "");
}

/* "about two thirds more", "about twice as many"; "" where the likely range does not say. */
static struct words
amount_words(const struct plans_year *now, const struct plans_year *then)
{
    const double ratio = then->rate_mean / now->rate_mean;
    const struct words times = fraction_times(ratio), part = fraction_of(fabs(ratio - 1.0));
    if (!(then->rate_p05 > now->rate_mean || then->rate_p95 < now->rate_mean))
        return words_say("%s", "");
    if (times.text[0] != '\0')
        return words_say("%s as many", times.text);
    return part.text[0] == '\0' ? part
                                : words_say("%s %s", part.text, ratio > 1.0 ? "more" : "fewer");
}

struct words
plans_chart_title(const struct plans_chart *plans)
{
    const struct plans_year *now = plans_last_known(plans), *then = plans_last_year(plans);
    const double own = own_rate(plans);
    const bool rated = plans_has_rates(plans), compared = rated && isfinite(own) && own > 0.0;
    const struct words growth =
        rated ? sure_growth(now->rate_mean, then->rate_p05, then->rate_mean, then->rate_p95)
              : sure_growth(now->mean, then->p05, then->mean, then->p95);
    struct slots slots = { .n = 0 };
    slots_set(&slots, "growth", "%s", growth.text);
    slots_set(&slots, "amount", "%s", compared ? amount_words(now, then).text : "");
    slots_set(&slots, "first", "%d", now->census);
    slots_set(&slots, "year", "%d", then->census);
    slots_set(&slots, "level", "%s",
              compared ? level_words(own, plans->comparator[0].rate).text : "");
    slots_set(&slots, "name", "%.60s", compared ? plans->comparator[0].name : "");
    slots_set(&slots, "census", "%d", compared ? plans->comparator[0].census : 0);
    return title_choose(&(struct title_rows){ TITLE_ROWS(title_rows) },
                        (compared ? COMPARED : 0u) | GROWS | (rated ? RATED : 0u), &slots);
}

void
plans_subtitle(const struct plans_chart *plans, struct text *out)
{
    text_add(out,
             "Children and young people with an education, health and care (EHC) plan, January "
             "each year, %s",
             plans->area);
    if (plans->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", plans->scenario);
}

static struct words
january(int census)
{
    return words_say("January %d", census);
}

struct published_marks
plans_published(const struct plans_chart *plans)
{
    return (struct published_marks){ plans->published, plans->n_published, chart_count, january };
}

/* Those drawn; where is not set. */
struct chart_years
plans_years_drawn(const struct plans_chart *plans)
{
    return (struct chart_years){ .first = plans->year[0].census,
                                 .last = plans_last_year(plans)->census,
                                 .census = true };
}

static void
alt_rates(const struct plans_chart *plans, struct text *out)
{
    const struct plans_year *now = plans_last_known(plans), *then = plans_last_year(plans);
    text_add(out, " Per 1,000 people aged 0 to 25: %s in January %d, then %s (%s to %s)",
             plans_rate(now->rate_mean).text, now->census, plans_rate(then->rate_mean).text,
             plans_rate(then->rate_p05).text, plans_rate(then->rate_p95).text);
    for (size_t i = 0; i < plans->n_comparator; i++)
        text_add(out, "; %s %s in January %d", plans->comparator[i].name,
                 plans_rate(plans->comparator[i].rate).text, plans->comparator[i].census);
    text_add(out, ".");
}

void
plans_alt(const struct plans_chart *plans, struct text *out)
{
    const struct plans_year *now = plans_last_known(plans), *then = plans_last_year(plans);
    const struct published_marks marks = plans_published(plans);
    const struct chart_years years = plans_years_drawn(plans);
    text_add(
        out,
        "Line of plans in %s, with the range of the forecast: %s in January %d and, on average "
        "over %s, %s in January %d (likely range, 9 in 10, %s; middle half %s).",
        plans->area, chart_count(now->mean).text, now->census,
        words_futures(plans->run.n_simulation).text, chart_count(then->mean).text, then->census,
        chart_count_range(then->p05, then->p95).text, chart_count_range(then->p25, then->p75).text);
    if (plans_has_rates(plans))
        alt_rates(plans, out);
    published_alt(&marks, &years, out);
}

void
plans_note(const struct plans_chart *plans, struct chart_draft *draft)
{
    text_add(&draft->note,
             "Dashed: the average of the simulated futures. Bands: the likely range, 9 in 10 of "
             "them, from low to high end, and the middle half.");
    if (plans_has_rates(plans))
        text_add(&draft->note, " In brackets and thin: the likely range. Population: aged 0 to 25, "
                               "of the mid-year before.");
    chart_note_rough(draft, plans->run.n_simulation);
}
