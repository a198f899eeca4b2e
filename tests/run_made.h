/* run_made.h: output folders of a run, made by hand for tests of what reads them.
 *
 *   struct run_made made;
 *   run_made_init(&made, "Testshire");
 *   run_made_row(&made, "plan", 2026, "deficit", "forecast", 41.375, 42.5);
 *   run_made_end(&made);                          writes forecast.csv and run.json into made.dir
 *   run_made_release(&made); */
#ifndef RUN_MADE_H
#define RUN_MADE_H

#include <stdio.h>

struct run_made {
    char dir[256];
    const char *area; /* borrowed */
    char *text;       /* owned */
    size_t size;
    FILE *out;
};

void run_made_init(struct run_made *self, const char *area);
/* NAN leaves a cell empty. */
void run_made_row(struct run_made *self, const char *scenario, int fy, const char *measure,
                  const char *basis, double central, double p50);
/* Place-years, price in pounds and place funding in GBP million of a setting; spending follows. */
void run_made_setting(struct run_made *self, const char *scenario, int fy, const char *setting,
                      double place_years, double price_gbp, double place_funding_gbp_m);
void run_made_end(struct run_made *self);
/* Writes a file into the folder as it is. */
void run_made_file(const struct run_made *self, const char *name, const char *text);
void run_made_release(struct run_made *self);

#endif
