/* cost_prices.h: what a place costs by kind of setting, from a joined ledger (cost_ledger.h).
 *
 * Of the last financial year of the ledger, by setting s and fund:
 *
 *   years    place-years: of each child the days that any of its rows there is for (but for
 *            transport), over those of the year; of a row of top-ups, fees or other that names no
 *            child its `children` times its part of the year
 *   price    (top_up + fee + other + health + social_care) / years: pounds a place-year, the whole
 *            price
 *   joint    (health + social_care) / the same sum: what health and social care pay of it
 *   cv       standard deviation over mean of the children's prices a year, each weighted by its
 *            years (models/money/prices.h, c); sd_log: of their logarithms
 *
 * Place funding is told apart and is in no price; transport is the general fund's. Rows without a
 * child and a number of children are in the pounds, not in a price. A price that fewer than
 * COST_FEWEST children make is not written: it would be a fact about them. For the same reason no
 * sum of pounds of fewer children is told (rows not joined, of other years, settings of few), nor a
 * larger one from which it would follow. */
#ifndef COST_PRICES_H
#define COST_PRICES_H

#include "cost_ledger.h"
#include "folder.h"
#include "text.h"

enum { COST_FEWEST = 5 };

struct cost_price {          /* of one kind of setting */
    double children, years;  /* behind the price */
    double gbp[N_COST_FUND]; /* all rows joined */
    double most_gbp;         /* of a child */
    double usual_gbp;        /* geometric mean of the children's prices; NAN: fewer than two */
    bool of_children;        /* some row names a child or says how many */
    double priced_gbp;       /* of the funds in the price, of rows with children */
    double joint_gbp;        /* of those: health and social care */
    double cv, sd_log;       /* NAN: fewer than two children */
};

struct cost_sum { /* of some rows */
    double rows, gbp;
    double children; /* named, each once, and the numbers of rows that name none: */
    double unnamed;
};

struct cost_prices {
    struct cost_price place[N_SEN2_PLACE];
    int fy;
    struct cost_sum joined, not_joined, other_years, all;
    struct cost_sum few;       /* of those joined: at settings of fewer than COST_FEWEST children */
    struct cost_sum moved;     /* paid elsewhere than where the return has the child */
    struct cost_sum uncounted; /* joined, and in no price: of no child, or of no day of the year */
    double untold_children;    /* behind few, not joined and other years where these are not told */
    double unknown_rows;       /* name a setting that is not known */
    double not_in_return;      /* of those joined: children of whom the return knows nothing */
    bool names_children;       /* in rows of the year */
};

HR_CHECKED int cost_prices_init(struct cost_prices *self, const struct cost_ledger *ledger,
                                struct hr_err *err);
/* Is there a price to be written? */
bool cost_is_priced(const struct cost_prices *self, size_t place);
double cost_price_gbp(const struct cost_price *self); /* NAN: none */
/* Are the pounds of so many children told? Of 0 they are of no child that is known. */
bool cost_is_told(double children);
/* Is the kind of setting told by itself? */
bool cost_place_is_told(const struct cost_prices *self, size_t place);

/* Is the price of another size than a place's, £300 to £500,000, or a child's far from those of the
 * others there: over £1,000,000 in the year, or a hundred times what is usual? */
bool cost_is_of_another_size(const struct cost_prices *self, size_t place);

/* prices.csv, the table, in which settings of fewer than COST_FEWEST children stand together; and
 * prices.cfg, a part of a scenario, where there is a price. *part: is it there? */
HR_CHECKED int cost_prices_write(const struct cost_prices *self, struct folder *folder, bool *part,
                                 struct hr_err *err);
/* For import.txt. */
void cost_prices_report(const struct cost_prices *self, const struct cost_ledger *ledger,
                        struct text *out);
/* What of the join is to be known: rows that join nothing, children whom one side does not have. */
HR_CHECKED int cost_prices_remarks(const struct cost_prices *self, const struct cost_ledger *ledger,
                                   struct evidence *to, struct hr_err *err);

#endif
