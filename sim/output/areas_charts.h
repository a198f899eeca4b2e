/* areas_charts.h: charts of many areas, for each scenario that is told:
 *
 *   charts/01_fan_SCENARIO          the cumulative deficit of all areas together
 *   charts/ranking_SCENARIO_PAGE    areas by deficit a head at the end, sixteen on a page */
#ifndef AREAS_CHARTS_H
#define AREAS_CHARTS_H

#include "areas_sums.h"
#include "chart_files.h"
#include "fan.h"
#include "ranking.h"

HR_CHECKED int areas_charts(const struct areas_sums *sums, enum charts charts,
                            struct folder *folder, struct hr_err *err);

/* What they show. Without memory, arena->failed is set. */
void areas_fan_fill(const struct areas_sums *sums, size_t slot, struct arena *arena,
                    struct fan *out);
/* order: of areas_order. */
void areas_ranking_fill(const struct areas_sums *sums, size_t slot, const size_t *order,
                        struct arena *arena, struct ranking *out);

#endif
