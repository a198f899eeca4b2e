/* run_sample.h: output folders of a run, made by hand for tests of what reads them.
 *
 *   struct run_sample made;
 *   run_sample_init(&made, "Testshire");
 *   run_sample_row(&made, "plan", 2026, "deficit", "forecast", 41.375, 42.5);
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

void run_sample_init(struct run_sample *self, const char *area);
/* NAN leaves a cell empty. */
void run_sample_row(struct run_sample *self, const char *scenario, int fy, const char *measure,
                    const char *basis, double central, double p50);
/* Place-years, price in pounds and place funding in GBP million of a setting; spending follows. */
void run_sample_setting(struct run_sample *self, const char *scenario, int fy, const char *setting,
                        double place_years, double price_gbp, double place_funding_gbp_m);
void run_sample_end(struct run_sample *self);
/* Writes a file into the folder as it is. */
void run_sample_file(const struct run_sample *self, const char *name, const char *text);
void run_sample_release(struct run_sample *self);

#endif
