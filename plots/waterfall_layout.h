/* waterfall_layout.h: what the files of chart 04 share; waterfall.h is what callers want. */
#ifndef WATERFALL_LAYOUT_H
#define WATERFALL_LAYOUT_H

#include "waterfall.h"

/* ---- facts (waterfall_words.c) */

/* Of a range that is not known, its mean alone is. */
bool waterfall_nil(const struct waterfall_amount *amount);
const char *waterfall_label(const struct waterfall_step *step);
/* NULL where there is no such step or it does nothing. */
const struct waterfall_step *waterfall_step_of(const struct waterfall *waterfall,
                                               enum waterfall_kind kind);
/* What the options do together. */
const struct waterfall_amount *waterfall_acted(const struct waterfall *waterfall);
/* Is it a surplus from the first bar to the last? */
bool waterfall_of_surplus(const struct waterfall *waterfall);

/* The steps that have a row. */
enum { WATERFALL_ROWS = WATERFALL_OPTIONS + 2 };
struct waterfall_shown {
    struct waterfall_step step[WATERFALL_ROWS];
    size_t n;
    struct words others; /* their label, which a step borrows */
};
void waterfall_show(const struct waterfall *waterfall, struct waterfall_shown *out);

/* ---- words (waterfall_words.c) */

/* "£34m lower", "adds £5.0m": of the deficit, or of the surplus. */
struct words waterfall_effect(const struct waterfall *waterfall,
                              const struct waterfall_amount *effect);
/* Its range; "" where there is none. */
struct words waterfall_range(const struct waterfall *waterfall,
                             const struct waterfall_amount *effect);
/* unit: that of the money axis */
void waterfall_subtitle(const struct waterfall *waterfall, const char *unit, struct text *out);
void waterfall_alt(const struct waterfall *waterfall, struct text *out);
void waterfall_note(const struct waterfall *waterfall, struct chart_draft *draft);

/* ---- the picture (waterfall_bars.c) */

void waterfall_picture(const struct waterfall *waterfall, struct chart_draft *draft);

#endif
