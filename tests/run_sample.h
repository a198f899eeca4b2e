/* run_sample.h: output folders of a run, made by hand for tests of what reads them.
 *
 *   struct run_sample made;
 *   run_sample_init(&made, "Testshire");
 *   run_sample_row(&made, &(struct run_row){ "plan", 2026, "deficit", "forecast", 41.375, 42.5 });
 *   run_sample_end(&made);                          writes forecast.csv and run.json into made.dir
 *   run_sample_release(&made); */
#ifndef RUN_SAMPLE_H
#define RUN_SAMPLE_H

#include <stdio.h>

struct run_sample {
    char dir[256];
    const char *area; /* borrowed */
    char *text;       /* owned */
    size_t size;
    FILE *out;
};

struct run_row {
    const char *scenario;
    int fy;
    const char *measure, *basis;
    double value; /* known, or an average; NAN leaves a cell empty */
};

struct run_setting {
    const char *scenario;
    int fy;
    const char *setting;
    double place_years, price_gbp, place_funding_gbp_m;
};

void run_sample_init(struct run_sample *self, const char *area);
void run_sample_row(struct run_sample *self, const struct run_row *row);
/* With a range: spread is from the value to p05 and p95, half of it to p25 and p75. */
void run_sample_fan(struct run_sample *self, const struct run_row *row, double spread);
/* Spending follows. */
void run_sample_setting(struct run_sample *self, const struct run_setting *of);
void run_sample_end(struct run_sample *self);
/* Writes a file into the folder as it is. */
void run_sample_file(const struct run_sample *self, const char *name, const char *text);
void run_sample_release(struct run_sample *self);

#endif
