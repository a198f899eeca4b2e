/* title.h: titles that follow from numbers: rows of templates, from the fullest wording to the
 * shortest, of which the first that fits is used.
 *
 *   static const struct title_row rows[] = {
 *       { LIKELY, "{name}: {chance} to have paid for itself by {month}" },
 *       { LIKELY, "{name}: {chance} to pay back by {year}" },
 *       { 0,      "Net saving by {year}" },
 *   };
 *   return title_choose(&(struct title_rows){ TITLE_ROWS(rows) }, LIKELY, &slots); */
#ifndef TITLE_H
#define TITLE_H

#include "text.h"
#include "words.h"

struct title_row {
    unsigned when;        /* facts, bit by bit, that must all hold */
    const char *template; /* as in words_fill; a row whose slot is empty is passed over, but {?slot}
                             may be */
};
struct title_rows {
    const struct title_row *row;
    size_t n;
    /* Ways to fill one more slot, each tried in a row that has it before the next row is. */
    const char *slot; /* its name; NULL where there is none */
    const struct words *way;
    size_t n_way;
};
#define TITLE_ROWS(rows) .row = (rows), .n = sizeof(rows) / sizeof *(rows)
/* The first that has at most 15 words and two lines, begun with a capital; when none has, the last
 * whose facts hold. */
struct words title_choose(const struct title_rows *rows, unsigned facts, struct slots *slots);
/* "Name: finding" when that has at most 15 words, else the finding, begun with a capital. */
struct words title_named(const char *name, const char *finding);

/* Which scenario a title is of. Text is borrowed. */
struct title_of {
    const char *scenario; /* its label; "" for none */
    const char *role;     /* "Unmitigated", "Mitigated"; "" for neither */
    bool one_of_several;  /* then a title must not leave out which one it speaks of */
};
/* Sets two slots that may begin a title, the fuller first: {?lead} "With no action, " and {?role}
 * "Unmitigated: "; both are "" where there is one scenario. */
void title_lead(const struct title_of *of, struct slots *slots);
/* Adds to a subtitle ". Unmitigated: No action"; nothing where the scenario has no label. */
void title_tail(const struct title_of *of, struct text *out);

/* A scenario's label as a condition in a sentence: "with all four options", "without action",
 * "under 'Plan B'". */
struct words title_condition(const char *label);
/* A label inside a sentence, its first letter small unless it begins an abbreviation or England:
 * "cumulative Dedicated Schools Grant deficit". */
struct words title_within(const char *label);
/* The same of a measure of a deficit; where it is a surplus, its last word says so: "cumulative
 * Dedicated Schools Grant surplus". */
struct words title_measure(const char *measure, bool surplus);
/* "one" to "twelve", then figures. */
struct words title_number(size_t n);

#endif
