/* Commissioned places, held or not. Equations: place_funding.h. */
#include "place_funding.h"

#include <math.h>

double
places_held(double funded, double own, double others)
{
    return fmin(funded, own + others * funded);
}

double
places_funded(double commissioned, double added, double own, double others)
{
    const double places = commissioned + added;
    return added < 0.0 ? fmax(places, places_held(commissioned, own, others)) : places;
}
