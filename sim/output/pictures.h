/* pictures.h: charts that are to become PNG and PDF files. They are rendered by several threads,
 * and have their places in the order in which they were added, so the folder is the same for any
 * number of them.
 *
 *   struct pictures pictures = { .n = 0 };
 *   ret = pictures_add(&pictures, "01_fan_plan", &chart, err);       (as often as there are charts)
 *   ret = pictures_write(&pictures, folder, &threads, err);          charts/01_fan_plan.png, .pdf
 *   pictures_release(&pictures);                                     (in every case)
 *
 * Charts may be drawn and added by threads.draw, while another thread does threads.beside; then all
 * of them render. */
#ifndef PICTURES_H
#define PICTURES_H

#include "chart.h"
#include "folder.h"

#include <stdatomic.h>

struct pictures {
    struct picture *picture; /* owned */
    size_t n, capacity;
};

/* Keeps copies of the name and of what it needs of the chart. */
HR_CHECKED int pictures_add(struct pictures *self, const char *name, const struct chart *chart,
                            struct hr_err *err);
/* Work that one thread does. */
struct picture_work {
    int (*work)(void *with, struct hr_err *err);
    void *with;
};
struct picture_threads {
    unsigned n;                        /* 0: one */
    const atomic_bool *stop;           /* may be NULL; when set, HR_EINTERRUPT before the next */
    const struct picture_work *draw;   /* may be NULL; adds pictures: none is rendered before */
    const struct picture_work *beside; /* may be NULL; has nothing to do with the pictures */
};
/* Once. */
HR_CHECKED int pictures_write(const struct pictures *self, struct folder *folder,
                              const struct picture_threads *threads, struct hr_err *err);
void pictures_release(struct pictures *self);

#endif
