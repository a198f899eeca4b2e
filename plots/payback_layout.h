/* payback_layout.h: what the files of chart 05 share; payback.h is what callers want. */
#ifndef PAYBACK_LAYOUT_H
#define PAYBACK_LAYOUT_H

#include "chart_bands.h"
#include "marks.h"
#include "payback.h"

/* ---- words (payback_words.c) */

const struct payback_year *payback_last_year(const struct payback *payback);
/* unit: that of the money axis */
void payback_subtitle(const struct payback *payback, const char *unit, struct text *out);
void payback_note(const struct payback *payback, struct chart_draft *draft);
void payback_alt(const struct payback *payback, struct text *out);

/* ---- the picture (payback.c) */

struct payback_layout {
    const struct payback *payback;
    struct svg *svg;
    struct chart_scale scale;
    struct chart_years years;
    struct marks marks;
    struct chart_bands bands;
    struct chart_ends ends;
    double left, right, row0, top, bottom;
};
double payback_x(const struct payback_layout *self, size_t year);

/* The chance year by year, below the plot (payback_strip.c). */
void payback_strip(const struct payback_layout *self);
/* The name of the zero line, where the picture is empty, or else where it hides least
 * (payback_strip.c). */
void payback_name_zero(const struct payback_layout *self);

#endif
