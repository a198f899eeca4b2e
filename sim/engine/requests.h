/* requests.h: new plans by way of the pipeline, in place of people_join. Internal to the engine. */
#ifndef REQUESTS_H
#define REQUESTS_H

#include "replicate.h"

/* The year's plans are issued by the queue and placed; some of their placements are contested. Sets
 * the place-years that they add, by the months in which they are issued. */
HR_CHECKED int people_join_by_request(const struct model *model, struct work *w,
                                      const struct step *step, struct hr_err *err);

#endif
