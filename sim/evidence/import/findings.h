/* findings.h: places where something was seen, gathered to be named in one sentence, the worst
 * first. */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "evidence.h"

#include <stdbool.h>

struct finding {
    double weight; /* how much it matters: larger is named first */
    char text[160];
};

struct findings {         /* from { 0 } */
    struct finding *item; /* owned */
    size_t n;
    bool failed; /* memory ran out */
};

void findings_add(struct findings *self, double weight, const char *fmt, ...) HR_PRINTF(3, 4);
/* Makes them one remark, "OPENING: a; b; c; and 12 more", those of equal weight in the order of
 * finding; nothing found, nothing said. Releases the findings. */
HR_CHECKED int findings_say(struct findings *self, const char *opening, struct evidence *to,
                            struct hr_err *err);
void findings_release(struct findings *self);

#endif
