/* migration.h: plans that come and go without starting or ending: families who move between
 * authorities, and what records do not explain.
 *
 *   O ~ Binomial(n, o)        n: plans at NCY below 14 (in school); they go
 *   I ~ Binomial(n, o b)      they come
 *   R = round(s z n_all)      came when positive, gone when negative
 *
 *   symbol | field       | unit                              | source
 *   o      | out         | share of plans a year             | England's ceased plans: transferred
 *       to another authority
 *   b      | balance     | plans that come for each that goes | 1: as many; inward transfers are
 *                        not published
 *   s      | residual_sd | share of plans a year             | stock-flow identity of published
 *       counts
 *
 * Who goes is any of the children of those years, with the same chance; who comes is like one of
 * those already here (age, need, setting). As many as go and come are taken to replace one another,
 * like for like: they are counted and change no cell, and I - O children come (or go) on top,
 * through the year, so each takes half a place-year along or brings one. In the expected-value run
 * every cell changes in proportion and R is 0. With o = s = 0 nothing is drawn. */
#ifndef MIGRATION_H
#define MIGRATION_H

#include "address.h"
#include "field.h"
#include "cells.h"
#include "departures.h"
#include "step.h"

/* Older young people move away from home, and their plans with their courses: seen in the
 * hazards. */
enum { NCY_MIGRATE_END = 14 };

struct migration_in {
    quantity_id out;     /* share of plans (NCY below 14) that go to another authority in a year */
    quantity_id balance; /* plans that come from other authorities, for each that goes */
    quantity_id residual_sd; /* yearly change of plans that records do not explain, as a share of
                                plans: standard deviation */
};

extern const struct field_table migration_fields;

struct migration { /* compiled; immutable */
    struct dims dims;
    struct migration_in in;
    uint32_t purpose_out, purpose_in, purpose_residual, item;
};

struct people; /* people.h */

struct migrated { /* children, one year */
    double out, in, unexplained;
};

void migration_init(struct migration *self, const struct dims *dims, const struct migration_in *in,
                    struct address_book *book);
/* One year; people->migrated is what happened. */
void people_migrate(const struct migration *self, struct people *people, const struct step *step);

#endif
