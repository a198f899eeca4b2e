/* chart_text.h: the five texts of a chart while they are written, and choosing a title that is
 * short enough.
 *
 *   struct chart_text text;
 *   chart_text_init(&text);
 *   text_add(&text.title, "%s", title.text);   ...
 *   ret = chart_text_take(&text, &chart, err);    (texts pass to the chart)
 *   chart_text_release(&text);                    (in every case) */
#ifndef CHART_TEXT_H
#define CHART_TEXT_H

#include "chart.h"
#include "words.h"

struct chart_text {
    struct text title, subtitle, alt, note, source;
};
void chart_text_init(struct chart_text *self);
void chart_text_release(struct chart_text *self);
HR_CHECKED int chart_text_take(struct chart_text *self, struct chart *out, struct hr_err *err);

/* The first of n titles with at most 15 words and two lines, begun with a capital; the last when
 * none is: let that be short. */
struct words title_first(const struct words *title, size_t n);
/* A scenario's label as a condition in a sentence: "with all four options", "without action",
 * "under 'Plan B'". */
struct words title_condition(const char *label);
/* A label inside a sentence, its first letter small unless it begins an abbreviation: "cumulative
 * Dedicated Schools Grant deficit". */
struct words title_within(const char *label);
/* "one" to "twelve", then figures. */
struct words title_number(size_t n);

#endif
