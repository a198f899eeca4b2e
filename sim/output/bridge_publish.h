/* bridge_publish.h: what `headroom bridge` says and leaves behind, in a folder that appears whole
 * or not at all (folder.h):
 *
 *   bridge.csv        scenario, financial_year, part, gbp_m, running_gbp_m, of_year_gbp_m, note: a
 *                     row for the old figure, one for each part,
 *                     one for the new figure, and the change of the median
 *   bridge_items.csv  the parts that settings and lines have: scenario, financial_year, part, item,
 *                     gbp_m, found_in
 *   bridge.txt        the last year in words
 *   SHA256SUMS, run.json   what was compared, with the SHA-256 of both folders' files and inputs
 *
 * Equal folders, under equal names, give equal bytes. */
#ifndef BRIDGE_PUBLISH_H
#define BRIDGE_PUBLISH_H

#include "bridge.h"
#include "folder.h"
#include "table.h"

/* Tables are released by the caller, also after a failure. */
HR_CHECKED int bridge_table(const struct bridge *bridge, struct table *out, struct hr_err *err);
HR_CHECKED int bridge_items_table(const struct bridge *bridge, struct table *out,
                                  struct hr_err *err);

/* The last year that both forecast, of each pair of scenarios, and what has no partner; owned by
 * the caller (free). */
HR_CHECKED int bridge_text(const struct bridge *bridge, char **text, size_t *size,
                           struct hr_err *err);

/* Writes all files and makes the folder appear. */
HR_CHECKED int bridge_publish(const struct bridge *bridge, struct folder *folder,
                              struct hr_err *err);

#endif
