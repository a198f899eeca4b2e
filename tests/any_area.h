/* any_area.h: an invented area of any shape, by its number, for tests of a year of children against
 * the same year told another way: needs and settings from 1 x 1 to 40 x 80; few children or many;
 * chances of 0 and 1, needs and settings that nobody goes to; rates of its own, years with factors
 * on the odds, options' factors on new plans, places.
 *
 *   area_init(&area, number);      two towns, which begin the year alike, and one that is
 *                                  like them in half of its cells
 *   ... area_release(&area); */
#ifndef ANY_AREA_H
#define ANY_AREA_H

#include "people.h"

enum { AREA_TURNOVER, AREA_LEVEL, AREA_OWN_MIX, AREA_N_QUANTITY, AREA_YEAR = 3 };

/* What a year begins with and changes. */
struct town {
    struct people people;
    double *stock;
    struct departures departures;
};
struct area {
    struct arena arena;
    struct dims dims;
    double value[AREA_N_QUANTITY];
    struct rates rates;
    struct leavers leavers;
    struct exits exits;
    struct exit_odds odds;
    struct joiners_in in;
    struct joiners joiners;
    struct pull pull;
    double population[(AREA_YEAR + 1) * N_NCY];
    double *factor; /* [NCY][need], NULL: none */
    double *stock;
    size_t *finite, *host; /* [setting]; [place] */
    size_t n_finite, n_host;
    double *staying;
    struct town town[3];
};

void area_init(struct area *self, uint32_t number);
void area_release(struct area *self);

#endif
