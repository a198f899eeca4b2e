/* drivers_json.h: "drivers" of summary.json: for each scenario of the file the sentence on the five
 * numbers that matter most, and the DRIVERS_SHOWN largest rows of drivers.csv. */
#ifndef DRIVERS_JSON_H
#define DRIVERS_JSON_H

#include "drivers.h"
#include "json_build.h"

void drivers_json(struct json_build *b, json_t *parent, const struct drivers *drivers);

#endif
