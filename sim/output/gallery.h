/* gallery.h: the charts of a run, kept after their files are written, for the page that shows
 * them. In the order in which they were drawn. */
#ifndef GALLERY_H
#define GALLERY_H

#include "chart.h"

struct picture {
    char *file;      /* owned; without ending: "charts/01_fan_plan" */
    size_t scenario; /* that it is of; a chart of the whole run: 0 */
    struct chart chart;
};

struct gallery {
    struct picture *picture; /* owned */
    size_t n, capacity;
};

void gallery_init(struct gallery *self);
void gallery_release(struct gallery *self);
/* NAME is that of charts/NAME.svg. The chart passes to the gallery and is empty again, in every
 * case. */
HR_CHECKED int gallery_take(struct gallery *self, const char *name, size_t scenario,
                            struct chart *chart, struct hr_err *err);
/* Is it a chart of this number, "01"? */
bool picture_is(const struct picture *self, const char *number);

#endif
