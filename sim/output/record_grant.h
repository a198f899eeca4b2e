/* record_grant.h: what the grant follows in the run record: formula, limits, flat cash, academy
 * places, each only where the scenario has it. Part of record_settings.c. */
#ifndef RECORD_GRANT_H
#define RECORD_GRANT_H

#include "inputs.h"
#include "json_build.h"

void record_grant_rules(struct json_build *b, json_t *grant, const struct inputs *in);

#endif
