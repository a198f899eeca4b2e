/* each.h: scenarios that nobody has to write: every option of the file alone on top of the first
 * scenario ("only-ID"), and every option of each mitigated scenario left out of it in turn
 * ("without-ID", or "without-ID-SCENARIO" where several are mitigated). */
#ifndef EACH_H
#define EACH_H

#include "scenario.h"

/* Appends them to inputs.scenario, with role "other". HR_ESCENARIO when the file has no options or
 * there would be too many. */
HR_CHECKED int scenario_add_each(struct scenario *self, struct hr_err *err);

#endif
