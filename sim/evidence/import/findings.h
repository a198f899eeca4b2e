/* findings.h: places where something was seen, gathered to be told in one sentence, the worst
 * first. */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "evidence.h"

struct finding {
    double weight; /* how much it matters: larger is told first */
    char text[160];
};

struct findings {         /* from { 0 } */
    struct finding *item; /* owned */
    size_t n, capacity;
};

HR_CHECKED int findings_add(struct findings *self, struct hr_err *err, double weight,
                            const char *fmt, ...) HR_PRINTF(4, 5);
/* Makes them one remark, "OPENING: a; b; c; and 12 more", those of equal weight in the order of
 * finding; nothing found, nothing said. Hands on a failure of finding them (ret). Releases the
 * findings. */
HR_CHECKED int findings_say(struct findings *self, int ret, const char *opening,
                            struct evidence *to, struct hr_err *err);
void findings_release(struct findings *self);

#endif
