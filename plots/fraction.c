#include "fraction.h"

#include "title.h"

#include <math.h>

struct fraction {
    double value;
    const char *name;
    bool only_near; /* said only of what is within `near` of it: people say "nearly three quarters",
                       not "over seven tenths" */
};

static const struct fraction fractions[] = {
    { 0.1, "a tenth", false },          { 1.0 / 8.0, "an eighth", false },
    { 1.0 / 6.0, "a sixth", false },    { 0.2, "a fifth", false },
    { 0.25, "a quarter", false },       { 0.3, "three tenths", true },
    { 1.0 / 3.0, "a third", false },    { 0.4, "two fifths", false },
    { 0.5, "a half", false },           { 0.6, "three fifths", false },
    { 2.0 / 3.0, "two thirds", false }, { 0.7, "seven tenths", true },
    { 0.75, "three quarters", false },  { 0.8, "four fifths", false },
    { 0.9, "nine tenths", false },      { 1.0, "all", true },
};
enum { N_FRACTION = sizeof fractions / sizeof fractions[0] };

static const double near = 0.015, least = 0.08;

/* "about", "nearly" or "over". */
static const char *
side_of(double x, double value, double within)
{
    return fabs(x - value) <= within + 1e-9 ? "about" : x < value ? "nearly" : "over";
}

static const struct fraction *
nearest(double share)
{
    const struct fraction *best = &fractions[0];
    for (size_t i = 0; i < N_FRACTION; i++) {
        const double off = fabs(share - fractions[i].value);
        if (off < fabs(share - best->value) && (!fractions[i].only_near || off <= near))
            best = &fractions[i];
    }
    return best;
}

struct words
fraction_of(double share)
{
    if (!(share >= least && share <= 1.0))
        return words_say("%s", "");
    const struct fraction *is = nearest(share);
    if (is->value == 1.0)
        return words_say("%s", share < 1.0 ? "nearly all" : "all");
    return words_say("%s %s", side_of(share, is->value, near), is->name);
}

/* The nearest multiple that people say: 2, 2.5, 3 and whole numbers. */
static double
multiple(double ratio)
{
    return ratio < 2.25 ? 2.0 : ratio < 2.75 ? 2.5 : ratio < 10.5 ? round(ratio) : 10.0;
}

static const char *
side_of_multiple(double ratio)
{
    const double value = multiple(ratio);
    return side_of(ratio, value, value < 3.0 ? 0.05 : 0.1);
}

struct words
fraction_times(double ratio)
{
    const double value = multiple(ratio);
    if (!(ratio >= 1.95 && isfinite(ratio)))
        return words_say("%s", "");
    if (value == 2.0)
        return words_say("%s twice", side_of_multiple(ratio));
    return words_say("%s %s times", side_of_multiple(ratio),
                     value == 2.5 ? "two and a half" : title_number((size_t)value).text);
}

struct words
fraction_growth(double ratio)
{
    const double change = ratio - 1.0;
    if (!(fabs(change) >= least && ratio >= 0.0 && isfinite(ratio)))
        return words_say("%s", "");
    if (ratio >= 1.95)
        return ratio > 2.05 && ratio < 2.75 ? words_say("%s", "more than double")
               : ratio < 2.75               ? words_say("%s double", side_of_multiple(ratio))
                                            : words_say("grow %s %sfold", side_of_multiple(ratio),
                                                        title_number((size_t)multiple(ratio)).text);
    if (ratio <= 0.05)
        return words_say("%s", "fall by over nine tenths");
    return words_say("%s by %s", change > 0.0 ? "grow" : "fall", fraction_of(fabs(change)).text);
}
