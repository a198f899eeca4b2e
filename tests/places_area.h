/* places_area.h: small areas for tests of settings that fill up. */
#ifndef PLACES_AREA_H
#define PLACES_AREA_H

#include "sample_change.h"

/* The worked area of tests/README.md. One need; 30 children in special school (5 in each of Years 1
 * to 6), 60 in mainstream (10 each), none in the independent school. Nobody leaves or moves. 40 new
 * plans a year in Reception, a quarter for the special school. Special: 46 places, £15,000 and
 * £10,000 place funding; independent £60,000; mainstream £6,000; no growth of prices. Three
 * years. */
void worked_area(struct sample *self);
/* The sample, with places: local-special has some by phase, fewer than it wants; a unit and a
 * second special school are on its overflow list before the independent one; one waits, one is
 * asked again for. */
void crowded_area(struct sample *self, double places);
/* Places for a setting of the sample by its position; they are there from the start. */
struct seats_in *area_places(struct sample *self, size_t setting, size_t i, enum phase phase,
                             double count);

size_t area_setting(const struct model *model, const char *id);

#endif
