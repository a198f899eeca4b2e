/* fan_facts.h: what title and text alternative both ask of a fan; fan.h is what callers want. */
#ifndef FAN_FACTS_H
#define FAN_FACTS_H

#include "fan.h"

const struct fan_outturn *fan_first_outturn(
    const struct fan *fan); /* the first that is known; NULL */
const struct fan_outturn *fan_last_outturn(const struct fan *fan);
const struct fan_year *fan_last_year(const struct fan *fan);
bool fan_chances_known(const struct fan *fan);
enum chance_class fan_class_of(const struct fan_year *year);
const char *fan_role_of(const struct fan *fan); /* "Unmitigated" */

#endif
