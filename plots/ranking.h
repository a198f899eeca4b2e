/* ranking.h: areas one below the other by the deficit of each person who lives there: how do we
 * compare, and how sure is that?
 *
 *   ret = ranking_draw(&ranking, &chart, &err);    (on failure chart is empty)
 *
 * A row an area, the highest average first: likely range, middle half and average of the deficit a
 * head, and the likely range of its rank in the same futures. Areas whose ranks overlap are not
 * told apart by their order. More areas than a picture has room for go on in another: `first` is
 * the place of the first row. The title is computed (ranking_title). Deterministic. All pointers
 * are borrowed for the call. */
#ifndef RANKING_H
#define RANKING_H

#include "bar_rows.h"
#include "title.h"

struct ranking_row {
    const char *area;
    double mean_gbp, p05_gbp, p25_gbp, p75_gbp, p95_gbp; /* a head; a surplus negative */
    double rank_p05, rank_p95;                           /* 1 the highest */
};

struct ranking {
    const char *id; /* "ranking-no-action-1" */
    struct title_of of;
    int fy;                        /* deficits at the 31 March that ends it */
    const struct ranking_row *row; /* mean falling */
    size_t n_row;                  /* 1 to BAR_ROWS */
    size_t first, n_all;           /* from 1; of all pictures together */
    struct chart_run run;
};

/* HR_ERANGE when the input is not as above. */
HR_CHECKED int ranking_draw(const struct ranking *ranking, struct chart *out, struct hr_err *err);
HR_CHECKED int ranking_check(const struct ranking *ranking, struct hr_err *err);
struct words ranking_title(const struct ranking *ranking); /* of a valid one */

#endif
