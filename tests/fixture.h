/* fixture.h: a sample, the model made of it, and what it gave; one init and one release.
 *
 *   struct fixture f;
 *   fixture_init(&f, sample_init);                a sample: sample_init, worked_area, or your own
 *   sample_set(&f.sample, "movers.turnover", 1.385);     change anything
 *   fixture_model(&f);                            f.model
 *   fixture_run(&f, 400, 1);                      f.results
 *   fixture_one(&f, 0, 17);                       f.future
 *   fixture_release(&f);
 *
 * Each of them may be made again, after another change; the last ones are kept. A failure fails
 * the test. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "replicate.h"
#include "sample_change.h"

struct fixture {
    struct sample sample;
    struct model model;
    struct results results;
    struct future future;
    struct work work;
};

void fixture_init(struct fixture *self, void (*make)(struct sample *));
void fixture_release(struct fixture *self);
void fixture_model(struct fixture *self);
/* A workspace for the model. */
void fixture_work(struct fixture *self);
/* n futures on so many threads. */
void fixture_run(struct fixture *self, size_t n, unsigned n_thread);
void fixture_one(struct fixture *self, size_t scenario, size_t replicate);
void fixture_expected(struct fixture *self, size_t scenario);

#endif
