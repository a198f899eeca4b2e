/* areas_campaign.h: what is said of many areas together, in sentences: at the end of a run, in
 * summary.json and in campaign.txt, a page of figures that may be quoted, each with what it is, its
 * year, average, range, method, source and run. Children come before money. Where an area's figures
 * are marked (example.h), so is what rests on them. */
#ifndef AREAS_CAMPAIGN_H
#define AREAS_CAMPAIGN_H

#include "areas_sums.h"
#include "words.h"

struct areas_sentence {
    char text[2048];
};

/* "EXAMPLE MONEY: " before what rests on the money of the areas, or "". */
struct words areas_mark(const struct areas_sums *sums);
/* "91 areas together": how many there are. */
struct words areas_who(const struct areas_sums *sums);
/* The deficit of all at the end. */
struct areas_sentence areas_finding(const struct areas_sums *sums, size_t slot);
/* How many are left out of the list, and where that is said; "" none. */
struct areas_sentence areas_left_sentence(const struct areas_sums *sums);

/* Owned by the caller (free). */
HR_CHECKED int areas_campaign(const struct areas_sums *sums, char **text, struct hr_err *err);
HR_CHECKED int areas_summary(const struct areas_sums *sums, char **text, struct hr_err *err);

#endif
