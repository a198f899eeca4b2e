/* check_json.h: what `headroom check` says, as one JSON object for other programs. */
#ifndef CHECK_JSON_H
#define CHECK_JSON_H

#include "future.h"
#include "load.h"

#include <stdio.h>

/* area, title, years, scenarios, notes, and the first year of the expected-value run next to the
 * ledger (£ million). */
HR_CHECKED int check_json_print(FILE *out, const struct loaded *loaded,
                                const struct future *expected, struct hr_err *err);

#endif
