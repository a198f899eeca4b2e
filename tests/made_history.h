/* made_history.h: fourteen years of a made country, by the engine, and what is published of them
 * (made_fit.h). */
#ifndef MADE_HISTORY_H
#define MADE_HISTORY_H

#include "made_fit.h"

enum { MADE_BEGIN = 2016, MADE_YEARS = 14, MADE_ORIGIN = MADE_BEGIN + MADE_YEARS };
/* Plans that go to other authorities, a share of those that can. */
extern const double MADE_OUT;

/* The country before the history: a fit with true numbers in place of what it learnt. Made once. */
struct made_before {
    struct evidence evidence;
    struct fit fit;
    struct people_fit people[MADE_AREAS + 1];
};

const struct made_before *made_before(void);

struct made_history {
    double plans[MADE_YEARS + 1][N_NCY]; /* January MADE_BEGIN + y */
    double joined[MADE_YEARS][N_NCY];    /* calendar MADE_BEGIN + y */
    double level;                        /* of the year after: true joiners.level */
    double growth, shock;                /* likewise; England's */
    double national;                     /* G of the last year */
    double spending[MADE_YEARS + 1];     /* financial year that ends in March MADE_BEGIN + 1 + y */
    double block[MADE_YEARS + 1];        /* likewise; the last is published in advance */
    double price;                        /* of a place-year, the year after the origin's */
};

void made_live(unsigned seed, int area, struct made_history *out);
/* history: [MADE_AREAS + 1], of which [0] is not used. The caller releases the evidence. */
void made_publish(const struct made_history *history, struct evidence *out);

#endif
