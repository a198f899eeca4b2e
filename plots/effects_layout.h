/* effects_layout.h: what the files of chart 15 share; effects.h is what callers want. */
#ifndef EFFECTS_LAYOUT_H
#define EFFECTS_LAYOUT_H

#include "effects.h"

/* ---- facts and words (effects_words.c) */

bool effects_nil(const struct effects_option *option);
bool effects_parts(const struct effects_option *option); /* is it told whether it happens? */
bool effects_has_plans(const struct effects *effects);
size_t effects_n_row(const struct effects *effects);
const struct effects_option *effects_row(const struct effects *effects, size_t row);

/* "£34m lower", "adds £5.0m", "no effect": on the deficit, or on the surplus. */
struct words effects_average(const struct effects *effects, const struct effects_option *option);
/* Its likely range; of one that may not happen, what it does if it happens, the chance of that, and
 * what else: "£5.1m lower in 60 of 100, else none". */
struct words effects_detail(const struct effects *effects, const struct effects_option *option);
/* Of meeting its plan, where options have plans; else of lowering the deficit. */
struct words effects_chance(const struct effects *effects, const struct effects_option *option);
/* unit: that of the money axis */
void effects_subtitle(const struct effects *effects, const char *unit, struct text *out);
void effects_alt(const struct effects *effects, struct text *out);
void effects_note(const struct effects *effects, struct chart_draft *draft);

#endif
