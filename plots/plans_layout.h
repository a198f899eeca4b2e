/* plans_layout.h: what the files of the chart of plans share; plans_chart.h is for callers. */
#ifndef PLANS_LAYOUT_H
#define PLANS_LAYOUT_H

#include "plans_chart.h"

const struct plans_year *plans_last_known(const struct plans_chart *plans);
const struct plans_year *plans_last_year(const struct plans_chart *plans);
/* Are plans per 1,000 drawn? */
bool plans_has_rates(const struct plans_chart *plans);
struct words plans_rate(double rate); /* "24.6" */
struct published_marks plans_published(const struct plans_chart *plans);
struct chart_years plans_years_drawn(const struct plans_chart *plans); /* where is not set */
void plans_subtitle(const struct plans_chart *plans, struct text *out);
void plans_alt(const struct plans_chart *plans, struct text *out);
void plans_note(const struct plans_chart *plans, struct chart_draft *draft);

#endif
