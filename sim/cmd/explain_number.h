/* explain_number.h: one number of a run's folder: what it is, its values by scenario and year, and
 * what it is made of. */
#ifndef EXPLAIN_NUMBER_H
#define EXPLAIN_NUMBER_H

#include "err.h"

#include <stdbool.h>

/* What a measure is ("deficit", "plans.special"), what adds up to it and in which files it stands,
 * to stdout. False when no measure has the name. */
bool explain_measure(const char *name);
/* A measure of the run in folder dir, or a number of its scenario ("prices.special.topup_gbp"), to
 * stdout. HR_EUSAGE with the nearest name when it is neither. */
HR_CHECKED int explain_number(const char *dir, const char *name, struct hr_err *err);

#endif
