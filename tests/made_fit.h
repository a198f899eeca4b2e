/* made_fit.h: true values of made authorities, drawn from the model that a fit assumes, and what
 * tests of that need: counts published, quantities by name. fit_calibration.h has the whole. A
 * failure ends the program with a sentence. */
#ifndef MADE_FIT_H
#define MADE_FIT_H

#include "fit_inputs.h"

enum { MADE_AREAS = 60 };
extern int made_areas; /* of a country, at most MADE_AREAS; set before the first is made */

struct truth {     /* of one authority; logarithms where a factor is meant */
    double level;  /* a(0) as the history begins, a logarithm */
    double post16; /* ln k */
    double balance;
    double trait;
    double own_mix, own_mix_of_year;
};

/* Of an authority (0: England) of the country of this seed. */
struct truth truth_of(unsigned seed, int area);
/* A standard normal of its own. */
double made_z(unsigned seed, const char *what, int area);

void made_must(int ret, const struct hr_err *err);
/* The area of cohorts_code, added. */
int made_area(struct evidence *to, int i);
/* Of all ages, needs and placements. */
struct observation made_count(int area, enum evidence_measure measure, int year);
void made_put(struct evidence *to, struct observation item, double count);
/* By age and in all. */
void made_put_ages(struct evidence *to, struct observation item, const double count[N_NCY]);
/* Makes a quantity a plain number. */
void made_set(struct fit_inputs *inputs, const char *name, double value);
const struct quantity *made_quantity(const struct fit_inputs *inputs, const char *name);
/* All of them; made_release when done. */
void made_fit_quantities(struct fit_inputs *inputs);
void made_release(struct fit_inputs *inputs);

#endif
