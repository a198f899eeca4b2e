/* areas_publish.h: the output folder of a run of many areas: the tables of areas_tables.h,
 * summary.json, campaign.txt, charts (areas_charts.h), SHA256SUMS and run.json, which names every
 * file that was read. The same bytes for any number of threads and of shards, but for "execution"
 * in run.json. */
#ifndef AREAS_PUBLISH_H
#define AREAS_PUBLISH_H

#include "areas_sums.h"
#include "chart_files.h"
#include "folder.h"

struct areas_publication { /* everything borrowed */
    const struct areas_sums *sums;
    enum charts charts;
    const char *charts_name; /* "none", "svg", "all" */
    /* execution */
    const char *started;
    double seconds;
    unsigned n_thread;
    const char *const *argument;
    size_t n_argument;
};

/* Writes and commits. */
HR_CHECKED int areas_publish(const struct areas_publication *self, struct folder *folder,
                             struct hr_err *err);

#endif
