/* dfe_labels.h: years and ages as DfE's releases write them. */
#ifndef DFE_LABELS_H
#define DFE_LABELS_H

#include <stdbool.h>

/* "201819" -> 2019, the January in the academic year, or, for a calendar year, "2019" -> 2019. 0:
 * neither. */
int dfe_academic_january(const char *text);
int dfe_calendar_year(const char *text);

enum dfe_age { DFE_AGE_KNOWN, DFE_AGE_UNKNOWN, DFE_AGE_FAULT };
/* "age 4", "Aged 4", "under 3" (0 to 2), "age 2 and under", "age 20 and over" (to 25), "unknown",
 * "Age unknown". Ages 0 to 25. */
enum dfe_age dfe_age_of(const char *label, int *from, int *to);

#endif
