/* compare_layout.h: what the files of chart 03 share; compare.h is what callers want. */
#ifndef COMPARE_LAYOUT_H
#define COMPARE_LAYOUT_H

#include "compare.h"

/* ---- facts (compare_words.c) */

/* Of every scenario, and of a threshold. */
bool compare_has_chances(const struct compare *compare);
bool compare_has_threshold(const struct compare *compare);
bool compare_change_known(const struct compare_scenario *scenario);
/* NULL where no money is received. */
const struct compare_parts *compare_parts_of(const struct compare *compare,
                                             const struct compare_scenario *scenario);
bool compare_does_nothing(const struct compare_parts *parts);

/* Rows of the page: the first scenario, and its part of the others. */
size_t compare_n_row(const struct compare *compare);
const struct compare_scenario *compare_row(const struct compare *compare, size_t row);

/* ---- words (compare_words.c) */

struct words compare_chance(const struct compare *compare, const struct compare_scenario *scenario);
/* "£34m lower"; where the first scenario's is a surplus too: "surplus £34m higher". */
struct words compare_change(const struct compare *compare, const struct compare_scenario *scenario);
/* Its likely range; or its two parts, which a short one leaves half out. */
struct words compare_detail(const struct compare *compare, const struct compare_scenario *scenario,
                            bool brief);
/* unit: that of the money axis */
void compare_subtitle(const struct compare *compare, const char *unit, struct text *out);
void compare_alt(const struct compare *compare, struct text *out);

#endif
