/* options_input.h: what charts 03, 04 and 05 need, taken from the results of all scenarios and from
 * the study of their options. */
#ifndef OPTIONS_INPUT_H
#define OPTIONS_INPUT_H

#include "compare.h"
#include "engine.h"
#include "payback.h"
#include "study.h"
#include "waterfall.h"

struct compare_input {
    struct compare compare; /* points into the rest and into the results */
    struct compare_scenario scenario[COMPARE_SCENARIOS];
};
/* The file's scenarios (as many as the chart shows) at the end of the forecast, with the first
 * threshold, if any. source: for the chart's source line; borrowed like the results. */
void compare_input_init(struct compare_input *self, const struct results *results,
                        const char *source);

struct waterfall_input {
    struct waterfall waterfall;
    struct waterfall_step step[WATERFALL_STEPS];
    char id[128];
};
/* Are there few enough options for one picture? */
bool waterfall_input_has(const struct comparison *comparison);
void waterfall_input_init(struct waterfall_input *self, const struct results *results,
                          const struct comparison *comparison, const char *source);

struct payback_input {
    struct payback payback;
    struct payback_year year[PAYBACK_YEARS];
    char id[256];
};
/* Of one element, or all together (element n_element). Is anything spent? */
bool payback_input_has(const struct comparison *comparison, size_t element);
void payback_input_init(struct payback_input *self, const struct results *results,
                        const struct comparison *comparison, size_t element, const char *source);

#endif
