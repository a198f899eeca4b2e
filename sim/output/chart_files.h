/* chart_files.h: charts as files: for each a picture (.svg, with CHARTS_ALL also .png and .pdf),
 * its numbers (.csv) and its words (.txt: title, text alternative, how to read it, what it leaves
 * out, source). Which charts a run has is listed in run_chart.h. */
#ifndef CHART_FILES_H
#define CHART_FILES_H

#include "chart.h"
#include "engine.h"
#include "folder.h"
#include "gallery.h"
#include "pictures.h"
#include "study.h"
#include "suppress.h"

enum charts { CHARTS_NONE, CHARTS_SVG, CHARTS_ALL };

/* Can such charts be drawn here? To be asked before the futures are simulated: a run that ends in
 * "no PNG" is a run for nothing. */
HR_CHECKED int charts_ready(enum charts charts, struct hr_err *err);

/* One chart under charts/NAME.svg, .csv, .txt. */
struct chart_file {
    struct folder *folder;
    const char *name;
    const char *left_out; /* a sentence for the .txt on what the ranges do not cover, "" for none */
    const char *origin;   /* a line for the .txt: the file the figures come from, with its SHA-256;
                             "" for none */
    enum charts charts;
};
HR_CHECKED int chart_file_put(const struct chart_file *file, const struct chart *chart,
                              struct hr_err *err);

/* All charts of a run. */
struct chart_files {
    const struct results *results;
    const struct study *study;       /* may be NULL: no charts of what options do */
    const struct scenario *scenario; /* may be NULL: charts then name no documents */
    const char *origin;    /* the scenario file and its SHA-256, for the .txt; NULL: not said */
    const char *source;    /* in place of the documents of the scenario; NULL: those */
    const char *data_date; /* in place of the day that the scenario gives; NULL: that */
    const char *only;      /* name of the one that is wanted; NULL: all. It must have a source */
    const struct chart_size *size; /* NULL: usual */
    enum charts charts;
    unsigned n_thread;                 /* 0: one. The files are the same for any number */
    const atomic_bool *stop;           /* may be NULL; when set, HR_EINTERRUPT between files */
    const struct picture_work *beside; /* may be NULL (pictures.h) */
    struct suppress *suppress; /* may be NULL; charts that would show or give away a small number
                                  are left out, and noted there */
    struct folder *folder;
    struct gallery *gallery; /* may be NULL; else the charts pass to it when they are written */
    const struct drivers *drivers; /* NULL: not worked out */
};
HR_CHECKED int chart_files_write(const struct chart_files *self, struct hr_err *err);

#endif
