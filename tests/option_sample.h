/* option_sample.h: areas with options, for tests. Scenario 0 is without, scenario 1 ("with") has
 * those that option_add adds, in that order.
 *
 *   struct option_sample s;
 *   option_sample_init(&s, OPTION_STILL);
 *   struct option_in *in = option_add(&s, OPTION_CEASING, "fewer");
 *   in->start = "2022/23"; in->share = option_quantity(&s, 0.2385); ...
 *   option_sample_plan(&s);  ... s.plan, s.work ...  option_sample_release(&s); */
#ifndef OPTION_SAMPLE_H
#define OPTION_SAMPLE_H

#include "places_area.h"
#include "replicate.h"
#include "sample.h"

enum option_area {
    OPTION_SAMPLE,  /* the sample (sample.h): random, nobody is ever full */
    OPTION_CROWDED, /* the sample with places (crowded_area) */
    OPTION_STILL,   /* the worked area (places_area.h) without place funding: 40 new plans a year,
                       nobody leaves, prices stand still */
};
enum { MOST_OPTIONS = 12 };

struct option_sample {
    struct sample sample;
    struct option_in option[MOST_OPTIONS];
    const char *chosen[MOST_OPTIONS], *setting[MOST_OPTIONS][2], *need[MOST_OPTIONS][2];
    double ramp[MOST_OPTIONS][4];
    int ncy[MOST_OPTIONS][4];
    struct model model;
    struct work work;
    bool planned;
};

void option_sample_init(struct option_sample *self, enum option_area area);
/* Again after a change. */
void option_sample_plan(struct option_sample *self);
void option_sample_release(struct option_sample *self);

/* An option that starts in 2022/23, the second forecast year, and does nothing yet. */
struct option_in *option_add(struct option_sample *self, enum option_kind kind, const char *id);
quantity_id option_quantity(struct option_sample *self, double value);
/* Sets the one setting it is for. */
void option_for(struct option_sample *self, struct option_in *in, const char *setting);
void option_ramp(struct option_sample *self, struct option_in *in, size_t n, const double *ramp);
void option_at(struct option_sample *self, struct option_in *in, size_t n, const int *ncy);

/* The levers that an option alone writes in replicate k (-1: the expected-value run).
 * levers_release is the caller's. */
void option_levers(struct option_sample *self, const char *id, int k, double level,
                   struct levers *out);
/* Runs a scenario in replicate k; the future is good until the next call. */
const struct future *option_run(struct option_sample *self, size_t scenario, int k);
/* Sums over settings or children. */
size_t option_index(const struct option_sample *self, const char *id);
size_t option_setting(const struct option_sample *self, const char *id);

#endif
